/// The n-grams of sealed texts on disk: runs beside those of the rows, because they need the keys, are
/// rewritten when a key is destroyed, and may lag behind.
struct TextFiles: Sendable {
  let index: IndexFiles
  let keys: KeyPool

  private var location: StoreLocation { index.location }
  private var files: any FileSystem { index.files }

  /// What the runs hold, and up to where.
  struct Snapshot: Sendable {
    var runs: [TextRun] = []
    var covered = LedgerHead.origin
    /// Whether something stands there that cannot be used.
    var isMisfit = false
  }

  /// Whether there is anything to search.
  var isWanted: Bool { index.schema.tables.contains { $0.looksIntoTexts } }

  /// The runs of the manifest; nothing where there is none or it does not fit.
  func open(_ segments: SegmentFiles) throws(LedgerError) -> Snapshot {
    let misfit = Snapshot(isMisfit: true)
    guard let manifest = try Manifest.read(location.textManifestFile, files) else {
      let isThere = try onDisk(location.textManifestFile) { () throws(FileError) in
        try files.contents(location.textManifestFile) != nil
      }
      return Snapshot(isMisfit: isThere)
    }
    guard manifest.store == index.store.uuidText,
      manifest.projectionVersion == index.schema.version,
      try segments.chain(endingAt: manifest.covered.position) == manifest.covered.chain
    else { return misfit }
    var snapshot = Snapshot(runs: [], covered: manifest.covered)
    for name in manifest.runs {
      let path = location.texts + "/" + name
      let run: TextRun?
      do {
        run = try TextRun(path, name: name, store: index.store, schema: index.schema, files: files)
      } catch {
        guard error.errno == ErrorNumber.noEntry else { throw error.ledgerError(path) }
        run = nil
      }
      guard let run else { return misfit }
      snapshot.runs.append(run)
    }
    return snapshot
  }

  /// Brings the runs up to a state: one more run for the lines between, merged with the small ones
  /// before it.
  func published(_ state: LedgerState) throws(LedgerError) {
    let before = try open(state.segments)
    guard var lists = try derived(state, after: before.covered.sequence) else { return }
    var kept = before.runs
    var size = lists.reduce(0) { $0 + $1.keys.count }
    while let last = kept.last, last.keyCount <= 2 * size {
      for table in lists.indices { lists[table].add(last, table: table, without: []) }
      size += last.keyCount
      kept.removeLast()
    }
    try publish(lists, over: kept, upTo: state.head)
  }

  /// Makes everything anew.
  func rebuilt(_ state: LedgerState) throws(LedgerError) {
    guard let lists = try derived(state, after: 0) else { return }
    try publish(lists, over: [], upTo: state.head)
  }

  /// What takes the texts of lines as they come; nil = nothing is searched, or no key is there.
  func collector() throws(LedgerError) -> TextCollector? {
    guard isWanted, let workspace = try keys.workspaceKey() else { return nil }
    return TextCollector(schema: index.schema, keys: keys, workspace: workspace)
  }

  /// The same runs without what a destroyed key sealed; the rows' other texts stay found.
  func forgetting(key: UInt64, _ state: LedgerState) throws(LedgerError) {
    guard var texts = try collector() else { return }
    let before = try open(state.segments)
    var hidden = [Set<UInt32>](repeating: [], count: index.schema.tables.count)
    for run in before.runs {
      for (table, section) in run.tables.enumerated() {
        hidden[table].formUnion(section?.rows(ofKey: key) ?? [])
      }
    }
    guard hidden.contains(where: { !$0.isEmpty }) else { return }
    for table in hidden.indices {
      for run in before.runs { texts.lists[table].add(run, table: table, without: hidden[table]) }
      let rows = TableView(holder: TableHolder(state.index, table: table))
      for number in hidden[table].sorted() {
        guard let row = rows.row(number: Int(number)) else { continue }
        let matter = MatterKey(kind: index.schema.tables[table].kind, id: row.id)
        for line in try state.history(matter) where line.sequence <= before.covered.sequence {
          try texts.take(line, table: table, row: number)
        }
      }
    }
    try confirm(before)
    try publish(texts.lists, over: [], upTo: before.covered)
  }

  private func confirm(_ snapshot: Snapshot) throws(LedgerError) {
    for run in snapshot.runs { try run.bytes.confirm() }
  }

  /// The n-grams of all lines behind one, by table; nil = nothing is searched, or no key is there.
  func derived(_ state: LedgerState, after sequence: UInt64) throws(LedgerError)
    -> [PostingLists]?
  {
    guard var texts = try collector() else { return nil }
    var failure: LedgerError?
    try state.scan(from: sequence + 1) { line in
      guard line.fields.sealed.count > 0 else { return true }
      let table = index.schema.place(ofKind: line.bytes(line.fields.kind))
      guard texts.takes(table), let row = state.index.number(table: table, of: line) else {
        return true
      }
      do throws(LedgerError) {
        try texts.take(line, table: table, row: UInt32(truncatingIfNeeded: row))
      } catch {
        failure = error
      }
      return failure == nil
    }
    if let failure { throw failure }
    try state.index.confirm()
    return texts.lists
  }

  /// A run over lists, then the manifest, then old files go.
  func publish(
    _ lists: [PostingLists], over kept: [TextRun], upTo head: LedgerHead
  ) throws(LedgerError) {
    let name = "text-\(head.sequence).run"
    let path = location.texts + "/" + name
    try onDisk(path) { () throws(FileError) in
      try files.makeDirectory(location.index, permissions: 0o755)
      try files.makeDirectory(location.texts, permissions: 0o755)
      try files.removeIfPresent(path + ".tmp")
      let appending = try OpenFile(files, path + ".tmp", .createNew(permissions: 0o644))
      let updating = try OpenFile(files, path + ".tmp", .update)
      var writer = try RunWriter(
        RunHeader(
          projectionVersion: index.schema.version, schemaChecksum: index.schema.checksum,
          store: index.store.uuid, covered: head, isDelta: false, nextKey: 0),
        appendingTo: appending, updating: updating)
      for (table, list) in lists.enumerated() where index.schema.tables[table].looksIntoTexts {
        try list.write(table: table, to: &writer)
      }
      try writer.finish()
      try files.rename(path + ".tmp", to: path)
      try files.fsyncDirectory(location.texts)
    }
    let names = kept.map { String($0.name.dropFirst("texts/".count)) } + [name]
    let manifest = Manifest(
      store: index.store.uuidText, projectionVersion: index.schema.version, covered: head,
      runs: names)
    try onDisk(location.textManifestFile) { () throws(FileError) in
      try files.publish(manifest.encoded, at: location.textManifestFile, in: location.texts)
    }
    for name in (try? files.list(location.texts)) ?? []
    where name.contains(".run") && !names.contains(name) {
      try? files.unlink(location.texts + "/" + name)
    }
  }
}

extension TextRun {
  /// Sealed texts that the run knows.
  var keyCount: Int { tables.reduce(0) { $0 + ($1?.keys.count ?? 0) } }
}

extension IndexSnapshot {
  /// The row number of a line's matter.
  func number(table: Int, of line: LedgerLine) -> Int? {
    let id = line.bytes(line.fields.id)
    let place =
      id.contains(0x5C)
      ? withMatterID(line.matter, isDeclared: true) { find(table: table, $0) }
      : find(table: table, id)
    switch place {
    case .image(let slot): return image.tables[table].number(slot)
    case .delta(let slot): return delta?.tables[table].number(slot)
    case .base(let slot): return slot
    case nil: return nil
    }
  }
}
