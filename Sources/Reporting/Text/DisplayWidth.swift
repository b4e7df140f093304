/// How many terminal columns text takes: two for a wide or fullwidth character or an emoji,
/// none for a combining mark or a control character, one for the rest.
///
/// Characters whose width Unicode calls ambiguous (box lines, `…`, `“`) count one, as
/// terminals with a UTF-8 locale draw them. Source: Unicode Standard Annex 11.
public enum DisplayWidth {
  /// Where padding goes.
  public enum Alignment: Sendable, Equatable {
    /// Text at the left edge.
    case left
    /// Text at the right edge.
    case right
  }

  /// The columns of a whole text, which should hold no line break.
  public static func columns(of text: String) -> Int {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text.utf8.count }
    return text.reduce(0) { $0 + columns(of: $1) }
  }

  /// The columns of one character as a reader sees it (a grapheme cluster).
  public static func columns(of character: Character) -> Int {
    var width = 0
    var isEmoji = false
    var regionalIndicators = 0
    for scalar in character.unicodeScalars {
      width += columns(of: scalar)
      // U+FE0F asks for the emoji form of what stands before it.
      if scalar == "\u{FE0F}" || scalar.properties.isEmojiPresentation { isEmoji = true }
      if (0x1F1E6...0x1F1FF).contains(scalar.value) { regionalIndicators += 1 }
    }
    if regionalIndicators == 1 { return 1 }
    return isEmoji ? 2 : width
  }

  /// The columns of one Unicode scalar standing alone.
  static func columns(of scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x300 { return value < 0x20 || (0x7F..<0xA0).contains(value) ? 0 : 1 }
    if WidthTable.isZero(scalar) { return 0 }
    return WidthTable.isWide(value) || scalar.properties.isEmojiPresentation ? 2 : 1
  }

  /// The text itself when it fits, else its beginning and `…`, at most `width` columns.
  public static func truncated(_ text: String, to width: Int) -> String {
    guard columns(of: text) > width else { return text }
    guard width > 0 else { return "" }
    return head(of: text, columns: width - 1) + "…"
  }

  /// The text and as many blanks as bring it to `width` columns; longer text stays as it is.
  public static func padded(
    _ text: String, to width: Int, alignment: Alignment = .left
  ) -> String {
    let blanks = String(repeating: " ", count: max(0, width - columns(of: text)))
    return alignment == .left ? text + blanks : blanks + text
  }

  /// The longest beginning of whole characters within `columns`.
  static func head(of text: String, columns limit: Int) -> String {
    var taken = ""
    var width = 0
    for character in text {
      let next = width + columns(of: character)
      guard next <= limit else { break }
      taken.append(character)
      width = next
    }
    return taken
  }

  /// Text that is safe on a terminal: a control character becomes its picture (`␛`), line
  /// breaks and tabs become blanks, and marks that reverse the writing direction become `�`.
  public static func printable(_ text: String) -> String {
    let isPlain = text.unicodeScalars.allSatisfy { picture(of: $0) == nil }
    if isPlain { return text }
    // A line break of two characters is one blank.
    var result = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      if !(scalar == "\n" && previous == "\r") { result.append(picture(of: scalar) ?? scalar) }
      previous = scalar
    }
    return String(result)
  }

  private static func picture(of scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x2028, 0x2029: " "
    case 0x00..<0x20: Unicode.Scalar(0x2400 + scalar.value)
    case 0x7F: "\u{2421}"
    case 0x80..<0xA0, 0x202A...0x202E, 0x2066...0x2069: "\u{FFFD}"
    default: nil
    }
  }
}
