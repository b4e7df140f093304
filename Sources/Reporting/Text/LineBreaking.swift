extension DisplayWidth {
  /// Breaks text into lines of at most `width` columns (1 is the least).
  ///
  /// A line breaks at a blank, or beside a wide character; closing punctuation does not begin
  /// a line and opening punctuation does not end one. A word longer than a line is cut
  /// between characters. A line feed in the text begins a new line. Blanks at a break go.
  /// A character of two columns overflows a width of one rather than being lost.
  public static func wrapped(_ text: String, to width: Int) -> [String] {
    text.split(omittingEmptySubsequences: false, whereSeparator: { $0.isNewline })
      .flatMap { wrappedLine(printable(String($0)), to: max(1, width)) }
  }

  private static func wrappedLine(_ line: String, to width: Int) -> [String] {
    if columns(of: line) <= width { return [line] }
    var lines: [String] = []
    var current = ""
    var used = 0
    for piece in pieces(of: line) {
      let size = columns(of: piece)
      if used > 0 && used + size > width {
        lines.append(trimmingEnd(current))
        (current, used) = ("", 0)
        if piece == " " { continue }
      }
      var rest = piece
      while columns(of: rest) > width {
        let cut = head(of: rest, columns: width)
        let taken = cut.isEmpty ? String(rest.prefix(1)) : cut
        lines.append(taken)
        rest = String(rest.dropFirst(taken.count))
      }
      current += rest
      used += columns(of: rest)
    }
    if used > 0 || lines.isEmpty { lines.append(trimmingEnd(current)) }
    return lines
  }

  /// The parts between which a line may break.
  private static func pieces(of line: String) -> [String] {
    var pieces: [String] = []
    var current = ""
    var previous: Character?
    for character in line {
      if let before = previous, mayBreak(between: before, and: character) {
        pieces.append(current)
        current = ""
      }
      current.append(character)
      previous = character
    }
    if !current.isEmpty { pieces.append(current) }
    return pieces
  }

  private static func mayBreak(between left: Character, and right: Character) -> Bool {
    if left == " " || right == " " { return true }
    if opening.contains(left) || closing.contains(right) { return false }
    return columns(of: left) == 2 || columns(of: right) == 2
  }

  private static func trimmingEnd(_ line: String) -> String {
    var line = line
    while line.last == " " { line.removeLast() }
    return line
  }

  private static let opening: Set<Character> = [
    "（", "《", "〈", "「", "『", "【", "〔", "“", "‘", "(", "[", "{",
  ]
  private static let closing: Set<Character> = [
    "，", "。", "、", "；", "：", "！", "？", "）", "》", "〉", "」", "』", "】", "〕", "”", "’", "…",
    "％", "%", ",", ".", ";", ":", "!", "?", ")", "]", "}",
  ]
}
