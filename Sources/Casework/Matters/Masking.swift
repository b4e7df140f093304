internal import ConsumerProtection

extension Masking {
  /// A sealed text as people see it who did not open it; free text is not shown at all.
  static func shown(_ text: String, field: String) -> Phrase {
    switch field.split(separator: ".").last {
    case "name": Phrase(same: name(text))
    case "phone", "id_number": Phrase(same: number(text))
    case "address": Phrase(same: text.prefix(3) + "****")
    default: Phrase("（已封存，共 \(text.count) 字）", "(sealed, \(text.count) characters)")
    }
  }
}
