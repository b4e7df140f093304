internal import Casework
internal import ConsumerProtection

/// What intake noted about a complaint, for `complaint show`.
struct IntakeFacts {
  let view: ComplaintView
  let session: Session

  private var intake: Complaint.Intake { view.complaint.intake }

  var all: [Fact] {
    let noted = intake.particulars
    let channel = view.complaint.receipt.intakeChannel.key
    let missing = noted.missingFacts(of: channel).map { session.say($0.title) }
    let comma = session.say("、", ", ")
    var facts = [
      Fact("办结方式", "Ended by", ending),
      Fact("重复投诉", "Repeats", intake.repeats),
      Fact("并入", "Took in", list(intake.takenIn)),
      Fact("紧急程度", "Urgency", noted.urgency?.rawValue),
      Fact("敏感标记", "Sensitive", words(noted.sensitivity, .sensitivity)),
      Fact("特殊群体", "Vulnerable", words(noted.vulnerableGroups, .vulnerableGroup)),
      Fact("诉求类型", "Demand", words(noted.demandKinds, .demandKind)),
      Fact(
        "升级投诉", "Went above us to",
        noted.escalatedTo.map { session.say($0.title) }),
      Fact(
        "疑似代理", "Agents suspected",
        noted.suspectsAgent ? session.say("内部标记，不影响办理", "internal mark, stops nothing") : nil),
      Fact("投诉人身份", "Capacity", noted.capacity.map { session.say($0.title) }),
      Fact("重大情形", "Major", noted.major.map { session.say($0.title) }),
      Fact(
        "代表人数", "Representatives",
        noted.representativeCount > 0 ? "\(noted.representativeCount)" : nil),
      Fact("首次响应", "First response", intake.answeredOn?.iso),
      Fact(
        "现首问责任人", "First contact now",
        intake.handOvers.isEmpty ? nil : intake.owner),
      Fact(
        "待补", "Missing",
        missing.isEmpty || !view.complaint.isOpen ? nil : missing.joined(separator: comma)),
    ]
    facts += noted.channelFacts.map { fact in
      Fact(ChannelFacts.named(fact.name)?.title ?? Phrase(same: fact.name), fact.value.text)
    }
    facts += intake.restarts.map { step in
      Fact("重新起算", "Counted anew", "\(step.envelope.day.iso)  \(step.step)  \(step.second)")
    }
    facts += intake.numbers.map { number in
      Fact("外部编号", "Number", "\(number.number)\(state(of: number))")
    }
    facts += intake.attachments.map { file in
      Fact("材料", "File", "\(file.digest.prefix(12))  \(session.say(file.purpose.title))")
    }
    return facts
  }

  private func state(of number: OutsideNumber) -> String {
    guard let from = number.from else { return "" }
    var text = "  \(session.say(from.title))  "
    if let day = number.answeredOn {
      text += session.say("\(day.iso) 已反馈", "answered \(day.iso)")
    } else if let ground = number.refusal {
      text += session.say("不予受理：\(ground.title.zh)", "not taken: \(ground.title.en)")
    } else {
      text += session.say("待反馈", "to be answered")
    }
    return text
  }

  private var ending: String? {
    guard case .closed(.atIntake(let ending, _)) = view.complaint.stage else { return nil }
    let title = session.say(ending.title)
    switch ending {
    case .merged(let fact): return "\(title) → \(fact.into)"
    case .settled(let fact): return title + (fact.amount.map { "  \($0.text)" } ?? "")
    case .declined(let fact): return "\(title)  \(session.say(fact.ground.title))"
    case .relabelled(let fact): return "\(title) → \(session.say(fact.kind.title))"
    }
  }

  private func words(_ keys: [String], _ table: CodeTable) -> String? {
    list(keys.map { session.say(table.name(of: $0)) })
  }

  private func list(_ words: [String]) -> String? {
    words.isEmpty ? nil : words.joined(separator: session.say("、", ", "))
  }

  /// The same for programs: `intake` of `complaint show --json`.
  var json: JSONValue {
    let noted = intake.particulars
    var object = ObjectBuilder()
    object.add("owner", intake.owner)
    object.add("urgency", noted.urgency?.rawValue)
    object.add("sensitivity", value: JSONValue(noted.sensitivity))
    object.add("vulnerable_groups", value: JSONValue(noted.vulnerableGroups))
    object.add("demand_kinds", value: JSONValue(noted.demandKinds))
    object.add("escalated_to", noted.escalatedTo?.rawValue)
    object.add("suspected_agent", noted.suspectsAgent)
    object.add("capacity", noted.capacity?.rawValue)
    object.add("major", noted.major?.rawValue)
    object.add("representative_count", noted.representativeCount)
    object.add("channel_facts", value: .object(noted.channelFacts))
    object.add(
      "channel_facts_missing",
      value: JSONValue(
        noted.missingFacts(of: view.complaint.receipt.intakeChannel.key).map(\.name)))
    object.add("first_answered_on", intake.answeredOn)
    object.add(
      "hand_overs",
      value: .array(
        intake.handOvers.map { step in
          var item = ObjectBuilder()
          item.add("from", step.from)
          item.add("to", step.to)
          item.add("covers", step.covers)
          item.add("day", step.envelope.day)
          return item.object
        }))
    object.add(
      "numbers",
      value: .array(
        intake.numbers.map { number in
          var item = ObjectBuilder()
          item.add("number", number.number)
          item.add("from", number.from?.rawValue)
          item.add("owed", number.isOwed)
          item.add("answered_on", number.answeredOn)
          item.add("refusal", number.refusal?.rawValue)
          return item.object
        }))
    object.add(
      "attachments",
      value: .array(
        intake.attachments.map { file in
          var item = ObjectBuilder()
          item.add("sha256", file.digest)
          item.add("bytes", file.byteCount)
          item.add("type", file.fileType)
          item.add("purpose", file.purpose.rawValue)
          return item.object
        }))
    object.add("asked", value: JSONValue(intake.asked.flatMap(\.material)))
    object.add("took_in", value: JSONValue(intake.takenIn))
    object.add("repeats", intake.repeats)
    object.add(
      "restarts",
      value: .array(
        intake.restarts.map { step in
          var item = ObjectBuilder()
          item.add("day", step.envelope.day)
          item.add("rule", step.step)
          item.add("second", step.second)
          item.add("material", value: JSONValue(step.material))
          return item.object
        }))
    if case .closed(.atIntake(let ending, _)) = view.complaint.stage {
      object.add("ending", ending.name)
      if case .merged(let fact) = ending { object.add("merged_into", fact.into) }
    }
    return object.object
  }
}
