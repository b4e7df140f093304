import ConsumerProtection
import Testing

@testable import PluginHost

/// Lua typed line by line, and the figures of a hook.
@Suite struct ReplAndBenchTests {
  private let router = plugin(
    "acme.cards", hooks: "{complaint.route: {reads: [amount, cause]}, complaint.check: {}}",
    main: """
      local M = {}
      function M.route(complaint)
        if complaint.cause == "error" then error("no") end
        if complaint.amount ~= nil then return { unit = "HQ", because = "large" } end
      end
      function M.check() return nil end
      return { ["complaint.route"] = M.route, ["complaint.check"] = M.check }
      """,
    files: [
      "tests/a.yaml": """
      - {name: none, hook: complaint.route, given: {}, expect: null}
      - {name: some, hook: complaint.route, given: {amount: 1}, expect: {unit: HQ, because: large}}
      - {name: error, hook: complaint.route, given: {cause: error}, expect_error: no}
      - {name: other, hook: complaint.route, given: {}, settings: {}, expect: null}
      """
    ])

  @Test func `each line runs behind the ones before it, in the sandbox of the hook`() {
    let repl = PluginRepl(
      router, HookQuestion("complaint.route", .record(card), context))
    func value(_ line: String) -> String? {
      if case .ran(let value, _) = repl.run(line) { value } else { "failed: \(repl.run(line))" }
    }
    func words(_ line: String) -> String? {
      if case .failed(let words, _) = repl.run(line) { words.en } else { nil }
    }
    #expect(value("complaint.amount") == "5000001")
    #expect(repl.reads == ["amount"])
    #expect(value("local n = 2") == nil)
    #expect(value("n * complaint.amount") == "10000002")
    #expect(value("{ b = 'x', 1, { true } }") == #"{ 1, { true }, b = "x" }"#)
    #expect(
      value("plugin['complaint.route'](complaint, ctx)") == #"{ because = "large", unit = "HQ" }"#)
    #expect(value("ctx.today") == "\"2026-03-02\"")
    #expect(value("decimal.money(100)") == "\"1.00\"")
    #expect(value("complaint") == "<record>")
    #expect(value("string.len") == "<function>")
    #expect(repl.run("print('a', 1)") == .ran(value: "nil", printed: ["a\t1"]))
    #expect(repl.run("for i = 1, 2 do") == .incomplete)
    #expect(repl.run("for i = 1, 2 do\nprint(i)\nend") == .ran(value: nil, printed: ["1", "2"]))
    #expect(repl.run("n") == .ran(value: "2", printed: []), "earlier lines print only once")
    #expect(words("complaint.product")?.hasPrefix("[LUA-307]") == true)
    #expect(words("complaint.amuont")?.hasPrefix("[LUA-306]") == true)
    #expect(words("io.open('/etc/passwd')")?.contains("nil") == true)
    #expect(words("while true do end")?.hasPrefix("[LUA-302]") == true)
    #expect(words("n = = 1")?.contains("syntax error") == true)
    #expect(value("n") == "2", "a line that failed leaves nothing behind")
    repl.reset()
    #expect(value("n") == "nil")
  }

  @Test func `an error in the plugin's own files has their place`() {
    var complaint = card
    complaint["cause"] = .text("error")
    let repl = PluginRepl(router, HookQuestion("complaint.route", .record(complaint), context))
    guard case .failed(let words, _) = repl.run("plugin['complaint.route'](complaint, ctx)") else {
      Issue.record("it should fail")
      return
    }
    #expect(words.en == "[LUA-301] main.lua:3: no")
  }

  @Test func `figures are of the largest group of cases that share their settings`() throws {
    let own = PluginBench.questions(of: router, hook: "complaint.route")
    #expect(own.settings == nil && own.questions.count == 2)
    let bench = try PluginBench.run(PluginTrial(router), own.questions, calls: 50)
    #expect(bench.callCount == 50 && bench.questionCount == 2)
    #expect(bench.instructionsMin < bench.instructionsMax)
    #expect((bench.instructionsMin...bench.instructionsMax).contains(bench.instructionsMean))
    #expect(bench.medianNanoseconds <= bench.p99Nanoseconds)
    #expect(bench.instructionsLimit == 200_000)
    #expect(PluginBench.questions(of: router, hook: "complaint.check").questions.isEmpty)
    var broken = card
    broken["cause"] = .text("error")
    let question = PluginBench.Question(HookQuestion("complaint.route", .record(broken), context))
    #expect(throws: PluginFailure.self) {
      try PluginBench.run(PluginTrial(router), [question], calls: 10)
    }
  }
}
