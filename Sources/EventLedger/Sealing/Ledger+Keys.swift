extension Ledger {
  /// Whether a workspace key is the one that wrapped the pool of a store.
  ///
  /// - Parameters:
  ///   - key: 32 bytes.
  ///   - path: The `ledger` directory.
  ///   - keyPath: The `keys` directory.
  ///   - environment: Disk, clock, chance.
  /// - Returns: Whether it fits.
  /// - Throws: `notAStore`, `keysUnusable` when the pool cannot be read, or `io`.
  public static func keyFits(
    _ key: [UInt8], at path: String, keysAt keyPath: String,
    environment: LedgerEnvironment = .posix()
  ) throws(LedgerError) -> Bool {
    let location = StoreLocation(path: path, keyPath: keyPath)
    let files = environment.fileSystem
    let store = try StoreIdentity.read(location, files)
    let name = keyPath + "/" + KeyPool.fileName(1)
    let found = try onDisk(name) { () throws(FileError) in try files.contents(name) }
    guard let found,
      let header = found.withUnsafeBytes({ KeyFileHeader.newest($0, store: store) })
    else { throw .keysUnusable(path: name) }
    return header.mark == WorkspaceKeyText.mark(of: key)
  }
}
