internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import Reporting

/// `xiaobao unit …`
struct UnitCommands: ParsableCommand {
  static let configuration: CommandConfiguration = .command(
    "unit", "机构：列出、登记、更名、调整、撤销", "the units of the bank",
    verbs: [
      UnitList.self, UnitShow.self, UnitHistory.self, UnitAdd.self, UnitRename.self,
      UnitMove.self, UnitClose.self, UnitLoad.self,
    ])
}

/// The unit's identifier, the first argument of most verbs.
struct UnitArgument: ParsableArguments {
  @Argument(help: .say("机构编号", "the unit's identifier", value: Phrase("机构", "unit")))
  var id: String
}

/// The first day of a change.
struct FromOption: ParsableArguments {
  @Option(
    help: .say("生效日，缺省为业务日", "the first day; else the business day", value: Phrase("日期", "day")))
  var from: String?
}

/// `xiaobao unit list`
struct UnitList: Verb {
  static let configuration: CommandConfiguration = .command(
    "list", "列出机构", "list the units",
    examples: [Example("xiaobao unit list --on 2026-01-01", "2026-01-01 的机构", "as of 2026-01-01")])

  @Flag(help: .say("也列出已撤销或未设立的", "also units that are closed or not yet open"))
  var all = false

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let workspace = try session.open(.reading)
    let day = try session.businessDay()
    let units = try await workspace.units().filter { all || $0.isActive(on: day) }
    if session.isJSON {
      Output.print(
        JSONText.list(units.map { JSONValue($0, on: day) }, total: units.count, next: nil))
    } else {
      session.print(table(units, day, in: session))
    }
    return .done
  }

  private func table(_ units: [Unit], _ day: CivilDay, in session: Session) -> TextTable {
    TextTable(
      columns: [
        .init(session.say("编号", "Unit")),
        .init(session.say("名称", "Name"), minimumWidth: 12),
        .init(session.say("层级", "Level"), priority: 3),
        .init(session.say("上级", "Parent"), priority: 4),
        .init(session.say("设立", "From"), priority: 1),
        .init(session.say("撤销", "Closed"), priority: 2),
      ],
      rows: units.map { unit in
        [
          unit.id, unit.name(on: day), session.say(unit.level.title),
          unit.parent(on: day) ?? "", unit.from.iso, unit.closedFrom?.iso ?? "",
        ]
      })
  }
}

/// `xiaobao unit show UNIT`
struct UnitShow: Verb {
  static let configuration: CommandConfiguration = .command(
    "show", "查看一个机构", "show one unit",
    examples: [Example("xiaobao unit show HQ", "查看 HQ", "show HQ")])

  @OptionGroup var subject: UnitArgument
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let workspace = try session.open(.reading)
    let day = try session.businessDay()
    let unit = try await workspace.unit(subject.id)
    if session.isJSON {
      Output.print(
        JSONText.envelope([JSONValue.Member("unit", JSONValue(unit, on: day))]))
      return .done
    }
    session.print(facts: [
      Fact("编号", "Unit", unit.id),
      Fact("名称", "Name", unit.name(on: day)),
      Fact("简称", "Short name", unit.shortName),
      Fact("层级", "Level", session.say(unit.level.title)),
      Fact("上级", "Parent", unit.parent(on: day)),
      Fact("设立", "From", unit.from.iso),
      Fact("撤销", "Closed", unit.closedFrom?.iso),
    ])
    return .done
  }
}

/// `xiaobao unit history UNIT`
struct UnitHistory: Verb {
  static let configuration: CommandConfiguration = .command(
    "history", "列出一个机构的全部变动", "everything that happened to a unit",
    examples: [Example("xiaobao unit history HQ", "HQ 的变动", "what happened to HQ")])

  @OptionGroup var subject: UnitArgument
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    try await session.showHistory(of: MatterReference(Unit.kind, subject.id))
  }
}

extension JSONValue {
  /// A unit as of a day: `{id, name, short_name?, level, parent?, from, closed_from?, active}`.
  init(_ unit: Unit, on day: CivilDay) {
    var object = ObjectBuilder()
    object.add("id", unit.id)
    object.add("name", unit.name(on: day))
    object.add("short_name", unit.shortName)
    object.add("level", unit.level.rawValue)
    object.add("parent", unit.parent(on: day))
    object.add("from", unit.from)
    object.add("closed_from", unit.closedFrom)
    object.add("active", unit.isActive(on: day))
    self = object.object
  }
}
