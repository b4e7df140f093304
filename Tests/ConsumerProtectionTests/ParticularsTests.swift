import Testing

@testable import ConsumerProtection

/// Who may complain for whom, what a channel brings along, what opens an emergency.
@Suite struct ParticularsTests {
  private func draft(_ json: String) throws -> Draft {
    let value = try JSONReader.value(of: Array(json.utf8))
    return try Draft(
      json: .object(
        [.init("narrative", .text("多收手续费")), .init("unit", .text("O1"))]
          + (value.members ?? [])))
  }

  private func registered(_ json: String, bank: Bank = .sample) throws -> Outcome<Complaint.Event> {
    try Complaint.deciding(
      .register(draft(json)), on: nil, in: .at("2026-03-02", by: "clerk", bank: bank))
  }

  @Test func `every mark is kept, by key or by the office's own words`() throws {
    let draft = try draft(
      #"{"urgency":"I","sensitivity":["信访","情绪激动"],"vulnerable_groups":["老年人"],"#
        + #""demand_kinds":["退费","补偿"],"escalated_to":"nfra","suspected_agent":true}"#)
    #expect(draft.particulars.urgency == .first)
    #expect(draft.particulars.sensitivity == ["petition", "emotional"])
    #expect(draft.particulars.vulnerableGroups == ["elderly"])
    #expect(draft.particulars.demandKinds == ["refund", "compensation"])
    #expect(draft.particulars.escalatedTo == .regulator)
    #expect(draft.particulars.suspectsAgent)
  }

  @Test func `a suspicion of agents stops neither registration nor the clock`() throws {
    let answers = Answers.decisionLimit
    let plain = try Complaint.after(
      .register(draft("{}")), in: .at("2026-03-02", by: "clerk", answers: answers))
    let marked = try Complaint.after(
      .register(draft(#"{"suspected_agent":true}"#)),
      in: .at("2026-03-02", by: "clerk", answers: answers))
    #expect(marked.obligations == plain.obligations)
    #expect(marked.stage == plain.stage)
  }

  @Test(arguments: [
    #"{"capacity":"proxy","proxy":{"name":"王示例","phone":"1","id_number":"2","authorisation":"原件"}}"#,
    #"{"capacity":"heir","heir":{"proof":"公证书"}}"#,
    #"{"capacity":"joint","headcount":6,"representatives":["1","2","3","4","5"]}"#,
    #"{"capacity":"in_person"}"#,
    #"{"intake_channel":"letter","channel_facts":{"postmark":"2026-02-27","arrived":"2026-03-02"}}"#,
    #"{"intake_channel":"phone"}"#,
    #"{"intake_channel":"suggestion_box","channel_facts":{"written_on":"2026-02-20"}}"#,
  ])
  func `who is entitled and what belongs to the channel is registered`(json: String) throws {
    #expect(try !registered(json).events.isEmpty)
  }

  @Test(arguments: [
    (
      #"{"capacity":"proxy","proxy":{"name":"王示例","phone":"1","id_number":"2"}}"#,
      Refusal.Code.notEntitled, "art. 14"
    ),
    (#"{"capacity":"heir"}"#, .notEntitled, "art. 14"),
    (
      #"{"capacity":"joint","headcount":9,"representatives":["1","2","3","4","5","6"]}"#,
      .notEntitled, "art. 12"
    ),
    (#"{"capacity":"joint"}"#, .notEntitled, ""),
    (#"{"representatives":["1"]}"#, .notEntitled, ""),
    (#"{"capacity":"agent"}"#, .unknownCode, ""),
    (#"{"urgency":"IV"}"#, .unknownCode, ""),
    (#"{"sensitivity":["很敏感"]}"#, .unknownCode, ""),
    (#"{"intake_channel":"visit","channel_facts":{"postmark":"2026-02-27"}}"#, .malformedInput, ""),
    (
      #"{"intake_channel":"letter","channel_facts":{"postmark":"2026-03-03"}}"#, .badDay, ""
    ),
    (
      #"{"intake_channel":"letter","channel_facts":{"postmark":"2026-03-01","arrived":"2026-02-28"}}"#,
      .badDay, ""
    ),
  ])
  func `who is not entitled, or what contradicts itself, is refused with its basis`(
    json: String, code: Refusal.Code, article: String
  ) throws {
    let refused = #expect(throws: Refusal.self) { try registered(json) }
    #expect(refused?.code == code)
    #expect((refused?.basis?.provision.en ?? "") == article)
  }

  @Test(
    arguments: [
      (#"{"intake_channel":"visit","headcount":19}"#, nil),
      (#"{"intake_channel":"visit","headcount":20}"#, Emergency.Level.group),
      (#"{"intake_channel":"online","headcount":200}"#, nil),
      (#"{"intake_channel":"phone","major":"natural_disaster"}"#, .major),
      (#"{"intake_channel":"visit","headcount":21,"source_system":"old","source_id":"1"}"#, nil),
    ] as [(String, Emergency.Level?)])
  func `twenty in person, or a ground of article 29, open an emergency`(
    json: String, level: Emergency.Level?
  ) throws {
    let orders = try registered(json).orders
    #expect(orders.count == (level == nil ? 0 : 1))
    guard let order = orders.first, case .open(let opening)? = order.command as? Emergency.Command
    else { return }
    #expect(opening.level == level)
    #expect(order.matter.id == "E-20260302-000007")
  }

  @Test func `a bank may call fewer people a group`() throws {
    var bank = Bank.sample
    bank.quantities["group_complainants"] = 5
    #expect(
      try registered(#"{"intake_channel":"visit","headcount":5}"#, bank: bank).orders.count == 1)
    #expect(
      try registered(#"{"intake_channel":"visit","headcount":4}"#, bank: bank).orders.isEmpty)
    let law = Quantity(
      id: "x", name: "group_complainants", value: 20, setting: "group_complainants",
      inForceFrom: day("2020-03-01"), citation: .complaintMeasures("第二十九条", "art. 29"))
    #expect(law.lowered(to: 5).value == 5)
    #expect(law.lowered(to: 30).value == 20)
  }
}
