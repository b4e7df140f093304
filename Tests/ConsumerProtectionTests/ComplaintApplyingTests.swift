import Testing

@testable import ConsumerProtection

@Suite struct ComplaintApplyingTests {
  @Test func `nothing but the receipt opens a complaint`() {
    for event in EventSamples.read.complaints {
      let complaint = Complaint.applying(event, to: nil)
      #expect((complaint != nil) == (event.type == "complaint.received"), "\(event.type)")
    }
  }

  @Test func `an event that does not fit the stage leaves the stage and moves the last day`() throws
  {
    let received = try Complaint.received()
    let misfits = [
      "complaint.decided", "complaint.replied", "complaint.closed", "complaint.investigated",
    ]
    for event in EventSamples.read.complaints where misfits.contains(event.type) {
      #expect(Complaint.applying(event, to: received)?.stage == received.stage, "\(event.type)")
    }
    let closed = try Complaint.closed()
    for event in EventSamples.read.complaints
    where !["complaint.withdrawn", "complaint.archived"].contains(event.type) {
      #expect(Complaint.applying(event, to: closed)?.stage == closed.stage, "\(event.type)")
    }
  }

  @Test func `the last day never goes back`() throws {
    let complaint = try Complaint.investigating()
    let event = Complaint.Event.accepted(
      ComplaintAccepted(
        settles: [], envelope: EventEnvelope(id: caseID, day: day("2026-01-01"), actor: "x")))
    #expect(Complaint.applying(event, to: complaint)?.lastDay == day("2026-03-05"))
  }

  @Test func `replaying what was decided gives the same complaint through the stored bytes`() throws
  {
    let area = Area(Complaint.self)
    var stored: [(Area.EncodedEvent, EventEnvelope)] = []
    var state: Area.State?
    let steps: [(Complaint.Command, Context)] = [
      (.register(.sample), .at("2026-03-02", by: "clerk", answers: .decisionLimit)),
      (.accept, .at("2026-03-03")), (.assign(unit: "S1", person: "handler"), .at("2026-03-03")),
      (.investigate(finding: "属实"), .at("2026-03-05")),
      (.extend(ExtensionRequest(reason: "需调单")), .at("2026-03-16")),
      (.decide(.sample), .at("2026-03-20")),
      (.reply(.sample(sentOn: "2026-03-20")), .at("2026-03-20")),
      (.recordFeedback(Feedback(.neutral)), .at("2026-03-21")), (.close, .at("2026-03-21")),
    ]
    for (command, context) in steps {
      let decided = try area.deciding(command, on: state, in: context)
      stored += decided.events.map { ($0, context.envelope(of: caseID)) }
      state = decided.state
    }
    var replayed: Area.State?
    for (event, envelope) in stored {
      let keys = Dictionary(uniqueKeysWithValues: event.sealed.map { ($0.field, UInt64(1)) })
      replayed = try area.applying(
        type: event.type, version: event.version,
        payload: try Payload(data: event.data, sealed: keys), envelope: envelope, to: replayed)
    }
    let lived = try #require(state?.matter(as: Complaint.self))
    let read = try #require(replayed?.matter(as: Complaint.self))
    #expect(stored.map(\.0.type).count == 9)
    #expect(read.stage.name == .closed)
    #expect(read.obligations.map(\.due) == lived.obligations.map(\.due))
    #expect(read.obligations.map(\.settledOn) == [day("2026-03-20")])
    #expect(read.obligations.map(\.currentRule) == ["CN3.18.complex"])
    #expect(read.lastDay == lived.lastDay)
    #expect(read.receipt.narrative == .recorded(key: 1))
  }
}
