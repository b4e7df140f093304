internal import Glibc

/// What the disk allows: the same bytes appended by one `write`, then `fdatasync`.
final class DiskFloor {
  private let file: Int32
  private let bytes: [UInt8]

  init(scratch: String, byteCount: Int) throws(BenchError) {
    file = open("\(scratch)/floor", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    bytes = [UInt8](repeating: 0x2E, count: byteCount)
    guard file >= 0 else { throw BenchError("cannot write in \(scratch)") }
  }

  deinit { close(file) }

  func submit(_ count: Int) throws(BenchError) {
    for _ in 0..<count {
      guard write(file, bytes, bytes.count) == bytes.count, fdatasync(file) == 0 else {
        throw BenchError("the disk refused a write")
      }
    }
  }
}
