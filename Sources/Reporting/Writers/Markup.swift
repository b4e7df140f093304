/// Text inside HTML and SVG.
enum Markup {
  /// Escaped for element content and for attributes in either kind of quotes; characters
  /// that HTML does not admit become U+FFFD.
  static func escaped(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      case "'": out += "&#39;"
      case "\t", "\n", "\r": out.unicodeScalars.append(scalar)
      case "\u{00}"..<"\u{20}", "\u{7F}"..<"\u{A0}": out += "\u{FFFD}"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }

  /// Escaped, with `<br>` for each line break.
  static func withLineBreaks(_ text: String) -> String {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map { escaped(String($0)) }.joined(separator: "<br>")
  }
}
