/// A share of two counts, exact until it is printed.
public struct Share: Sendable, Equatable {
  /// The part; negative for a decrease.
  public let numerator: Int64
  /// The whole.
  public let denominator: Int64

  /// Makes the share `numerator` of `denominator`.
  public init(_ numerator: Int64, of denominator: Int64) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// The share in percent with this many decimals (0 to 9; the nearest bound beyond), e.g.
  /// 143 of 285 with two is `50.18%`.
  ///
  /// The quotient is exact integer arithmetic and is rounded once, half up in magnitude, so
  /// that a fall prints like the rise of the same size; zero never bears a sign. A
  /// denominator of 0 has no share and prints `–`.
  public func text(decimals: Int) -> String {
    guard denominator != 0 else { return "–" }
    let places = min(max(decimals, 0), 9)
    let scale = (0..<places).reduce(UInt128(1)) { power, _ in power * 10 }
    let part = UInt128(numerator.magnitude) * 100 * scale
    let whole = UInt128(denominator.magnitude)
    // Half up without a fraction: floor((2·part + whole) / (2·whole)).
    let rounded = (2 * part + whole) / (2 * whole)
    let sign = rounded != 0 && (numerator < 0) != (denominator < 0) ? "-" : ""
    let units = String(rounded / scale)
    guard places > 0 else { return "\(sign)\(units)%" }
    let fraction = String(rounded % scale)
    let zeros = String(repeating: "0", count: places - fraction.utf8.count)
    return "\(sign)\(units).\(zeros)\(fraction)%"
  }
}
