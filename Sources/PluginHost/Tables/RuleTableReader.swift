public import ConsumerProtection
package import Yams

/// Reads `rules:` (规则) of a site file: every problem at once, with line and column.
///
/// Keys and values may be Chinese: field names, code tables' names, the bank's own labels, units of time
/// and money.
public struct RuleTableReader {
  let file: String
  /// The bank's own labels: table name, then label, then standard key.
  let labels: [String: [String: String]]
  /// The code table of a field, where it has one.
  let codeTable: (_ name: String) -> CodeTable?
  private var fields: FieldReader

  /// What is wrong; empty when everything could be read.
  public var problems: [PluginProblem] { fields.problems }

  /// A reader for one file.
  public init(
    file: String, labels: [String: [String: String]], codeTable: @escaping (String) -> CodeTable?
  ) {
    self.file = file
    self.labels = labels
    self.codeTable = codeTable
    fields = FieldReader(file: file, code: .settings)
  }

  /// The tables of a YAML text whose root holds `rules:`; other keys are left to others.
  public mutating func tables(inText text: String) -> [RuleTable] {
    do {
      let root = try YAMLValue.read(Array(text.utf8), file: file, code: .settings)
      guard let rules = root["rules"] ?? root["规则"] else { return [] }
      return tables(rules)
    } catch {
      fields.take(error.problems)
      return []
    }
  }

  /// The tables of the list under `rules:`.
  package mutating func tables(of node: Node) -> [RuleTable] { tables(YAMLValue(node)) }

  private mutating func tables(_ value: YAMLValue) -> [RuleTable] {
    var tables: [RuleTable] = []
    for item in fields.list(value, "rules") {
      guard let table = table(RuleWords.englishKeys(of: item, RuleWords.table)) else { continue }
      if let twin = tables.first(where: { $0.id == table.id }) {
        fields.report(
          item, "编号“\(table.id)”与第 \(twin.line) 行的重复",
          "`\(table.id)` stands twice: see line \(twin.line)")
      }
      tables.append(table)
    }
    return tables
  }

  private mutating func table(_ value: YAMLValue) -> RuleTable? {
    _ = fields.object(value, "rules", keys: RuleWords.table.map(\.key))
    guard case .map = value.content else { return nil }
    for key in ["id", "hook", "rows"] where value[key] == nil {
      fields.missing(key, in: value, "rules")
    }
    var id = ""
    if let given = value["id"] {
      id = fields.text(given, "id") ?? ""
      if !id.isEmpty, !PluginManifest.isIdentifier(id) {
        fields.report(
          given, "编号只能用小写字母、数字、- 和点，如 site.routing",
          "an id has lower-case words, digits and -, joined by dots, like site.routing")
      }
    }
    let hook = hook(value["hook"])
    guard let hook else { return nil }
    let enforcement = value["enforcement"].flatMap {
      fields.choice(
        RuleWords.translated($0, RuleWords.enforcements), "enforcement",
        of: SitePlugin.Enforcement.self)
    }
    var rows: [RuleTable.Row] = []
    let given = value["rows"].map { fields.list($0, "rows") } ?? []
    for (place, row) in given.enumerated() {
      var reader = RuleRowReader(hook: hook, number: place + 1, context: self, fields: fields)
      if let row = reader.row(row) { rows.append(row) }
      fields = reader.fields
    }
    if value["rows"] != nil, rows.isEmpty, fields.problems.isEmpty {
      fields.report(value, "没有任何行", "it has no rows")
    }
    var tests = RuleTableTestReader(hook: hook, context: self, fields: fields)
    let cases = value["tests"].map { tests.tests($0) } ?? []
    fields = tests.fields
    let title = value["title"].flatMap { RuleWords.phrase($0, &fields) }
    return RuleTable(
      id: id, hook: hook, title: title ?? Phrase("规则表 \(id)", "rule table \(id)"),
      enforcement: enforcement ?? .mandatory,
      after: value["after"].map { fields.texts($0, "after") } ?? [],
      before: value["before"].map { fields.texts($0, "before") } ?? [], rows: rows, tests: cases,
      file: file, line: value.line)
  }

  private mutating func hook(_ value: YAMLValue?) -> String? {
    guard let value, let text = fields.text(value, "hook") else { return nil }
    let name = RuleWords.hooks[text] ?? text
    guard !RuleTable.hooks.contains(name) else { return name }
    let known = RuleTable.hooks
    let hint = Nearest.match(of: name, in: known)
    fields.report(
      value.line, value.column,
      Phrase(
        "规则表不能回答“\(text)”" + (hint.map { "；是否为 \($0)？" } ?? "；可用：\(known.joined(separator: "、"))"),
        "a rule table cannot answer `\(text)`"
          + (hint.map { "; did you mean `\($0)`?" } ?? "; hooks: \(known.joined(separator: ", "))"))
    )
    return nil
  }

  /// The reader of a field's conditions and values.
  func conditions(of field: RecordField) -> RuleConditionReader {
    RuleConditionReader(
      field: field, table: codeTable(field.name), labels: labels[field.name] ?? [:])
  }
}
