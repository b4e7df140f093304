@testable import EventLedger

/// Small situations in which one rule of recovery decides; each answers the harm, nil = none.
enum MutationTrials {
  typealias Change = Mutation.Change

  private static let segment = "/ledger/segments/000001.jsonl"

  /// A closed store of six transactions.
  private static func store(
    _ change: Change, seed: UInt64 = 1, segmentByteCount: Int = 64 << 20, count: Int = 6,
    publishes: Bool = false
  ) throws -> Bench {
    var bench = Bench(seed: seed)
    bench.options.segmentByteCount = segmentByteCount
    change(&bench.options.rules)
    bench = try bench.created()
    let ledger = try bench.open()
    for number in 0..<count { _ = try ledger.append(step(number)) }
    if publishes { try ledger.rebuildIndex() }
    ledger.close()
    return bench
  }

  private static func bytes(_ bench: Bench, _ path: String = segment) -> [UInt8] {
    bench.disk.bytes(of: path) ?? []
  }

  /// Opening must answer with this finding; anything else is harm.
  private static func expect(_ wanted: Finding.Code, _ bench: Bench, _ harm: String) -> String? {
    do {
      _ = try bench.open()
      return harm
    } catch {
      return code(error) == wanted ? nil : "\(error)"
    }
  }

  static func secondWriter(_ change: @escaping Change) throws -> String? {
    let bench = try store(change)
    let first = try bench.open()
    guard let second = try? bench.open() else { return nil }
    _ = try first.append(step(20))
    _ = try? second.append(step(21))
    first.close()
    second.close()
    return try bench.verify().findings.first.map { "two writers, then verify finds \($0.code)" }
  }

  static func failedWrite(_ change: @escaping Change) throws -> String? {
    let bench = try store(change)
    let ledger = try bench.open()
    bench.disk.arrange(.short(100), at: "write")
    bench.disk.arrange(.fails(28), at: "write", number: 1)
    _ = try? ledger.append(step(20))
    _ = try? ledger.append(step(21))
    ledger.close()
    return try bench.verify().findings.first.map {
      "half a line stayed on a full disk: verify finds \($0.code)"
    }
  }

  /// Retries after a failed synchronisation, as if a second one proved something.
  static func stubbornProcess(_ change: @escaping Change) throws -> String? {
    for seed in Soak.seeds(20) {
      let bench = try store(change, seed: seed)
      let ledger = try bench.open()
      bench.disk.arrange(.fails(5), at: "fdatasync")
      _ = try? ledger.append(step(20))
      let isAcknowledged = (try? ledger.append(step(21))) != nil
      bench.disk.losePower()
      let commands = try? Knowledge(bench.rebooted().open().view()).commands
      if isAcknowledged, commands?.contains("k-21-0") != true {
        return "seed \(seed): went on after a failed fdatasync, lost what it acknowledged"
      }
    }
    return nil
  }

  static func readerBesidePoison(_ change: @escaping Change) throws -> String? {
    for seed in Soak.seeds(20) {
      let bench = try store(change, seed: seed)
      let ledger = try bench.open()
      bench.disk.arrange(.fails(5), at: "fdatasync")
      _ = try? ledger.append(step(20))
      let shown = try Knowledge(bench.reader().view()).commands
      bench.disk.losePower()
      let left = try Knowledge(bench.rebooted().open().view()).commands
      if let gone = shown.subtracting(left).first {
        return "seed \(seed): a reader saw \(gone), which is gone"
      }
    }
    return nil
  }

  static func missingSegment(_ change: @escaping Change) throws -> String? {
    let bench = try store(change, segmentByteCount: 1_500, count: 12, publishes: true)
    bench.disk.remove(segment)
    return expect(.missingSegment, bench.rebooted(), "opened for writing without segment 1")
  }

  static func emptySegmentBehindUnsealed(_ change: @escaping Change) throws -> String? {
    let bench = try store(change)
    bench.disk.replace("/ledger/segments/000002.jsonl", [])
    return expect(
      .unsealedSegment, bench.rebooted(), "segment 2 was begun, the seal of segment 1 is not missed"
    )
  }

  static func foreignPredecessor(_ change: @escaping Change) throws -> String? {
    let bench = try store(change, segmentByteCount: 1_500, count: 12, publishes: true)
    let other = try store(change, seed: 2, segmentByteCount: 1_500, count: 12)
    let last = bench.disk.paths.count { $0.hasSuffix(".jsonl") }
    let path = "/ledger/" + StoreLocation.segmentName(UInt32(last - 1))
    bench.disk.replace(path, bytes(other, path))
    return expect(.wrongSegment, bench.rebooted(), "built on another store's segment")
  }

  static func damageAfterReboot(_ change: @escaping Change) throws -> String? {
    let bench = try store(change, publishes: true)
    var changed = bytes(bench)
    changed[changed.count / 2] ^= 1
    bench.disk.replace(segment, changed)
    return (try? bench.rebooted().open()) == nil
      ? nil : "after another start of the machine nobody looked at the record"
  }

  static func poisonAtTheEnd(_ change: @escaping Change) throws -> String? {
    let bench = try store(change)
    bench.disk.replace("/ledger/POISON", Array("fdatasync errno 5\n".utf8))
    try bench.open().close()
    return bench.disk.bytes(of: "/ledger/POISON") == nil
      ? nil : "POISON was passed over, and readers stop at HEAD for good"
  }

  static func recordBehindHead(_ change: @escaping Change) throws -> String? {
    let bench = try store(change)
    let whole = bytes(bench)
    let end = whole.dropLast().lastIndex(of: 0x0A) ?? 0
    bench.disk.replace(segment, Array(whole[...end]))
    return expect(.behindHead, bench.rebooted(), "a record cut by its last line looks whole")
  }

  static func recordBehindManifest(_ change: @escaping Change) throws -> String? {
    let bench = try store(change, publishes: true)
    let whole = bytes(bench)
    let end = whole.dropLast().lastIndex(of: 0x0A) ?? 0
    bench.disk.replace(segment, Array(whole[...end]))
    bench.disk.remove("/ledger/HEAD")
    return expect(
      .behindHead, bench.rebooted(), "without HEAD, a record shorter than its index looks whole")
  }

  static func damageInTheMiddle(_ change: @escaping Change) throws -> String? {
    let bench = try store(change)
    var changed = bytes(bench)
    changed[changed.count / 2] ^= 1
    bench.disk.replace(segment, changed)
    bench.disk.remove("/ledger/HEAD")
    return (try? bench.rebooted().open()) == nil
      ? nil : "damage in the middle was taken for a torn tail, the rest cut off"
  }

  /// Power was lost behind the first line of a transaction of two.
  static func halfTransaction(_ change: @escaping Change) throws -> String? {
    let bench = try store(change)
    let ledger = try bench.open()
    let before = bytes(bench).count
    _ = try ledger.append(pair(21, 22))
    ledger.close()
    let whole = bytes(bench)
    let end = whole[before...].firstIndex(of: 0x0A) ?? 0
    bench.disk.replace(segment, Array(whole[...end]))
    bench.disk.remove("/ledger/HEAD")
    do {
      let view = try bench.rebooted().open().view()
      return try Knowledge(view).commands.contains("p-21-22") ? "half a transaction counts" : nil
    } catch {
      return "half a transaction stays, and the store is refused"
    }
  }

  /// A store with a torn line at its end, opened by the next writer.
  private static func recovered(_ change: Change) throws -> (Bench, Ledger) {
    let bench = try store(change)
    bench.disk.replace(segment, bytes(bench) + Array("{\"v\":1,\"seq\":8,".utf8))
    return (bench, try bench.rebooted().open())
  }

  static func evidence(_ change: @escaping Change) throws -> String? {
    let (bench, _) = try recovered(change)
    return bench.disk.paths.contains { $0.hasPrefix("/ledger/torn-") }
      ? nil : "what was cut off is in no torn-*.bin"
  }

  static func noteOfRecovery(_ change: @escaping Change) throws -> String? {
    let (_, ledger) = try recovered(change)
    return try ledger.view().tail(1).first?.type == LineFormat.recoveredType
      ? nil : "the record does not say that something was cut"
  }

  /// The synchronisation fails, the pages look clean, and the process dies before POISON.
  static func silentSyncFailure(_ change: @escaping Change) throws -> String? {
    for seed in Soak.seeds(20) {
      let bench = try store(change, seed: seed)
      let first = try bench.open()
      bench.disk.arrange(.fails(5), at: "fdatasync")
      bench.disk.arrange(.killed, at: "create")
      _ = try? first.append(pair(21, 22))
      bench.disk.restart()
      let second = try bench.open()
      _ = try second.append(step(23))
      bench.disk.losePower()
      let commands = try? Knowledge(bench.rebooted().open().view()).commands
      if commands?.contains("k-23-0") != true {
        return "seed \(seed): lines that only looked durable were built on, and are lost"
      }
    }
    return nil
  }

  /// After a failed synchronisation the blocks themselves are in doubt: the record moves to new ones.
  static func sameBlocks(_ change: @escaping Change) throws -> String? {
    let bench = try store(change)
    func inode() throws -> UInt64 { try OpenFile(bench.disk, segment, .read).status().inode }
    let before = try inode()
    bench.disk.replace("/ledger/POISON", Array("fdatasync errno 5\n".utf8))
    try bench.open().close()
    return try inode() == before ? "the record stays on the blocks that failed" : nil
  }

  static func cutAfterRecovery(_ change: @escaping Change) throws -> String? {
    let bench = try store(change)
    bench.disk.remove("/ledger/HEAD")
    try bench.rebooted().open().close()
    let whole = bytes(bench)
    let end = whole.dropLast().lastIndex(of: 0x0A) ?? 0
    bench.disk.replace(segment, Array(whole[...end]))
    return expect(
      .behindHead, bench.rebooted(3), "what a recovery had shown was cut, and nobody noticed")
  }

  static func poisonAfterRecovery(_ change: @escaping Change) throws -> String? {
    let bench = try store(change)
    let ledger = try bench.open()
    bench.disk.arrange(.fails(5), at: "fdatasync")
    _ = try? ledger.append(step(20))
    bench.disk.restart()
    try bench.open().close()
    return try bench.verify().findings.first.map { "recovered, and verify still finds \($0.code)" }
  }
}
