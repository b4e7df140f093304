public import ConsumerProtection

/// What a hook's answer must look like, so that one reader serves every declared hook.
public struct AnswerShape: Sendable, Equatable {
  /// How the items of an answer stand in the script's table.
  public enum Form: String, Sendable {
    /// One table.
    case one
    /// A list of tables; an empty list is an answer without items.
    case list
    /// A table from the keys to `{value=, because=}`: each key is decided for itself.
    case keyed
  }

  /// What a key holds.
  public indirect enum Kind: Sendable, Equatable {
    /// Text that is not empty.
    case text
    /// Text for people: one text, or `{zh=, en=}`.
    case phrase
    /// A whole number in these bounds.
    case integer(ClosedRange<Int64>)
    /// An amount in fen, 0 or more.
    case amount
    /// A day `YYYY-MM-DD`.
    case day
    /// `true` or `false`.
    case boolean
    /// One of these words.
    case choice([String])
    /// A list of texts that are not empty.
    case texts
    /// A span of time as `complaint.deadline` writes it, e.g. `5 working_days`.
    case budget
  }

  /// One key of an item.
  public struct Key: Sendable, Equatable {
    /// The name.
    public let name: String
    /// What it holds.
    public let kind: Kind
    /// Whether every item must have it.
    public let isRequired: Bool
    /// What it means, with its unit.
    public let meaning: Phrase

    static func required(_ name: String, _ kind: Kind, _ zh: String, _ en: String) -> Key {
      Key(name: name, kind: kind, isRequired: true, meaning: Phrase(zh, en))
    }

    static func optional(_ name: String, _ kind: Kind, _ zh: String, _ en: String) -> Key {
      Key(name: name, kind: kind, isRequired: false, meaning: Phrase(zh, en))
    }
  }

  /// How the items stand.
  public let form: Form
  /// The keys of an item beside `because`, in the order of the reference and of the stored answer.
  public let keys: [Key]

  static func one(_ keys: Key...) -> AnswerShape { AnswerShape(form: .one, keys: keys) }
  static func list(_ keys: Key...) -> AnswerShape { AnswerShape(form: .list, keys: keys) }
  static func keyed(_ keys: Key...) -> AnswerShape { AnswerShape(form: .keyed, keys: keys) }
}

/// How the answers of several plugins to one hook become one.
public enum Combination: Sendable, Equatable {
  /// What becomes of two items that mean the same thing and say it differently.
  public enum Clash: Sendable, Equatable {
    /// The one of the plugin that is asked first stands.
    case first
    /// The one whose key ranks higher stands: later in the list of words, or the greater number.
    case highest(String, [String])
    /// Both stand, and the difference is on record.
    case both
    /// Neither stands.
    case neither
  }

  /// All items stand; those that agree in the keys of `by` are the same thing said twice.
  case union(by: [String], Clash)
  /// The first in order decides.
  case first
  /// For each key of the answer the first in order that has it decides.
  case perKey
  /// One plugin may answer; two are refused both.
  case oneOwner
  /// Equal answers stand; two that differ go to a person.
  case oneStands
}

extension AnswerShape.Kind {
  /// The kind in words, for messages and the reference.
  var title: Phrase {
    switch self {
    case .text: Phrase("文本", "a text")
    case .phrase: Phrase("文本或 {zh=, en=}", "a text or {zh=, en=}")
    case .integer(let bounds):
      Phrase(
        "\(bounds.lowerBound) 至 \(bounds.upperBound) 的整数",
        "an integer from \(bounds.lowerBound) to \(bounds.upperBound)")
    case .amount: Phrase("金额（分，整数）", "an amount in fen, an integer")
    case .day: Phrase("日期 YYYY-MM-DD", "a day YYYY-MM-DD")
    case .boolean: Phrase("真假值", "a boolean")
    case .choice(let words):
      Phrase(words.joined(separator: "、") + " 之一", "one of " + words.joined(separator: ", "))
    case .texts: Phrase("文本列表", "a list of texts")
    case .budget:
      Phrase("期限，如 \"5 working_days\"", "a budget, e.g. \"5 working_days\"")
    }
  }
}
