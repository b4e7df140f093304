internal import ConsumerProtection

/// Case numbers: `C-20261123-000417`, the day of intake and a counter of that day.
///
/// A number is never used twice and never masked.
enum CaseNumber {
  /// The number of the n-th case of a day.
  static func text(_ day: CivilDay, _ counter: Int64, letter: String = "C") -> String {
    let digits = String(counter)
    return prefix(of: day, letter: letter) + String(repeating: "0", count: max(0, 6 - digits.count))
      + digits
  }

  /// What all numbers of a day begin with, e.g. `C-20261123-`.
  static func prefix(of day: CivilDay, letter: String = "C") -> String {
    "\(letter)-\(day.iso.filter { $0 != "-" })-"
  }

  /// The letter that numbers of a kind begin with: `C` of complaints, `K` of contacts.
  static func letter(of kind: MatterKind) -> String { kind == IntakeContact.kind ? "K" : "C" }

  /// The day and the counter inside a number; nil for another text.
  static func parts(of text: String) -> (day: CivilDay, counter: Int64)? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, ["C", "K"].contains(parts[0]), parts[1].utf8.count == 8,
      let counter = Int64(parts[2])
    else { return nil }
    let digits = String(parts[1])
    let iso = "\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.suffix(2))"
    return CivilDay(iso: iso).map { ($0, counter) }
  }

  /// The same of bytes, without making a text.
  static func parts(of text: UnsafeRawBufferPointer) -> (day: CivilDay, counter: Int64)? {
    guard text.count > 11, text[0] == UInt8(ascii: "C") || text[0] == UInt8(ascii: "K"),
      text[1] == UInt8(ascii: "-"),
      text[10] == UInt8(ascii: "-"), let year = number(text[2..<6]),
      let month = number(text[6..<8]), let day = number(text[8..<10]),
      let counter = number(text[11...]),
      let civil = CivilDay(year: Int(year), month: Int(month), day: Int(day))
    else { return nil }
    return (civil, counter)
  }

  private static func number(_ digits: Slice<UnsafeRawBufferPointer>) -> Int64? {
    guard digits.count <= 18 else { return nil }
    var number: Int64 = 0
    for digit in digits {
      guard digit >= 0x30, digit <= 0x39 else { return nil }
      number = number * 10 + Int64(digit - 0x30)
    }
    return number
  }
}
