internal import ConsumerProtection
internal import EventLedger

/// Derives the engine's rows and entries from the events.
///
/// A pure function of the lines in order; raise `CaseworkSchema.version` when it changes.
struct CaseworkProjection: Projection {
  var schema: IndexSchema { CaseworkSchema.schema }

  func project(_ line: LedgerLine, into row: ProjectionEditor) {
    if line.hasKind("complaint") {
      ComplaintProjection(line: line, row: row).run()
      if line.type == EngineEvent.opened { RevealCount.project(line, into: row) }
    } else if line.hasKind("subject") {
      SubjectProjection.project(line, into: row)
    } else if let intake = IntakeProjection(line, row) {
      intake.run()
    } else if line.hasKind("plugins"), line.type == EngineEvent.activated {
      row.put(IndexKey.pluginSet, Array("\(line.matterVersion)\n".utf8) + line.data)
    } else if line.hasKind("person") {
      if line.type == PersonCovered.type { line.withData { cover($0, line, row) } }
    } else if line.hasKind("sweep") {
      row.put(IndexKey.sweep, Int64(line.day).storedBytes)
    } else if line.hasKind("plugin") {
      PluginHealth.project(line, into: row)
    }
  }

  /// Remembers for whom somebody stands in; whether they do on a day is asked of the person's record.
  private func cover(
    _ data: UnsafeRawBufferPointer, _ line: LedgerLine, _ row: ProjectionEditor
  ) {
    guard let by = ComplaintProjection.member("by", of: data).flatMap(JSONRaw.text) else { return }
    let key = IndexKey.covered(by: by.utf8)
    line.withID { id in
      let lines = (row.get(key) ?? []).split(separator: 0x0A).map(Array.init)
      guard !lines.contains(where: { $0.elementsEqual(id) }) else { return }
      row.put(key, Array((lines + [Array(id)]).joined(separator: [0x0A])))
    }
  }
}
