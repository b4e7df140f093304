@testable import ConsumerProtection

/// An invented bank: a head office, two branches, a sub-branch, an outlet, and their people.
struct Bank: LookUps {
  var units: [String: Unit] = [:]
  var persons: [String: Person] = [:]
  var calendars = ["cn": spring2026]
  var limits = chinaLimits
  var complaints: [String: Complaint] = [:]
  var restarts: [ClockRule] = []
  /// Whose names stand in every text.
  var named: Set<String> = []
  var quantities = ["joint_representatives": 5, "group_complainants": 20]

  func unit(_ id: String) -> Unit? { units[id] }
  func person(_ id: String) -> Person? { persons[id] }
  func calendar(_ id: String) -> WorkingCalendar? { calendars[id] }
  func limit(extending rule: String, onReceipt day: CivilDay) -> Limit? {
    limits.next(after: rule, onReceipt: day)
  }
  func limit(_ rule: String, named name: String, onReceipt day: CivilDay) -> Budget? {
    limits.row(rule, onReceipt: day)?.budget
  }
  func limits(startedBy trigger: Limit.Trigger, onReceipt day: CivilDay) -> [Limit] {
    limits.rows(inForceOn: day).filter { $0.trigger == trigger && $0.extends == nil }
  }
  func clockRules(onReceipt day: CivilDay) -> [ClockRule] {
    limits.clock.filter { $0.isInForce(on: day) } + restarts
  }
  func staff() -> [String] { persons.keys.sorted() }
  func isNamed(_ person: String, in complaint: Complaint) -> Bool { named.contains(person) }
  func isNamed(_ person: String, inTexts texts: [String]) -> Bool { named.contains(person) }

  func complaint(_ id: String) -> Complaint? { complaints[id] }
  func quantity(_ name: String, on day: CivilDay) -> Quantity? {
    quantities[name].map { value in
      Quantity(
        id: "CN3.\(name)", name: name, value: value, inForceFrom: Self.opening,
        citation: .complaintMeasures("第十二条", "art. 12"))
    }
  }

  /// The day on which everything was set up.
  static let opening = day("2020-01-01")

  static let sample: Bank = {
    var bank = Bank()
    bank.add("HQ", .headOffice, under: nil)
    bank.add("HQ-CP", .department, under: "HQ")
    bank.add("B1", .branch, under: "HQ")
    bank.add("B1-CP", .department, under: "B1")
    bank.add("B2", .branch, under: "HQ")
    bank.add("S1", .subBranch, under: "B1")
    bank.add("O1", .outlet, under: "S1")
    bank.add("O9", .outlet, under: "S1")
    bank.apply(.closed(UnitClosed(from: day("2026-03-01"), envelope: envelope("O9"))), to: "O9")
    bank.add("clerk", in: "O1", .intake)
    bank.add("handler", in: "S1", .handler)
    bank.add("branch-boss", in: "B1-CP", .handler)
    bank.add("other-boss", in: "B2", .seniorExecutive)
    bank.add("head", in: "HQ-CP", .complaintHead)
    bank.add("executive", in: "HQ", .seniorExecutive)
    bank.add("gone", in: "B1", .handler)
    bank.apply(.left(PersonLeft(from: day("2026-03-01"), envelope: envelope("gone"))), to: "gone")
    return bank
  }()

  static func envelope(_ id: String) -> EventEnvelope {
    EventEnvelope(id: id, day: opening, actor: "admin")
  }

  mutating func add(_ id: String, _ level: Unit.Level, under parent: String?) {
    units[id] = Unit.applying(
      .established(
        UnitEstablished(
          name: "示例\(id)", shortName: nil, level: level, parent: parent, from: Self.opening,
          envelope: Self.envelope(id))), to: nil)
  }

  mutating func add(_ id: String, in unit: String, _ role: Role) {
    let envelope = Self.envelope(id)
    let events: [Person.Event] = [
      .recorded(PersonRecorded(name: .recorded(key: 1), from: Self.opening, envelope: envelope)),
      .posted(PersonPosted(unit: unit, position: nil, from: Self.opening, envelope: envelope)),
      .roleGranted(
        RoleGranted(role: role, unit: nil, from: Self.opening, until: nil, envelope: envelope)),
    ]
    persons[id] = events.reduce(nil) { Person.applying($1, to: $0) }
  }

  mutating func apply(_ event: Unit.Event, to id: String) {
    units[id] = Unit.applying(event, to: units[id])
  }

  mutating func apply(_ event: Person.Event, to id: String) {
    persons[id] = Person.applying(event, to: persons[id])
  }
}

/// The staged limits of the two orders of 2020, as their plugin's data says them.
let chinaLimits: RegimeTable = {
  func row(
    _ id: String, _ name: String, _ days: Int, extends: String? = nil,
    by approvers: [Limit.Approver] = [], notice: Bool = false, transferredBy: [Transferor] = [],
    trigger: Limit.Trigger = .receipt, from: String, citation: Citation
  ) -> Limit {
    Limit(
      id: id, name: name, budget: .naturalDays(days), trigger: trigger,
      transferredBy: transferredBy,
      extends: extends, approvers: approvers, isNoticeRequired: notice, isReasonRequired: notice,
      inForceFrom: day(from), citation: citation)
  }
  let art18 = Citation.complaintMeasures("第十八条第一款", "art. 18(1)")
  let art43 = Citation.centralBankMeasures("第四十三条第三款", "art. 43(3)")
  let rows = [
    row("CN3.18.simple", "decision", 15, from: "2020-03-01", citation: art18),
    row(
      "CN3.18.complex", "decision", 30, extends: "CN3.18.simple", from: "2020-03-01",
      citation: art18),
    row(
      "CN3.18.special", "decision", 60, extends: "CN3.18.complex",
      by: [.superiorUnit, .headOfficeExecutive], notice: true, from: "2020-03-01", citation: art18),
    row(
      "PBC5.43.bank", "transfer_answer", 15, transferredBy: [.centralBank], from: "2020-11-01",
      citation: art43),
    row(
      "PBC5.43.extended", "transfer_answer", 60, extends: "PBC5.43.bank", by: [.complaintHead],
      notice: true, from: "2020-11-01", citation: art43),
    row(
      "CN3.20.apply", "review_application", 30, trigger: .decisionTold, from: "2020-03-01",
      citation: .complaintMeasures("第二十条", "art. 20")),
    row(
      "CN3.20.review", "review_decision", 30, trigger: .reviewRequested, from: "2020-03-01",
      citation: .complaintMeasures("第二十条", "art. 20")),
  ]
  do {
    return try RegimeTable(id: "cn.complaint-limits", rows: rows, clock: chinaClock)
  } catch {
    preconditionFailure("the rows of the test make no table: \(error)")
  }
}()

/// What the complaint measures say about the clock.
private let chinaClock: [ClockRule] = [
  ClockRule(
    id: "CN3.18.appraisal", effect: .stop, ground: .appraisal, obligations: ["decision"],
    isNoticeRequired: true, inForceFrom: day("2020-03-01"),
    citation: .complaintMeasures("第十八条第二款", "art. 18(2)")),
  ClockRule(
    id: "CN3.23.mediation", effect: .stop, ground: .mediation, obligations: ["decision"],
    isConsentRequired: true, inForceFrom: day("2020-03-01"),
    citation: .complaintMeasures("第二十三条", "art. 23")),
  ClockRule(
    id: "CN3.21.agreement", effect: .agreement, obligations: ["decision"],
    inForceFrom: day("2020-03-01"), citation: .complaintMeasures("第二十一条", "art. 21")),
]

extension Context {
  /// A context on a day, with the invented bank; `today` is the same day unless told.
  static func at(
    _ text: String, minute: Int? = nil, today: String? = nil, by actor: String = "handler",
    new id: String = "C-20260302-000007", answers: Answers = Answers(),
    rollsOverHolidays: Bool = false, bank: Bank = .sample
  ) -> Context {
    Context(
      now: Instant(milliseconds: Int64(day(today ?? text).number) * 86_400_000),
      today: day(today ?? text), businessDay: day(text), businessMinute: minute,
      zone: "Asia/Shanghai", actor: actor, newIdentifier: id, answers: answers, lookUps: bank,
      policy: Policy(rollsOverHolidays: rollsOverHolidays))
  }
}

extension Answers {
  /// The first-step row of the complaint measures.
  static let decisionLimit = Answers(deadlines: [.row("CN3.18.simple")])
}

extension DeadlineAnswer {
  /// A row of the regime as its plugin selects it.
  static func row(_ id: String) -> DeadlineAnswer {
    guard let row = chinaLimits.rows.first(where: { $0.id == id }) else {
      preconditionFailure("no row \(id)")
    }
    return DeadlineAnswer(
      name: row.name, rule: row.id, isRegime: true, budget: row.budget, calendar: nil,
      basis: row.citation, because: Because("simple_case"), plugin: "cn.complaint-limits")
  }

  /// The bank's own, tighter limit.
  static func own(_ days: Int) -> DeadlineAnswer {
    DeadlineAnswer(
      name: "decision", rule: "site", isRegime: false, budget: .naturalDays(days), calendar: nil,
      basis: Citation(instrument: Phrase("本行规定", "the bank's rule"), provision: Phrase("", "")),
      because: Because("own_limit"), plugin: "site")
  }
}
