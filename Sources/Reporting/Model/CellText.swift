/// Figures as text, without a locale.
enum CellText {
  /// Yuan with two decimals and no grouping, e.g. `-1234.05`.
  static func money(_ fen: Int64) -> String {
    let magnitude = fen.magnitude
    return "\(fen < 0 ? "-" : "")\(magnitude / 100).\(padded(magnitude % 100, to: 2))"
  }

  /// `2024-03-15`; years before 0 or after 9999 bear their sign (ISO 8601 expanded).
  static func day(_ day: Int) -> String {
    let (year, month, dayOfMonth) = civil(day)
    let sign = year < 0 ? "-" : year > 9999 ? "+" : ""
    let yearAndMonth = "\(sign)\(padded(year.magnitude, to: 4))-\(padded(month, to: 2))"
    return "\(yearAndMonth)-\(padded(dayOfMonth, to: 2))"
  }

  /// Year, month and day of month of a day since 1970-01-01, proleptic Gregorian calendar.
  ///
  /// Days are counted from 1 March of year 0, so that a leap day ends its year, and cut into
  /// the cycle of 400 years (146,097 days).
  static func civil(_ day: Int) -> (year: Int, month: Int, day: Int) {
    // Far beyond any report; the bound keeps the arithmetic from overflowing.
    let bounded = min(max(day, -1_000_000_000_000), 1_000_000_000_000)
    let shifted = bounded + 719_468
    let cycle = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfCycle = shifted - cycle * 146_097
    let yearOfCycle =
      (dayOfCycle - dayOfCycle / 1_460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365
    let dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfCycle + cycle * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  private static func padded(_ number: some BinaryInteger, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
