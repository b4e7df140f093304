internal import ConsumerProtection

/// Uses of what the API deprecates.
enum DeprecationCheck {
  static func findings(
    of manifest: PluginManifest, in folder: PluginFolder, _ list: [HostAPI.Deprecation]
  ) -> [PluginProblem] {
    guard !list.isEmpty else { return [] }
    var problems: [PluginProblem] = []
    for hook in manifest.hooks {
      let names = [hook.name, HookDeclaration.named(hook.name)?.name]
      guard let old = list.first(where: { names.contains($0.name) }) else { continue }
      problems.append(problem(old, file: "plugin.yaml", line: nil))
    }
    for file in folder.luaFiles {
      let outline = LuaOutline(file.bytes)
      for (variable, module) in outline.modules.sorted(by: { $0.key < $1.key }) {
        problems += uses(of: module, by: variable, outline, file.path, list)
      }
      guard file.path == "main.lua" else { continue }
      for hook in manifest.hooks {
        guard let function = outline.function(of: hook.name) else { continue }
        let parameters = function.parameters
        if let record = parameters.first, HookDeclaration.named(hook.name)?.takesComplaint == true {
          problems += uses(
            of: "complaint", by: record, outline, file.path, list, in: function.body)
        }
        if parameters.count > 1 {
          problems += uses(
            of: "ctx", by: parameters[1], outline, file.path, list, in: function.body)
        }
      }
    }
    return problems
  }

  private static func uses(
    of group: String, by variable: String, _ outline: LuaOutline, _ file: String,
    _ list: [HostAPI.Deprecation], in range: Range<Int>? = nil
  ) -> [PluginProblem] {
    outline.members(of: variable, in: range).compactMap { use in
      list.first { $0.name == "\(group).\(use.name)" }.map {
        problem($0, file: file, line: use.line)
      }
    }
  }

  private static func problem(
    _ old: HostAPI.Deprecation, file: String, line: Int?
  ) -> PluginProblem {
    PluginProblem(
      .deprecated, .warning, file: file, line: line,
      Phrase(
        "\(old.name) 自 API \(old.since) 起不建议使用：\(old.instead.zh)",
        "\(old.name) is deprecated since API \(old.since): \(old.instead.en)"))
  }
}
