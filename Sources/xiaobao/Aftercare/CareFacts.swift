internal import Casework
internal import ConsumerProtection

/// Contacts and what followed the closure, for `complaint show`.
struct CareFacts {
  let complaint: Complaint
  let session: Session

  var all: [Fact] { contacts + aftercare }

  private var contacts: [Fact] {
    guard !complaint.contacts.isEmpty else { return [] }
    let reached = complaint.contacts.count(where: \.isReached)
    let failed = complaint.failedAttempts
    return [
      Fact(
        "联系", "Contacts",
        session.say(
          "\(complaint.contacts.count) 次，联系上 \(reached) 次；最近连续未联系上 \(failed) 次",
          "\(complaint.contacts.count), \(reached) of them reached; \(failed) failed in a row since"
        ))
    ]
  }

  private var aftercare: [Fact] {
    let care = complaint.aftercare
    var facts = care.callbacks.map { call in
      let settled = call.isSettled.map {
        $0 ? Phrase("已解决", "settled") : Phrase("未解决", "not settled")
      }
      let words =
        call.isReached
        ? [call.satisfaction?.title, settled].compactMap(\.self).map { session.say($0) }
        : [session.say("未联系上", "not reached")]
      return Fact(
        "回访", "Call-back",
        "\(call.envelope.day.iso)  \(call.envelope.actor)  \(words.joined(separator: "  "))")
    }
    if let last = care.inspections.last {
      facts.append(
        Fact(
          "质检", "Check",
          "\(last.envelope.day.iso)  \(last.isPassed ? session.say("合格", "passed") : session.say("不合格", "failed"))"
        ))
    }
    if let found = care.liability {
      let who = ([found.unit].compactMap(\.self) + found.persons).joined(separator: ", ")
      facts.append(
        Fact(
          "责任认定", "Liability",
          (found.isLiable ? session.say("有责", "at fault") : session.say("无责", "not at fault"))
            + (who.isEmpty ? "" : "  \(who)")))
    }
    facts += care.rectifications.map { measure in
      let state =
        measure.evidence.map {
          session.say("已完成 \($0.envelope.day.iso)", "done \($0.envelope.day.iso)")
        }
        ?? session.say(
          "截止 \(measure.order.obligation.due.iso)", "due \(measure.order.obligation.due.iso)")
      return Fact("整改", "Measure", "\(measure.order.number)  \(measure.order.owner)  \(state)")
    }
    facts += care.suggestions.map {
      Fact("产品建议", "Suggestion", "\($0.envelope.day.iso)  \($0.product ?? "")")
    }
    if let deduction = care.deduction {
      let answer = deduction.answer.map {
        $0.isAccepted ? session.say("已同意", "granted") : session.say("未同意", "denied")
      }
      facts.append(
        Fact(
          "核减", "Deduction",
          "\(deduction.request.ground)  \(answer ?? session.say("待答复", "no answer yet"))"))
    }
    return facts
  }
}

extension ObjectBuilder {
  /// Members of contacts and aftercare that are there: `contacts`, `failed_attempts`, `aftercare`.
  mutating func add(careOf complaint: Complaint) {
    if !complaint.contacts.isEmpty {
      add("contacts", value: .array(complaint.contacts.map { JSONValue($0) }))
      add("failed_attempts", complaint.failedAttempts)
    }
    let care = complaint.aftercare
    guard care != Aftercare() else { return }
    var object = ObjectBuilder()
    object.add(
      "callbacks",
      value: .array(
        care.callbacks.map { call in
          var entry = ObjectBuilder()
          entry.add("day", call.envelope.day)
          entry.add("by", call.envelope.actor)
          entry.add("reached", call.isReached)
          entry.add("satisfaction", call.satisfaction?.rawValue)
          entry.add("settled", value: call.isSettled.map { .boolean($0) })
          return entry.object
        }))
    object.add("passed", value: care.inspections.last.map { .boolean($0.isPassed) })
    object.add("liable", value: care.liability.map { .boolean($0.isLiable) })
    object.add(
      "rectifications",
      value: .array(
        care.rectifications.map { measure in
          var entry = ObjectBuilder()
          entry.add("number", measure.order.number)
          entry.add("owner", measure.order.owner)
          entry.add("due", measure.order.obligation.due)
          entry.add("done_on", measure.evidence?.envelope.day)
          return entry.object
        }))
    object.add("suggestions", care.suggestions.count)
    if let deduction = care.deduction {
      var entry = ObjectBuilder()
      entry.add("ground", deduction.request.ground)
      entry.add("materials", value: JSONValue(deduction.request.materials))
      entry.add("granted", value: deduction.answer.map { .boolean($0.isAccepted) })
      object.add("deduction", value: entry.object)
    }
    add("aftercare", value: object.object)
  }
}

extension JSONValue {
  /// A contact: `{day, by, direction, means, reached, recording?}`.
  init(_ contact: ComplaintContacted) {
    var object = ObjectBuilder()
    object.add("day", contact.envelope.day)
    object.add("by", contact.envelope.actor)
    object.add("direction", contact.direction.rawValue)
    object.add("means", contact.means.rawValue)
    object.add("reached", contact.isReached)
    object.add("recording", contact.recording)
    self = object.object
  }
}
