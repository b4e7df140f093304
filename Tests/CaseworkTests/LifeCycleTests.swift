import Casework
import ConsumerProtection
import EventLedger
import Testing
import XiaobaoTestSupport

@Suite struct LifeCycleTests {
  private typealias Bank = SampleWorkspace

  static func draft(_ more: [JSONValue.Member] = []) -> JSONValue {
    .object(
      [
        .init("intake_channel", .text("visit")), .init("business_class", .text("贷款")),
        .init("cause", .text("C.rules")), .init("unit", .text("B1")),
        .init("narrative", .text("客户称贷款审批超过告知的时间，要求说明原因。")),
        .init(
          "complainant",
          .object([.init("name", .text("测试客户")), .init("phone", .text("000-1234-5678"))])),
      ] + more)
  }

  static let reply = Reply(
    manner: .phone, sentOn: CivilDay(number: 0), findings: "经核实，审批用时 20 日。", basis: "贷款合同第三条",
    reasons: "材料补充导致延长，已向客户说明。", remedies: [.mediation, .arbitration, .litigation],
    proof: "录音 000123")

  @Test
  func `a complaint goes from the counter to closure and every step is one entry of its history`()
    async throws
  {
    let bank = try await Bank()
    let office = try bank.open()
    let submitted = try await office.submit(Self.draft(), as: Bank.by(Bank.counter, "2026-03-02"))
    let id = submitted.matter.id
    #expect(id == "C-20260302-000001")
    #expect(submitted.row?.due == CivilDay(iso: "2026-03-17"))
    #expect(submitted.row?.binding?.rule == "CN3.18.simple")
    _ = try await office.perform(.accept, on: id, as: Bank.by(Bank.counter, "2026-03-02"))
    _ = try await office.perform(
      .assign(unit: "HQ.CP", person: Bank.handler), on: id, as: Bank.by(Bank.head, "2026-03-03"))
    _ = try await office.perform(
      .investigate(finding: "调取审批记录。"), on: id, as: Bank.by(Bank.handler, "2026-03-04"))
    _ = try await office.perform(
      .decide(Decision(.partlyUpheld, basis: "贷款合同第三条", reasons: "说明不充分。")), on: id,
      as: Bank.by(Bank.handler, "2026-03-06"))
    var reply = Self.reply
    reply.sentOn = try #require(CivilDay(iso: "2026-03-06"))
    _ = try await office.perform(.reply(reply), on: id, as: Bank.by(Bank.handler, "2026-03-06"))
    _ = try await office.perform(
      .recordFeedback(Feedback(.satisfied)), on: id, as: Bank.by(Bank.counter, "2026-03-07"))
    let closed = try await office.perform(.close, on: id, as: Bank.by(Bank.handler, "2026-03-07"))
    #expect(closed.row?.stage == "closed")
    #expect(closed.row?.open.isEmpty == true)
    #expect(closed.row?.satisfaction == "satisfied")
    let types = try await office.history(of: submitted.matter).map(\.type)
    #expect(
      types.filter { $0 != "decided" } == [
        "complaint.received", "complaint.assigned", "complaint.accepted", "complaint.assigned",
        "complaint.investigated", "complaint.decided", "complaint.replied",
        "complaint.feedback_recorded", "complaint.closed",
      ])
    #expect(try await office.due(DueQuery()).items.isEmpty)
    await office.close()
    #expect(try Workspace.verify(bank.paths, level: .deep).findings == [])
  }

  @Test func `closing without the customer's feedback is refused and leaves no trace`() async throws
  {
    let bank = try await Bank()
    let office = try bank.open()
    let id = try await Self.replied(office)
    let before = try await office.history(of: MatterReference(Complaint.kind, id))
    let failure = await #expect(throws: Failure.self) {
      try await office.perform(.close, on: id, as: Bank.by(Bank.handler, "2026-03-07"))
    }
    #expect(failure?.code == "XB-013")
    #expect(failure?.exit == .refused)
    #expect(try await office.history(of: MatterReference(Complaint.kind, id)) == before)
  }

  @Test func `a business day in the future or before the last event is refused`() async throws {
    let bank = try await Bank()
    let office = try bank.open()
    let future = await #expect(throws: Failure.self) {
      try await office.submit(Self.draft(), as: Bank.by(Bank.counter, "2199-01-01"))
    }
    #expect(future?.code == "XB-004")
    let submitted = try await office.submit(Self.draft(), as: Bank.by(Bank.head, "2026-03-02"))
    let early = await #expect(throws: Failure.self) {
      try await office.perform(
        .accept, on: submitted.matter.id, as: Bank.by(Bank.head, "2026-03-01"))
    }
    #expect(early?.code == "XB-004")
    _ = try await office.perform(
      .accept, on: submitted.matter.id, as: Bank.by(Bank.head, "2026-03-02"))
  }

  @Test func `backdating beyond the site's limit needs a role and a reason`() async throws {
    let bank = try await Bank(site: Bank.site(), organisation: true)
    let office = try bank.open()
    let counter = await #expect(throws: Failure.self) {
      try await office.submit(Self.draft(), as: Bank.by(Bank.counter, "2024-03-02"))
    }
    #expect(counter?.code == "XB-004")
    let silent = await #expect(throws: Failure.self) {
      try await office.submit(
        Self.draft(), as: Invocation(actor: Bank.head, on: Bank.day("2024-03-02")))
    }
    #expect(silent?.code == "XB-004")
    _ = try await office.submit(Self.draft(), as: Bank.by(Bank.head, "2024-03-02"))
  }

  @Test func `a command is refused to somebody without the role and to nobody`() async throws {
    let bank = try await Bank()
    let office = try bank.open()
    let id = try await office.submit(Self.draft(), as: Bank.by(Bank.head, "2026-03-02")).matter.id
    let intake = await #expect(throws: Failure.self) {
      try await office.perform(
        .assign(unit: "HQ.CP", person: nil), on: id, as: Bank.by(Bank.counter, "2026-03-02"))
    }
    #expect(intake?.code == "XB-009")
    let nobody = await #expect(throws: Failure.self) {
      try await office.perform(.accept, on: id, as: Bank.by("X999", "2026-03-02"))
    }
    #expect(nobody?.code == "XB-009")
  }

  @Test func `the same idempotency key stores a command once`() async throws {
    let bank = try await Bank()
    let office = try bank.open()
    let invocation = Invocation(
      actor: Bank.head, on: Bank.day("2026-03-02"), idempotencyKey: "counter-7", reason: "test")
    let first = try await office.submit(Self.draft(), as: invocation)
    let second = try await office.submit(Self.draft(), as: invocation)
    #expect(second.matter == first.matter)
    #expect(second.isRepeated && !first.isRepeated)
    #expect(try await office.complaints(ComplaintQuery()).total == 1)
  }

  @Test func `two offices that decide the same case at once both see one decision`() async throws {
    let bank = try await Bank()
    let (one, two) = (try bank.open(), try bank.open())
    let id = try await one.submit(Self.draft(), as: Bank.by(Bank.head, "2026-03-02")).matter.id
    async let left = Self.outcome {
      try await one.perform(.accept, on: id, as: Bank.by(Bank.head, "2026-03-02"))
    }
    async let right = Self.outcome {
      try await two.perform(.accept, on: id, as: Bank.by(Bank.head, "2026-03-02"))
    }
    let codes = await [left, right].compactMap(\.self)
    #expect(codes == ["XB-001"])
    let accepted = try await one.history(of: MatterReference(Complaint.kind, id))
      .filter { $0.type == "complaint.accepted" }
    #expect(accepted.count == 1)
  }

  @Test func `case numbers count by day of intake and are never used twice`() async throws {
    let bank = try await Bank()
    let office = try bank.open()
    var ids: [String] = []
    for day in ["2026-03-02", "2026-03-02", "2026-03-03", "2026-03-02"] {
      ids.append(try await office.submit(Self.draft(), as: Bank.by(Bank.head, day)).matter.id)
    }
    #expect(
      ids == ["C-20260302-000001", "C-20260302-000002", "C-20260303-000001", "C-20260302-000003"])
  }

  @Test func `an extension keeps both due days and needs what the text asks for`() async throws {
    let bank = try await Bank()
    let office = try bank.open()
    let id = try await office.submit(Self.draft(), as: Bank.by(Bank.head, "2026-03-02")).matter.id
    _ = try await office.perform(.accept, on: id, as: Bank.by(Bank.head, "2026-03-02"))
    _ = try await office.perform(
      .assign(unit: "HQ.CP", person: Bank.handler), on: id, as: Bank.by(Bank.head, "2026-03-02"))
    let first = try await office.perform(
      .extend(ExtensionRequest(reason: "情况复杂")), on: id, as: Bank.by(Bank.handler, "2026-03-16"))
    #expect(first.row?.due == CivilDay(iso: "2026-04-01"))
    let asked = try await office.perform(
      .extend(ExtensionRequest(reason: "特别复杂")), on: id, as: Bank.by(Bank.handler, "2026-03-30"))
    #expect(asked.row?.due == CivilDay(iso: "2026-04-01"))
    let approver = try await office.today(
      of: Bank.executive, on: #require(CivilDay(iso: "2026-03-30")), within: 3)
    #expect(approver.asked.map(\.rule) == ["extension.1"])
    let asker = try await office.today(
      of: Bank.handler, on: #require(CivilDay(iso: "2026-03-30")), within: 3)
    #expect(asker.waiting.map(\.handler) == [Bank.executive])
    let approval = Complaint.Command.handling(
      .answerExtension(limit: nil, isGranted: true, reason: ""))
    let unapproved = await #expect(throws: Failure.self) {
      try await office.perform(approval, on: id, as: Bank.by(Bank.handler, "2026-03-30"))
    }
    #expect(unapproved?.code == "XB-010")
    let second = try await office.perform(
      approval, on: id, as: Bank.by(Bank.executive, "2026-03-30"))
    #expect(second.row?.due == CivilDay(iso: "2026-05-01"))
    let limits = try await office.explain(id, as: Bank.by(Bank.handler, "2026-03-30")).limits
      .filter { $0.obligation.name == "decision" }
    #expect(limits.first?.obligation.originalDue == CivilDay(iso: "2026-03-17"))
    #expect(limits.first?.count.day == CivilDay(iso: "2026-05-01"))
  }

  @Test
  func `whoever the sealed text names keeps out, until another says that a namesake is meant`()
    async throws
  {
    let bank = try await Bank()
    let office = try bank.open()
    let own = "测试甲"
    let by = Bank.by(Bank.head, "2026-03-02")
    let draft = Self.draft([.init("demand", .text("请处理：经办人\(own)多收手续费二十元。"))])
    let id = try await office.submit(draft, as: by).matter.id
    _ = try await office.perform(.accept, on: id, as: by)
    let assign = Complaint.Command.assign(unit: "HQ.CP", person: Bank.handler)
    let refused = await #expect(throws: Failure.self) {
      try await office.perform(assign, on: id, as: by)
    }
    #expect(refused?.code == "XB-031")
    #expect(refused?.remedy.en.contains(Bank.colleague) == true)
    #expect(refused?.problem.zh.contains(own) == false, "no name in a refusal")
    _ = try await office.perform(
      .assign(unit: "HQ.CP", person: Bank.colleague), on: id, as: by)
    let numbered = Self.draft([.init("demand", .text("请处理：工号\(Bank.colleague)的柜员态度差。"))])
    let other = try await office.submit(numbered, as: by).matter.id
    _ = try await office.perform(.accept, on: other, as: by)
    _ = try await office.perform(assign, on: other, as: by)
    let code = await Self.outcome {
      try await office.perform(
        .investigate(finding: "属实。"), on: other, as: Bank.by(Bank.colleague, "2026-03-03"))
    }
    #expect(code == "XB-031")
    _ = try await office.perform(
      .handling(.recordNamesake(Bank.handler, reason: "所指为柳河支行柜员")), on: id, as: by)
    #expect(await Self.outcome { try await office.perform(assign, on: id, as: by) } == nil)
  }

  @Test func `who keeps out goes by the text as a supplement put it right`() async throws {
    let bank = try await Bank()
    let office = try bank.open()
    let by = Bank.by(Bank.head, "2026-03-02")
    let id = try await office.submit(Self.draft(), as: by).matter.id
    _ = try await office.perform(.accept, on: id, as: by)
    let assign = Complaint.Command.assign(unit: "HQ.CP", person: Bank.handler)
    _ = try await office.perform(assign, on: id, as: by)
    func corrected(_ narrative: String) async throws {
      _ = try await office.perform(
        .intake(.supplement(Supplement(note: "客户更正", narrative: narrative))), on: id, as: by)
    }
    let investigate = Complaint.Command.investigate(finding: "属实。")
    let handler = Bank.by(Bank.handler, "2026-03-03")
    try await corrected("客户称经办人测试甲多收手续费二十元。")
    let named = await Self.outcome {
      try await office.perform(investigate, on: id, as: handler)
    }
    #expect(named == "XB-031")
    try await corrected("客户称柜面多收手续费二十元。")
    let plain = await Self.outcome {
      try await office.perform(investigate, on: id, as: handler)
    }
    #expect(plain == nil)
  }

  @Test func `a withdrawal ends the procedure on the same day`() async throws {
    let bank = try await Bank()
    let office = try bank.open()
    let id = try await office.submit(Self.draft(), as: Bank.by(Bank.head, "2026-03-02")).matter.id
    let ended = try await office.perform(
      .withdraw(reason: "客户撤回"), on: id, as: Bank.by(Bank.counter, "2026-03-05"))
    #expect(ended.row?.stage == "withdrawn")
    #expect(ended.row?.closedOn == CivilDay(iso: "2026-03-05"))
    #expect(ended.row?.open.isEmpty == true)
  }

  // MARK: helpers

  /// The failure's code; nil when the body succeeds.
  private static func outcome(_ body: @Sendable () async throws -> Performed) async -> String? {
    do {
      _ = try await body()
      return nil
    } catch let failure as Failure {
      return failure.code
    } catch {
      return "\(error)"
    }
  }

  /// A complaint that was replied to on 2026-03-06.
  static func replied(_ office: Workspace) async throws -> String {
    let id = try await office.submit(draft(), as: Bank.by(Bank.head, "2026-03-02")).matter.id
    let by = Bank.by(Bank.head, "2026-03-06")
    _ = try await office.perform(.accept, on: id, as: by)
    _ = try await office.perform(.assign(unit: "HQ.CP", person: Bank.handler), on: id, as: by)
    _ = try await office.perform(.investigate(finding: "已核实。"), on: id, as: by)
    _ = try await office.perform(
      .decide(Decision(.upheld, basis: "合同", reasons: "属实。")), on: id, as: by)
    var reply = Self.reply
    reply.sentOn = try #require(CivilDay(iso: "2026-03-06"))
    _ = try await office.perform(.reply(reply), on: id, as: by)
    return id
  }
}
