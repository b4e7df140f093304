/// The index on disk: opened with every check, published in an order that survives a crash.
struct IndexFiles: Sendable {
  let location: StoreLocation
  let files: any FileSystem
  let store: StoreIdentity
  let projectionVersion: UInt32

  /// A reader's retries when a run was replaced between reading MANIFEST and opening it.
  private static let attemptCountMax = 5

  /// The runs of MANIFEST. Damage and misfit are `indexDamaged`.
  func open(_ segments: SegmentFiles) throws(LedgerError) -> IndexSnapshot {
    for _ in 0..<Self.attemptCountMax {
      guard let manifest = try Manifest.read(location, files) else {
        throw damaged("MANIFEST", "unreadable")
      }
      try check(manifest, segments)
      if let runs = try open(manifest) {
        return IndexSnapshot(runs: runs, layers: [], covered: manifest.covered)
      }
    }
    throw damaged("MANIFEST", "names runs that are not there")
  }

  private func damaged(_ file: String, _ detail: String) -> LedgerError {
    .indexDamaged(Finding(.wrongIndex, file: "index/" + file, detail: detail))
  }

  private func check(_ manifest: Manifest, _ segments: SegmentFiles) throws(LedgerError) {
    guard manifest.store == store.uuidText else { throw damaged("MANIFEST", "another store") }
    guard manifest.projectionVersion == projectionVersion else {
      throw damaged("MANIFEST", "another projection")
    }
    guard try segments.chain(endingAt: manifest.covered.position) == manifest.covered.chain else {
      throw damaged("MANIFEST", "does not fit the record")
    }
  }

  /// nil = a run is not there (any more).
  private func open(_ manifest: Manifest) throws(LedgerError) -> [RunFile]? {
    var runs: [RunFile] = []
    for name in manifest.runs {
      let path = location.index + "/" + name
      do {
        let opened = try RunFile(
          path, name: name, store: store, projectionVersion: projectionVersion, files: files)
        guard let run = opened else { throw damaged(name, "header") }
        runs.append(run)
      } catch let error as FileError {
        if error.errno == ErrorNumber.noEntry { return nil }
        throw error.ledgerError(path)
      } catch let error as LedgerError {
        throw error
      } catch {
        throw damaged(name, "open")
      }
    }
    guard (runs.last?.header.covered ?? .origin) == manifest.covered else {
      throw damaged("MANIFEST", "runs cover something else")
    }
    return runs
  }

  /// Writes the layers, merged with the smaller newest runs, as one run that covers up to `head`.
  func publish(_ snapshot: IndexSnapshot, upTo head: LedgerHead) throws(LedgerError)
    -> IndexSnapshot
  {
    var kept = snapshot.runs
    var merged: [RunFile] = []
    var byteCount = UInt64(
      snapshot.layers.reduce(2 * RunHeader.byteCount) { $0 + $1.storage.count })
    while let last = kept.last, last.byteCount <= 2 * byteCount {
      byteCount += last.byteCount
      merged.insert(last, at: 0)
      kept.removeLast()
    }
    let sources =
      merged.map { IndexCursor(run: $0) } + snapshot.layers.map { IndexCursor(layer: $0) }
    let run = try write(
      sources, from: (kept.last?.header.covered.sequence ?? 0) + 1, upTo: head,
      dropsRemoved: kept.isEmpty)
    return try publish(kept + [run], covered: head)
  }

  /// A run over all sources; named by the lines it covers.
  func write(
    _ sources: [IndexCursor], from first: UInt64, upTo head: LedgerHead, dropsRemoved: Bool,
    name: String? = nil
  ) throws(LedgerError) -> RunFile {
    let name = name ?? "run-\(first)-\(head.sequence).run"
    let path = location.index + "/" + name
    var merged = try MergedCursor(sources, range: KeyRange(), reversed: false)
    let file = try onDisk(path) { () throws(FileError) in
      try files.makeDirectory(location.index, permissions: 0o755)
      try files.removeIfPresent(path + ".tmp")
      return try OpenFile(files, path + ".tmp", .createNew(permissions: 0o644))
    }
    var writer = RunWriter(
      try onDisk(path) { () throws(FileError) in try OpenFile(files, path + ".tmp", .update) },
      appendingTo: file,
      header: RunHeader(projectionVersion: projectionVersion, store: store.uuid, covered: head))
    while try merged.next(), let key = merged.key {
      if dropsRemoved && merged.value == nil { continue }
      let value = merged.value
      try onDisk(path) { () throws(FileError) in try writer.append(key, value) }
    }
    return try onDisk(path) { () throws(FileError) in
      _ = try writer.finish()
      try files.rename(path + ".tmp", to: path)
      try files.fsyncDirectory(location.index)
      return try RunFile(
        path, name: name, store: store, projectionVersion: projectionVersion, files: files)
    }.orThrow(damaged(name, "unreadable after writing"))
  }

  /// MANIFEST last, old files after it.
  func publish(_ runs: [RunFile], covered: LedgerHead) throws(LedgerError) -> IndexSnapshot {
    let manifest = Manifest(
      store: store.uuidText, projectionVersion: projectionVersion, covered: covered,
      runs: runs.map(\.name))
    try onDisk(location.manifestFile) { () throws(FileError) in
      try files.publish(manifest.encoded, at: location.manifestFile, in: location.index)
    }
    removeAll(except: manifest.runs)
    return IndexSnapshot(runs: runs, layers: [], covered: covered)
  }

  /// Leftovers are harmless, so a failure to remove one is, too.
  func removeAll(except kept: [String]) {
    guard let names = try? files.list(location.index) else { return }
    for name in names where name != "MANIFEST" && !kept.contains(name) {
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
