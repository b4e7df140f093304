internal import ConsumerProtection

/// A complaint as `xiaobao complaint submit` reads it: the draft's members, and two of the file's own.
///
/// `on` is the business time, like `--on`; `source` is `{"system","id"}`. The rest is the draft's.
struct DraftFile {
  let on: BusinessTime?
  let draft: Draft

  init(_ value: JSONValue, site: SiteFile) throws(Failure) {
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
    var plain = members.filter { $0.name != "on" && $0.name != "source" }
    if let source = value["source"] {
      plain.append(.init("source_system", source["system"] ?? .null))
      plain.append(.init("source_id", source["id"] ?? .null))
    }
    do throws(Refusal) {
      draft = try Draft(json: .object(plain), labels: site.labels)
    } catch {
      throw Failure(error)
    }
  }
}
