import ConsumerProtection
import Testing

@testable import PluginHost

/// `importer.<id>`: a row becomes a draft or is rejected.
@Suite struct ImportHookTests {
  private func importRow(
    _ body: String, _ row: [(header: String, text: String)]
  ) throws -> ImportedRow {
    let folder = plugin(
      "i", hooks: "{importer.x: {}}",
      main: "return { [\"importer.x\"] = function(row, ctx) \(body) end }",
      more: "importers: {x: {title: {zh: 导入, en: Import}, required: [[ID, id]]}}")
    return try pluginSet([folder]).importRow("x", row: row, context)
  }

  @Test func `a row becomes a draft, and empty cells are absent`() throws {
    let draft = try importRow(
      """
      return { source_id = row.ID, received_on = "2026-03-02", product = row.Product,
        cause = row.Cause == nil and "unrecorded" or "x", amount = 500, headcount = 2,
        transferred_by = "pbc", archive = "closed" }
      """, [("ID", "7"), ("Product", "卡"), ("Cause", "")])
    #expect(
      draft
        == .draft(
          ImportDraft(
            sourceID: "7", receivedOn: monday, product: "卡", cause: "unrecorded",
            amount: Money(fen: 500), headcount: 2, transferredBy: "pbc", archive: "closed")))
  }

  @Test func `a rejection may name the column and the value`() throws {
    let row = try importRow(
      """
      return { reject = { code = "no_date", column = "Day", value = row.Day,
        reason = { zh = "不是日期", en = "no day" } } }
      """, [("ID", "7"), ("Day", "soon")])
    #expect(
      row
        == .rejected(
          ImportRejection(
            code: "no_date", column: "Day", value: "soon", reason: Phrase("不是日期", "no day"))))
  }

  @Test func `the plugin's own rejection keeps its code`() {
    let failure = #expect(throws: PluginFailure.self) {
      try importRow("ctx.fail(\"no_date\", \"没有日期\")", [("ID", "7")])
    }
    #expect(failure?.code == .failed)
    #expect(failure?.pluginCode == "no_date")
    #expect(failure?.message == Phrase(same: "[no_date] 没有日期"))
    #expect(failure?.effect.en == "that row is rejected with its number")
  }

  @Test(arguments: [
    ("return nil", "the answer is nil; reject a row with ctx.fail"),
    (
      "return { source_id = 7, received_on = \"2026-03-02\" }",
      "source_id of the answer must be a text, not an integer"
    ),
    ("return { source_id = \"7\" }", "received_on of the answer is missing; it must be a text"),
    (
      "return { source_id = \"7\", received_on = \"3/2/26\" }",
      "received_on of the answer must be a day YYYY-MM-DD, not `3/2/26`"
    ),
    (
      "return { source_id = \"7\", recieved_on = \"x\" }",
      "the answer has no key `recieved_on`; did you mean `received_on`?"
    ),
    (
      "return { source_id = \"7\", received_on = \"2026-03-02\", amount = 1.5 }",
      "amount of the answer must be an integer, not a float"
    ),
    (
      "return { source_id = \"7\", received_on = \"2026-03-02\", headcount = 0 }",
      "headcount of the answer must be at least 1"
    ),
    (
      "return { source_id = \"7\", received_on = \"2026-03-02\", transferred_by = \"pbcc\" }",
      "transferred_by of the answer cannot be `pbcc`; did you mean `pbc`?"
    ),
  ])
  func `a draft of the wrong shape is an error`(wrong: (body: String, text: String)) {
    let failure = #expect(throws: PluginFailure.self) { try importRow(wrong.body, [("ID", "7")]) }
    #expect(failure?.code == .wrongAnswer)
    #expect(failure?.message.en == wrong.text)
  }
}
