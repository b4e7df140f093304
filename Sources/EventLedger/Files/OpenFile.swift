/// An open file that closes itself, with the loops that single system calls need.
final class OpenFile: Sendable {
  let files: any FileSystem
  let handle: FileHandle
  let path: String

  init(_ files: any FileSystem, _ path: String, _ mode: FileMode) throws(FileError) {
    self.files = files
    self.path = path
    var opened: FileHandle?
    while opened == nil {
      do {
        opened = try files.open(path, mode)
      } catch {
        if error.errno != ErrorNumber.interrupted { throw error }
      }
    }
    handle = opened ?? FileHandle(descriptor: -1)
  }

  deinit { files.close(handle) }

  /// Reads until the buffer is full or the file ends.
  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64) throws(FileError) -> Int
  {
    var done = 0
    while done < buffer.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
      do {
        let count = try files.pread(handle, into: rest, at: offset + UInt64(done))
        if count == 0 { break }
        done += count
      } catch {
        if error.errno != ErrorNumber.interrupted { throw error }
      }
    }
    return done
  }

  /// Up to `count` bytes at an offset.
  func read(_ count: Int, at offset: UInt64) throws(FileError) -> ByteBlock {
    try ByteBlock(capacity: count) { buffer throws(FileError) in
      try read(into: buffer, at: offset)
    }
  }

  /// The whole file.
  func readAll() throws(FileError) -> [UInt8] {
    let block = try read(Int(try status().byteCount), at: 0)
    return withExtendedLifetime(block) { Array(block.bytes) }
  }

  /// Writes all bytes at the end.
  func append(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    var done = 0
    while done < bytes.count {
      do {
        done += try files.write(handle, UnsafeRawBufferPointer(rebasing: bytes[done...]))
      } catch {
        if error.errno != ErrorNumber.interrupted { throw error }
      }
    }
  }

  /// Writes all bytes at an offset.
  func write(_ bytes: UnsafeRawBufferPointer, at offset: UInt64) throws(FileError) {
    var done = 0
    while done < bytes.count {
      let rest = UnsafeRawBufferPointer(rebasing: bytes[done...])
      do {
        done += try files.pwrite(handle, rest, at: offset + UInt64(done))
      } catch {
        if error.errno != ErrorNumber.interrupted { throw error }
      }
    }
  }

  /// Never repeated: after a failure the page cache proves nothing.
  func synchronise() throws(FileError) { try files.fdatasync(handle) }

  func truncate(to byteCount: UInt64) throws(FileError) {
    while true {
      do {
        return try files.ftruncate(handle, to: byteCount)
      } catch {
        if error.errno != ErrorNumber.interrupted { throw error }
      }
    }
  }

  func status() throws(FileError) -> FileStatus { try files.fstat(handle) }
}

extension FileSystem {
  /// The bytes of a file, or nil when it does not exist.
  func contents(_ path: String) throws(FileError) -> [UInt8]? {
    do {
      return try OpenFile(self, path, .read).readAll()
    } catch {
      if error.errno == ErrorNumber.noEntry { return nil }
      throw error
    }
  }

  /// Writes a file whole: temporary name, synchronised, renamed, directory synchronised.
  func publish(
    _ bytes: [UInt8], at path: String, in directory: String, permissions: UInt32 = 0o644
  ) throws(FileError) {
    let temporary = path + ".tmp"
    try removeIfPresent(temporary)
    let file = try OpenFile(self, temporary, .createNew(permissions: permissions))
    try bytes.lend { buffer throws(FileError) in try file.append(buffer) }
    try file.synchronise()
    try rename(temporary, to: path)
    try fsyncDirectory(directory)
  }

  func removeIfPresent(_ path: String) throws(FileError) {
    do {
      try unlink(path)
    } catch {
      if error.errno != ErrorNumber.noEntry { throw error }
    }
  }

  func makeDirectory(_ path: String, permissions: UInt32) throws(FileError) {
    do {
      try mkdir(path, permissions: permissions)
    } catch {
      if error.errno != ErrorNumber.exists { throw error }
    }
  }
}

extension FileError {
  var isNoSpace: Bool {
    errno == ErrorNumber.noSpace || errno == ErrorNumber.quota || errno == ErrorNumber.tooBig
  }

  /// The same failure as the ledger's error, for a path.
  func ledgerError(_ path: String) -> LedgerError {
    let place = self.path.isEmpty ? path : self.path
    if isNoSpace { return .noSpace(path: place, errno: errno) }
    switch errno {
    case ErrorNumber.readOnly, ErrorNumber.access, ErrorNumber.permission:
      return .readOnly(path: place)
    default: return .io(operation: operation, path: place, errno: errno)
    }
  }
}

/// Runs file calls and turns their failure into the ledger's error.
func onDisk<R>(
  _ path: String, _ body: () throws(FileError) -> R
) throws(LedgerError) -> R {
  do {
    return try body()
  } catch {
    throw error.ledgerError(path)
  }
}

extension [UInt8] {
  /// `withUnsafeBytes` with a typed error.
  func lend<R, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R {
    let result: Result<R, E> = withUnsafeBytes { bytes in
      do throws(E) {
        return .success(try body(bytes))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}
