import ConsumerProtection
import Reporting
import Testing

@testable import PluginHost

/// Every hook of the table on both engines: what a plugin says, and how it fails, must not depend on
/// the process that it runs in.
@Suite struct HookIsolationTests {
  /// A way to answer, or not to.
  enum Case: String, CaseIterable {
    case noOpinion, oneAnswer, twoAgree, twoDiffer, wrongType, unknownKey, unknownField
    case failure, failureWithCode, spentInstructions, spentMemory
  }

  /// All that the site hears of one question; bytes held depend on the process and are left out.
  struct Heard: Equatable {
    var value = ""
    var held: [String] = []
    var record: DecisionRecord?
    var failures: [PluginFailure] = []
    var blocks: [String] = []

    init<Value>(_ answer: HookAnswer<Value>, in words: (Value) -> String = { "\($0)" }) {
      value = words(answer.value)
      held = answer.held
      record = answer.record
      take(answer.failures)
    }

    init(_ body: () throws -> String) {
      do {
        value = try body()
      } catch let failure as PluginFailure {
        take([failure])
      } catch WritingError<Never>.plugin(let failure) {
        take([failure])
      } catch {
        value = "\(error)"
      }
    }

    private mutating func take(_ found: [PluginFailure]) {
      failures = found.map(\.withoutMemory)
      blocks = failures.flatMap { failure in
        Language.allCases.map { failure.block(in: $0, showInput: true) }
      }
    }
  }

  private static func name(_ hook: HookDeclaration) -> String {
    hook.isFamily ? hook.prefix + "x" : hook.name
  }

  private func folder(_ hook: HookDeclaration, _ place: Int, _ body: String, limits: String)
    -> PluginFolder
  {
    let name = Self.name(hook)
    let title = "title: {zh: 例, en: Example}"
    let section =
      switch hook.name {
      case "score.<scheme>": "scores: {x: {\(title)}}"
      case "report.<id>": "reports: {x: {\(title)}}"
      case "writer.<format>": "writers: {x: {\(title)}}"
      case "command.<name>": "commands: {x: {\(title)}}"
      case "importer.<id>": "importers: {x: {\(title), required: [ID]}}"
      case "calendar.days": "calendar: {id: cn, \(title)}"
      default: ""
      }
    return plugin(
      "p\(place)", hooks: place == 1 ? "{\(name): {}}" : "{\(name): {after: [p\(place - 1)]}}",
      main: """
        local M = {}

        local function deep(first)
          error("boom " .. type(first))
        end

        function M.answer(first, ctx)
          \(body)
        end

        M.unused = deep

        return { ["\(name)"] = M.answer }
        """, more: [section, limits].filter { !$0.isEmpty }.joined(separator: "\n"))
  }

  private func bodies(_ hook: HookDeclaration, _ which: Case) -> [String] {
    let answer = HookAnswers.body(hook)
    return switch which {
    case .noOpinion: ["return nil"]
    case .oneAnswer: [answer]
    case .twoAgree: [answer, answer]
    case .twoDiffer: [answer, HookAnswers.body(hook, b: true)]
    case .wrongType: ["return 5"]
    case .unknownKey: [HookAnswers.body(hook, extra: ", becuase = 1")]
    case .unknownField: ["return ctx.settngs"]
    case .failure: ["deep(first)"]
    case .failureWithCode: ["ctx.fail(\"no_date\", \"没有日期\")"]
    case .spentInstructions: ["while true do end"]
    case .spentMemory: ["local t = {} while true do t[#t + 1] = (\"x\"):rep(10000) .. #t end"]
    }
  }

  private func hear(
    _ hook: HookDeclaration, _ which: Case, _ isolation: SitePlugin.Isolation
  ) -> Heard {
    let limits =
      switch which {
      case .spentInstructions: "limits: {instructions: 5000}"
      case .spentMemory: "limits: {instructions: 20000000, memory_kib: 4096}"
      default: ""
      }
    let folders = bodies(hook, which).enumerated().map {
      folder(hook, $0.offset + 1, $0.element, limits: limits)
    }
    let set = PluginSet(
      folders: folders,
      site: folders.map { SitePlugin(id: $0.name, digest: $0.digest, isolation: isolation) })
    set.workerExecutable = workerProgram
    return ask(hook, set)
  }

  private func ask(_ hook: HookDeclaration, _ set: PluginSet) -> Heard {
    let week = WorkingCalendar(id: "cn", version: "1", officialYears: [2026], days: [])
    switch hook.name {
    case "complaint.check": return Heard(set.askCheck(card, context))
    case "complaint.route": return Heard(set.askRoute(card, context))
    case "complaint.deadline": return Heard(set.askDeadlines(card, context, calendar: week))
    case "calendar.days":
      return Heard(set.calendar("cn", years: 2026...2026, context)) { calendar in
        // A set has no order to print in.
        guard let calendar else { return "none" }
        let days = calendar.exceptions.map { "\($0)" }.sorted()
        return "\(calendar.officialYears.sorted()) \(days)"
      }
    case "report.<id>":
      return Heard { "\(try set.runReport("x", context, query: FixedQuery()))" }
    case "command.<name>":
      return Heard { "\(try set.runCommand("x", context, query: FixedQuery()))" }
    case "importer.<id>":
      return Heard { "\(try set.importRow("x", row: [("ID", "7")], context))" }
    case "writer.<format>":
      return Heard {
        var text = ""
        try set.write(Self.document, as: "x", context) { (bytes: [UInt8]) throws(Never) in
          text += String(decoding: bytes, as: UTF8.self) + ";"
        }
        return text
      }
    default: return Heard(set.askShaped(Self.name(hook), HookAnswers.question(hook), context))
    }
  }

  /// More rows than one batch, so that a stream of pieces goes to the writer.
  private static let document = Document(
    id: "d", title: "T",
    blocks: [
      .table(
        Table(
          id: "t", title: "rows", columns: [.init(key: "n", title: "N", kind: .count)],
          rows: (1...450).map { [.count($0)] }))
    ], provenance: .init(institution: "bank"))

  /// Hooks that only one plugin may answer.
  private static func isOwned(_ hook: HookDeclaration) -> Bool {
    hook.rule == .oneOwner
      || ["report.", "command.", "importer.", "writer."].contains(hook.prefix)
  }

  @Test(arguments: HookDeclaration.all)
  func `a hook is answered alike in process and in a worker, in every case`(hook: HookDeclaration) {
    for which in Case.allCases {
      let here = hear(hook, which, .inProcess)
      let there = hear(hook, which, .worker)
      #expect(here == there, "\(which)")
      #expect(here.failures.map(\.code) == codes(hook, which), "\(which): \(here.blocks)")
      for failure in there.failures {
        #expect(failure.effect == hook.effect, "\(which)")
        #expect(failure.hook == Self.name(hook), "\(which)")
      }
    }
  }

  @Test(arguments: HookDeclaration.all)
  func `an answer from a worker says something`(hook: HookDeclaration) {
    let silent = hear(hook, .noOpinion, .worker)
    let answered = hear(hook, .oneAnswer, .worker)
    #expect(answered.value != silent.value)
    if !Self.isOwned(hook) {
      #expect(hear(hook, .twoAgree, .worker).value == answered.value)
      let differing = hear(hook, .twoDiffer, .worker)
      #expect(differing != answered)
    }
  }

  private func codes(_ hook: HookDeclaration, _ which: Case) -> [PluginFailure.Code] {
    switch which {
    case .noOpinion:
      ["report.", "command.", "importer."].contains(hook.prefix) ? [.wrongAnswer] : []
    case .oneAnswer: []
    case .twoAgree, .twoDiffer:
      Self.isOwned(hook)
        ? Array(repeating: .twoOwners, count: hook.rule == .oneOwner ? 2 : 1) : []
    case .wrongType: [.wrongAnswer]
    // A writer's answer is text and has no keys.
    case .unknownKey: hook.prefix == "writer." ? [] : [.wrongAnswer]
    case .unknownField: [.unknownField]
    case .failure: [.runtime]
    case .failureWithCode: [.failed]
    case .spentInstructions: [.instructions]
    case .spentMemory: [.memory]
    }
  }
}

extension PluginFailure {
  /// The failure without the bytes that were held, which depend on earlier calls and on the process.
  fileprivate var withoutMemory: PluginFailure {
    PluginFailure(
      code: code, plugin: plugin, version: version, hook: hook, caseID: caseID, file: file,
      line: line, column: column, message: message, isMessagePersonal: isMessagePersonal,
      pluginCode: pluginCode, source: source, traceback: traceback, fieldsRead: fieldsRead,
      usage: usage.map {
        Usage(
          instructions: $0.instructions, instructionsMax: $0.instructionsMax, memoryKiB: 0,
          memoryKiBMax: $0.memoryKiBMax)
      }, effect: effect, repeatCommand: repeatCommand)
  }
}
