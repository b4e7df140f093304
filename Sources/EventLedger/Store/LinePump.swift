/// Reads and checks the record in a second thread, some thousand lines ahead of whoever takes them.
///
/// The lines, their order and what is reported are those of a `LineWalker`.
// because everything mutable is touched only between `gate.lock` and `gate.unlock`
final class LinePump: @unchecked Sendable {
  /// Lines in a batch, and batches that wait at most.
  private static let batchLineCount = 1_024
  private static let batchCountMax = 8

  /// How the reading ended.
  enum End {
    case step(LineWalker.Step)
    case failure(LedgerError)
  }

  private let gate = Gate()
  private var batches: [[LedgerLine]] = []
  private var end: End?
  private var isAbandoned = false
  private let limit: UInt64
  /// The producer's alone once the thread runs.
  private var walker: LineWalker

  /// Begins at once; lines behind number `limit` are not read.
  init(_ walker: LineWalker, limit: UInt64) {
    self.walker = walker
    self.limit = limit
    // Without a thread the caller reads for itself, in `next`.
    hasThread = SystemThread.start { [self] in run() }
  }

  private var hasThread = true

  private func run() {
    while produce() {}
  }

  /// One batch; false at the end.
  private func produce() -> Bool {
    var batch: [LedgerLine] = []
    batch.reserveCapacity(Self.batchLineCount)
    var end: End?
    do throws(LedgerError) {
      while batch.count < Self.batchLineCount, end == nil {
        guard walker.last.sequence < limit else {
          end = .step(.end)
          break
        }
        switch try walker.next() {
        case .line(let line): batch.append(line)
        case let step: end = .step(step)
        }
      }
    } catch {
      end = .failure(error)
    }
    gate.lock()
    defer { gate.unlock() }
    while hasThread, batches.count >= Self.batchCountMax, !isAbandoned { gate.wait() }
    batches.append(batch)
    self.end = end
    gate.wakeAll()
    return end == nil && !isAbandoned
  }

  /// The next batch in order; nil at the end, which `finish` tells.
  func next() -> [LedgerLine]? {
    gate.lock()
    while batches.isEmpty, end == nil {
      guard hasThread else {
        gate.unlock()
        _ = produce()
        gate.lock()
        continue
      }
      gate.wait()
    }
    defer { gate.unlock() }
    guard !batches.isEmpty else { return nil }
    gate.wakeAll()
    return batches.removeFirst()
  }

  /// How it ended, once `next` gave nil.
  func finish() -> End {
    gate.lock()
    defer { gate.unlock() }
    return end ?? .step(.end)
  }

  /// The last good line, once `next` gave nil.
  var last: LedgerHead {
    gate.lock()
    defer { gate.unlock() }
    return walker.last
  }

  /// Stops the thread before the end.
  func abandon() {
    gate.lock()
    isAbandoned = true
    gate.wakeAll()
    gate.unlock()
  }
}
