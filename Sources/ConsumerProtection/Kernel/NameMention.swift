/// Whether a text has somebody's name or staff number.
///
/// The whole name as it stands on record, in either width and case; Latin letters and digits as whole
/// words, so that `10023` is not found in `210023`. That a text has a name proves nothing: two people
/// may share it, which a person decides.
public enum NameMention {
  /// No shorter staff number is looked for: `7` stands in every date.
  public static let numberCountMin = 4

  /// Whether one of the texts has the name or the number.
  public static func isFound(name: String, number: String, in texts: [String]) -> Bool {
    let read = texts.map { folded($0) }
    let words = [folded(name), number.utf8.count < numberCountMin ? [] : folded(number)]
    return words.contains { word in
      !word.isEmpty && read.contains { has(word, in: $0) }
    }
  }

  /// Scalars in lower case and half width, without blanks at the ends.
  private static func folded(_ text: String) -> [UInt32] {
    let scalars = text.unicodeScalars.map { scalar -> UInt32 in
      let value = scalar.value
      let half = (0xFF01...0xFF5E).contains(value) ? value - 0xFEE0 : value == 0x3000 ? 0x20 : value
      return (0x41...0x5A).contains(half) ? half + 0x20 : half
    }
    let first = scalars.firstIndex { $0 != 0x20 } ?? scalars.endIndex
    let last = scalars.lastIndex { $0 != 0x20 } ?? scalars.startIndex
    return first <= last && first < scalars.endIndex ? Array(scalars[first...last]) : []
  }

  private static func has(_ word: [UInt32], in text: [UInt32]) -> Bool {
    guard word.count <= text.count else { return false }
    return (0...(text.count - word.count)).contains { start in
      text[start] == word[0] && text[start..<(start + word.count)].elementsEqual(word)
        && isBorder(text, before: start, word[0])
        && isBorder(text, behind: start + word.count - 1, word[word.count - 1])
    }
  }

  private static func isBorder(_ text: [UInt32], before place: Int, _ edge: UInt32) -> Bool {
    !isLatin(edge) || place == 0 || !isLatin(text[place - 1])
  }

  private static func isBorder(_ text: [UInt32], behind place: Int, _ edge: UInt32) -> Bool {
    !isLatin(edge) || place + 1 == text.count || !isLatin(text[place + 1])
  }

  private static func isLatin(_ scalar: UInt32) -> Bool {
    (0x30...0x39).contains(scalar) || (0x61...0x7A).contains(scalar)
  }
}
