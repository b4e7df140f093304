/// Takes the sealed texts of lines and keeps their n-grams, and the hashes of whole values, by table.
struct TextCollector {
  let schema: IndexSchema
  let keys: KeyPool
  let workspace: WorkspaceKey
  var lists: [PostingLists]

  init(schema: IndexSchema, keys: KeyPool, workspace: WorkspaceKey) {
    (self.schema, self.keys, self.workspace) = (schema, keys, workspace)
    lists = schema.tables.map { _ in PostingLists() }
  }

  /// Whether texts of that table are looked for.
  func takes(_ table: Int) -> Bool { table < lists.count && schema.tables[table].looksIntoTexts }

  /// A destroyed key's texts are not there any more.
  mutating func take(_ line: LedgerLine, table: Int, row: UInt32) throws(LedgerError) {
    guard takes(table) else { return }
    let table = (place: table, schema: schema.tables[table])
    for entry in line.sealed {
      let isSearched = table.schema.searched.contains(entry.field)
      let matched = table.schema.matched(entry.field)
      guard isSearched || matched != nil,
        case .text(let bytes) = try keys.unseal(entry, of: line)
      else { continue }
      let text = String(decoding: bytes, as: UTF8.self)
      if isSearched {
        lists[table.place].add(TextGrams.grams(ofText: text), row: row, key: entry.key, workspace)
      }
      if let matched {
        lists[table.place].add(
          matched.values(of: text).map { workspace.matchHash($0, field: matched.name) }, row: row,
          key: entry.key)
      }
    }
  }
}

extension TableSchema {
  /// Whether any sealed text of the table is looked for.
  var looksIntoTexts: Bool { !searched.isEmpty || !matched.isEmpty }

  /// How a sealed field is found by its whole value; nil = it is not.
  func matched(_ field: String) -> MatchedField? { matched.first { $0.name == field } }
}
