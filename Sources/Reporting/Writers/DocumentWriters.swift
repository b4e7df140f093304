/// The writers that come with the program, by format.
public enum DocumentWriters {
  /// Every built-in writer, in the order in which help texts name them.
  public static let all: [any DocumentWriter] = [
    TextWriter(), MarkdownWriter(), CSVWriter(), JSONWriter(), HTMLWriter(),
  ]

  /// The writer of a format (`text`, `md`, `csv`, `json`, `html`); nil for another name.
  public static func named(_ format: String) -> (any DocumentWriter)? {
    all.first { $0.format == format }
  }
}
