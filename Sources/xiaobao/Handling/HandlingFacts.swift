internal import Casework
internal import ConsumerProtection

/// What stands beside a complaint's way, for `complaint show`.
struct HandlingFacts {
  let complaint: Complaint
  let session: Session

  private var handling: Complaint.Handling { complaint.handling }

  var all: [Fact] {
    var facts = handling.interests.map { interest in
      Fact("回避", "Recused", "\(interest.person)  \(session.say(interest.ground.title))")
    }
    if let review = handling.review { facts.append(Fact("核查", "Review", words(of: review))) }
    facts += handling.outcomes.map { outcome in
      Fact(
        outcome.forum.title,
        "\(outcome.endedOn.iso)  \(session.say(outcome.result.title))"
          + (outcome.amount.map { "  \($0.text)" } ?? "") + (outcome.number.map { "  \($0)" } ?? "")
      )
    }
    facts += handling.approvals.map { approval in
      Fact(
        "审批", "Approval",
        "\(approval.amount.text)  "
          + (approval.isGranted ? session.say("批准", "granted") : session.say("不予批准", "refused"))
          + "  \(approval.envelope.actor)  \(approval.envelope.day.iso)")
    }
    facts += handling.extensions.map { Fact("延期申请", "Extension", words(of: $0)) }
    facts += handling.namesakes.map { namesake in
      Fact("同名", "Namesake", "\(namesake.person)  \(namesake.envelope.day.iso)")
    }
    facts += handling.duties.map { duty in
      let owner = duty.opening.obligations.first?.owner
      return Fact(
        duty.opening.kind.title,
        "\(duty.opening.name)  \(owner?.person ?? owner?.unit ?? "")  "
          + (duty.answer.map {
            session.say("已回复 \($0.envelope.day.iso)", "answered \($0.envelope.day.iso)")
          }
            ?? session.say("待回复", "waits")))
    }
    if !handling.notes.isEmpty {
      facts.append(
        Fact(
          "工作记录", "Notes",
          session.say("\(handling.notes.count) 条（内部）", "\(handling.notes.count), internal")))
    }
    return facts
  }

  private func words(of entry: Complaint.ExtensionCase) -> String {
    let request = entry.request
    var parts = ["\(request.step)  \(request.envelope.actor)  \(request.envelope.day.iso)"]
    guard let answer = entry.answer else {
      parts.append(
        complaint.isOpen
          ? session.say("待 \(request.approver) 审批", "waits for \(request.approver)")
          : session.say("未审批", "not answered"))
      return parts.joined(separator: "  ")
    }
    let (who, day) = (answer.envelope.actor, answer.envelope.day.iso)
    parts.append(
      answer.isGranted
        ? session.say("\(who) 于 \(day) 批准", "approved by \(who) on \(day)")
        : session.say("\(who) 于 \(day) 不予批准", "refused by \(who) on \(day)"))
    if let told = entry.told?.sentOn ?? request.notifiedOn {
      parts.append(session.say("已告知 \(told.iso)", "told on \(told.iso)"))
    } else if !answer.obligations.isEmpty {
      parts.append(session.say("待告知投诉人", "the complainant is not told yet"))
    }
    return parts.joined(separator: "  ")
  }

  private func words(of review: Complaint.Review) -> String {
    var parts = [review.application.unit]
    if let decision = review.decision {
      parts += [session.say(decision.result.title), decision.sentOn.iso]
    } else if let acceptance = review.acceptance {
      parts.append(session.say("核查人 \(acceptance.person)", "reviewed by \(acceptance.person)"))
    } else {
      parts.append(session.say("已申请", "applied for"))
    }
    return parts.joined(separator: "  ")
  }

  /// The members of `complaint show --json` that have something to say.
  var members: [JSONValue.Member] {
    var object = ObjectBuilder()
    func list(_ name: String, _ items: [JSONValue]) {
      if !items.isEmpty { object.add(name, value: .array(items)) }
    }
    if let stop = handling.stop {
      object.add(
        "stopped",
        value: Self.object {
          $0.add("ground", stop.ground.rawValue)
          $0.add("since", stop.envelope.day)
        })
    }
    list(
      "interests",
      handling.interests.map { interest in
        Self.object {
          $0.add("person", interest.person)
          $0.add("ground", interest.ground.rawValue)
          $0.add("day", interest.envelope.day)
        }
      })
    if let review = handling.review {
      object.add(
        "review",
        value: Self.object {
          $0.add("unit", review.application.unit)
          $0.add("applied_on", review.application.envelope.day)
          $0.add("reviewer", review.acceptance?.person)
          $0.add("result", review.decision?.result.rawValue)
          $0.add("told_on", review.decision?.sentOn)
        })
    }
    list(
      "outcomes",
      handling.outcomes.map { outcome in
        Self.object {
          $0.add("forum", outcome.forum.rawValue)
          $0.add("result", outcome.result.rawValue)
          $0.add("ended_on", outcome.endedOn)
          $0.add("amount", outcome.amount?.text)
          $0.add("number", outcome.number)
        }
      })
    list(
      "approvals",
      handling.approvals.map { approval in
        Self.object {
          $0.add("amount", approval.amount.text)
          $0.add("granted", approval.isGranted)
          $0.add("approver", approval.envelope.actor)
          $0.add("day", approval.envelope.day)
        }
      })
    list("extension_requests", handling.extensions.map { Self.object(of: $0) })
    list(
      "namesakes",
      handling.namesakes.map { namesake in
        Self.object {
          $0.add("person", namesake.person)
          $0.add("recorded_by", namesake.envelope.actor)
          $0.add("day", namesake.envelope.day)
        }
      })
    list(
      "duties",
      handling.duties.map { duty in
        let owner = duty.opening.obligations.first?.owner
        return Self.object {
          $0.add("name", duty.opening.name)
          $0.add("kind", duty.opening.kind.rawValue)
          $0.add("unit", owner?.unit)
          $0.add("person", owner?.person)
          $0.add("due", duty.opening.obligations.first?.due)
          $0.add("answered_on", duty.answer?.envelope.day)
        }
      })
    if !handling.notes.isEmpty { object.add("notes", handling.notes.count) }
    return object.members
  }

  private static func object(of entry: Complaint.ExtensionCase) -> JSONValue {
    object {
      $0.add("limit", entry.request.rule)
      $0.add("step", entry.request.step)
      $0.add("asked_by", entry.request.envelope.actor)
      $0.add("asked_on", entry.request.envelope.day)
      $0.add("approver", entry.answer?.envelope.actor ?? entry.request.approver)
      if let answer = entry.answer { $0.add("granted", answer.isGranted) }
      $0.add("answered_on", entry.answer?.envelope.day)
      $0.add("told_on", entry.told?.sentOn ?? entry.request.notifiedOn)
    }
  }

  private static func object(_ build: (inout ObjectBuilder) -> Void) -> JSONValue {
    var object = ObjectBuilder()
    build(&object)
    return object.object
  }
}
