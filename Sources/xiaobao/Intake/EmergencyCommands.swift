internal import ArgumentParser
internal import Casework
internal import ConsumerProtection

/// `xiaobao emergency …`
struct EmergencyCommands: ParsableCommand {
  static let configuration: CommandConfiguration = .command(
    "emergency", "应急事项：由重大、群体性投诉启动", "emergencies that major and group complaints open",
    verbs: [EmergencyList.self, EmergencyShow.self, EmergencyHistory.self, EmergencyClose.self])
}

/// The emergency's number.
struct EmergencyArgument: ParsableArguments {
  @Argument(
    help: .say(
      "应急编号，如 E-20260302-000007", "the number, e.g. E-20260302-000007",
      value: Phrase("应急编号", "emergency")))
  var id: String
}

/// `xiaobao emergency list`
struct EmergencyList: Verb {
  static let configuration: CommandConfiguration = .command(
    "list", "列出应急事项，最新在前", "list the emergencies, newest first",
    examples: [Example("xiaobao emergency list --open", "尚未结束的", "those not ended")])

  @Flag(help: .say("只列未结束的", "only those not ended"))
  var open = false
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let all = try await session.open(.reading).emergencies(openOnly: open)
    if session.isJSON {
      Output.print(JSONText.list(all.map { JSONValue($0) }, total: all.count, next: nil))
    } else {
      for emergency in all { session.print(session.line(emergency)) }
      if all.isEmpty { session.print(session.say("没有应急事项", "no emergencies")) }
    }
    return .done
  }
}

/// `xiaobao emergency show EMERGENCY`
struct EmergencyShow: Verb {
  static let configuration: CommandConfiguration = .command(
    "show", "查看一件应急事项", "show one emergency",
    examples: [
      Example(
        "xiaobao emergency show E-20260302-000007", "级别、依据与通知对象", "its level, rule and who was told"
      )
    ])

  @OptionGroup var subject: EmergencyArgument
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let emergency = try await session.open(.reading).emergency(subject.id)
    if session.isJSON {
      Output.print(JSONText.envelope([.init("emergency", JSONValue(emergency))]))
      return .done
    }
    let opened = emergency.opened
    session.print(facts: [
      Fact("编号", "Emergency", emergency.id),
      Fact("级别", "Level", session.say(opened.level.title)),
      Fact("投诉", "Complaint", opened.complaint),
      Fact("人数", "People", "\(opened.headcount)"),
      Fact("情形", "Ground", opened.ground.map { session.say($0.title) }),
      Fact("门槛", "Threshold", opened.threshold.map { "\($0)  \(opened.rule ?? "")" }),
      Fact("启动日", "Opened", opened.envelope.day.iso),
      Fact("通知", "Told", opened.notified.joined(separator: ", ")),
      Fact("结束日", "Ended", emergency.closed?.envelope.day.iso),
    ])
    return .done
  }
}

/// `xiaobao emergency history EMERGENCY`
struct EmergencyHistory: Verb {
  static let configuration: CommandConfiguration = .command(
    "history", "列出一件应急事项的经过", "everything that happened to an emergency",
    examples: [
      Example(
        "xiaobao emergency history E-20260302-000007", "何日何人做了什么", "who did what on which day")
    ])

  @OptionGroup var subject: EmergencyArgument
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    try await session.showHistory(of: MatterReference(Emergency.kind, subject.id))
  }
}

/// `xiaobao emergency close EMERGENCY --file FILE`
struct EmergencyClose: Verb {
  static let configuration: CommandConfiguration = .command(
    "close", "结束应急并登记处置结果", "end it and record the outcome",
    examples: [
      Example(
        "xiaobao emergency close E-20260302-000007 --file outcome.txt", "处置结果取自文件",
        "the outcome from a file")
    ])

  @OptionGroup var subject: EmergencyArgument

  @Option(
    help: .say(
      "UTF-8 文本文件；- 为标准输入", "UTF-8 text; - is standard input", value: Phrase("文件", "file")),
    completion: .file())
  var file: String?

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let outcome = try TextInput(session, file: file).text(Phrase("处置结果", "outcome"))
    let invocation = try session.invocation()
    let workspace = try session.open(.writing)
    let emergency = try await workspace.close(
      emergency: subject.id, outcome: outcome, as: invocation)
    if session.isJSON {
      Output.print(JSONText.envelope([.init("emergency", JSONValue(emergency))]))
    } else {
      session.print(session.line(emergency))
    }
    return .done
  }
}

extension Session {
  /// An emergency in a line.
  func line(_ emergency: Emergency) -> String {
    let opened = emergency.opened
    let state =
      emergency.closed.map { say("\($0.envelope.day.iso) 结束", "ended \($0.envelope.day.iso)") }
      ?? say("处置中", "open")
    return "\(emergency.id)  \(say(opened.level.title))  \(opened.complaint)  "
      + "\(opened.envelope.day.iso)  \(state)"
  }
}

extension JSONValue {
  /// An emergency: `{id, level, complaint, headcount, ground?, threshold?, rule?, opened_on, notified,
  /// closed_on?}`.
  init(_ emergency: Emergency) {
    let opened = emergency.opened
    var object = ObjectBuilder()
    object.add("id", emergency.id)
    object.add("level", opened.level.rawValue)
    object.add("complaint", opened.complaint)
    object.add("headcount", opened.headcount)
    object.add("ground", opened.ground?.rawValue)
    object.add("threshold", opened.threshold)
    object.add("rule", opened.rule)
    object.add("opened_on", opened.envelope.day)
    object.add("notified", value: JSONValue(opened.notified))
    object.add("closed_on", emergency.closed?.envelope.day)
    self = object.object
  }
}
