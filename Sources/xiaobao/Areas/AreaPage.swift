internal import Casework
internal import ConsumerProtection
internal import PluginHost

/// What plugins said about something that is no complaint, for people and for programs.
struct AreaPage {
  let answer: AreaAnswer
  let session: Session

  func show(total: String? = nil, _ line: (JSONValue) -> String) {
    if session.isJSON { return Output.print(JSONText.envelope(members(total: total))) }
    session.print(answer.id)
    if answer.items.isEmpty { session.print("  " + session.say("没有意见", "no opinion")) }
    for item in answer.items {
      session.print("  · \(line(item.answer))")
      let source = item.plugin.map { "\($0) \(item.at ?? "")" } ?? session.say("内置", "built in")
      session.print("      \(item.reason)  (\(source))")
    }
    if let total { session.print("  " + session.say("合计", "total") + "  \(total)") }
    for conflict in answer.conflicts {
      session.print("  " + session.say("冲突：", "conflict: ") + session.say(conflict))
    }
    if !answer.held.isEmpty {
      session.print(
        "  " + session.say("须由人处理：", "a person has to look: ")
          + answer.held.joined(separator: ", "))
    }
    for failure in answer.failures { session.report(Failure(failure)) }
  }

  private func members(total: String?) -> [JSONValue.Member] {
    var object = ObjectBuilder()
    object.add("id", answer.id)
    object.add(
      "items",
      value: .array(
        answer.items.map { item in
          var entry = ObjectBuilder()
          entry.add("plugin", item.plugin)
          entry.add("at", item.at)
          entry.add("answer", value: item.answer)
          entry.add("reason", item.reason)
          return entry.object
        }))
    object.add("total", total)
    object.add("held", value: JSONValue(answer.held))
    object.add("conflicts", value: .array(answer.conflicts.map { JSONValue($0) }))
    object.add("failures", value: .array(answer.failures.map { JSONValue($0) }))
    object.add("sequence", answer.sequence.map { Int($0) })
    return object.members
  }
}

extension JSONValue {
  /// A member that is `{zh, en}`.
  func phrase(_ name: String) -> Phrase {
    Phrase(self[name]?["zh"]?.text ?? "", self[name]?["en"]?.text ?? "")
  }
}
