public import ConsumerProtection
internal import LuaBridge

/// Lua typed line by line in the sandbox of a plugin's hook, with its record, its `ctx` and its modules.
///
/// Nothing is kept but what was typed: each line runs in a new machine behind the statements before it,
/// under the hook's budget and permissions. A plain class with one owner.
public final class PluginRepl {
  /// What became of a line.
  public enum Reply: Sendable, Equatable {
    /// It ran: the value of an expression as Lua text (nil for a statement), and what it printed.
    case ran(value: String?, printed: [String])
    /// It is not finished: another line must follow.
    case incomplete
    /// It failed.
    case failed(Phrase, printed: [String])
  }

  /// The hook whose record, permissions and budget the lines get.
  public let hook: String
  private let folder: PluginFolder
  private let others: [PluginFolder]
  private let settings: JSONValue?
  private let question: HookQuestion
  private let codeTableName: (String, String) -> Phrase?
  private var statements: [String] = []
  private var printedBefore = 0
  /// The fields that the last line's run read.
  public private(set) var reads: [String] = []

  /// Prepares a conversation about one question.
  public init(
    _ folder: PluginFolder, others: [PluginFolder] = [], settings: JSONValue? = nil,
    _ question: HookQuestion, codeTableName: @escaping (String, String) -> Phrase? = { _, _ in nil }
  ) {
    self.folder = folder
    self.others = others
    self.settings = settings
    self.question = question
    self.codeTableName = codeTableName
    hook = question.hook
  }

  /// Forgets every statement.
  public func reset() {
    statements = []
    printedBefore = 0
  }

  /// Runs what was typed: an expression, or one or more statements.
  public func run(_ text: String) -> Reply {
    let expression = "return __show((\(text)\n))"
    let isExpression = syntaxProblem(in: expression) == nil
    if !isExpression, let problem = syntaxProblem(in: text) {
      let isOpen = problem.en.contains("near <eof>")
      return isOpen ? .incomplete : .failed(problem, printed: [])
    }
    let source = (statements + [isExpression ? expression : text]).joined(separator: "\n")
    let trial = self.trial(of: source)
    do throws(PluginFailure) {
      let reply = try trial.call(question)
      let printed = Array(trial.logLines.dropFirst(printedBefore)).map(\.text)
      reads = reply.fieldsRead
      guard isExpression else {
        statements.append(text)
        printedBefore = trial.logLines.count
        return .ran(value: nil, printed: printed)
      }
      if case .string(let shown) = reply.value { return .ran(value: shown, printed: printed) }
      return .ran(value: "nil", printed: printed)
    } catch {
      let printed = Array(trial.logLines.dropFirst(printedBefore)).map(\.text)
      return .failed(words(of: error), printed: printed)
    }
  }

  /// The failure in one line; the place is of the plugin's files, or none for what was typed.
  private func words(of failure: PluginFailure) -> Phrase {
    let isTyped = failure.file == nil || failure.file == "main.lua"
    let file = failure.file == Self.pluginFile ? "main.lua" : failure.file ?? ""
    let place = isTyped ? "" : "\(file):\(failure.line ?? 0): "
    return Phrase(
      "[\(failure.code)] \(place)\(failure.message.zh)",
      "[\(failure.code)] \(place)\(failure.message.en)")
  }

  private func syntaxProblem(in body: String) -> Phrase? {
    do throws(LuaFailure) {
      try LuaMachine().compile([LuaSource(name: "line", text: "\(body)\n")])
      return nil
    } catch {
      return FailureWords.phrase(for: error, code: .syntax)
    }
  }

  /// Where the plugin's own main file lies while the typed lines stand in its place.
  private static let pluginFile = "plugin.lua"

  private func trial(of body: String) -> PluginTrial {
    var files = folder.files.filter { $0.path != "main.lua" && $0.path != Self.pluginFile }
    let own = folder.bytes(of: "main.lua") ?? []
    let source = main(body)
    files.append(PluginFolder.File(path: Self.pluginFile, bytes: own))
    files.append(PluginFolder.File(path: "main.lua", bytes: Array(source.utf8)))
    let trial = PluginTrial(
      PluginFolder(path: folder.path, files: files), others: others, settings: settings)
    trial.codeTableName = codeTableName
    return trial
  }

  private func main(_ body: String) -> String {
    let modules = HostAPI.moduleNames.map { module in
      "local \(module.split(separator: ".").last ?? "") = require(\"\(module)\")"
    }
    let hooks = (try? folder.manifest.get())?.hooks.map(\.name) ?? []
    let exports = hooks.map { "[\"\($0)\"] = typed" }
    return """
      \(modules.joined(separator: "\n"))
      local plugin = require("plugin")
      \(Self.show)
      local function typed(complaint, ctx)
      \(body)
      end
      return { \(exports.joined(separator: ", ")) }
      """
  }

  /// Writes a value as Lua would be written, tables with sorted keys and at most six deep.
  private static let show = """
    local function __show(value, depth)
      depth = depth or 0
      local kind = type(value)
      if kind == "string" then return string.format("%q", value) end
      if kind ~= "table" then
        if kind == "userdata" then return "<record>" end
        if kind == "function" then return "<function>" end
        return tostring(value)
      end
      if depth >= 6 then return "{…}" end
      local parts, count = {}, 0
      for place, item in ipairs(value) do
        parts[#parts + 1] = __show(item, depth + 1)
        count = place
      end
      for key, item in pairs(value) do
        if not (math.type(key) == "integer" and key >= 1 and key <= count) then
          local name = type(key) == "string" and string.find(key, "^[%a_][%w_]*$") and key
            or "[" .. __show(key, depth + 1) .. "]"
          parts[#parts + 1] = name .. " = " .. __show(item, depth + 1)
        end
      end
      if #parts == 0 then return "{}" end
      return "{ " .. table.concat(parts, ", ") .. " }"
    end
    """
}

extension PluginTrial {
  /// Calls a hook without looking at the shape of what it returns.
  func call(_ question: HookQuestion) throws(PluginFailure) -> LuaReply {
    guard let member = plugins.member(id) else { preconditionFailure("the trial's own plugin") }
    let context = question.context
    let machine = try plugins.machine(of: member, hook: question.hook, context)
    guard let prepared = machine.hook(question.hook) else {
      throw PluginFailure.unusable(
        .unknownHook, plugin: id, version: member.version, hook: question.hook,
        Phrase("插件没有钩子 \(question.hook)", "the plugin does not answer \(question.hook)"))
    }
    let maker = FailureMaker(
      member: member, hook: question.hook, context: context, budget: prepared.budget)
    machine.state.query = FixedQuery()
    defer { machine.state.query = nil }
    do throws(LuaFailure) {
      switch question.argument {
      case .record(let record): return try machine.call(prepared, record, context)
      case .value(let value): return try machine.call(prepared, LuaValue(value), context)
      }
    } catch {
      throw maker.failure(error, whileLoading: false)
    }
  }
}
