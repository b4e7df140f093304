internal import ConsumerProtection

extension Masking {
  /// A field's text as a plugin with `personal_data.masked` sees it; no plugin gets more than this
  /// without `personal_data.full`. `names` has the complainant's, which the narrative may hold.
  static func masked(_ name: String, _ text: String, names: [String] = []) -> String {
    let sealed = name.replacing(prefix: "complainant_", with: "complainant.")
    return Masking.field(sealed, text, names: names)
  }
}

extension String {
  fileprivate func replacing(prefix: String, with other: String) -> String {
    hasPrefix(prefix) ? other + dropFirst(prefix.count) : self
  }
}
