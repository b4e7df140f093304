internal import ArgumentParser
internal import Casework
internal import ConsumerProtection

/// `xiaobao person add`
struct PersonAdd: Verb {
  static let configuration: CommandConfiguration = .command(
    "add", "登记一名人员", "record a person",
    detail: Phrase(
      "姓名是个人信息，取自 JSON 文件 {\"id\": …, \"name\": …, \"unit\": …, \"roles\": [\"handler\"], \"from\":"
        + " \"2024-01-01\"}，或在终端录入。",
      "The name is personal data: it comes from a JSON file {\"id\": …, \"name\": …, \"unit\": …,"
        + " \"roles\": [\"handler\"], \"from\": \"2024-01-01\"} or is typed at the terminal."),
    examples: [
      Example("xiaobao person add", "在终端逐项登记", "asked field by field"),
      Example("xiaobao person add --file person.json", "取自文件", "from a file"),
    ])

  @Option(
    help: .say(
      "人员的 JSON 文件；- 为标准输入", "the person as JSON; - is standard input", value: Phrase("文件", "file")),
    completion: .file(extensions: ["json"]))
  var file: String?

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let invocation = try session.invocation()
    if let file {
      let json = try InputFile.json(file)
      return session.show(
        change: try await session.open(.writing).addPerson(json, as: invocation))
    }
    guard session.isInteractive else {
      throw Failure(
        "XB-310",
        problem: Phrase(
          "缺少人员内容，且没有可以询问的终端", "The person is missing and there is no terminal to ask at"),
        remedy: Phrase("用 --file FILE.json；- 为标准输入", "give --file FILE.json; - is standard input"),
        exit: .usage)
    }
    let workspace = try session.open(.writing)
    let json = try Self.ask(Questions(session), standardDay: session.businessDay())
    return session.show(change: try await workspace.addPerson(json, as: invocation))
  }

  private static func ask(
    _ questions: Questions, standardDay: CivilDay
  ) throws(Failure) -> JSONValue {
    var object = ObjectBuilder()
    object.add("id", try questions.required(Phrase("工号", "Staff number")))
    object.add("name", try questions.required(Phrase("姓名", "Name")))
    object.add("unit", try questions.line(Phrase("机构编号", "Unit")))
    object.add("position", try questions.line(Phrase("岗位", "Position")))
    let roles = Role.allCases.map { "\($0.rawValue) \($0.title.zh)" }.joined(separator: "、")
    let list = try questions.line(
      Phrase("角色，逗号分隔", "Roles, separated by commas"),
      hint: Phrase(roles, Role.allCases.map(\.rawValue).joined(separator: ", ")))
    let names = (list ?? "").split { ", ，、".contains($0) }.map { String($0) }
    if !names.isEmpty { object.add("roles", value: JSONValue(names)) }
    let from = try questions.line(
      Phrase("生效日", "First day"),
      hint: Phrase("直接回车为 \(standardDay.iso)", "Enter takes \(standardDay.iso)"))
    object.add("from", from ?? standardDay.iso)
    return object.object
  }
}

/// `xiaobao person post STAFF`
struct PersonPost: Verb {
  static let configuration: CommandConfiguration = .command(
    "post", "登记任职机构", "post a person to a unit",
    examples: [Example("xiaobao person post 10023 --unit B01", "调到 B01", "to B01")])

  @OptionGroup var subject: PersonArgument

  @Option(help: .say("机构", "the unit", value: Phrase("机构", "unit")))
  var unit: String

  @Option(help: .say("岗位", "the position", value: Phrase("岗位", "position")))
  var position: String?

  @OptionGroup var start: FromOption
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    try await session.change(person: subject.id, from: start.from) { day in
      .post(unit: unit, position: position, from: day)
    }
  }
}

/// `xiaobao person grant STAFF`
struct PersonGrant: Verb {
  static let configuration: CommandConfiguration = .command(
    "grant", "授予角色", "grant a role",
    examples: [
      Example("xiaobao person grant 10023 --role handler", "授予投诉处理", "may handle complaints")
    ])

  @OptionGroup var subject: PersonArgument

  @Option(help: .say("角色", "the role", value: Phrase("角色", "role")))
  var role: RoleChoice

  @Option(help: .say("限于此机构", "only for this unit", value: Phrase("机构", "unit")))
  var unit: String?

  @Option(
    help: .say("终止日（当日起无此角色）", "the first day without it", value: Phrase("日期", "day")))
  var until: String?

  @OptionGroup var start: FromOption
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let end = try OptionValue.day(until, "--until")
    return try await session.change(person: subject.id, from: start.from) { day in
      .grant(role.role, unit: unit, from: day, until: end)
    }
  }
}

/// `xiaobao person revoke STAFF`
struct PersonRevoke: Verb {
  static let configuration: CommandConfiguration = .command(
    "revoke", "终止角色", "end a role",
    examples: [Example("xiaobao person revoke 10023 --role handler", "不再处理投诉", "handles no more")])

  @OptionGroup var subject: PersonArgument

  @Option(help: .say("角色", "the role", value: Phrase("角色", "role")))
  var role: RoleChoice

  @OptionGroup var start: FromOption
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    try await session.change(person: subject.id, from: start.from) { day in
      .end(role.role, from: day)
    }
  }
}

/// `xiaobao person leave STAFF`
struct PersonLeave: Verb {
  static let configuration: CommandConfiguration = .command(
    "leave", "登记离岗（生效日起不在岗）", "record that a person leaves",
    examples: [Example("xiaobao person leave 10023 --from 2026-07-01", "离岗", "from then on")])

  @OptionGroup var subject: PersonArgument
  @OptionGroup var start: FromOption
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    try await session.change(person: subject.id, from: start.from) { .leave(from: $0) }
  }
}

extension Session {
  /// Carries out a change of a person's record from a day on.
  func change(
    person id: String, from start: String?, _ command: (CivilDay) -> Person.Command
  ) async throws(Failure) -> Ending {
    let invocation = try invocation()
    let workspace = try open(.writing)
    let change = command(try day(start, "--from"))
    return show(change: try await workspace.perform(change, on: id, as: invocation))
  }
}

/// The roles as `--role` takes them.
struct RoleChoice: ExpressibleByArgument, CaseIterable {
  let role: Role

  static let allCases = Role.allCases.map { RoleChoice(role: $0) }
  static let allValueStrings = Role.allCases.map(\.rawValue)

  var defaultValueDescription: String { role.rawValue }

  init(role: Role) { self.role = role }

  init?(argument: String) {
    guard let role = Role(rawValue: argument) else { return nil }
    self.role = role
  }
}
