import ConsumerProtection
import EventLedger
import Testing
import XiaobaoTestSupport

@testable import Casework

/// Search follows the case: what was corrected, merged, withdrawn, declined or erased.
@Suite struct SearchStandingTests {
  private typealias Bank = SampleWorkspace
  private static let head = Bank.by(Bank.head, "2026-06-30")

  private static func draft(_ narrative: String, numbers: [String] = []) -> JSONValue {
    .object([
      .init("unit", .text("B1")), .init("narrative", .text(narrative)),
      .init("outside_numbers", .array(numbers.map { .text($0) })),
    ])
  }

  private static func submit(
    _ office: Workspace, _ day: String, _ narrative: String, numbers: [String] = []
  ) async throws -> String {
    try await office.submit(draft(narrative, numbers: numbers), as: Bank.by(Bank.head, day)).matter
      .id
  }

  private static func found(_ text: String, _ office: Workspace) async throws -> [String] {
    try await office.search(SearchQuery(text), as: head).items.map(\.id)
  }

  /// Asks the same while the lines lie in memory, in a later process, and in a new index.
  private static func everywhere(
    _ bank: Bank, _ office: Workspace, _ wanted: [(text: String, ids: [String])]
  ) async throws -> Workspace {
    func ask(_ office: Workspace, _ place: String) async throws {
      for (text, ids) in wanted {
        #expect(try await found(text, office) == ids, "\(text) \(place)")
      }
    }
    try await ask(office, "in memory")
    await office.close()
    let later = try bank.open()
    try await ask(later, "in a later process")
    try await later.reindex()
    try await ask(later, "in a new index")
    return later
  }

  @Test func `words that were put right are found, the wrong ones no more`() async throws {
    let bank = try await Bank()
    var office = try bank.open()
    let id = try await Self.submit(
      office, "2026-03-02", "客户称信用卡年费“重复扣收”，ATM 机具吞卡；Annual fee charged twice!")
    let other = try await Self.submit(office, "2026-03-03", "另一客户：信用卡年费重复扣收")
    office = try await Self.everywhere(
      bank, office,
      [
        ("信用卡年费", [other, id]), ("重复扣收", [other, id]), ("ＡＴＭ　机具", [id]), ("ANNUAL FEE", [id]),
        ("费“重复", [id]), ("twice!", [id]), ("年费，重复", []),
      ])
    _ = try await office.perform(
      .intake(
        .supplement(
          Supplement(
            note: "客户来电更正", narrative: "客户称借记卡小额管理费扣收有误；Account fee charged once."))),
      on: id, as: Bank.by(Bank.head, "2026-03-04"))
    office = try await Self.everywhere(
      bank, office,
      [
        ("信用卡年费", [other]), ("ＡＴＭ", []), ("annual fee", []), ("小额管理费", [id]),
        ("ａｃｃｏｕｎｔ Fee", [id]), ("客户来电更正", [id]), ("扣收", [other, id]),
      ])
    // The corrected words stand on the letters; the first ones stay in the record.
    let texts = try await office.complaint(id, as: Self.head).texts
    #expect(texts.map(\.field) == ["narrative", "note", "narrative"])
    #expect(try Workspace.verify(bank.paths, level: .deep).findings == [])
  }

  @Test func `of opinions, only the customer's last word is found`() async throws {
    let bank = try await Bank()
    let office = try bank.open()
    let id = try await LifeCycleTests.replied(office)
    for opinion in ["先说态度冷淡", "后说已经满意"] {
      _ = try await office.perform(
        .recordFeedback(Feedback(.satisfied, opinion: opinion)), on: id,
        as: Bank.by(Bank.head, "2026-03-07"))
    }
    _ = try await Self.everywhere(bank, office, [("态度冷淡", []), ("已经满意", [id])])
  }

  @Test func `a merged complaint is found under the one that goes on, by its words and numbers`()
    async throws
  {
    let bank = try await Bank()
    var office = try bank.open()
    let first = try await Self.submit(office, "2026-03-02", "贷款利率上调未告知", numbers: ["A-1"])
    let second = try await Self.submit(
      office, "2026-03-03", "经办人员拒绝出示营业执照", numbers: ["12378-2"])
    let between = try await Self.submit(office, "2026-03-04", "贷款利率计算不清")
    let third = try await Self.submit(
      office, "2026-03-05", "又来电：营业执照仍未出示", numbers: ["12345-3"])
    let by = Bank.by(Bank.head, "2026-03-06")
    _ = try await office.perform(.intake(.merge(into: second)), on: third, as: by)
    office = try await Self.everywhere(
      bank, office, [("营业执照", [second]), ("仍未出示", [second]), ("利率", [between, first])])
    _ = try await office.perform(.intake(.merge(into: first)), on: second, as: by)
    office = try await Self.everywhere(
      bank, office,
      [("营业执照", [first]), ("仍未出示", [first]), ("利率", [between, first]), ("拒绝出示", [first])])
    // Each condition asks the case that goes on.
    var query = ComplaintQuery()
    query.text = "营业执照"
    query.openOnly = true
    #expect(try await office.complaints(query, as: Self.head).items.map(\.id) == [first])
    query.openOnly = false
    query.from = CivilDay(iso: "2026-03-03")
    #expect(try await office.complaints(query, as: Self.head).items.isEmpty)

    func numbers(_ number: String) async throws -> [[String]] {
      try await office.find(number).map { [$0.row.id, $0.what] }
    }
    // A number that came in after the merge leads there, too.
    _ = try await office.perform(
      .intake(.addNumber("RH-9", from: .centralBank)), on: third, as: by)
    for _ in 0..<2 {
      #expect(
        try await numbers("12345-3") == [
          [third, "outside"], [second, "outside"], [first, "outside"],
        ])
      #expect(try await numbers("12378-2") == [[second, "outside"], [first, "outside"]])
      #expect(try await numbers("RH-9") == [[third, "outside"], [first, "merged"]])
      #expect(try await numbers(third) == [[third, "case"], [first, "merged"]])
      #expect(try await numbers(first) == [[first, "case"]])
      #expect(try await numbers("A-1") == [[first, "outside"]])
      try await office.reindex()
    }
  }

  @Test func `a merge leads a new complaint of the matter to the one that goes on`() async throws {
    let bank = try await Bank()
    let office = try bank.open()
    let first = try await Self.submit(office, "2026-03-02", "网点排队两小时无人维持秩序，老人站立等候")
    let second = try await Self.submit(office, "2026-03-03", "手机银行闪退，无法查询电子账单明细")
    _ = try await office.perform(
      .intake(.merge(into: first)), on: second, as: Bank.by(Bank.head, "2026-03-03"))
    let third = try await office.submit(
      Self.draft("手机银行闪退，无法查询电子账单明细"), as: Bank.by(Bank.head, "2026-03-04"))
    #expect(!third.duplicates.contains { $0.row.id == second })
  }

  @Test func `declined and withdrawn complaints are found as they stand, erased ones are not`()
    async throws
  {
    let bank = try await Bank()
    var office = try bank.open()
    _ = try await office.addPerson(
      JSONReader.value(
        of: Array(
          #"{"id":"P001","name":"测试己","unit":"HQ.CP","from":"2015-01-01","roles":["compliance"]}"#
            .utf8)),
      as: Bank.by(Bank.administrator, "2015-01-02"))
    func submit(_ day: String) async throws -> String {
      try await Self.submit(office, day, "理财产品到期未兑付 NOT PAID")
    }
    let old = Bank.by(Bank.head, "2021-03-05")
    let erased = try await submit("2021-03-02")
    _ = try await office.perform(.withdraw(reason: "客户撤回"), on: erased, as: old)
    let stored = try await submit("2026-01-02")
    let withdrawn = try await submit("2026-01-03")
    let declined = try await submit("2026-01-04")
    let by = Bank.by(Bank.head, "2026-01-05")
    _ = try await office.perform(.withdraw(reason: "客户撤回"), on: withdrawn, as: by)
    _ = try await office.perform(.withdraw(reason: "客户撤回"), on: stored, as: by)
    _ = try await office.perform(
      .intake(
        .decline(
          Declining(
            .notParty, reason: "非本人且无授权", manner: .phone,
            toldOn: try #require(CivilDay(iso: "2026-01-05")), proof: "R-1"))), on: declined,
      as: by)
    let all = [declined, withdrawn, stored, erased]
    office = try await Self.everywhere(bank, office, [("未兑付", all), ("not paid", all)])
    var query = ComplaintQuery()
    query.text = "未兑付"
    let stages = try await office.complaints(query, as: Self.head).items.map {
      "\($0.stage) \($0.ending ?? "-")"
    }
    #expect(stages == ["closed declined", "withdrawn -", "withdrawn -", "withdrawn -"])
    for id in [erased, stored] {
      _ = try await office.perform(
        .requestErasure(reason: "客户申请"), on: id, as: Bank.by(Bank.head, "2026-06-01"))
      _ = try await office.confirmErasure(of: id, as: Bank.by("P001", "2026-06-01"))
    }
    _ = try await Self.everywhere(
      bank, office, [("未兑付", [declined, withdrawn]), ("paid", [declined, withdrawn])])
  }
}
