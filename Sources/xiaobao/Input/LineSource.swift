#if canImport(Glibc)
  internal import Glibc
#endif

/// Where answers come from: the terminal, or a list in tests.
protocol LineSource: AnyObject {
  /// The next line without its end; nil when the person ends the input (Ctrl-D).
  func next() -> [UInt8]?
}

/// Lines from standard input, unbuffered, so that nothing typed ahead is lost to a child.
final class StandardInputLines: LineSource {
  private var pending: [UInt8] = []

  func next() -> [UInt8]? {
    var block = [UInt8](repeating: 0, count: 4096)
    while true {
      if let end = pending.firstIndex(of: 0x0A) {
        let line = Array(pending[..<end])
        pending.removeFirst(end + 1)
        return line.last == 0x0D ? line.dropLast() : line
      }
      let count = read(STDIN_FILENO, &block, block.count)
      if count < 0 && errno == EINTR { continue }
      // A line that Ctrl-D cuts off was not finished: the person is leaving.
      guard count > 0 else { return nil }
      pending += block[..<count]
    }
  }
}
