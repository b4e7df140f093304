internal import ConsumerProtection
internal import EventLedger
internal import PluginHost
internal import Yams

extension SiteFile {
  /// Reads the text of a site file; every problem is reported at once, with line and column.
  ///
  /// - Throws: `XB-102` with one line for each problem.
  public init(text: String, path: String) throws(Failure) {
    var reader = SiteFileReader(path: path)
    guard let root = reader.root(of: text), let site = reader.site(root), reader.problems.isEmpty
    else { throw reader.failure() }
    self = site
  }
}

/// Walks the YAML tree and collects what is wrong, with places.
struct SiteFileReader {
  let path: String
  var problems: [(line: Int, column: Int, text: Phrase)] = []

  mutating func root(of text: String) -> Node? {
    do {
      let tree = Constructor([:], [:], [:])
      guard let node = try Yams.compose(yaml: text, .basic, tree, .utf8) else {
        problems.append((1, 1, Phrase("文件为空", "the file is empty")))
        return nil
      }
      return node
    } catch let error as YamlError {
      let mark = Self.mark(of: error)
      problems.append((mark.line, mark.column, Phrase("不是有效的 YAML", "this is no valid YAML")))
    } catch {
      problems.append((1, 1, Phrase("不是有效的 YAML：\(error)", "this is no valid YAML: \(error)")))
    }
    return nil
  }

  private static func mark(of error: YamlError) -> (line: Int, column: Int) {
    switch error {
    case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _):
      (mark.line, mark.column)
    default: (1, 1)
    }
  }

  func failure() -> Failure {
    let sorted = problems.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
    func text(_ language: Language) -> String {
      sorted.map { "\(path):\($0.line):\($0.column): \($0.text.text(in: language))" }
        .joined(separator: "\n")
    }
    return Failure(
      "XB-102", problem: Phrase("站点文件有误：\n\(text(.zh))", "The site file is wrong:\n\(text(.en))"),
      remedy: Phrase(
        "请按 docs/reference/site-file.md 修改上述各行", "Mend these lines; see docs/reference/site-file.md"
      ))
  }

  mutating func site(_ root: Node) -> SiteFile? {
    guard let map = mapping(root, "xiaobao.yaml") else { return nil }
    refuseUnknown(
      map,
      [
        "version", "institution", "zone", "language", "plugins", "rules", "规则", "labels", "limits",
        "policy", "handling", "intake",
        "checkpoints", "trust", "privacy", "key",
      ])
    if let version = map["version"], Self.integer(version) != 1 {
      note(version, "本程序只认识 version: 1", "this program knows version: 1 only")
    }
    let institution = institution(map["institution"], root)
    let language = choice(map["language"], Language.allCases.map(\.rawValue), "zh")
    let plugins = sequence(map["plugins"]).compactMap { plugin($0) }
    let labels = labels(map["labels"])
    return SiteFile(
      institution: institution, zone: text(map["zone"]) ?? "Asia/Shanghai",
      language: Language(rawValue: language) ?? .zh,
      plugins: plugins, rules: rules(map["rules"] ?? map["规则"], labels, plugins), labels: labels,
      limits: sequence(map["limits"]).compactMap { limit($0) },
      policy: policy(
        map["policy"], handling: handling(map["handling"]),
        intake: intake(map["intake"], headOffice: institution.headOffice)),
      privacy: privacy(map["privacy"]), key: key(map["key"]),
      checkpointFolder: checkpointFolder(map["checkpoints"]),
      trust: sequence(map["trust"]).compactMap { trustedKey($0) })
  }

  private mutating func privacy(_ node: Node?) -> PrivacyPolicy {
    guard let node, let map = mapping(node, "privacy") else { return PrivacyPolicy() }
    refuseUnknown(map, ["reveals_per_day"])
    guard let given = map["reveals_per_day"] else { return PrivacyPolicy() }
    guard let cap = Self.integer(given), cap > 0 else {
      note(given, "reveals_per_day 应为正整数", "reveals_per_day is a positive whole number")
      return PrivacyPolicy()
    }
    return PrivacyPolicy(revealsPerDay: cap)
  }

  /// `{file}`, `{environment}`, `{command: [...]}` or `{shares: [a, b]}`.
  private mutating func key(_ node: Node?) -> KeyPlace? {
    guard let node, let map = mapping(node, "key") else { return nil }
    refuseUnknown(map, ["file", "environment", "command", "shares"])
    guard map.count == 1 else {
      note(
        node, "key 只写一项：file、environment、command 或 shares",
        "key has one entry: file, environment, command or shares")
      return nil
    }
    if let file = map["file"] { return text(file).map { .file($0) } }
    if let name = map["environment"] { return text(name).map { .environment($0) } }
    if let command = map["command"] {
      let words = sequence(command).compactMap { text($0) }
      guard words.first?.hasPrefix("/") == true else {
        note(
          command, "command 应为列表，首项为程序的绝对路径",
          "command is a list that begins with a program's full path")
        return nil
      }
      return .command(words)
    }
    let shares = sequence(map["shares"]).compactMap { text($0) }
    guard shares.count == 2 else {
      note(node, "shares 应为两份密钥份额的文件", "shares names two files")
      return nil
    }
    return .shares(shares[0], shares[1])
  }

  private mutating func trustedKey(_ node: Node) -> TrustedKey? {
    guard let map = mapping(node, "trust") else { return nil }
    refuseUnknown(map, ["name", "key"])
    guard let name = text(map["name"]), let written = map["key"], let key = text(written) else {
      note(node, "受信任的密钥应有 name 与 key", "a trusted key has a name and a key")
      return nil
    }
    guard let read = PluginKey(key) else {
      note(
        written, "key 应为 ed25519: 加 64 位十六进制", "key must be ed25519: and 64 hex digits")
      return nil
    }
    return TrustedKey(name: name, key: read)
  }

  private mutating func checkpointFolder(_ node: Node?) -> String? {
    guard let node, let map = mapping(node, "checkpoints") else { return nil }
    refuseUnknown(map, ["folder"])
    guard let folder = text(map["folder"]) else {
      if map["folder"] == nil {
        note(node, "checkpoints 缺少 folder（目录）", "checkpoints lacks its folder")
      }
      return nil
    }
    return folder
  }

  private mutating func institution(_ node: Node?, _ root: Node) -> SiteFile.Institution {
    guard let node, let map = mapping(node, "institution") else {
      if node == nil { note(root, "缺少 institution", "institution is missing") }
      return SiteFile.Institution(id: "", name: Phrase(same: ""), headOffice: "HQ")
    }
    refuseUnknown(map, ["id", "name", "name_en", "head_office"])
    guard let name = text(map["name"]) else {
      note(node, "缺少 institution.name（机构名称）", "institution.name is missing")
      return SiteFile.Institution(id: "", name: Phrase(same: ""), headOffice: "HQ")
    }
    return SiteFile.Institution(
      id: text(map["id"]) ?? "bank", name: Phrase(name, text(map["name_en"]) ?? name),
      headOffice: text(map["head_office"]) ?? "HQ")
  }

  private mutating func plugin(_ node: Node) -> SitePlugin? {
    guard let map = mapping(node, "plugins") else { return nil }
    refuseUnknown(map, ["id", "digest", "enforcement", "role", "settings", "isolation"])
    guard let id = text(map["id"]) else {
      note(node, "插件缺少 id", "a plugin lacks its id")
      return nil
    }
    var digest: PluginDigest?
    if let given = map["digest"], let value = text(given) {
      digest = PluginDigest(value)
      if digest == nil {
        note(given, "digest 应为 sha256: 加 64 位十六进制", "digest must be sha256: and 64 hex digits")
      }
    }
    let (enforcement, hooks) = enforcement(map["enforcement"])
    let role = choice(map["role"], SitePlugin.Role.allCases.map(\.rawValue), "overlay")
    let isolation = choice(
      map["isolation"], SitePlugin.Isolation.allCases.map(\.rawValue), "")
    return SitePlugin(
      id: id, digest: digest,
      enforcement: enforcement,
      role: SitePlugin.Role(rawValue: role) ?? .overlay,
      settings: map["settings"].map { json($0) },
      isolation: SitePlugin.Isolation(rawValue: isolation), line: node.mark?.line,
      hookEnforcement: hooks)
  }

  private mutating func rules(
    _ node: Node?, _ labels: [String: [String: String]], _ plugins: [SitePlugin]
  ) -> [RuleTable] {
    guard let node else { return [] }
    var reader = RuleTableReader(
      file: SiteFile.fileName, labels: labels, codeTable: CodeTables.named)
    let tables = reader.tables(of: node)
    for problem in reader.problems {
      problems.append((problem.line ?? 1, problem.column ?? 1, problem.problem))
    }
    for table in tables where plugins.contains(where: { $0.id == table.id }) {
      problems.append(
        (
          table.line, 1,
          Phrase("已有插件用了编号“\(table.id)”", "a plugin has the id `\(table.id)` already")
        ))
    }
    return tables
  }

  /// A word, or `{default: …, HOOK: …}`.
  private mutating func enforcement(
    _ node: Node?
  ) -> (SitePlugin.Enforcement, [String: SitePlugin.Enforcement]) {
    let words = SitePlugin.Enforcement.allCases.map(\.rawValue)
    guard let node, let map = node.mapping else {
      let word = choice(node, words, "mandatory")
      return (SitePlugin.Enforcement(rawValue: word) ?? .mandatory, [:])
    }
    var (rest, hooks) = (SitePlugin.Enforcement.mandatory, [String: SitePlugin.Enforcement]())
    for (key, value) in map {
      let name = key.string ?? ""
      let word = SitePlugin.Enforcement(rawValue: choice(value, words, "mandatory")) ?? .mandatory
      if name == "default" {
        rest = word
      } else if HookDeclaration.named(name) != nil {
        hooks[name] = word
      } else {
        let known = HookDeclaration.all.filter { !$0.isFamily }.map(\.name) + ["default"]
        let hint = Nearest.match(of: name, in: known)
        note(
          key, "没有钩子“\(name)”" + (hint.map { "；是否为 \($0)？" } ?? ""),
          "there is no hook `\(name)`" + (hint.map { "; did you mean \($0)?" } ?? ""))
      }
    }
    return (rest, hooks)
  }

  private mutating func labels(_ node: Node?) -> [String: [String: String]] {
    guard let node, let tables = mapping(node, "labels") else { return [:] }
    refuseUnknown(
      tables, ["intake_channel", "business_channel", "business_class", "cause", "region"])
    var labels: [String: [String: String]] = [:]
    for (table, entries) in tables {
      guard let name = table.string, let map = mapping(entries, "labels") else { continue }
      for (label, key) in map {
        if let label = label.string, let key = text(key) { labels[name, default: [:]][label] = key }
      }
    }
    return labels
  }

  private mutating func limit(_ node: Node) -> SiteLimit? {
    guard let map = mapping(node, "limits") else { return nil }
    refuseUnknown(map, ["name", "budget", "basis", "from", "until"])
    guard let name = text(map["name"]), let budgetNode = map["budget"],
      let budgetText = text(budgetNode)
    else {
      note(node, "时限须有 name 与 budget", "a limit needs name and budget")
      return nil
    }
    do throws(BudgetError) {
      let budget = try Budget(budgetText)
      let basis = map["basis"].flatMap { phrase($0) } ?? Phrase("本行规定", "the bank's own rule")
      return SiteLimit(
        name: name, budget: budget, basis: basis, from: day(map["from"]), until: day(map["until"]),
        line: node.mark?.line)
    } catch {
      note(budgetNode, error.problem.zh, error.problem.en)
      return nil
    }
  }

  private mutating func policy(
    _ node: Node?, handling: HandlingPolicy, intake: IntakePolicy
  ) -> Policy {
    var policy = policy(node, handling: handling)
    policy.intake = intake
    return policy
  }

  private mutating func policy(_ node: Node?, handling: HandlingPolicy) -> Policy {
    guard let node, let map = mapping(node, "policy") else { return Policy(handling: handling) }
    refuseUnknown(
      map,
      [
        "roll_over_holidays", "backdating_days", "calendar", "unreachable_attempts",
        "first_resolution_days",
      ])
    var backdating: Int? = Policy().backdatingDaysMax
    if let given = map["backdating_days"] {
      if given.string == "unlimited" {
        backdating = nil
      } else if let days = Self.integer(given), days >= 0 {
        backdating = days
      } else {
        note(
          given, "backdating_days 应为天数或 unlimited",
          "backdating_days is a number of days or unlimited")
      }
    }
    var rolls = false
    if let given = map["roll_over_holidays"] {
      if let flag = Self.flag(given) {
        rolls = flag
      } else {
        note(given, "应为 true 或 false", "true or false is expected")
      }
    }
    var policy = Policy(
      rollsOverHolidays: rolls, calendarID: text(map["calendar"]) ?? "cn",
      backdatingDaysMax: backdating, handling: handling)
    policy.unreachableAttempts = count(map["unreachable_attempts"], "unreachable_attempts")
    policy.firstResolutionDays = count(map["first_resolution_days"], "first_resolution_days")
    return policy
  }

  /// A whole number from 1 on.
  private mutating func count(_ node: Node?, _ name: String) -> Int? {
    guard let node else { return nil }
    if let number = Self.integer(node), (1...10_000).contains(number) { return number }
    note(node, "\(name) 应为 1 以上的整数", "\(name) is a whole number from 1 on")
    return nil
  }

  // MARK: small parts

  private mutating func day(_ node: Node?) -> CivilDay? {
    guard let node, let text = text(node) else { return nil }
    guard let day = CivilDay(iso: text) else {
      note(node, "没有这一天：\(text)", "there is no such day: \(text)")
      return nil
    }
    return day
  }

  private mutating func phrase(_ node: Node) -> Phrase? {
    if let text = node.string { return Phrase(same: text) }
    guard let map = mapping(node, "basis"), let zh = text(map["zh"]) else { return nil }
    return Phrase(zh, text(map["en"]) ?? zh)
  }

  mutating func mapping(_ node: Node, _ name: String) -> Node.Mapping? {
    guard let map = node.mapping else {
      note(node, "\(name) 应为键值表", "\(name) must be a mapping")
      return nil
    }
    return map
  }

  mutating func sequence(_ node: Node?) -> [Node] {
    guard let node else { return [] }
    guard let sequence = node.sequence else {
      note(node, "此处应为列表", "a list is expected here")
      return []
    }
    return Array(sequence)
  }

  mutating func text(_ node: Node?) -> String? {
    guard let node else { return nil }
    guard let text = node.string, !text.isEmpty else {
      note(node, "此处应为文本", "a text is expected here")
      return nil
    }
    return text
  }

  mutating func choice(_ node: Node?, _ allowed: [String], _ fallback: String) -> String {
    guard let node, let text = text(node) else { return fallback }
    guard allowed.contains(text) else {
      let list = allowed.joined(separator: ", ")
      note(node, "“\(text)”不可用；可用：\(list)", "`\(text)` is not one of: \(list)")
      return fallback
    }
    return text
  }

  mutating func refuseUnknown(_ map: Node.Mapping, _ known: [String]) {
    for (key, _) in map {
      guard let name = key.string, !known.contains(name) else { continue }
      let hint = Nearest.match(of: name, in: known)
      note(
        key, "没有“\(name)”这一项" + (hint.map { "；是否为 \($0)？" } ?? ""),
        "there is no `\(name)` here" + (hint.map { "; did you mean \($0)?" } ?? ""))
    }
  }

  private func json(_ node: Node) -> JSONValue {
    switch node {
    case .mapping(let map):
      .object(map.map { JSONValue.Member($0.key.string ?? "", json($0.value)) })
    case .sequence(let sequence): .array(sequence.map { json($0) })
    case .scalar, .alias:
      if let flag = Self.flag(node) {
        .boolean(flag)
      } else if let integer = Self.integer(node) {
        .integer(Int64(integer))
      } else if let word = Self.plain(node), let number = Double(word), number.isFinite {
        .number(number)
      } else {
        .text(node.string ?? "")
      }
    }
  }

  /// A word without quotes: only such a word may be a number or a truth value (YAML 1.2). The site file
  /// is read at every start, so Yams' resolver with its regular expressions stays out.
  private static func plain(_ node: Node) -> String? {
    guard let scalar = node.scalar, [.plain, .any].contains(scalar.style) else { return nil }
    return scalar.string
  }

  static func integer(_ node: Node) -> Int? { plain(node).flatMap { Int($0) } }

  private static func flag(_ node: Node) -> Bool? {
    switch plain(node) {
    case "true": true
    case "false": false
    default: nil
    }
  }

  mutating func note(_ node: Node, _ zh: String, _ en: String) {
    problems.append((node.mark?.line ?? 1, node.mark?.column ?? 1, Phrase(zh, en)))
  }
}
