/// The numbers of cells as texts: plain decimals, and days where the cell's format shows one.
enum SheetNumber {
  /// The text; nil when it is no number, or one whose digits the spreadsheet did not keep.
  static func text(_ stored: String, isDay: Bool, from1904: Bool) -> String? {
    guard let number = Double(stored), number.isFinite else { return nil }
    if isDay, let day = day(number, from1904: from1904) { return day }
    if number.rounded(.towardZero) == number {
      // A spreadsheet keeps 15 digits: what is longer lost its end before it reached us.
      guard abs(number) < 1e15 else { return nil }
      return String(Int64(number))
    }
    let text = "\(number)"
    return text.contains("e") ? decimal(text) : text
  }

  /// `1.5e-07` as `0.00000015`.
  private static func decimal(_ text: String) -> String {
    let parts = text.split(separator: "e", maxSplits: 1)
    guard parts.count == 2, let exponent = Int(parts[1]), exponent < 0 else { return text }
    let isNegative = parts[0].first == "-"
    let digits = parts[0].filter { $0 != "." && $0 != "-" }
    let padded = String(repeating: "0", count: -exponent - 1) + digits
    var trimmed = Substring(padded)
    while trimmed.last == "0" { trimmed = trimmed.dropLast() }
    return (isNegative ? "-" : "") + "0." + (trimmed.isEmpty ? "0" : String(trimmed))
  }

  /// `2026-03-02`, `2026-03-02 14:30:00`, or `14:30:00` for a time without a day.
  private static func day(_ serial: Double, from1904: Bool) -> String? {
    guard serial >= 0, serial < 2_958_466 else { return nil }
    var seconds = Int((serial * 86_400).rounded())
    var days = seconds / 86_400
    seconds %= 86_400
    let time = clock(seconds)
    if days == 0, !from1904 { return time }
    // Days since 1970-01-01. The count from 1900 has a 29 February 1900 that never was.
    if from1904 { days -= 24_107 } else { days -= days < 60 ? 25_568 : 25_569 }
    let date = iso(days)
    return seconds == 0 ? date : "\(date) \(time)"
  }

  private static func clock(_ seconds: Int) -> String {
    [seconds / 3_600, seconds / 60 % 60, seconds % 60].map { two($0) }.joined(separator: ":")
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  /// A day since 1970-01-01, from 1900 to 9999, by cycles of 400 years that begin on 1 March.
  private static func iso(_ day: Int) -> String {
    let shifted = day + 719_468
    let cycle = shifted / 146_097
    let inCycle = shifted % 146_097
    let year = (inCycle - inCycle / 1_460 + inCycle / 36_524 - inCycle / 146_096) / 365
    let inYear = inCycle - (365 * year + year / 4 - year / 100)
    let month = (5 * inYear + 2) / 153
    let dayOfMonth = inYear - (153 * month + 2) / 5 + 1
    let civilMonth = month < 10 ? month + 3 : month - 9
    let civilYear = year + cycle * 400 + (civilMonth <= 2 ? 1 : 0)
    return "\(civilYear)-\(two(civilMonth))-\(two(dayOfMonth))"
  }
}

/// Which number formats show days or times.
enum DayFormat {
  /// The formats that the standard numbers, those of the Chinese edition among them.
  static func isBuiltIn(_ id: Int) -> Bool {
    (14...22).contains(id) || (27...36).contains(id) || (45...47).contains(id)
      || (50...58).contains(id)
  }

  /// Whether a written format has a letter of days or times outside quotes and brackets.
  static func isDay(_ code: String) -> Bool {
    var isQuoted = false
    var isBracketed = false
    var isEscaped = false
    for scalar in code.unicodeScalars {
      if isEscaped {
        isEscaped = false
        continue
      }
      switch scalar {
      case "\\", "_", "*": isEscaped = !isQuoted
      case "\"": isQuoted.toggle()
      case "[" where !isQuoted: isBracketed = true
      case "]" where !isQuoted: isBracketed = false
      case "y", "Y", "m", "M", "d", "D", "h", "H", "s", "S":
        if !isQuoted, !isBracketed { return true }
      // `General` has none of the letters above but is a word of its own.
      default: continue
      }
    }
    return false
  }
}
