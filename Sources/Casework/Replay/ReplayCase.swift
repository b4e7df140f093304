internal import ConsumerProtection
internal import EventLedger
internal import PluginHost

/// A past case as it stood when it was decided: the receipt before any answer, and what was answered.
struct ReplayCase {
  let line: LedgerLine
  let complaint: Complaint
  var record: ComplaintRecord
  /// Which fields are sealed, so that nobody takes "not shown" for "not there".
  let sealed: Set<String>
  /// The decision records of its intake, by hook.
  var decided: [String: JSONValue] = [:]

  /// The business day of receipt.
  var day: CivilDay { complaint.receivedOn }

  init(_ line: LedgerLine, area: Area) throws(Failure) {
    self.line = line
    var keys: [String: UInt64] = [:]
    for entry in line.sealed { keys[entry.field] = entry.key }
    do throws(PayloadError) {
      let state = try area.applying(
        type: ComplaintReceived.type, version: line.typeVersion,
        payload: try Payload(data: line.data, sealed: keys), envelope: line.envelope, to: nil)
      guard let complaint = state?.matter(as: Complaint.self) else {
        throw .unknownType(line.type)
      }
      self.complaint = complaint
    } catch {
      throw MatterLoader.unreadable(line, error)
    }
    record = ComplaintRecord(complaint)
    sealed = Set(keys.keys.map { $0.replacing(".", with: "_") })
  }

  /// Puts in what the host counted in the narrative, where its key is still there.
  mutating func countNarrative(in view: LedgerView) throws(LedgerError) {
    for entry in line.sealed where entry.field == "narrative" {
      if case .text(let bytes) = try view.unseal(entry, of: line) {
        record["narrative_length"] = .integer(
          Int64(String(decoding: bytes, as: UTF8.self).count))
      }
    }
  }

  /// Whether an answer that read these fields rests on texts that are sealed now.
  func isHidden(_ reads: Set<String>) -> Bool {
    reads.contains { name in
      guard let place = ComplaintFields.index(of: name) else { return false }
      return ComplaintFields.all[place].isPersonal && sealed.contains(name)
    }
  }
}
