internal import ConsumerProtection

/// Names in the Lua files that do not exist.
enum SourceCheck {
  static func findings(in folder: PluginFolder) -> [PluginProblem] {
    folder.luaFiles.flatMap { file in
      let outline = LuaOutline(file.bytes)
      return globals(outline, file.path) + members(outline, file.path)
        + requires(outline, file.path, folder)
    }
  }

  private static func globals(_ outline: LuaOutline, _ file: String) -> [PluginProblem] {
    let known = HostAPI.globals.map(\.name)
    let reads = outline.reads.filter { !known.contains($0.name) }.map { use in
      let hint = Hint.phrase(use.name, in: known + outline.declared.sorted())
      return PluginProblem(
        .runtime, file: file, line: use.line,
        Phrase(
          "没有全局变量“\(use.name)”\(hint.zh)", "there is no global `\(use.name)`\(hint.en)"))
    }
    let writes = outline.writes.map { use in
      PluginProblem(
        .runtime, file: file, line: use.line,
        Phrase(
          "给全局变量“\(use.name)”赋值：请用 local", "the global `\(use.name)` is assigned: use a local"))
    }
    return reads + writes
  }

  /// `string.dump`, `date.prase`: members that a library or a host module does not have.
  private static func members(_ outline: LuaOutline, _ file: String) -> [PluginProblem] {
    var known: [(variable: String, title: String, members: [String])] = HostAPI.globals.filter {
      !$0.members.isEmpty && !outline.declared.contains($0.name)
    }.map { ($0.name, $0.name, $0.members) }
    for (variable, module) in outline.modules.sorted(by: { $0.key < $1.key })
    where HostAPI.moduleNames.contains(module) {
      known.append(
        (variable, module, HostAPI.functions.filter { $0.module == module }.map(\.name)))
    }
    return known.flatMap { variable, title, members in
      outline.members(of: variable).filter { !members.contains($0.name) }.map { use in
        let hint = Hint.phrase(use.name, in: members)
        return PluginProblem(
          .runtime, file: file, line: use.line,
          Phrase(
            "\(title) 没有函数“\(use.name)”\(hint.zh)",
            "\(title) has no function `\(use.name)`\(hint.en)"
          ))
      }
    }
  }

  private static func requires(
    _ outline: LuaOutline, _ file: String, _ folder: PluginFolder
  ) -> [PluginProblem] {
    let own = folder.luaFiles.map { source in
      String(source.path.dropLast(4)).split(separator: "/").joined(separator: ".")
    }
    return outline.requires.filter {
      !own.contains($0.name) && !HostAPI.moduleNames.contains($0.name)
    }.map { use in
      let hint = Hint.phrase(use.name, in: HostAPI.moduleNames + own)
      return PluginProblem(
        .loadFailed, file: file, line: use.line,
        Phrase("没有模块“\(use.name)”\(hint.zh)", "there is no module `\(use.name)`\(hint.en)"))
    }
  }
}

/// Codes without a text, and texts in one language only.
enum LocaleCheck {
  static func findings(in folder: PluginFolder, _ locale: LocaleTexts) -> [PluginProblem] {
    var problems: [PluginProblem] = []
    for code in locale.codes {
      for (language, other) in [(Language.zh, Language.en), (.en, .zh)]
      where locale.has(code, language) && !locale.has(code, other) {
        problems.append(
          PluginProblem(
            .manifest, .warning, file: "locale/\(language.rawValue).yaml",
            line: locale.lines[language]?[code],
            Phrase(
              "“\(code)”在 \(other.rawValue).yaml 中没有", "`\(code)` is not in \(other.rawValue).yaml")
          ))
      }
    }
    for file in folder.luaFiles {
      let outline = LuaOutline(file.bytes)
      let translator = outline.modules.first { $0.value == "host.i18n" }?.key
      for use in outline.localeCodes(translator: translator) {
        let missing = Language.allCases.filter { !locale.has(use.name, $0) }.map(\.rawValue)
        guard !missing.isEmpty else { continue }
        let hint = Hint.phrase(use.name, in: locale.codes)
        let files = missing.map { "locale/\($0).yaml" }
        problems.append(
          PluginProblem(
            .manifest, file: file.path, line: use.line,
            Phrase(
              "代码“\(use.name)”在 \(files.joined(separator: "、")) 中没有文字\(hint.zh)",
              "the code `\(use.name)` has no text in \(files.joined(separator: ", "))\(hint.en)")))
      }
    }
    return problems
  }
}

extension PluginFolder {
  /// The Lua files that run.
  var luaFiles: [File] {
    files.filter { $0.path.hasSuffix(".lua") && PluginDigest.counts($0.path) }
  }
}
