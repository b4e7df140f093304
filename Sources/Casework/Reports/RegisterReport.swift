internal import ConsumerProtection
internal import Reporting

/// The register of complaints (台账): one line a complaint, personal data masked.
struct RegisterReport {
  /// One complaint with its sealed texts as people see them masked, by field.
  struct Entry {
    let row: ComplaintRow
    let complaint: Complaint
    let texts: [String: String]
  }

  let language: Language

  private struct Column {
    let key: String
    let title: Phrase
    var kind = Table.Kind.text

    init(_ key: String, _ zh: String, _ en: String, _ kind: Table.Kind = .text) {
      self.key = key
      title = Phrase(zh, en)
      self.kind = kind
    }
  }

  /// The words of the columns follow what banks' ledgers are seen to hold.
  private static let columns = [
    Column("number", "序号", "No.", .count), Column("case", "工单号", "Case"),
    Column("received", "投诉受理日期", "Received", .day), Column("channel", "投诉受理渠道", "Channel"),
    Column("transferor", "工单来源", "Transferred by"), Column("outside", "外部编号", "Outside numbers"),
    Column("complainant", "姓名", "Complainant"), Column("phone", "投诉电话", "Telephone"),
    Column("headcount", "投诉人数", "People", .count), Column("respondent", "被投诉机构", "Respondent"),
    Column("business_channel", "投诉业务办理渠道", "Business channel"),
    Column("business_class", "投诉业务类别", "Business class"), Column("cause", "投诉原因", "Cause"),
    Column("product", "产品", "Product"), Column("amount", "投诉金额（元）", "Amount (yuan)", .money),
    Column("unit", "处理机构", "Unit"), Column("handler", "经办人", "Handler"),
    Column("stage", "工单状态", "Stage"), Column("first_due", "最初办结期限", "First due day", .day),
    Column("due", "办结期限", "Due day", .day), Column("overdue", "是否逾期", "Overdue"),
    Column("outcome", "处理结果", "Outcome"), Column("paid", "补偿金额（元）", "Paid (yuan)", .money),
    Column("replied", "回复日期", "Replied", .day), Column("satisfaction", "满意度", "Satisfaction"),
    Column("closed", "办结日期", "Closed", .day), Column("called_back", "回访日期", "Called back", .day),
    Column("callback", "回访结果", "Call-back"), Column("liable", "是否有责", "At fault"),
    Column("measures", "整改", "Measures"), Column("deduction", "核减", "Deduction"),
  ]

  func fill(_ document: inout Document, _ entries: [Entry]) {
    let rows = entries.enumerated().map { place, entry in
      cells(Int64(place + 1), entry.row, entry.complaint, entry.texts)
    }
    let synthetic = entries.count(where: \.complaint.receipt.isSynthetic)
    document.blocks = [
      .table(
        Table(
          id: "register", title: say("台账", "Register"),
          columns: Self.columns.map {
            Table.Column(key: $0.key, title: $0.title.text(in: language), kind: $0.kind)
          }, rows: rows))
    ]
    document.notes = [
      Document.Note(
        text: say(
          "姓名、电话已遮盖。最初办结期限与经批准的办结期限并列，逾期按后者。",
          "Names and telephones are masked. The first due day stands beside the approved one, which "
            + "decides what is overdue."))
    ]
    document.provenance.syntheticMarker = Workspace.marker(synthetic, rows.count, language)
  }

  private func say(_ zh: String, _ en: String) -> String { Phrase(zh, en).text(in: language) }
  private func say(_ phrase: Phrase?) -> Cell {
    phrase.map { .text($0.text(in: language)) } ?? .empty
  }
  private func text(_ text: String?) -> Cell {
    text.flatMap { $0.isEmpty ? nil : .text($0) } ?? .empty
  }
  private func day(_ day: CivilDay?) -> Cell { day.map { .day(Int($0.number)) } ?? .empty }
  private func money(_ money: Money?) -> Cell { money.map { .money($0.fen) } ?? .empty }

  private func cells(
    _ number: Int64, _ row: ComplaintRow, _ complaint: Complaint, _ texts: [String: String]
  ) -> [Cell] {
    let receipt = complaint.receipt
    let intake: [Cell] = [
      .count(number), .text(row.id), day(row.receivedOn), word(row.intakeChannel, .intakeChannel),
      say(receipt.transferredBy?.title), text(receipt.outsideNumbers.joined(separator: "、")),
      text(texts["complainant.name"]), text(texts["complainant.phone"]),
      .count(Int64(receipt.headcount)), text(receipt.respondentUnit),
      word(row.businessChannel, .businessChannel), word(row.businessClass, .businessClass),
      word(row.cause, .cause), text(row.product), money(row.amount),
    ]
    return intake + handling(row, complaint) + aftercare(complaint)
  }

  private func word(_ coded: ComplaintRow.Coded, _ table: CodeTable) -> Cell {
    .text(coded.label ?? table.name(of: coded.key).text(in: language))
  }

  private func handling(_ row: ComplaintRow, _ complaint: Complaint) -> [Cell] {
    let limits = complaint.obligations.filter { $0.name != "rectification" }
    // The one that binds: the earliest of those that the reply or the closure had to meet.
    let limit = limits.binding ?? limits.min { $0.due < $1.due }
    let answered = complaint.answered
    return [
      text(row.unit), text(row.handler), say(complaint.stage.name.title), day(limit?.originalDue),
      day(limit?.due), .text(row.isOverdue ? say("是", "yes") : say("否", "no")),
      say(complaint.decided?.decision.outcome.title), money(complaint.decided?.decision.amount),
      day(answered?.reply.sentOn), say(complaint.feedback?.satisfaction.title),
      day(complaint.endedOn),
    ]
  }

  private func aftercare(_ complaint: Complaint) -> [Cell] {
    let care = complaint.aftercare
    let last = care.lastAnswer ?? care.callbacks.last
    let result = last.map { call in
      call.isSettled.map { $0 ? Phrase("已解决", "settled") : Phrase("未解决", "not settled") }
        ?? Phrase("未联系上", "not reached")
    }
    let done = care.rectifications.count { $0.evidence != nil }
    let measures = care.rectifications.isEmpty ? nil : "\(done)/\(care.rectifications.count)"
    let deduction = care.deduction.map { request in
      request.answer.map { $0.isAccepted ? Phrase("已核减", "granted") : Phrase("未同意", "denied") }
        ?? Phrase("申请中", "asked for")
    }
    return [
      day(last?.envelope.day), say(result),
      say(care.liability.map { $0.isLiable ? Phrase("有责", "yes") : Phrase("无责", "no") }),
      text(measures), say(deduction),
    ]
  }
}

extension Complaint {
  /// The reply with its decision, where the complaint was answered.
  var answered: Answered? {
    switch stage {
    case .replied(let answered), .closed(.answered(let answered, _)): answered
    default: nil
    }
  }

  /// The decision, where there is one.
  var decided: Decided? {
    if case .decided(let decided) = stage { decided } else { answered?.decided }
  }
}
