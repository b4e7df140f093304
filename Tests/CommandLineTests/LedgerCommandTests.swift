import Foundation
import Testing

/// The verbs for whoever keeps the machine: signing, backing up, restoring, looking.
@Suite struct LedgerCommandTests {
  private func golden(_ bank: Bank, _ name: String, _ arguments: String...) throws {
    let ran = try bank.program.run(arguments + ["--json"])
    try Golden.check(Golden.steady(ran.output), "json/\(name).json")
  }

  private func note(_ bank: Bank, in folder: String) throws -> String {
    let path = "\(bank.path)/\(folder)"
    let names = try FileManager.default.contentsOfDirectory(atPath: path)
    return "\(folder)/" + (try #require(names.sorted().last { $0.hasSuffix(".note") }))
  }

  private func move(_ bank: Bank, _ from: String, to: String) throws {
    try FileManager.default.moveItem(atPath: "\(bank.path)/\(from)", toPath: "\(bank.path)/\(to)")
  }

  @Test func `JSON outputs of the ledger's verbs keep their shape`() async throws {
    let bank = try await Bank()
    try bank.submit()
    try golden(bank, "checkpoint", "ledger", "checkpoint", "--to", "audit")
    try golden(bank, "checkpoint-key", "ledger", "checkpoint", "--public-key")
    try golden(bank, "verify-against", "ledger", "verify", "--against", note(bank, in: "audit"))
    try golden(bank, "backup", "ledger", "backup", "saved", "--with-keys")
    try golden(bank, "backup-check", "ledger", "backup", "--verify", "saved")
    try golden(bank, "stat-checkpoint", "ledger", "stat")
    try golden(bank, "line", "ledger", "show", "2")
    try golden(bank, "restore", "ledger", "restore", "saved", "../again")
    var again = bank
    again.program.folder = "\(bank.scratch.path)/again"
    #expect(try again.isSound())
    try again.submit(on: "2026-03-03")
  }

  @Test func `a restored workspace answers as before, and a target in use is refused`()
    async throws
  {
    let bank = try await Bank()
    let id = try bank.submit()
    let before = try bank.must("complaint", "show", id, "--json")
    try bank.must("ledger", "backup", "saved")
    let refused = try bank.run("ledger", "restore", "saved", ".")
    #expect(refused.code == 64)
    #expect(refused.error.contains("[XB-232]"))
    // Neither does a backup go where something else lies.
    #expect(try bank.run("ledger", "backup", "ledger").code == 64)
    #expect(try bank.run("ledger", "backup", ".").code == 64)
    let folder = "\(bank.scratch.path)/again"
    let restored = try bank.must("ledger", "restore", "saved", folder)
    #expect(restored.contains("末行序号") && restored.contains("请放回 \(folder)/keys"))
    try FileManager.default.copyItem(atPath: "\(bank.path)/keys", toPath: "\(folder)/keys")
    var again = bank
    again.program.folder = folder
    try again.must("ledger", "reindex")
    #expect(try again.must("complaint", "show", id, "--json") == before)
    #expect(try again.isSound())
    #expect(try again.must("plugin", "list") == bank.must("plugin", "list"))
    // A second backup into the same folder copies only what changes.
    try bank.submit(on: "2026-03-03")
    let second = try bank.must("ledger", "backup", "saved")
    #expect(second.contains(/本次复制的文件 +2\n/))
  }

  @Test func `a damaged backup is found and restores nothing`() async throws {
    let bank = try await Bank()
    try bank.submit()
    try bank.must("ledger", "backup", "saved")
    let path = "saved/segments/000001.jsonl.1"
    let url = URL(fileURLWithPath: "\(bank.path)/\(path)")
    var bytes = Array(try Data(contentsOf: url))
    bytes[bytes.count / 2] ^= 1
    try FileManager.default.removeItem(at: url)
    try bank.write(bytes, to: path)
    let check = try bank.run("ledger", "backup", "--verify", "saved")
    #expect(check.code == 65)
    #expect(check.output.contains("segments/000001.jsonl.1：大小或摘要不符"))
    let restore = try bank.run("ledger", "restore", "saved", "elsewhere")
    #expect(restore.code == 65)
    #expect(restore.error.contains("[XB-231]"))
    #expect(!FileManager.default.fileExists(atPath: "\(bank.path)/elsewhere"))
    let none = try bank.run("ledger", "backup", "--verify", "plugins")
    #expect(none.code == 64)
    #expect(none.error.contains("[XB-233]"))
  }

  @Test func `a ledger put back to an earlier state is found by its checkpoint`() async throws {
    let bank = try await Bank()
    try bank.submit()
    try FileManager.default.copyItem(
      atPath: "\(bank.path)/ledger", toPath: "\(bank.path)/earlier")
    try bank.submit(on: "2026-03-03")
    try bank.must("ledger", "checkpoint", "--to", "audit")
    let file = try note(bank, in: "audit")
    try bank.must("ledger", "verify", "--against", file, "--key", "audit/checkpoint.pub")
    let key = try bank.must("ledger", "checkpoint", "--public-key")
      .trimmingCharacters(in: .whitespacesAndNewlines)
    try bank.must("ledger", "verify", "--deep", "--against", file, "--key", key)
    try move(bank, "ledger", to: "later")
    try move(bank, "earlier", to: "ledger")
    try bank.must("ledger", "verify", "--full")
    let found = try bank.run("ledger", "verify", "--against", file)
    #expect(found.code == 65)
    #expect(found.output.contains("不含检查点所签署的内容"))
    // Neither is anything signed that contradicts what lies outside.
    #expect(try bank.run("ledger", "checkpoint", "--to", "audit").code == 65)
  }

  @Test func `a checkpoint that was changed, or is of another ledger, is refused`() async throws {
    let bank = try await Bank()
    try bank.must("ledger", "checkpoint", "--to", "audit")
    let file = try note(bank, in: "audit")
    let text = try String(contentsOfFile: "\(bank.path)/\(file)", encoding: .utf8)
    try bank.write(
      text.replacingOccurrences(of: "\ntime 20", with: "\ntime 19"), to: "changed.note")
    let changed = try bank.run("ledger", "verify", "--against", "changed.note")
    #expect(changed.code == 1)
    #expect(changed.error.contains("签署后有改动 [XB-230]"))
    let other = Program(environment: bank.program.environment, folder: bank.scratch.path)
    let made = try other.run(
      "init", "other", "--name", "另一家", "--plugins", "\(bank.path)/plugins", "--as", "A001")
    #expect(made.code == 0, "\(made.error)")
    let key = try other.run("ledger", "checkpoint", "--public-key", "--workspace", "other")
    let foreign = try bank.run(
      "ledger", "verify", "--against", file, "--key",
      key.output.trimmingCharacters(in: .whitespacesAndNewlines))
    #expect(foreign.code == 1)
    #expect(foreign.error.contains("[XB-230]"))
  }

  @Test func `a sweep makes one checkpoint a day where the site file says so`() async throws {
    let bank = try await Bank()
    #expect(!(try bank.must("sweep", "--as", "Q001").contains("检查点")))
    try bank.rewrite("xiaobao.yaml") { $0 + "checkpoints:\n  folder: audit/notes\n" }
    #expect(try bank.must("sweep", "--as", "Q001").contains("检查点：\(bank.path)/audit/notes/"))
    #expect(!(try bank.must("sweep", "--as", "Q001").contains("检查点")))
    try bank.must("ledger", "verify", "--against", note(bank, in: "audit/notes"))
    try bank.rewrite("xiaobao.yaml") { $0.replacingOccurrences(of: "folder:", with: "foldr:") }
    let wrong = try bank.run("sweep", "--as", "Q001")
    #expect(wrong.error.contains("是否为 folder？"))
  }

  @Test func `a line is shown as it is stored`() async throws {
    let bank = try await Bank()
    try bank.submit()
    let stored = try String(
      contentsOfFile: "\(bank.path)/ledger/segments/000001.jsonl", encoding: .utf8
    ).split(separator: "\n")
    for (index, line) in stored.enumerated() {
      let shown = try bank.must("ledger", "show", "\(index + 1)")
      #expect(shown.hasPrefix(line + "\n\n序号"))
    }
    #expect(!(try bank.must("ledger", "show", "\(stored.count)").contains("张三")))
    let beyond = try bank.run("ledger", "show", "\(stored.count + 1)")
    #expect(beyond.code == 1)
    #expect(beyond.error.contains("[XB-235]"))
    #expect(try bank.run("ledger", "show", "x").code == 64)
    let tail = try bank.must("ledger", "tail", "--count", "3", "--json")
    #expect(tail == stored.suffix(3).joined(separator: "\n") + "\n")
  }

  @Test func `tail --follow shows what is recorded, and ends on Ctrl-C`() async throws {
    let bank = try await Bank()
    let running = try bank.program.start(["ledger", "tail", "--follow", "--count", "1"])
    #expect(try running.prints("role_granted"))
    let id = try bank.submit()
    #expect(try running.prints("complaint \(id)  complaint.received"))
    let ran = try running.interrupted()
    #expect(ran.code == 0)
    #expect(ran.error == "")
  }

  @Test func `tail --follow ends when its reader leaves`() async throws {
    let bank = try await Bank()
    let command = "'\(Program.path)' ledger tail --follow | head -n 1; echo ${PIPESTATUS[0]}"
    let ran = try Program.run(
      "/bin/bash", ["-c", command], environment: bank.program.environment, folder: bank.path)
    #expect(ran.output.hasSuffix("\n0\n"))
    #expect(ran.error == "")
  }

  @Test func `a recovery says what was cut, why it was no fact, and where the bytes are`()
    async throws
  {
    let bank = try await Bank()
    try bank.submit()
    let path = "\(bank.path)/ledger/segments/000001.jsonl"
    func tear() throws {
      let file = try #require(FileHandle(forWritingAtPath: path))
      try file.seekToEnd()
      try file.write(contentsOf: Data("{\"v\":1,\"seq\":".utf8))
      try file.close()
    }
    try tear()
    // Reading repairs nothing, so nothing is said.
    #expect(try bank.run("due").error == "")
    let ran = try bank.program.run(
      [
        "complaint", "submit", "--file", "-", "--as", "C001", "--on", "2026-03-02", "--reason",
        "补录",
      ], input: Array(Bank.complaint.utf8))
    #expect(ran.code == 0)
    #expect(ran.error.contains("已自动恢复") && ran.error.contains("13 字节"))
    #expect(ran.error.contains("不是已登记的事实"))
    let names = try FileManager.default.contentsOfDirectory(atPath: "\(bank.path)/ledger")
    let evidence = try #require(names.first { $0.hasPrefix("torn-") })
    #expect(ran.error.contains("ledger/\(evidence)"))
    #expect(try bank.must("ledger", "stat").contains(evidence))
    try tear()
    let json = try bank.program.run(["sweep", "--as", "Q001", "--on", "2026-03-18", "--json"])
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(json.error.utf8)) as? [String: Any])
    let recovery = try #require(object["recovery"] as? [String: Any])
    #expect(recovery["cut_bytes"] as? Int == 13)
    #expect(try bank.isSound())
  }
}
