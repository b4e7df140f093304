internal import ConsumerProtection
internal import LuaBridge

/// Compiles every file and loads the main file, under the budget of a load.
enum LoadCheck {
  static func findings(of manifest: PluginManifest, in folder: PluginFolder) -> [PluginProblem] {
    let broken = folder.luaFiles.compactMap { syntaxProblem(in: $0) }
    guard broken.isEmpty else { return broken }
    // A set without members: the plugin is loaded whatever the site or its dependencies would say.
    let set = PluginSet(folders: [], site: [])
    let member = PluginMember(
      site: SitePlugin(id: folder.name, digest: nil), folder: folder, manifest: manifest,
      settings: .object([]), failure: nil)
    let day = CivilDay(number: 0)
    let context = HookContext(now: Instant(milliseconds: 0), today: day, day: day)
    do throws(LuaFailure) {
      _ = try PluginMachine(member, in: set, context)
      return []
    } catch {
      let maker = FailureMaker(member: member, hook: nil, context: context, budget: .load)
      let failure = maker.failure(error, whileLoading: true)
      return [
        PluginProblem(
          failure.code, file: failure.file ?? "main.lua", line: failure.line,
          column: failure.column, failure.message)
      ]
    }
  }

  /// A file compiled as the body of a function that is never called: its lines keep their numbers.
  private static func syntaxProblem(in file: PluginFolder.File) -> PluginProblem? {
    let wrapped = Array("local function _() ".utf8) + file.bytes + Array("\nend return {}".utf8)
    do throws(LuaFailure) {
      let machine = try LuaMachine()
      _ = try machine.load([LuaSource(name: file.path, bytes: wrapped)], main: file.path)
      return nil
    } catch {
      guard error.kind == .syntax || error.kind == .sourceLimit else { return nil }
      return PluginProblem(
        error.kind == .syntax ? .syntax : .sourceLimit, file: file.path, line: error.line,
        FailureWords.phrase(for: error, code: .syntax))
    }
  }
}
