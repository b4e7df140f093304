internal import ConsumerProtection

/// Reads a mapping file key by key.
struct MappingReader {
  private static let keys = [
    "version", "source", "title", "separator", "days_as", "blank", "footer", "fields", "dates",
    "order",
  ]
  private static let fieldKeys = [
    "columns", "values", "otherwise", "unmapped", "required", "unit", "when_present",
  ]
  private static let separators: [(name: String, byte: UInt8)] = [
    ("comma", 0x2C), ("tab", 0x09), ("semicolon", 0x3B), ("pipe", 0x7C),
  ]

  private let root: YAMLValue
  private var fields: FieldReader

  init(_ root: YAMLValue, file: String) {
    self.root = root
    fields = FieldReader(file: file)
  }

  mutating func mapping() throws(PluginProblems) -> ImportMapping {
    _ = fields.object(root, fields.file, keys: Self.keys)
    if root["version"]?.content != .integer(1) {
      fields.report(root["version"] ?? root, "version 应为 1", "version must be 1")
    }
    let source = root["source"].flatMap { fields.text($0, "source") }
    if let source, !PluginManifest.isIdentifier(source), let value = root["source"] {
      fields.report(
        value, "source“\(source)”应为小写字母、数字和 -，如 old-crm",
        "source `\(source)` must be lower-case letters, digits and -, as old-crm")
    }
    if root["source"] == nil { fields.missing("source", in: root, fields.file) }
    let title = root["title"].flatMap { fields.phrase($0, "title") }
    let separator = separator()
    let order =
      root["days_as"].flatMap { fields.choice($0, "days_as", of: ImportMapping.DayOrder.self) }
      ?? .yearFirst
    let blanks = root["blank"].map { fields.texts($0, "blank") } ?? []
    let footers = root["footer"].map { fields.texts($0, "footer") } ?? []
    let members = members()
    let days = days()
    let sequence = sequence(days)
    guard fields.problems.isEmpty, let source else { throw PluginProblems(fields.problems) }
    return ImportMapping(
      source: source, title: title, separator: separator, dayOrder: order, blanks: blanks,
      footers: footers, fields: members, days: days, order: sequence)
  }

  private mutating func separator() -> UInt8 {
    guard let value = root["separator"], let name = fields.text(value, "separator") else {
      return 0x2C
    }
    if let known = Self.separators.first(where: { $0.name == name }) { return known.byte }
    let names = Self.separators.map(\.name).joined(separator: ", ")
    fields.report(value, "separator 可用：\(names)", "separator is one of: \(names)")
    return 0x2C
  }

  private mutating func members() -> [ImportMapping.Field] {
    guard let value = root["fields"] else {
      fields.missing("fields", in: root, fields.file)
      return []
    }
    var members: [ImportMapping.Field] = []
    for entry in fields.object(value, "fields", keys: ImportMapping.targets) {
      members.append(field(entry.key, entry.value, "fields.\(entry.key)"))
    }
    for name in ["source_id", "received_on"] {
      guard let place = members.firstIndex(where: { $0.target == name }) else {
        fields.missing(name, in: value, "fields")
        continue
      }
      members[place].isRequired = true
    }
    return members
  }

  private mutating func field(
    _ target: String, _ value: YAMLValue, _ path: String
  ) -> ImportMapping.Field {
    var field = ImportMapping.Field(target: target)
    guard case .map = value.content else {
      field.columns = columns(value, path)
      return field
    }
    _ = fields.object(value, path, keys: Self.fieldKeys)
    if let names = value["columns"] { field.columns = columns(names, "\(path).columns") }
    for entry in value["values"].map({ fields.object($0, "\(path).values", keys: nil) }) ?? [] {
      if let means = fields.text(entry.value, "\(path).values.\(entry.key)") {
        field.values.append((text: entry.key, means: means))
      }
    }
    field.otherwise = value["otherwise"].flatMap { fields.text($0, "\(path).otherwise") }
    if let unmapped = value["unmapped"] {
      field.unmapped =
        fields.choice(unmapped, "\(path).unmapped", of: ImportMapping.Unmapped.self) ?? .keep
    }
    field.isRequired = value["required"].flatMap { fields.boolean($0, "\(path).required") } ?? false
    if let unit = value["unit"] {
      field.unit = fields.choice(unit, "\(path).unit", of: ImportMapping.AmountUnit.self) ?? .yuan
    }
    field.whenPresent = value["when_present"].map { columns($0, "\(path).when_present") } ?? []
    if field.columns.isEmpty && field.otherwise == nil {
      fields.report(
        value, "\(path) 要有 columns 或 otherwise", "\(path) needs `columns` or `otherwise`")
    }
    return field
  }

  /// One name, or several of which the file has one.
  private mutating func columns(_ value: YAMLValue, _ path: String) -> [String] {
    if case .list = value.content { return fields.texts(value, path) }
    return fields.text(value, path).map { [$0] } ?? []
  }

  private mutating func days() -> [ImportMapping.SourceDay] {
    guard let value = root["dates"] else { return [] }
    return fields.object(value, "dates", keys: nil).map { entry in
      ImportMapping.SourceDay(
        name: entry.key, columns: columns(entry.value, "dates.\(entry.key)"))
    }
  }

  private mutating func sequence(_ days: [ImportMapping.SourceDay]) -> [String] {
    guard let value = root["order"] else { return [] }
    let known = ["received_on"] + days.map(\.name)
    let names = fields.texts(value, "order")
    for name in names where !known.contains(name) {
      let near = Nearest.match(of: name, in: known)
      fields.report(
        value, "order 中没有日期“\(name)”" + (near.map { "；是否为 \($0)？" } ?? ""),
        "order has no date `\(name)`" + (near.map { "; did you mean `\($0)`?" } ?? ""))
    }
    return names
  }
}
