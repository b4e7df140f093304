internal import ArgumentParser
internal import Casework
internal import ConsumerProtection

/// `xiaobao complaint show CASE`
struct ComplaintShow: Verb {
  static let configuration: CommandConfiguration = .command(
    "show", "查看一件投诉", "show one complaint",
    detail: Phrase(
      "个人信息默认遮盖。--reveal 打开封存内容，须有权限并以 --reason 说明理由，每次打开都记入经过。",
      "Personal data is masked. --reveal opens it; that needs a role and a --reason, and each opening"
        + " is recorded in the history."),
    examples: [
      Example("xiaobao complaint show C-20260302-000007", "遮盖个人信息", "personal data masked"),
      Example(
        "xiaobao complaint show C-20260302-000007 --reveal --reason 回访客户", "打开个人信息并留痕",
        "open it, which is recorded"),
    ])

  @OptionGroup var subject: CaseArgument

  @Flag(help: .say("打开封存的个人信息，须加 --reason", "open the sealed texts; needs --reason"))
  var reveal = false

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let invocation = try session.invocation()
    let workspace = try session.open(reveal ? .writing : .reading)
    let view = try await workspace.complaint(subject.id, revealing: reveal, as: invocation)
    if session.isJSON {
      Output.print(JSONText.envelope(Self.members(of: view, in: session)))
    } else {
      let fields = view.row.fields.isEmpty ? [] : await workspace.customFields(as: invocation)
      session.print(facts: facts(of: view, fields, in: session))
    }
    return .done
  }

  private static func members(
    of view: ComplaintView, in session: Session
  ) -> [JSONValue.Member] {
    var object = ObjectBuilder()
    object.add("matter_version", view.version)
    object.add("complaint", value: JSONValue(view.row))
    object.add("first_contact_owner", view.complaint.receipt.firstContactOwner)
    object.add("respondent_unit", view.complaint.receipt.respondentUnit)
    if !view.complaint.tasks.isEmpty {
      object.add("tasks", value: .array(view.complaint.tasks.map { JSONValue($0) }))
    }
    if !view.complaint.escalations.isEmpty {
      object.add("escalations", value: .array(view.complaint.escalations.map { JSONValue($0) }))
    }
    let beside = HandlingFacts(complaint: view.complaint, session: session).members
    for member in beside { object.add(member.name, value: member.value) }
    object.add(careOf: view.complaint)
    object.add("intake", value: IntakeFacts(view: view, session: session).json)
    object.add("texts", value: .array(view.texts.map { JSONValue($0) }))
    return object.members
  }

  private func facts(
    of view: ComplaintView, _ fields: [CustomField], in session: Session
  ) -> [Fact] {
    let row = view.row
    let words = CodedWordPrinter(language: session.language)
    let flags = ComplaintTable(language: session.language).flags(row)
    var facts: [Fact] = [
      Fact("编号", "Case", row.id),
      Fact("阶段", "Stage", session.say(StageWord.title(row.stage))),
      Fact("登记日", "Received", row.receivedOn.iso),
      Fact("受理机构", "Received by", row.receivingUnit),
      Fact("办理机构", "Unit", row.unit),
      Fact("经办人", "Handler", row.handler),
      Fact("首问责任人", "First contact", view.complaint.receipt.firstContactOwner),
      Fact("被投诉机构", "Respondent", view.complaint.receipt.respondentUnit),
      Fact("投诉渠道", "Channel", words.text(row.intakeChannel, .intakeChannel)),
      Fact(
        "业务办理渠道", "Business channel",
        words.text(row.businessChannel, .businessChannel)
      ),
      Fact("业务类别", "Business class", words.text(row.businessClass, .businessClass)),
      Fact("投诉原因", "Cause", words.text(row.cause, .cause)),
      Fact("地区", "Region", words.text(row.region, .region)),
      Fact("产品", "Product", row.product),
      Fact("涉及金额", "Amount", row.amount?.text),
      Fact("人数", "People", row.headcount > 1 ? "\(row.headcount)" : nil),
      Fact("来源", "Source", source(row)),
      Fact(
        "满意度", "Satisfaction",
        row.satisfaction.map { text in
          Satisfaction(rawValue: text).map { session.say($0.title) } ?? text
        }
      ),
      Fact("办结日", "Closed", row.closedOn?.iso),
      Fact("标记", "Flags", flags.isEmpty ? nil : flags),
    ]
    facts += row.open.map { open in
      Fact(
        "到期", "Due",
        "\(open.due.iso)  \(session.say(ObligationWord.title(open.name)))  \(open.rule)"
          + Self.besides(open, in: session)
      )
    }
    facts += IntakeFacts(view: view, session: session).all
    facts += AddedFacts(view: view, fields: fields, session: session).all
    facts += HandlingFacts(complaint: view.complaint, session: session).all
    facts += CareFacts(complaint: view.complaint, session: session).all
    return facts
      + view.texts.map { text in
        let (event, field) = (EventWord.title(text.type), SealedWord.title(text.field))
        return Fact(
          Phrase("\(event.zh)·\(field.zh)", "\(event.en): \(field.en)"),
          session.say(text.sight.phrase))
      }
  }

  /// What a reader must know besides the day that counts now.
  private static func besides(
    _ open: ComplaintRow.OpenObligation, in session: Session
  ) -> String {
    var parts: [String] = []
    if open.due != open.originalDue {
      parts.append(session.say("原定 \(open.originalDue.iso)", "first \(open.originalDue.iso)"))
    }
    if open.isPaused { parts.append(session.say("时限中止", "clock stopped")) }
    if let unit = open.unit { parts.append(open.person.map { "\(unit) / \($0)" } ?? unit) }
    return parts.isEmpty ? "" : "  " + parts.joined(separator: "  ")
  }

  private func source(_ row: ComplaintRow) -> String? {
    guard let system = row.sourceSystem else { return nil }
    return "\(system) \(row.sourceID ?? "")"
  }
}

extension SealedTextView.Sight {
  /// What people see.
  var phrase: Phrase {
    switch self {
    case .masked(let phrase): phrase
    case .open(let text): Phrase(same: text)
    case .erased: Phrase("（已删除，密钥已销毁）", "(erased: its key was destroyed)")
    case .keyMissing: Phrase("（密钥缺失，请报告）", "(its key is missing: report it)")
    }
  }
}

extension JSONValue {
  /// A sealed text: `{field, type, sequence, state, text?}`.
  init(_ text: SealedTextView) {
    var object = ObjectBuilder()
    object.add("field", text.field)
    object.add("type", text.type)
    object.add("sequence", Int(text.sequence))
    switch text.sight {
    case .masked(let phrase):
      object.add("state", "masked")
      object.add("text", value: JSONValue(phrase))
    case .open(let open):
      object.add("state", "open")
      object.add("text", open)
    case .erased: object.add("state", "erased")
    case .keyMissing: object.add("state", "key_missing")
    }
    self = object.object
  }
}
