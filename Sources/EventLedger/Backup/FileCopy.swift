/// Copies files part by part, with their digest on the way.
enum FileCopy {
  private static let partByteCount = 1 << 20

  /// What was copied.
  struct Result: Equatable {
    var byteCount: UInt64
    var digest: String
  }

  /// Copies the first `limit` bytes durably: temporary name, synchronised, renamed. The caller
  /// synchronises the directory.
  static func copy(
    _ from: String, to: String, _ files: any FileSystem, limit: UInt64 = .max,
    permissions: UInt32
  ) throws(LedgerError) -> Result {
    let source = try onDisk(from) { () throws(FileError) in try OpenFile(files, from, .read) }
    let temporary = to + ".tmp"
    return try onDisk(to) { () throws(FileError) in
      try files.removeIfPresent(temporary)
      let target = try OpenFile(files, temporary, .createNew(permissions: permissions))
      let result = try read(source, limit: limit) { bytes throws(FileError) in
        try target.append(bytes)
      }
      try target.synchronise()
      try files.rename(temporary, to: to)
      return result
    }
  }

  /// Writes bytes the same way.
  static func write(
    _ bytes: [UInt8], to: String, _ files: any FileSystem, permissions: UInt32
  ) throws(LedgerError) -> Result {
    let temporary = to + ".tmp"
    try onDisk(to) { () throws(FileError) in
      try files.removeIfPresent(temporary)
      let target = try OpenFile(files, temporary, .createNew(permissions: permissions))
      try bytes.lend { bytes throws(FileError) in try target.append(bytes) }
      try target.synchronise()
      try files.rename(temporary, to: to)
    }
    var digest = ChainHash.Digest()
    bytes.withUnsafeBytes { digest.update($0) }
    return Result(byteCount: UInt64(bytes.count), digest: digest.text())
  }

  /// Size and digest of a file; nil when it does not exist.
  static func measure(_ path: String, _ files: any FileSystem) throws(LedgerError) -> Result? {
    do {
      return try read(OpenFile(files, path, .read), limit: .max) { _ in }
    } catch {
      if error.errno == ErrorNumber.noEntry { return nil }
      throw error.ledgerError(path)
    }
  }

  private static func read(
    _ file: OpenFile, limit: UInt64, _ body: (UnsafeRawBufferPointer) throws(FileError) -> Void
  ) throws(FileError) -> Result {
    var digest = ChainHash.Digest()
    var offset: UInt64 = 0
    while offset < limit {
      let block = try file.read(Int(min(UInt64(partByteCount), limit - offset)), at: offset)
      if block.count == 0 { break }
      digest.update(block.bytes)
      try body(block.bytes)
      offset += UInt64(block.count)
    }
    return Result(byteCount: offset, digest: digest.text())
  }
}
