/// The two languages that every message exists in; Chinese is the first.
public enum Language: String, Sendable, CaseIterable {
  /// Simplified Chinese.
  case zh
  /// English.
  case en
}

/// One text in both languages, so that none can be forgotten.
public struct Phrase: Sendable, Hashable {
  /// The Chinese text.
  public let zh: String
  /// The English text.
  public let en: String

  /// Both texts, Chinese first.
  public init(_ zh: String, _ en: String) {
    self.zh = zh
    self.en = en
  }

  /// The same text in both languages: a command, a path, an identifier.
  public init(same text: String) {
    self.init(text, text)
  }

  /// The text in one language.
  public func text(in language: Language) -> String {
    switch language {
    case .zh: zh
    case .en: en
    }
  }
}
