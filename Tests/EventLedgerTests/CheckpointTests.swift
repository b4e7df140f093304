import Foundation
import Testing

@testable import EventLedger

@Suite struct CheckpointTests {
  private func filled(_ count: Int = 6) throws -> (Bench, Ledger) {
    let bench = try Bench().created()
    let ledger = try bench.open()
    for number in 0..<count { _ = try ledger.append(step(number)) }
    return (bench, ledger)
  }

  @Test func `a signed note is opened by its key and by no other`() throws {
    let (_, ledger) = try filled()
    let signed = try ledger.view().signCheckpoint()
    #expect(try signed.key.open(signed.note) == signed.checkpoint)
    let again = try #require(CheckpointVerifier(signed.key.text))
    #expect(again == signed.key)
    #expect(try again.open(signed.note).sequence == ledger.view().head.sequence)
    let (_, other) = try filled(2)
    var changed = signed.note
    let place = try #require(changed.range(of: "\n7\n"))
    changed.replaceSubrange(place, with: "\n8\n")
    #expect(throws: CheckpointError.noteUnsigned) { try again.open(changed) }
    #expect(throws: CheckpointError.noteUnreadable) { try again.open("not a note") }
    let stranger = try other.view().signCheckpoint()
    #expect(throws: CheckpointError.self) {
      try CheckpointVerifier(name: signed.key.name, key: stranger.key.key.map { $0 ^ 1 })
        .open(signed.note)
    }
    #expect(CheckpointVerifier(signed.key.text + "x") == nil)
  }

  @Test func `the private key stays with the keys, for its owner only`() throws {
    let (bench, ledger) = try filled()
    _ = try ledger.view().signCheckpoint()
    let file = try OpenFile(bench.disk, "/keys/checkpoint.key", .read)
    #expect(try file.status().permissions == 0o600)
    #expect(try ledger.view().lastCheckpoint()?.sequence == ledger.view().head.sequence)
    let first = try ledger.view().checkpointKey()
    _ = try ledger.append(step(100))
    _ = try ledger.view().signCheckpoint()
    #expect(try ledger.view().checkpointKey() == first)
    #expect(try ledger.view().lastCheckpoint()?.sequence == ledger.view().head.sequence)
  }

  /// What the chain alone cannot show.
  @Test func `a record that was cut or written anew no longer fits its checkpoint`() throws {
    let (bench, ledger) = try filled()
    let signed = try ledger.view().signCheckpoint()
    ledger.close()
    func findings(_ bench: Bench) throws -> [Finding.Code] {
      try Ledger.verify(
        at: "/ledger", keysAt: "/keys", projection: CountingProjection(), level: .full,
        against: signed.checkpoint, environment: bench.environment
      ).findings.map(\.code)
    }
    #expect(try findings(bench) == [])
    let whole = try #require(bench.disk.bytes(of: "/ledger/segments/000001.jsonl"))
    let lines = whole.split(separator: 0x0A)
    let kept = Array(lines.dropLast(2).joined(separator: [0x0A])) + [0x0A]
    bench.disk.replace("/ledger/segments/000001.jsonl", kept)
    // Whoever cuts the record removes what would betray it.
    bench.disk.remove("/ledger/HEAD")
    bench.disk.remove("/ledger/index/MANIFEST")
    #expect(try findings(bench).contains(.wrongCheckpoint))
    // Another history of the same length.
    bench.disk.replace("/ledger/segments/000001.jsonl", kept)
    let again = try bench.open()
    for number in 20..<22 { _ = try again.append(step(number)) }
    again.close()
    #expect(try findings(bench) == [.wrongCheckpoint])
    // It goes on without the note, which is why the note lies elsewhere.
    #expect(try bench.verify(.full).findings == [])
  }
}
