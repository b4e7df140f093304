internal import ConsumerProtection

/// A complaint as `xiaobao complaint submit` reads it: the draft's members, and two of the file's own.
///
/// `on` is the business time, like `--on`; `source` is `{"system","id"}`. The rest is the draft's.
struct DraftFile {
  let on: BusinessTime?
  let draft: Draft

  init(_ value: JSONValue, site: SiteFile, fields: [CustomField]) throws(Failure) {
    guard let members = value.members else {
      throw Failure(
        Refusal.Code.malformedInput.text,
        problem: Phrase(
          "投诉应为一个 JSON 对象，而不是\(value.kind.zh)",
          "A complaint must be a JSON object, not \(value.kind.en)"),
        remedy: Phrase(
          "字段说明见 docs/reference/complaint-json.md",
          "The members stand in docs/reference/complaint-json.md"))
    }
    if case .text(let text)? = value["on"] {
      on = try BusinessTime(text: text)
    } else {
      on = nil
    }
    var plain = members.filter { !["on", "source", "fields"].contains($0.name) }
    if let source = value["source"] {
      plain.append(.init("source_system", source["system"] ?? .null))
      plain.append(.init("source_id", source["id"] ?? .null))
    }
    do throws(Refusal) {
      var draft = try Draft(json: .object(plain), labels: site.labels)
      draft.fields = try Self.fields(value["fields"], fields)
      self.draft = draft
    } catch {
      throw Failure(error)
    }
  }

  /// The members of `fields` as they are stored, each checked by its declaration.
  private static func fields(
    _ value: JSONValue?, _ known: [CustomField]
  ) throws(Refusal) -> [JSONValue.Member] {
    guard let value, value != .null else { return [] }
    guard let members = value.members else {
      throw Refusal(
        .malformedInput,
        problem: Phrase(
          "fields 应为对象，而不是\(value.kind.zh)", "fields must be an object, not \(value.kind.en)"),
        remedy: Phrase("写作 {\"fields\": {\"名称\": 值}}", "write {\"fields\": {\"name\": value}}"))
    }
    var fields: [JSONValue.Member] = []
    for member in members {
      let field = try CustomField.named(member.name, in: known)
      fields.append(.init(field.name, try field.value(of: Self.text(member.value))))
    }
    return fields
  }

  /// A scalar as it would be typed.
  private static func text(_ value: JSONValue) -> String {
    switch value {
    case .text(let text): text
    case .integer(let integer): String(integer)
    case .boolean(let boolean): boolean ? "true" : "false"
    case .null, .number, .array, .object: value.kind.zh
    }
  }
}
