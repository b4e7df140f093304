internal import ConsumerProtection

/// Reads `limits.yaml` row by row.
struct RegimeReader {
  private static let keys = [
    "id", "obligation", "budget", "start", "applies", "extends", "approvers", "notice", "reason",
    "in_force", "citation", "note", "calendar", "step", "states_day", "contents", "exempts",
  ]

  private let root: YAMLValue
  private var fields: FieldReader

  init(_ root: YAMLValue, file: String) {
    self.root = root
    fields = FieldReader(file: file)
  }

  mutating func regime(id: String, plugin: String) throws(PluginProblems) -> RegimeFile {
    let file = fields.file
    _ = fields.object(root, file, keys: ["version", "rows", "clock", "quantities"])
    if root["version"]?.content != .integer(1) {
      fields.report(root["version"] ?? root, "version 应为 1", "version must be 1")
    }
    var (rows, applies, lines): ([Limit], [RegimeFile.Applies], [Int]) = ([], [], [])
    for (place, item) in fields.list(root["rows"] ?? root, "rows").enumerated() {
      guard let (row, when) = row(item, "rows[\(place + 1)]") else { continue }
      rows.append(row)
      applies.append(when)
      lines.append(item.line)
    }
    var (clock, clockLines): ([ClockRule], [String: Int]) = ([], [:])
    let items = root["clock"].map { fields.list($0, "clock") } ?? []
    for (place, item) in items.enumerated() {
      guard let rule = clockRule(item, "clock[\(place + 1)]") else { continue }
      clock.append(rule)
      clockLines[rule.id] = item.line
    }
    var quantities: [Quantity] = []
    if let list = root["quantities"] {
      for (place, item) in fields.list(list, "quantities").enumerated() {
        if let number = quantity(item, "quantities[\(place + 1)]") { quantities.append(number) }
      }
    }
    guard fields.problems.isEmpty else { throw PluginProblems(fields.problems) }
    do {
      return RegimeFile(
        plugin: plugin, file: file,
        table: try RegimeTable(id: id, rows: rows, clock: clock).with(quantities: quantities),
        applies: applies, lines: lines)
    } catch {
      let line = rows.firstIndex { $0.id == error.row }.map { lines[$0] } ?? clockLines[error.row]
      throw PluginProblems([
        PluginProblem(
          .manifest, file: file, line: line,
          Phrase("行 \(error.row)：\(error.problem.zh)", "row \(error.row): \(error.problem.en)"))
      ])
    }
  }

  private mutating func row(
    _ item: YAMLValue, _ path: String
  ) -> (Limit, RegimeFile.Applies)? {
    _ = fields.object(item, path, keys: Self.keys)
    guard case .map = item.content else { return nil }
    let id = required("id", item, path).flatMap { fields.text($0, "\(path).id") }
    let name = required("obligation", item, path).flatMap {
      fields.text($0, "\(path).obligation")
    }
    let terms = terms(item, path)
    // A step whose day the message alone states has no budget of its own.
    let budget =
      terms.statedDay == .free
      ? Budget.naturalDays(Budget.countMax)
      : required("budget", item, path).flatMap { self.budget($0, "\(path).budget") }
    let trigger = item["start"].map { fields.choice($0, "\(path).start", of: Limit.Trigger.self) }
    let applies = item["applies"].map { self.applies($0, "\(path).applies") } ?? .onSelection
    let extends = item["extends"].flatMap { fields.text($0, "\(path).extends") }
    let force = required("in_force", item, path).flatMap { self.force($0, "\(path).in_force") }
    let citation = required("citation", item, path).flatMap {
      self.citation($0, "\(path).citation")
    }
    let note = item["note"].flatMap { fields.phrase($0, "\(path).note") }
    let approvers = item["approvers"].map { self.approvers($0, "\(path).approvers") } ?? []
    let notice = item["notice"].flatMap { fields.boolean($0, "\(path).notice") } ?? false
    let reason = item["reason"].flatMap { fields.boolean($0, "\(path).reason") } ?? false
    guard let id, let name, let budget, let force, let citation else { return nil }
    var transferredBy: [Transferor] = []
    if case .transferred(let list) = applies { transferredBy = list }
    var limit = Limit(
      id: id, name: name, budget: budget, trigger: (trigger ?? .receipt) ?? .receipt,
      transferredBy: transferredBy, extends: extends, approvers: approvers,
      isNoticeRequired: notice, isReasonRequired: reason, inForceFrom: force.from,
      inForceUntil: force.until, citation: citation, note: note)
    limit.terms = terms
    return (limit, applies)
  }

  private mutating func clockRule(_ item: YAMLValue, _ path: String) -> ClockRule? {
    _ = fields.object(
      item, path,
      keys: [
        "id", "effect", "ground", "obligations", "notice", "consent", "in_force", "citation",
        "note",
      ])
    guard case .map = item.content else { return nil }
    let id = required("id", item, path).flatMap { fields.text($0, "\(path).id") }
    let effect = required("effect", item, path).flatMap {
      fields.choice($0, "\(path).effect", of: ClockRule.Effect.self)
    }
    let ground = item["ground"].flatMap {
      fields.choice($0, "\(path).ground", of: ClockRule.Ground.self)
    }
    let names = required("obligations", item, path).map {
      fields.texts($0, "\(path).obligations")
    }
    let notice = item["notice"].flatMap { fields.boolean($0, "\(path).notice") } ?? false
    let consent = item["consent"].flatMap { fields.boolean($0, "\(path).consent") } ?? false
    _ = item["note"].flatMap { fields.phrase($0, "\(path).note") }
    let force = required("in_force", item, path).flatMap { self.force($0, "\(path).in_force") }
    let citation = required("citation", item, path).flatMap {
      self.citation($0, "\(path).citation")
    }
    guard let id, let effect, let names, let force, let citation else { return nil }
    if (effect == .stop) == (ground == nil) {
      fields.report(
        item, "\(path)：effect 为 stop 时须有 ground，其他情况不得有",
        "\(path): a stop needs a `ground`, and nothing else has one")
    }
    return ClockRule(
      id: id, effect: effect, ground: ground, obligations: names, isNoticeRequired: notice,
      isConsentRequired: consent, inForceFrom: force.from, inForceUntil: force.until,
      citation: citation)
  }

  /// Calendar, kind of step and exemptions.
  private mutating func terms(_ item: YAMLValue, _ path: String) -> LimitTerms {
    var terms = LimitTerms()
    terms.calendar = item["calendar"].flatMap { fields.text($0, "\(path).calendar") }
    if let step = item["step"] {
      terms.step = fields.choice(step, "\(path).step", of: LimitTerms.Step.self) ?? .extension
      if item["extends"] == nil {
        fields.report(
          step, "\(path).step 只用于有 extends 的行", "\(path).step is for rows with `extends` only")
      }
    }
    let isStated = item["states_day"].flatMap { fields.boolean($0, "\(path).states_day") } ?? false
    if isStated {
      terms.statedDay = item["budget"] == nil ? .free : .within
      if item["extends"] == nil {
        fields.report(
          item, "\(path).states_day 只用于有 extends 的行",
          "\(path).states_day is for rows with `extends` only")
      }
    }
    let contents = item["contents"].map { fields.list($0, "\(path).contents") } ?? []
    for (place, value) in contents.enumerated() {
      if let phrase = fields.phrase(value, "\(path).contents[\(place + 1)]") {
        terms.contents.append(phrase)
      }
    }
    terms.exempts = item["exempts"].map { fields.texts($0, "\(path).exempts") } ?? []
    return terms
  }

  /// A number that the regime sets: `{id, name, value, setting?, in_force, citation, note?}`.
  private mutating func quantity(_ item: YAMLValue, _ path: String) -> Quantity? {
    _ = fields.object(
      item, path, keys: ["id", "name", "value", "setting", "in_force", "citation", "note"])
    guard case .map = item.content else { return nil }
    let id = required("id", item, path).flatMap { fields.text($0, "\(path).id") }
    let name = required("name", item, path).flatMap { fields.text($0, "\(path).name") }
    let value = required("value", item, path).flatMap {
      fields.integer($0, "\(path).value", min: 1, max: 1_000_000)
    }
    let setting = item["setting"].flatMap { fields.text($0, "\(path).setting") }
    let force = required("in_force", item, path).flatMap { self.force($0, "\(path).in_force") }
    let citation = required("citation", item, path).flatMap {
      self.citation($0, "\(path).citation")
    }
    _ = item["note"].flatMap { fields.phrase($0, "\(path).note") }
    guard let id, let name, let value, let force, let citation else { return nil }
    return Quantity(
      id: id, name: name, value: value, setting: setting, inForceFrom: force.from,
      inForceUntil: force.until, citation: citation)
  }

  private mutating func required(
    _ key: String, _ item: YAMLValue, _ path: String
  ) -> YAMLValue? {
    if let value = item[key] { return value }
    fields.missing(key, in: item, path)
    return nil
  }

  private mutating func budget(_ value: YAMLValue, _ path: String) -> Budget? {
    guard let text = fields.text(value, path) else { return nil }
    do {
      return try Budget(text)
    } catch {
      fields.report(
        value, "\(path) “\(text)”：\(error.problem.zh)", "\(path) `\(text)`: \(error.problem.en)")
      return nil
    }
  }

  private mutating func applies(_ value: YAMLValue, _ path: String) -> RegimeFile.Applies {
    var result = RegimeFile.Applies.onSelection
    for entry in fields.object(value, path, keys: ["default", "transferred_by"]) {
      if entry.key == "default" {
        if fields.boolean(entry.value, "\(path).default") == true, result == .onSelection {
          result = .always
        }
      } else {
        result = .transferred(
          fields.list(entry.value, "\(path).transferred_by").compactMap {
            fields.choice($0, "\(path).transferred_by", of: Transferor.self)
          })
      }
    }
    return result
  }

  private mutating func approvers(_ value: YAMLValue, _ path: String) -> [Limit.Approver] {
    fields.list(value, path).compactMap { fields.choice($0, path, of: Limit.Approver.self) }
  }

  private mutating func force(
    _ value: YAMLValue, _ path: String
  ) -> (from: CivilDay, until: CivilDay?)? {
    var (from, until): (CivilDay?, CivilDay?)
    for entry in fields.object(value, path, keys: ["from", "until"]) {
      let day = fields.day(entry.value, "\(path).\(entry.key)")
      if entry.key == "from" { from = day } else { until = day }
    }
    guard let from else {
      if value["from"] == nil { fields.missing("from", in: value, path) }
      return nil
    }
    if let until, until <= from {
      fields.report(
        value, "\(path).until 应晚于 from", "\(path).until must be later than from")
      return nil
    }
    return (from, until)
  }

  private mutating func citation(_ value: YAMLValue, _ path: String) -> Citation? {
    var (instrument, provision): (Phrase?, Phrase?)
    for entry in fields.object(value, path, keys: ["instrument", "provision"]) {
      let phrase = fields.phrase(entry.value, "\(path).\(entry.key)")
      if entry.key == "instrument" { instrument = phrase } else { provision = phrase }
    }
    for key in ["instrument", "provision"] where value[key] == nil {
      fields.missing(key, in: value, path)
    }
    guard let instrument, let provision else { return nil }
    return Citation(instrument: instrument, provision: provision)
  }
}
