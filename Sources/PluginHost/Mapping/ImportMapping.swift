public import ConsumerProtection

/// How a file of another system becomes drafts: which column holds what, by name. A data file, not code.
public struct ImportMapping: Sendable, Equatable {
  /// How a day with numbers alone is written.
  public enum DayOrder: String, Sendable, CaseIterable {
    /// Year, month, day.
    case yearFirst = "ymd"
    /// Month, day, year.
    case monthFirst = "mdy"
    /// Day, month, year.
    case dayFirst = "dmy"
  }

  /// What an amount without a unit counts.
  public enum AmountUnit: String, Sendable, CaseIterable {
    /// 分
    case fen
    /// 元
    case yuan
    /// 万元
    case tenThousandYuan = "wan"

    /// How many decimals a whole number of fen may have.
    var decimals: Int {
      switch self {
      case .fen: 0
      case .yuan: 2
      case .tenThousandYuan: 6
      }
    }
  }

  /// What happens to a text that a field's `values` do not have.
  public enum Unmapped: String, Sendable, CaseIterable {
    /// It stands as it is: the source's own label.
    case keep
    /// It counts as blank.
    case ignore
    /// It rejects the row.
    case reject
  }

  /// What one member of a draft is read from.
  struct Field: Sendable, Equatable {
    /// The draft's member.
    var target: String
    /// The column's names; the first that the file has counts.
    var columns: [String] = []
    /// What stands in the cell, and what it means.
    var values: [(text: String, means: String)] = []
    /// What it is when the cell is blank.
    var otherwise: String?
    /// What happens to a text that `values` does not have.
    var unmapped = Unmapped.keep
    /// Whether a blank cell rejects the row.
    var isRequired = false
    /// The unit of an amount.
    var unit = AmountUnit.yuan
    /// It is only there when one of these columns is.
    var whenPresent: [String] = []

    static func == (one: Field, other: Field) -> Bool {
      one.target == other.target && one.columns == other.columns
        && one.values.map(\.text) == other.values.map(\.text)
        && one.values.map(\.means) == other.values.map(\.means) && one.otherwise == other.otherwise
        && one.unmapped == other.unmapped && one.isRequired == other.isRequired
        && one.unit == other.unit && one.whenPresent == other.whenPresent
    }
  }

  /// A day of the source that is kept as it says.
  struct SourceDay: Sendable, Equatable {
    var name: String
    var columns: [String]
  }

  /// The source's name; with the number of a row it makes a second import find it again.
  public let source: String
  /// What people call it.
  public let title: Phrase?
  /// What stands between cells.
  public let separator: UInt8
  /// How days are written.
  public let dayOrder: DayOrder
  /// Texts that mean nothing, such as `-`.
  let blanks: [String]
  /// A row whose number begins with one of these is a total and no complaint.
  let footers: [String]
  let fields: [Field]
  let days: [SourceDay]
  /// The order in which the days should lie.
  let order: [String]

  /// The columns that a header must have, each with the names it may bear.
  public var required: [[String]] {
    fields.filter { $0.isRequired && !$0.columns.isEmpty }.map(\.columns)
  }

  /// The members of a draft that a mapping may fill.
  static let targets = [
    "source_id", "received_on", "intake_channel", "business_channel", "business_class", "cause",
    "region", "product", "amount", "headcount", "transferred_by", "unit", "respondent_unit",
    "outside_numbers", "narrative", "demand", "complainant_name", "complainant_phone",
    "complainant_id", "complainant_address", "archive",
  ]

  /// Reads a mapping file.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - file: Its path, for messages.
  /// - Returns: The mapping.
  /// - Throws: Every problem at once, with line and column.
  public static func read(_ bytes: [UInt8], file: String) throws(PluginProblems) -> ImportMapping {
    var reader = MappingReader(try YAMLValue.read(bytes, file: file), file: file)
    return try reader.mapping()
  }
}

/// Why a cell rejects its row.
public struct CellProblem: Error, Sendable, Equatable {
  /// The column as the file names it; empty when no column has it.
  public let column: String
  /// What stands there; empty for what must not be repeated.
  public let value: String
  /// Why.
  public let reason: Phrase
}
