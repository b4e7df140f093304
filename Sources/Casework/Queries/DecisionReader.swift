internal import ConsumerProtection
internal import PluginHost

/// Reads a stored decision record for people: docs/reference/events.md describes its JSON.
struct DecisionReader {
  let json: JSONValue
  /// The record that the plugins saw, rebuilt; nil when it cannot be.
  let then: ComplaintRecord?
  /// The words of a reason, from the plugin's locale files.
  let words: (Because, _ plugin: String) -> String

  func decision(sequence: UInt64) -> Explanation.Decision {
    Explanation.Decision(
      sequence: sequence, hook: json["hook"]?.text ?? "", set: json["set"]?.integer ?? 0,
      used: list("used").map(given), losers: list("losers").map(given),
      conflicts: list("conflicts").map(conflict),
      failures: list("failures").map { failure in
        (
          failure["plugin"]?.text ?? "", failure["code"]?.text ?? "", failure["at"]?.text ?? ""
        )
      },
      asked: list("asked").map(asked))
  }

  private func list(_ name: String) -> [JSONValue] { json[name]?.array ?? [] }

  private func given(_ value: JSONValue) -> Explanation.Given {
    let plugin = value["plugin"]?.text ?? ""
    return Explanation.Given(
      plugin: plugin, place: value["at"]?.text ?? "", answer: value["answer"] ?? .null,
      because: because(value["because"], plugin), reason: phrase(value["reason"]))
  }

  private func because(_ value: JSONValue?, _ plugin: String) -> String? {
    guard let parts = value?.array, let code = parts.first?.text else { return nil }
    let arguments = parts.count > 1 ? parts[1].members ?? [] : []
    return words(Because(code, arguments), plugin)
  }

  private func conflict(_ value: JSONValue) -> Phrase {
    func place(_ name: String) -> String {
      let given = value[name]
      return "\(given?["plugin"]?.text ?? "") (\(given?["at"]?.text ?? ""))"
    }
    let about = value["about"]?.text ?? ""
    let reason = phrase(value["reason"]) ?? Phrase(same: "")
    return Phrase(
      "\(about)：\(place("kept")) 与 \(place("other")) 不一致，采用前者：\(reason.zh)",
      "\(about): \(place("kept")) and \(place("other")) disagree; the first stands: \(reason.en)")
  }

  private func phrase(_ value: JSONValue?) -> Phrase? {
    guard let zh = value?["zh"]?.text else { return nil }
    return Phrase(zh, value?["en"]?.text ?? zh)
  }

  private func asked(_ value: JSONValue) -> Explanation.Asked {
    let names = (value["reads"]?.array ?? []).compactMap(\.text)
    var isConfirmed: Bool?
    if let then, let stored = value["reads_sha256"]?.text, value["reads_left_out"] == nil {
      isConfirmed = then.digest(of: names) == stored
    }
    return Explanation.Asked(
      plugin: value["plugin"]?.text ?? "", digest: value["digest"]?.text,
      reads: names.map { (name: $0, value: text(of: $0)) }, isConfirmed: isConfirmed,
      instructions: value["instructions"]?.integer ?? 0)
  }

  /// A value as it was then; personal ones are named, never shown.
  private func text(of name: String) -> String {
    guard let place = ComplaintFields.index(of: name), !ComplaintFields.all[place].isPersonal,
      let then
    else { return "***" }
    return switch then.values[place] {
    case .none: "nil"
    case .bool(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .text(let value): "\"\(value)\""
    }
  }
}

extension Explanation.Decision {
  /// A route that the engine could not follow stands among the answers that were not used.
  func withoutUnusedRoute(_ held: [String]) -> Explanation.Decision {
    guard hook == "complaint.route", held.contains("route_unknown_unit") else { return self }
    let reason = Phrase("该机构当日不存在，未采用，转人工队列", "the unit is not there on that day: the case is held")
    let unused = used.map { given in
      Explanation.Given(
        plugin: given.plugin, place: given.place, answer: given.answer, because: given.because,
        reason: reason)
    }
    return Explanation.Decision(
      sequence: sequence, hook: hook, set: set, used: [], losers: unused + losers,
      conflicts: conflicts, failures: failures, asked: asked)
  }
}
