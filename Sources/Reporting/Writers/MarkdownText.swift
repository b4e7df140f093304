/// Text inside Markdown, escaped so that a renderer shows it as written.
enum MarkdownText {
  /// Text on one line that may begin a block; line breaks become blanks.
  static func inline(_ text: String) -> String {
    escaped(text, lineBreak: " ", beginsBlock: true)
  }

  /// Running text; line breaks are kept.
  static func paragraph(_ text: String) -> String {
    escaped(text, lineBreak: "\\\n", beginsBlock: true)
  }

  /// A cell of a table; line breaks are kept.
  static func cell(_ text: String) -> String {
    escaped(text, lineBreak: "<br>", beginsBlock: false)
  }

  /// One line in bold.
  static func bold(_ text: String) -> String {
    text.isEmpty ? "" : "**\(escaped(text, lineBreak: " ", beginsBlock: false))**"
  }

  /// A cell in bold.
  static func boldCell(_ text: String) -> String {
    text.isEmpty ? "" : "**\(cell(text))**"
  }

  private static let special: Set<Unicode.Scalar> = [
    "\\", "`", "*", "_", "[", "]", "|", "~", "$",
  ]

  private static func escaped(
    _ text: String, lineBreak: String, beginsBlock: Bool
  ) -> String {
    var out = ""
    var isAtStart = true
    var previous: Unicode.Scalar = " "
    for (index, scalar) in zip(text.unicodeScalars.indices, text.unicodeScalars) {
      let wasAtStart = isAtStart
      isAtStart = false
      switch scalar {
      case "\n" where previous == "\r": isAtStart = true
      case "\n", "\r", "\u{2028}", "\u{2029}":
        out += lineBreak
        isAtStart = true
      case " ", "\t":
        // At the start of a line blanks would mean code, or vanish.
        out += wasAtStart ? "&#32;" : " "
        isAtStart = wasAtStart
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "&": out += "&amp;"
      case "#" where previous == " " || wasAtStart: out += "\\#"
      case "-", "+", "=": out += (wasAtStart && beginsBlock ? "\\" : "") + String(scalar)
      case ".", ")":
        let isMark = beginsBlock && endsListNumber(text.unicodeScalars[..<index])
        out += (isMark ? "\\" : "") + String(scalar)
      case "\u{00}"..<"\u{20}", "\u{7F}": out += "\u{FFFD}"
      case _ where special.contains(scalar): out += "\\" + String(scalar)
      default: out.unicodeScalars.append(scalar)
      }
      previous = scalar
    }
    return out
  }

  /// Whether a full stop after this text would begin a numbered list: the line so far holds
  /// one to nine digits and nothing else but blanks.
  private static func endsListNumber(_ text: Substring.UnicodeScalarView) -> Bool {
    let digits = text.reversed().prefix { ("0"..."9").contains($0) }.count
    guard (1...9).contains(digits) else { return false }
    let before = text.reversed().dropFirst(digits).first { $0 != " " && $0 != "\t" }
    return before.map { ["\n", "\r", "\u{2028}", "\u{2029}"].contains($0) } ?? true
  }
}
