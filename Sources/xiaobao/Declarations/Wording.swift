internal import ArgumentParser
internal import ConsumerProtection

/// Carries both languages through ArgumentParser's declarations, which hold one text each.
///
/// ArgumentParser never prints these texts: help and errors are rendered by `HelpPage` and
/// `Diagnosis`, which take the phrase apart again.
enum Wording {
  /// U+001F, the unit separator, stands in no text that people write.
  private static let separator: Character = "\u{1F}"
  /// U+001E, the record separator, stands between a command's detail and its examples.
  private static let recordSeparator: Character = "\u{1E}"

  static func encoded(_ phrase: Phrase) -> String {
    "\(phrase.zh)\(separator)\(phrase.en)"
  }

  static func decoded(_ text: String) -> Phrase {
    let parts = text.split(separator: separator, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return Phrase(same: text) }
    return Phrase(String(parts[0]), String(parts[1]))
  }

  static func encoded(detail: Phrase?, examples: [Example]) -> String {
    let records = examples.map { "\($0.command)\(separator)\(encoded($0.meaning))" }
    return ([detail.map(encoded) ?? ""] + records).joined(separator: String(recordSeparator))
  }

  static func detail(in discussion: String) -> Phrase? {
    let records = discussion.split(separator: recordSeparator, omittingEmptySubsequences: false)
    guard let first = records.first, !first.isEmpty else { return nil }
    return decoded(String(first))
  }

  static func examples(in discussion: String) -> [Example] {
    let records = discussion.split(separator: recordSeparator, omittingEmptySubsequences: false)
    return records.dropFirst().compactMap { record in
      let parts = record.split(separator: separator, omittingEmptySubsequences: false)
      guard parts.count == 3 else { return nil }
      return Example(String(parts[0]), Phrase(String(parts[1]), String(parts[2])))
    }
  }
}

/// A command as one would type it, and what it does.
struct Example: Equatable {
  let command: String
  let meaning: Phrase

  init(_ command: String, _ meaning: Phrase) {
    self.command = command
    self.meaning = meaning
  }

  init(_ command: String, _ zh: String, _ en: String) {
    self.init(command, Phrase(zh, en))
  }
}

extension ArgumentHelp {
  /// The help of an option or argument in both languages; `value` names its value in `<…>`.
  static func say(_ zh: String, _ en: String, value: Phrase? = nil) -> ArgumentHelp {
    ArgumentHelp(
      Wording.encoded(Phrase(zh, en)), valueName: value.map(Wording.encoded) ?? "")
  }
}

extension CommandConfiguration {
  /// The declaration of a command in both languages.
  static func command(
    _ name: String, _ zh: String, _ en: String, detail: Phrase? = nil, examples: [Example] = [],
    verbs: [any ParsableCommand.Type] = []
  ) -> CommandConfiguration {
    let abstract = Wording.encoded(Phrase(zh, en))
    let discussion = Wording.encoded(detail: detail, examples: examples)
    guard verbs.isEmpty else {
      return CommandConfiguration(
        commandName: name, abstract: abstract, discussion: discussion, subcommands: verbs)
    }
    // A command below another is not asked for completion scripts. ArgumentParser would try two more
    // parses for that before the real one, half of what a verb's line costs.
    return CommandConfiguration(
      commandName: name, _superCommandName: "xiaobao", abstract: abstract, discussion: discussion)
  }
}
