internal import ConsumerProtection
internal import EventLedger

/// Derives the engine's index entries from the events: rows, due list, counters, outside numbers.
///
/// A pure function of the lines in order; raise `version` when the entries for the same lines change.
struct CaseworkProjection: Projection {
  var version: UInt32 { 1 }

  func project(_ line: LedgerLine, into view: inout some ProjectionView) {
    switch line.kind {
    case Complaint.kind.text: ComplaintProjection(line: line).run(&view)
    case Unit.kind.text: view.put(IndexKey.unit(line.id), [])
    case Person.kind.text: view.put(IndexKey.person(line.id), [])
    case EngineEvent.pluginSet.kind where line.type == EngineEvent.activated:
      view.put(IndexKey.pluginSet, Array("\(line.matterVersion)\n".utf8) + line.data)
    default: break
    }
  }
}
