#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// `CLOCK_REALTIME`.
public struct SystemClock: LedgerClock {
  /// No state of its own.
  public init() {}
  /// Milliseconds since the epoch, UTC.
  public func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
  }
}

/// The operating system's generator.
public struct SystemRandomness: LedgerRandomness {
  /// No state of its own.
  public init() {}
  /// Fills the buffer.
  public func fill(_ buffer: UnsafeMutableRawBufferPointer) {
    var offset = 0
    while offset < buffer.count {
      // The kernel gives at most 256 bytes a call; one call for many words, not one for each.
      let part = UnsafeMutableRawBufferPointer(
        rebasing: buffer[offset..<min(offset + 256, buffer.count)])
      if getentropy(part.baseAddress, part.count) != 0 { Self.fillByWords(part) }
      offset += part.count
    }
  }

  /// For a kernel without `getrandom`.
  private static func fillByWords(_ buffer: UnsafeMutableRawBufferPointer) {
    var generator = SystemRandomNumberGenerator()
    for place in buffer.indices { buffer[place] = generator.next() }
  }
}

extension ProcessIdentity {
  /// This process. Without a readable boot identifier no opening is ever a fast one.
  public static func current() -> ProcessIdentity {
    var name = [CChar](repeating: 0, count: 256)
    gethostname(&name, 255)
    let host = String(
      decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return ProcessIdentity(processID: getpid(), host: host, bootID: bootID())
  }

  private static func bootID() -> String {
    let files = PosixFileSystem()
    guard let file = try? files.open("/proc/sys/kernel/random/boot_id", .read) else { return "" }
    defer { files.close(file) }
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = bytes.withUnsafeMutableBytes { buffer in
      (try? files.pread(file, into: buffer, at: 0)) ?? 0
    }
    return String(decoding: bytes.prefix(count).prefix { $0 > 0x20 }, as: UTF8.self)
  }
}
