internal import ConsumerProtection
internal import PluginHost

/// The folders as they were approved, kept beside the workspace's own: `approved/HEX/ID/…`.
///
/// The pin names a digest only; what was approved is needed to show what a change changes and to count in
/// the calendar that was in force.
struct ApprovedFolders {
  let root: String

  init(_ paths: WorkspacePaths) { root = "\(paths.root)/approved" }

  /// The folder of that digest; nil when nobody kept it, or when it is no longer what it was.
  func folder(_ id: String, _ digest: PluginDigest) -> PluginFolder? {
    guard let folder = try? PluginFolder(path: "\(root)/\(digest.hex)/\(id)"),
      folder.digest == digest
    else { return nil }
    return folder
  }

  /// Keeps a folder; one that is there already stays as it is.
  func keep(_ folder: PluginFolder) throws(Failure) {
    guard self.folder(folder.name, folder.digest) == nil else { return }
    let path = "\(root)/\(folder.digest.hex)/\(folder.name)"
    for file in folder.files where PluginDigest.counts(file.path) {
      let target = "\(path)/\(file.path)"
      if let slash = target.lastIndex(of: "/") {
        try Files.makeFolder(String(target[..<slash]))
      }
      try Files.write(file.bytes, to: target)
    }
  }
}
