internal import Synchronization

/// The words that rows of a code table answer to: keys, names in both languages, aliases.
///
/// Collected when a text is first looked up: most commands only print names of keys.
final class CodeTableWords: Sendable {
  private let field: String
  private let rows: [CodeTable.Row]
  private let places = Mutex<[String: Int]?>(nil)

  init(field: String, rows: [CodeTable.Row]) {
    self.field = field
    self.rows = rows
  }

  /// All words, folded, row by row.
  var folded: [String] { rows.flatMap(Self.words).map(Self.folded) }

  /// The place of the row that a folded word names.
  func place(ofFolded word: String) -> Int? {
    places.withLock { known in
      if let known { return known[word] }
      let made = collected()
      known = made
      return made[word]
    }
  }

  private func collected() -> [String: Int] {
    var places: [String: Int] = [:]
    for (place, row) in rows.enumerated() {
      for word in Self.words(of: row) {
        let known = places.updateValue(place, forKey: Self.folded(word))
        precondition(known ?? place == place, "two rows of \(field) answer to \(word)")
      }
    }
    return places
  }

  private static func words(of row: CodeTable.Row) -> [String] {
    [row.key, row.name.zh, row.name.en] + row.aliases
  }

  /// Without white space, in small letters, with brackets of one kind.
  static func folded(_ text: String) -> String {
    var folded = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where !scalar.properties.isWhitespace {
      switch scalar {
      case "（": folded.append("(")
      case "）": folded.append(")")
      case "A"..."Z": folded.append(Unicode.Scalar(UInt8(scalar.value) + 32))
      default: folded.append(scalar)
      }
    }
    return String(folded)
  }
}
