internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#endif

/// Ctrl-C, a request to end, or a reader who left, for verbs that run until told to stop.
enum StopRequest {
  private static let wasMade = Atomic<Bool>(false)

  /// Whether somebody asked.
  static var isMade: Bool { wasMade.load(ordering: .relaxed) }

  /// From now on SIGINT and SIGTERM end the work instead of the process.
  static func listen() {
    for number in [SIGINT, SIGTERM] {
      signal(number) { _ in StopRequest.wasMade.store(true, ordering: .relaxed) }
    }
  }

  /// Waits; false = the work is to end. A closed pipe is noticed although nothing is written.
  static func wait(milliseconds: Int32) -> Bool {
    if isMade { return false }
    var output = pollfd(fd: STDOUT_FILENO, events: 0, revents: 0)
    let count = poll(&output, 1, milliseconds)
    let isClosed = count > 0 && Int32(output.revents) & (POLLERR | POLLHUP | POLLNVAL) != 0
    return !isClosed && !isMade
  }
}
