/// The index on disk: opened with every check, published in an order that survives a crash.
struct IndexFiles: Sendable {
  let location: StoreLocation
  let files: any FileSystem
  let store: StoreIdentity
  let schema: IndexSchema

  /// A reader's retries when a run was replaced between reading MANIFEST and opening it.
  private static let attemptCountMax = 5

  /// The runs of MANIFEST. Damage and misfit are `indexDamaged`.
  func open(_ segments: SegmentFiles) throws(LedgerError) -> IndexSnapshot {
    for _ in 0..<Self.attemptCountMax {
      guard let manifest = try Manifest.read(location.manifestFile, files) else {
        throw damaged("MANIFEST", "unreadable")
      }
      try check(manifest, segments)
      if let snapshot = try open(manifest) { return snapshot }
    }
    throw damaged("MANIFEST", "names runs that are not there")
  }

  func damaged(_ file: String, _ detail: String) -> LedgerError {
    .indexDamaged(Finding(.wrongIndex, file: "index/" + file, detail: detail))
  }

  private func check(_ manifest: Manifest, _ segments: SegmentFiles) throws(LedgerError) {
    guard manifest.store == store.uuidText else { throw damaged("MANIFEST", "another store") }
    guard manifest.projectionVersion == schema.version else {
      throw damaged("MANIFEST", "another projection")
    }
    guard try segments.chain(endingAt: manifest.covered.position) == manifest.covered.chain else {
      throw damaged("MANIFEST", "does not fit the record")
    }
  }

  /// nil = a run is not there (any more).
  private func open(_ manifest: Manifest) throws(LedgerError) -> IndexSnapshot? {
    var runs: [IndexRun] = []
    for name in manifest.runs {
      guard let run = try open(name) else { return nil }
      runs.append(run)
    }
    let isFitting =
      runs.count <= 2 && runs.first?.header.isDelta != true
      && runs.dropFirst().allSatisfy { $0.header.isDelta }
    guard isFitting, (runs.last?.header.covered ?? .origin) == manifest.covered else {
      throw damaged("MANIFEST", "runs cover something else")
    }
    return IndexSnapshot(schema, base: runs.first, delta: runs.count > 1 ? runs[1] : nil)
  }

  private func open(_ name: String) throws(LedgerError) -> IndexRun? {
    let path = location.index + "/" + name
    let run: IndexRun?
    do {
      run = try IndexRun(path, name: name, store: store, schema: schema, files: files)
    } catch {
      if error.errno == ErrorNumber.noEntry { return nil }
      throw error.ledgerError(path)
    }
    guard let run else { throw damaged(name, "header") }
    return run
  }

  /// Writes a run of all or of the changes; the file has its name only when it is whole.
  func write(
    _ snapshot: IndexSnapshot, upTo head: LedgerHead, isDelta: Bool
  ) throws(LedgerError) -> IndexRun {
    let name = "\(isDelta ? "delta" : "base")-\(head.sequence).run"
    let path = location.index + "/" + name
    try onDisk(path) { () throws(FileError) in
      try files.makeDirectory(location.index, permissions: 0o755)
      try files.removeIfPresent(path + ".tmp")
      let appending = try OpenFile(files, path + ".tmp", .createNew(permissions: 0o644))
      let updating = try OpenFile(files, path + ".tmp", .update)
      var writer = try RunWriter(
        header(snapshot, head, isDelta: isDelta), appendingTo: appending, updating: updating)
      if isDelta {
        try writer.addChanges(of: snapshot)
      } else {
        try writer.addAll(of: snapshot)
      }
      try writer.finish()
    }
    // A run made from damaged ones must not take their place.
    try snapshot.confirm()
    try onDisk(path) { () throws(FileError) in
      try files.rename(path + ".tmp", to: path)
      try files.fsyncDirectory(location.index)
    }
    return try open(name).orThrow(damaged(name, "unreadable after writing"))
  }

  func header(_ snapshot: IndexSnapshot, _ head: LedgerHead, isDelta: Bool) -> RunHeader {
    RunHeader(
      projectionVersion: schema.version, schemaChecksum: schema.checksum, store: store.uuid,
      covered: head, isDelta: isDelta, nextKey: snapshot.image.nextKey)
  }

  /// MANIFEST last, old files after it.
  func publish(base: IndexRun, delta: IndexRun?) throws(LedgerError) -> IndexSnapshot {
    let snapshot = IndexSnapshot(schema, base: base, delta: delta)
    let manifest = Manifest(
      store: store.uuidText, projectionVersion: schema.version, covered: snapshot.covered,
      runs: snapshot.runs.map(\.name))
    try onDisk(location.manifestFile) { () throws(FileError) in
      try files.publish(manifest.encoded, at: location.manifestFile, in: location.index)
    }
    removeAll(except: manifest.runs)
    return snapshot
  }

  /// Leftovers are harmless, so a failure to remove one is, too.
  func removeAll(except kept: [String]) {
    guard let names = try? files.list(location.index) else { return }
    for name in names where name.contains(".run") && !kept.contains(name) {
      try? files.unlink(location.index + "/" + name)
    }
  }
}

extension Optional {
  func orThrow<E: Error>(_ error: @autoclosure () -> E) throws(E) -> Wrapped {
    guard let value = self else { throw error() }
    return value
  }
}
