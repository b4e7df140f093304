import ConsumerProtection
import Testing

@testable import PluginHost

/// The six hooks that have no declared shape, through the cases that do not differ between them: a
/// wrong type, an unknown key, a failure, a spent budget and, where there may be one owner, a second.
/// Their own tests hold what each makes of answers that agree or differ.
@Suite struct FirstHooksTests {
  struct Asked: CustomTestStringConvertible, Sendable {
    let name: String
    /// The rest of the manifest.
    let more: String
    /// An answer with one key misspelt, and what is suggested instead.
    let misspelt: (body: String, nearest: String)
    let ask: @Sendable (PluginSet) -> (failures: [PluginFailure], held: [String])
    /// Whether only one plugin may answer.
    var hasOwner = false
    var testDescription: String { name }

    var hook: HookDeclaration? { HookDeclaration.named(name) }

    func set(_ bodies: String..., limits: String = "") -> PluginSet {
      let folders = bodies.enumerated().map { index, body in
        plugin(
          "p\(index + 1)", hooks: "{\(name): {}}",
          main: "return { [\"\(name)\"] = function(first, ctx) \(body) end }",
          more: [more, limits].joined(separator: "\n"))
      }
      return pluginSet(folders)
    }
  }

  private static func thrown(
    _ body: () throws(PluginFailure) -> Void
  ) -> (failures: [PluginFailure], held: [String]) {
    do throws(PluginFailure) {
      try body()
      return ([], [])
    } catch {
      return ([error], [])
    }
  }

  private static let week = WorkingCalendar(id: "cn", version: "1", officialYears: [2026], days: [])

  static let hooks: [Asked] = [
    Asked(
      name: "complaint.check", more: "",
      misspelt: ("return {{ code = \"x\", severty = \"error\", message = \"m\" }}", "severity")
    ) { set in
      let answer = set.askCheck(card, context)
      return (answer.failures, answer.held)
    },
    Asked(
      name: "complaint.route", more: "",
      misspelt: ("return { unti = \"X\", because = \"x\" }", "unit")
    ) { set in
      let answer = set.askRoute(card, context)
      return (answer.failures, answer.held)
    },
    Asked(
      name: "complaint.deadline", more: "",
      misspelt: (
        "return {{ name = \"decision\", budgte = \"3 working_days\", because = \"x\" }}", "budget"
      )
    ) { set in
      let answer = set.askDeadlines(card, context, siteLimits: [], calendar: Self.week)
      return (answer.failures, answer.held)
    },
    Asked(
      name: "calendar.days", more: "calendar: {id: cn, title: {zh: 日历, en: Calendar}}",
      misspelt: ("return {{ day = first .. \"-01-01\", knd = \"holiday\" }}", "kind")
    ) { set in
      let answer = set.calendar("cn", years: 2026...2026, context)
      return (answer.failures, answer.held)
    },
    Asked(
      name: "report.x", more: "reports: {x: {title: {zh: 报告, en: Report}}}",
      misspelt: ("return { titel = \"x\", blocks = {} }", "title"),
      ask: { set in
        Self.thrown { () throws(PluginFailure) in
          _ = try set.runReport("x", context, query: FixedQuery())
        }
      }, hasOwner: true),
    Asked(
      name: "importer.x",
      more: "importers: {x: {title: {zh: 导入, en: Import}, required: [[ID, id]]}}",
      misspelt: ("return { source_id = \"7\", recieved_on = \"2026-03-02\" }", "received_on"),
      ask: { set in
        Self.thrown { () throws(PluginFailure) in
          _ = try set.importRow("x", row: [("ID", "7")], context)
        }
      }, hasOwner: true),
  ]

  @Test(arguments: hooks) func `an answer of a wrong type is an error`(asked: Asked) throws {
    for body in ["return \"text\"", "return false", "return 7"] {
      let (failures, _) = asked.ask(asked.set(body))
      #expect(failures.map(\.code) == [.wrongAnswer], "\(body)")
      let failure = try #require(failures.first)
      #expect(failure.file == "main.lua" && failure.line == 1)
    }
  }

  @Test(arguments: hooks) func `an unknown key is refused with the nearest one`(asked: Asked) {
    let (failures, _) = asked.ask(asked.set(asked.misspelt.body))
    #expect(failures.map(\.code) == [.wrongAnswer])
    let message = failures.first?.message.en ?? ""
    #expect(message.contains("did you mean `\(asked.misspelt.nearest)`?"), "\(message)")
  }

  @Test(arguments: hooks) func `a failure and a spent budget have the hook's effect`(
    asked: Asked
  ) throws {
    let effect = try #require(asked.hook?.effect)
    for (body, limits, code) in [
      ("error(\"x\")", "", PluginFailure.Code.runtime),
      ("while true do end", "limits: {instructions: 5000}", .instructions),
      ("return first.x.y.z", "", .runtime),
    ] where !(code == .runtime && body.hasPrefix("return") && asked.name.hasPrefix("complaint.")) {
      let (failures, held) = asked.ask(asked.set(body, limits: limits))
      #expect(failures.map(\.code) == [code], "\(body)")
      #expect(failures.first?.effect == effect)
      // Law stands without a plugin, so a deadline that fails does not hold the case.
      let holds = ["complaint.check": ["check_failed"], "complaint.route": ["route_failed"]]
      #expect(held == holds[asked.name] ?? [])
    }
  }

  @Test(arguments: hooks.filter(\.hasOwner)) func `two owners are both refused`(asked: Asked) {
    let (failures, _) = asked.ask(asked.set("return nil", "return nil"))
    #expect(failures.map(\.code) == [.twoOwners])
    #expect(failures.first?.message.en.contains("p1, p2") == true)
  }
}
