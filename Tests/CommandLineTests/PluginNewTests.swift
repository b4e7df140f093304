import Foundation
import Testing
import XiaobaoTestSupport

@testable import xiaobao

/// `plugin new`, `stubs`, `repl` and `bench`, as an author calls them.
struct PluginNewTests {
  @Test func `a new plugin passes check, tests, coverage and lint at once`() async throws {
    let bank = try await Bank()
    let made = try bank.must(
      "plugin", "new", "acme.new", "--hook", "complaint.route", "--hook", "complaint.check",
      "--hook", "complaint.classify", "--hook", "complaint.escalate", "--hook", "matter.guard",
      "--hook", "fund.assess", "--hook", "watch.detect", "--hook", "product.checklist",
      "--hook", "report.mine", "--hook", "importer.mine", "--hook", "command.mine")
    #expect(made.contains("plugins/acme.new/main.lua\n"), "\(made)")
    let folder = "plugins/acme.new"
    try bank.must("plugin", "check", folder)
    try bank.must("plugin", "test", folder, "--threshold", "100")
    if FileManager.default.isExecutableFile(atPath: "/usr/bin/luacheck") {
      let lint = try Program.run(
        "/usr/bin/luacheck", ["--no-color", "--codes", "."], environment: [:],
        folder: "\(bank.path)/\(folder)")
      #expect(lint.code == 0, "\(lint)")
    }
    let again = try bank.run("plugin", "new", "acme.new", "--hook", "complaint.route")
    #expect(again.code == 1 && again.error.contains("已经存在"), "\(again)")
    let none = try bank.run("plugin", "new", "acme.other")
    #expect(none.code == 64 && none.error.contains("--hook"), "\(none)")
    let wrong = try bank.run("plugin", "new", "acme.other", "--hook", "complaint.roote")
    #expect(wrong.code == 64 && wrong.error.contains("是否为 complaint.route"), "\(wrong)")
    #expect(!FileManager.default.fileExists(atPath: "\(bank.path)/plugins/acme.other"))
  }

  @Test func `stubs of a plugin's folder are the ones that a new plugin gets`() async throws {
    let bank = try await Bank()
    try bank.must("plugin", "new", "acme.new", "--hook", "complaint.route")
    let folder = "\(bank.path)/plugins/acme.new"
    let before = try bank.must("plugin", "list", "--json")
    for name in [".luarc.json", ".luacheckrc", ".stubs/spec.lua"] {
      try FileManager.default.removeItem(atPath: "\(folder)/\(name)")
    }
    try bank.must("plugin", "stubs", "plugins/acme.new")
    for name in [".luarc.json", ".luacheckrc", ".stubs/spec.lua", ".stubs/host/date.lua"] {
      #expect(FileManager.default.fileExists(atPath: "\(folder)/\(name)"), "\(name)")
    }
    let settings = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/.luarc.json"))
    _ = try JSONSerialization.jsonObject(with: settings)
    #expect(try bank.must("plugin", "list", "--json") == before)
    try bank.must("plugin", "stubs", "elsewhere")
    #expect(FileManager.default.fileExists(atPath: "\(bank.path)/elsewhere/.luacheckrc"))
  }

  @Test func `lines are read from a pipe, and a failed one is a finding`() async throws {
    let bank = try await Bank()
    let id = try bank.submit()
    func repl(_ lines: String) throws -> Ran {
      try bank.run(
        "plugin", "repl", "cn.branch-routing", "complaint.route", "--case", id, input: lines)
    }
    let fine = try repl("local yuan = complaint.amount // 100\nyuan\n:reads\n:quit\nnever\n")
    #expect(fine == Ran(code: 0, output: "1234\namount\n", error: ""), "\(fine)")
    let broken = try repl("for i = 1, 2 do\nprint(i)\nend\ncomplaint.narrative\n")
    #expect(broken.code == 2 && broken.output == "1\n2\n", "\(broken)")
    #expect(broken.error.contains("[LUA-307]"), "\(broken)")
    #expect(try repl("for i = 1, 2 do\n").code == 2)
  }

  @Test func `a person at a terminal gets a prompt for each line`() async throws {
    let bank = try await Bank()
    let ran = try PseudoTerminal.run(
      bank.program,
      ["plugin", "repl", "cn.branch-routing", "complaint.check", "--input", "c.json"],
      typing: "1 + 1\nnil .. 'x'\n\u{4}")
    #expect(ran.code == 64, "\(ran)")
    try bank.write("{}", to: "c.json")
    let typed = try PseudoTerminal.run(
      bank.program,
      ["plugin", "repl", "cn.branch-routing", "complaint.check", "--input", "c.json"],
      typing: "1 + 1\nnil .. 'x'\n\u{4}")
    #expect(typed.code == 0 && typed.output.contains("complaint.check> "), "\(typed)")
  }

  @Test func `bench gives figures of every hook that has cases`() async throws {
    let bank = try await Bank()
    let ran = try bank.must("plugin", "bench", "cn.branch-routing", "--calls", "20", "--json")
    #expect(
      ran.contains(#""hook":"complaint.check""#) && ran.contains(#""hook":"complaint.route""#))
    #expect(ran.contains(#""calls":20"#) && ran.contains(#""p99_ns":"#))
    let table = try bank.must(
      "plugin", "bench", "cn.branch-routing", "complaint.route", "--calls", "20")
    #expect(table.contains("complaint.route") && !table.contains("complaint.check"))
    let few = try bank.run("plugin", "bench", "cn.branch-routing", "--calls", "5")
    #expect(few.code == 64, "\(few)")
  }
}
