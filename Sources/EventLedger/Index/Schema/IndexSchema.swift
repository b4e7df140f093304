/// What an index holds, declared as a value: one table for each kind of matter.
///
/// A matter of a kind without a table is kept too, with its version and place only.
public struct IndexSchema: Sendable, Equatable {
  /// Raise it when the same lines give other rows or entries: the index is then rebuilt.
  public var version: UInt32
  /// One for each kind that lists, counts or searches need.
  public var tables: [TableSchema]

  /// A schema of tables.
  public init(version: UInt32, tables: [TableSchema] = []) {
    self.version = version
    self.tables = tables
    for table in tables { table.check() }
  }
}

/// The rows of one kind of matter: one row a matter, in the order of their first events.
///
/// Each row has the matter's identifier, version and last place without being told.
public struct TableSchema: Sendable, Equatable {
  /// The kind of the matters, such as `complaint`.
  public var kind: String
  /// The columns; everywhere else a column is named by its place here.
  public var columns: [ColumnSchema]
  /// Small lists inside a row, such as what still falls due.
  public var lists: [ListSchema]
  /// Sorted orders over the rows.
  public var orders: [OrderSchema]
  /// Look-ups by nearly unique columns.
  public var lookups: [LookupSchema]
  /// Maintained counts.
  public var cubes: [CubeSchema]
  /// Names of the sealed fields whose texts are found by their n-grams.
  public var searched: [String]
  /// Sealed fields that are found by their whole value, through a keyed hash.
  public var matched: [MatchedField]

  /// A table of a kind.
  public init(
    kind: String, columns: [ColumnSchema], lists: [ListSchema] = [], orders: [OrderSchema] = [],
    lookups: [LookupSchema] = [], cubes: [CubeSchema] = [], searched: [String] = [],
    matched: [MatchedField] = []
  ) {
    self.searched = searched
    self.matched = matched
    self.kind = kind
    self.columns = columns
    self.lists = lists
    self.orders = orders
    self.lookups = lookups
    self.cubes = cubes
  }

  fileprivate func check() {
    precondition(columns.count <= 64, "a table has at most 64 columns")
    func sortable(_ order: OrderSchema, _ columns: [ColumnSchema]) {
      precondition(!order.columns.isEmpty, "an order needs a column")
      for column in order.columns {
        precondition(columns[column].type != .text, "an order sorts by numbers and codes")
      }
    }
    for order in orders { sortable(order, columns) }
    for list in lists {
      precondition(list.columns.allSatisfy { $0.type != .text }, "a list holds numbers and codes")
      for order in list.orders { sortable(order, list.columns) }
    }
    for cube in cubes {
      precondition(cube.keys.allSatisfy { columns[$0.column].type != .text }, "cubes count codes")
    }
  }
}

/// One column of a table or list.
public struct ColumnSchema: Sendable, Equatable {
  /// Its name, for people and for `ledger stat`.
  public var name: String
  /// What it holds.
  public var type: ColumnType

  /// A column.
  public init(_ name: String, _ type: ColumnType) {
    self.name = name
    self.type = type
  }
}

/// What a column holds; any value may be absent.
public enum ColumnType: Sendable, Equatable {
  /// A whole number: a day, an amount in fen, a flag.
  case number
  /// A text out of few: kept once, counted and compared as a number.
  case code
  /// A text of its own.
  case text

  var word: String {
    switch self {
    case .number: "number"
    case .code: "code"
    case .text: "text"
    }
  }
}

/// A list of small tuples inside a row.
public struct ListSchema: Sendable, Equatable {
  /// Its name.
  public var name: String
  /// The parts of a tuple: numbers and codes.
  public var columns: [ColumnSchema]
  /// Sorted orders over the tuples of all rows.
  public var orders: [OrderSchema]

  /// A list.
  public init(_ name: String, columns: [ColumnSchema], orders: [OrderSchema] = []) {
    self.name = name
    self.columns = columns
    self.orders = orders
  }
}

/// A sorted order: by the columns in turn, then by the order of the matters' first events.
///
/// What has no value in the first column is not in the order.
public struct OrderSchema: Sendable, Equatable {
  /// Its name.
  public var name: String
  /// Places of the columns, the most significant first.
  public var columns: [Int]

  /// An order.
  public init(_ name: String, by columns: [Int]) {
    self.name = name
    self.columns = columns
  }
}

/// Finds rows by columns whose values are nearly unique, such as a number given elsewhere.
///
/// A row without a value in its first column is not in it.
public struct LookupSchema: Sendable, Equatable {
  /// Its name.
  public var name: String
  /// Places of the columns.
  public var columns: [Int]

  /// A look-up.
  public init(_ name: String, by columns: [Int]) {
    self.name = name
    self.columns = columns
  }
}

/// Counts of rows for each combination of values that occurs, kept up to date.
public struct CubeSchema: Sendable, Equatable {
  /// What is counted by.
  public var keys: [GroupKey]

  /// A cube.
  public init(by keys: [GroupKey]) { self.keys = keys }
}

/// What rows are grouped by.
public struct GroupKey: Sendable, Hashable {
  /// How a value becomes a group.
  public enum Bucket: UInt8, Sendable, Hashable {
    /// Each value is a group.
    case value
    /// The column is a civil day number; the group is its month (`CivilMonth`).
    case month
  }

  /// Place of the column.
  public var column: Int
  /// How its value becomes a group.
  public var bucket: Bucket

  /// Each value of a column.
  public static func value(_ column: Int) -> GroupKey { GroupKey(column: column, bucket: .value) }
  /// The month of a column of civil days.
  public static func month(_ column: Int) -> GroupKey { GroupKey(column: column, bucket: .month) }

  func group(_ value: Int64) -> Int64 {
    bucket == .value || value == Absent.number ? value : CivilMonth.number(ofDay: value)
  }
}

/// Months as numbers: years since 1970 times 12, January 0.
public enum CivilMonth {
  /// The month of a civil day (days since 1970-01-01), proleptic Gregorian.
  public static func number(ofDay day: Int64) -> Int64 {
    // Days from 0000-03-01, so that the leap day ends a year.
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    return (yearOfEra + era * 400 - 1970) * 12 + month + 2
  }

  /// The first civil day of a month.
  public static func firstDay(of month: Int64) -> Int64 {
    let index = month + 1970 * 12 - 2
    let year = index >= 0 ? index / 12 : (index - 11) / 12
    let place = index - year * 12
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * place + 2) / 5
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}

/// How the absence of a number is written inside the index.
enum Absent {
  static let number = Int64.min
}

extension IndexSchema {
  /// A checksum over everything that shapes a run: a changed schema under an old version is noticed.
  var checksum: UInt32 {
    var text = "schema 1\n"
    for table in tables {
      text += "table \(table.kind)\n"
      for column in table.columns { text += "column \(column.name) \(column.type.word)\n" }
      for list in table.lists {
        text += "list \(list.name)\n"
        for column in list.columns { text += "part \(column.name) \(column.type.word)\n" }
        for order in list.orders { text += "order \(Self.list(order.columns.map(String.init)))\n" }
      }
      for order in table.orders { text += "order \(Self.list(order.columns.map(String.init)))\n" }
      for lookup in table.lookups {
        text += "look-up \(Self.list(lookup.columns.map(String.init)))\n"
      }
      for cube in table.cubes {
        let keys = cube.keys.map { "\"\($0.column).\($0.bucket.rawValue)\"" }
        text += "cube \(Self.list(keys))\n"
      }
      for field in table.searched { text += "searched \(field)\n" }
      for field in table.matched { text += "matched \(field.name) \(field.trailing ?? 0)\n" }
    }
    return CRC32C.checksum(Array(text.utf8))
  }

  /// Spelled without the runtime's descriptions: every process computes the checksum at its start.
  private static func list(_ words: [String]) -> String { "[\(words.joined(separator: ", "))]" }

  /// The table of a kind; the last place, beyond all declared, is for kinds without one.
  func place(ofKind kind: UnsafeRawBufferPointer) -> Int {
    for place in tables.indices {
      let same = tables[place].kind.utf8.withContiguousStorageIfAvailable {
        compareBytes(UnsafeRawBufferPointer($0), kind) == 0
      }
      if same ?? tables[place].kind.utf8.elementsEqual(kind) { return place }
    }
    return tables.count
  }

  /// All tables, with that of the other kinds at the end.
  var allTables: [TableSchema] { tables + [Self.others] }
  private static let others = TableSchema(kind: "", columns: [])
}

extension TableSchema {
  /// Where the code columns' dictionaries stand: those of the table, then those of its lists.
  var dictionaryColumns: [DictionaryColumn] {
    var found: [DictionaryColumn] = []
    for (place, column) in columns.enumerated() where column.type == .code {
      found.append(DictionaryColumn(list: nil, column: place))
    }
    for (list, schema) in lists.enumerated() {
      for (place, column) in schema.columns.enumerated() where column.type == .code {
        found.append(DictionaryColumn(list: list, column: place))
      }
    }
    return found
  }
}

/// Names a code column.
struct DictionaryColumn: Hashable, Sendable {
  /// nil = of the table itself.
  var list: Int?
  var column: Int
}
