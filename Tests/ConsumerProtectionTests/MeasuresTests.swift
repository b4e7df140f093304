import Testing

@testable import ConsumerProtection

/// The rates of docs/reference/measures.md, counted by hand.
@Suite struct MeasuresTests {
  /// Received 2026-03-02, due 2026-03-17, answered on `sent`, closed on 2026-03-20.
  private static func closed(
    sent: String = "2026-03-11", _ satisfaction: Satisfaction = .satisfied,
    after commands: [(Complaint.AfterCommand, by: String)] = []
  ) throws(Refusal) -> Complaint {
    var complaint = try Complaint.decided()
      .after(.reply(.sample(sentOn: sent)), in: .at("2026-03-18"))
      .after(
        .recordFeedback(Feedback(satisfaction, reason: "未接听")), in: .at("2026-03-19")
      )
      .after(.close, in: .at("2026-03-20"))
    for (command, actor) in commands {
      complaint = try complaint.after(.after(command), in: .at("2026-03-25", by: actor))
    }
    return complaint
  }

  private static func call(
    _ satisfaction: Satisfaction, settled: Bool
  ) -> (Complaint.AfterCommand, by: String) {
    (
      .callBack(
        Complaint.CallBack(isReached: true, satisfaction: satisfaction, isSettled: settled)),
      by: "clerk"
    )
  }

  private static let failedCall: (Complaint.AfterCommand, by: String) =
    (.callBack(Complaint.CallBack(isReached: false)), by: "clerk")

  @Test func `nothing closed gives no shares`() {
    let none = Measures([], asOf: day("2026-04-01"), firstResolutionDays: nil)
    #expect(none.closed == 0 && none.timely == Measures.Ratio())
    #expect(none.resolvedAtFirst == nil)
  }

  @Test func `each rate is the part of its whole that the formula names`() throws {
    let cases = [
      // In time on the last day; content; passed its last check.
      ClosedCase(
        try Self.closed(
          sent: "2026-03-17",
          after: [
            (.inspect(isPassed: false, remark: "漏项"), by: "head"),
            (.inspect(isPassed: true, remark: ""), by: "head"),
          ])),
      // A day late; the call-back stands before the feedback and calls it unsettled; failed.
      ClosedCase(
        try Self.closed(
          sent: "2026-03-18",
          after: [
            Self.call(.dissatisfied, settled: false),
            (.inspect(isPassed: false, remark: "超期"), by: "head"),
          ])),
      // No answer before, an answer in the call-back after an attempt in vain.
      ClosedCase(
        try Self.closed(.notGiven, after: [Self.failedCall, Self.call(.neutral, settled: true)])),
      // No answer at all; a repeat came in later.
      ClosedCase(try Self.closed(.notGiven), repeatedOn: day("2026-05-01")),
      // A repeat itself, taken up again.
      ClosedCase(try Self.closed(.verySatisfied), isRepeat: true, isTakenUpAgain: true),
    ]
    let measures = Measures(cases, asOf: day("2026-05-10"), firstResolutionDays: nil)
    #expect(measures.closed == 5)
    #expect(measures.timely == Measures.Ratio(4, of: 5))
    #expect(measures.timelyAtFirst == Measures.Ratio(4, of: 5))
    #expect(measures.passed == Measures.Ratio(1, of: 2))
    #expect(measures.satisfied == Measures.Ratio(2, of: 4))
    #expect(measures.silent == 1)
    #expect(measures.closedAtOnce == Measures.Ratio(2, of: 5))
    #expect(measures.resolvedAtFirst == nil && measures.pending == 0)
  }

  @Test func `approved time counts for one rate and not for the other`() throws {
    let late = try Complaint.decided()
      .after(
        .extend(ExtensionRequest(reason: "需外部取证", approver: nil)), in: .at("2026-03-10")
      )
      .after(.reply(.sample(sentOn: "2026-03-18")), in: .at("2026-03-18"))
      .after(.recordFeedback(Feedback(.satisfied)), in: .at("2026-03-19"))
      .after(.close, in: .at("2026-03-20"))
    let measures = Measures(
      [ClosedCase(late)], asOf: day("2026-04-01"), firstResolutionDays: nil)
    #expect(measures.timely == Measures.Ratio(1, of: 1))
    #expect(measures.timelyAtFirst == Measures.Ratio(0, of: 1))
  }

  /// Closed on 2026-03-20, N = 30: the last day is 2026-04-19.
  @Test(arguments: [
    (nil, nil, false, "2026-04-20", 1, 1, 0), (nil, nil, false, "2026-04-19", 0, 0, 1),
    ("2026-04-19", nil, false, "2026-04-20", 0, 1, 0),
    ("2026-04-20", nil, false, "2026-04-21", 1, 1, 0),
    (nil, "2026-04-01", false, "2026-04-02", 0, 1, 0),
    ("2026-04-01", nil, true, "2026-05-01", 0, 0, 0),
  ])
  func `a first complaint is resolved when nothing came within N days`(
    repeated: String?, above: String?, isRepeat: Bool, today: String, part: Int64, whole: Int64,
    pending: Int64
  ) throws {
    let entry = ClosedCase(
      try Self.closed(), isRepeat: isRepeat, repeatedOn: repeated.map { day($0) },
      wentAboveOn: above.map { day($0) })
    let measures = Measures([entry], asOf: day(today), firstResolutionDays: 30)
    #expect(measures.resolvedAtFirst == Measures.Ratio(part, of: whole))
    #expect(measures.pending == pending)
  }
}
