#if canImport(Glibc)
  internal import Glibc
#endif

/// Writes to the standard streams, without buffering and without dying of a closed pipe.
enum Output {
  /// Ignores the signal of a closed pipe, so that a write reports it instead.
  static func ignoreBrokenPipes() {
    signal(SIGPIPE, SIG_IGN)
  }

  /// A file of the index that is cut off, or a disk that fails under it, ends the process by a signal:
  /// then say so instead of dying without a word. Only calls that a signal handler may make.
  static func explainLostMappings() {
    signal(SIGBUS) { _ in
      let text: StaticString =
        """
        问题：读取索引文件时磁盘出错，或文件被截断 [XB-203]
        办法：检查磁盘，再运行 xiaobao ledger reindex；台账本身不受影响
        Problem: the disk failed under an index file, or the file was cut off [XB-203]
        Remedy:  check the disk, then run xiaobao ledger reindex; the ledger itself is not concerned

        """
      _ = Glibc.write(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount)
      _exit(65)
    }
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
