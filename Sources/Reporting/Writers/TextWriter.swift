/// A document for the terminal: tables fit the width, Chinese aligns, nothing is cut off.
///
/// Text that is too long is wrapped; a table whose columns do not fit even so is printed row
/// by row, one line a cell. Control characters are made visible (`DisplayWidth.printable`).
public struct TextWriter: DocumentWriter {
  /// Makes the writer.
  public init() {}

  /// `text`.
  public var format: String { "text" }
  /// `txt`.
  public var fileExtension: String { "txt" }

  /// The document as UTF-8 lines, each ended by a line feed.
  public func write(_ document: Document, options: WriterOptions) -> [UInt8] {
    let page = TextPage(
      frame: DocumentFrame(document), width: max(20, options.width), colour: options.colour)
    let parts = page.parts(of: document).filter { !$0.isEmpty }
    let text = parts.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
    return Array((text + "\n").utf8)
  }
}

/// The lines of a document at one width.
struct TextPage {
  let frame: DocumentFrame
  let width: Int
  let colour: Bool

  /// The parts of the document, an empty line between them.
  func parts(of document: Document) -> [[String]] {
    var title = underlined(document.title, with: "=")
    if let subtitle = document.subtitle { title += wrapped(subtitle) }
    var parts = [title, failures(), entries(frame.head)]
    parts += document.blocks.map(block)
    parts.append(notes(document.notes))
    let foot = entries(frame.foot)
    if !foot.isEmpty { parts.append([rule(width)] + foot.map { colour ? ANSI.dim($0) : $0 }) }
    return parts
  }

  private func block(_ block: Document.Block) -> [String] {
    switch block {
    case .heading(let level, let text): heading(text, level: level)
    case .paragraph(let text): wrapped(text)
    case .table(let table): self.table(table)
    case .figure(let figure): self.figure(figure)
    }
  }

  private func heading(_ text: String, level: Int) -> [String] {
    level <= 1 ? underlined(text, with: "-") : wrapped(text).map(bold)
  }

  private func failures() -> [String] {
    guard !frame.failures.isEmpty else { return [] }
    let lines = [frame.word(.checksFailed)] + frame.failures
    return lines.flatMap { hanging($0, mark: "!! ") }.map { colour ? ANSI.alarm($0) : $0 }
  }

  private func entries(_ entries: [DocumentFrame.Entry]) -> [String] {
    entries.flatMap { wrapped(frame.labelled($0)) }
  }

  private func notes(_ notes: [Document.Note]) -> [String] {
    guard !notes.isEmpty else { return [] }
    var lines = underlined(frame.word(.notes), with: "-")
    for (index, note) in notes.enumerated() {
      let mark = "\(index + 1). "
      lines += hanging(note.text, mark: mark)
      if let source = note.source {
        lines += hanging(
          frame.source(source), mark: String(repeating: " ", count: mark.utf8.count))
      }
    }
    return lines
  }

  private func table(_ table: Table) -> [String] {
    titled(table.title, TextGrid(table, width: width, frame: frame).lines(bold: bold))
  }

  private func figure(_ figure: Figure) -> [String] {
    let table = figure.asTable(in: frame.language)
    let drawn = TextGrid(table.withBars(of: figure), width: width, frame: frame)
    let grid = drawn.fitsUnshrunk ? drawn : TextGrid(table, width: width, frame: frame)
    return titled(figure.title, grid.lines(bold: bold))
  }

  private func titled(_ title: String, _ lines: [String]) -> [String] {
    title.isEmpty ? lines : wrapped(title).map(bold) + lines
  }

  private func underlined(_ text: String, with mark: Character) -> [String] {
    let lines = wrapped(text)
    let length = lines.map { DisplayWidth.columns(of: $0) }.max() ?? 0
    return lines.map(bold) + [String(repeating: mark, count: length)]
  }

  private func hanging(_ text: String, mark: String) -> [String] {
    let indent = String(repeating: " ", count: DisplayWidth.columns(of: mark))
    return DisplayWidth.wrapped(text, to: width - indent.utf8.count).enumerated().map {
      ($0 == 0 ? mark : indent) + $1
    }
  }

  private func wrapped(_ text: String) -> [String] { DisplayWidth.wrapped(text, to: width) }

  private func rule(_ length: Int) -> String { String(repeating: "─", count: length) }

  private func bold(_ text: String) -> String { colour ? ANSI.bold(text) : text }
}

extension Table {
  /// The table with a last column of bars, for a figure of one series.
  fileprivate func withBars(of figure: Figure) -> Table {
    guard figure.series.count == 1, let values = figure.series.first?.values,
      let most = values.max(), most > 0
    else { return self }
    var table = self
    table.columns.append(Column(key: "bar", title: ""))
    for index in table.rows.indices where index < values.count {
      let value = max(0, values[index])
      // Rounded to the nearest; what is not zero shows.
      let length = max(min(Int128(value), 1), (Int128(value) * 48 / Int128(most) + 1) / 2)
      table.rows[index].append(.text(String(repeating: "█", count: Int(length))))
    }
    return table
  }
}
