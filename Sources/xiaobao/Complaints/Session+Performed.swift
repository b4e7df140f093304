internal import Casework
internal import ConsumerProtection
internal import PluginHost

extension Session {
  /// Carries out a command on a complaint and says what became of it.
  func perform(_ command: Complaint.Command, on id: String) async throws(Failure) -> Ending {
    let invocation = try invocation()
    let workspace = try open(.writing)
    return show(try await workspace.perform(command, on: id, as: invocation))
  }

  /// What a command did: one line, the due day, and what plugins had to say.
  @discardableResult
  func show(_ done: Performed) -> Ending {
    if !isJSON {
      for warning in done.warnings {
        note(say("提示", "Note") + " [\(warning.code)] \(say(warning.message))")
      }
    }
    if !isJSON { for failure in done.failures { report(Failure(failure)) } }
    if isJSON {
      Output.print(JSONText.envelope(Self.members(of: done)))
      return .done
    }
    let stage = done.row.map { StageWord.title($0.stage) }
    if done.isRepeated {
      print(
        say(
          "\(done.matter.id) 已用同一幂等键登记过，未重复登记",
          "\(done.matter.id) was stored before under this key; nothing was added"))
    } else {
      print("\(done.matter.id)  \(stage.map { say($0) } ?? "")")
    }
    print(facts: facts(of: done))
    for emergency in done.emergencies { print("  " + line(emergency)) }
    for duplicate in done.duplicates { print(offer(duplicate, for: done.matter.id)) }
    return .done
  }

  /// What a new complaint may repeat, with the command that ties both together.
  private func offer(_ duplicate: Duplicate, for id: String) -> String {
    let other = duplicate.row
    let alike = duplicate.similarity.map { say("文字相似 \($0)%", "texts \($0)% alike") }
    let person = duplicate.isSamePerson ? say("同一投诉人", "the same person") : nil
    let why = [person, alike].compactMap(\.self).joined(separator: say("，", ", "))
    let command =
      other.isOpen
      ? "xiaobao complaint merge \(id) --into \(other.id)"
      : "xiaobao complaint repeat \(id) --of \(other.id)"
    return "  " + say("疑似重复", "may repeat") + "  \(other.id)  \(say(StageWord.title(other.stage)))"
      + "  \(why)\n    \(command)"
  }

  private func facts(of done: Performed) -> [Fact] {
    let due = done.row?.binding.map { open in
      "\(open.due.iso)  \(say(ObligationWord.title(open.name)))  \(open.rule)"
        + (open.isProvisional ? say("（暂定）", " (provisional)") : "")
    }
    let route = done.route.map { route in
      "\(route.answer.unit)\(route.answer.person.map { " / \($0)" } ?? "")  \(route.reason)"
    }
    let approval = done.row?.open.first(where: \.isExtensionApproval)
    let isHeld = done.row?.isHeld ?? false
    return [
      Fact("  派单建议", "  proposed", route),
      Fact("  最先到期", "  due first", due),
      Fact(
        "  待批准", "  waits for",
        approval.map { duty in
          let who = duty.person ?? duty.unit ?? ""
          return say("延期：\(who)，不迟于 \(duty.due.iso)", "more time: \(who), by \(duty.due.iso)")
        }),
      Fact(
        "  待人工", "  held",
        isHeld ? say("原因见上，已转人工队列", "for the reason above; it waits in the manual queue") : nil),
    ]
  }

  static func members(of done: Performed) -> [JSONValue.Member] {
    var object = ObjectBuilder()
    object.add("matter", value: JSONValue(done.matter))
    object.add("matter_version", done.version)
    object.add("sequence", Int(done.sequence))
    object.add("repeated", done.isRepeated)
    object.add("complaint", value: done.row.map { JSONValue($0) })
    if let route = done.route {
      var proposed = ObjectBuilder()
      proposed.add("unit", route.answer.unit)
      proposed.add("person", route.answer.person)
      proposed.add("plugin", route.answer.plugin)
      proposed.add("reason", route.reason)
      object.add("route", value: proposed.object)
    }
    object.add("warnings", value: .array(done.warnings.map { JSONValue($0) }))
    object.add("failures", value: .array(done.failures.map { JSONValue($0) }))
    if !done.duplicates.isEmpty {
      object.add("duplicates", value: .array(done.duplicates.map { JSONValue($0) }))
    }
    if !done.emergencies.isEmpty {
      object.add("emergencies", value: .array(done.emergencies.map { JSONValue($0) }))
    }
    return object.members
  }
}

extension JSONValue {
  /// A complaint that a new one may repeat: `{complaint, same_person, similarity?, open}`.
  init(_ duplicate: Duplicate) {
    var object = ObjectBuilder()
    object.add("complaint", duplicate.row.id)
    object.add("same_person", duplicate.isSamePerson)
    object.add("similarity", duplicate.similarity)
    object.add("open", duplicate.row.isOpen)
    self = object.object
  }
}
