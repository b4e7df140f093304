import ConsumerProtection
import Testing

@Suite struct InstantTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00.000Z", 0), ("2026-11-23T01:24:26.817Z", 1_795_397_066_817),
    ("1969-12-31T23:59:59.999Z", -1), ("2000-02-29T12:00:00.001Z", 951_825_600_001),
  ])
  func `an instant reads back as it is written`(text: String, milliseconds: Int64) {
    #expect(Instant(iso: text) == Instant(milliseconds: milliseconds))
    #expect(Instant(milliseconds: milliseconds).iso == text)
  }

  @Test(arguments: [
    "2026-11-23T01:24:26Z", "2026-11-23T24:00:00.000Z", "2026-11-23T01:60:00.000Z",
    "2026-11-23T01:24:60.000Z", "2026-02-30T01:24:26.817Z", "2026-11-23 01:24:26.817Z",
    "2026-11-23T01:24:26.817+", "",
  ])
  func `another spelling or an impossible time is not an instant`(text: String) {
    #expect(Instant(iso: text) == nil)
  }

  @Test func `the day in China begins at sixteen hours UTC`() throws {
    let before = try #require(Instant(iso: "2026-11-22T15:59:59.999Z"))
    let after = try #require(Instant(iso: "2026-11-22T16:00:00.000Z"))
    #expect(before.day(atOffset: 28_800).iso == "2026-11-22")
    #expect(before.minuteOfDay(atOffset: 28_800) == 1439)
    #expect(after.day(atOffset: 28_800).iso == "2026-11-23")
    #expect(after.minuteOfDay(atOffset: 28_800) == 0)
    #expect(before < after)
  }
}
