internal import ConsumerProtection

extension HostAPI {
  /// A section for each hook with a declared shape, subject or parameters.
  static func hookDetails(_ language: Language) -> [String] {
    var lines: [String] = []
    for hook in HookDeclaration.all {
      let parts =
        subject(of: hook, language) + params(of: hook, language) + keys(of: hook, language)
      guard !parts.isEmpty else { continue }
      lines += ["", "### `\(hook.name)`"] + parts
    }
    return lines
  }

  private static func subject(of hook: HookDeclaration, _ language: Language) -> [String] {
    guard let subject = hook.subject else { return [] }
    let title = Phrase(
      "第一个参数 `\(subject.name)` 的字段：", "Fields of the first argument, `\(subject.name)`:")
    return ["", title.text(in: language), ""] + fieldTable(subject.fields, language)
  }

  private static func params(of hook: HookDeclaration, _ language: Language) -> [String] {
    guard !hook.params.isEmpty else { return [] }
    let title = Phrase("`ctx.params` 的字段：", "Fields of `ctx.params`:")
    return ["", title.text(in: language), ""] + fieldTable(hook.params, language)
  }

  private static func fieldTable(_ fields: [RecordField], _ language: Language) -> [String] {
    let head = [Phrase("字段", "field"), Phrase("类型", "type"), Phrase("含义", "meaning")].map {
      $0.text(in: language)
    }
    return table(
      head, fields.map { ["`\($0.name)`", $0.kind.rawValue, $0.meaning.text(in: language)] })
  }

  private static func keys(of hook: HookDeclaration, _ language: Language) -> [String] {
    guard let shape = hook.shape else { return [] }
    let title =
      switch shape.form {
      case .one:
        Phrase("答案的键（另有必需的 `because`）：", "Keys of the answer, beside the required `because`:")
      case .list:
        Phrase("每一项的键（另有必需的 `because`）：", "Keys of each item, beside the required `because`:")
      case .keyed:
        Phrase(
          "答案的键，各为 `{value=, because=}`：", "Keys of the answer, each `{value=, because=}`:")
      }
    let head = [
      Phrase("键", "key"), Phrase("类型", "type"), Phrase("必需", "required"), Phrase("含义", "meaning"),
    ].map { $0.text(in: language) }
    let yes = Phrase("是", "yes").text(in: language)
    let rows = shape.keys.map { key in
      [
        "`\(key.name)`", key.kind.title.text(in: language), key.isRequired ? yes : "",
        key.meaning.text(in: language),
      ]
    }
    return ["", title.text(in: language), ""] + table(head, rows)
  }
}
