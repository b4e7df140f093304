/// A list of standard keys for one field, each with names in both languages.
///
/// The keys are ours and stable; the standard's numeric codes are the bank's to load. A bank's
/// own labels map to the keys in its site file.
public struct CodeTable: Sendable {
  /// One row of a table.
  public struct Row: Sendable, Equatable {
    /// The stable key, such as `B.card`.
    public let key: String
    /// The name, Chinese as in the source.
    public let name: Phrase
    /// Other words that banks write for it.
    public let aliases: [String]

    init(_ key: String, _ zh: String, _ en: String, _ aliases: [String] = []) {
      self.key = key
      name = Phrase(zh, en)
      self.aliases = aliases
    }
  }

  /// The field, such as `business_class`.
  public let field: String
  /// The field's name.
  public let title: Phrase
  /// The key of a record that does not say, such as `unclassified`.
  public let missing: String
  /// The rows in the order of the source; the row of `missing` is the last.
  public let rows: [Row]

  private let words: CodeTableWords

  init(field: String, title: Phrase, missing: Row, rows: [Row]) {
    self.field = field
    self.title = title
    self.missing = missing.key
    self.rows = rows + [missing]
    words = CodeTableWords(field: field, rows: self.rows)
  }

  /// The row of an exact key.
  public func row(_ key: String) -> Row? { rows.first { $0.key == key } }

  /// The name of a key; the key itself when the table does not have it.
  public func name(of key: String) -> Phrase { row(key)?.name ?? Phrase(same: key) }

  /// A key and all below it: `B.card` and every `B.card.…`.
  public func keys(below key: String) -> [String] {
    rows.map(\.key).filter { $0 == key || $0.hasPrefix(key + ".") }
  }

  /// The key that a text means: the bank's own label first, then key, name or alias. Case, spaces
  /// and full-width brackets do not matter.
  ///
  /// - Parameters:
  ///   - text: A key, a name in either language, an alias or the bank's own label.
  ///   - labels: The bank's own labels with their keys.
  /// - Returns: The key, or nil when nothing answers to the text.
  public func resolve(_ text: String, labels: [String: String] = [:]) -> String? {
    if let key = labels[text] { return row(key)?.key }
    let folded = CodeTableWords.folded(text)
    if let place = words.place(ofFolded: folded) { return rows[place].key }
    return labels.first { CodeTableWords.folded($0.key) == folded }.flatMap { row($0.value)?.key }
  }

  /// The key that somebody most likely meant.
  public func nearest(to text: String) -> String? {
    Nearest.match(of: CodeTableWords.folded(text), in: words.folded)
      .flatMap { words.place(ofFolded: $0) }.map { rows[$0].key }
  }
}
