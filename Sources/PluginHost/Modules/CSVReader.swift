public import ConsumerProtection

/// Reads CSV (RFC 4180) piece by piece: quotes, doubled quotes, line feeds inside quotes, LF or CRLF,
/// a byte-order mark at the start. Cells are kept byte for byte.
///
/// Shared by the importers, which feed it a file in blocks, and by `host.csv`.
public struct CSVReader: Sendable {
  /// One record of the file.
  public struct Row: Sendable, Equatable {
    /// The record's number, from 1; the header is 1.
    public let number: Int
    /// The line on which it starts, from 1; differs from the number once a cell holds a line feed.
    public let line: Int
    /// The cells' bytes.
    public let cells: [[UInt8]]

    /// A record from elsewhere, such as a row of a workbook.
    public init(number: Int, line: Int, cells: [[UInt8]]) {
      self.number = number
      self.line = line
      self.cells = cells
    }

    /// The cells as text; nil when one of them is not valid UTF-8.
    public var texts: [String]? {
      var texts: [String] = []
      for cell in cells {
        guard let text = String(validating: cell, as: UTF8.self) else { return nil }
        texts.append(text)
      }
      return texts
    }
  }

  /// Why the bytes are not CSV.
  public struct Problem: Error, Sendable, Equatable {
    /// What is wrong.
    public let problem: Phrase
    /// The line on which the record starts.
    public let line: Int
  }

  private enum State { case cellStart, plain, quoted, quoteInQuoted }

  private let separator: UInt8
  private let cellByteCountMax: Int
  private var state = State.cellStart
  private var cell: [UInt8] = []
  private var cells: [[UInt8]] = []
  private var rowNumber = 1
  private var line = 1
  private var startLine = 1
  /// The first bytes while they may still become a byte-order mark; nil behind them.
  private var start: [UInt8]? = []
  private var sawReturn = false

  /// A reader for cells of at most `cellByteCountMax` bytes.
  public init(separator: UInt8 = UInt8(ascii: ","), cellByteCountMax: Int = 1 << 20) {
    self.separator = separator
    self.cellByteCountMax = cellByteCountMax
  }

  /// Takes the next block; calls `body` with each record that it completes.
  ///
  /// - Throws: `Problem` for text behind a closing quote or a cell above the bound.
  public mutating func read(
    _ block: some Sequence<UInt8>, _ body: (Row) -> Void
  ) throws(Problem) {
    for byte in block {
      guard let start else {
        try take(byte, body)
        continue
      }
      let head = start + [byte]
      if head == Self.mark {
        self.start = nil
      } else if Self.mark.starts(with: head) {
        self.start = head
      } else {
        self.start = nil
        for byte in head { try take(byte, body) }
      }
    }
  }

  /// Completes the last record.
  ///
  /// - Throws: `Problem` when a quote was never closed.
  public mutating func finish(_ body: (Row) -> Void) throws(Problem) {
    for byte in start ?? [] { try take(byte, body) }
    start = nil
    if state == .quoted {
      throw problem(
        "文件在引号内结束，可能被截断，或引号不配对",
        "the file ends inside a quoted cell: it is cut off, or a quote is never closed")
    }
    if !cell.isEmpty || !cells.isEmpty || state != .cellStart { endRow(body) }
  }

  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private mutating func take(_ byte: UInt8, _ body: (Row) -> Void) throws(Problem) {
    let follows = sawReturn
    sawReturn = false
    switch (state, byte) {
    case (.quoted, UInt8(ascii: "\"")): state = .quoteInQuoted
    case (.quoted, _):
      if byte == 0x0A { line += 1 }
      try append(byte)
    case (.quoteInQuoted, UInt8(ascii: "\"")):
      state = .quoted
      try append(byte)
    case (.cellStart, UInt8(ascii: "\"")) where cell.isEmpty: state = .quoted
    case (_, separator):
      cells.append(cell)
      cell = []
      state = .cellStart
    case (_, 0x0D):
      sawReturn = true
      line += 1
      endRow(body)
    case (_, 0x0A):
      if follows { return }
      line += 1
      endRow(body)
    case (.quoteInQuoted, _):
      throw problem("结束引号之后还有内容", "there is text behind a closing quote")
    case (.cellStart, _), (.plain, _):
      state = .plain
      try append(byte)
    }
  }

  private mutating func append(_ byte: UInt8) throws(Problem) {
    cell.append(byte)
    guard cell.count <= cellByteCountMax else {
      throw problem(
        "单元格超过 \(cellByteCountMax) 字节", "a cell has more than \(cellByteCountMax) bytes")
    }
  }

  private mutating func endRow(_ body: (Row) -> Void) {
    defer {
      cell = []
      cells = []
      state = .cellStart
      startLine = line
    }
    // An empty line is no record.
    if cells.isEmpty && cell.isEmpty && state == .cellStart { return }
    cells.append(cell)
    body(Row(number: rowNumber, line: startLine, cells: cells))
    rowNumber += 1
  }

  private func problem(_ zh: String, _ en: String) -> Problem {
    Problem(problem: Phrase(zh, en), line: startLine)
  }
}
