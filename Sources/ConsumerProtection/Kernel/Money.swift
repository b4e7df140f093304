/// An amount of yuan as a whole number of fen (分); never a binary fraction.
public struct Money: Sendable, Hashable, Comparable {
  /// Hundredths of a yuan; negative is allowed, since a correction may be one.
  public let fen: Int64

  /// Nothing.
  public static let zero = Money(fen: 0)

  /// An amount.
  ///
  /// - Parameter fen: Hundredths of a yuan.
  public init(fen: Int64) {
    self.fen = fen
  }

  /// Reads `1234`, `1234.5`, `1234.56` or `1,234.56`, each with or without a leading `-`.
  ///
  /// - Returns: nil for anything else: a third decimal, commas in the wrong place, a currency
  ///   sign, an amount beyond 92,233,720,368,547,758.07.
  public init?(_ text: String) {
    var rest = Substring(text)
    let isNegative = rest.first == "-"
    if isNegative { rest = rest.dropFirst() }
    let parts = rest.split(separator: ".", omittingEmptySubsequences: false)
    guard let whole = parts.first, parts.count <= 2, let yuan = Self.wholeNumber(whole),
      let cents = parts.count == 2 ? Self.decimals(parts[1]) : 0
    else { return nil }
    let (hundredths, tooMany) = yuan.multipliedReportingOverflow(by: 100)
    let (sum, beyond) = hundredths.addingReportingOverflow(cents)
    guard !tooMany, !beyond else { return nil }
    fen = isNegative ? -sum : sum
  }

  /// The amount with two decimals and without grouping, such as `1234.56`.
  public var text: String {
    let size = fen.magnitude
    let cents = size % 100
    return "\(fen < 0 ? "-" : "")\(size / 100).\(cents < 10 ? "0" : "")\(cents)"
  }

  /// The sum; beyond all amounts it stops at the largest.
  public static func + (first: Money, second: Money) -> Money {
    let (sum, overflow) = first.fen.addingReportingOverflow(second.fen)
    return Money(fen: overflow ? (first.fen < 0 ? .min : .max) : sum)
  }

  /// Whether the first amount is the smaller.
  public static func < (first: Money, second: Money) -> Bool { first.fen < second.fen }

  private static func wholeNumber(_ text: Substring) -> Int64? {
    let groups = text.split(separator: ",", omittingEmptySubsequences: false)
    if groups.count > 1 {
      guard (1...3).contains(groups[0].utf8.count),
        groups.dropFirst().allSatisfy({ $0.utf8.count == 3 })
      else { return nil }
    }
    let digits = groups.joined()
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return Int64(digits)
  }

  private static func decimals(_ text: Substring) -> Int64? {
    guard (1...2).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }),
      let value = Int64(text)
    else { return nil }
    return text.utf8.count == 1 ? value * 10 : value
  }
}
