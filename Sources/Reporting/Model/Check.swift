extension Document {
  /// An equation over cells that must hold: the sum of `left` equals the sum of `right`.
  public struct Check: Sendable, Equatable {
    /// What is claimed, in words; printed when it fails.
    public var name: String
    /// The cells on the left, added up.
    public var left: [CellReference]
    /// The cells on the right, added up.
    public var right: [CellReference]

    /// Makes a check Σ left = Σ right.
    public init(name: String, left: [CellReference], right: [CellReference]) {
      self.name = name
      self.left = left
      self.right = right
    }
  }

  /// The cells a check adds up. Counts as they are, money in fen, shares by their numerator.
  public enum CellReference: Sendable, Equatable {
    /// One cell of a row, counted from 0.
    case cell(table: String, row: Int, column: String)
    /// Every row's cell in a column, the row of totals left out; an empty cell counts as 0.
    case column(table: String, column: String)
    /// The cell of the row of totals.
    case total(table: String, column: String)
    /// A number from elsewhere, e.g. the count of the whole.
    case number(Int64)
  }

  /// What became of one check.
  public struct CheckFinding: Sendable, Equatable {
    /// The outcome of an equation.
    public enum Outcome: Sendable, Equatable {
      /// Both sides are equal.
      case passed(Int64)
      /// The sides differ.
      case failed(left: Int64, right: Int64)
      /// A side cannot be added up: the reference names no number, or the sum leaves 64 bits.
      case unreadable(reference: String)
    }

    /// The check's name.
    public var name: String
    /// Its outcome.
    public var outcome: Outcome

    /// Makes a finding.
    public init(name: String, outcome: Outcome) {
      self.name = name
      self.outcome = outcome
    }

    /// Whether the equation held.
    public var passed: Bool {
      if case .passed = outcome { true } else { false }
    }
  }
}
