internal import ConsumerProtection

/// What stands in a cell, read as people write it.
enum MappedCells {
  /// The cell without what spreadsheets and exports put around it: spaces and tabs of both widths, an
  /// apostrophe before a number, `="…"`.
  static func trimmed(_ text: String) -> String {
    var rest = Substring(text)
    while let first = rest.unicodeScalars.first, isPadding(first) {
      rest.unicodeScalars.removeFirst()
    }
    while let last = rest.unicodeScalars.last, isPadding(last) { rest.unicodeScalars.removeLast() }
    if rest.hasPrefix("=\""), rest.hasSuffix("\""), rest.utf8.count >= 3 {
      return String(rest.dropFirst(2).dropLast())
    }
    if rest.first == "'" { rest = rest.dropFirst() }
    return String(rest)
  }

  private static func isPadding(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x20, 0xA0, 0x3000, 0xFEFF: true
    default: false
    }
  }

  /// Digits, letters and signs of full width as those of half width.
  static func halfWidth(_ text: String) -> String {
    var folded = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0xFF01...0xFF5E: folded.append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
      case 0x3000: folded.append(" ")
      default: folded.append(scalar)
      }
    }
    return String(folded)
  }

  /// `2024-03-02`, `2024/3/2`, `2024.3.2`, `2024年3月2日`, `20240302`, a spreadsheet's day number, each
  /// with or without a time behind it; with the year last where the mapping says so.
  static func day(_ text: String, _ order: ImportMapping.DayOrder) -> CivilDay? {
    let plain = halfWidth(text)
    let word = plain.split { $0 == " " || $0 == "T" }.first.map(String.init) ?? ""
    let digits = word.utf8.allSatisfy { (48...57).contains($0) }
    if digits, word.utf8.count == 8, let number = Int(word) {
      return CivilDay(year: number / 10_000, month: number / 100 % 100, day: number % 100)
    }
    // A spreadsheet counts from 30 December 1899; 20000 to 60000 are the years 1954 to 2064.
    if digits, let number = Int(word), (20_000...60_000).contains(number) {
      return CivilDay(year: 1899, month: 12, day: 30).map { $0 + number }
    }
    let parts = word.split { "-/.年月日".contains($0) }
    guard parts.count == 3 else { return nil }
    var numbers: [Int] = []
    for part in parts {
      guard part.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(part) else {
        return nil
      }
      numbers.append(number)
    }
    let (year, month, day) =
      switch order {
      case .yearFirst: (numbers[0], numbers[1], numbers[2])
      case .monthFirst: (numbers[2], numbers[0], numbers[1])
      case .dayFirst: (numbers[2], numbers[1], numbers[0])
      }
    guard (1900...2199).contains(year) else { return nil }
    return CivilDay(year: year, month: month, day: day)
  }

  /// An amount with or without a currency sign, grouping and unit; exact, or nil.
  static func money(_ text: String, _ unit: ImportMapping.AmountUnit) -> Money? {
    var word = halfWidth(text).filter { $0 != "," && $0 != " " }
    for sign in ["¥", "￥", "RMB", "人民币"] where word.hasPrefix(sign) {
      word.removeFirst(sign.count)
    }
    var unit = unit
    for (suffix, named) in [
      ("万元", ImportMapping.AmountUnit.tenThousandYuan), ("万", .tenThousandYuan), ("元", .yuan),
    ] where word.hasSuffix(suffix) {
      word.removeLast(suffix.count)
      unit = named
      break
    }
    let parts = word.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let whole = parts.first, !whole.isEmpty,
      word.utf8.allSatisfy({ (48...57).contains($0) || $0 == 46 })
    else { return nil }
    var decimals = parts.count == 2 ? String(parts[1]) : ""
    while decimals.utf8.count > unit.decimals, decimals.hasSuffix("0") { decimals.removeLast() }
    guard decimals.utf8.count <= unit.decimals else { return nil }
    decimals += String(repeating: "0", count: unit.decimals - decimals.utf8.count)
    return Int64(whole + decimals).map { Money(fen: $0) }
  }

  /// A whole number, with or without 人 or 名 behind it.
  static func count(_ text: String) -> Int64? {
    var word = halfWidth(text)
    for suffix in ["人", "名", "位"] where word.hasSuffix(suffix) { word.removeLast() }
    guard word.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return Int64(word)
  }
}
