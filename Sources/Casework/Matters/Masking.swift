internal import ConsumerProtection

extension Masking {
  /// A sealed text as people see it who did not open it.
  static func shown(_ text: String, field: String, names: [String] = []) -> Phrase {
    Phrase(same: Masking.field(field, text, names: names))
  }
}
