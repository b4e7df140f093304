@testable import EventLedger

/// Test group 1: random lives of a store, each of several processes that are killed, lose their power, or
/// see a synchronisation fail. What was acknowledged stays; what an opened store once showed stays.
struct RandomLives {
  var seed: UInt64
  var change: (inout RecoveryRules) -> Void = { _ in }

  /// The first harm that lives of these seeds come to, and how many were lived.
  static func firstHarm(
    seeds: [UInt64], _ change: @escaping (inout RecoveryRules) -> Void
  ) throws -> (harm: String?, lives: Int) {
    for (place, seed) in seeds.enumerated() {
      if let harm = try RandomLives(seed: seed, change: change).harm() {
        return ("seed \(seed): \(harm)", place + 1)
      }
    }
    return (nil, seeds.count)
  }

  /// One life; nil = no harm was done.
  func harm() throws -> String? {
    var bench = Bench(seed: seed)
    bench.options.segmentByteCount = 3_000
    bench.options.tailLineCountMax = 8
    change(&bench.options.rules)
    bench = try bench.created()
    var random = SeededGenerator(seed)
    var acknowledged: Set<String> = []
    var shown: Set<String> = []
    for process in 0..<(2 + Int(random.next() % 4)) {
      arrangeAccident(bench, &random)
      // A server holds the lock for its life, a command line around each commit.
      let mode: WriterMode = random.next() & 1 == 0 ? .exclusive : .perCommit
      if let ledger = try? bench.open(mode) {
        // A command line opens as a reader does, who may see a line a moment before it is durable.
        if mode == .exclusive, let found = try? Knowledge(ledger.view()).commands {
          if let gone = shown.subtracting(found).min() { return "shown, then gone: \(gone)" }
          shown = found
        }
        write(ledger, &acknowledged)
      }
      if random.next() % 4 == 0 { bench.disk.evict() }
      if random.next() % 3 == 0 {
        bench.disk.restart()
      } else {
        bench.disk.losePower()
        bench = bench.rebooted(process + 2)
      }
    }
    bench.disk.restart()
    return harmLeft(bench, acknowledged, shown)
  }

  private func arrangeAccident(_ bench: Bench, _ random: inout SeededGenerator) {
    let call = bench.disk.callCount + Int(random.next() % 60)
    switch random.next() % 6 {
    case 0:
      bench.disk.arrange(.fails(5), at: "fdatasync", number: Int(random.next() % 5))
    case 1:
      // Dies before it can write POISON.
      bench.disk.arrange(.fails(5), at: "fdatasync", number: Int(random.next() % 5))
      bench.disk.arrange(.killed, at: "create")
    case 2:
      // Any call fails, the process lives on until something else happens.
      bench.disk.arrange(.fails([5, 28][Int(random.next() % 2)]), atCall: call)
      bench.disk.arrange(.killed, atCall: call + 1 + Int(random.next() % 40))
    default:
      bench.disk.arrange(.killed, atCall: call)
    }
  }

  /// Goes on after what can be gone on after, in order: a transaction that failed is tried once more.
  private func write(_ ledger: Ledger, _ acknowledged: inout Set<String>) {
    for transaction in Life.script() {
      for attempt in 0..<2 {
        do {
          if try !ledger.append(transaction).repeated {
            acknowledged.insert(transaction.idempotencyKey)
          }
          break
        } catch {
          if attempt == 1 { return }
        }
      }
    }
  }

  private func harmLeft(
    _ bench: Bench, _ acknowledged: Set<String>, _ shown: Set<String>
  ) -> String? {
    do {
      let ledger = try bench.open()
      let knowledge = try Knowledge(ledger.view())
      if let lost = acknowledged.subtracting(knowledge.commands).min() {
        return "acknowledged, then lost: \(lost)"
      }
      if let gone = shown.subtracting(knowledge.commands).min() {
        return "shown, then gone: \(gone)"
      }
      let script = Life.script()
      let present = script.prefix { knowledge.commands.contains($0.idempotencyKey) }
      if present.count != knowledge.commands.count { return "a gap in the middle" }
      for transaction in present {
        let count = knowledge.lines.count {
          $0.contains("\"cmd\":\"\(transaction.idempotencyKey)\"")
        }
        if count != transaction.events.count { return "half of \(transaction.idempotencyKey)" }
      }
      ledger.close()
      let findings = try bench.verify().findings
      return findings.first.map { "verify finds \($0.code) in \($0.file)" }
    } catch {
      return "a sound store is refused: \(code(error)?.rawValue ?? "\(error)")"
    }
  }
}
