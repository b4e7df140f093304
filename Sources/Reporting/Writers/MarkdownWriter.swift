/// A document as Markdown with GitHub's tables; text is escaped so that it reads as written.
///
/// Figures are written as tables. The language is not marked; everything else is.
public struct MarkdownWriter: DocumentWriter {
  /// Makes the writer.
  public init() {}

  /// `md`.
  public var format: String { "md" }
  /// `md`.
  public var fileExtension: String { "md" }

  /// The document as UTF-8 Markdown that ends in a line feed.
  public func write(_ document: Document, options: WriterOptions) -> [UInt8] {
    let frame = DocumentFrame(document)
    var parts = ["# " + MarkdownText.inline(document.title)]
    if let subtitle = document.subtitle { parts.append(MarkdownText.bold(subtitle)) }
    if !frame.failures.isEmpty { parts.append(failures(frame)) }
    parts += list(frame.head, frame)
    parts += document.blocks.map { block($0, frame) }
    if !document.notes.isEmpty { parts.append(notes(document, frame)) }
    if !frame.foot.isEmpty { parts.append("---") }
    parts += list(frame.foot, frame)
    return Array((parts.joined(separator: "\n\n") + "\n").utf8)
  }

  private func failures(_ frame: DocumentFrame) -> String {
    let lines = frame.failures.map { "> - " + MarkdownText.inline($0) }
    return (["> **⚠ \(frame.word(.checksFailed))**", ">"] + lines).joined(separator: "\n")
  }

  private func list(_ entries: [DocumentFrame.Entry], _ frame: DocumentFrame) -> [String] {
    guard !entries.isEmpty else { return [] }
    let lines = entries.map { "- " + MarkdownText.inline(frame.labelled($0)) }
    return [lines.joined(separator: "\n")]
  }

  private func block(_ block: Document.Block, _ frame: DocumentFrame) -> String {
    switch block {
    case .heading(let level, let text):
      String(repeating: "#", count: min(max(level, 1), 4) + 1) + " " + MarkdownText.inline(text)
    case .paragraph(let text): MarkdownText.paragraph(text)
    case .table(let table): self.table(table, frame)
    case .figure(let figure): self.table(figure.asTable(in: frame.language), frame)
    }
  }

  private func notes(_ document: Document, _ frame: DocumentFrame) -> String {
    let lines = document.notes.enumerated().map { index, note in
      let source = note.source.map { frame.bracketed(frame.source($0)) } ?? ""
      return "\(index + 1). " + MarkdownText.inline(note.text + source)
    }
    return "## \(frame.word(.notes))\n\n" + lines.joined(separator: "\n")
  }

  private func table(_ table: Table, _ frame: DocumentFrame) -> String {
    var lines = [line(table.columns.map { MarkdownText.cell($0.title) })]
    lines.append(line(table.columns.map { $0.kind.isNumeric ? "---:" : "---" }))
    lines += table.rows.map { row in line(cells(row, of: table).map { MarkdownText.cell($0) }) }
    if let total = table.totalRow {
      lines.append(line(cells(total, of: table).map { MarkdownText.boldCell($0) }))
    }
    let empty = table.rows.isEmpty ? "\n\n" + frame.noRows : ""
    let title = table.title.isEmpty ? "" : MarkdownText.bold(table.title) + "\n\n"
    return title + lines.joined(separator: "\n") + empty
  }

  /// As many texts as there are columns, and those of surplus cells after them.
  private func cells(_ row: [Cell], of table: Table) -> [String] {
    row.map(\.text) + Array(repeating: "", count: max(0, table.columns.count - row.count))
  }

  private func line(_ cells: [String]) -> String {
    "| " + cells.joined(separator: " | ") + " |"
  }
}
