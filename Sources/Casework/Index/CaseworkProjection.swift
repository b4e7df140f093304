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
    } else if line.hasKind("sweep") {
      row.put(IndexKey.sweep, Int64(line.day).storedBytes)
    } else if line.hasKind("plugin") {
      PluginHealth.project(line, into: row)
    }
  }
}
