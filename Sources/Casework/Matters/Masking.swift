internal import ConsumerProtection

/// How sealed texts look to people who did not open them.
///
/// Source: T/PCAC 0001 《个人支付信息保护指引》 (industry guide): name, identity number, telephone and
/// account are masked on the screen.
enum Masking {
  /// The text with what identifies a person covered; free text is not shown at all.
  static func masked(_ text: String, field: String) -> Phrase {
    switch field.split(separator: ".").last {
    case "name": Phrase(same: name(text))
    case "phone": Phrase(same: tail(text, keeping: 4))
    case "id_number": Phrase(same: tail(text, keeping: 2))
    case "address": Phrase(same: text.prefix(3) + "****")
    default: Phrase("（已封存，共 \(text.count) 字）", "(sealed, \(text.count) characters)")
    }
  }

  private static func name(_ text: String) -> String {
    text.count < 2
      ? "*" : "\(text.prefix(1))" + String(repeating: "*", count: min(text.count - 1, 2))
  }

  private static func tail(_ text: String, keeping count: Int) -> String {
    guard text.count > count * 2 else { return String(repeating: "*", count: text.count) }
    return String(repeating: "*", count: text.count - count) + text.suffix(count)
  }
}
