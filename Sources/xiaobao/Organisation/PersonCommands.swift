internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import Reporting

/// `xiaobao person …`
struct PersonCommands: ParsableCommand {
  static let configuration: CommandConfiguration = .command(
    "person", "人员：列出、登记、任职、授权、离岗；投诉人个人信息：查找、查看、保全、删除",
    "the bank's staff: postings and roles; complainants' data: find, open, hold, erase",
    verbs: [
      PersonList.self, PersonShow.self, PersonHistory.self, PersonAdd.self, PersonPost.self,
      PersonGrant.self, PersonRevoke.self, PersonLeave.self,
      PersonAuthorise.self,
      PersonFind.self, PersonReveal.self, PersonErase.self, PersonHold.self, PersonRelease.self,
      PersonRetention.self, PersonCover.self,
    ])
}

/// The staff number, the first argument of most verbs.
struct PersonArgument: ParsableArguments {
  @Argument(help: .say("工号", "the staff number", value: Phrase("工号", "staff number")))
  var id: String
}

/// `xiaobao person list`
struct PersonList: Verb {
  static let configuration: CommandConfiguration = .command(
    "list", "列出人员（不含姓名）", "list the staff, without names",
    examples: [Example("xiaobao person list --unit HQ", "HQ 的人员", "the staff of HQ")])

  @Option(help: .say("只列此机构的", "only this unit's", value: Phrase("机构", "unit")))
  var unit: String?

  @Flag(help: .say("也列出已离岗的", "also those who left"))
  var all = false

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let workspace = try session.open(.reading)
    let day = try session.businessDay()
    let persons = try await workspace.persons().filter { person in
      (all || person.isActive(on: day)) && (unit == nil || person.unit(on: day) == unit)
    }
    if session.isJSON {
      Output.print(
        JSONText.list(persons.map { JSONValue($0, on: day) }, total: persons.count, next: nil))
      return .done
    }
    let words = RoleWords(session: session, day: day)
    session.print(
      TextTable(
        columns: [
          .init(session.say("工号", "Staff number")),
          .init(session.say("机构", "Unit"), priority: 3),
          .init(session.say("角色", "Roles"), minimumWidth: 16, priority: 4),
          .init(session.say("入岗", "From"), priority: 1),
          .init(session.say("离岗", "Left"), priority: 2),
        ],
        rows: persons.map { person in
          [
            person.id, person.unit(on: day) ?? "", words.text(of: person), person.from.iso,
            person.leftFrom?.iso ?? "",
          ]
        }))
    return .done
  }
}

/// `xiaobao person show STAFF`
struct PersonShow: Verb {
  static let configuration: CommandConfiguration = .command(
    "show", "查看一名人员（不含姓名）", "show one person, without the name",
    examples: [Example("xiaobao person show 10023", "查看 10023", "show 10023")])

  @OptionGroup var subject: PersonArgument
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let workspace = try session.open(.reading)
    let day = try session.businessDay()
    let person = try await workspace.person(subject.id)
    if session.isJSON {
      Output.print(
        JSONText.envelope([JSONValue.Member("person", JSONValue(person, on: day))]))
      return .done
    }
    session.print(facts: [
      Fact("工号", "Staff number", person.id),
      Fact("机构", "Unit", person.unit(on: day)),
      Fact("岗位", "Position", person.postings.on(day)?.position),
      Fact("角色", "Roles", RoleWords(session: session, day: day).text(of: person)),
      Fact("入岗", "From", person.from.iso),
      Fact("离岗", "Left", person.leftFrom?.iso),
    ])
    return .done
  }
}

/// `xiaobao person history STAFF`
struct PersonHistory: Verb {
  static let configuration: CommandConfiguration = .command(
    "history", "列出一名人员的全部变动", "everything recorded of a person",
    examples: [Example("xiaobao person history 10023", "任职与角色的变动", "postings and roles")])

  @OptionGroup var subject: PersonArgument
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    try await session.showHistory(of: MatterReference(Person.kind, subject.id))
  }
}

/// Roles as lists print them.
struct RoleWords {
  let session: Session
  let day: CivilDay

  func text(of person: Person) -> String {
    person.roles(on: day).map { grant in
      session.say(grant.role.title) + (grant.unit.map { "(\($0))" } ?? "")
    }.joined(separator: session.say("、", ", "))
  }
}

extension JSONValue {
  /// A person as of a day: `{id, unit?, position?, roles, from, left_from?, active}`.
  init(_ person: Person, on day: CivilDay) {
    var object = ObjectBuilder()
    object.add("id", person.id)
    object.add("unit", person.unit(on: day))
    object.add("position", person.postings.on(day)?.position)
    object.add(
      "roles",
      value: .array(
        person.roles(on: day).map { grant in
          var entry = ObjectBuilder()
          entry.add("role", grant.role.rawValue)
          entry.add("unit", grant.unit)
          entry.add("from", grant.from)
          entry.add("until", grant.until)
          return entry.object
        }))
    object.add("from", person.from)
    object.add("left_from", person.leftFrom)
    object.add("active", person.isActive(on: day))
    self = object.object
  }
}
