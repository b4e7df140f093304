import ConsumerProtection
import Testing

@testable import PluginHost

/// `complaint.route`: the first in order decides, all are asked, disagreement is a conflict.
@Suite struct RouteHookTests {
  private func router(
    _ id: String, _ body: String, order: String = "", reads: String = "[amount]"
  ) -> PluginFolder {
    plugin(
      id, hooks: "{complaint.route: {\(order)reads: \(reads)}}",
      main: """
        local M = {}

        function M.route(complaint, ctx)
          \(body)
        end

        return { ["complaint.route"] = M.route }
        """)
  }

  private func to(_ unit: String) -> String {
    "return { unit = \"\(unit)\", because = { \"large\", amount = complaint.amount } }"
  }

  @Test func `no opinion leaves nothing to record`() {
    let answer = pluginSet([router("a", "return nil")]).askRoute(card, context)
    #expect(answer.value == nil)
    #expect(answer.held == [])
    #expect(answer.record == nil)
  }

  @Test func `one answer is the route`() {
    let answer = pluginSet([router("a", to("HQ.CARD"))]).askRoute(card, context)
    #expect(
      answer.value
        == RouteAnswer(
          unit: "HQ.CARD", person: nil,
          because: Because("large", [.init("amount", .integer(5_000_001))]), plugin: "a"))
    #expect(answer.record?.conflicts == [])
  }

  @Test func `two that agree are no conflict`() {
    let answer = pluginSet([router("a", to("X")), router("b", to("X"))]).askRoute(card, context)
    #expect(answer.value?.plugin == "a")
    #expect(answer.record?.conflicts == [])
    #expect(answer.record?.asked.map(\.plugin) == ["a", "b"])
  }

  @Test func `two that differ are a conflict that names both and the reason`() throws {
    let set = pluginSet([
      router("hq.fees", to("fee-desk")),
      router("acme.cards", to("card-desk"), order: "before: [hq.fees], "),
    ])
    let answer = set.askRoute(card, context)
    #expect(answer.value?.unit == "card-desk")
    let conflict = try #require(answer.record?.conflicts.first)
    #expect([conflict.kept.plugin, conflict.kept.at] == ["acme.cards", "main.lua:3"])
    #expect([conflict.other.plugin, conflict.other.at] == ["hq.fees", "main.lua:3"])
    #expect(
      conflict.reason
        == Phrase(
          "acme.cards 的 plugin.yaml 写明 before: [hq.fees]",
          "plugin.yaml of acme.cards says before: [hq.fees]"))
  }

  @Test func `the decision record is as written down`() throws {
    let set = pluginSet(
      [
        router("acme.cards", to("card-desk")), router("hq.fees", to("fee-desk")),
        router("hq.vip", "return { unit = \"vip\", because = \"vip\" }"),
        router("local.slow", "while true do end"),
      ], enforcement: ["hq.vip": .shadow])
    let record = try #require(set.askRoute(card, context).record)
    try Golden.expect(String(decoding: record.json, as: UTF8.self) + "\n", "decision-record.json")
  }

  @Test func `the same question twice gives the same bytes`() throws {
    let folders = [
      router("a", "return { unit = \"U\" .. ctx.random(1000000), because = \"x\" }"),
      router(
        "b", "for k in pairs({ z = 1, y = 2, x = 3 }) do return { unit = k, because = k } end"),
    ]
    let (first, second) = (pluginSet(folders), pluginSet(folders))
    let one = try #require(first.askRoute(card, context).record?.json)
    #expect(first.askRoute(card, context).record?.json == one)
    #expect(second.askRoute(card, context).record?.json == one)
    var other = context
    other.caseID = "C-20260302-000008"
    #expect(second.askRoute(card, other).value != second.askRoute(card, context).value)
  }

  @Test func `a failure before the first answer holds, one behind it does not`() {
    let (sound, broken) = (router("a", to("X")), router("b", "error(\"x\")"))
    let behind = pluginSet([sound, broken]).askRoute(card, context)
    #expect(behind.value?.unit == "X")
    #expect(behind.held == [])
    #expect(behind.failures.map(\.plugin) == ["b"])
    let before = pluginSet([broken, sound]).askRoute(card, context)
    #expect(before.value == nil)
    #expect(before.held == ["route_failed"])
    #expect(before.record?.losers.map(\.plugin) == ["a"])
  }

  @Test(arguments: [
    ("return \"X\"", "the answer must be a table, not a text"),
    ("return { unit = 5, because = \"x\" }", "unit of the answer must be a text, not an integer"),
    ("return { unit = \"\", because = \"x\" }", "unit of the answer must not be empty"),
    ("return { unit = \"X\" }", "because of the answer is missing: every answer says why"),
    ("return { unti = \"X\" }", "the answer has no key `unti`; did you mean `unit`?"),
    (
      "return { unit = \"X\", because = { code = \"x\" } }",
      "because of the answer must be {\"code\", name = value}; the code is the first item"
    ),
    ("return function() end", "function"),
  ])
  func `an answer of the wrong shape is an error`(wrong: (body: String, text: String)) {
    let answer = pluginSet([router("a", wrong.body)]).askRoute(card, context)
    #expect(answer.held == ["route_failed"])
    #expect(answer.failures.map(\.code) == [.wrongAnswer])
    #expect(answer.failures.first?.message.en.contains(wrong.text) == true)
  }

  @Test func `what an answer took from the context is on record`() {
    let body =
      "if ctx.today > \"2026\" then return { unit = ctx.settings.x or \"X\", because = \"x\" } end"
    let answer = pluginSet([router("a", body)]).askRoute(card, context)
    #expect(answer.record?.asked.map(\.contextReads) == [["today", "settings"]])
  }

  @Test(arguments: [
    ("张三丰", true), ("客户张三丰来电", true), ("card", false), ("反复收取年费并且态度恶劣", true),
    ("反复收取年费", false),
  ])
  func `an answer that repeats personal text is refused, since it enters the ledger`(
    answer: (text: String, isRefused: Bool)
  ) {
    var complaint = card
    complaint["complainant_name"] = .text("张三丰")
    complaint["narrative"] = .text("该网点反复收取年费并且态度恶劣，要求退还。")
    let folder = plugin(
      "a", hooks: "{complaint.route: {reads: [complainant_name, narrative]}}",
      main: """
        return { ["complaint.route"] = function(c)
          local seen = c.complainant_name .. c.narrative
          return { unit = "X", because = { "why", text = "\(answer.text)" } }
        end }
        """, more: "permissions: [personal_data.full]")
    let given = pluginSet([folder]).askRoute(complaint, context)
    #expect((given.value == nil) == answer.isRefused)
    #expect(given.failures.map(\.code) == (answer.isRefused ? [.wrongAnswer] : []))
    let record = given.record.map { String(decoding: $0.json, as: UTF8.self) } ?? ""
    #expect(!record.contains("张三丰"))
  }

  @Test func `a record stays below 4 KiB however much there is to tell`() throws {
    let text = String(repeating: "很长的理由", count: 200)
    let folders = (0..<60).map { index in
      router(
        "p\(index)", "return { unit = \"U\(index)\", because = { \"long\", text = \"\(text)\" } }")
    }
    let record = try #require(pluginSet(folders).askRoute(card, context).record)
    #expect(record.losers.count == 59)
    #expect(record.json.count <= DecisionRecord.byteCountMax)
    let json = try JSONReader.value(of: record.json)
    let shown = json["losers"]?.array?.count ?? 0
    #expect(json["losers_left_out"]?.integer == Int64(59 - shown))
  }

  @Test func `the digest of what was read changes with the values, not with other fields`() {
    let set = pluginSet([router("a", to("X"))])
    func digest(_ record: ComplaintRecord) -> String? {
      set.askRoute(record, context).record?.asked.first?.readsDigest
    }
    var other = card
    other["cause"] = .text("C.service")
    var dearer = card
    dearer["amount"] = .integer(5_000_002)
    #expect(digest(card) == digest(other))
    #expect(digest(card) != digest(dearer))
  }
}
