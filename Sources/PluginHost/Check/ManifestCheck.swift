internal import ConsumerProtection

/// What the manifest says against what the sources do.
enum ManifestCheck {
  static func findings(of manifest: PluginManifest, in folder: PluginFolder) -> [PluginProblem] {
    var problems: [PluginProblem] = []
    if manifest.id != folder.name {
      problems.append(
        PluginProblem(
          .manifest, file: "plugin.yaml",
          Phrase(
            "id 是 \(manifest.id)，文件夹名是 \(folder.name)",
            "the id is \(manifest.id), the folder is \(folder.name)")))
    }
    if let main = folder.bytes(of: "main.lua") {
      let outline = LuaOutline(main)
      for hook in manifest.hooks where HookDeclaration.named(hook.name)?.takesComplaint == true {
        problems += reads(of: hook, outline)
      }
    }
    return problems + permissions(of: manifest, in: folder)
  }

  private static func reads(
    of hook: PluginManifest.Hook, _ outline: LuaOutline
  ) -> [PluginProblem] {
    guard let function = outline.function(of: hook.name), let record = function.parameters.first
    else { return [] }
    let uses = outline.members(of: record, in: function.body)
    var problems: [PluginProblem] = []
    for use in uses where !hook.reads.contains(use.name) {
      if ComplaintFields.index(of: use.name) != nil {
        problems.append(
          PluginProblem(
            .undeclaredRead, .warning, file: "main.lua", line: use.line,
            Phrase(
              "\(hook.name) 读取了 \(use.name)，reads 未声明",
              "\(hook.name) reads \(use.name), which `reads` does not declare")))
      } else {
        let hint = Hint.phrase(use.name, in: ComplaintFields.names)
        problems.append(
          PluginProblem(
            .unknownField, file: "main.lua", line: use.line,
            Phrase(
              "投诉记录没有字段“\(use.name)”\(hint.zh)",
              "the record has no field `\(use.name)`\(hint.en)")))
      }
    }
    // A record that is handed on may be read elsewhere.
    guard !outline.escapes(record, in: afterParameters(function, outline)) else { return problems }
    for name in hook.reads where !uses.contains(where: { $0.name == name }) {
      problems.append(
        PluginProblem(
          .manifest, .warning, file: "plugin.yaml",
          Phrase(
            "\(hook.name) 声明读取 \(name)，main.lua 没有读取",
            "\(hook.name) declares the read of \(name), and main.lua never reads it")))
    }
    return problems
  }

  /// The body without the parameter list, in which the record's name stands alone.
  private static func afterParameters(
    _ function: LuaOutline.Function, _ outline: LuaOutline
  ) -> Range<Int> {
    let close = function.body.first { outline.tokens[$0].text == ")" } ?? function.body.lowerBound
    return close..<function.body.upperBound
  }

  private static func permissions(
    of manifest: PluginManifest, in folder: PluginFolder
  ) -> [PluginProblem] {
    let modules = folder.luaFiles.flatMap { LuaOutline($0.bytes).requires.map(\.name) }
    let personal = ComplaintFields.all.filter(\.isPersonal).map(\.name)
    let readsPersonalData = manifest.hooks.contains { !Set($0.reads).isDisjoint(with: personal) }
    var problems: [PluginProblem] = []
    for permission in manifest.permissions {
      let isUsed =
        switch permission {
        case .queryAggregate: modules.contains("host.query")
        case .personalDataMasked, .personalDataFull: readsPersonalData
        case .reportWrite: !manifest.reports.isEmpty
        }
      guard !isUsed else { continue }
      problems.append(
        PluginProblem(
          .manifest, .warning, file: "plugin.yaml",
          Phrase(
            "权限 \(permission.rawValue) 没有用到", "the permission \(permission.rawValue) is never used")
        ))
    }
    if modules.contains("host.query"), !manifest.permissions.contains(.queryAggregate) {
      problems.append(
        PluginProblem(
          .notPermitted, file: "plugin.yaml",
          Phrase(
            "使用 host.query 需要权限 query.aggregate",
            "host.query needs the permission query.aggregate")))
    }
    if readsPersonalData, !manifest.permissions.contains(.personalDataMasked),
      !manifest.permissions.contains(.personalDataFull)
    {
      problems.append(
        PluginProblem(
          .manifest, .warning, file: "plugin.yaml",
          Phrase(
            "reads 有个人信息而没有权限：读到的总是 nil",
            "`reads` names personal fields without a permission: they always read as nil")))
    }
    return problems
  }
}
