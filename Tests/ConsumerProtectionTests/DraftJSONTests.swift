import ConsumerProtection
import Testing

@Suite struct DraftJSONTests {
  private func draft(
    _ json: String, labels: [String: [String: String]] = [:], source: Draft.Source = .person
  ) throws -> Draft {
    try Draft(json: try JSONReader.value(of: Array(json.utf8)), labels: labels, source: source)
  }

  private func refusal(_ json: String, source: Draft.Source = .person) -> Refusal? {
    #expect(throws: Refusal.self) { try draft(json, source: source) }
  }

  @Test func `every member is read`() throws {
    var expected = Draft(narrative: "多收费")
    expected.intakeChannel = CodeValue("phone", label: "95588")
    expected.businessChannel = CodeValue("A.front.onsite")
    expected.businessClass = CodeValue("B.card", label: "信用卡")
    expected.cause = CodeValue("C.price")
    expected.region = CodeValue("urban")
    expected.product = "龙卡"
    expected.amount = Money(fen: 123_456)
    expected.headcount = 2
    expected.unit = "O1"
    expected.respondentUnit = "S1"
    expected.firstContactOwner = "clerk"
    expected.transferredBy = .centralBank
    expected.outsideNumbers = ["PBC-1"]
    expected.sourceSystem = "core"
    expected.sourceID = "42"
    expected.isSynthetic = true
    expected.demand = "退费"
    expected.complainant = Draft.Complainant(
      name: "张三", phone: "13800000000", idNumber: "110101190001010000", address: "示例路 1 号")
    expected.receivedOn = day("2026-03-02")
    let json = """
      {"intake_channel": "phone", "intake_label": "95588", "business_channel": "营业现场",
       "business_class": "信用卡", "cause": "C.price", "region": "城区", "product": "龙卡",
       "amount": "1,234.56", "headcount": 2, "unit": "O1", "respondent_unit": "S1",
       "first_contact_owner": "clerk", "transferred_by": "pbc", "outside_numbers": ["PBC-1"],
       "source_system": "core", "source_id": "42", "synthetic": true, "narrative": "多收费",
       "demand": "退费", "received_on": "2026-03-02",
       "complainant": {"name": "张三", "phone": "13800000000",
         "id_number": "110101190001010000", "address": "示例路 1 号"}}
      """
    #expect(try draft(json) == expected)
  }

  @Test func `what is missing has the key of a record that does not say`() throws {
    let draft = try draft(#"{"narrative": "x", "cause": null, "region": ""}"#)
    #expect(draft == Draft(narrative: "x"))
    #expect(draft.businessClass.key == "unclassified")
    #expect(draft.intakeChannel.key == "unrecorded")
  }

  @Test func `the bank's own labels give the key and stay beside it`() throws {
    let labels = ["business_class": ["柜面服务及操作": "B.other"]]
    #expect(
      try draft(#"{"business_class": "柜面服务及操作"}"#, labels: labels).businessClass
        == CodeValue("B.other", label: "柜面服务及操作"))
    #expect(
      try draft(#"{"business_class_label": "柜面服务及操作"}"#, labels: labels).businessClass
        == CodeValue("B.other", label: "柜面服务及操作"))
    #expect(
      try draft(#"{"business_class_label": "经济往来"}"#).businessClass
        == CodeValue("unclassified", label: "经济往来"))
    #expect(
      try draft(#"{"business_class": "B.card", "business_class_label": "贷记卡"}"#).businessClass
        == CodeValue("B.card", label: "贷记卡"))
    #expect(refusal(#"{"business_class": "经济往来"}"#)?.code == .unknownCode)
  }

  @Test func `an amount says yuan or fen, or is refused`() throws {
    #expect(try draft(#"{"amount_fen": 2000}"#).amount == Money(fen: 2000))
    #expect(try draft(#"{"amount": "20"}"#).amount == Money(fen: 2000))
    #expect(try draft(#"{"amount": 2000}"#, source: .importer).amount == Money(fen: 2000))
    #expect(refusal(#"{"amount": 2000}"#)?.code == .badNumber)
    #expect(refusal(#"{"amount": 20.5}"#)?.code == .badNumber)
    #expect(refusal(#"{"amount": "twenty"}"#)?.code == .badNumber)
  }

  @Test(arguments: [
    (#"{"narative": "x"}"#, "there is no member `narative`", "did you mean `narrative`?"),
    (
      #"{"complainant": {"fone": "1"}}"#, "there is no member `complainant.fone`",
      "did you mean `complainant.phone`?"
    ),
    (
      #"{"narrative": 1}"#, "`narrative` is an integer, not a text",
      "correct `narrative` and try again"
    ),
    (
      #"{"headcount": "2"}"#, "`headcount` is a text, not an integer",
      "correct `headcount` and try again"
    ),
    (
      #"{"synthetic": 1}"#, "`synthetic` is an integer, not a truth value",
      "correct `synthetic` and try again"
    ),
    (
      #"{"outside_numbers": "1"}"#, "`outside_numbers` is a text, not a list of texts",
      "correct `outside_numbers` and try again"
    ),
    (
      #"{"complainant": "x"}"#, "`complainant` is a text, not an object",
      "correct `complainant` and try again"
    ),
    (#"[]"#, "`JSON` is a list, not an object", "correct `JSON` and try again"),
    (
      #"{"received_on": "2026-02-30"}"#, "`received_on` is no possible day: `2026-02-30`",
      "write it as 2026-03-02"
    ),
    (
      #"{"transferred_by": "police"}"#, "there is no transferor `police`",
      "use: pbc, nfra, government, other"
    ),
  ])
  func `a member that cannot be read is refused with what to do`(
    json: String, problem: String, remedy: String
  ) {
    let refusal = refusal(json)
    #expect(refusal?.problem.en == problem)
    #expect(refusal?.remedy.en == remedy)
  }

  @Test func `only an importer archives`() throws {
    #expect(try draft(#"{"archive": "Closed"}"#, source: .importer).archive == "Closed")
    #expect(refusal(#"{"archive": "Closed"}"#)?.code == .malformedInput)
  }
}
