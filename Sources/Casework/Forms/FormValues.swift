internal import ConsumerProtection
internal import Reporting

/// What fills the gaps of a form about one complaint: Chinese words, personal data masked.
struct FormValues {
  typealias Value = FormTemplate.Value

  let complaint: Complaint
  let row: ComplaintRow
  let lookUps: any LookUps
  let reviewTime: Budget?
  let texts: FormTexts
  private(set) var values: [String: Value]

  init(
    _ view: ComplaintView, history: [HistoryEntry], lookUps: any LookUps, reviewTime: Budget?
  ) {
    complaint = view.complaint
    row = view.row
    self.lookUps = lookUps
    self.reviewTime = reviewTime
    texts = FormTexts(view.texts, history)
    values = texts.values
    addReceipt()
    addHandling()
    addLimits()
    addAftercare()
  }

  /// The gaps that every template may use beside those of the events.
  static let names: Set<String> = [
    "institution", "printed_on", "printed_by", "ledger_position", "case", "received_on", "stage",
    "intake_channel", "business_channel", "business_class", "cause", "region", "product", "amount",
    "headcount", "receiving_unit", "respondent_unit", "unit", "handler", "first_contact_owner",
    "transferred_by", "outside_numbers", "complainant_name", "complainant_phone",
    "complainant_id_number", "complainant_address", "narrative", "demand", "findings",
    "decision_outcome", "decision_amount", "decision_reasons", "decision_basis", "decided_on",
    "decided_by", "reply_findings", "reply_basis", "reply_reasons", "reply_manner", "reply_sent_on",
    "remedies", "remedy_text", "satisfaction", "opinion", "closed_on", "due", "original_due",
    "orders", "order_task", "order_request", "limits", "limit_title", "limit_rule",
    "limit_original_due", "limit_due", "limit_overdue",
    "limit_settled_on", "limit_basis", "extensions", "extension_day", "extension_from",
    "extension_to", "extension_step", "extension_basis", "extension_approver", "extension_reason",
    "extension_notified_on", "extension_asked_on", "extension_asked_by", "extension_asked_step",
    "extension_asked_of", "extension_asked_reason", "tasks", "task_name", "task_title",
    "task_owner", "task_due",
    "task_done", "escalations", "escalation_day", "escalation_level", "escalation_to", "contacts",
    "contact_day", "contact_by", "contact_means", "contact_result", "callbacks", "callback_day",
    "callback_by", "callback_result", "callback_satisfaction", "liability", "review_result",
    "suggestion",
    "rectifications", "rectification_number", "rectification_owner", "rectification_due",
    "rectification_measure", "rectification_done_on", "rectification_evidence",
  ]

  private mutating func set(_ name: String, _ text: String?) {
    if let text, !text.isEmpty { values[name] = .text(text) }
  }

  private mutating func set(_ name: String, _ entries: [[String: String?]]) {
    values[name] = .list(
      entries.map { entry in
        entry.compactMapValues { $0 }.filter { !$0.value.isEmpty }.mapValues { .text($0) }
      })
  }

  private func unitName(_ id: String?) -> String? {
    id.map { lookUps.unit($0)?.name(on: complaint.lastDay) ?? $0 }
  }

  private func word(_ coded: ComplaintRow.Coded, _ table: CodeTable) -> String {
    coded.label ?? table.name(of: coded.key).zh
  }

  private mutating func addReceipt() {
    let receipt = complaint.receipt
    set("case", complaint.id)
    set("received_on", complaint.receivedOn.iso)
    set("stage", complaint.stage.name.title.zh)
    set("intake_channel", word(row.intakeChannel, .intakeChannel))
    set("business_channel", word(row.businessChannel, .businessChannel))
    set("business_class", word(row.businessClass, .businessClass))
    set("cause", word(row.cause, .cause))
    set("region", word(row.region, .region))
    set("product", receipt.product)
    set("amount", receipt.amount?.text)
    set("headcount", "\(receipt.headcount)")
    set("receiving_unit", unitName(receipt.unit))
    set("respondent_unit", unitName(receipt.respondentUnit))
    set("unit", unitName(complaint.handlingUnit))
    set("handler", complaint.handler)
    set("first_contact_owner", receipt.firstContactOwner)
    set("transferred_by", receipt.transferredBy?.title.zh)
    set("outside_numbers", receipt.outsideNumbers.joined(separator: "、"))
    for name in ["name", "phone", "id_number", "address"] {
      set("complainant_\(name)", texts.last("received", "complainant.\(name)"))
    }
    set("narrative", texts.standing("narrative"))
    set("demand", texts.standing("demand"))
  }

  private mutating func addHandling() {
    let found = texts.all("investigated", "finding")
    set("findings", found.joined(separator: "\n"))
    if let decided = complaint.decided {
      let decision = decided.decision
      set("decision_outcome", decision.outcome.title.zh)
      set("decision_amount", decision.amount?.text)
      set("decided_on", decision.envelope.day.iso)
      set("decided_by", decision.envelope.actor)
    }
    set("decision_reasons", texts.last("decided", "reasons"))
    set("decision_basis", texts.last("decided", "basis"))
    let findings = texts.last("decided", "findings") ?? found.joined(separator: "\n")
    set("reply_findings", texts.last("replied", "findings") ?? findings)
    set("reply_basis", texts.last("replied", "basis") ?? texts.last("decided", "basis"))
    set("reply_reasons", texts.last("replied", "reasons") ?? texts.last("decided", "reasons"))
    let reply = complaint.answered?.reply
    set("reply_manner", reply?.manner.title.zh)
    set("reply_sent_on", reply?.sentOn.iso)
    let ways = reply?.remedies ?? [.review, .mediation, .arbitration, .litigation]
    set("remedies", ways.compactMap { way in words(for: way).map { ["remedy_text": $0] } })
    set("satisfaction", complaint.feedback?.satisfaction.title.zh)
    set("opinion", texts.last("feedback_recorded", "opinion"))
    set("closed_on", complaint.endedOn?.iso)
    set("suggestion", texts.all("suggestion_made", "suggestion").joined(separator: "\n"))
  }

  /// A review is open only where the deciding unit has a superior inside the bank (CN3 art. 20).
  private func words(for way: Reply.Remedy) -> String? {
    switch way {
    case .review:
      let day = complaint.lastDay
      guard let own = lookUps.institution(of: complaint.handlingUnit, on: day),
        let above = lookUps.unitsAbove(own.id, on: day).first(where: { $0.level != .department })
      else { return nil }
      let time = reviewTime.map { "自收到本决定之日起 \($0.title.zh)内，" } ?? ""
      return "\(time)向\(above.name(on: day))书面申请核查"
    case .mediation: return "向金融消费纠纷调解组织申请调解"
    case .arbitration: return "有仲裁协议的，向仲裁机构申请仲裁"
    case .litigation: return "向人民法院提起诉讼"
    case .appeal: return "向本行申诉（本行自愿设立）"
    }
  }

  private mutating func addLimits() {
    let binding = complaint.binding ?? complaint.obligations.first
    set("due", binding?.due.iso)
    set("original_due", binding?.originalDue.iso)
    let today = complaint.lastDay
    set(
      "limits",
      complaint.obligations.map { limit in
        [
          "limit_title": ObligationName.title(limit.name).zh, "limit_rule": limit.currentRule,
          "limit_original_due": limit.originalDue.iso, "limit_due": limit.due.iso,
          "limit_basis": limit.currentBasis.text(in: .zh),
          "limit_overdue": limit.isOverdue(on: today) || limit.overdueMarkedOn != nil ? "是" : nil,
          "limit_settled_on": limit.settledOn?.iso,
        ]
      })
    // A step that was asked for has its reason in the request, the others in the extension itself.
    let asked = texts.all("extension_requested", "reason")
    var own = texts.all("extended", "reason")[...]
    let extensions = complaint.obligations.flatMap { limit in
      limit.extensions.map { (rule: limit.rule, step: $0) }
    }.sorted { $0.step.day < $1.step.day }
    var entries: [[String: String?]] = []
    for (rule, step) in extensions {
      let place = complaint.handling.extensions.lastIndex {
        $0.request.rule == rule && $0.request.step == step.rule
      }
      let reason = place.map { $0 < asked.count ? asked[$0] : nil } ?? own.popFirst()
      entries.append([
        "extension_day": step.day.iso, "extension_from": step.fromDue.iso,
        "extension_to": step.toDue.iso, "extension_step": step.rule,
        "extension_basis": step.basis.text(in: .zh), "extension_approver": step.approver,
        "extension_notified_on": step.notifiedOn?.iso, "extension_reason": reason,
      ])
    }
    set("extensions", entries)
    if let request = complaint.handling.extensions.last(where: \.isWaiting)?.request {
      set("extension_asked_on", request.envelope.day.iso)
      set("extension_asked_by", request.envelope.actor)
      set("extension_asked_step", request.step)
      set("extension_asked_of", request.approver)
      set("extension_asked_reason", asked.last)
    }
    // The last extension stands outside the list too.
    for (name, text) in entries.last ?? [:] { set(name, text) }
  }

  private mutating func addAftercare() {
    set(
      "tasks",
      complaint.tasks.map { task in
        [
          "task_name": task.name, "task_title": task.title.zh, "task_owner": task.owner,
          "task_due": task.due.iso, "task_done": task.doneOn?.iso,
        ]
      })
    set(
      "escalations",
      complaint.escalations.map { step in
        [
          "escalation_day": step.envelope.day.iso, "escalation_level": "\(step.level)",
          "escalation_to": step.to.map { unitName($0) ?? $0 }.joined(separator: "、"),
        ]
      })
    set(
      "contacts",
      complaint.contacts.map { contact in
        [
          "contact_day": contact.envelope.day.iso, "contact_by": contact.envelope.actor,
          "contact_means": contact.means.title.zh,
          "contact_result": contact.isReached ? "联系上" : "未联系上",
        ]
      })
    let care = complaint.aftercare
    set(
      "callbacks",
      care.callbacks.map { call in
        let result = call.isSettled.map { $0 ? "问题已解决" : "问题未解决" } ?? "未联系上"
        return [
          "callback_day": call.envelope.day.iso, "callback_by": call.envelope.actor,
          "callback_result": result, "callback_satisfaction": call.satisfaction?.title.zh,
        ]
      })
    set("review_result", complaint.handling.review?.decision?.result.title.zh)
    set("liability", care.liability.map { $0.isLiable ? "有责" : "无责" })
    let measures = texts.all("rectification_ordered", "measure")
    let evidence = texts.byNumber("rectified", "evidence")
    set(
      "rectifications",
      care.rectifications.enumerated().map { place, measure in
        [
          "rectification_number": "\(measure.order.number)",
          "rectification_owner": measure.order.owner,
          "rectification_due": measure.order.obligation.due.iso,
          "rectification_measure": place < measures.count ? measures[place] : nil,
          "rectification_done_on": measure.evidence?.envelope.day.iso,
          "rectification_evidence": evidence[measure.order.number],
        ]
      })
  }
}

/// Obligations as forms print them.
enum ObligationName {
  static func title(_ name: String) -> Phrase {
    switch name {
    case "decision": Phrase("作出处理决定并告知", "decide and tell")
    case "transfer_answer": Phrase("答复转办部门", "answer the transferring authority")
    case "review_application": Phrase("申请核查", "apply for a review")
    case "review_decision": Phrase("作出核查决定", "decide the review")
    case "rectification": Phrase("溯源整改", "put right the cause")
    default: Phrase(same: name)
    }
  }
}
