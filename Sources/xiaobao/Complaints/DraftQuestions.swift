internal import Casework
internal import ConsumerProtection

/// Asks for a complaint at the terminal and gives the same JSON that a file would hold.
struct DraftQuestions {
  private let questions: Questions
  private let site: SiteFile
  private let actor: String

  init(_ questions: Questions, site: SiteFile, actor: String) {
    self.questions = questions
    self.site = site
    self.actor = actor
  }

  /// The draft, confirmed by the person.
  ///
  /// - Throws: `XB-311` when the person leaves or does not confirm; nothing was stored.
  func draft() throws(Failure) -> JSONValue {
    questions.say(
      Phrase(
        "登记消费投诉。带默认值或选填的项可直接回车；Ctrl-D 取消。",
        "A new complaint. Enter takes the default or leaves a field out; Ctrl-D cancels."))
    var draft = ObjectBuilder()
    draft.add(
      "narrative", try questions.requiredParagraph(Phrase("投诉内容", "What the complainant says")))
    draft.add("demand", try questions.line(Phrase("诉求", "What the complainant wants")))
    draft.add("complainant", value: try complainant())
    for table in [CodeTable.intakeChannel, .businessChannel, .businessClass, .cause, .region] {
      draft.add(table.field, try code(table))
    }
    draft.add("product", try questions.line(Phrase("产品或服务", "Product or service")))
    draft.add("amount", try amount())
    draft.add(
      "unit",
      try questions.line(
        Phrase("受理机构编号", "Receiving unit"),
        hint: Phrase("直接回车为 \(actor) 所在机构", "Enter takes the unit of \(actor)")))
    draft.add(
      "respondent_unit",
      try questions.line(
        Phrase("被投诉机构编号", "Unit complained about"),
        hint: Phrase("直接回车与受理机构相同", "Enter takes the receiving unit")))
    guard try questions.confirms(Phrase("确认登记", "Register it")) else {
      throw Questions.cancelled
    }
    return draft.object
  }

  private func complainant() throws(Failure) -> JSONValue? {
    var object = ObjectBuilder()
    object.add("name", try questions.line(Phrase("投诉人姓名", "Complainant's name")))
    object.add("phone", try questions.line(Phrase("联系电话", "Telephone")))
    object.add("id_number", try questions.line(Phrase("证件号码", "Identity document number")))
    object.add("address", try questions.line(Phrase("通讯地址", "Address")))
    object.add("account", try questions.line(Phrase("银行卡号或账号", "Card or account number")))
    return object.members.isEmpty ? nil : object.object
  }

  private func code(_ table: CodeTable) throws(Failure) -> String? {
    try questions.choice(
      table.title, rows: table.rows.map { ($0.key, $0.name) }, standard: table.missing,
      resolve: { table.resolve($0, labels: site.labels[table.field] ?? [:]) })
  }

  private func amount() throws(Failure) -> String? {
    while true {
      guard
        let text = try questions.line(
          Phrase("涉及金额（元）", "Amount in dispute, in yuan"), hint: Phrase("如 1234.56", "e.g. 1234.56")
        )
      else { return nil }
      if let money = Money(text) { return money.text }
      questions.say(Phrase("“\(text)”不是金额。", "`\(text)` is no amount."))
    }
  }
}
