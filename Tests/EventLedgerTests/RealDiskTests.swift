import Dispatch
import Foundation
import Synchronization
import Testing

@testable import EventLedger

/// Groups 8, 9 and 10 on the machine's own file system: a disk that is full, a lock that another process
/// holds, readers beside a busy writer.
@Suite struct RealDiskTests {
  private static func run(_ program: String, _ arguments: [String]) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }

  private static func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "xb-\(UUID())").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  private static func options() -> LedgerOptions {
    var options = LedgerOptions()
    options.keyBlockCount = 4
    options.lockWaitMilliseconds = 0
    return options
  }

  private static func open(_ folder: String, _ options: LedgerOptions) throws -> Ledger {
    try Ledger.open(
      at: folder + "/ledger", keysAt: folder + "/keys", projection: CountingProjection(),
      mode: .exclusive, options: options)
  }

  private static func findings(_ folder: String) throws -> [Finding] {
    try Ledger.verify(
      at: folder + "/ledger", keysAt: folder + "/keys", projection: CountingProjection(),
      level: .deep
    ).findings
  }

  @Test func `a small disk that is really full refuses, and the same process goes on after it`()
    throws
  {
    try Self.withFolder { folder in
      guard geteuid() == 0,
        try Self.run("mount", ["-t", "tmpfs", "-o", "size=192k", "tmpfs", folder]) == 0
      else {
        print("skipped: mounting a small tmpfs takes root")
        return
      }
      defer { _ = try? Self.run("umount", [folder]) }
      let options = Self.options()
      try Ledger.create(at: folder + "/ledger", keysAt: folder + "/keys", options: options)
      let filler = URL(filePath: folder + "/filler")
      try Data(count: 64 << 10).write(to: filler)
      let stored = try Self.fillAndGoOn(folder, options, filler)
      #expect(try Self.findings(folder) == [])

      // The same disk, read-only: readers read, a writer is refused.
      #expect(try Self.run("mount", ["-o", "remount,ro", folder]) == 0)
      let reader = try LedgerReader(at: folder + "/ledger", projection: CountingProjection())
      #expect(reader.view().head.sequence == UInt64(stored + 21))
      #expect(throws: LedgerError.readOnly(path: folder + "/ledger/LOCK")) {
        try Self.open(folder, options)
      }
      #expect(try Self.findings(folder) == [])
    }
  }

  /// Appends until the disk is full, makes room, and goes on in the same process; answers the events stored
  /// while it was full.
  private static func fillAndGoOn(
    _ folder: String, _ options: LedgerOptions, _ filler: URL
  ) throws -> Int {
    let ledger = try open(folder, options)
    var stored = 0
    while stored < 1_000 {
      do {
        _ = try ledger.append(step(stored))
        stored += 1
      } catch {
        guard case LedgerError.noSpace = error else { throw error }
        break
      }
    }
    #expect(stored > 0 && stored < 1_000)
    let before = try Knowledge(ledger.view())
    #expect(throws: LedgerError.self) { try ledger.append(step(stored)) }
    #expect(try Knowledge(ledger.view()) == before)
    try FileManager.default.removeItem(at: filler)
    for number in stored..<(stored + 20) { _ = try ledger.append(step(number)) }
    ledger.close()
    return stored
  }

  @Test func `another process's lock is respected, and kill -9 frees it`() throws {
    try Self.withFolder { folder in
      guard try Self.run("flock", ["--version"]) == 0 else {
        print("skipped: no flock(1) here")
        return
      }
      let options = Self.options()
      try Ledger.create(at: folder + "/ledger", keysAt: folder + "/keys", options: options)
      try Self.open(folder, options).close()
      let holder = Process()
      holder.executableURL = URL(filePath: "/usr/bin/env")
      holder.arguments = ["flock", "--no-fork", "-x", folder + "/ledger/LOCK", "sleep", "600"]
      try holder.run()
      defer { holder.terminate() }
      var refusal: LedgerError?
      while refusal == nil, holder.isRunning {
        do {
          try Self.open(folder, options).close()
        } catch let error as LedgerError {
          refusal = error
        }
      }
      guard case .locked(let found) = refusal else {
        Issue.record("\(String(describing: refusal))")
        return
      }
      // The text in LOCK is the last writer's: this very process.
      #expect(found.processID == ProcessInfo.processInfo.processIdentifier)
      kill(holder.processIdentifier, SIGKILL)
      holder.waitUntilExit()
      let ledger = try Self.open(folder, options)
      #expect(try ledger.append(step(1)).firstSequence == 2)
      ledger.close()
    }
  }

  @Test
  func `each of eight readers sees the record as it was at some line, and never an older one`()
    throws
  {
    try Self.withFolder { folder in
      var options = Self.options()
      options.segmentByteCount = 30_000
      options.tailLineCountMax = 20
      try Ledger.create(at: folder + "/ledger", keysAt: folder + "/keys", options: options)
      let count = 400 * min(Soak.factor, 20)
      let writer = try Self.open(folder, options)
      for number in 0..<30 { _ = try writer.append(step(number)) }
      // It sleeps over everything that follows, with its runs open.
      let sleeper = try LedgerReader(at: folder + "/ledger", projection: CountingProjection())
      let view = sleeper.view()
      let dream = try Knowledge(view)
      let notes = Notes()
      let isDone = Flag()
      let readers = (0..<8).map { reader in
        {
          @Sendable in
          do {
            try Self.watch(folder, until: isDone, notes, reader)
          } catch {
            notes.add("reader \(reader): \(error)")
          }
        }
      }
      onThreads(
        readers + [
          {
            do {
              for number in 30..<(30 + count) { _ = try writer.append(step(number)) }
              try writer.rebuildIndex()
            } catch {
              notes.add("writer: \(error)")
            }
            isDone.raise()
          }
        ])
      #expect(notes.all == [])
      #expect(try Knowledge(view) == dream, "the sleeper")
      #expect(try sleeper.refresh().head.sequence == writer.view().head.sequence)
      writer.close()
      #expect(try Self.findings(folder) == [])
    }
  }

  private static func watch(
    _ folder: String, until isDone: Flag, _ notes: Notes, _ name: Int
  ) throws {
    let reader = try LedgerReader(at: folder + "/ledger", projection: CountingProjection())
    var before = reader.view()
    var isLast = false
    while !isLast {
      isLast = isDone.isRaised
      // One in four looks like a new process each time.
      let view =
        name % 4 == 0
        ? try LedgerReader(at: folder + "/ledger", projection: CountingProjection()).view()
        : try reader.refresh()
      if view.head.sequence < before.head.sequence { notes.add("reader \(name) went back") }
      // The model: what the lines up to the view's own head say.
      var received = 0
      var last = ""
      try view.scan { line in
        if line.type == "complaint.received" { received += 1 }
        if line.sequence == before.head.sequence, line.hash != before.head.hash {
          notes.add("reader \(name): line \(line.sequence) changed")
        }
        last = line.hash
        return true
      }
      if last != view.head.hash { notes.add("reader \(name): the lines end elsewhere") }
      let counted = try view.index.get(Array("count/complaint.received".utf8))
      if counted != Array(String(received).utf8) { notes.add("reader \(name): wrong count") }
      var rows = 0
      var days: [Int64] = []
      try view.table("complaint")?.scan(order: 1) { row in
        rows += 1
        days.append(row.number(2) ?? 0)
        return true
      }
      if rows != received { notes.add("reader \(name): \(rows) rows of \(received)") }
      if days != days.sorted() { notes.add("reader \(name): rows out of order") }
      let groups = try view.table("complaint")?.count(by: [.value(0), .month(2)]) ?? []
      if groups.reduce(0, { $0 + Int($1.count) }) != received {
        notes.add("reader \(name): the groups do not add up")
      }
      before = view
    }
  }
}

/// Runs each on a thread of its own, and waits: as many at once as the machine will have.
func onThreads(_ bodies: [@Sendable () -> Void]) {
  let group = DispatchGroup()
  for body in bodies {
    group.enter()
    Thread.detachNewThread {
      body()
      group.leave()
    }
  }
  group.wait()
}

/// Said by one thread, heard by others.
final class Flag: Sendable {
  private let state = Mutex(false)
  var isRaised: Bool { state.withLock { $0 } }
  func raise() { state.withLock { $0 = true } }
}
