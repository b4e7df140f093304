/// The system calls of the store, one by one, so that a test can stand in for the disk.
///
/// Calls are not repeated on `EINTR` and may be short: the store's own code sees to both.
public protocol FileSystem: Sendable {
  /// Opens a file.
  func open(_ path: String, _ mode: FileMode) throws(FileError) -> FileHandle
  /// Closes it, which also drops its lock.
  func close(_ file: FileHandle)
  /// Reads up to the buffer's size at an offset; 0 = at or beyond the end.
  func pread(
    _ file: FileHandle, into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64
  ) throws(FileError) -> Int
  /// Writes at the end of the file (`O_APPEND`); answers the bytes taken.
  func write(_ file: FileHandle, _ bytes: UnsafeRawBufferPointer) throws(FileError) -> Int
  /// Writes at an offset; answers the bytes taken.
  func pwrite(
    _ file: FileHandle, _ bytes: UnsafeRawBufferPointer, at offset: UInt64
  ) throws(FileError) -> Int
  /// Makes a file's bytes and size durable.
  func fdatasync(_ file: FileHandle) throws(FileError)
  /// Cuts a file.
  func ftruncate(_ file: FileHandle, to byteCount: UInt64) throws(FileError)
  /// Renames over an existing file.
  func rename(_ from: String, to: String) throws(FileError)
  /// Removes a name.
  func unlink(_ path: String) throws(FileError)
  /// Makes names made, renamed and removed in a directory durable.
  func fsyncDirectory(_ path: String) throws(FileError)
  /// Makes a directory, mode 0755 or as given.
  func mkdir(_ path: String, permissions: UInt32) throws(FileError)
  /// Names in a directory, sorted, without `.` and `..`.
  func list(_ path: String) throws(FileError) -> [String]
  /// Tries to take the exclusive lock without waiting; false = another holds it.
  func tryLock(_ file: FileHandle) throws(FileError) -> Bool
  /// Gives the lock back.
  func unlock(_ file: FileHandle)
  /// Size and permissions.
  func fstat(_ file: FileHandle) throws(FileError) -> FileStatus
  /// The `f_type` of the file system that holds a path.
  func statfs(_ path: String) throws(FileError) -> UInt64
  /// Sets permissions.
  func chmod(_ path: String, permissions: UInt32) throws(FileError)
  /// Shows a file's first `byteCount` bytes in memory; the file is never changed afterwards.
  func map(_ file: FileHandle, byteCount: Int) throws(FileError) -> MappedFile
}

/// An open file.
public struct FileHandle: Sendable, Hashable {
  /// The descriptor, or the simulation's number for it.
  public let descriptor: Int32
  /// A handle for a descriptor.
  public init(descriptor: Int32) { self.descriptor = descriptor }
}

/// How a file is opened.
public enum FileMode: Sendable, Equatable {
  /// It must exist.
  case read
  /// It must exist; read and write at offsets.
  case update
  /// It must exist; read, and write at the end.
  case append
  /// It must not exist; read, and write at the end.
  case createNew(permissions: UInt32)
  /// Made when absent; read and write at offsets.
  case createOrUpdate(permissions: UInt32)
}

/// What `fstat` tells.
public struct FileStatus: Sendable, Equatable {
  /// Size in bytes.
  public let byteCount: UInt64
  /// The permission bits, such as 0o444.
  public let permissions: UInt32
  /// Device and inode: the file's identity.
  public let device: UInt64
  /// See `device`.
  public let inode: UInt64

  /// A status.
  public init(byteCount: UInt64, permissions: UInt32, device: UInt64, inode: UInt64) {
    self.byteCount = byteCount
    self.permissions = permissions
    self.device = device
    self.inode = inode
  }
}

/// A failed system call.
public struct FileError: Error, Sendable, Equatable {
  /// Name of the call, such as `fdatasync`.
  public let operation: String
  /// The path, or empty where only a descriptor is known.
  public let path: String
  /// The error number.
  public let errno: Int32

  /// A failed call.
  public init(_ operation: String, path: String = "", errno: Int32) {
    self.operation = operation
    self.path = path
    self.errno = errno
  }
}
