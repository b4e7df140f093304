/// A document for programs: JSON, version 1, described in docs/reference/documents.md.
///
/// Keys stand in the order written there, every key is always present, integers are exact
/// (read them as 64 bits), and figures also bear the text people see.
public struct JSONWriter: DocumentWriter {
  /// The version of the shape; a change that a reader must know raises it.
  public static let version: Int64 = 1

  /// Makes the writer.
  public init() {}

  /// `json`.
  public var format: String { "json" }
  /// `json`.
  public var fileExtension: String { "json" }

  /// The document as UTF-8 JSON that ends in a line feed.
  public func write(_ document: Document, options: WriterOptions) -> [UInt8] {
    let findings = document.evaluateChecks()
    let value = JSONValue.object([
      ("version", .integer(Self.version)),
      ("id", .string(document.id)),
      ("language", .string(document.language.rawValue)),
      ("title", .string(document.title)),
      ("subtitle", Self.optional(document.subtitle)),
      ("checks_passed", .bool(findings.allSatisfy(\.passed))),
      ("checks", .array(findings.map(Self.check))),
      ("period", Self.period(document.period)),
      ("scope", .string(document.scope)),
      ("blocks", .array(document.blocks.map(Self.block))),
      ("notes", .array(document.notes.map(Self.note))),
      ("provenance", Self.provenance(document.provenance)),
    ])
    return Array((value.text() + "\n").utf8)
  }

  private static func optional(_ text: String?) -> JSONValue {
    text.map { .string($0) } ?? .null
  }

  private static func period(_ period: Document.Period?) -> JSONValue {
    guard let period else { return .null }
    return .object([
      ("from", .string(CellText.day(period.from))), ("to", .string(CellText.day(period.to))),
    ])
  }

  private static func check(_ finding: Document.CheckFinding) -> JSONValue {
    var left = JSONValue.null
    var right = JSONValue.null
    var unreadable = JSONValue.null
    switch finding.outcome {
    case .passed(let sum): (left, right) = (.integer(sum), .integer(sum))
    case .failed(let first, let second): (left, right) = (.integer(first), .integer(second))
    case .unreadable(let reference): unreadable = .string(reference)
    }
    return .object([
      ("name", .string(finding.name)), ("passed", .bool(finding.passed)), ("left", left),
      ("right", right), ("unreadable", unreadable),
    ])
  }

  private static func note(_ note: Document.Note) -> JSONValue {
    .object([("text", .string(note.text)), ("source", optional(note.source))])
  }

  private static func provenance(_ provenance: Document.Provenance) -> JSONValue {
    .object([
      ("institution", .string(provenance.institution)),
      ("ledger_sequence", provenance.ledgerSequence.map { .integer($0) } ?? .null),
      ("ledger_hash", optional(provenance.ledgerHash)),
      ("repeats_merged", provenance.repeatsMerged.map { .bool($0) } ?? .null),
      ("plugin", optional(provenance.pluginID)),
      ("plugin_version", optional(provenance.pluginVersion)),
      ("synthetic", optional(provenance.syntheticMarker)),
    ])
  }

  private static func block(_ block: Document.Block) -> JSONValue {
    switch block {
    case .heading(let level, let text):
      .object([
        ("type", .string("heading")), ("level", .integer(Int64(min(max(level, 1), 4)))),
        ("text", .string(text)),
      ])
    case .paragraph(let text):
      .object([("type", .string("paragraph")), ("text", .string(text))])
    case .table(let table): self.table(table)
    case .figure(let figure): self.figure(figure)
    }
  }

  private static func table(_ table: Table) -> JSONValue {
    let columns = table.columns.map { column in
      JSONValue.object([
        ("key", .string(column.key)), ("title", .string(column.title)),
        ("kind", .string(column.kind.rawValue)),
      ])
    }
    return .object([
      ("type", .string("table")), ("id", .string(table.id)), ("title", .string(table.title)),
      ("columns", .array(columns)), ("rows", .array(table.rows.map { .row($0.map(cell)) })),
      ("total", table.totalRow.map { .row($0.map(cell)) } ?? .null),
    ])
  }

  private static func cell(_ cell: Cell) -> JSONValue {
    switch cell {
    case .text(let text): .string(text)
    case .count(let count): .integer(count)
    case .share(let numerator, let denominator, _):
      .object([
        ("numerator", .integer(numerator)), ("denominator", .integer(denominator)),
        ("text", .string(cell.text)),
      ])
    case .money(let fen): .object([("fen", .integer(fen)), ("text", .string(cell.text))])
    case .day: .string(cell.text)
    case .statement(let text): .object([("statement", .string(text))])
    case .empty: .null
    }
  }

  private static func figure(_ figure: Figure) -> JSONValue {
    let series = figure.series.map { series in
      JSONValue.object([
        ("name", .string(series.name)),
        ("values", .array(series.values.map { .integer($0) })),
      ])
    }
    return .object([
      ("type", .string("figure")), ("id", .string(figure.id)),
      ("title", .string(figure.title)), ("kind", .string(figure.kind.rawValue)),
      ("categories", .array(figure.categories.map { .string($0) })),
      ("series", .array(series)),
    ])
  }
}
