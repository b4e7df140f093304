/// One backup at a time into a directory; the file also marks the directory as one for backups.
final class BackupLock {
  static let fileName = "BACKUP.lock"
  private let file: OpenFile

  init(_ directory: String, _ files: any FileSystem) throws(LedgerError) {
    let path = directory + "/" + Self.fileName
    try Self.refuseOther(directory, files)
    file = try onDisk(path) { () throws(FileError) in
      try files.makeDirectories(directory)
      return try OpenFile(files, path, .createOrUpdate(permissions: 0o644))
    }
    // A backup may lie where locks do not exist; there the schedule keeps the order.
    if (try? files.tryLock(file.handle)) == false {
      throw .locked(LockHolder(processID: 0, host: "", since: 0))
    }
  }

  /// A backup replaces and removes files: never in a directory that is somebody else's.
  private static func refuseOther(
    _ directory: String, _ files: any FileSystem
  ) throws(LedgerError) {
    let names: [String]
    do {
      names = try files.list(directory)
    } catch {
      if error.errno == ErrorNumber.noEntry { return }
      throw error.ledgerError(directory)
    }
    guard names.isEmpty || names.contains(fileName) else {
      throw .targetNotEmpty(path: directory)
    }
  }

  func release() { file.files.unlock(file.handle) }
}
