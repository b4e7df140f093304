import ConsumerProtection
import Testing

@testable import PluginHost

/// The block that people see, whole, in both languages.
@Suite struct ErrorBlockTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let main: String
    var hooks = "{complaint.route: {reads: [amount, business_class]}}"
    var more = ""
    var testDescription: String { name }
  }

  static let cases = [
    Case(name: "syntax", main: "local M = {}\nlocal = 5\nreturn M\n"),
    Case(
      name: "nil-index",
      main: """
        local function big(complaint)
          return complaint.amount.fen > 5000000
        end

        return {
          ["complaint.route"] = function(complaint)
            if complaint.business_class == "B.card" and big(complaint) then return nil end
          end,
        }
        """),
    Case(
      name: "wrong-result",
      main: """
        return {
          ["complaint.route"] = function(complaint)
            return { unti = "HQ", because = "x" }
          end,
        }
        """),
    Case(
      name: "unknown-field",
      main: "return {\n  [\"complaint.route\"] = function(c)\n    return c.amuont\n  end,\n}\n"),
    Case(
      name: "undeclared-read",
      main: "return {\n  [\"complaint.route\"] = function(c)\n    return c.cause\n  end,\n}\n"),
    Case(
      name: "budget",
      main:
        "return {\n  [\"complaint.route\"] = function(c)\n    while c.amount do end\n  end,\n}\n",
      more: "limits: {instructions: 1000}"),
    Case(
      name: "memory",
      main: """
        return {
          ["complaint.route"] = function()
            local t = {}
            for i = 1, 1000000 do t[i] = i end
          end,
        }
        """, more: "limits: {memory_kib: 512}"),
    Case(
      name: "raised",
      main:
        "return {\n  [\"complaint.route\"] = function(_, ctx)\n    ctx.fail(\"no_desk\", \"没有设置承办机构\")\n  end,\n}\n"
    ),
    Case(name: "loading", main: "local desks = nil\nlocal first = desks[1]\nreturn {}\n"),
    Case(name: "unknown-hook", main: "return { [\"complaint.roote\"] = function() end }\n"),
    Case(
      name: "wall-clock",
      main:
        "return {\n  [\"complaint.route\"] = function()\n    while true do end\n  end,\n}\n",
      more: "limits: {wall_ms: 1, instructions: 1000000000}"),
    Case(
      name: "non-string-error",
      main:
        "return {\n  [\"complaint.route\"] = function()\n    error({ 1, 2 })\n  end,\n}\n"),
    Case(
      name: "host-call",
      main: """
        local date = require("host.date")

        local function later(day)
          return date.add(day, 3)
        end

        return {
          ["complaint.route"] = function(c)
            return later(c.business_class)
          end,
        }
        """),
    Case(
      name: "not-permitted",
      main: """
        local query = require("host.query")
        return {
          ["complaint.route"] = function()
            return query.count({ by = {} })
          end,
        }
        """),
    Case(
      name: "called-from",
      main: """
        local function limit(settings)
          return settings.limit + 1
        end

        local function large(c, ctx)
          local fen = limit(ctx.settings)
          return c.amount > fen
        end

        return {
          ["complaint.route"] = function(c, ctx)
            if large(c, ctx) then return nil end
          end,
        }
        """),
    Case(name: "missing-dependency", main: "return {}", more: "depends: [\"hq.fees >= 2.0\"]"),
  ]

  @Test(arguments: cases)
  func `an error block says place, cause, effect and how to see it again`(test: Case) throws {
    let folder = plugin("acme.cards", hooks: test.hooks, main: test.main, more: test.more)
    let answer = pluginSet([folder]).askRoute(card, context)
    try expectGolden(answer.failures, test.name)
    #expect(answer.held == ["route_failed"])
  }

  @Test func `an API that is too new is named beside what this host has`() throws {
    let manifest = """
      id: acme.cards
      version: 1.0.0
      api: "1.4"
      title: {zh: 测试, en: Test}
      hooks: {complaint.route: {}}
      """
    let set = pluginSet([folder("acme.cards", ["plugin.yaml": manifest, "main.lua": "return {}"])])
    try expectGolden(set.askRoute(card, context).failures, "api-too-new")
    try expectGolden(set.failures, "api-too-new-set")
  }

  @Test func `a manifest that cannot be read fails every hook on a complaint`() throws {
    let set = pluginSet([folder("acme.cards", ["plugin.yaml": "id: acme.cards\n  version: 1"])])
    #expect(set.askCheck(card, context).held == ["check_failed"])
    #expect(set.askRoute(card, context).held == ["route_failed"])
    try expectGolden(set.failures, "manifest")
  }

  @Test func `values are shown only when they are asked for, personal words never by default`() {
    var complaint = card
    complaint["complainant_name"] = .text("张三")
    let folder = plugin(
      "a", hooks: "{complaint.route: {reads: [amount, complainant_name]}}",
      main: """
        return { ["complaint.route"] = function(c)
          if c.amount > 1 then error("bad name " .. c.complainant_name) end
        end }
        """, more: "permissions: [personal_data.full]")
    let set = pluginSet([folder])
    let silent = set.askRoute(complaint, context).failures.map {
      $0.block(in: .zh, showInput: true)
    }
    #expect(silent.first?.contains("已读取：amount、complainant_name") == true)
    set.keepsInput = true
    let kept = set.askRoute(complaint, context).failures
    #expect(kept.first?.block(in: .zh).contains("张三") == false)
    #expect(kept.first?.block(in: .zh).contains("5000001") == false)
    let shown = kept.first?.block(in: .zh, showInput: true)
    #expect(shown?.contains("bad name 张三") == true)
    #expect(shown?.contains("amount=5000001、complainant_name=\"张三\"") == true)
  }

  /// Memory depends on what the machine did before, so it is left out of the text.
  private func expectGolden(_ failures: [PluginFailure], _ name: String) throws {
    let text = failures.flatMap { [$0.block(in: .zh), $0.block(in: .en)] }.joined(separator: "\n\n")
      .replacing(#/\d+( (of|/) \d+ KiB)/#) { "N\($0.output.1)" }
      .replacing(#/[\d ]+ (of|\/) 1 000 000 000/#) { " N \($0.output.1) 1 000 000 000" }
    try Golden.expect(text + "\n", "blocks/\(name).txt")
  }
}
