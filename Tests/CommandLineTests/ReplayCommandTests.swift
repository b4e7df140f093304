import Foundation
import Testing

/// `plugin replay` from the command line: text, JSON, a document, exit codes.
struct ReplayCommandTests {
  @Test func `a replay prints what changes as text, JSON and a document, and writes nothing`()
    async throws
  {
    let bank = try await Bank()
    let id = try bank.submit()
    try bank.submit(on: "2026-04-01")
    try bank.write(RuleTableCommandTests.rules, to: "new.yaml")
    let arguments = ["plugin", "replay", "--from", "2026-03-01", "--to", "2026-03-31", "--with"]
    let text = try bank.program.run(arguments + ["new.yaml"])
    #expect(text.code == 2)
    try Golden.check(Golden.steady(text.output), "replay.zh.txt")
    let json = try bank.program.run(arguments + ["new.yaml", "--json"])
    try Golden.check(Golden.steady(json.output), "json/plugin-replay.json")
    let page = try bank.program.run(
      arguments + ["new.yaml", "--output", "out.html", "--lang", "en"])
    #expect(page.code == 2, "\(page)")
    let html = try String(contentsOfFile: "\(bank.path)/out.html", encoding: .utf8)
    #expect(html.contains("Replay of rules") && html.contains(id))
    let same = try bank.run("plugin", "replay", "--from", "2026-01-01", "--to", "2026-12-31")
    #expect(same.code == 0, "\(same)")
    #expect(same.output.contains("询问 2 件，其中 0 件"))
    #expect(try bank.isSound())
  }

  @Test(arguments: [
    (["--from", "2026-02-30", "--to", "2026-03-31"], 64, "XB-004"),
    (["--from", "2026-03-01", "--to", "2026-03-31", "--with", "none.yaml"], 64, "XB-"),
    (["--from", "2026-03-01", "--to", "2026-03-31", "--with", "empty.yaml"], 1, "XB-102"),
    (["--from", "2026-03-01", "--to", "2026-03-31", "--with", "wrong.yaml"], 1, "LUA-108"),
    (["--from", "2026-03-01", "--to", "2026-03-31", "--with", "plugins/none"], 1, "LUA-101"),
  ])
  func `what cannot be asked is refused`(more: [String], code: Int32, error: String) async throws {
    let bank = try await Bank()
    try bank.write("x: 1\n", to: "empty.yaml")
    try bank.write(
      "rules: [{id: a, hook: 派单, rows: [{when: {cause: 没有}, unit: X}]}]\n", to: "wrong.yaml")
    let ran = try bank.program.run(["plugin", "replay"] + more)
    #expect(ran.code == code, "\(ran)")
    #expect(ran.error.contains(error), "\(ran)")
  }
}
