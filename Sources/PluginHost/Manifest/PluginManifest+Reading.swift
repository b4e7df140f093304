internal import ConsumerProtection

extension PluginFolder {
  /// Reads `plugin.yaml`; every problem at once.
  static func manifest(in files: [File]) -> Result<PluginManifest, PluginProblems> {
    guard let file = files.first(where: { $0.path == "plugin.yaml" }) else {
      return .failure(
        PluginProblems([
          PluginProblem(
            .manifest, file: "plugin.yaml", Phrase("没有 plugin.yaml", "there is no plugin.yaml"))
        ]))
    }
    do {
      let root = try YAMLValue.read(file.bytes, file: file.path)
      var reader = ManifestReader(root)
      return .success(try reader.manifest())
    } catch {
      return .failure(error)
    }
  }
}

/// Reads a manifest key by key.
struct ManifestReader {
  static let keys = [
    "id", "version", "api", "title", "description", "license", "author", "hooks", "permissions",
    "depends", "limits", "calendar", "regime", "importers", "reports",
    "commands", "writers", "scores", "optional",
  ]

  private var fields = FieldReader(file: "plugin.yaml")
  private let root: YAMLValue

  init(_ root: YAMLValue) { self.root = root }

  mutating func manifest() throws(PluginProblems) -> PluginManifest {
    _ = fields.object(root, "plugin.yaml", keys: Self.keys)
    let identity = identity()
    let title = required("title").flatMap { fields.phrase($0, "title") }
    let hooks = root["hooks"].map { readHooks($0) } ?? []
    let permissions = readPermissions()
    let depends = readDepends()
    let limits = root["limits"].map { readLimits($0) } ?? .none
    let calendar = root["calendar"].flatMap { readCalendar($0) }
    let regime = root["regime"].flatMap { readRegime($0) }
    let importers = root["importers"].map { readImporters($0) } ?? []
    let reports = root["reports"].map { readReports($0, "reports") } ?? []
    let commands = root["commands"].map { readReports($0, "commands") } ?? []
    let writers = root["writers"].map { readReports($0, "writers") } ?? []
    let scores = root["scores"].map { readReports($0, "scores") } ?? []
    let description = root["description"].flatMap { fields.phrase($0, "description") }
    let license = root["license"].flatMap { fields.text($0, "license") }
    let author = root["author"].flatMap { fields.text($0, "author") }
    let isOptional = root["optional"].flatMap { fields.boolean($0, "optional") } ?? false
    check(hooks, calendar: calendar, regime: regime, importers: importers)
    for (key, hook, offers) in [
      ("reports", "report.", reports), ("commands", "command.", commands),
      ("writers", "writer.", writers), ("scores", "score.", scores),
    ] {
      check(hooks, key, hook, ids: offers.map(\.id))
    }
    guard fields.problems.isEmpty, let identity, let title else {
      throw PluginProblems(fields.problems)
    }
    var manifest = PluginManifest(
      id: identity.id, version: identity.version, api: identity.api, title: title,
      summary: description, license: license, author: author, hooks: hooks,
      permissions: permissions, depends: depends, limits: limits, calendar: calendar,
      regime: regime, importers: importers, reports: reports, commands: commands, writers: writers,
      scores: scores)
    manifest.isOptional = isOptional
    return manifest
  }

  private mutating func required(_ key: String) -> YAMLValue? {
    if let value = root[key] { return value }
    fields.missing(key, in: root, "plugin.yaml")
    return nil
  }

  private mutating func identity() -> (id: String, version: PluginVersion, api: APILevel)? {
    let id = required("id").flatMap { value -> String? in
      guard let text = fields.text(value, "id") else { return nil }
      guard PluginManifest.isIdentifier(text) else {
        fields.report(
          value, "id“\(text)”不合规：用小写字母开头的词、数字和 -，以点相连，如 acme.cards",
          "the id `\(text)` is not one: lower-case words, digits and -, joined by dots, as acme.cards"
        )
        return nil
      }
      return text
    }
    let version = required("version").flatMap { value -> PluginVersion? in
      let version = value.written.flatMap { PluginVersion($0) }
      if version == nil {
        fields.report(value, "version 应为 x.y.z，如 1.4.0", "version must be x.y.z, as 1.4.0")
      }
      return version
    }
    let api = required("api").flatMap { value -> APILevel? in
      let level = value.written.flatMap { APILevel($0) }
      if level == nil {
        fields.report(value, "api 应为 \"1.0\"", "api must be \"1.0\"")
      }
      return level
    }
    guard let id, let version, let api else { return nil }
    return (id, version, api)
  }

  private mutating func readHooks(_ value: YAMLValue) -> [PluginManifest.Hook] {
    var hooks: [PluginManifest.Hook] = []
    for entry in fields.object(value, "hooks", keys: nil) {
      guard let declared = HookDeclaration.named(entry.key) else {
        unknownHook(entry)
        continue
      }
      let path = "hooks.\(entry.key)"
      var parts: [String: [String]] = [:]
      for part in fields.object(entry.value, path, keys: ["after", "before", "reads"]) {
        parts[part.key] = fields.texts(part.value, "\(path).\(part.key)")
        if part.key == "reads" { check(reads: part.value, of: declared, path) }
      }
      hooks.append(
        PluginManifest.Hook(
          name: entry.key, after: parts["after"] ?? [], before: parts["before"] ?? [],
          reads: parts["reads"] ?? [], line: entry.line))
    }
    return hooks
  }

  private mutating func unknownHook(_ entry: YAMLValue.Entry) {
    let names = HookDeclaration.all.map(\.name)
    let nearest = Nearest.match(of: entry.key, in: names)
    fields.report(
      entry.line, entry.column,
      Phrase(
        "没有钩子“\(entry.key)”"
          + (nearest.map { "；是否为 \($0)？" } ?? "；可用：\(names.joined(separator: "、"))"),
        "there is no hook `\(entry.key)`"
          + (nearest.map { "; did you mean `\($0)`?" }
            ?? "; hooks: \(names.joined(separator: ", "))")))
  }

  private mutating func check(reads value: YAMLValue, of hook: HookDeclaration, _ path: String) {
    let known = hook.takesComplaint ? ComplaintFields.names : []
    guard case .list(let items) = value.content else { return }
    for item in items {
      guard case .text(let name) = item.content, !known.contains(name) else { continue }
      guard hook.takesComplaint else {
        fields.report(
          item, "\(hook.name) 没有投诉记录，不能声明 reads",
          "\(hook.name) gets no record, so it has no reads")
        return
      }
      let nearest = Nearest.match(of: name, in: known)
      fields.report(
        item, "投诉记录没有字段“\(name)”" + (nearest.map { "；是否为 \($0)？" } ?? ""),
        "the record has no field `\(name)`" + (nearest.map { "; did you mean `\($0)`?" } ?? ""))
    }
  }

  private mutating func readPermissions() -> [PluginManifest.Permission] {
    guard let value = root["permissions"] else { return [] }
    return fields.list(value, "permissions").compactMap {
      fields.choice($0, "permissions", of: PluginManifest.Permission.self)
    }
  }

  private mutating func readDepends() -> [PluginDependency] {
    guard let value = root["depends"] else { return [] }
    var depends: [PluginDependency] = []
    for item in fields.list(value, "depends") {
      guard let text = fields.text(item, "depends") else { continue }
      guard let dependency = PluginDependency(text) else {
        fields.report(
          item, "depends“\(text)”应写作 \"cn.calendar >= 1.0\"、\"? 可选\" 或 \"! 不相容\"",
          "depends `\(text)`: write \"cn.calendar >= 1.0\", \"? optional\" or \"! incompatible\"")
        continue
      }
      depends.append(dependency)
    }
    return depends
  }

  private mutating func readLimits(_ value: YAMLValue) -> PluginManifest.Limits {
    let bounds = [
      "instructions": 1...1_000_000_000, "memory_kib": 64...1_048_576, "wall_ms": 1...600_000,
    ]
    var numbers: [String: Int] = [:]
    for entry in fields.object(value, "limits", keys: ["instructions", "memory_kib", "wall_ms"]) {
      guard let bound = bounds[entry.key] else { continue }
      numbers[entry.key] = fields.integer(
        entry.value, "limits.\(entry.key)", min: bound.lowerBound, max: bound.upperBound)
    }
    return PluginManifest.Limits(
      instructions: numbers["instructions"], memoryKiB: numbers["memory_kib"],
      wallMilliseconds: numbers["wall_ms"])
  }

  private mutating func readCalendar(_ value: YAMLValue) -> PluginManifest.Calendar? {
    let entries = fields.object(value, "calendar", keys: ["id", "title", "rest_days"])
    var (id, title): (String?, Phrase?)
    var restDays: Set<Int> = [6, 7]
    for entry in entries {
      switch entry.key {
      case "id": id = fields.text(entry.value, "calendar.id")
      case "title": title = fields.phrase(entry.value, "calendar.title")
      default:
        restDays = Set(
          fields.list(entry.value, "calendar.rest_days").compactMap {
            fields.integer($0, "calendar.rest_days", min: 1, max: 7)
          })
      }
    }
    requireKeys(["id", "title"], in: entries, of: value, "calendar")
    guard let id, let title else { return nil }
    return PluginManifest.Calendar(id: id, title: title, restDays: restDays)
  }

  private mutating func readRegime(_ value: YAMLValue) -> PluginManifest.Regime? {
    let entries = fields.object(value, "regime", keys: ["id", "file"])
    var texts: [String: String] = [:]
    for entry in entries { texts[entry.key] = fields.text(entry.value, "regime.\(entry.key)") }
    requireKeys(["id", "file"], in: entries, of: value, "regime")
    guard let id = texts["id"], let file = texts["file"] else { return nil }
    return PluginManifest.Regime(id: id, file: file)
  }

  private mutating func readImporters(_ value: YAMLValue) -> [PluginManifest.Importer] {
    var importers: [PluginManifest.Importer] = []
    for entry in fields.object(value, "importers", keys: nil) {
      let path = "importers.\(entry.key)"
      let parts = fields.object(entry.value, path, keys: ["title", "required"])
      requireKeys(["title"], in: parts, of: entry.value, path)
      var (title, required): (Phrase?, [[String]]) = (nil, [])
      for part in parts {
        if part.key == "title" {
          title = fields.phrase(part.value, "\(path).title")
        } else {
          for item in fields.list(part.value, "\(path).required") {
            if case .list = item.content {
              required.append(fields.texts(item, "\(path).required"))
            } else if let name = fields.text(item, "\(path).required") {
              required.append([name])
            }
          }
        }
      }
      guard let title else { continue }
      importers.append(PluginManifest.Importer(id: entry.key, title: title, required: required))
    }
    return importers
  }

  private mutating func readReports(
    _ value: YAMLValue, _ section: String
  ) -> [PluginManifest.Report] {
    var reports: [PluginManifest.Report] = []
    for entry in fields.object(value, section, keys: nil) {
      let path = "\(section).\(entry.key)"
      let parts = fields.object(entry.value, path, keys: ["title", "params"])
      requireKeys(["title"], in: parts, of: entry.value, path)
      var (title, parameters): (Phrase?, [PluginManifest.Parameter]) = (nil, [])
      for part in parts {
        if part.key == "title" {
          title = fields.phrase(part.value, "\(path).title")
        } else {
          parameters = readParameters(part.value, "\(path).params")
        }
      }
      guard let title else { continue }
      reports.append(PluginManifest.Report(id: entry.key, title: title, parameters: parameters))
    }
    return reports
  }

  private mutating func readParameters(
    _ value: YAMLValue, _ path: String
  ) -> [PluginManifest.Parameter] {
    var parameters: [PluginManifest.Parameter] = []
    for entry in fields.object(value, path, keys: nil) {
      let parts = fields.object(
        entry.value, "\(path).\(entry.key)", keys: ["type", "default", "title"])
      requireKeys(["type"], in: parts, of: entry.value, "\(path).\(entry.key)")
      var (kind, initial, title): (PluginManifest.Parameter.Kind?, YAMLValue?, Phrase?)
      for part in parts {
        let place = "\(path).\(entry.key).\(part.key)"
        switch part.key {
        case "type":
          kind = fields.choice(part.value, place, of: PluginManifest.Parameter.Kind.self)
        case "default": initial = part.value
        default: title = fields.phrase(part.value, place)
        }
      }
      guard let kind else { continue }
      var value: JSONValue?
      if let initial {
        value = kind.value(of: initial)
        if value == nil {
          fields.report(
            initial, "\(path).\(entry.key).default 与 type \(kind.rawValue) 不符",
            "\(path).\(entry.key).default is not of type \(kind.rawValue)")
        }
      }
      parameters.append(
        PluginManifest.Parameter(name: entry.key, kind: kind, initial: value, title: title))
    }
    return parameters
  }

  private mutating func requireKeys(
    _ keys: [String], in entries: [YAMLValue.Entry], of value: YAMLValue, _ path: String
  ) {
    for key in keys where !entries.contains(where: { $0.key == key }) {
      fields.missing(key, in: value, path)
    }
  }

  /// What one key promises another must declare.
  private mutating func check(
    _ hooks: [PluginManifest.Hook], calendar: PluginManifest.Calendar?,
    regime: PluginManifest.Regime?, importers: [PluginManifest.Importer]
  ) {
    let names = Set(hooks.map(\.name))
    pair("calendar", calendar != nil, "calendar.days", names)
    pair("regime", regime != nil, "complaint.deadline", names)
    check(hooks, "importers", "importer.", ids: importers.map(\.id))
  }

  /// Each id of a section needs its hook, and each hook of that family its id.
  private mutating func check(
    _ hooks: [PluginManifest.Hook], _ key: String, _ prefix: String, ids: [String]
  ) {
    let names = Set(hooks.map(\.name))
    for id in ids { pair(key, true, prefix + id, names) }
    for name in hooks.map(\.name) where name.hasPrefix(prefix) {
      pair(key, ids.contains(String(name.dropFirst(prefix.count))), name, names)
    }
  }

  private mutating func pair(_ key: String, _ isThere: Bool, _ hook: String, _ names: Set<String>) {
    if isThere, !names.contains(hook), let value = root[key] {
      fields.report(
        value, "有 \(key) 就要在 hooks 中声明 \(hook)", "\(key) needs the hook \(hook) in hooks")
    }
    if !isThere, names.contains(hook), root[key] == nil, hook != "complaint.deadline",
      let value = root["hooks"]
    {
      fields.report(value, "钩子 \(hook) 需要 \(key)", "the hook \(hook) needs `\(key)`")
    }
  }
}

extension PluginManifest.Parameter.Kind {
  /// The value of a default, nil when it is of another kind.
  func value(of yaml: YAMLValue) -> JSONValue? {
    switch (self, yaml.json) {
    case (.text, .text(let text)): .text(text)
    case (.integer, .integer(let integer)): .integer(integer)
    case (.boolean, .boolean(let boolean)): .boolean(boolean)
    case (.day, _): yaml.written.flatMap { CivilDay(iso: $0) }.map { .text($0.iso) }
    case (.list, .array(let values)):
      values.allSatisfy { $0.text != nil } ? .array(values) : nil
    default: nil
    }
  }
}
