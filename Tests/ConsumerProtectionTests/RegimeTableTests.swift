import ConsumerProtection
import Testing

@Suite struct RegimeTableTests {
  private let citation = Citation.complaintMeasures("第十八条", "art. 18")

  private func row(
    _ id: String, _ days: Int = 15, name: String = "decision", extends: String? = nil,
    from: String = "2020-03-01", until: String? = nil
  ) -> Limit {
    Limit(
      id: id, name: name, budget: .naturalDays(days), extends: extends, inForceFrom: day(from),
      inForceUntil: until.map { day($0) }, citation: citation)
  }

  @Test func `a row applies from its first day of receipt and not on the one that ends it`() {
    let row = row("A", from: "2020-03-01", until: "2027-01-01")
    #expect(!row.isInForce(on: day("2020-02-29")))
    #expect(row.isInForce(on: day("2020-03-01")))
    #expect(row.isInForce(on: day("2026-12-31")))
    #expect(!row.isInForce(on: day("2027-01-01")))
  }

  @Test func `the rule is chosen by the day of receipt`() throws {
    let table = try RegimeTable(
      id: "t", rows: [row("A", 15, until: "2027-01-01"), row("A", 10, from: "2027-01-01")])
    #expect(table.row("A", onReceipt: day("2026-12-31"))?.budget == .naturalDays(15))
    #expect(table.row("A", onReceipt: day("2027-01-01"))?.budget == .naturalDays(10))
    #expect(table.rows(inForceOn: day("2020-02-29")) == [])
  }

  @Test func `steps follow one another, and the last has none after it`() {
    let receipt = day("2026-03-02")
    let second = chinaLimits.next(after: "CN3.18.simple", onReceipt: receipt)
    #expect(second?.id == "CN3.18.complex")
    #expect(second?.approvers == [])
    #expect(second?.isNoticeRequired == false)
    let third = chinaLimits.next(after: "CN3.18.complex", onReceipt: receipt)
    #expect(third?.approvers == [.superiorUnit, .headOfficeExecutive])
    #expect(third?.isNoticeRequired == true)
    #expect(chinaLimits.next(after: "CN3.18.special", onReceipt: receipt) == nil)
    #expect(chinaLimits.next(after: "CN3.18.simple", onReceipt: day("2020-02-29")) == nil)
  }

  @Test func `nobody selecting, the first steps bind, and the shorter of two`() throws {
    let receipt = day("2026-03-02")
    #expect(
      chinaLimits.strictest(onReceipt: receipt, in: spring2026).map(\.id) == ["CN3.18.simple"])
    #expect(
      chinaLimits.strictest(onReceipt: receipt, transferredBy: .centralBank, in: spring2026)
        .map(\.id) == ["CN3.18.simple", "PBC5.43.bank"])
    #expect(
      chinaLimits.strictest(onReceipt: receipt, transferredBy: .regulator, in: spring2026)
        .map(\.id) == ["CN3.18.simple"])
    #expect(chinaLimits.strictest(onReceipt: day("2020-02-29"), in: spring2026) == [])
    let working = Limit(
      id: "W", name: "decision", budget: .workingDays(10), inForceFrom: day("2020-01-01"),
      citation: citation)
    let table = try RegimeTable(id: "t", rows: [row("A"), working])
    #expect(table.strictest(onReceipt: receipt, in: spring2026).map(\.id) == ["W"])
    #expect(table.strictest(onReceipt: day("2026-02-13"), in: spring2026).map(\.id) == ["A"])
  }

  @Test func `rows that contradict make no table`() {
    func problem(_ rows: [Limit]) -> RegimeTable.Problem? {
      #expect(throws: RegimeTable.Problem.self) { try RegimeTable(id: "t", rows: rows) }
    }
    #expect(
      problem([row("A"), row("A", from: "2025-01-01")])?.problem.en
        == "two rows in force at once have this identifier")
    #expect(
      problem([row("B", extends: "A")])?.problem.en == "it extends `A`, which is not there")
    #expect(
      problem([row("A"), row("B", name: "review", extends: "A")])?.problem.en
        == "it differs from `A` in name or trigger")
    #expect(
      problem([row("A", extends: "B"), row("B", extends: "A")])?.problem.en
        == "its extensions run in a circle")
    #expect(problem([row("A", extends: "A")])?.row == "A")
  }
}
