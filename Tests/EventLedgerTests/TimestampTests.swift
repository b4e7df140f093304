import Testing

@testable import EventLedger

@Suite struct TimestampTests {
  @Test(arguments: [
    (Int64(0), "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
    (1_795_397_066_817, "2026-11-23T01:24:26.817Z"), (951_782_400_000, "2000-02-29T00:00:00.000Z"),
    (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
    (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
  ])
  func `an instant is written as 24 characters and read back`(instant: Int64, text: String) {
    var written: [UInt8] = []
    Timestamp.append(instant, to: &written)
    #expect(String(decoding: written, as: UTF8.self) == text)
    #expect(written.withUnsafeBytes { Timestamp.milliseconds($0) } == instant)
  }

  @Test(arguments: [
    "2026-02-29T00:00:00.000Z", "2026-13-01T00:00:00.000Z", "2026-00-01T00:00:00.000Z",
    "2026-01-01T24:00:00.000Z", "2026-01-01T00:60:00.000Z", "2026-01-01T00:00:60.000Z",
    "2026-01-01 00:00:00.000Z", "2026-01-01T00:00:00.000z", "2026-01-01T00:00:00.00Z",
  ])
  func `an impossible instant is refused`(text: String) {
    #expect(Array(text.utf8).withUnsafeBytes { Timestamp.milliseconds($0) } == nil)
  }
}
