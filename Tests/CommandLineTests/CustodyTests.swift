import Foundation
import Testing

struct CustodyTests {
  @Test func `a record is signed, copied, restored and compared, by command`() async throws {
    let bank = try await Bank()
    let id = try bank.submit()
    let signed = try bank.must("ledger", "checkpoint", "--json")
    #expect(signed.contains("\"public_key\":\"xiaobao-"))
    let key = try bank.must("ledger", "checkpoint", "--public-key").trimmingCharacters(
      in: .whitespacesAndNewlines)
    let outbox = "\(bank.path)/outbox"
    let note = try #require(try FileManager.default.contentsOfDirectory(atPath: outbox).first)
    try bank.must(
      "ledger", "verify", "--full", "--against", "\(outbox)/\(note)", "--key", key)

    let backup = bank.path + "-backup"
    let again = bank.path + "-again"
    defer {
      try? FileManager.default.removeItem(atPath: backup)
      try? FileManager.default.removeItem(atPath: again)
    }
    let first = try bank.must("ledger", "backup", backup, "--json")
    #expect(first.contains("\"copied_files\":"))
    #expect(!FileManager.default.fileExists(atPath: "\(backup)/keys"))
    try bank.must("ledger", "backup", backup, "--verify")
    try bank.must("ledger", "restore", backup, again)
    try FileManager.default.copyItem(atPath: "\(bank.path)/keys", toPath: "\(again)/keys")
    try bank.must("ledger", "reindex", "--workspace", again)
    let there = try bank.must("complaint", "show", id, "--workspace", again)
    #expect(try there == bank.must("complaint", "show", id))
    try bank.must(
      "ledger", "verify", "--deep", "--workspace", again, "--against", "\(outbox)/\(note)")

    let taken = try bank.run("ledger", "restore", backup, again)
    #expect(taken.code != 0 && taken.error.contains("[XB-204]"))
    let nothing = try bank.run("ledger", "restore", bank.path, again + "2")
    #expect(nothing.code != 0 && nothing.error.contains("[XB-204]"))
    let object = try #require(
      try FileManager.default.contentsOfDirectory(atPath: "\(backup)/objects").first)
    try Data("x".utf8).write(to: URL(fileURLWithPath: "\(backup)/objects/\(object)"))
    let damaged = try bank.run("ledger", "backup", backup, "--verify")
    #expect(damaged.code == 65 && damaged.error.contains("[XB-202]"))
  }

  @Test func `a checkpoint by another key, or no checkpoint, is refused with a remedy`()
    async throws
  {
    let bank = try await Bank()
    _ = try bank.submit()
    let early = try bank.run("ledger", "checkpoint", "--public-key")
    #expect(early.code == 1 && early.error.contains("[XB-223]"))
    try bank.must("ledger", "checkpoint")
    let other = try await Bank()
    _ = try other.submit()
    let signed = try other.must("ledger", "checkpoint", "--json")
    let note =
      "\(other.path)/outbox/"
      + (try #require(
        try FileManager.default.contentsOfDirectory(atPath: "\(other.path)/outbox").first))
    let stranger = try bank.run("ledger", "verify", "--against", note)
    #expect(stranger.code == 65 && stranger.error.contains("[XB-222]"))
    let site = try bank.run("ledger", "verify", "--against", "\(bank.path)/xiaobao.yaml")
    #expect(site.code == 1 && site.error.contains("[XB-221]"))
    let key = try bank.run("ledger", "verify", "--against", note, "--key", "a+b+c")
    #expect(key.code == 1 && key.error.contains("[XB-221]"))
    #expect(signed.contains("ed25519-sha256"))
  }

  @Test func `lines are shown as they stand and followed as they come`() async throws {
    let bank = try await Bank()
    let id = try bank.submit()
    let shown = try bank.must("ledger", "tail", "--lines", "3")
    #expect(shown.split(separator: "\n").count == 3)
    let stat = try bank.must("ledger", "stat", "--json")
    let last = try #require(
      stat.range(of: "\"sequence\":").map { stat[$0.upperBound...].prefix { $0.isNumber } })
    let line = try bank.must("ledger", "show", String(last), "--json")
    #expect(line.contains("\"version\":1") && line.contains("\"entry\":"))
    let raw = try bank.must("ledger", "show", String(last), "--raw")
    #expect(raw.hasPrefix("{\"v\":1,\"seq\":\(last),"))
    let segment = try String(
      contentsOfFile: "\(bank.path)/ledger/segments/000001.jsonl", encoding: .utf8)
    #expect(segment.hasSuffix(raw))
    let beyond = try bank.run("ledger", "show", "999999")
    #expect(beyond.code == 1 && beyond.error.contains("[XB-002]"))
    #expect(try bank.must("ledger", "tail", "--lines", "50").contains(id))
  }
}
