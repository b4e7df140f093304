internal import ArgumentParser
internal import Casework
internal import ConsumerProtection

/// `xiaobao unit add UNIT`
struct UnitAdd: Verb {
  static let configuration: CommandConfiguration = .command(
    "add", "登记一个机构", "record a unit",
    examples: [
      Example(
        "xiaobao unit add B01 --name 城关支行 --level sub_branch --parent HQ --from 2020-01-01",
        "登记城关支行", "a sub-branch under HQ")
    ])

  @OptionGroup var subject: UnitArgument

  @Option(help: .say("名称", "the name", value: Phrase("名称", "name")))
  var name: String

  @Option(help: .say("层级", "where it stands in the bank", value: Phrase("层级", "level")))
  var level: LevelChoice

  @Option(
    help: .say("上级机构；总行没有", "the unit above; none for the head office", value: Phrase("机构", "unit"))
  )
  var parent: String?

  @Option(help: .say("简称", "the short name", value: Phrase("简称", "name")))
  var shortName: String?

  @OptionGroup var start: FromOption
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    try await session.change(unit: subject.id, from: start.from) { day in
      .establish(
        name: name, shortName: shortName, level: level.level, parent: parent, from: day)
    }
  }
}

/// `xiaobao unit rename UNIT`
struct UnitRename: Verb {
  static let configuration: CommandConfiguration = .command(
    "rename", "机构更名", "rename a unit",
    examples: [
      Example("xiaobao unit rename B01 --name 城东支行 --from 2026-01-01", "更名", "a new name")
    ])

  @OptionGroup var subject: UnitArgument

  @Option(help: .say("新名称", "the new name", value: Phrase("名称", "name")))
  var name: String

  @OptionGroup var start: FromOption
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    try await session.change(unit: subject.id, from: start.from) { .rename(name: name, from: $0) }
  }
}

/// `xiaobao unit move UNIT`
struct UnitMove: Verb {
  static let configuration: CommandConfiguration = .command(
    "move", "调整机构的上级", "put a unit under another",
    examples: [Example("xiaobao unit move B01 --parent B00", "改由 B00 管辖", "under B00")])

  @OptionGroup var subject: UnitArgument

  @Option(help: .say("新的上级机构", "the new unit above", value: Phrase("机构", "unit")))
  var parent: String

  @OptionGroup var start: FromOption
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    try await session.change(unit: subject.id, from: start.from) { .move(parent: parent, from: $0) }
  }
}

/// `xiaobao unit close UNIT`
struct UnitClose: Verb {
  static let configuration: CommandConfiguration = .command(
    "close", "撤销机构（生效日起不再存在）", "close a unit; the first day is one without it",
    examples: [Example("xiaobao unit close B01 --from 2026-07-01", "撤销", "closed from then on")])

  @OptionGroup var subject: UnitArgument
  @OptionGroup var start: FromOption
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    try await session.change(unit: subject.id, from: start.from) { .close(from: $0) }
  }
}

/// `xiaobao unit load FILE`
struct UnitLoad: Verb {
  static let configuration: CommandConfiguration = .command(
    "load", "从 JSON 文件登记机构和人员", "record units and persons from a JSON file",
    detail: Phrase(
      "已登记的跳过，可重复运行。格式见 docs/reference/organisation-json.md。",
      "What is there already is passed over, so it may be run again. The form stands in"
        + " docs/reference/organisation-json.md."),
    examples: [Example("xiaobao unit load organisation.json", "登记全行机构和人员", "the whole bank")])

  @Argument(
    help: .say(
      "JSON 文件；- 为标准输入", "the JSON file; - is standard input", value: Phrase("文件", "file")),
    completion: .file(extensions: ["json"]))
  var file: String

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let json = try InputFile.json(file, max: InputFile.organisationByteCountMax)
    let invocation = try session.invocation()
    let load = try await session.open(.writing).loadOrganisation(json, as: invocation)
    if session.isJSON {
      var object = ObjectBuilder()
      object.add("units", load.units)
      object.add("persons", load.persons)
      object.add("known", load.known)
      object.add("completed", load.completed)
      Output.print(JSONText.envelope(object.members))
    } else {
      session.print(
        session.say(
          "登记机构 \(load.units) 个、人员 \(load.persons) 名；已有 \(load.known) 项，"
            + "其中 \(load.completed) 名人员补充了任职或角色",
          "\(load.units) units and \(load.persons) persons recorded; \(load.known) were known,"
            + " \(load.completed) of them persons who got a posting or a role"))
    }
    return .done
  }
}

extension Session {
  /// Carries out a change of a unit from a day on.
  func change(
    unit id: String, from start: String?, _ command: (CivilDay) -> Unit.Command
  ) async throws(Failure) -> Ending {
    let invocation = try invocation()
    let workspace = try open(.writing)
    let change = command(try day(start, "--from"))
    return show(change: try await workspace.perform(change, on: id, as: invocation))
  }

  /// What a change of a unit or person did.
  func show(change done: Performed) -> Ending {
    if isJSON {
      var object = ObjectBuilder()
      object.add("matter", value: JSONValue(done.matter))
      object.add("matter_version", done.version)
      object.add("sequence", Int(done.sequence))
      object.add("repeated", done.isRepeated)
      Output.print(JSONText.envelope(object.members))
    } else if done.isRepeated {
      print(
        say(
          "\(done.matter.id) 已用同一幂等键登记过，未重复登记",
          "\(done.matter.id) was stored before under this key; nothing was added"))
    } else {
      print(say("\(done.matter.id) 已登记", "\(done.matter.id) recorded"))
    }
    return .done
  }
}

/// The levels as `--level` takes them.
struct LevelChoice: ExpressibleByArgument, CaseIterable {
  let level: Unit.Level

  static let allCases = Unit.Level.allCases.map { LevelChoice(level: $0) }
  static let allValueStrings = Unit.Level.allCases.map(\.rawValue)

  var defaultValueDescription: String { level.rawValue }

  init(level: Unit.Level) { self.level = level }

  init?(argument: String) {
    guard let level = Unit.Level(rawValue: argument) else { return nil }
    self.level = level
  }
}
