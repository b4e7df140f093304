/// A sealed field that is found by its whole value, such as the number of a document.
public struct MatchedField: Sendable, Equatable {
  /// The field's name.
  public var name: String
  /// Only so many characters at the end count: a telephone number is the same with and without the
  /// country's code. nil = all of them.
  public var trailing: Int?

  /// A field by its name.
  public init(_ name: String, trailing: Int? = nil) {
    self.name = name
    self.trailing = trailing
  }

  /// The values that a text holds, as they are compared: width, case, blanks and punctuation do not
  /// count. A text may hold several, parted by commas, semicolons, slashes or line breaks.
  public func values(of text: String) -> [String] {
    text.split(whereSeparator: { ",;、，；/\n".contains($0) }).compactMap { part in
      var word = String.UnicodeScalarView()
      for scalar in TextGrams.folded(String(part)).unicodeScalars
      where scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        word.append(scalar)
      }
      guard !word.isEmpty else { return nil }
      return trailing.map { String(String(word).suffix($0)) } ?? String(word)
    }
  }
}
