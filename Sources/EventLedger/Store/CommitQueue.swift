/// Threads that wait for a commit: the first to come commits for all that wait with it.
///
/// No thread of its own and no delay: while one group is being synchronised the next one gathers.
// because everything mutable is touched only between `gate.lock` and `gate.unlock`
final class CommitQueue: @unchecked Sendable {
  /// One caller's transactions and, later, their outcomes.
  // because the results are written by the leader before `isDone`, which the gate guards
  final class Request: @unchecked Sendable {
    let transactions: [Transaction]
    let isBulk: Bool
    var results: [Result<Receipt, LedgerError>] = []
    fileprivate var isDone = false

    init(_ transactions: [Transaction], isBulk: Bool) {
      self.transactions = transactions
      self.isBulk = isBulk
    }

    var byteCount: Int {
      transactions.reduce(0) { sum, transaction in
        transaction.events.reduce(sum) { sum, event in
          event.sealed.reduce(sum + event.data.count + 512) { $0 + $1.bytes.count * 4 / 3 }
        }
      }
    }
  }

  /// A group takes waiting requests until it has this many bytes.
  private static let groupByteCountMax = 1 << 20

  private let gate = Gate()
  private var waiting: [Request] = []
  private var hasLeader = false

  /// Waits until the request was part of a group; `commit` fills in the results of a group.
  func submit(_ request: Request, commit: ([Request]) -> Void) {
    gate.lock()
    defer { gate.unlock() }
    waiting.append(request)
    while !request.isDone {
      if hasLeader {
        gate.wait()
        continue
      }
      hasLeader = true
      let group = takeGroup()
      gate.unlock()
      commit(group)
      gate.lock()
      for request in group { request.isDone = true }
      hasLeader = false
      gate.wakeAll()
    }
  }

  private func takeGroup() -> [Request] {
    var byteCount = 0
    var count = 0
    while count < waiting.count, count == 0 || byteCount < Self.groupByteCountMax {
      byteCount += waiting[count].byteCount
      count += 1
    }
    defer { waiting.removeFirst(count) }
    return Array(waiting.prefix(count))
  }
}
