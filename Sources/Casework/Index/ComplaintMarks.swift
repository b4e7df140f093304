internal import ConsumerProtection
internal import EventLedger

/// What lists ask of complaints that a column cannot say in order: each mark of a row stands in one
/// sorted order with the day of receipt, so that a rare mark is found without looking at other cases.
enum ComplaintMark {
  /// The place of the list among those of the table.
  static let list = 1

  /// Neither closed nor withdrawn.
  static let open = "open"
  /// The customer went above the bank (升级投诉).
  static let escalated = "escalated"
  /// Agents may stand behind it.
  static let agent = "agent"
  /// It goes on in another complaint.
  static let merged = ending("merged")

  static func urgency(_ key: String) -> String { "urgency:" + key }
  static func sensitivity(_ key: String) -> String { Prefix.sensitivity + key }
  static func vulnerable(_ key: String) -> String { Prefix.vulnerable + key }
  static func escalated(to key: String) -> String { "escalated:" + key }
  static func ending(_ key: String) -> String { "ending:" + key }
  static func tag(_ tag: String) -> String { Prefix.tag + tag }

  /// nil = the value is too long to be kept once more.
  static func field(_ field: JSONValue.Member) -> String? {
    var writer = ConsumerProtection.JSONWriter()
    writer.write(field.value)
    guard writer.bytes.count <= valueByteCountMax else { return nil }
    return Prefix.field + field.name + "=" + String(decoding: writer.bytes, as: UTF8.self)
  }
  private static let valueByteCountMax = 96

  /// Beginnings of marks of which several may stand.
  enum Prefix {
    static let sensitivity = "sensitivity:"
    static let vulnerable = "vulnerable:"
    static let tag = "tag:"
    static let field = "field:"
  }

  static let schema = ListSchema(
    "marks",
    columns: [ColumnSchema("mark", .code), ColumnSchema("received", .number)],
    orders: [OrderSchema("mark+received", by: [0, 1])])

  /// The marks of a row, as texts.
  static func all(of row: IndexRow) -> [String] {
    let tuples = row.tuples(list: list)
    return stride(from: 0, to: tuples.count, by: 2).map {
      row.text(list: list, column: 0, tuples[$0])
    }
  }

  /// Whether a row has a mark.
  static func has(_ code: Int64, _ row: IndexRow) -> Bool {
    let tuples = row.tuples(list: list)
    return stride(from: 0, to: tuples.count, by: 2).contains { tuples[$0] == code }
  }
}

/// The marks of a row while a line changes them.
struct MarkEditor {
  private let row: ProjectionEditor
  private var codes: [Int64]
  private var isChanged = false

  init(_ row: ProjectionEditor) {
    self.row = row
    let tuples = row.tuples(list: ComplaintMark.list)
    codes = stride(from: 0, to: tuples.count, by: 2).map { tuples[$0] }
  }

  mutating func add(_ mark: String) {
    let code = code(mark)
    guard !codes.contains(code) else { return }
    codes.append(code)
    isChanged = true
  }

  mutating func remove(_ mark: String) {
    let code = code(mark)
    remove { $0 == code }
  }

  /// Removes all that begin so.
  mutating func removeAll(_ prefix: String) {
    let row = row
    remove { row.text(list: ComplaintMark.list, column: 0, $0).hasPrefix(prefix) }
  }

  private mutating func remove(where isGone: (Int64) -> Bool) {
    let before = codes.count
    codes.removeAll(where: isGone)
    isChanged = isChanged || codes.count != before
  }

  private func code(_ mark: String) -> Int64 {
    var mark = mark
    return mark.withUTF8 {
      row.code(list: ComplaintMark.list, column: 0, UnsafeRawBufferPointer($0))
    }
  }

  /// Back into the row.
  func write() {
    guard isChanged else { return }
    let received = row.number(ComplaintColumn.receivedOn.rawValue) ?? ProjectionEditor.absent
    row.set(list: ComplaintMark.list, codes.flatMap { [$0, received] })
  }

  // MARK: Lines

  /// A member of a receipt or a supplement; what it leaves out stays.
  mutating func take(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
    if JSONRaw.isEqual(name, "urgency") {
      replace("urgency:", by: JSONRaw.text(value).map { [$0] } ?? [])
    } else if JSONRaw.isEqual(name, "sensitivity") {
      replace(ComplaintMark.Prefix.sensitivity, by: Self.texts(value))
    } else if JSONRaw.isEqual(name, "vulnerable_groups") {
      replace(ComplaintMark.Prefix.vulnerable, by: Self.texts(value))
    } else if JSONRaw.isEqual(name, "escalated_to") {
      guard let key = JSONRaw.text(value) else { return }
      replace("escalated:", by: [key])
      add(ComplaintMark.escalated)
    } else if JSONRaw.isEqual(name, "suspected_agent"), JSONRaw.isTrue(value) {
      add(ComplaintMark.agent)
    }
  }

  private mutating func replace(_ prefix: String, by keys: [String]) {
    guard !keys.isEmpty else { return }
    removeAll(prefix)
    for key in keys { add(prefix + key) }
  }

  private static func texts(_ value: UnsafeRawBufferPointer) -> [String] {
    var elements = JSONMembers(value)
    var texts: [String] = []
    while let element = elements.nextElement() {
      if let text = JSONRaw.text(element) { texts.append(text) }
    }
    return texts
  }

  /// The bank's own fields and the tags among them, as they stand now.
  mutating func takeFields() {
    removeAll(ComplaintMark.Prefix.tag)
    removeAll(ComplaintMark.Prefix.field)
    let text = row.code(ComplaintColumn.fields.rawValue)
    let fields = text.map { CustomFieldValues.members(of: $0) } ?? []
    for field in fields {
      if let mark = ComplaintMark.field(field) { add(mark) }
    }
    for tag in CustomFieldValues.tags(in: fields) { add(ComplaintMark.tag(tag)) }
  }

  /// The case ended.
  mutating func end(_ ending: String?) {
    remove(ComplaintMark.open)
    if let ending { add(ComplaintMark.ending(ending)) }
  }
}
