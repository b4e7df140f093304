internal import ArgumentParser
internal import Casework
internal import ConsumerProtection

/// `xiaobao complaint settle [CASE]`
struct ComplaintSettle: Verb {
  static let configuration: CommandConfiguration = .command(
    "settle", "当场和解：登记、和解、反馈、办结一次完成", "settle at the counter: register, agree, close at once",
    detail: Phrase(
      "不带编号时先登记再和解，一并入账或全部不入。必填只有四项：投诉内容、和解内容、凭证、满意度。"
        + "在终端不带 --file 时逐项询问；文件为投诉的 JSON 加上 \"settlement\":"
        + " {\"agreement\", \"proof\", \"satisfaction\", …}。依据：银保监会令2020年第3号第二十一条。",
      "Without a case it registers one first; both stand or neither. Four fields are needed: what was"
        + " said, what was agreed, the proof, how content the customer is. Without --file at a terminal"
        + " it asks; a file is the complaint's JSON with \"settlement\": {\"agreement\", \"proof\","
        + " \"satisfaction\", …}. CBIRC Order 2020 No. 3, art. 21."),
    examples: [
      Example(
        "xiaobao complaint settle", "在终端登记并当场和解", "register and settle, asked field by field"),
      Example("xiaobao complaint settle --file counter.json", "取自文件", "from a file"),
      Example(
        "xiaobao complaint settle C-20260302-000007 --file settlement.json", "已登记的投诉当场和解",
        "settle a registered complaint"),
    ])

  @Argument(
    help: .say("投诉编号；不给则新登记", "the case number; else a new one", value: Phrase("投诉编号", "case")))
  var id: String?

  @Option(
    help: .say(
      "JSON 文件；- 为标准输入", "the JSON file; - is standard input", value: Phrase("文件", "file")),
    completion: .file(extensions: ["json"]))
  var file: String?

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let (draft, settlement) = try input(in: session)
    let invocation = try session.invocation()
    let workspace = try session.open(.writing)
    if let id {
      return session.show(
        try await workspace.perform(.intake(.settle(settlement)), on: id, as: invocation))
    }
    return session.show(try await workspace.settle(draft, settlement, as: invocation))
  }

  private func input(in session: Session) throws(Failure) -> (JSONValue, Settlement) {
    guard let file else {
      guard session.isInteractive else {
        throw Failure(
          "XB-310",
          problem: Phrase(
            "缺少内容，且没有可以询问的终端", "The contents are missing and there is no terminal to ask at"),
          remedy: Phrase(
            "用 --file FILE.json；- 为标准输入", "give --file FILE.json; - is standard input"),
          exit: .usage)
      }
      return try SettlementQuestions(session, registers: id == nil).answers()
    }
    let json = try InputFile.json(file)
    let settlement = id == nil ? json["settlement"] ?? .object([]) : json["settlement"] ?? json
    let draft = (json.members ?? []).filter { $0.name != "settlement" }
    do throws(Refusal) {
      return (.object(draft), try Settlement(json: settlement))
    } catch {
      throw Failure(error)
    }
  }
}

/// Asks for a settlement at the terminal: nine short questions, four of them needed.
struct SettlementQuestions {
  private let questions: Questions
  private let registers: Bool

  init(_ session: Session, registers: Bool) {
    questions = Questions(session)
    self.registers = registers
  }

  func answers() throws(Failure) -> (JSONValue, Settlement) {
    questions.say(
      Phrase(
        "当场和解。选填项可直接回车；Ctrl-D 取消。",
        "A settlement at the counter. Enter leaves a field out; Ctrl-D cancels."))
    var draft = ObjectBuilder()
    if registers {
      draft.add("narrative", try questions.required(Phrase("投诉内容", "What the complainant says")))
      var complainant = ObjectBuilder()
      complainant.add("name", try questions.line(Phrase("投诉人姓名", "Complainant's name")))
      complainant.add("phone", try questions.line(Phrase("联系电话", "Telephone")))
      if !complainant.members.isEmpty { draft.add("complainant", value: complainant.object) }
      draft.add(
        "business_class",
        try questions.line(
          Phrase("业务类别", "Business class"), hint: Phrase("如 B.card 或 银行卡", "e.g. B.card")))
      draft.add("intake_channel", "visit")
    }
    var settlement = ObjectBuilder()
    settlement.add("agreement", try questions.required(Phrase("和解内容", "What was agreed")))
    settlement.add(
      "amount",
      try questions.line(
        Phrase("补偿金额（元）", "Amount paid, in yuan"), hint: Phrase("没有则回车", "Enter for none")))
    settlement.add(
      "proof", try questions.required(Phrase("凭证（签字、录音编号）", "Proof (signature, recording number)")))
    let degrees = Satisfaction.allCases.map { (key: $0.rawValue, name: $0.title) }
    let degree = try questions.choice(
      Phrase("满意度", "Satisfaction"), rows: degrees, standard: nil)
    settlement.add("satisfaction", degree)
    if degree == Satisfaction.notGiven.rawValue {
      settlement.add("reason", try questions.required(Phrase("未反馈原因", "Why there is none")))
    }
    guard try questions.confirms(Phrase("确认办结", "Settle and close it")) else {
      throw Questions.cancelled
    }
    do throws(Refusal) {
      return (draft.object, try Settlement(json: settlement.object))
    } catch {
      throw Failure(error)
    }
  }
}
