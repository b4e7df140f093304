import ConsumerProtection
import Testing

@testable import PluginHost

/// `complaint.check`: the union of all problems; an error refuses, a failure holds.
@Suite struct CheckHookTests {
  private func checker(_ id: String, _ body: String, reads: String = "[amount]") -> PluginFolder {
    plugin(
      id, hooks: "{complaint.check: {reads: \(reads)}}",
      main: "return { [\"complaint.check\"] = function(complaint, ctx) \(body) end }",
      files: [
        "locale/zh.yaml": "too_large: 金额 {n} 过大",
        "locale/en.yaml": "too_large: \"{n} is too large\"",
      ])
  }

  private let large =
    "return {{ field = \"amount\", code = \"too_large\", severity = \"error\", message = \"no\" }}"

  @Test func `no opinion leaves nothing to record`() {
    let answer = pluginSet([checker("a", "return nil")]).askCheck(card, context)
    #expect(answer.value == [])
    #expect(answer.held == [])
    #expect(answer.record == nil)
    #expect(answer.failures == [])
  }

  @Test func `one answer is taken as it is`() {
    let answer = pluginSet([checker("a", large)]).askCheck(card, context)
    #expect(
      answer.value == [
        CheckProblem(
          field: "amount", code: "too_large", severity: .error, message: Phrase(same: "no"),
          plugin: "a")
      ])
    #expect(answer.record?.used.map(\.plugin) == ["a"])
  }

  @Test func `two that agree are one problem, and both are on record`() {
    let answer = pluginSet([checker("a", large), checker("b", large)]).askCheck(card, context)
    #expect(answer.value.map(\.plugin) == ["a"])
    #expect(answer.record?.used.map(\.plugin) == ["a", "b"])
  }

  @Test func `two that differ are both told`() {
    let warning =
      "return {{ code = \"odd\", severity = \"warning\", message = { zh = \"怪\", en = \"odd\" } }}"
    let answer = pluginSet([checker("a", large), checker("b", warning)]).askCheck(card, context)
    #expect(answer.value.map(\.code) == ["too_large", "odd"])
    #expect(answer.value.last?.message == Phrase("怪", "odd"))
  }

  @Test func `a message from the locale files comes in both languages`() {
    let body = """
      local i18n = require("host.i18n")
      return {{ code = "too_large", severity = "warning", message = i18n.t("too_large", { n = 5 }),
        because = { "too_large", n = 5 } }}
      """
    let main =
      "require(\"host.i18n\") return { [\"complaint.check\"] = function(c, ctx) \(body) end }"
    let folder = plugin(
      "a", hooks: "{complaint.check: {}}", main: main,
      files: [
        "locale/zh.yaml": "too_large: 金额 {n} 过大",
        "locale/en.yaml": "too_large: \"{n} is too large\"",
      ])
    let answer = pluginSet([folder]).askCheck(card, context)
    #expect(answer.value.map(\.message) == [Phrase("金额 5 过大", "5 is too large")])
  }

  @Test(arguments: [
    ("return 1", "the answer must be a list, not an integer"),
    ("return false", "the answer is false; no opinion is nil"),
    ("return { code = \"x\" }", "the answer must be a list and has the key `code`"),
    (
      "return {{ code = \"x\", severity = \"eror\", message = \"m\" }}",
      "[1].severity of the answer cannot be `eror`; did you mean `error`?"
    ),
    (
      "return {{ code = \"x\", severty = \"error\", message = \"m\" }}",
      "[1] of the answer has no key `severty`; did you mean `severity`?"
    ),
    (
      "return {{ code = \"x\", severity = \"error\" }}",
      "[1].message of the answer is missing; it must be a text or {zh=, en=}"
    ),
    (
      "return {{ field = \"amont\", code = \"x\", severity = \"error\", message = \"m\" }}",
      "[1].field of the answer cannot be `amont`; did you mean `amount`?"
    ),
  ])
  func `an answer of the wrong shape is an error with its place`(
    wrong: (body: String, text: String)
  ) {
    let answer = pluginSet([checker("a", wrong.body)]).askCheck(card, context)
    #expect(answer.value == [])
    #expect(answer.held == ["check_failed"])
    #expect(answer.failures.map(\.code) == [.wrongAnswer])
    #expect(answer.failures.first?.message.en.hasPrefix(wrong.text) == true)
  }

  @Test func `a failure holds the case and keeps the answers of the others`() {
    let broken = checker("a", "return complaint.amount.x.y")
    let answer = pluginSet([broken, checker("b", large)]).askCheck(card, context)
    #expect(answer.held == ["check_failed"])
    #expect(answer.value.map(\.plugin) == ["b"])
    #expect(answer.failures.map(\.code) == [.runtime])
    #expect(answer.record?.failures.map(\.plugin) == ["a"])
    #expect(answer.record?.asked.first?.reads == ["amount"])
  }

  @Test func `a shadow plugin is asked and recorded and changes nothing`() {
    let set = pluginSet(
      [checker("a", large), checker("b", "error(\"x\")")],
      enforcement: ["a": .shadow, "b": .shadow])
    let answer = set.askCheck(card, context)
    #expect(answer.value == [])
    #expect(answer.held == [])
    #expect(answer.record?.losers.map(\.plugin) == ["a"])
    #expect(answer.failures.map(\.plugin) == ["b"])
  }

  @Test func `a plugin that is off is not asked`() {
    let set = pluginSet([checker("a", large)], enforcement: ["a": .off])
    #expect(set.askCheck(card, context).value == [])
    #expect(set.orderedIDs(for: "complaint.check") == [])
  }

  @Test(arguments: [
    ("while true do end", PluginFailure.Code.instructions),
    ("return complaint.cause", .undeclaredRead),
    ("return complaint.amonut", .unknownField),
    ("return ctx.fail(\"my_code\", \"my words\")", .failed),
    ("error(\"x\")", .runtime),
  ])
  func `each way to fail has its code and holds the case`(
    wrong: (body: String, code: PluginFailure.Code)
  ) {
    let answer = pluginSet([checker("a", wrong.body)]).askCheck(card, context)
    #expect(answer.failures.map(\.code) == [wrong.code])
    #expect(answer.held == ["check_failed"])
  }

  @Test func `a plugin beyond its memory fails with its own code`() {
    let folder = plugin(
      "a", hooks: "{complaint.check: {}}",
      main: """
        return { ["complaint.check"] = function()
          local t = {}
          for i = 1, 1000000 do t[i] = i end
        end }
        """, more: "limits: {memory_kib: 512}")
    #expect(pluginSet([folder]).askCheck(card, context).failures.map(\.code) == [.memory])
  }

  @Test func `a host function outside its hooks is not permitted`() {
    let folder = plugin(
      "a", hooks: "{complaint.check: {}}",
      main: """
        local query = require("host.query")
        return { ["complaint.check"] = function() return query.count({ by = {} }) end }
        """, more: "permissions: [query.aggregate]")
    let answer = pluginSet([folder]).askCheck(card, context)
    #expect(answer.failures.map(\.code) == [.notPermitted])
    #expect(
      answer.failures.first?.message
        == Phrase(
          "host.query.count 不能在 complaint.check 中调用；只能在：watch.detect, report.<id>, command.<name>",
          "host.query.count cannot be called in complaint.check; only in: watch.detect, report.<id>, command.<name>"
        ))
  }

  @Test func `personal fields are nil, masked or plain as permitted`() {
    var complaint = card
    complaint["complainant_name"] = .text("张三丰")
    complaint["complainant_phone"] = .text("13812345678")
    complaint["narrative"] = .text("卡号 6222 0200 1234 5678 被扣 20 元")
    // The plugin logs what it saw: an answer may not repeat it.
    func seen(_ permission: String) -> [String] {
      let folder = plugin(
        "a",
        hooks: "{complaint.check: {reads: [complainant_name, complainant_phone, narrative]}}",
        main: """
          return { ["complaint.check"] = function(c, ctx)
            for _, name in ipairs({ "complainant_name", "complainant_phone", "narrative" }) do
              ctx.log(tostring(c[name]))
            end
          end }
          """, more: "permissions: [\(permission)]")
      let set = pluginSet([folder])
      var lines: [String] = []
      set.log = { _, _, text in lines.append(text) }
      #expect(set.askCheck(complaint, context).failures == [])
      return lines
    }
    #expect(seen("") == ["nil", "nil", "nil"])
    #expect(
      seen("personal_data.masked") == ["张**", "138******78", "卡号 **** **** **** **** 被扣 20 元"])
    #expect(
      seen("personal_data.full")
        == ["张三丰", "13812345678", "卡号 6222 0200 1234 5678 被扣 20 元"])
  }
}
