internal import ConsumerProtection
internal import LuaBridge
internal import Reporting

/// Reads one table block: typed columns, rows by column key, the row of totals.
struct TableReader {
  let id: String
  let language: ConsumerProtection.Language

  func table(_ item: LuaValue, _ path: String) throws(AnswerError) -> Table {
    let block = try AnswerReader(
      item, path, keys: ["kind", "title", "columns", "rows", "total"])
    let columns = try columns(block, path)
    var rows: [[Cell]] = []
    for (place, row) in try block.list("rows").enumerated() {
      rows.append(
        try cells(row, "\(path).rows[\(place + 1)]", columns: columns, isTotal: false))
    }
    var table = Table(id: id, title: try block.text("title"), columns: columns, rows: rows)
    if !block["total"].isNil {
      table.totalRow = try cells(
        block["total"], "\(path).total", columns: columns, isTotal: true)
    } else if columns.contains(where: { $0.total != .none }) {
      table = table.totalled(label: Phrase("合计", "Total").text(in: language))
    }
    return table
  }

  private func columns(
    _ block: AnswerReader, _ path: String
  ) throws(AnswerError) -> [Table.Column] {
    var columns: [Table.Column] = []
    for (place, item) in try block.list("columns").enumerated() {
      let path = "\(path).columns[\(place + 1)]"
      let reader = try AnswerReader(item, path, keys: ["key", "title", "kind", "total", "width"])
      let key = try reader.word("key")
      guard !columns.contains(where: { $0.key == key }) else {
        throw reader.wrong("key", "“\(key)”重复", "`\(key)` stands twice")
      }
      let kind =
        reader["kind"].isNil
        ? "text" : try reader.choice("kind", of: Table.Kind.allCases.map(\.rawValue))
      columns.append(
        Table.Column(
          key: key, title: try reader.text("title"), kind: Table.Kind(rawValue: kind) ?? .text,
          widthHint: try reader.optionalInteger("width").map { Int($0) },
          total: try total(reader)))
    }
    guard !columns.isEmpty else {
      throw block.wrong("columns", "至少要有一列", "needs at least one column")
    }
    return columns
  }

  private func total(_ reader: AnswerReader) throws(AnswerError) -> Table.TotalRule {
    guard !reader["total"].isNil else { return .none }
    switch try reader.choice("total", of: ["none", "sum", "statement"]) {
    case "sum": return .sum
    case "statement": return .whole
    default: return .none
    }
  }

  private func cells(
    _ value: LuaValue, _ path: String, columns: [Table.Column], isTotal: Bool
  ) throws(AnswerError) -> [Cell] {
    let reader = try AnswerReader(value, path, keys: columns.map(\.key))
    var cells: [Cell] = []
    for column in columns {
      cells.append(
        try cell(reader[column.key], reader.place(column.key), column.kind, isTotal: isTotal))
    }
    return cells
  }

  private func cell(
    _ value: LuaValue, _ path: String, _ kind: Table.Kind, isTotal: Bool
  ) throws(AnswerError) -> Cell {
    if value.isNil { return .empty }
    // In the row of totals a text in a column of figures is a statement, such as 100%.
    if isTotal, kind != .text, case .string(let text) = value { return .statement(text) }
    switch (kind, value) {
    case (.text, .string(let text)): return .text(text)
    case (.text, .integer(let integer)): return .text(String(integer))
    case (.count, .integer(let count)): return .count(count)
    case (.money, .integer(let fen)): return .money(fen)
    case (.share, .table(let table)): return try share(table, path)
    case (.day, .string(let text)):
      guard let day = CivilDay(iso: text) else {
        throw AnswerError(
          path, "应为日期 YYYY-MM-DD，不是“\(text)”", "must be a day YYYY-MM-DD, not `\(text)`")
      }
      return .day(Int(day.number))
    default:
      let wanted = Self.wanted(kind)
      throw AnswerError(
        path, "应为\(wanted.zh)，不是\(value.typePhrase.zh)",
        "must be \(wanted.en), not \(value.typePhrase.en)")
    }
  }

  private func share(_ table: LuaTable, _ path: String) throws(AnswerError) -> Cell {
    var numbers: [Int64] = []
    for item in table.items {
      guard case .integer(let number) = item else { break }
      numbers.append(number)
    }
    guard table.fields.isEmpty, (2...3).contains(numbers.count), numbers.count == table.items.count
    else {
      throw AnswerError(
        path, "应为 {n, d} 或 {n, d, 小数位数}，都是整数", "must be {n, d} or {n, d, places}, all integers")
    }
    let places = numbers.count == 3 ? numbers[2] : 2
    guard (0...9).contains(places) else {
      throw AnswerError(path, "小数位数应为 0 至 9", "has 0 to 9 decimals")
    }
    return .share(numerator: numbers[0], denominator: numbers[1], decimals: Int(places))
  }

  private static func wanted(_ kind: Table.Kind) -> Phrase {
    switch kind {
    case .text: Phrase("文本", "a text")
    case .count: Phrase("整数", "an integer")
    case .share: Phrase(" {n, d} 或 {n, d, 小数位数}", "{n, d} or {n, d, places}")
    case .money: Phrase("整数（分）", "an integer in fen")
    case .day: Phrase("日期 YYYY-MM-DD", "a day YYYY-MM-DD")
    }
  }
}

/// Reads the checks of a document: references name a table by its place.
struct CheckReader {
  let tables: [Table]

  func checks(_ reader: AnswerReader) throws(AnswerError) -> [Document.Check] {
    guard !reader["checks"].isNil else { return [] }
    var checks: [Document.Check] = []
    for (place, item) in try reader.list("checks").enumerated() {
      let check = try AnswerReader(item, "checks[\(place + 1)]", keys: ["name", "left", "right"])
      checks.append(
        Document.Check(
          name: try check.word("name"), left: try references(check, "left"),
          right: try references(check, "right")))
    }
    return checks
  }

  private func references(
    _ reader: AnswerReader, _ key: String
  ) throws(AnswerError) -> [Document.CellReference] {
    if case .integer(let number) = reader[key] { return [.number(number)] }
    var references: [Document.CellReference] = []
    for (place, item) in try reader.list(key).enumerated() {
      let path = "\(reader.place(key))[\(place + 1)]"
      if case .integer(let number) = item {
        references.append(.number(number))
      } else {
        references.append(
          try reference(AnswerReader(item, path, keys: ["table", "column", "rows"])))
      }
    }
    return references
  }

  private func reference(_ reader: AnswerReader) throws(AnswerError) -> Document.CellReference {
    let place = try reader.optionalInteger("table") ?? 1
    guard place >= 1, place <= Int64(tables.count) else {
      throw reader.wrong(
        "table", "应为 1 至 \(tables.count)：文档的表按出现顺序编号",
        "must be 1 to \(tables.count): the tables in the order of the document")
    }
    let table = tables[Int(place) - 1]
    let column = try reader.choice("column", of: table.columns.map(\.key))
    switch reader["rows"] {
    case .nil, .string("all"): return .column(table: table.id, column: column)
    case .string("total"): return .total(table: table.id, column: column)
    case .integer(let row) where row >= 1 && row <= Int64(table.rows.count):
      return .cell(table: table.id, row: Int(row) - 1, column: column)
    default:
      throw reader.wrong(
        "rows", "应为 \"all\"、\"total\" 或行号", "must be \"all\", \"total\" or the number of a row")
    }
  }
}
