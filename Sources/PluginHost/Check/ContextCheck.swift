internal import ConsumerProtection

/// What the hooks read of `ctx`: its fields, the settings and the parameters, against what there is.
enum ContextCheck {
  static func findings(of manifest: PluginManifest, in folder: PluginFolder) -> [PluginProblem] {
    guard let main = folder.bytes(of: "main.lua"), let schema = try? SettingsSchema.read(in: folder)
    else { return [] }
    let outline = LuaOutline(main)
    var problems: [PluginProblem] = []
    for hook in manifest.hooks {
      guard let function = outline.function(of: hook.name) else { continue }
      if let first = function.parameters.first {
        problems += subject(of: hook.name, first, in: function.body, outline)
      }
      guard function.parameters.count > 1 else { continue }
      let context = function.parameters[1]
      problems += fields(of: context, in: function.body, outline)
      problems += settings(schema, of: context, in: function.body, outline)
      problems += parameters(of: hook.name, manifest, context, in: function.body, outline)
    }
    return problems + unread(schema, in: folder)
  }

  private static func fields(
    of context: String, in body: Range<Int>, _ outline: LuaOutline
  ) -> [PluginProblem] {
    let known = HostAPI.contextFields.map(\.name) + HostAPI.contextFunctionNames
    return outline.members(of: context, in: body).filter { !known.contains($0.name) }.map { use in
      let hint = Hint.phrase(use.name, in: known)
      return PluginProblem(
        .unknownField, file: "main.lua", line: use.line,
        Phrase("ctx 没有字段“\(use.name)”\(hint.zh)", "ctx has no field `\(use.name)`\(hint.en)"))
    }
  }

  private static func settings(
    _ schema: SettingsSchema, of context: String, in body: Range<Int>, _ outline: LuaOutline
  ) -> [PluginProblem] {
    // Settings that the schema does not name but admits are known to the site alone.
    guard schema.others == .refused else { return [] }
    let known = schema.properties.map(\.name)
    let uses = outline.members(of: "settings", behind: context, in: body)
    return uses.filter { !known.contains($0.name) }.map { use in
      let hint = Hint.phrase(use.name, in: known)
      return PluginProblem(
        .settings, file: "main.lua", line: use.line,
        Phrase(
          "\(SettingsSchema.file) 没有设置“\(use.name)”\(hint.zh)",
          "\(SettingsSchema.file) has no setting `\(use.name)`\(hint.en)"))
    }
  }

  private static func parameters(
    of hook: String, _ manifest: PluginManifest, _ context: String, in body: Range<Int>,
    _ outline: LuaOutline
  ) -> [PluginProblem] {
    let offers =
      manifest.reports.map { ("report.\($0.id)", $0) }
      + manifest.commands.map { ("command.\($0.id)", $0) }
    let declared = HookDeclaration.named(hook)?.params ?? []
    let offer = offers.first { $0.0 == hook }?.1
    guard offer != nil || !declared.isEmpty else { return [] }
    let known = declared.map(\.name) + (offer?.parameters.map(\.name) ?? [])
    let uses = outline.members(of: "params", behind: context, in: body)
    return uses.filter { !known.contains($0.name) }.map { use in
      let hint = Hint.phrase(use.name, in: known)
      return PluginProblem(
        .unknownField, file: "main.lua", line: use.line,
        Phrase(
          "\(hook) 没有参数“\(use.name)”\(hint.zh)", "\(hook) has no parameter `\(use.name)`\(hint.en)")
      )
    }
  }

  /// Fields of a hook's own subject, such as a claim, that do not exist.
  private static func subject(
    of hook: String, _ variable: String, in body: Range<Int>, _ outline: LuaOutline
  ) -> [PluginProblem] {
    guard let subject = HookDeclaration.named(hook)?.subject else { return [] }
    let known = subject.fields.map(\.name)
    return outline.members(of: variable, in: body).filter { !known.contains($0.name) }.map { use in
      let hint = Hint.phrase(use.name, in: known)
      return PluginProblem(
        .unknownField, file: "main.lua", line: use.line,
        Phrase(
          "\(subject.name) 没有字段“\(use.name)”\(hint.zh)",
          "\(subject.name) has no field `\(use.name)`\(hint.en)"))
    }
  }

  /// The settings that numbers of the plugin's regime name: the host reads those.
  private static func lowering(in folder: PluginFolder) -> Set<String> {
    guard let manifest = try? folder.manifest.get(), let regime = manifest.regime,
      let file = try? RegimeFile.read(in: folder, regime, plugin: manifest.id)
    else { return [] }
    return Set(file.table.quantities.compactMap(\.setting))
  }

  /// Settings that no file of the plugin names at all.
  private static func unread(
    _ schema: SettingsSchema, in folder: PluginFolder
  ) -> [PluginProblem] {
    let words = Set(folder.luaFiles.flatMap { LuaOutline($0.bytes).tokens.map(\.text) })
      .union(lowering(in: folder))
    return schema.properties.filter { !words.contains($0.name) }.map { property in
      PluginProblem(
        .settings, .warning, file: SettingsSchema.file,
        Phrase(
          "没有代码读取设置 \(property.name)", "no code reads the setting \(property.name)"))
    }
  }
}

extension LuaOutline {
  /// The members of `variable.field`, and of each local that `local x = variable.field` made.
  func members(of field: String, behind variable: String, in range: Range<Int>) -> [Use] {
    var uses: [Use] = []
    for place in range where isMember(field, of: variable, at: place) {
      let next = place + 3
      if tokens.indices.contains(next + 1), tokens[next].kind == .symbol,
        tokens[next].text == ".", tokens[next + 1].kind == .name
      {
        uses.append(Use(name: tokens[next + 1].text, line: tokens[next + 1].line))
      }
      let isWhole =
        !tokens.indices.contains(next) || tokens[next].kind != .symbol
        || ![".", "[", ":", "("].contains(tokens[next].text)
      if isWhole, place >= range.lowerBound + 3, tokens[place - 1].text == "=",
        tokens[place - 2].kind == .name, tokens[place - 3].text == "local"
      {
        uses += members(of: tokens[place - 2].text, in: range)
      }
    }
    return uses
  }

  /// Whether `variable.field` stands there.
  private func isMember(_ field: String, of variable: String, at place: Int) -> Bool {
    guard tokens.indices.contains(place + 2), tokens[place].kind == .name,
      tokens[place].text == variable, tokens[place + 1].text == ".",
      tokens[place + 2].text == field
    else { return false }
    return place == 0 || ![".", ":"].contains(tokens[place - 1].text)
  }
}
