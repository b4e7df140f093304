/// `2026-11-23T01:24:26.817Z`: always 24 characters, always UTC.
enum Timestamp {
  static let byteCount = 24

  /// Writes the instant; years 0000 to 9999.
  static func append(_ milliseconds: Int64, to text: inout [UInt8]) {
    let (days, rest) = divide(milliseconds, 86_400_000)
    let (year, month, day) = civil(days)
    appendDigits(year, 4, to: &text)
    text.append(0x2D)
    appendDigits(month, 2, to: &text)
    text.append(0x2D)
    appendDigits(day, 2, to: &text)
    text.append(0x54)
    appendDigits(Int(rest / 3_600_000), 2, to: &text)
    text.append(0x3A)
    appendDigits(Int(rest / 60_000 % 60), 2, to: &text)
    text.append(0x3A)
    appendDigits(Int(rest / 1_000 % 60), 2, to: &text)
    text.append(0x2E)
    appendDigits(Int(rest % 1_000), 3, to: &text)
    text.append(0x5A)
  }

  /// Reads 24 characters; nil unless writing the result gives the same characters.
  static func milliseconds(_ text: UnsafeRawBufferPointer) -> Int64? {
    guard text.count == byteCount else { return nil }
    func digits(_ start: Int, _ count: Int) -> Int? {
      var value = 0
      for place in start..<(start + count) {
        guard (0x30...0x39).contains(text[place]) else { return nil }
        value = value * 10 + Int(text[place] - 0x30)
      }
      return value
    }
    guard let year = digits(0, 4), let month = digits(5, 2), let day = digits(8, 2),
      let hour = digits(11, 2), let minute = digits(14, 2), let second = digits(17, 2),
      let fraction = digits(20, 3), text[4] == 0x2D, text[7] == 0x2D, text[10] == 0x54,
      text[13] == 0x3A, text[16] == 0x3A, text[19] == 0x2E, text[23] == 0x5A,
      (1...12).contains(month), hour < 24, minute < 60, second < 60
    else { return nil }
    let days = dayNumber(year, month, day)
    guard civil(days) == (year, month, day) else { return nil }
    let seconds = days * 86_400 + Int64(hour * 3_600 + minute * 60 + second)
    return seconds * 1_000 + Int64(fraction)
  }

  private static func divide(_ number: Int64, _ by: Int64) -> (Int64, Int64) {
    let (quotient, remainder) = number.quotientAndRemainder(dividingBy: by)
    return remainder < 0 ? (quotient - 1, remainder + by) : (quotient, remainder)
  }

  private static func appendDigits(_ number: Int, _ count: Int, to text: inout [UInt8]) {
    var scale = 1
    for _ in 1..<count { scale *= 10 }
    while scale > 0 {
      text.append(0x30 + UInt8(number / scale % 10))
      scale /= 10
    }
  }

  /// Days since 1970-01-01 of a proleptic Gregorian date; years counted from 1 March.
  private static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int64 {
    let shifted = month > 2 ? year : year - 1
    let monthFromMarch = (month + 9) % 12
    let (era, yearOfEra) = divide(Int64(shifted), 400)
    let dayOfYear = Int64((153 * monthFromMarch + 2) / 5 + day - 1)
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func civil(_ days: Int64) -> (Int, Int, Int) {
    let (era, dayOfEra) = divide(days + 719_468, 146_097)
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = Int(dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    let month = Int(monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9)
    return (Int(yearOfEra + era * 400) + (month <= 2 ? 1 : 0), month, day)
  }
}
