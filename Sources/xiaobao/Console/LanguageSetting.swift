internal import ConsumerProtection

/// Where the language of a run comes from.
enum LanguageSetting {
  /// The language of `--lang`, read before anything is parsed, so that errors of parsing speak it.
  static func option(in arguments: [String]) -> Language? {
    for (index, argument) in arguments.enumerated() {
      if argument == "--lang", index + 1 < arguments.count {
        return Language(rawValue: arguments[index + 1])
      }
      if argument.hasPrefix("--lang=") { return Language(rawValue: String(argument.dropFirst(7))) }
    }
    return nil
  }

  /// The first of `LC_ALL`, `LC_MESSAGES`, `LANG` that is set decides: `zh…` is Chinese, anything
  /// else, `C` included, is English, and so is none.
  static func environment(_ environment: [String: String]) -> Language {
    let values = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { environment[$0] }
    return values.first { !$0.isEmpty }?.lowercased().hasPrefix("zh") == true ? .zh : .en
  }
}
