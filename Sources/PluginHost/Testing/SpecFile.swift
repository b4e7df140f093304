internal import ConsumerProtection
internal import LuaBridge

/// A `tests/*_spec.lua`: what it describes, found by running its outline without any test.
struct SpecFile {
  /// One `it`.
  struct Test {
    /// The key under which the runner finds its function.
    let key: String
    /// The words of all `describe` around it and its own.
    let name: String
    let line: Int
  }

  let file: PluginFolder.File
  let tests: [Test]

  /// Loads the file in the sandbox, as a plugin is loaded.
  ///
  /// - Throws: The one place where loading stopped.
  init(_ file: PluginFolder.File, of folder: PluginFolder) throws(PluginProblems) {
    self.file = file
    let machine = try SpecMachine(file, folder: folder, asking: nil)
    tests = machine.exports.entries.map { entry in
      // A key is a number of six digits, a blank and the name.
      Test(key: entry.name, name: String(entry.name.dropFirst(7)), line: entry.line ?? 1)
    }
  }
}

/// The machine in which a spec runs: the sandbox of plugins with the words of a spec beside it.
struct SpecMachine {
  let lua: LuaMachine
  let exports: LuaExports
  /// The host functions look at it, so it lives as long as the machine.
  private let set = PluginSet(folders: [], site: [])
  private let asking: SpecAsking

  static let mainName = "spec.lua"
  static let supportName = "host/spec.lua"

  init(
    _ file: PluginFolder.File, folder: PluginFolder, asking: SpecAsking?,
    recordsCoverage: Bool = false
  ) throws(PluginProblems) {
    guard file.path.utf8.dropLast(4).allSatisfy(Self.isOfModule) else {
      throw PluginProblems([Self.unfitName(file.path)])
    }
    let module = file.path.dropLast(4).split(separator: "/").joined(separator: ".")
    let words = HostAPI.specWords.map(\.name)
    let sources =
      folder.luaSources + [
        LuaSource(name: file.path, bytes: file.bytes),
        LuaSource(name: Self.supportName, text: SpecWords.source),
        LuaSource(
          name: Self.mainName,
          text: """
            local spec = require("host.spec")
            \(words.joined(separator: ", ")) = \(words.map { "spec.\($0)" }.joined(separator: ", "))
            require("\(module)")
            return spec.tests()
            """),
      ]
    self.asking = asking ?? SpecAsking()
    let state = HostState(
      set: set, plugin: folder.name, locale: LocaleTexts(of: folder), context: .ofTest())
    state.hook = "spec"
    do throws(LuaFailure) {
      lua = try LuaMachine(
        modules: HostAPI.modules(HostAPI.bodies(for: state)) + [self.asking.module],
        coverage: recordsCoverage)
      let refusals = [
        "host.ask.ask": "ask may be called inside it(…) only",
        "host.ask.fails": "fails may be called inside it(…) only",
      ]
      exports = try lua.load(
        sources, main: Self.mainName, allowance: lua.allowance(refusing: refusals))
    } catch {
      throw PluginProblems([
        PluginProblem(
          error.kind == .syntax ? .syntax : .loadFailed, file: error.file ?? file.path,
          line: error.line, column: error.column, FailureWords.phrase(for: error, code: .loadFailed)
        )
      ])
    }
  }

  /// What `require` admits in a name, and the slash for its dot.
  private static func isOfModule(_ byte: UInt8) -> Bool {
    (97...122).contains(byte) || (48...57).contains(byte) || byte == 95 || byte == 47
  }

  private static func unfitName(_ path: String) -> PluginProblem {
    PluginProblem(
      .loadFailed, file: path,
      Phrase(
        "规格文件的名称只用小写字母、数字和 _，如 tests/route_spec.lua",
        "a spec's name has lower-case letters, digits and _ only, as tests/route_spec.lua"))
  }
}
