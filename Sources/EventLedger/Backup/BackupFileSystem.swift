/// A backup under the names of a store: read-only, so that `verify` works on it as on any store.
struct BackupFileSystem: FileSystem {
  let files: any FileSystem
  let directory: String
  /// Name in the store to name in the backup.
  private let names: [String: String]

  /// Where the store seems to lie.
  static let path = "/backup"

  init(_ manifest: BackupManifest, in directory: String, _ files: any FileSystem) {
    self.files = files
    self.directory = directory
    names = Dictionary(manifest.entries.map { ($0.name, $0.file) }) { first, _ in first }
  }

  private func name(_ path: String) -> String? {
    path.hasPrefix(Self.path + "/") ? String(path.dropFirst(Self.path.count + 1)) : nil
  }

  func open(_ path: String, _ mode: FileMode) throws(FileError) -> FileHandle {
    guard case .read = mode else { throw refusal("open") }
    guard let name = name(path), let file = names[name] else {
      throw FileError("open", path: path, errno: ErrorNumber.noEntry)
    }
    return try files.open(directory + "/" + file, mode)
  }

  func close(_ file: FileHandle) { files.close(file) }

  func pread(
    _ file: FileHandle, into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64
  ) throws(FileError) -> Int {
    try files.pread(file, into: buffer, at: offset)
  }

  func map(_ file: FileHandle, byteCount: Int) throws(FileError) -> MappedFile {
    try files.map(file, byteCount: byteCount)
  }

  func list(_ path: String) throws(FileError) -> [String] {
    let inside = names.keys.compactMap { key -> String? in
      let full = Self.path + "/" + key
      guard full.hasPrefix(path + "/") else { return nil }
      return full.dropFirst(path.utf8.count + 1).split(separator: "/").first.map(String.init)
    }
    return Set(inside).sorted()
  }

  /// A backup may lie on a disk that keeps no permissions: as long as it is one it is read-only.
  func fstat(_ file: FileHandle) throws(FileError) -> FileStatus {
    let status = try files.fstat(file)
    return FileStatus(
      byteCount: status.byteCount, permissions: 0o444, device: status.device, inode: status.inode)
  }

  func statfs(_ path: String) throws(FileError) -> UInt64 { try files.statfs(directory) }

  private func refusal(_ operation: String) -> FileError {
    FileError(operation, path: directory, errno: ErrorNumber.readOnly)
  }

  func write(_ file: FileHandle, _ bytes: UnsafeRawBufferPointer) throws(FileError) -> Int {
    throw refusal("write")
  }

  func pwrite(
    _ file: FileHandle, _ bytes: UnsafeRawBufferPointer, at offset: UInt64
  ) throws(FileError) -> Int {
    throw refusal("pwrite")
  }

  func fdatasync(_ file: FileHandle) throws(FileError) { throw refusal("fdatasync") }
  func ftruncate(_ file: FileHandle, to byteCount: UInt64) throws(FileError) {
    throw refusal("ftruncate")
  }
  func rename(_ from: String, to: String) throws(FileError) { throw refusal("rename") }
  func unlink(_ path: String) throws(FileError) { throw refusal("unlink") }
  func fsyncDirectory(_ path: String) throws(FileError) { throw refusal("fsync") }
  func mkdir(_ path: String, permissions: UInt32) throws(FileError) { throw refusal("mkdir") }
  func tryLock(_ file: FileHandle) throws(FileError) -> Bool { throw refusal("flock") }
  func unlock(_ file: FileHandle) {}
  func chmod(_ path: String, permissions: UInt32) throws(FileError) { throw refusal("chmod") }
}
