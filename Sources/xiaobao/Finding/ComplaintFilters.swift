internal import ArgumentParser
internal import Casework
internal import ConsumerProtection

/// Which complaints: the options that list, export and views share.
struct ComplaintFilters: ParsableArguments {
  @Option(
    help: .say(
      "只列此阶段：received、accepted、assigned、investigating、decided、replied、closed、withdrawn、archived",
      "only this stage: received, accepted, assigned, investigating, decided, replied, closed,"
        + " withdrawn, archived", value: Phrase("阶段", "stage")),
    completion: .list(Complaint.Stage.Name.allCases.map(\.rawValue) + ["archived"]))
  var stage: String?

  @Option(help: .say("只列此机构办理的", "only cases of this unit", value: Phrase("机构", "unit")))
  var unit: String?

  @Option(
    help: .say("只列此人经办的", "only cases of this handler", value: Phrase("工号", "staff number")))
  var owner: String?

  @Option(
    name: .customLong("class"),
    help: .say(
      "只列此业务类别及其下级（标准键、名称或本行名称）",
      "only this business class and those below it (key, name or label)",
      value: Phrase("类别", "class")))
  var businessClass: String?

  @Option(
    help: .say("只列此投诉原因及其下级", "only this cause and those below it", value: Phrase("原因", "cause")))
  var cause: String?

  @Option(
    help: .say("只列此投诉渠道", "only this intake channel", value: Phrase("渠道", "channel")),
    completion: .list(CodeTable.intakeChannel.rows.map(\.key)))
  var channel: String?

  @Option(help: .say("登记日不早于", "received on or after", value: Phrase("日期", "day")))
  var from: String?

  @Option(help: .say("登记日不晚于", "received on or before", value: Phrase("日期", "day")))
  var to: String?

  @Option(help: .say("到期日不早于", "due on or after", value: Phrase("日期", "day")))
  var dueFrom: String?

  @Option(help: .say("到期日不晚于", "due on or before", value: Phrase("日期", "day")))
  var dueTo: String?

  @Option(
    help: .say(
      "今后若干日内到期，含已过期的", "due within so many days, and what is past its day",
      value: Phrase("天数", "days")))
  var dueWithin: String?

  @Option(help: .say("金额不少于（元）", "at least this amount, in yuan", value: Phrase("金额", "amount")))
  var amountFrom: String?

  @Option(help: .say("金额不多于（元）", "at most this amount, in yuan", value: Phrase("金额", "amount")))
  var amountTo: String?

  @Option(
    help: .say(
      "只列此紧急程度的：I、II、III", "only this urgent: I, II, III",
      value: Phrase("程度", "urgency")),
    completion: .list(Particulars.Urgency.allCases.map(\.rawValue)))
  var urgency: String?

  @Option(
    help: .say(
      "只列有此敏感标记的，如 public_opinion、舆情", "only with this sensitivity mark, e.g. public_opinion",
      value: Phrase("标记", "mark")),
    completion: .list(CodeTable.sensitivity.rows.map(\.key)))
  var sensitivity: String?

  @Option(
    help: .say(
      "只列此特殊消费者群体的，如 elderly、老年人", "only of this vulnerable group, e.g. elderly",
      value: Phrase("群体", "group")),
    completion: .list(CodeTable.vulnerableGroup.rows.map(\.key)))
  var vulnerable: String?

  @Flag(help: .say("只列升级投诉（客户已向上反映的）", "only where the customer went above the bank"))
  var escalated = false

  @Option(
    help: .say(
      "只列升级至此的：pbc、nfra、government、other",
      "only where the customer went there: pbc, nfra, government, other",
      value: Phrase("对象", "body")),
    completion: .list(Transferor.allCases.map(\.rawValue)))
  var escalatedTo: String?

  @Flag(help: .say("只列疑似代理投诉的（内部标记）", "only where agents are suspected (internal mark)"))
  var suspectedAgent = false

  @Option(help: .say("只列有此标签的", "only those with this tag", value: Phrase("标签", "tag")))
  var tag: String?

  @Flag(help: .say("只列未办结的", "only open cases"))
  var open = false

  @Flag(help: .say("只列已登记逾期的", "only with an overdue obligation"))
  var overdue = false

  @Flag(help: .say("只列待人工处理的", "only those in the manual queue"))
  var held = false

  @Option(
    help: .say(
      "只列自定义字段为此值的", "only where a field has this value",
      value: Phrase("名称=值", "name=value")))
  var field: String?

  @Option(
    help: .say(
      "排序：received、due、amount、closed", "the order: received, due, amount, closed",
      value: Phrase("次序", "order")),
    completion: .list(ComplaintSort.allCases.map(\.rawValue)))
  var sort: String?

  @Flag(help: .say("次序颠倒", "the other way round"))
  var reverse = false

  @Flag(help: .say("最早登记的在前", "the earliest received first"))
  var oldestFirst = false

  /// The options that were given, by their names: what a view keeps.
  var given: [JSONValue.Member] {
    let texts: [(String, String?)] = [
      ("stage", stage), ("unit", unit), ("owner", owner), ("class", businessClass),
      ("cause", cause), ("channel", channel), ("from", from), ("to", to), ("due_from", dueFrom),
      ("due_to", dueTo), ("due_within", dueWithin), ("amount_from", amountFrom),
      ("amount_to", amountTo), ("tag", tag), ("field", field), ("sort", sort),
      ("urgency", urgency), ("sensitivity", sensitivity), ("vulnerable", vulnerable),
      ("escalated_to", escalatedTo),
    ]
    let flags = [
      ("escalated", escalated), ("suspected_agent", suspectedAgent),
      ("open", open), ("overdue", overdue), ("held", held), ("reverse", reverse || oldestFirst),
    ]
    return texts.compactMap { name, text in text.map { JSONValue.Member(name, .text($0)) } }
      + flags.filter(\.1).map { JSONValue.Member($0.0, .boolean(true)) }
  }

  /// The query of the options.
  func query(in session: Session, _ workspace: Workspace) async throws(Failure) -> ComplaintQuery {
    try await FilterReader(session: session, workspace: workspace).query(given)
  }
}

/// Reads filters by their names, from options or from a view.
struct FilterReader {
  let session: Session
  let workspace: Workspace

  func query(_ given: [JSONValue.Member]) async throws(Failure) -> ComplaintQuery {
    var query = ComplaintQuery()
    for member in given {
      if case .boolean = member.value {
        set(member.name, in: &query)
      } else if member.name == "field" {
        let pair = try OptionValue.pair(member.value.text ?? "", "--field")
        query.field = try await workspace.field(
          pair.name, is: pair.text, as: session.invocation())
      } else {
        try set(member.name, member.value.text ?? "", in: &query)
      }
    }
    return query
  }

  private func set(_ name: String, in query: inout ComplaintQuery) {
    switch name {
    case "open": query.openOnly = true
    case "overdue": query.overdueOnly = true
    case "held": query.heldOnly = true
    case "escalated": query.escalatedOnly = true
    case "suspected_agent": query.suspectedAgentOnly = true
    default: query.isReversed = true
    }
  }

  private func set(
    _ name: String, _ text: String, in query: inout ComplaintQuery
  ) throws(Failure) {
    let option = "--" + name.map { $0 == "_" ? "-" : String($0) }.joined()
    switch name {
    case "stage": query.stage = try Self.stage(text)
    case "unit": query.unit = text
    case "owner": query.handler = text
    case "class": query.businessClass = try key(text, option, .businessClass)
    case "cause": query.cause = try key(text, option, .cause)
    case "channel": query.channel = try key(text, option, .intakeChannel)
    case "from": query.from = try OptionValue.day(text, option)
    case "to": query.to = try OptionValue.day(text, option)
    case "due_from": query.dueFrom = try OptionValue.day(text, option)
    case "due_to": query.dueTo = try OptionValue.day(text, option)
    case "due_within":
      let days = try OptionValue.count(text, option, in: 0...3660) ?? 0
      query.dueTo = try session.businessDay() + days
    case "amount_from": query.amountFrom = try OptionValue.money(text, option)
    case "amount_to": query.amountTo = try OptionValue.money(text, option)
    case "tag": query.tag = text
    case "urgency":
      query.urgency = try OptionValue.choice(
        text.uppercased(), option, of: Particulars.Urgency.self)
    case "sensitivity": query.sensitivity = try key(text, option, .sensitivity)
    case "vulnerable": query.vulnerableGroup = try key(text, option, .vulnerableGroup)
    case "escalated_to":
      query.escalatedTo = try OptionValue.choice(text, option, of: Transferor.self)
    default: query.sort = try OptionValue.choice(text, option, of: ComplaintSort.self)
    }
  }

  private func key(
    _ text: String, _ option: String, _ table: CodeTable
  ) throws(Failure) -> String {
    if let key = table.resolve(text, labels: workspace.site.labels[table.field] ?? [:]) {
      return key
    }
    let near = table.nearest(to: text)
    throw Failure(
      Refusal.Code.unknownCode.text,
      problem: Phrase(
        "\(option)：\(table.title.zh)没有“\(text)”",
        "\(option): there is no \(table.title.en) `\(text)`"),
      remedy: Phrase(
        near.map { "是否为 \($0)（\(table.name(of: $0).zh)）？" }
          ?? "可用：\(table.rows.map(\.key).joined(separator: "、"))",
        near.map { "did you mean \($0) (\(table.name(of: $0).en))?" }
          ?? "use: \(table.rows.map(\.key).joined(separator: ", "))"), exit: .usage)
  }

  private static func stage(_ text: String) throws(Failure) -> String {
    let names = Complaint.Stage.Name.allCases.map(\.rawValue) + ["archived"]
    if names.contains(text) { return text }
    let near = Nearest.match(of: text, in: names)
    throw Failure(
      "XB-305",
      problem: Phrase("--stage 的值“\(text)”无效", "the value `\(text)` of --stage is not valid"),
      remedy: Phrase(
        (near.map { "是否指 \($0)？" } ?? "") + "可选值：\(names.joined(separator: "、"))",
        (near.map { "did you mean \($0)? " } ?? "") + "one of: \(names.joined(separator: ", "))"),
      exit: .usage)
  }
}

/// Looking into what is sealed: never on the command line where it names a person.
struct SealedFilters: ParsableArguments {
  @Option(
    help: .say(
      "封存文字中含此内容的（须有角色）；含个人信息时用 --text-file",
      "whose sealed texts contain this (needs a role); --text-file where it names a person",
      value: Phrase("文字", "text")))
  var text: String?

  @Option(
    help: .say(
      "同 --text，取自文件；- 为标准输入", "like --text, from a file; - is standard input",
      value: Phrase("文件", "file")),
    completion: .file())
  var textFile: String?

  @Option(
    help: .say(
      "只列此投诉人的（须有角色）：文件，见 person find",
      "only this complainant's (needs a role): a file, see person find",
      value: Phrase("文件", "file")),
    completion: .file())
  var personFile: String?

  func add(to query: inout ComplaintQuery) throws(Failure) {
    query.text = try textFile.map { path throws(Failure) in try InputFile.text(path) } ?? text
    query.person = try personFile.map { path throws(Failure) in
      try PersonalIdentity(text: InputFile.text(path))
    }
  }
}
