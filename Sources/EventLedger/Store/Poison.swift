/// `POISON`: a synchronisation failed, and nobody has looked at the record since.
enum Poison {
  static func read(
    _ location: StoreLocation, _ files: any FileSystem
  ) throws(LedgerError) -> String? {
    let found = try onDisk(location.poisonFile) { () throws(FileError) in
      try files.contents(location.poisonFile)
    }
    return found.map { String(decoding: $0, as: UTF8.self) }
  }

  /// Best effort: the disk has just failed.
  static func write(_ location: StoreLocation, _ environment: LedgerEnvironment, _ error: FileError)
  {
    let files = environment.fileSystem
    var text = Array("\(error.operation) errno \(error.errno) at ".utf8)
    Timestamp.append(environment.clock.now(), to: &text)
    text.append(contentsOf: " pid \(environment.identity.processID)\n".utf8)
    guard let file = try? OpenFile(files, location.poisonFile, .createOrUpdate(permissions: 0o644))
    else { return }
    try? text.lend { bytes throws(FileError) in try file.write(bytes, at: 0) }
    try? file.synchronise()
    try? files.fsyncDirectory(location.path)
  }
}
