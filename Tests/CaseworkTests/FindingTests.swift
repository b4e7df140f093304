import ConsumerProtection
import EventLedger
import Testing
import XiaobaoTestSupport

@testable import Casework

/// Lists by every condition and order, against a plain reading of all rows.
@Suite struct FindingTests {
  private typealias Bank = SampleWorkspace
  private static let head = Bank.by(Bank.head, "2026-06-30")

  /// Thirty complaints that differ in everything that a list asks for.
  private static func filled() async throws -> (bank: Bank, office: Workspace, rows: [ComplaintRow])
  {
    let bank = try await Bank()
    let office = try bank.open()
    let classes = ["B.card", "B.loan", "B.deposit"]
    let causes = ["C.price", "C.service"]
    let channels = ["phone", "visit", "letter"]
    for number in 0..<30 {
      var members: [JSONValue.Member] = [
        .init("unit", .text(number % 4 == 0 ? "B2" : "B1")),
        .init("narrative", .text("第\(number)件：信用卡年费争议\(number % 3 == 0 ? "，ＡＴＭ吞卡" : "")")),
        .init("business_class", .text(classes[number % classes.count])),
        .init("cause", .text(causes[number % causes.count])),
        .init("intake_channel", .text(channels[number % channels.count])),
        .init("fields", .object([.init("tags", .text(number % 5 == 0 ? "年费,老客户" : "其他"))])),
        .init(
          "complainant", .object([.init("id_number", .text("1101051949123100\(10 + number % 6)"))])),
      ]
      if number % 3 != 1 {
        members.append(.init("urgency", .text(["I", "II", "III"][number % 3])))
      }
      if number % 4 == 1 {
        members.append(
          .init("sensitivity", .array([.text("public_opinion"), .text("extreme")])))
      }
      if number % 6 == 2 { members.append(.init("vulnerable_groups", .array([.text("elderly")]))) }
      if number % 9 == 4 { members.append(.init("suspected_agent", .boolean(true))) }
      if number % 8 == 5 { members.append(.init("escalated_to", .text("nfra"))) }
      if number % 7 != 0 { members.append(.init("amount_fen", .integer(Int64(number * 1000)))) }
      let day = try #require(CivilDay(iso: "2026-05-01")) + number % 20
      let id = try await office.submit(
        .object(members), as: Bank.by(Bank.counter, day.iso)
      ).matter.id
      if number % 2 == 0 {
        _ = try await office.perform(.accept, on: id, as: Bank.by(Bank.counter, day.iso))
        _ = try await office.perform(
          .assign(unit: "HQ.CP", person: number % 4 == 0 ? Bank.handler : Bank.head), on: id,
          as: Bank.by(Bank.head, day.iso))
      }
      if number % 10 == 6 {
        // What is supplemented later counts like what was noted at intake.
        var particulars = Particulars()
        particulars.urgency = .first
        particulars.sensitivity = ["judicial"]
        particulars.escalatedTo = .centralBank
        particulars.suspectsAgent = true
        _ = try await office.perform(
          .intake(.supplement(Supplement(particulars: particulars))), on: id,
          as: Bank.by(Bank.head, day.iso))
      }
      if number % 10 == 3 {
        _ = try await office.perform(
          .withdraw(reason: "客户撤回"), on: id, as: Bank.by(Bank.head, (day + 2).iso))
      }
      // The index in three parts: base, delta and memory.
      if number == 12 || number == 20 { try await office.reindex() }
    }
    _ = try await office.sweep(as: Bank.by(Bank.head, "2026-05-25"))
    var query = ComplaintQuery()
    query.limit = 1_000
    let rows = try await office.complaints(query).items
    #expect(rows.count == 30)
    return (bank, office, rows)
  }

  private typealias Condition = (
    name: String, set: @Sendable (inout ComplaintQuery) -> Void,
    admits: @Sendable (ComplaintRow) -> Bool
  )

  private static let conditions: [Condition] = [
    ("all", { _ in }, { _ in true }),
    ("stage", { $0.stage = "withdrawn" }, { $0.stage == "withdrawn" }),
    ("unit", { $0.unit = "HQ.CP" }, { $0.unit == "HQ.CP" }),
    ("owner", { $0.handler = Bank.handler }, { $0.handler == Bank.handler }),
    ("class", { $0.businessClass = "B.card" }, { $0.businessClass.key == "B.card" }),
    ("cause", { $0.cause = "C.price" }, { $0.cause.key == "C.price" }),
    ("channel", { $0.channel = "letter" }, { $0.intakeChannel.key == "letter" }),
    (
      "period",
      {
        $0.from = CivilDay(iso: "2026-05-05")
        $0.to = CivilDay(iso: "2026-05-10")
      }, { ("2026-05-05"..."2026-05-10").contains($0.receivedOn.iso) }
    ),
    (
      "due window",
      {
        $0.dueFrom = CivilDay(iso: "2026-05-20")
        $0.dueTo = CivilDay(iso: "2026-05-24")
      }, { $0.due.map { ("2026-05-20"..."2026-05-24").contains($0.iso) } ?? false }
    ),
    (
      "amount",
      {
        $0.amountFrom = Money(fen: 5_000)
        $0.amountTo = Money(fen: 20_000)
      }, { $0.amount.map { (5_000...20_000).contains($0.fen) } ?? false }
    ),
    (
      "at most", { $0.amountTo = Money(fen: 9_000) }, { $0.amount.map { $0.fen <= 9_000 } ?? false }
    ),
    ("tag", { $0.tag = "老客户" }, { $0.tags.contains("老客户") }),
    ("urgency", { $0.urgency = .first }, { $0.urgency == "I" }),
    ("sensitivity", { $0.sensitivity = "extreme" }, { $0.sensitivity.contains("extreme") }),
    ("supplemented", { $0.sensitivity = "judicial" }, { $0.sensitivity == ["judicial"] }),
    (
      "vulnerable", { $0.vulnerableGroup = "elderly" }, { $0.vulnerableGroups.contains("elderly") }
    ),
    ("escalated", { $0.escalatedOnly = true }, { $0.escalatedTo != nil }),
    ("escalated to", { $0.escalatedTo = .centralBank }, { $0.escalatedTo == "pbc" }),
    ("agent", { $0.suspectedAgentOnly = true }, { $0.suspectsAgent }),
    (
      "field", { $0.field = JSONValue.Member("tags", .text("其他")) },
      { $0.fields.contains(JSONValue.Member("tags", .text("其他"))) }
    ),
    (
      "marks",
      {
        $0.urgency = .first
        $0.escalatedOnly = true
        $0.unit = "HQ.CP"
        $0.amountFrom = Money(fen: 1_000)
      },
      {
        $0.urgency == "I" && $0.escalatedTo != nil && $0.unit == "HQ.CP"
          && $0.amount.map { $0.fen >= 1_000 } ?? false
      }
    ),
    ("open", { $0.openOnly = true }, { $0.isOpen }),
    ("overdue", { $0.overdueOnly = true }, { $0.isOverdue }),
    (
      "several",
      {
        $0.handler = Bank.handler
        $0.businessClass = "B.card"
        $0.openOnly = true
        $0.dueTo = CivilDay(iso: "2026-06-30")
      },
      {
        $0.handler == Bank.handler && $0.businessClass.key == "B.card" && $0.isOpen
          && $0.due.map { $0.iso <= "2026-06-30" } ?? false
      }
    ),
    ("nothing", { $0.unit = "NOWHERE" }, { _ in false }),
  ]

  @Test func `every condition in every order gives what a reading of all rows gives, page by page`()
    async throws
  {
    let (bank, office, rows) = try await Self.filled()
    defer { withExtendedLifetime(bank) {} }
    let numbers = Dictionary(
      uniqueKeysWithValues: rows.map { ($0.id, 0) }.enumerated().map { ($1.0, $0) })
    for condition in Self.conditions {
      for sort in ComplaintSort.allCases {
        for isReversed in [false, true] {
          var query = ComplaintQuery()
          condition.set(&query)
          query.sort = sort
          query.isReversed = isReversed
          let wanted = Self.plain(rows.filter(condition.admits), sort, isReversed)
          if condition.name != "nothing" {
            #expect(rows.contains(where: condition.admits), "\(condition.name)")
          }
          for limit in [1_000, 4] {
            query.limit = limit
            query.after = nil
            var found: [String] = []
            repeat {
              let page = try await office.complaints(query)
              found += page.items.map(\.id)
              query.after = page.next
            } while query.after != nil
            #expect(
              found.map { Self.key(of: $0, rows, sort) }
                == wanted.map { Self.key(of: $0, rows, sort) },
              "\(condition.name) \(sort) \(isReversed) \(limit)")
            #expect(Set(found) == Set(wanted) && found.count == wanted.count)
          }
        }
      }
    }
    #expect(numbers.count == 30)
    try await office.reindex()
    for condition in Self.conditions {
      var query = ComplaintQuery()
      condition.set(&query)
      query.limit = 1_000
      #expect(
        try await office.complaints(query).items.map(\.id)
          == rows.filter(condition.admits).map(\.id), "\(condition.name) in a new index")
    }
  }

  private static func key(of id: String, _ rows: [ComplaintRow], _ sort: ComplaintSort) -> Int64 {
    rows.first { $0.id == id }.flatMap { value($0, sort) } ?? 0
  }

  private static func value(_ row: ComplaintRow, _ sort: ComplaintSort) -> Int64? {
    switch sort {
    case .received: Int64(row.receivedOn.number)
    case .due: row.due.map { Int64($0.number) }
    case .amount: row.amount?.fen
    case .closed: row.closedOn.map { Int64($0.number) }
    }
  }

  private static func plain(
    _ rows: [ComplaintRow], _ sort: ComplaintSort, _ isReversed: Bool
  ) -> [String] {
    let keyed = rows.compactMap { row in value(row, sort).map { (row.id, $0) } }
    let isDescending = (sort != .due) != isReversed
    return keyed.sorted { isDescending ? $0.1 > $1.1 : $0.1 < $1.1 }.map(\.0)
  }

  @Test func `texts and persons are conditions like the others, for those who may look`()
    async throws
  {
    let (bank, office, rows) = try await Self.filled()
    defer { withExtendedLifetime(bank) {} }
    func ids(_ change: (inout ComplaintQuery) -> Void) async throws -> [String] {
      var query = ComplaintQuery()
      query.limit = 1_000
      change(&query)
      return try await office.complaints(query, as: Self.head).items.map(\.id)
    }
    // Inside a sentence, whatever its width and case.
    #expect(try await ids { $0.text = "信用卡年费" }.count == 30)
    let swallowed = try await ids { $0.text = "atm吞" }
    #expect(swallowed.count == 10)
    #expect(
      try await ids {
        $0.text = "ATM吞卡"
        $0.businessClass = "B.card"
      }
        == swallowed.filter { id in
          rows.contains { $0.id == id && $0.businessClass.key == "B.card" }
        })
    let person = try await ids { $0.person = PersonalIdentity(idNumber: "110105194912310012") }
    #expect(person.count == 5)
    #expect(
      try await ids {
        $0.person = PersonalIdentity(idNumber: "110105194912310012")
        $0.text = "第2件"
      }.count == 1)
    var query = ComplaintQuery()
    query.text = "信用卡"
    let refused = await #expect(throws: Failure.self) {
      try await office.complaints(query, as: Bank.by(Bank.executive, "2026-06-30"))
    }
    #expect(refused?.code == "XB-009")
    // A text that is found after the case changed, and pages that meet.
    query.text = "年费"
    query.limit = 7
    var paged: [String] = []
    repeat {
      let page = try await office.complaints(query, as: Self.head)
      paged += page.items.map(\.id)
      query.after = page.next
    } while query.after != nil
    #expect(paged.count == 30 && Set(paged).count == 30)
  }

  @Test func `an export gives every row of a query, masked, whatever the list's limit`()
    async throws
  {
    let (bank, office, rows) = try await Self.filled()
    defer { withExtendedLifetime(bank) {} }
    let lines = Lines()
    var query = ComplaintQuery()
    query.limit = 1
    query.openOnly = true
    let count = try await office.export(
      query, columns: [.id, .narrative, .tags], as: Self.head
    ) { values in lines.add(values) }
    let open = rows.filter(\.isOpen).map(\.id)
    #expect(count == open.count && Set(lines.all.compactMap { $0[0].text }) == Set(open))
    #expect(lines.all.allSatisfy { $0[1].text?.contains("信用卡年费争议") == true })
    let refused = await #expect(throws: Failure.self) {
      _ = try await office.export(
        query, columns: [.narrative], as: Bank.by(Bank.executive, "2026-06-30")
      ) { _ in }
    }
    #expect(refused?.code == "XB-009")
    // What the receiver throws ends the export.
    let full = await #expect(throws: Failure.self) {
      _ = try await office.export(query, columns: [.id], as: Self.head) { _ throws(Failure) in
        throw Failure("XB-111", problem: Phrase("满", "full"), remedy: Phrase("", ""))
      }
    }
    #expect(full?.code == "XB-111")
  }

  @Test func `a day's list has a handler's own cases, the late ones first`() async throws {
    let (bank, office, rows) = try await Self.filled()
    defer { withExtendedLifetime(bank) {} }
    let day = try #require(CivilDay(iso: "2026-05-24"))
    let list = try await office.today(of: Bank.handler, on: day, within: 3)
    let mine = rows.filter { $0.handler == Bank.handler && $0.isOpen }
    func left(_ row: ComplaintRow) -> Int { row.due.map { day.distance(to: $0) } ?? .max }
    #expect(Set(list.overdue.map(\.id)) == Set(mine.filter { left($0) < 0 }.map(\.id)))
    #expect(Set(list.due.map(\.id)) == Set(mine.filter { left($0) == 0 }.map(\.id)))
    #expect(Set(list.soon.map(\.id)) == Set(mine.filter { (1...3).contains(left($0)) }.map(\.id)))
    #expect(list.later == mine.filter { left($0) > 3 && left($0) < .max }.count)
    #expect(!list.overdue.isEmpty)
    #expect(list.overdue.map(left) == list.overdue.map(left).sorted())
  }

  @Test func `a view keeps what was asked, has revisions and goes out of use`() async throws {
    let bank = try await Bank()
    defer { withExtendedLifetime(bank) {} }
    let office = try bank.open()
    let first = SavedView.Definition(
      title: "三日内", filters: [.init("due_within", .text("3"))], columns: ["id", "due"])
    _ = try await office.perform(.save(first), on: "urgent", as: Self.head)
    var second = first
    second.filters.append(.init("open", .boolean(true)))
    _ = try await office.perform(.save(second), on: "urgent", as: Self.head)
    let view = try await office.view("urgent")
    #expect(view.revision == 2 && view.definition == second && view.savedBy == Bank.head)
    let wrong = SavedView.Definition(title: "x", filters: [.init("text", .text("张三"))])
    let refused = await #expect(throws: Failure.self) {
      _ = try await office.perform(.save(wrong), on: "wrong", as: Self.head)
    }
    #expect(refused?.code == "XB-007")
    _ = try await office.perform(.drop, on: "urgent", as: Self.head)
    #expect(try await office.views().isEmpty)
    let gone = await #expect(throws: Failure.self) { _ = try await office.view("urgent") }
    #expect(gone?.code == "XB-002")
    _ = try await office.perform(.save(first), on: "urgent", as: Self.head)
    #expect(try await office.view("urgent").revision == 3)
  }
}

/// Takes an export's rows.
private final class Lines: @unchecked Sendable {
  // because the engine hands rows over one after another and the test reads them afterwards
  private(set) var all: [[JSONValue]] = []
  func add(_ values: [JSONValue]) { all.append(values) }
}
