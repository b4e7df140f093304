internal import ConsumerProtection
internal import LuaBridge
internal import Reporting

/// Turns a script's table into a document; every error names its path.
struct DocumentReader {
  let id: String
  let language: ConsumerProtection.Language
  let provenance: Document.Provenance

  func document(_ value: LuaValue) throws(AnswerError) -> Document {
    let reader = try AnswerReader(
      value, "",
      keys: [
        "title", "subtitle", "period", "scope", "repeats_merged", "blocks", "notes", "checks",
      ])
    var provenance = provenance
    provenance.repeatsMerged = try reader.optionalBoolean("repeats_merged")
    let blocks = try blocks(reader)
    let tables = blocks.compactMap { block in
      if case .table(let table) = block { table } else { nil }
    }
    let document = Document(
      id: id, title: try reader.word("title"), subtitle: try reader.optionalText("subtitle"),
      language: language == .zh ? .zh : .en, period: try period(reader),
      scope: try reader.optionalText("scope") ?? "", blocks: blocks, notes: try notes(reader),
      checks: try CheckReader(tables: tables).checks(reader), provenance: provenance)
    if let problem = document.problems().first {
      throw AnswerError("", "：\(problem.text(in: .zh))", "is not sound: \(problem.text(in: .en))")
    }
    return document
  }

  private func period(_ reader: AnswerReader) throws(AnswerError) -> Document.Period? {
    guard !reader["period"].isNil else { return nil }
    let period = try AnswerReader(reader["period"], reader.place("period"), keys: ["from", "to"])
    let (from, to) = (try period.day("from"), try period.day("to"))
    guard from <= to else {
      throw AnswerError("period", "结束日早于开始日", "ends before it begins")
    }
    return Document.Period(from: Int(from.number), to: Int(to.number))
  }

  private func notes(_ reader: AnswerReader) throws(AnswerError) -> [Document.Note] {
    guard !reader["notes"].isNil else { return [] }
    var notes: [Document.Note] = []
    for (place, item) in try reader.list("notes").enumerated() {
      if case .string(let text) = item {
        notes.append(Document.Note(text: text))
        continue
      }
      let note = try AnswerReader(item, "notes[\(place + 1)]", keys: ["text", "source"])
      notes.append(
        Document.Note(text: try note.word("text"), source: try note.optionalText("source")))
    }
    return notes
  }

  private func blocks(_ reader: AnswerReader) throws(AnswerError) -> [Document.Block] {
    var blocks: [Document.Block] = []
    var (tables, figures) = (0, 0)
    for (place, item) in try reader.list("blocks").enumerated() {
      let path = "blocks[\(place + 1)]"
      switch try kind(of: item, path) {
      case "heading": blocks.append(try heading(item, path))
      case "paragraph":
        let block = try AnswerReader(item, path, keys: ["kind", "text"])
        blocks.append(.paragraph(try block.text("text")))
      case "table":
        tables += 1
        let table = TableReader(id: "table-\(tables)", language: language)
        blocks.append(.table(try table.table(item, path)))
      default:
        figures += 1
        blocks.append(.figure(try figure(item, path, id: "figure-\(figures)")))
      }
    }
    return blocks
  }

  private func kind(of item: LuaValue, _ path: String) throws(AnswerError) -> String {
    guard case .table(let table) = item else {
      throw AnswerError(
        path, "应为表，不是\(item.typePhrase.zh)", "must be a table, not \(item.typePhrase.en)")
    }
    let reader = try AnswerReader(
      .table(LuaTable(["kind": table["kind"] ?? .nil])), path, keys: ["kind"])
    return try reader.choice("kind", of: ["heading", "paragraph", "table", "figure"])
  }

  private func heading(_ item: LuaValue, _ path: String) throws(AnswerError) -> Document.Block {
    let block = try AnswerReader(item, path, keys: ["kind", "level", "text"])
    let level = try block.optionalInteger("level") ?? 2
    guard (1...4).contains(level) else {
      throw block.wrong("level", "应为 1 至 4", "must be 1 to 4")
    }
    return .heading(level: Int(level), text: try block.text("text"))
  }

  private func figure(
    _ item: LuaValue, _ path: String, id: String
  ) throws(AnswerError) -> Figure {
    let block = try AnswerReader(
      item, path, keys: ["kind", "title", "chart", "categories", "series", "decimals"])
    let chart = try block.choice("chart", of: Figure.Kind.allCases.map(\.rawValue))
    let categories = try texts(block, "categories")
    var series: [Figure.Series] = []
    for (place, item) in try block.list("series").enumerated() {
      let path = "\(path).series[\(place + 1)]"
      let reader = try AnswerReader(item, path, keys: ["name", "values"])
      var values: [Int64] = []
      for (place, value) in try reader.list("values").enumerated() {
        guard case .integer(let count) = value, count >= 0 else {
          throw AnswerError(
            "\(path).values[\(place + 1)]", "应为不小于 0 的整数", "must be a whole number, 0 or more")
        }
        values.append(count)
      }
      guard values.count == categories.count else {
        throw reader.wrong(
          "values", "应有 \(categories.count) 个值，实有 \(values.count) 个",
          "needs \(categories.count) values and has \(values.count)")
      }
      series.append(Figure.Series(name: try reader.text("name"), values: values))
    }
    return Figure(
      id: id, title: try block.text("title"), kind: Figure.Kind(rawValue: chart) ?? .bar,
      categories: categories, series: series,
      decimals: Int(try block.optionalInteger("decimals") ?? 2))
  }

  private func texts(_ reader: AnswerReader, _ key: String) throws(AnswerError) -> [String] {
    var texts: [String] = []
    for (place, item) in try reader.list(key).enumerated() {
      switch item {
      case .string(let text): texts.append(text)
      case .integer(let integer): texts.append(String(integer))
      default:
        throw AnswerError(
          "\(reader.place(key))[\(place + 1)]", "应为文本，不是\(item.typePhrase.zh)",
          "must be a text, not \(item.typePhrase.en)")
      }
    }
    return texts
  }
}
