/// Shares out a line's columns among a table's columns.
enum ColumnFit {
  /// What one column wants and what it can bear.
  struct Demand {
    /// The width at which nothing is cut or wrapped.
    var natural: Int
    /// The least width; equal to `natural` for a column that may not shrink.
    var minimum: Int
  }

  /// Widths of at most `available` columns in all, found by taking from the widest column
  /// that can still give; nil when even the least widths do not fit.
  static func widths(_ demands: [Demand], available: Int) -> [Int]? {
    var widths = demands.map { max($0.natural, $0.minimum) }
    var excess = widths.reduce(0, +) - available
    guard demands.reduce(0, { $0 + $1.minimum }) <= available else { return nil }
    while excess > 0 {
      let givers = widths.indices.filter { widths[$0] > demands[$0].minimum }
      guard let widest = givers.max(by: { widths[$0] < widths[$1] }) else { return nil }
      // Down to the next widest in one step; one column at a time where several are equal.
      let next = givers.filter { $0 != widest }.map { widths[$0] }.max() ?? 0
      let floor = max(demands[widest].minimum, min(next, widths[widest] - 1))
      let step = min(excess, widths[widest] - floor)
      widths[widest] -= step
      excess -= step
    }
    return widths
  }
}
