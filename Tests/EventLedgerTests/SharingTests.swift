import Foundation
import Testing

@testable import EventLedger

/// Several handles on one store: each has its own files and locks, as two processes would.
@Suite struct SharingTests {
  @Test func `a second writer is refused and told who holds the lock`() throws {
    let bench = try Bench().created()
    let holder = try bench.open(.exclusive)
    var other = bench
    other.environment.identity.processID = 99
    let refused = #expect(throws: LedgerError.self) { try other.open(.exclusive) }
    guard case .locked(let found) = refused else {
      Issue.record("\(String(describing: refused))")
      return
    }
    #expect(found.processID == 4_711)
    #expect(found.host == "bench")
    #expect(found.since >= 1_795_392_000_000)
    holder.close()
    #expect(try other.open(.exclusive).append(step(1)).firstSequence == 2)
  }

  @Test func `two command lines take turns and each sees what the other stored`() throws {
    var bench = Bench()
    bench.options.segmentByteCount = 2_500
    bench.options.tailLineCountMax = 4
    bench = try bench.created()
    let left = try bench.open(.perCommit)
    let right = try bench.open(.perCommit)
    for version in 0..<20 {
      _ = try (version % 2 == 0 ? left : right).append(step(1, version: version))
    }
    #expect(throws: LedgerError.conflict(matter: matter(1), expected: 19, found: 20)) {
      var late = step(1, version: 19)
      late.idempotencyKey = "another"
      return try left.append(late)
    }
    #expect(try left.append(step(1, version: 3)).repeated)
    #expect(try Knowledge(left.view()) == Knowledge(right.refresh()))
    #expect(try bench.verify().findings == [])
  }

  @Test func `of two who decide the same version one stores and one gets the conflict`() throws {
    let bench = try Bench().created()
    let left = try bench.open(.perCommit)
    let right = try bench.open(.perCommit)
    _ = try left.append(step(1))
    var second = step(1)
    second.idempotencyKey = "other"
    #expect(throws: LedgerError.conflict(matter: matter(1), expected: 0, found: 1)) {
      try right.append(second)
    }
    #expect(try right.view().version(of: matter(1)) == 1)
  }

  @Test func `a reader needs no lock and writes nothing, also on a read-only disk`() throws {
    let bench = try Bench().created()
    let writer = try bench.open(.exclusive)
    _ = try writer.append(step(1))
    try writer.rebuildIndex()
    _ = try writer.append(step(2))
    let before = bench.disk.callCount
    let reader = try bench.reader(.mustExist)
    #expect(reader.view().head.sequence == 3)
    _ = try writer.append(step(3))
    #expect(reader.view().head.sequence == 3)
    #expect(try reader.refresh().head.sequence == 4)
    #expect(try Knowledge(reader.view()) == Knowledge(writer.view()))
    writer.close()
    bench.disk.mountReadOnly()
    let calls = bench.disk.callCount
    #expect(try bench.reader(.mustExist).view().head.sequence == 4)
    #expect(try bench.verify().findings == [])
    #expect(bench.disk.callCount == calls)
    #expect(calls > before)
    #expect(throws: LedgerError.readOnly(path: "/ledger/LOCK")) { try bench.open() }
  }

  @Test func `an old view keeps its answers while runs and segments change`() throws {
    var bench = Bench()
    bench.options.segmentByteCount = 2_000
    bench.options.tailLineCountMax = 3
    bench = try bench.created()
    let writer = try bench.open(.exclusive)
    for number in 0..<5 { _ = try writer.append(step(number)) }
    let view = try bench.reader(.mustExist).view()
    let known = try Knowledge(view)
    for number in 5..<40 { _ = try writer.append(step(number)) }
    try writer.rebuildIndex()
    #expect(try Knowledge(view) == known)
  }

  /// The copy has the same lines, so that nothing else says that the file is another one.
  @Test(arguments: [false, true])
  func `a segment that a recovery copied is read anew`(byAnother: Bool) throws {
    var bench = Bench()
    bench.options.segmentByteCount = 2_500
    bench = try bench.created()
    let ledger = try bench.open(.perCommit)
    _ = try ledger.append(step(1))
    #expect(try ledger.view().history(of: matter(1)).count == 1)
    bench.disk.replace("/ledger/POISON", Array("fdatasync errno 5\n".utf8))
    if byAnother { try bench.open(.exclusive).close() }
    for version in 1..<9 { _ = try ledger.append(step(1, version: version)) }
    #expect(bench.disk.bytes(of: "/ledger/segments/000002.jsonl") != nil)
    #expect(try ledger.view().history(of: matter(1)).count == 9)
    #expect(try bench.verify().findings == [])
  }

  @Test func `a network file system is refused unless it is forced`() throws {
    var bench = try Bench().created()
    bench.disk.setType(0x6969)
    #expect(throws: LedgerError.networkFileSystem(path: "/ledger", type: 0x6969)) {
      try bench.open()
    }
    bench.options.allowsNetworkFileSystem = true
    #expect(try bench.open().append(step(1)).firstSequence == 2)
  }

  @Test func `a store is made once`() throws {
    let bench = try Bench().created()
    #expect(throws: LedgerError.alreadyAStore(path: "/ledger")) { try bench.created() }
    #expect(try bench.verify().findings == [])
  }

  @Test func `on the real file system writers, readers and threads agree`() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "xb-\(UUID())").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (path, keys) = (folder + "/ledger", folder + "/keys")
    var options = LedgerOptions()
    options.segmentByteCount = 20_000
    options.tailLineCountMax = 50
    options.keyBlockCount = 64
    options.lockWaitMilliseconds = 60_000
    try Ledger.create(at: path, keysAt: keys, options: options)
    let settings = options
    let notes = Notes()
    await withTaskGroup(of: Void.self) { group in
      for handle in 0..<3 {
        group.addTask {
          do {
            let ledger = try Ledger.open(
              at: path, keysAt: keys, projection: CountingProjection(), mode: .perCommit,
              options: settings)
            for turn in 0..<60 { _ = try ledger.append(step(handle * 1_000 + turn)) }
            ledger.close()
          } catch {
            notes.add("writer \(handle): \(error)")
          }
        }
      }
      group.addTask {
        do {
          let reader = try LedgerReader(
            at: path, projection: CountingProjection(), policy: .rebuildInMemory)
          var last: UInt64 = 0
          for _ in 0..<100 {
            let view = try reader.refresh()
            if view.head.sequence < last { notes.add("reader went back") }
            last = view.head.sequence
            let knowledge = try Knowledge(view)
            if knowledge.lines.count != Int(last) { notes.add("reader saw a part") }
          }
        } catch {
          notes.add("reader: \(error)")
        }
      }
    }
    #expect(notes.all == [])
    let report = try Ledger.verify(
      at: path, keysAt: keys, projection: CountingProjection(), level: .deep)
    #expect(report.findings == [])
    let view = try LedgerReader(at: path, projection: CountingProjection()).view()
    let count = try view.index.get(Array("count/complaint.received".utf8))
    #expect(count == Array("180".utf8))
  }
}
