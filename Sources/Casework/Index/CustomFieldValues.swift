internal import ConsumerProtection
internal import EventLedger

/// The bank's own fields of a row: one JSON object with sorted names, kept as a code, so that rows
/// group and count by it like by any other column.
enum CustomFieldValues {
  /// Takes the values of a `complaint.fields_set` over; null takes one away.
  static func merge(_ data: UnsafeRawBufferPointer, into row: ProjectionEditor) {
    guard let json = try? JSONReader.value(of: Array(data)), let new = json["fields"]?.members
    else { return }
    var members = row.code(ComplaintColumn.fields.rawValue).map { self.members(of: $0) } ?? []
    for member in new {
      members.removeAll { $0.name == member.name }
      if member.value != .null { members.append(member) }
    }
    members.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    var writer = ConsumerProtection.JSONWriter()
    writer.write(.object(members))
    row.setCode(
      ComplaintColumn.fields.rawValue,
      members.isEmpty ? nil : String(decoding: writer.bytes, as: UTF8.self))
  }

  /// The members of a stored text.
  static func members(of text: String) -> [JSONValue.Member] {
    (try? JSONReader.value(of: Array(text.utf8)))?.members ?? []
  }

  /// The tags of a row: the field `tags`, parted by commas.
  static func tags(of row: IndexRow) -> [String] {
    row.code(ComplaintColumn.fields.rawValue).map { tags(in: members(of: $0)) } ?? []
  }

  /// The tags among a row's fields.
  static func tags(in fields: [JSONValue.Member]) -> [String] {
    (fields.first { $0.name == "tags" }?.value.text ?? "").split(whereSeparator: {
      ",，、".contains($0)
    }).map { $0.filter { !$0.isWhitespace } }
  }

  /// Whether a row has the value.
  static func has(_ field: JSONValue.Member, _ row: IndexRow) -> Bool {
    guard let text = row.code(ComplaintColumn.fields.rawValue) else { return false }
    return members(of: text).contains(field)
  }
}
