import Testing

@testable import ConsumerProtection

@Suite struct UnitTests {
  private func refusal(_ command: Unit.Command, on unit: Unit?, in context: Context) -> Refusal? {
    #expect(throws: Refusal.self) { try Unit.deciding(command, on: unit, in: context) }
  }

  private func establish(_ level: Unit.Level, under parent: String?) -> Unit.Command {
    .establish(name: "示例支行", shortName: nil, level: level, parent: parent, from: day("2026-03-02"))
  }

  @Test func `a unit is set up under another and is open from its first day`() throws {
    let context = Context.at("2026-03-01", new: "S2")
    let outcome = try Unit.deciding(establish(.subBranch, under: "B1"), on: nil, in: context)
    let unit = try #require(outcome.events.reduce(nil) { Unit.applying($1, to: $0) })
    #expect(unit.id == "S2")
    #expect(!unit.isActive(on: day("2026-03-01")))
    #expect(unit.isActive(on: day("2026-03-02")))
    #expect(unit.parent(on: day("2026-03-02")) == "B1")
    #expect(unit.name(on: day("2026-03-02")) == "示例支行")
  }

  @Test func `a new name and a new place hold from their day on, a closed unit not any more`() {
    var unit = Bank.sample.units["O1"]
    let envelope = Bank.envelope("O1")
    for event: Unit.Event in [
      .renamed(UnitRenamed(name: "新街网点", from: day("2026-03-10"), envelope: envelope)),
      .moved(UnitMoved(parent: "B2", from: day("2026-03-20"), envelope: envelope)),
      .closed(UnitClosed(from: day("2026-04-01"), envelope: envelope)),
    ] { unit = Unit.applying(event, to: unit) }
    #expect(unit?.name(on: day("2026-03-09")) == "示例O1")
    #expect(unit?.name(on: day("2026-03-10")) == "新街网点")
    #expect(unit?.parent(on: day("2026-03-19")) == "S1")
    #expect(unit?.parent(on: day("2026-03-20")) == "B2")
    #expect(unit?.isActive(on: day("2026-03-31")) == true)
    #expect(unit?.isActive(on: day("2026-04-01")) == false)
  }

  @Test(arguments: [
    ("", "malformed"), ("O 1", "malformed"), ("网点", "malformed"),
    ("O-2345678901234567890123456789012", "malformed"),
  ])
  func `an identifier has 1 to 32 letters, digits, hyphens and dots`(id: String, problem: String) {
    let refusal = refusal(establish(.outlet, under: "S1"), on: nil, in: .at("2026-03-02", new: id))
    #expect(refusal?.code == .malformedInput)
    #expect(refusal?.problem.en.contains(problem) == true)
  }

  @Test func `the longest identifier is taken`() throws {
    let id = String(repeating: "a", count: 32)
    let outcome = try Unit.deciding(
      establish(.outlet, under: "S1"), on: nil, in: .at("2026-03-02", new: id))
    #expect(outcome.events.count == 1)
  }

  @Test func `only the head office stands under nobody`() throws {
    let context = Context.at("2026-03-02", new: "X")
    #expect(
      refusal(establish(.branch, under: nil), on: nil, in: context)?.code == .unknownIdentifier)
    #expect(
      refusal(establish(.headOffice, under: "HQ"), on: nil, in: context)?.code == .malformedInput)
    #expect(
      try Unit.deciding(establish(.headOffice, under: nil), on: nil, in: context).events.count == 1)
  }

  @Test func `the unit above exists and is open`() {
    let context = Context.at("2026-03-02", new: "X")
    let unknown = refusal(establish(.outlet, under: "S7"), on: nil, in: context)
    #expect(unknown?.problem.en == "there is no unit `S7`")
    let closed = refusal(establish(.outlet, under: "O9"), on: nil, in: context)
    #expect(closed?.problem.en == "the unit `O9` is not open on 2026-03-02")
  }

  @Test func `a unit never comes to stand under itself`() {
    let unit = Bank.sample.units["B1"]
    for parent in ["B1", "S1", "O1", "B1-CP"] {
      let refusal = refusal(
        .move(parent: parent, from: day("2026-03-02")), on: unit, in: .at("2026-03-02"))
      #expect(refusal?.problem.en == "the unit `\(parent)` stands under `B1`")
    }
  }

  @Test func `a known identifier is refused, and a command for an unknown one too`() {
    let unit = Bank.sample.units["O1"]
    #expect(
      refusal(establish(.outlet, under: "S1"), on: unit, in: .at("2026-03-02"))?.code
        == .alreadyExists)
    #expect(
      refusal(.close(from: day("2026-03-02")), on: nil, in: .at("2026-03-02", new: "O7"))
        == Refusal(
          .unknownIdentifier, problem: Phrase("没有机构“O7”", "there is no unit `O7`"),
          remedy: Phrase("用 xiaobao unit list 查看", "see xiaobao unit list")))
  }

  @Test func `a closed unit takes no change from its end on`() throws {
    let unit = Bank.sample.units["O9"]
    let late = refusal(
      .rename(name: "新名", from: day("2026-03-01")), on: unit, in: .at("2026-03-02"))
    #expect(late?.code == .badDay)
    let outcome = try Unit.deciding(
      .rename(name: "新名", from: day("2026-02-28")), on: unit, in: .at("2026-03-02"))
    #expect(outcome.events.map(\.type) == ["unit.renamed"])
    #expect(
      refusal(.rename(name: "　", from: day("2026-02-28")), on: unit, in: .at("2026-03-02"))?.code
        == .emptyText)
  }

  @Test func `a department belongs to the institution above it`() {
    let bank = Bank.sample
    let on = day("2026-03-02")
    #expect(bank.institution(of: "HQ-CP", on: on)?.id == "HQ")
    #expect(bank.institution(of: "B1-CP", on: on)?.id == "B1")
    #expect(bank.institution(of: "O1", on: on)?.id == "O1")
    #expect(bank.institution(of: "X", on: on) == nil)
    #expect(bank.unitsAbove("O1", on: on).map(\.id) == ["S1", "B1", "HQ"])
  }
}

@Suite struct PersonTests {
  private func refusal(
    _ command: Person.Command, on person: Person?, in context: Context
  ) -> Refusal? {
    #expect(throws: Refusal.self) { try Person.deciding(command, on: person, in: context) }
  }

  private let handler = Bank.sample.persons["handler"]

  @Test func `a person is recorded with a sealed name`() throws {
    let context = Context.at("2026-03-02", new: "88001")
    let outcome = try Person.deciding(
      .record(name: "王小明", from: day("2026-03-02")), on: nil, in: context)
    let event = try #require(outcome.events.first)
    let encoded = Area.EncodedEvent(event)
    #expect(String(decoding: encoded.data, as: UTF8.self) == #"{"from":"2026-03-02"}"#)
    #expect(encoded.sealed.map(\.field) == ["person.name"])
    #expect(encoded.sealed.map(\.text) == ["王小明"])
  }

  @Test func `a posting holds from its day on`() throws {
    let person = try #require(
      Person.applying(
        .posted(
          PersonPosted(
            unit: "B2", position: "主管", from: day("2026-03-10"), envelope: Bank.envelope("handler"))
        ),
        to: handler))
    #expect(person.unit(on: day("2026-03-09")) == "S1")
    #expect(person.unit(on: day("2026-03-10")) == "B2")
    #expect(person.unit(on: day("2019-12-31")) == nil)
  }

  @Test func `a role holds from its first day and not on the one that ends it`() throws {
    let envelope = Bank.envelope("handler")
    let granted = RoleGranted(
      role: .complaintHead, unit: "S1", from: day("2026-03-10"), until: day("2026-03-20"),
      envelope: envelope)
    var person = Person.applying(.roleGranted(granted), to: handler)
    #expect(person?.has(.complaintHead, on: day("2026-03-09")) == false)
    #expect(person?.has(.complaintHead, on: day("2026-03-10")) == true)
    #expect(person?.has(.complaintHead, on: day("2026-03-19")) == true)
    #expect(person?.has(.complaintHead, on: day("2026-03-20")) == false)
    let ended = RoleEnded(role: .complaintHead, from: day("2026-03-15"), envelope: envelope)
    person = Person.applying(.roleEnded(ended), to: person)
    #expect(person?.has(.complaintHead, on: day("2026-03-14")) == true)
    #expect(person?.has(.complaintHead, on: day("2026-03-15")) == false)
    #expect(person?.has(.handler, on: day("2026-03-15")) == true)
  }

  @Test func `who left has no unit and no role any more`() {
    let gone = Bank.sample.persons["gone"]
    #expect(gone?.isActive(on: day("2026-02-28")) == true)
    #expect(gone?.isActive(on: day("2026-03-01")) == false)
    #expect(gone?.unit(on: day("2026-03-01")) == nil)
    #expect(gone?.has(.handler, on: day("2026-02-28")) == true)
    #expect(gone?.has(.handler, on: day("2026-03-01")) == false)
  }

  @Test func `each command has its refusals`() {
    let context = Context.at("2026-03-02", new: "88001")
    let from = day("2026-03-02")
    #expect(refusal(.record(name: " ", from: from), on: nil, in: context)?.code == .emptyText)
    #expect(
      refusal(.record(name: "王", from: from), on: handler, in: context)?.code == .alreadyExists)
    #expect(refusal(.leave(from: from), on: nil, in: context)?.code == .unknownIdentifier)
    #expect(
      refusal(.post(unit: "X", position: nil, from: from), on: handler, in: context)?.code
        == .unknownIdentifier)
    #expect(
      refusal(.post(unit: "O9", position: nil, from: from), on: handler, in: context)?.problem.en
        == "the unit `O9` is not open on 2026-03-02")
    #expect(
      refusal(.grant(.intake, unit: nil, from: from, until: from), on: handler, in: context)?.code
        == .badDay)
    #expect(refusal(.end(.auditor, from: from), on: handler, in: context)?.code == .notAdmitted)
    let gone = Bank.sample.persons["gone"]
    #expect(refusal(.leave(from: from), on: gone, in: context)?.code == .badDay)
    #expect(
      refusal(.leave(from: from), on: handler, in: .at("2026-03-03", today: "2026-03-02"))?.code
        == .badDay)
  }
}
