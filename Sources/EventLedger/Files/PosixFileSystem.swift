#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The machine's own file system.
public struct PosixFileSystem: FileSystem {
  /// No state of its own.
  public init() {}

  /// Opens with `O_CLOEXEC`.
  public func open(_ path: String, _ mode: FileMode) throws(FileError) -> FileHandle {
    let flags: Int32
    var permissions: UInt32 = 0
    switch mode {
    case .read: flags = O_RDONLY
    case .update: flags = O_RDWR
    case .append: flags = O_RDWR | O_APPEND
    case .createNew(let wanted):
      flags = O_RDWR | O_APPEND | O_CREAT | O_EXCL
      permissions = wanted
    case .createOrUpdate(let wanted):
      flags = O_RDWR | O_CREAT
      permissions = wanted
    }
    #if canImport(Glibc)
      let descriptor = Glibc.open(path, flags | O_CLOEXEC, mode_t(permissions))
    #else
      let descriptor = Darwin.open(path, flags | O_CLOEXEC, mode_t(permissions))
    #endif
    guard descriptor >= 0 else { throw FileError("open", path: path, errno: errno) }
    return FileHandle(descriptor: descriptor)
  }

  /// Closes; errors mean nothing here, since bytes were synchronised before.
  public func close(_ file: FileHandle) {
    #if canImport(Glibc)
      _ = Glibc.close(file.descriptor)
    #else
      _ = Darwin.close(file.descriptor)
    #endif
  }

  /// Reads at an offset.
  public func pread(
    _ file: FileHandle, into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64
  ) throws(FileError) -> Int {
    #if canImport(Glibc)
      let count = Glibc.pread(
        file.descriptor, buffer.baseAddress, buffer.count, off_t(truncatingIfNeeded: offset))
    #else
      let count = Darwin.pread(
        file.descriptor, buffer.baseAddress, buffer.count, off_t(truncatingIfNeeded: offset))
    #endif
    guard count >= 0 else { throw FileError("pread", errno: errno) }
    return count
  }

  /// Writes at the end.
  public func write(_ file: FileHandle, _ bytes: UnsafeRawBufferPointer) throws(FileError) -> Int {
    #if canImport(Glibc)
      let count = Glibc.write(file.descriptor, bytes.baseAddress, bytes.count)
    #else
      let count = Darwin.write(file.descriptor, bytes.baseAddress, bytes.count)
    #endif
    guard count >= 0 else { throw FileError("write", errno: errno) }
    return count
  }

  /// Writes at an offset.
  public func pwrite(
    _ file: FileHandle, _ bytes: UnsafeRawBufferPointer, at offset: UInt64
  ) throws(FileError) -> Int {
    #if canImport(Glibc)
      let count = Glibc.pwrite(
        file.descriptor, bytes.baseAddress, bytes.count, off_t(truncatingIfNeeded: offset))
    #else
      let count = Darwin.pwrite(
        file.descriptor, bytes.baseAddress, bytes.count, off_t(truncatingIfNeeded: offset))
    #endif
    guard count >= 0 else { throw FileError("pwrite", errno: errno) }
    return count
  }

  /// `fdatasync`; on macOS `F_FULLFSYNC`, since there `fsync` leaves the drive's cache.
  public func fdatasync(_ file: FileHandle) throws(FileError) {
    #if canImport(Glibc)
      let failed = Glibc.fdatasync(file.descriptor) != 0
    #else
      let failed = fcntl(file.descriptor, F_FULLFSYNC) != 0
    #endif
    if failed { throw FileError("fdatasync", errno: errno) }
  }

  /// Cuts a file.
  public func ftruncate(_ file: FileHandle, to byteCount: UInt64) throws(FileError) {
    #if canImport(Glibc)
      let failed = Glibc.ftruncate(file.descriptor, off_t(truncatingIfNeeded: byteCount)) != 0
    #else
      let failed = Darwin.ftruncate(file.descriptor, off_t(truncatingIfNeeded: byteCount)) != 0
    #endif
    if failed { throw FileError("ftruncate", errno: errno) }
  }

  /// Renames over an existing file.
  public func rename(_ from: String, to: String) throws(FileError) {
    #if canImport(Glibc)
      let failed = Glibc.rename(from, to) != 0
    #else
      let failed = Darwin.rename(from, to) != 0
    #endif
    if failed { throw FileError("rename", path: to, errno: errno) }
  }

  /// Removes a name.
  public func unlink(_ path: String) throws(FileError) {
    #if canImport(Glibc)
      let failed = Glibc.unlink(path) != 0
    #else
      let failed = Darwin.unlink(path) != 0
    #endif
    if failed { throw FileError("unlink", path: path, errno: errno) }
  }

  /// Synchronises a directory.
  public func fsyncDirectory(_ path: String) throws(FileError) {
    let file = try open(path, .read)
    defer { close(file) }
    if fsync(file.descriptor) != 0 { throw FileError("fsync", path: path, errno: errno) }
  }
}
