import ConsumerProtection
import Testing

@Suite struct MoneyTests {
  @Test(arguments: [
    ("0", 0), ("1234", 123_400), ("1234.5", 123_450), ("1234.56", 123_456), ("0.01", 1),
    ("1,234.56", 123_456), ("12,345,678.90", 1_234_567_890), ("-5.07", -507), ("007", 700),
    ("92233720368547758.07", Int64.max),
  ])
  func `an amount in yuan is read as fen`(text: String, fen: Int64) {
    #expect(Money(text) == Money(fen: fen))
  }

  @Test(arguments: [
    "", "-", ".5", "1.", "1.234", "1,23.00", "1234,567", ",123", "1,", "¥5", "1e3", "1 000", "+5",
    "--5", "1.2.3", "９", "92233720368547758.08", "9999999999999999999", "1.-5", "nan",
  ])
  func `anything else is not an amount`(text: String) {
    #expect(Money(text) == nil)
  }

  @Test(arguments: [(0, "0.00"), (1, "0.01"), (-1, "-0.01"), (-12_345, "-123.45"), (100, "1.00")])
  func `an amount is written with two decimals`(fen: Int64, text: String) {
    #expect(Money(fen: fen).text == text)
  }

  @Test func `amounts are added exactly and ordered`() {
    #expect(Money(fen: 10) + Money(fen: 20) == Money(fen: 30))
    #expect(Money(fen: .max) + Money(fen: 1) == Money(fen: .max))
    #expect(Money(fen: -1) < .zero)
  }
}
