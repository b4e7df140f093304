/// Turns a document into bytes. The same document and options give the same bytes on every
/// machine and in every locale; a writer never fails.
public protocol DocumentWriter: Sendable {
  /// The name on the command line, e.g. `md`.
  var format: String { get }
  /// The ending of a file with such bytes, without the dot, e.g. `md`.
  var fileExtension: String { get }
  /// The document as bytes, UTF-8.
  func write(_ document: Document, options: WriterOptions) -> [UInt8]
}

/// What a caller may choose; a writer ignores what does not concern it.
public struct WriterOptions: Sendable, Equatable {
  /// `text`: the terminal's width in columns; at least 20 is used.
  public var width: Int
  /// `text`: whether to use ANSI colour; only on a terminal.
  public var colour: Bool
  /// `csv`: begin with the UTF-8 byte order mark, which spreadsheet programs look for.
  public var byteOrderMark: Bool
  /// `csv`: write this table alone, counted from 1; nil writes all. A number that names no
  /// table writes nothing.
  public var table: Int?
  /// `csv`: put an apostrophe before text that a spreadsheet would run as a formula. Off by
  /// default, because it changes the text.
  public var guardsFormulas: Bool

  /// Makes options; the defaults suit a file or a pipe.
  public init(
    width: Int = 80, colour: Bool = false, byteOrderMark: Bool = false, table: Int? = nil,
    guardsFormulas: Bool = false
  ) {
    self.width = width
    self.colour = colour
    self.byteOrderMark = byteOrderMark
    self.table = table
    self.guardsFormulas = guardsFormulas
  }
}
