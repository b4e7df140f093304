/// Takes the sealed texts of lines and keeps their n-grams by table.
struct TextCollector {
  let schema: IndexSchema
  let keys: KeyPool
  let workspace: WorkspaceKey
  var lists: [PostingLists]

  init(schema: IndexSchema, keys: KeyPool, workspace: WorkspaceKey) {
    (self.schema, self.keys, self.workspace) = (schema, keys, workspace)
    lists = schema.tables.map { _ in PostingLists() }
  }

  /// Whether texts of that table are searched.
  func takes(_ table: Int) -> Bool {
    table < lists.count && !schema.tables[table].searched.isEmpty
  }

  /// A destroyed key's texts are not there any more.
  mutating func take(_ line: LedgerLine, table: Int, row: UInt32) throws(LedgerError) {
    guard takes(table) else { return }
    for entry in line.sealed where schema.tables[table].searched.contains(entry.field) {
      guard case .text(let bytes) = try keys.unseal(entry, of: line) else { continue }
      lists[table].add(
        TextGrams.grams(ofText: String(decoding: bytes, as: UTF8.self)), row: row, key: entry.key,
        workspace)
    }
  }
}
