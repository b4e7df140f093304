/// Cuts texts into the pieces by which they are found.
///
/// Han, kana and Hangul: each character and each pair. Letters and digits of other scripts: each three
/// in a row, and the whole word where it is shorter. Case and width do not count.
public enum TextGrams {
  /// The text as search compares it: half width, lower case, white space as one blank.
  public static func folded(_ text: String) -> String {
    var folded = String.UnicodeScalarView()
    var isBlank = false
    for scalar in text.unicodeScalars {
      if scalar.properties.isWhitespace {
        if !isBlank { folded.append(" ") }
        isBlank = true
        continue
      }
      isBlank = false
      append(scalar, to: &folded)
    }
    return String(folded)
  }

  private static func append(_ scalar: Unicode.Scalar, to folded: inout String.UnicodeScalarView) {
    switch scalar.value {
    case 0x41...0x5A: folded.append(Unicode.Scalar(UInt8(scalar.value) + 0x20))
    case 0..<0x80, 0x4E00...0x9FFF: folded.append(scalar)
    case 0xFF01...0xFF5E:
      append(Unicode.Scalar(UInt8(scalar.value - 0xFEE0)), to: &folded)
    default: folded.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
    }
  }

  /// Whether a character is a word by itself.
  static func isIdeographic(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x3040...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7AF, 0xF900...0xFAFF,
      0x2_0000...0x3_FFFF:
      true
    default: false
    }
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x80 {
      return (0x30...0x39).contains(scalar.value) || (0x61...0x7A).contains(scalar.value)
    }
    return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }

  /// The n-grams of a text, each once, as up to three scalars of 21 bits.
  static func grams(ofText text: String) -> [UInt64] { grams(text, isQuery: false) }

  /// What every text that contains a query must have; empty = the query is too short to look for.
  ///
  /// The ends of a query may lie inside words, so only whole threes of a word count.
  static func grams(ofQuery text: String) -> [UInt64] { grams(text, isQuery: true) }

  private static func grams(_ text: String, isQuery: Bool) -> [UInt64] {
    var cutter = Cutter(isQuery: isQuery)
    for scalar in folded(text).unicodeScalars { cutter.take(scalar) }
    return cutter.finished()
  }

  private struct Cutter {
    let isQuery: Bool
    private var grams: [UInt64] = []
    private var single: [UInt64] = []
    private var hasPair = false
    /// The last two characters of a word, and how many it has so far.
    private var word: UInt64 = 0
    private var wordCount = 0
    private var before: UInt64 = 0

    private static let pairMask: UInt64 = 1 << 42 - 1

    init(isQuery: Bool) { self.isQuery = isQuery }

    mutating func take(_ scalar: Unicode.Scalar) {
      let value = UInt64(scalar.value)
      if TextGrams.isIdeographic(scalar) {
        endWord()
        if before != 0 {
          grams.append(before << 21 | value)
          hasPair = true
        }
        single.append(value)
        before = value
        return
      }
      before = 0
      guard TextGrams.isWord(scalar) else { return endWord() }
      word = word << 21 & Self.pairMask << 21 | value
      wordCount += 1
      if wordCount >= 3 {
        grams.append(word)
        word &= Self.pairMask
      }
    }

    private mutating func endWord() {
      if !isQuery, wordCount == 1 || wordCount == 2 { grams.append(word) }
      (word, wordCount) = (0, 0)
    }

    mutating func finished() -> [UInt64] {
      endWord()
      if !isQuery || !hasPair { grams += single }
      grams.sort()
      var last: UInt64?
      return grams.filter { gram in
        defer { last = gram }
        return gram != last
      }
    }
  }
}
