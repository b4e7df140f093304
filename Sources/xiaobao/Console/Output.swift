#if canImport(Glibc)
  internal import Glibc
#endif

/// Writes to the standard streams, without buffering and without dying of a closed pipe.
enum Output {
  /// Ignores the signal of a closed pipe, so that a write reports it instead.
  static func ignoreBrokenPipes() {
    signal(SIGPIPE, SIG_IGN)
  }

  /// Writes text on standard output. When nobody reads it any more, the process ends quietly: what
  /// the command did is done.
  static func print(_ text: String) {
    write(Array(text.utf8))
  }

  /// Writes bytes on standard output.
  static func write(_ bytes: [UInt8]) {
    switch write(bytes, to: STDOUT_FILENO) {
    case 0: return
    case EPIPE: exit(0)
    default: exit(74)
    }
  }

  /// Writes text on standard error; if that fails there is nobody to tell.
  static func error(_ text: String) {
    _ = write(Array(text.utf8), to: STDERR_FILENO)
  }

  /// Writes all bytes; the error number, or 0.
  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    bytes.withUnsafeBytes { raw in
      var offset = 0
      while offset < raw.count {
        let count = Glibc.write(
          descriptor, raw.baseAddress?.advanced(by: offset), raw.count - offset)
        if count < 0 && errno == EINTR { continue }
        guard count >= 0 else { return errno }
        offset += count
      }
      return 0
    }
  }
}
