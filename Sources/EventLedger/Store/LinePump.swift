/// Reads and checks the record in a second thread, some thousand lines ahead of whoever takes them.
///
/// Who waits computes the hashes: the reading thread while batches queue up, else the taking one. A
/// line's hash needs only what stands in the line before it, so the work can be split anywhere.
/// The lines, their order and what is reported are those of a `LineWalker`.
// because everything mutable is touched only between `gate.lock` and `gate.unlock`
final class LinePump: @unchecked Sendable {
  /// Lines in a batch, and batches that wait at most.
  private static let batchLineCount = 1_024
  private static let batchCountMax = 8
  /// While so many wait, the reading thread has time for the hashes.
  private static let batchCountAhead = 2

  /// How the reading ended.
  enum End {
    case step(LineWalker.Step)
    case failure(LedgerError)
  }

  private struct Batch {
    var lines: [LedgerLine]
    /// What the first line follows.
    let before: LedgerHead
    var isChecked: Bool
  }

  private let gate = Gate()
  private var batches: [Batch] = []
  private var end: End?
  /// The line before one whose hash is wrong.
  private var lastBeforeBreak: LedgerHead?
  private var isAbandoned = false
  private let limit: UInt64
  /// The producer's alone once the thread runs.
  private var walker: LineWalker

  /// Begins at once; lines behind number `limit` are not read.
  init(_ walker: LineWalker, limit: UInt64) {
    self.walker = walker
    self.walker.checksChain = false
    self.limit = limit
    // Without a thread the caller reads for itself, in `next`.
    if !SystemThread.start({ [self] in run() }) { hasThread = false }
  }

  private var hasThread = true

  private func run() {
    while produce() {}
  }

  /// One batch; false at the end.
  private func produce() -> Bool {
    var batch = Batch(lines: [], before: walker.last, isChecked: false)
    batch.lines.reserveCapacity(Self.batchLineCount)
    var end: End?
    do throws(LedgerError) {
      while batch.lines.count < Self.batchLineCount, end == nil {
        guard walker.last.sequence < limit else {
          end = .step(.end)
          break
        }
        switch try walker.next() {
        case .line(let line): batch.lines.append(line)
        case let step: end = .step(step)
        }
      }
    } catch {
      end = .failure(error)
    }
    gate.lock()
    let isAhead = hasThread && batches.count >= Self.batchCountAhead
    gate.unlock()
    var lastBeforeBreak: LedgerHead?
    if isAhead, let last = Self.check(&batch) {
      (end, lastBeforeBreak) = (.step(.damaged(.brokenChain)), last)
    }
    gate.lock()
    defer { gate.unlock() }
    while hasThread, batches.count >= Self.batchCountMax, !isAbandoned { gate.wait() }
    // Whoever takes lines may have found a break in an earlier batch.
    guard !isAbandoned else { return false }
    batches.append(batch)
    self.end = end
    self.lastBeforeBreak = lastBeforeBreak
    gate.wakeAll()
    return end == nil
  }

  /// Computes the hashes of a batch. At a wrong one the rest is dropped and the line before it told.
  private static func check(_ batch: inout Batch) -> LedgerHead? {
    guard !batch.isChecked else { return nil }
    batch.isChecked = true
    var lineBefore: LedgerLine?
    for (place, line) in batch.lines.enumerated() {
      let isNext =
        lineBefore.map(line.follows) ?? (batch.before.chain.next(line.body) == line.chainHash)
      guard isNext else {
        batch.lines.removeSubrange(place...)
        return lineBefore.map { LedgerHead($0) } ?? batch.before
      }
      lineBefore = line
    }
    return nil
  }

  /// The next batch in order; nil at the end, which `finish` tells.
  func next() -> [LedgerLine]? {
    guard var batch = taken() else { return nil }
    guard let last = Self.check(&batch) else { return batch.lines }
    gate.lock()
    (end, lastBeforeBreak, isAbandoned) = (.step(.damaged(.brokenChain)), last, true)
    batches.removeAll()
    gate.wakeAll()
    gate.unlock()
    return batch.lines
  }

  private func taken() -> Batch? {
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
    return lastBeforeBreak ?? walker.last
  }

  /// Until the reading thread can read no further ahead, for tests of the order of the two.
  func waitUntilAhead() {
    gate.lock()
    while hasThread, end == nil, batches.count < Self.batchCountMax { gate.wait() }
    gate.unlock()
  }

  /// Stops the thread before the end.
  func abandon() {
    gate.lock()
    isAbandoned = true
    gate.wakeAll()
    gate.unlock()
  }
}
