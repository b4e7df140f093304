import Testing

@testable import ConsumerProtection

/// The golden files hold what the ledgers of all banks hold: no change here is harmless.
@Suite struct EventFixtureTests {
  @Test(arguments: EventSamples.written.units)
  func `an event of a unit is written as its golden file has it`(event: Unit.Event) throws {
    try compare(event)
  }

  @Test(arguments: EventSamples.written.persons)
  func `an event of a person is written as its golden file has it`(event: Person.Event) throws {
    try compare(event)
  }

  @Test(arguments: EventSamples.written.complaints)
  func `an event of a complaint is written as its golden file has it`(event: Complaint.Event) throws
  {
    try compare(event)
  }

  @Test(arguments: EventSamples.written.views)
  func `an event of a view is written as its golden file has it`(event: SavedView.Event) throws {
    try compare(event)
  }

  @Test(arguments: EventSamples.read.views)
  func `a golden file of a view reads as its event`(event: SavedView.Event) throws {
    try expectRead(event)
  }

  @Test(arguments: EventSamples.written.subjects)
  func `an event of a data subject is written as its golden file has it`(
    event: DataSubject.Event
  ) throws { try compare(event) }

  @Test(arguments: EventSamples.read.subjects)
  func `a golden file of a data subject reads as its event`(event: DataSubject.Event) throws {
    try expectRead(event)
  }

  @Test(arguments: EventSamples.read.units)
  func `a golden file of a unit reads as its event`(event: Unit.Event) throws {
    try expectRead(event)
  }

  @Test(arguments: EventSamples.read.persons)
  func `a golden file of a person reads as its event`(event: Person.Event) throws {
    try expectRead(event)
  }

  @Test(arguments: EventSamples.read.complaints)
  func `a golden file of a complaint reads as its event`(event: Complaint.Event) throws {
    try expectRead(event)
  }

  @Test func `every golden file has its sample, and every type its title`() throws {
    let samples = EventSamples.written
    let types =
      samples.units.map(\.type) + samples.persons.map(\.type) + samples.complaints.map(\.type)
      + samples.subjects.map(\.type) + samples.views.map(\.type)
      + IntakeEventSamples.events.map(\.type)
    #expect(try Golden.types() == Set(types))
    #expect(types.count >= Set(types).count)
    for type in types { #expect(EventTitles.title(of: type) != nil, "\(type)") }
    #expect(EventTitles.title(of: "ledger.opened") == nil)
  }

  @Test func `a version that this build does not know is refused, and so is an unknown type`()
    throws
  {
    let payload = try Payload(.object([]))
    let envelope = EventEnvelope(id: "x", day: day("2026-03-02"), actor: "x")
    for version in [0, 2] {
      #expect(throws: PayloadError.newerThanThisBuild(type: "complaint.closed", version: version)) {
        try Complaint.Event(
          type: "complaint.closed", version: version, payload: payload, envelope: envelope)
      }
    }
    #expect(throws: PayloadError.unknownType("complaint.eaten")) {
      try Complaint.Event(type: "complaint.eaten", version: 1, payload: payload, envelope: envelope)
    }
    #expect(throws: PayloadError.unknownType("complaint.closed")) {
      try Unit.Event(type: "complaint.closed", version: 1, payload: payload, envelope: envelope)
    }
    #expect(throws: PayloadError.unknownType("unit.closed")) {
      try Person.Event(type: "unit.closed", version: 1, payload: payload, envelope: envelope)
    }
  }

  @Test(arguments: [
    (
      "complaint.replied", #"{"manner":"pigeon","sent_on":"2026-03-02"}"#,
      PayloadError.badValue("manner")
    ),
    ("complaint.replied", #"{"manner":"sms","sent_on":"2026-02-30"}"#, .badValue("sent_on")),
    (
      "complaint.replied", #"{"manner":"sms","sent_on":"2026-03-02","remedies":["duel"]}"#,
      .badValue("remedies")
    ),
    ("complaint.replied", #"{"manner":"sms"}"#, .missing("sent_on")),
    (
      "complaint.received", #"{"intake_channel":1}"#, .wrongKind("intake_channel", expected: "text")
    ),
    ("complaint.assigned", "{}", .missing("unit")),
  ])
  func `a damaged payload says which member is wrong`(
    type: String, json: String, error: PayloadError
  )
    throws
  {
    let payload = try Payload(data: Array(json.utf8))
    #expect(throws: error) {
      try Complaint.Event(
        type: type, version: 1, payload: payload,
        envelope: EventEnvelope(id: "x", day: day("2026-03-02"), actor: "x"))
    }
  }

  private func compare(_ event: some RecordedEvent) throws {
    try Golden.recordMissing(event)
    let encoded = Area.EncodedEvent(event)
    let golden = try Golden.file(of: event.type)
    var writer = JSONWriter()
    writer.write(try #require(golden["data"]))
    #expect(
      String(decoding: encoded.data, as: UTF8.self) == String(decoding: writer.bytes, as: UTF8.self)
    )
    let sealed = encoded.sealed.map { JSONValue.Member($0.field, .text($0.text)) }
    #expect(golden["sealed"] == .object(sealed))
    #expect(encoded.version == 1)
  }

  private func expectRead<Event: RecordedEvent>(_ event: Event) throws {
    let golden = try Golden.file(of: event.type)
    let fields = try #require(golden["sealed"]?.members).map { ($0.name, UInt64(7)) }
    let payload = try Payload(
      try #require(golden["data"]), sealed: Dictionary(uniqueKeysWithValues: fields))
    let id =
      event.type.hasPrefix("unit.")
      ? "S1"
      : event.type.hasPrefix("person.")
        ? "88002"
        : event.type.hasPrefix("subject.")
          ? "P-000007" : event.type.hasPrefix("view.") ? "urgent" : "C-20260302-000007"
    let envelope = EventEnvelope(id: id, day: day("2026-03-02"), actor: "88001")
    #expect(try Event(type: event.type, version: 1, payload: payload, envelope: envelope) == event)
  }
}
