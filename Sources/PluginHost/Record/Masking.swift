internal import ConsumerProtection

extension Masking {
  /// A field's text as a plugin with `personal_data.masked` sees it; no plugin gets more than this
  /// without `personal_data.full`.
  static func masked(_ field: String, _ text: String) -> String {
    switch field {
    case "complainant_name": name(text)
    case "complainant_phone": number(text)
    default: freeText(text)
    }
  }
}
