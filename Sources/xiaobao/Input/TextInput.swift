internal import Casework
internal import ConsumerProtection

/// A text that a verb needs, by its name in JSON.
struct TextField {
  let name: String
  let title: Phrase
  let isRequired: Bool

  init(_ name: String, _ title: Phrase, isRequired: Bool = false) {
    self.name = name
    self.title = title
    self.isRequired = isRequired
  }
}

/// Where the texts of a verb come from: `--file`, standard input, or the person at the terminal.
/// They hold personal data, so they never stand on the command line.
struct TextInput {
  let session: Session
  let file: String?

  init(_ session: Session, file: String?) {
    self.session = session
    self.file = file
  }

  /// One text.
  func text(_ title: Phrase) throws(Failure) -> String {
    if let file { return try InputFile.text(file) }
    guard session.isInteractive else { throw missing(Phrase("--file 文本文件", "--file FILE")) }
    return try Questions(session).requiredParagraph(title)
  }

  /// Several texts: members of one JSON object, or one question each.
  func fields(_ fields: [TextField]) throws(Failure) -> [String: String] {
    if let file { return try members(of: InputFile.json(file), fields) }
    guard session.isInteractive else { throw missing(Phrase("--file JSON 文件", "--file FILE.json")) }
    let questions = Questions(session)
    var texts: [String: String] = [:]
    for field in fields {
      texts[field.name] =
        field.isRequired
        ? try questions.requiredParagraph(field.title) : try questions.paragraph(field.title)
    }
    return texts
  }

  private func members(
    of json: JSONValue, _ fields: [TextField]
  ) throws(Failure) -> [String: String] {
    guard let members = json.members else {
      throw Self.wrong(
        Phrase("应为 JSON 对象，而不是\(json.kind.zh)", "a JSON object is expected, not \(json.kind.en)"),
        fields)
    }
    var texts: [String: String] = [:]
    for member in members {
      guard fields.contains(where: { $0.name == member.name }) else {
        let near = Nearest.match(of: member.name, in: fields.map(\.name))
        throw Self.wrong(
          Phrase(
            "没有成员“\(member.name)”" + (near.map { "，是否指 \($0)" } ?? ""),
            "there is no member `\(member.name)`" + (near.map { "; did you mean \($0)" } ?? "")),
          fields)
      }
      guard let text = member.value.text else {
        throw Self.wrong(
          Phrase(
            "成员“\(member.name)”应为文本，而不是\(member.value.kind.zh)",
            "the member `\(member.name)` must be a text, not \(member.value.kind.en)"), fields)
      }
      texts[member.name] = text
    }
    return texts
  }

  private static func wrong(_ problem: Phrase, _ fields: [TextField]) -> Failure {
    let names = fields.map(\.name)
    return Failure(
      Refusal.Code.malformedInput.text, problem: problem,
      remedy: Phrase(
        "可用成员：\(names.joined(separator: "、"))", "members: \(names.joined(separator: ", "))"))
  }

  private func missing(_ option: Phrase) -> Failure {
    Failure(
      "XB-310",
      problem: Phrase("缺少文本，且没有可以询问的终端", "The text is missing and there is no terminal to ask at"),
      remedy: Phrase(
        "用 \(option.zh)；- 为标准输入", "give it with \(option.en); - is standard input"),
      exit: .usage)
  }
}
