internal import Synchronization

/// A disk in memory that fails on demand: for tests of whatever stands on a ledger.
///
/// Each file has what programs see (the page cache) and what a loss of power leaves (the disk).
/// A synchronisation makes the two agree; until then any subset of changed 512-byte sectors, any
/// size between the two, and any subset of the changed names may survive.
public final class SimulatedFileSystem: FileSystem {
  /// What happens at a call.
  public enum Fault: Sendable, Equatable {
    /// The call fails with this error number. A failing `fdatasync` marks the pages clean, and
    /// only a random half of them reached the disk.
    case fails(Int32)
    /// A write takes only so many bytes; the next one is whole again.
    case short(Int)
    /// The process ends before the call takes effect: it and all later ones fail until `restart`.
    case killed
  }

  private let state: Mutex<SimulatedDisk>

  /// An empty disk; equal seeds lose equal things.
  public init(seed: UInt64 = 1) { state = Mutex(SimulatedDisk(seed: seed)) }

  /// Calls made so far that change something or synchronise.
  public var callCount: Int { state.withLock { $0.callCount } }

  /// Their names, in order.
  public var calls: [String] { state.withLock { $0.calls } }

  /// Arranges what happens at the changing call with this number, from 0.
  public func arrange(_ fault: Fault, atCall number: Int) {
    state.withLock { $0.faults[number] = fault }
  }

  /// Arranges it at the `n`th call of this name from now, from 0.
  public func arrange(_ fault: Fault, at operation: String, number n: Int = 0) {
    state.withLock { $0.namedFaults.append((operation, n, fault)) }
  }

  /// Bytes the disk takes in all; nil = no limit.
  public func limit(byteCount: Int?) { state.withLock { $0.byteCountMax = byteCount } }

  /// Bytes of all files as programs see them.
  public var byteCount: Int { state.withLock { $0.byteCount } }

  /// The process is gone: its files are closed and its locks free; the page cache stays.
  public func restart() { state.withLock { $0.restart() } }

  /// The power is gone: what was not synchronised survives in parts, by chance.
  public func losePower() { state.withLock { $0.losePower() } }

  /// Some pages that look clean are read from the disk again. It shows only where a failed
  /// synchronisation had marked pages clean that never got there.
  public func evict() { state.withLock { $0.evict() } }

  /// From now on every change is refused with `EROFS`.
  public func mountReadOnly(_ isReadOnly: Bool = true) {
    state.withLock { $0.isReadOnly = isReadOnly }
  }

  /// The type that `statfs` answers.
  public func setType(_ type: UInt64) { state.withLock { $0.type = type } }

  /// A copy of the disk as programs see it, all of it durable, without faults.
  public func copy(seed: UInt64 = 1) -> SimulatedFileSystem {
    let copy = SimulatedFileSystem(seed: seed)
    let source = state.withLock { $0.settled(seed: seed) }
    copy.state.withLock { $0 = source }
    return copy
  }

  /// Paths of all files, sorted.
  public var paths: [String] { state.withLock { $0.names.keys.sorted() } }

  /// The bytes of a file as programs see them, or nil.
  public func bytes(of path: String) -> [UInt8]? { state.withLock { $0.file(path)?.cache } }

  /// Replaces a file's bytes, durably, behind everybody's back.
  public func replace(_ path: String, _ bytes: [UInt8]) {
    state.withLock { $0.replace(path, bytes) }
  }

  /// Removes a file, durably, behind everybody's back.
  public func remove(_ path: String) { state.withLock { $0.remove(path) } }

  private func run<R: Sendable>(
    _ body: (inout SimulatedDisk) throws(FileError) -> R
  ) throws(FileError) -> R {
    let result: Result<R, FileError> = state.withLock { disk in
      do throws(FileError) {
        return .success(try body(&disk))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  /// Opens a file.
  public func open(_ path: String, _ mode: FileMode) throws(FileError) -> FileHandle {
    try run { disk throws(FileError) in try disk.open(path, mode) }
  }

  /// Closes it.
  public func close(_ file: FileHandle) { state.withLock { $0.close(file) } }

  /// Reads what programs see.
  public func pread(
    _ file: FileHandle, into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64
  ) throws(FileError) -> Int {
    let bytes = try run { disk throws(FileError) in
      try disk.read(file, buffer.count, at: offset)
    }
    bytes.withUnsafeBytes { if $0.count > 0 { buffer.copyMemory(from: $0) } }
    return bytes.count
  }

  /// A copy of what programs see: the store maps only files that are never changed afterwards.
  public func map(_ file: FileHandle, byteCount: Int) throws(FileError) -> MappedFile {
    let bytes = try run { disk throws(FileError) in try disk.read(file, byteCount, at: 0) }
    guard bytes.count == byteCount else { throw FileError("mmap", errno: ErrorNumber.io) }
    return MappedFile(copying: bytes)
  }

  /// Writes at the end.
  public func write(_ file: FileHandle, _ bytes: UnsafeRawBufferPointer) throws(FileError) -> Int {
    let copy = Array(bytes)
    return try run { disk throws(FileError) in
      try disk.write(file, copy, at: nil, name: "write")
    }
  }

  /// Writes at an offset.
  public func pwrite(
    _ file: FileHandle, _ bytes: UnsafeRawBufferPointer, at offset: UInt64
  ) throws(FileError) -> Int {
    let copy = Array(bytes)
    return try run { disk throws(FileError) in
      try disk.write(file, copy, at: Int(offset), name: "pwrite")
    }
  }

  /// Makes cache and disk agree.
  public func fdatasync(_ file: FileHandle) throws(FileError) {
    try run { disk throws(FileError) in try disk.synchronise(file) }
  }

  /// Cuts a file.
  public func ftruncate(_ file: FileHandle, to byteCount: UInt64) throws(FileError) {
    try run { disk throws(FileError) in try disk.truncate(file, Int(byteCount)) }
  }

  /// Renames over an existing file.
  public func rename(_ from: String, to: String) throws(FileError) {
    try run { disk throws(FileError) in try disk.rename(from, to) }
  }

  /// Removes a name.
  public func unlink(_ path: String) throws(FileError) {
    try run { disk throws(FileError) in try disk.unlink(path) }
  }

  /// Makes the names in a directory durable.
  public func fsyncDirectory(_ path: String) throws(FileError) {
    try run { disk throws(FileError) in try disk.synchroniseDirectory(path) }
  }

  /// Makes a directory; directories are durable at once here.
  public func mkdir(_ path: String, permissions: UInt32) throws(FileError) {
    try run { disk throws(FileError) in try disk.makeDirectory(path) }
  }

  /// Names in a directory, sorted.
  public func list(_ path: String) throws(FileError) -> [String] {
    try run { disk throws(FileError) in try disk.list(path) }
  }

  /// One holder at a time, whichever handle.
  public func tryLock(_ file: FileHandle) throws(FileError) -> Bool {
    try run { disk throws(FileError) in try disk.tryLock(file) }
  }

  /// Gives the lock back.
  public func unlock(_ file: FileHandle) { state.withLock { $0.unlock(file) } }

  /// Size, permissions, identity.
  public func fstat(_ file: FileHandle) throws(FileError) -> FileStatus {
    try run { disk throws(FileError) in try disk.status(file) }
  }

  /// The type that was set; ext4 at first.
  public func statfs(_ path: String) throws(FileError) -> UInt64 { state.withLock { $0.type } }

  /// Sets permissions.
  public func chmod(_ path: String, permissions: UInt32) throws(FileError) {
    try run { disk throws(FileError) in try disk.changeMode(path, permissions) }
  }
}
