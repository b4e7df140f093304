/// The ranges of East Asian Width that matter here. Emoji come from the standard library's
/// `Emoji_Presentation`, whose characters are all wide.
enum WidthTable {
  /// First and last scalar of each wide or fullwidth range, in order.
  private static let wide: [(first: UInt32, last: UInt32)] = [
    (0x1100, 0x115F),  // Hangul leading consonants
    (0x2329, 0x232A),  // angle brackets
    (0x2630, 0x2637), (0x268A, 0x268F),  // trigrams, monograms
    (0x2E80, 0x303E),  // radicals, description characters, CJK punctuation
    (0x3041, 0x3247),  // kana, bopomofo, compatibility Jamo, enclosed CJK
    (0x3250, 0xA4C6),  // enclosed CJK, extension A, hexagrams, unified ideographs, Yi
    (0xA960, 0xA97C),  // Hangul extended A
    (0xAC00, 0xD7A3),  // Hangul syllables
    (0xF900, 0xFAFF),  // compatibility ideographs
    (0xFE10, 0xFE19),  // vertical forms
    (0xFE30, 0xFE6B),  // compatibility and small forms
    (0xFF01, 0xFF60), (0xFFE0, 0xFFE6),  // fullwidth forms and signs
    (0x16FE0, 0x18DFF),  // Tangut, Khitan
    (0x1AFF0, 0x1B2FF),  // kana extensions, Nushu
    (0x1D300, 0x1D376),  // Tai Xuan Jing, counting rods
    (0x1F200, 0x1F265),  // enclosed ideographs
    (0x20000, 0x2FFFD), (0x30000, 0x3FFFD),  // ideographs of planes 2 and 3
  ]

  /// Whether a scalar is wide or fullwidth; emoji are asked for elsewhere.
  static func isWide(_ value: UInt32) -> Bool {
    guard value >= 0x1100 else { return false }
    if (0x4E00...0x9FFF).contains(value) { return true }
    var low = 0
    var high = wide.count
    while low < high {
      let middle = (low + high) / 2
      if value > wide[middle].last { low = middle + 1 } else { high = middle }
    }
    return low < wide.count && value >= wide[low].first
  }

  /// Whether a scalar above U+02FF takes no column of its own.
  static func isZero(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x4E00...0x9FFF: return false
    case 0x1160...0x11FF, 0xD7B0...0xD7FF: return true  // Hangul vowels and trailing consonants
    case 0x0600...0x0605, 0x06DD, 0x070F, 0x08E2: return false  // signs that are drawn
    default: break
    }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .lineSeparator, .paragraphSeparator,
      .control:
      return true
    default: return false
    }
  }
}
