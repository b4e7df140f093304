/// A day of the Gregorian calendar, without a time of day or a zone (日).
///
/// Rules count in civil days, so a day is one integer: adding, comparing and measuring cost one
/// machine instruction, and no zone can move a deadline.
public struct CivilDay: Sendable, Hashable, Comparable, Strideable {
  /// Days since 1970-01-01; negative before it.
  public let number: Int32

  /// The years that may be written down; a day outside them is taken for a slip of the pen.
  public static let years = 1900...2199

  /// A day by its number.
  ///
  /// - Parameter number: Days since 1970-01-01.
  public init(number: Int32) {
    self.number = number
  }

  /// A possible day; nil for 30 February or a year outside `years`.
  public init?(year: Int, month: Int, day: Int) {
    guard Self.years.contains(year), (1...12).contains(month),
      (1...Self.lengthOfMonth(month, in: year)).contains(day)
    else { return nil }
    number = Self.number(year, month, day)
  }

  /// Reads exactly `YYYY-MM-DD`; nil for any other spelling and for an impossible day.
  public init?(iso: String) {
    var digits: [Int] = []
    digits.reserveCapacity(8)
    var place = 0
    for byte in iso.utf8 {
      defer { place += 1 }
      switch (place, byte) {
      case (4, UInt8(ascii: "-")), (7, UInt8(ascii: "-")): continue
      case (4, _), (7, _), (10..., _): return nil
      case (_, UInt8(ascii: "0")...UInt8(ascii: "9")): digits.append(Int(byte) - 48)
      default: return nil
      }
    }
    guard place == 10 else { return nil }
    self.init(
      year: digits[0] * 1000 + digits[1] * 100 + digits[2] * 10 + digits[3],
      month: digits[4] * 10 + digits[5], day: digits[6] * 10 + digits[7])
  }

  /// The calendar year, such as 2026.
  public var year: Int { parts.year }

  /// The month, 1 to 12.
  public var month: Int { parts.month }

  /// The day of the month, 1 to 31.
  public var day: Int { parts.day }

  /// The quarter of the year, 1 to 4.
  public var quarter: Int { (parts.month + 2) / 3 }

  /// The day of the week after ISO 8601: 1 is Monday, 7 is Sunday.
  public var isoWeekday: Int {
    // 1970-01-01 was a Thursday.
    let sinceMonday = (Int(number) + 3) % 7
    return (sinceMonday < 0 ? sinceMonday + 7 : sinceMonday) + 1
  }

  /// The day as `YYYY-MM-DD`.
  public var iso: String {
    let (year, month, day) = parts
    return String(unsafeUninitializedCapacity: 10) { bytes in
      guard (0...9999).contains(year) else { return 0 }
      let digits = [
        year / 1000, year / 100 % 10, year / 10 % 10, year % 10, -3, month / 10, month % 10, -3,
        day / 10, day % 10,
      ]
      // -3 + 48 is the hyphen.
      for (place, digit) in digits.enumerated() { bytes[place] = UInt8(48 + digit) }
      return 10
    }
  }

  /// The same day of the month so many months later, or the last day of that month when it is
  /// shorter: 31 January and one month is 28 or 29 February.
  ///
  /// - Parameter months: How many calendar months; negative goes back.
  /// - Returns: The day, clamped to the end of its month.
  public func addingMonths(_ months: Int) -> CivilDay {
    let (year, month, day) = parts
    let count = year * 12 + (month - 1) + months
    let (newYear, newMonth) = (Self.floorDivided(count, by: 12), Self.modulo(count, 12) + 1)
    let length = Self.lengthOfMonth(newMonth, in: newYear)
    return CivilDay(number: Self.number(newYear, newMonth, min(day, length)))
  }

  /// The signed count of days from this day to `other`.
  public func distance(to other: CivilDay) -> Int {
    Int(other.number) - Int(number)
  }

  /// The day so many days later; a count beyond all calendars stops at the last number.
  public func advanced(by days: Int) -> CivilDay {
    CivilDay(number: Int32(clamping: Int(number) + days))
  }

  /// The day so many days later.
  public static func + (day: CivilDay, days: Int) -> CivilDay { day.advanced(by: days) }

  /// The day so many days earlier.
  public static func - (day: CivilDay, days: Int) -> CivilDay { day.advanced(by: -days) }

  /// Whether the first day comes before the second.
  public static func < (first: CivilDay, second: CivilDay) -> Bool {
    first.number < second.number
  }

  /// Whether both are the same day.
  public static func == (first: CivilDay, second: CivilDay) -> Bool {
    first.number == second.number
  }
}

// Arithmetic. A year is counted from March, so that the leap day is its last day and a month's
// first day follows from one linear formula; 400 years are always 146,097 days.
extension CivilDay {
  private static let daysInCycle = 146_097
  private static let marchEpoch = 719_468  // days from 0000-03-01 to 1970-01-01

  /// How many days the month has, 28 to 31.
  static func lengthOfMonth(_ month: Int, in year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func isLeap(_ year: Int) -> Bool {
    (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
  }

  private static func number(_ year: Int, _ month: Int, _ day: Int) -> Int32 {
    let marchYear = month > 2 ? year : year - 1
    let cycle = floorDivided(marchYear, by: 400)
    let yearInCycle = marchYear - cycle * 400
    let dayInYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    let dayInCycle = yearInCycle * 365 + yearInCycle / 4 - yearInCycle / 100 + dayInYear
    return Int32(clamping: cycle * daysInCycle + dayInCycle - marchEpoch)
  }

  private var parts: (year: Int, month: Int, day: Int) {
    let days = Int(number) + Self.marchEpoch
    let cycle = Self.floorDivided(days, by: Self.daysInCycle)
    let dayInCycle = days - cycle * Self.daysInCycle
    // Take out the leap days that passed, so that every year has 365 days.
    let yearInCycle =
      (dayInCycle - dayInCycle / 1460 + dayInCycle / 36_524 - dayInCycle / 146_096) / 365
    let dayInYear = dayInCycle - (365 * yearInCycle + yearInCycle / 4 - yearInCycle / 100)
    let marchMonth = (5 * dayInYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    let year = cycle * 400 + yearInCycle + (month <= 2 ? 1 : 0)
    return (year, month, dayInYear - (153 * marchMonth + 2) / 5 + 1)
  }

  private static func floorDivided(_ value: Int, by divisor: Int) -> Int {
    let quotient = value / divisor
    return value % divisor < 0 ? quotient - 1 : quotient
  }

  private static func modulo(_ value: Int, _ divisor: Int) -> Int {
    value - floorDivided(value, by: divisor) * divisor
  }
}
