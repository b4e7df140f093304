internal import ArgumentParser
internal import Casework
internal import ConsumerProtection

/// `xiaobao complaint interest …`
struct ComplaintInterestCommands: ParsableCommand {
  static let configuration: CommandConfiguration = .command(
    "interest", "回避：登记或撤销利害关系", "recusal: who has a direct interest and keeps out",
    verbs: [InterestDeclare.self, InterestLift.self, InterestNamesake.self])
}

/// `xiaobao complaint interest declare CASE --person STAFF --ground GROUND`
struct InterestDeclare: Verb {
  static let configuration: CommandConfiguration = .command(
    "declare", "登记某人与投诉有直接利害关系", "declare that somebody has a direct interest",
    detail: Phrase(
      "登记后，此人不得调查、决定、答复、延期、审批或核查该投诉；系统拒绝并列出可以办理的人员（《银行业保险业消费投诉处理管理办法》第十七条）。",
      "From then on that person neither investigates, decides, replies, extends, approves nor reviews:"
        + " it is refused, naming who may (CBIRC Order 2020 No. 3, art. 17)."),
    examples: [
      Example(
        "xiaobao complaint interest declare C-20260302-000007 --person 10023 --ground named",
        "10023 是被投诉人员", "10023 is named in the complaint")
    ])

  @OptionGroup var subject: CaseArgument

  @Option(help: .say("须回避的人员", "who keeps out", value: Phrase("工号", "staff number")))
  var person: String

  @Option(
    help: .say(
      "事由：named 被投诉人员，handled_business 经办过该业务，relative 亲属，other 其他",
      "why: named, handled_business, relative, other", value: Phrase("事由", "ground")))
  var ground: String

  @Option(
    help: .say(
      "说明，UTF-8 文本；- 为标准输入", "words about it, as UTF-8 text; - is standard input",
      value: Phrase("文件", "file")),
    completion: .file())
  var file: String?

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let detail = try file.map { path throws(Failure) in try InputFile.text(path) }
    let why = try OptionValue.choice(ground, "--ground", of: InterestGround.self)
    return try await session.perform(
      .handling(.declareInterest(person, why, detail: detail ?? "")), on: subject.id)
  }
}

/// `xiaobao complaint interest lift CASE --person STAFF --reason TEXT`
struct InterestLift: Verb {
  static let configuration: CommandConfiguration = .command(
    "lift", "撤销误登记的利害关系", "lift an interest that was declared by mistake",
    examples: [
      Example(
        "xiaobao complaint interest lift C-20260302-000007 --person 10023 --reason 同名误登记",
        "登记有误", "it was a mistake")
    ])

  @OptionGroup var subject: CaseArgument

  @Option(help: .say("人员", "the person", value: Phrase("工号", "staff number")))
  var person: String

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    try await session.perform(
      .handling(.liftInterest(person, reason: global.reason ?? "")), on: subject.id)
  }
}

/// `xiaobao complaint interest namesake CASE --person STAFF --reason TEXT`
struct InterestNamesake: Verb {
  static let configuration: CommandConfiguration = .command(
    "namesake", "登记投诉内容所指是同名的他人", "record that the text means another of that name",
    detail: Phrase(
      "投诉内容中有某人的姓名或工号的，此人不得办理；所指并非本人的，由投诉处理工作负责人说明依据，不得由本人说明。",
      "Whoever's name or staff number stands in the complaint's text keeps out of it; where somebody else"
        + " is meant the head of complaint handling says how that is known, never the person."),
    examples: [
      Example(
        "xiaobao complaint interest namesake C-20260302-000007 --person 10023"
          + " --reason 所指为柳河支行同名柜员",
        "是同名的另一人", "another person of that name")
    ])

  @OptionGroup var subject: CaseArgument

  @Option(help: .say("人员", "the person", value: Phrase("工号", "staff number")))
  var person: String

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    try await session.perform(
      .handling(.recordNamesake(person, reason: global.reason ?? "")), on: subject.id)
  }
}
