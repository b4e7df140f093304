#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

#if canImport(Glibc)
  /// The C library's statfs: the header that declares it is not in Swift's Glibc module.
  @_silgen_name("statfs")
  private func systemStatfs(_ path: UnsafePointer<CChar>, _ status: UnsafeMutableRawPointer?)
    -> Int32
#endif

extension PosixFileSystem {
  /// Makes a directory.
  public func mkdir(_ path: String, permissions: UInt32) throws(FileError) {
    #if canImport(Glibc)
      let failed = Glibc.mkdir(path, mode_t(permissions)) != 0
    #else
      let failed = Darwin.mkdir(path, mode_t(permissions)) != 0
    #endif
    if failed { throw FileError("mkdir", path: path, errno: errno) }
  }

  /// Names in a directory, sorted by their bytes.
  public func list(_ path: String) throws(FileError) -> [String] {
    guard let directory = opendir(path) else {
      throw FileError("opendir", path: path, errno: errno)
    }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
  }

  /// `flock(LOCK_EX | LOCK_NB)`.
  public func tryLock(_ file: FileHandle) throws(FileError) -> Bool {
    while flock(file.descriptor, LOCK_EX | LOCK_NB) != 0 {
      if errno == EWOULDBLOCK { return false }
      if errno != EINTR { throw FileError("flock", errno: errno) }
    }
    return true
  }

  /// `flock(LOCK_UN)`.
  public func unlock(_ file: FileHandle) { _ = flock(file.descriptor, LOCK_UN) }

  /// Size, permissions and identity.
  public func fstat(_ file: FileHandle) throws(FileError) -> FileStatus {
    var status = stat()
    #if canImport(Glibc)
      let failed = Glibc.fstat(file.descriptor, &status) != 0
    #else
      let failed = Darwin.fstat(file.descriptor, &status) != 0
    #endif
    if failed { throw FileError("fstat", errno: errno) }
    return FileStatus(
      byteCount: UInt64(status.st_size), permissions: UInt32(status.st_mode) & 0o7777,
      device: UInt64(truncatingIfNeeded: status.st_dev), inode: UInt64(status.st_ino))
  }

  /// `f_type` of the file system.
  public func statfs(_ path: String) throws(FileError) -> UInt64 {
    #if canImport(Glibc)
      // Word 0 of the 64-bit struct statfs is f_type; 64 words are more than any libc writes.
      var words = [UInt64](repeating: 0, count: 64)
      let failed = words.withUnsafeMutableBytes { systemStatfs(path, $0.baseAddress) } != 0
      let type = words[0]
    #else
      var status = Darwin.statfs()
      let failed = Darwin.statfs(path, &status) != 0
      let type = UInt64(status.f_type)
    #endif
    if failed { throw FileError("statfs", path: path, errno: errno) }
    return type
  }

  /// Sets permissions.
  public func chmod(_ path: String, permissions: UInt32) throws(FileError) {
    #if canImport(Glibc)
      let failed = Glibc.chmod(path, mode_t(permissions)) != 0
    #else
      let failed = Darwin.chmod(path, mode_t(permissions)) != 0
    #endif
    if failed { throw FileError("chmod", path: path, errno: errno) }
  }
}

extension PosixFileSystem {
  /// Maps a file shared and read only; the mapping outlives the descriptor.
  public func map(_ file: FileHandle, byteCount: Int) throws(FileError) -> MappedFile {
    guard byteCount > 0 else { return MappedFile(copying: []) }
    let memory = mmap(nil, byteCount, PROT_READ, MAP_SHARED, file.descriptor, 0)
    guard let memory, memory != MAP_FAILED else { throw FileError("mmap", errno: errno) }
    return MappedFile(UnsafeRawPointer(memory), byteCount) { base, count in
      munmap(UnsafeMutableRawPointer(mutating: base), count)
    }
  }
}
