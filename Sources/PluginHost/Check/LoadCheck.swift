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

  private static func syntaxProblem(in file: PluginFolder.File) -> PluginProblem? {
    do throws(LuaFailure) {
      try LuaMachine().compile([LuaSource(name: file.path, bytes: file.bytes)])
      return nil
    } catch {
      return PluginProblem(
        error.kind == .syntax ? .syntax : .sourceLimit, file: file.path, line: error.line,
        column: error.column, FailureWords.phrase(for: error, code: .syntax))
    }
  }
}
