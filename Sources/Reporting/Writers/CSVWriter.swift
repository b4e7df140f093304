/// A document as comma-separated values (RFC 4180), text kept exact.
///
/// The whole document is a row of sections parted by an empty line: failed checks if any,
/// the head, each table below a line with its title, the notes, the foot. With
/// `WriterOptions.table` it is that table's header, rows and row of totals alone, after the
/// failed checks if any. Figures are written as tables.
public struct CSVWriter: DocumentWriter {
  /// Makes the writer.
  public init() {}

  /// `csv`.
  public var format: String { "csv" }
  /// `csv`.
  public var fileExtension: String { "csv" }

  /// The document as UTF-8, lines ended by CR LF, after a byte order mark when asked for.
  public func write(_ document: Document, options: WriterOptions) -> [UInt8] {
    let frame = DocumentFrame(document)
    let guards = options.guardsFormulas
    var sections = failures(frame)
    if let number = options.table {
      let tables = document.tables
      guard number >= 1, number <= tables.count else { return [] }
      sections.append(lines(tables[number - 1]))
    } else {
      sections += self.sections(document, frame)
    }
    let text = sections.filter { !$0.isEmpty }.map { section in
      section.map { Self.line($0, guardsFormulas: guards) }.joined()
    }.joined(separator: "\r\n")
    return (options.byteOrderMark ? [0xEF, 0xBB, 0xBF] : []) + Array(text.utf8)
  }

  private func failures(_ frame: DocumentFrame) -> [[[Cell]]] {
    guard !frame.failures.isEmpty else { return [] }
    return [[[.text(frame.word(.checksFailed))]] + frame.failures.map { [.text($0)] }]
  }

  private func sections(_ document: Document, _ frame: DocumentFrame) -> [[[Cell]]] {
    var sections: [[[Cell]]] = []
    var opening: [[Cell]] = [[.text(document.title)]]
    if let subtitle = document.subtitle { opening.append([.text(subtitle)]) }
    sections.append(opening + entries(frame.head))
    for block in document.blocks {
      switch block {
      case .heading(_, let text), .paragraph(let text): sections.append([[.text(text)]])
      case .table(let table): sections.append([[.text(table.title)]] + lines(table))
      case .figure(let figure):
        sections.append([[.text(figure.title)]] + lines(figure.asTable(in: document.language)))
      }
    }
    if !document.notes.isEmpty {
      sections.append([[.text(frame.word(.notes))]] + notes(document.notes))
    }
    sections.append(entries(frame.foot))
    return sections
  }

  private func notes(_ notes: [Document.Note]) -> [[Cell]] {
    notes.enumerated().map { index, note in
      let numbered: [Cell] = [.count(Int64(index + 1)), .text(note.text)]
      return note.source.map { numbered + [.text($0)] } ?? numbered
    }
  }

  private func entries(_ entries: [DocumentFrame.Entry]) -> [[Cell]] {
    entries.map { [.text($0.label), .text($0.value)] }
  }

  private func lines(_ table: Table) -> [[Cell]] {
    let header: [Cell] = table.columns.map { .text($0.title) }
    return [header] + table.rows + (table.totalRow.map { [$0] } ?? [])
  }

  private static func line(_ cells: [Cell], guardsFormulas: Bool) -> String {
    let fields = cells.map { cell in
      field(guardsFormulas && cell.isFormula ? "'" + cell.text : cell.text)
    }
    // A line of one empty field would read as the empty line between sections.
    let line = fields == [""] ? "\"\"" : fields.joined(separator: ",")
    return line + "\r\n"
  }

  private static func field(_ text: String) -> String {
    let special: Set<UInt8> = [0x22, 0x2C, 0x0A, 0x0D]
    let hasEdgeBlank = text.utf8.first == 0x20 || text.utf8.last == 0x20
    guard hasEdgeBlank || text.utf8.contains(where: special.contains) else { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" { quoted += "\"" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }
}

extension Cell {
  /// Whether a spreadsheet program might run the text as a formula when it opens the file.
  fileprivate var isFormula: Bool {
    switch self {
    case .text(let text), .statement(let text):
      let triggers: Set<Unicode.Scalar> = [
        "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠",
      ]
      return text.unicodeScalars.first.map(triggers.contains) ?? false
    case .count, .share, .money, .day, .empty: return false
    }
  }
}
