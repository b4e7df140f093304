internal import ConsumerProtection

/// A field and what must hold of it.
struct RuleCondition: Sendable, Equatable {
  /// What a value is held against.
  enum Test: Sendable, Equatable {
    /// One of these values.
    case among([FieldValue])
    /// None of these values; an absent field is none of them.
    case notAmong([FieldValue])
    /// At least, at most: numbers, or days as text. Nil is no bound.
    case between(Bound?, Bound?)
    /// The text has one of these in it.
    case contains([String])
    /// The field has a value, or none.
    case present(Bool)
  }

  /// One end of a range.
  struct Bound: Sendable, Equatable {
    let value: FieldValue
    /// Whether the value itself is inside.
    let isInside: Bool
  }

  let field: String
  let test: Test

  /// Whether a value passes.
  func holds(for value: FieldValue) -> Bool {
    switch test {
    case .among(let values): values.contains(value)
    case .notAmong(let values): !values.contains(value)
    case .present(let isPresent): (value != .none) == isPresent
    case .contains(let parts):
      if case .text(let text) = value {
        parts.contains { text.firstRange(of: $0) != nil }
      } else {
        false
      }
    case .between(let low, let high):
      value != .none && low.map { Self.isInOrder($0.value, value, $0.isInside) } ?? true
        && high.map { Self.isInOrder(value, $0.value, $0.isInside) } ?? true
    }
  }

  private static func isInOrder(_ low: FieldValue, _ high: FieldValue, _ orEqual: Bool) -> Bool {
    switch (low, high) {
    case (.integer(let low), .integer(let high)): low < high || (orEqual && low == high)
    case (.text(let low), .text(let high)):
      low.utf8.lexicographicallyPrecedes(high.utf8) || (orEqual && low == high)
    default: false
    }
  }
}

extension RuleCondition.Test {
  /// The test in one form, whatever words the file used: part of what decides.
  var canonical: String {
    func list(_ values: [FieldValue]) -> String { values.map(\.word).joined(separator: ",") }
    return switch self {
    case .among(let values): "= \(list(values))"
    case .notAmong(let values): "!= \(list(values))"
    case .present(let isPresent): isPresent ? "present" : "absent"
    case .contains(let parts): "contains \(parts.joined(separator: ","))"
    case .between(let low, let high):
      [
        low.map { "\($0.isInside ? ">=" : ">") \($0.value.word)" },
        high.map { "\($0.isInside ? "<=" : "<") \($0.value.word)" },
      ].compactMap(\.self).joined(separator: " ")
    }
  }
}

extension FieldValue {
  /// The value as one word.
  var word: String {
    switch self {
    case .none: "nil"
    case .bool(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .text(let text): text
    }
  }
}
