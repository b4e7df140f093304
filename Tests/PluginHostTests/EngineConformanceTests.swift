import ConsumerProtection
import Foundation
import LuaBridge
import Testing

@testable import PluginHost

/// Where the program stands that workers are made of.
let workerProgram = Bundle.module.bundleURL.deletingLastPathComponent()
  .appending(path: "xiaobao").path(percentEncoded: false)

/// The two engines.
enum EngineKind: String, CaseIterable, Sendable {
  case inProcess, worker

  func engine(_ setup: EngineSetup, _ bodies: EngineBodies) throws -> any PluginEngine {
    switch self {
    case .inProcess: try LuaEngine(setup, bodies)
    case .worker: try WorkerEngine(setup, bodies, executable: workerProgram)
    }
  }
}

/// One plugin on one engine, with what it logged.
final class EnginePlugin {
  private(set) var engine: any PluginEngine
  private let logged: Log
  private var numbers: [String: Int] = [:]
  let contextLayout = PluginMachine.newContextLayout()
  static let layout = LuaRecordLayout(
    name: "complaint", fields: ["amount", "product", "unit", "synthetic"], undeclared: ["cause"])

  final class Log { var lines: [String] = [] }
  var log: [String] { logged.lines }

  init(
    _ kind: EngineKind, main: String, settings: LuaValue = .nil,
    executable: String = workerProgram, onLog: @escaping (String) -> Void = { _ in }
  ) throws {
    let log = Log()
    logged = log
    let line: (String) -> Void = { text in
      log.lines.append(text)
      onLog(text)
    }
    let set = PluginSet(folders: [], site: [])
    let state = HostState(
      set: set, plugin: "test", locale: LocaleTexts(of: folder("test", [:])), context: context)
    var functions = HostAPI.bodies(for: state)
    functions["host.i18n.name"] = HostBody { (values) throws(HostFunctionError) in
      if values.first == .string("none") { throw HostFunctionError("no table", code: "x", cost: 7) }
      return HostReply(.table(LuaTable(items: values)), cost: 11)
    }
    let bodies = EngineBodies(
      functions: functions,
      context: [
        "log": HostBody { (values) throws(HostFunctionError) in
          line("ctx \(values)")
          return HostReply(.nil)
        }
      ], log: line)
    let setup = EngineSetup(
      sources: [LuaSource(name: "main.lua", text: main)], settings: settings, budget: .load,
      refusals: [:], memoryMax: 16 << 20, contextLayout: contextLayout)
    engine =
      kind == .inProcess
      ? try LuaEngine(setup, bodies) : try WorkerEngine(setup, bodies, executable: executable)
  }

  func call(
    _ name: String = "run", _ argument: EngineArgument = .value(.nil), budget: LuaBudget = .hook,
    refusals: [String: String] = [:], seed: UInt64 = 7
  ) throws(LuaFailure) -> LuaReply {
    let key = "\(name) \(budget) \(refusals.keys.sorted())"
    let number =
      numbers[key]
      ?? engine.prepare(
        EngineHook(name: name, layout: Self.layout, budget: budget, refusals: refusals))
    numbers[key] = number
    var record = LuaRecord(contextLayout)
    record.setText(0, "2026-03-02T04:00:00Z")
    record.setText(5, "test")
    if let pin = engine.settings { record.set(PluginMachine.settingsSlot, .pinned(pin)) }
    return try engine.call(number, argument, record, seed: seed)
  }

  static var record: EngineArgument {
    var record = LuaRecord(layout)
    record.set("amount", .integer(Int64.min))
    record.set("product", .text("信用卡\u{0}x"))
    record.set("synthetic", .boolean(true))
    return .record(record)
  }
}

/// What both engines must agree on: all but clocks and bytes held.
struct Answered: Equatable {
  var reply: [LuaValue] = []
  var failure: [String?] = []
  var frames: [LuaFailure.Frame] = []
  var reads: [[String]] = []
  var instructions = 0
  var log: [String] = []

  init(_ plugin: EnginePlugin, _ body: () throws(LuaFailure) -> LuaReply) {
    do throws(LuaFailure) {
      let answer = try body()
      reply = [answer.value, answer.second]
      reads = [answer.fieldsRead, answer.contextFieldsRead]
      instructions = answer.meters.instructions
    } catch {
      failure = [
        error.kind.rawValue, error.message, error.code, error.file, error.line.map { "\($0)" },
      ]
      frames = error.traceback
      reads = [error.fieldsRead]
      instructions = error.meters.instructions
    }
    log = plugin.log
  }
}

/// Calls that look at every way a value, a failure or a host function can go between script and host.
private let calls: [(name: String, body: String)] = [
  ("nothing", "return nil"),
  ("two results", "return {unit = 'HQ', because = 'x'}, 'why'"),
  (
    "every kind of value",
    "return {1, 2.5, -0.0, 1e308, true, false, '\\0\\255', {}, {a = {b = {1}}}}"
  ),
  ("integers at both ends", "return {math.maxinteger, math.mininteger, 1 << 53}"),
  ("reads", "return {c.amount, c.product, c.unit, c.synthetic}"),
  ("pairs of a record", "local t = {} for k, v in pairs(c) do t[#t + 1] = k end return t"),
  ("context", "return {ctx.now, ctx.plugin, ctx.settings.list[2], ctx.params}"),
  ("settings are read-only", "ctx.settings.list[1] = 2"),
  ("random numbers", "return {ctx.random(1000), math.random(1000), ctx.random()}"),
  ("a pure module", "return require('host.text').fold('ＡＴＭ　１２')"),
  ("a module of the host", "return require('host.i18n').name('cause', 'C')"),
  ("a refusal of the host", "return require('host.i18n').name('none', 'C')"),
  ("a refusal that is caught", "return {pcall(require('host.i18n').name, 'none', 'C')}"),
  (
    "many calls of the host", "local n = require('host.i18n').name for i = 1, 50 do n('a', 'b') end"
  ),
  ("log and print", "ctx.log('一') print('two', 3) return 1"),
  ("a wrong argument", "return require('host.date').add('x', 1)"),
  ("an undeclared field", "return c.cause"),
  ("an unknown field", "return c.amonut"),
  ("an error", "local function deep() error('boom') end deep()"),
  ("an error with a code", "ctx.fail('no_date', '没有日期')"),
  ("an error that is no text", "error({})"),
  ("an index of nil", "local x = nil return x.y"),
  ("a function as answer", "return function() end"),
  ("a cycle as answer", "local t = {} t.t = t return t"),
  ("a handle as answer", "return c"),
  ("a budget", "while true do end"),
  ("memory", "local t = {} while true do t[#t + 1] = ('x'):rep(10000) .. #t end"),
  ("a hole", "return {1, nil, 3}"),
  ("a large answer", "local t = {} for i = 1, 3000 do t[i] = ('投诉'):rep(20) end return t"),
  ("a large text", "return ('x'):rep(3 << 20)"),
]

@Suite struct EngineConformanceTests {
  private static let main =
    "local M = {}\n"
    + calls.enumerated().map { "M.call\($0.offset) = function(c, ctx) \($0.element.body) end" }
    .joined(separator: "\n") + "\nreturn M"

  private static let settings = LuaValue.table(
    LuaTable(["list": .table(LuaTable(items: [.integer(1), .string("二")]))]))

  @Test func `both engines answer, fail, read, count and log alike`() throws {
    let plugins = try EngineKind.allCases.map {
      try EnginePlugin($0, main: Self.main, settings: Self.settings)
    }
    // The second round finds a used machine.
    for round in 1...2 {
      for (place, call) in calls.enumerated() {
        let answers = plugins.map { plugin in
          Answered(plugin) { () throws(LuaFailure) in
            try plugin.call("call\(place)", EnginePlugin.record)
          }
        }
        #expect(answers[0] == answers[1], "\(call.name), round \(round)")
        #expect(answers[0].instructions > 0, "\(call.name)")
      }
    }
    #expect(plugins[0].log.contains("two\t3"))
  }

  @Test(arguments: [
    "local M = {} M.x = y.z return M", "return 5", "syntax error here", "return {run = 5}",
    "require 'os' return {}", "while true do end", "error('加载')",
  ])
  func `both engines fail alike to load`(main: String) throws {
    let failures = EngineKind.allCases.map { kind -> [String?] in
      do {
        let plugin = try EnginePlugin(kind, main: main)
        return plugin.engine.exports.entries.map { "\($0.name) \($0.kind) \($0.function == nil)" }
      } catch let failure as LuaFailure {
        return [
          failure.kind.rawValue, failure.message, failure.file, failure.line.map { "\($0)" },
          failure.column.map { "\($0)" }, "\(failure.meters.instructions)",
        ]
      } catch {
        return ["\(error)"]
      }
    }
    #expect(failures[0] == failures[1])
  }

  @Test func `a hook that may not call a host function is refused on both sides of the channel`()
    throws
  {
    for kind in EngineKind.allCases {
      let plugin = try EnginePlugin(
        kind, main: "return {run = function() return require('host.i18n').name('a', 'b') end}")
      let refusals = ["host.i18n.name": "not here"]
      let failure = #expect(throws: LuaFailure.self) { try plugin.call(refusals: refusals) }
      #expect(failure?.kind == .notPermitted)
      #expect(failure?.message == "not here")
      #expect(try plugin.call().value != .nil)
    }
  }

  @Test func `every probe ends in its class, under twice its limits, in a worker too`() throws {
    let main =
      "local M = {}\n"
      + sandboxProbes.enumerated().map {
        "M.probe\($0.offset) = function() \($0.element.body) end"
      }.joined(separator: "\n")
      + "\nM.fine = function() return ('x'):rep(3) .. #table.pack(1, 2) end\nreturn M"
    let plugin = try EnginePlugin(.worker, main: main)
    let process = (plugin.engine as? WorkerEngine)?.processNumber
    for (place, probe) in sandboxProbes.enumerated() {
      do throws(LuaFailure) {
        let reply = try plugin.call("probe\(place)", budget: probe.budget)
        #expect(probe.kinds.isEmpty && reply.value == .string(""), "\(probe.name)")
        #expect(reply.meters.overTwice(probe.budget) == [], "\(probe.name)")
      } catch {
        #expect(probe.kinds.contains(error.kind), "\(probe.name): \(error)")
        #expect(!error.message.contains("0x"))
        #expect(error.meters.overTwice(probe.budget) == [], "\(probe.name)")
        #expect(error.meters.instructions > 0 && error.meters.memoryPeakBytes > 0, "\(probe.name)")
      }
      #expect(try plugin.call("fine").value == .string("xxx2"), "after \(probe.name)")
    }
    // The sandbox held them all: the process of the first is that of the last.
    #expect((plugin.engine as? WorkerEngine)?.processNumber == process)
  }

  @Test func `a set gives the same answers and records from both engines`() throws {
    let routing = try RepositoryPlugins.folder("cn.branch-routing")
    let calendar = try RepositoryPlugins.folder("cn.calendar")
    let limits = try RepositoryPlugins.folder("cn.complaint-limits")
    func set(_ isolation: SitePlugin.Isolation) -> PluginSet {
      let set = PluginSet(
        folders: [calendar, limits, routing],
        site: [calendar, limits, routing].map {
          SitePlugin(
            id: $0.name, digest: $0.digest, role: $0.name == limits.name ? .regime : .overlay,
            isolation: isolation)
        })
      set.workerExecutable = workerProgram
      return set
    }
    let sets = [set(.inProcess), set(.worker)]
    let calendars = sets.map { $0.calendar("cn", years: 2025...2027, context).value }
    let answers = try sets.map { set in
      let calendar = try #require(calendars[0])
      return (
        set.askRoute(card, context), set.askCheck(card, context),
        set.askDeadlines(card, context, siteLimits: [], calendar: calendar)
      )
    }
    #expect(calendars[0] == calendars[1])
    #expect(answers[0].0.record == answers[1].0.record)
    #expect(answers[0].0.failures == [] && answers[1].0.failures == [])
    #expect(answers[0].1.record == answers[1].1.record)
    #expect(answers[0].2.value == answers[1].2.value)
    #expect(answers[0].2.record == answers[1].2.record)
    #expect(answers[0].2.record?.asked.first?.instructions ?? 0 > 0)
  }
}
