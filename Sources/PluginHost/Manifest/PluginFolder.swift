/// A plugin's folder, read into memory once: what is approved is what runs.
public struct PluginFolder: Sendable, Equatable {
  /// One file of the folder.
  public struct File: Sendable, Equatable {
    /// The path inside the folder, `/` between the parts.
    public let path: String
    /// The contents, byte for byte.
    public let bytes: [UInt8]

    /// A file by its path and contents.
    public init(path: String, bytes: [UInt8]) {
      self.path = path
      self.bytes = bytes
    }
  }

  /// The folder's path as given, for messages.
  public let path: String
  /// The name of the folder itself, which must be the plugin's id.
  public let name: String
  /// Every file except dot files, sorted by path.
  public let files: [File]
  /// What the manifest says, or every problem in it.
  public let manifest: Result<PluginManifest, PluginProblems>
  /// The digest of what counts for approval.
  public let digest: PluginDigest

  /// Reads the folder; dot files are left out, links are refused.
  ///
  /// - Throws: `PluginProblems` when the folder or a file cannot be read or is too large (4 MiB a file,
  ///   1000 files).
  public init(path: String) throws(PluginProblems) {
    self.init(path: path, files: try Self.read(path))
  }

  /// A folder from files in memory, for tests.
  public init(path: String, files: [File]) {
    self.path = path
    let parts = path.split(separator: "/")
    name = parts.last.map(String.init) ?? path
    self.files = files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    digest = PluginDigest(of: self.files)
    manifest = Self.manifest(in: self.files)
  }

  /// The contents of a file, nil when it is not there.
  public func bytes(of path: String) -> [UInt8]? { files.first { $0.path == path }?.bytes }
}
