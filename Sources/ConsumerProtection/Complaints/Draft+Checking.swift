extension Draft {
  /// Refuses a draft that cannot be recorded, or that a plugin's check objects to.
  func check(in context: Context) throws(Refusal) {
    try checkTexts()
    try checkCodes()
    try checkNumbers()
    try checkPeople(in: context)
    try particulars.check(
      channel: intakeChannel.key, headcount: headcount, in: context)
    if let receivedOn, receivedOn != context.businessDay {
      throw Refusal(
        .badDay,
        problem: Phrase(
          "收到日 \(receivedOn.iso) 与业务日 \(context.businessDay.iso) 不同",
          "the day of receipt \(receivedOn.iso) is not the business day \(context.businessDay.iso)"),
        remedy: Phrase("用 --on \(receivedOn.iso) 登记", "register it with --on \(receivedOn.iso)"))
    }
    let errors = context.answers.problems.filter { $0.severity == .error }
    if !errors.isEmpty { throw .refused(by: errors) }
  }

  private func checkTexts() throws(Refusal) {
    let field = Phrase("投诉内容", "narrative")
    // A published record of another system may come without its narrative; nothing is made up for it.
    if narrative != nil || sourceSystem == nil { try TextCheck.notEmpty(narrative ?? "", field) }
    try TextCheck.size(narrative, field)
    try TextCheck.size(demand, Phrase("投诉诉求", "demand"))
    let shortTexts: [(String?, Phrase)] = [
      (product, Phrase("产品", "product")), (sourceSystem, Phrase("来源系统", "source system")),
      (sourceID, Phrase("来源编号", "source number")),
      (complainant.name, Phrase("投诉人姓名", "complainant's name")),
      (complainant.phone, Phrase("投诉人电话", "complainant's telephone")),
      (complainant.idNumber, Phrase("投诉人证件号码", "complainant's document number")),
      (complainant.address, Phrase("投诉人地址", "complainant's address")),
      (complainant.account, Phrase("投诉人账号", "complainant's account")),
      (archive, Phrase("原系统处理结果", "outcome in the other system")),
    ]
    for (text, field) in shortTexts {
      try TextCheck.size(text, field, max: TextCheck.shortMax)
    }
    for number in outsideNumbers {
      try TextCheck.size(number, Phrase("外部编号", "outside number"), max: TextCheck.shortMax)
    }
  }

  private func checkCodes() throws(Refusal) {
    let fields: [(CodeValue, CodeTable)] = [
      (intakeChannel, .intakeChannel), (businessChannel, .businessChannel),
      (businessClass, .businessClass), (cause, .cause), (region, .region),
    ]
    for (code, table) in fields {
      guard table.row(code.key) != nil else { throw .unknownCode(code.key, in: table) }
      try TextCheck.size(code.label, table.title, max: TextCheck.shortMax)
    }
  }

  private func checkNumbers() throws(Refusal) {
    if let amount, amount < .zero {
      throw Refusal(
        .badNumber,
        problem: Phrase("金额 \(amount.text) 元为负数", "the amount \(amount.text) yuan is negative"),
        remedy: Phrase("请填写 0 元以上的金额，或留空", "give an amount from 0 on, or leave it out"))
    }
    guard (1...1_000_000).contains(headcount) else {
      throw Refusal(
        .badNumber,
        problem: Phrase("投诉人数为 \(headcount)", "the number of complainants is \(headcount)"),
        remedy: Phrase("请填写 1 至 1000000 的整数", "give a whole number from 1 to 1000000"))
    }
  }

  private func checkPeople(in context: Context) throws(Refusal) {
    if let unit { try context.activeUnit(unit) }
    if let respondentUnit { try context.activeUnit(respondentUnit) }
    if let firstContactOwner { try context.activePerson(firstContactOwner) }
  }
}

extension Refusal {
  /// A key that its code table does not have.
  static func unknownCode(_ text: String, in table: CodeTable) -> Refusal {
    let keys = table.rows.map { "\($0.key)（\($0.name.zh)）" }.joined(separator: "、")
    let keysInEnglish = table.rows.map { "\($0.key) (\($0.name.en))" }.joined(separator: ", ")
    let hint = table.nearest(to: text)
    return Refusal(
      .unknownCode,
      problem: Phrase(
        "\(table.title.zh)没有“\(text)”", "there is no \(table.title.en) `\(text)`"),
      remedy: Phrase(
        hint.map { "是否为 \($0)（\(table.name(of: $0).zh)）？" } ?? "可用：\(keys)",
        hint.map { "did you mean \($0) (\(table.name(of: $0).en))?" } ?? "use: \(keysInEnglish)"))
  }

  /// The objections of `complaint.check`, all at once.
  fileprivate static func refused(by problems: [CheckProblem]) -> Refusal {
    func list(_ language: Language) -> String {
      problems.map { problem in
        let place = problem.field.map { "\($0): " } ?? ""
        return "\(place)\(problem.message.text(in: language)) [\(problem.plugin) \(problem.code)]"
      }
      .joined(separator: "; ")
    }
    return Refusal(
      .refusedByPlugin, problem: Phrase(list(.zh), list(.en)),
      remedy: Phrase("请更正后重试；规则见所列插件", "correct it and try again; the plugins named hold the rules")
    )
  }
}
