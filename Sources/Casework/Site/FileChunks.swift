internal import ConsumerProtection

#if canImport(Glibc)
  internal import Glibc
#endif

/// A file read piece by piece: one of any size takes the memory of one piece.
struct FileChunks: ~Copyable {
  /// Bytes of a piece, but the last.
  static let byteCount = 1 << 16

  /// Bytes of the file when it was opened; 0 where that is not known, such as a pipe.
  let bytesTotal: Int
  private let descriptor: Int32
  private let path: String

  /// Opens the file.
  ///
  /// - Throws: `XB-110` when it cannot be read.
  init(opening path: String) throws(Failure) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Files.unreadable(path, errno) }
    var info = stat()
    bytesTotal = fstat(descriptor, &info) == 0 ? Int(info.st_size) : 0
    self.descriptor = descriptor
    self.path = path
  }

  deinit { close(descriptor) }

  /// The next piece, full unless the file ends in it; empty at the end.
  ///
  /// - Throws: `XB-110` when it cannot be read.
  func next() throws(Failure) -> [UInt8] {
    var piece = [UInt8](repeating: 0, count: Self.byteCount)
    var filled = 0
    while filled < piece.count {
      let count = piece.withUnsafeMutableBytes {
        read(descriptor, $0.baseAddress?.advanced(by: filled), Self.byteCount - filled)
      }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw Files.unreadable(path, errno) }
      if count == 0 { break }
      filled += count
    }
    piece.removeLast(piece.count - filled)
    return piece
  }
}
