/// Text inside Markdown, escaped so that a renderer shows it as written.
enum MarkdownText {
  /// Text on one line; line breaks become blanks.
  static func inline(_ text: String) -> String {
    escaped(text, lineBreak: " ")
  }

  /// Running text; line breaks are kept.
  static func paragraph(_ text: String) -> String {
    escaped(text, lineBreak: "\\\n")
  }

  /// A cell of a table; line breaks are kept.
  static func cell(_ text: String) -> String {
    escaped(text, lineBreak: "<br>")
  }

  /// One line in bold.
  static func bold(_ text: String) -> String {
    text.isEmpty ? "" : "**\(inline(text))**"
  }

  /// A cell in bold.
  static func boldCell(_ text: String) -> String {
    text.isEmpty ? "" : "**\(cell(text))**"
  }

  private static let special: Set<Unicode.Scalar> = [
    "\\", "`", "*", "_", "[", "]", "|", "~", "$",
  ]

  private static func escaped(_ text: String, lineBreak: String) -> String {
    var out = ""
    var isAtStart = true
    var isInNumber = false
    var previous: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      let wasAtStart = isAtStart
      isAtStart = false
      switch scalar {
      case "\n" where previous == "\r": break
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
      case "#", "-", "+", "=": out += (wasAtStart ? "\\" : "") + String(scalar)
      case ".", ")": out += (isInNumber ? "\\" : "") + String(scalar)
      case "\u{00}"..<"\u{20}", "\u{7F}": out += "\u{FFFD}"
      case _ where special.contains(scalar): out += "\\" + String(scalar)
      default: out.unicodeScalars.append(scalar)
      }
      // A number at the start of a line, then a full stop, would begin a list.
      isInNumber = ("0"..."9").contains(scalar) && (wasAtStart || isInNumber)
      previous = scalar
    }
    return out
  }
}
