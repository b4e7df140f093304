/// One cell of a table, kept exact; rounding happens when it is printed and never before.
public enum Cell: Sendable, Equatable {
  /// Text, byte for byte as given.
  case text(String)
  /// A whole number.
  case count(Int64)
  /// A share: printed as numerator / denominator in percent, rounded half up to `decimals`
  /// (0 to 9; beyond that the nearest bound counts). A denominator of 0 prints `–`.
  case share(numerator: Int64, denominator: Int64, decimals: Int)
  /// An amount in fen (1/100 yuan), printed in yuan with two decimals.
  case money(Int64)
  /// A civil day, in days since 1970-01-01.
  case day(Int)
  /// Words that stand in a column of figures and are stated, not computed, e.g. `100%`.
  case statement(String)
  /// Nothing.
  case empty

  /// The number a check adds up: a count, an amount in fen, or a share's numerator; nil for
  /// the others.
  public var number: Int64? {
    switch self {
    case .count(let number), .money(let number): number
    case .share(let numerator, _, _): numerator
    case .text, .day, .statement, .empty: nil
    }
  }

  /// The cell as people read it, the same in every writer.
  public var text: String {
    switch self {
    case .text(let text), .statement(let text): text
    case .count(let count): String(count)
    case .share(let numerator, let denominator, let decimals):
      Share(numerator, of: denominator).text(decimals: decimals)
    case .money(let fen): CellText.money(fen)
    case .day(let day): CellText.day(day)
    case .empty: ""
    }
  }
}
