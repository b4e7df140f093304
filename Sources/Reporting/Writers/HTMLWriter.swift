/// A document as one HTML file that needs nothing else: style and charts are inside, text is
/// escaped, no request leaves the page (a content security policy says so), and it prints.
public struct HTMLWriter: DocumentWriter {
  /// Makes the writer.
  public init() {}

  /// `html`.
  public var format: String { "html" }
  /// `html`.
  public var fileExtension: String { "html" }

  /// The document as UTF-8 HTML that ends in a line feed.
  public func write(_ document: Document, options: WriterOptions) -> [UInt8] {
    let frame = DocumentFrame(document)
    var lines = Self.opening(document)
    lines.append("<h1>\(Markup.escaped(document.title))</h1>")
    if let subtitle = document.subtitle {
      lines.append("<p class=\"subtitle\">\(Markup.escaped(subtitle))</p>")
    }
    lines += failures(frame)
    lines += entries(frame.head)
    var figures = 0
    for block in document.blocks {
      if case .figure = block { figures += 1 }
      lines += self.block(block, frame, figureNumber: figures)
    }
    lines += notes(document.notes, frame)
    if !frame.foot.isEmpty { lines += ["<footer>"] + entries(frame.foot) + ["</footer>"] }
    lines += ["</main>", "</body>", "</html>"]
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  private static func opening(_ document: Document) -> [String] {
    let policy = "default-src 'none'; style-src 'unsafe-inline'"
    return [
      "<!DOCTYPE html>",
      "<html lang=\"\(document.language == .zh ? "zh-CN" : "en")\">",
      "<head>",
      "<meta charset=\"utf-8\">",
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
      "<meta http-equiv=\"Content-Security-Policy\" content=\"\(policy)\">",
      "<title>\(Markup.escaped(document.title))</title>",
      "<style>", HTMLStyle.sheet, "</style>",
      "</head>",
      "<body>",
      "<main>",
    ]
  }

  private func failures(_ frame: DocumentFrame) -> [String] {
    guard !frame.failures.isEmpty else { return [] }
    let items = frame.failures.map { "<li>\(Markup.escaped($0))</li>" }
    return ["<section class=\"failed\" role=\"alert\">", "<p>\(frame.word(.checksFailed))</p>"]
      + ["<ul>"] + items + ["</ul>", "</section>"]
  }

  private func entries(_ entries: [DocumentFrame.Entry]) -> [String] {
    guard !entries.isEmpty else { return [] }
    let items = entries.map {
      "<div><dt>\(Markup.escaped($0.label))</dt><dd>\(Markup.escaped($0.value))</dd></div>"
    }
    return ["<dl>"] + items + ["</dl>"]
  }

  private func block(
    _ block: Document.Block, _ frame: DocumentFrame, figureNumber: Int
  ) -> [String] {
    switch block {
    case .heading(let level, let text):
      let name = "h\(min(max(level, 1), 4) + 1)"
      return ["<\(name)>\(Markup.escaped(text))</\(name)>"]
    case .paragraph(let text): return ["<p>\(Markup.withLineBreaks(text))</p>"]
    case .table(let table): return self.table(table, frame)
    case .figure(let figure):
      let svg = Chart(figure, name: "figure-\(figureNumber)", language: frame.language).svg
      return ["<figure>", "<figcaption>\(Markup.escaped(figure.title))</figcaption>"]
        + [svg, "</figure>"]
    }
  }

  private func notes(_ notes: [Document.Note], _ frame: DocumentFrame) -> [String] {
    guard !notes.isEmpty else { return [] }
    let items = notes.map { note in
      let source = note.source.map {
        " <cite>\(Markup.escaped(frame.source($0)))</cite>"
      }
      return "<li>\(Markup.withLineBreaks(note.text))\(source ?? "")</li>"
    }
    return ["<section class=\"notes\">", "<h2>\(frame.word(.notes))</h2>", "<ol>"] + items
      + ["</ol>", "</section>"]
  }

  private func table(_ table: Table, _ frame: DocumentFrame) -> [String] {
    var lines = ["<table>"]
    if !table.title.isEmpty { lines.append("<caption>\(Markup.escaped(table.title))</caption>") }
    let header = table.columns.map { column in
      let mark = column.kind.isNumeric ? " class=\"n\"" : ""
      return "<th scope=\"col\"\(mark)>\(Markup.escaped(column.title))</th>"
    }
    lines.append("<thead><tr>\(header.joined())</tr></thead>")
    lines.append("<tbody>")
    lines += table.rows.map { row($0, of: table) }
    if table.rows.isEmpty {
      lines.append("<tr><td colspan=\"\(max(1, table.columns.count))\">\(frame.noRows)</td></tr>")
    }
    lines.append("</tbody>")
    if let total = table.totalRow { lines.append("<tfoot>\(row(total, of: table))</tfoot>") }
    return lines + ["</table>"]
  }

  private func row(_ row: [Cell], of table: Table) -> String {
    let missing = max(0, table.columns.count - row.count)
    let cells = row + Array(repeating: Cell.empty, count: missing)
    let fields = cells.enumerated().map { index, cell in
      let isNumeric = index < table.columns.count && table.columns[index].kind.isNumeric
      return "<td\(isNumeric ? " class=\"n\"" : "")>\(Markup.withLineBreaks(cell.text))</td>"
    }
    return "<tr>\(fields.joined())</tr>"
  }
}
