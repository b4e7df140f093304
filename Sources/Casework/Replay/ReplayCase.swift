internal import ConsumerProtection
internal import EventLedger
internal import PluginHost

/// A past case as it stood when it was decided: the receipt before any answer, and what was answered.
struct ReplayCase {
  let line: LedgerLine
  let id: String
  var record: ComplaintRecord
  /// Which fields are sealed, so that nobody takes "not shown" for "not there".
  let sealed: Set<String>
  /// The decision records of its intake, by hook.
  var decided: [String: JSONValue] = [:]
  /// The limits and the minute of the receipt; empty where no deadline is asked about.
  let obligations: [Obligation]
  let minute: Int?

  /// The business day of receipt.
  let day: CivilDay

  /// The receiving unit.
  var unit: String {
    if case .text(let unit)? = record["unit"] { unit } else { "" }
  }

  /// Whether the case is invented.
  var isSynthetic: Bool { record["synthetic"] == .bool(true) }

  /// Reads a receipt; its limits only where they are needed.
  init(_ line: LedgerLine, area: Area, readsLimits: Bool, readsSealed: Bool) throws(Failure) {
    self.line = line
    id = line.id
    day = CivilDay(number: Int32(truncatingIfNeeded: line.day))
    record = ReceiptRecord.record(of: line)
    let entries = readsLimits || readsSealed ? line.sealed : []
    sealed = Set(entries.map { $0.field.replacing(".", with: "_") })
    guard readsLimits else {
      (obligations, minute) = ([], nil)
      return
    }
    var keys: [String: UInt64] = [:]
    for entry in entries { keys[entry.field] = entry.key }
    do throws(PayloadError) {
      let state = try area.applying(
        type: ComplaintReceived.type, version: line.typeVersion,
        payload: try Payload(data: line.data, sealed: keys), envelope: line.envelope, to: nil)
      guard let complaint = state?.matter(as: Complaint.self) else {
        throw .unknownType(line.type)
      }
      obligations = complaint.obligations
      minute = complaint.receipt.minute
    } catch {
      throw MatterLoader.unreadable(line, error)
    }
  }

  /// The record as the hooks before `complaint.route` saw it: what plugins classified is open again.
  var openRecord: ComplaintRecord {
    let used = decided["complaint.classify"]?["used"]?.array ?? []
    return used.isEmpty
      ? record
      : record.unclassified(
        by: used.compactMap { given in
          guard let key = given["answer"]?["key"]?.text, let value = given["answer"]?["value"]?.text
          else { return nil }
          return (key: key, value: value)
        })
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
    !sealed.isEmpty
      && reads.contains { name in
        guard let place = ComplaintFields.index(of: name) else { return false }
        return ComplaintFields.all[place].isPersonal && sealed.contains(name)
      }
  }
}
