internal import ConsumerProtection
internal import EventLedger
internal import PluginHost

/// Reads the record that plugins saw from the line of a receipt where it stands: no tree, no texts but those
/// of the record. A replay does this for every case.
///
/// It gives what `ComplaintRecord(Complaint)` gives for a complaint of that one line; a test holds them to it.
enum ReceiptRecord {
  private static let members: [(name: [UInt8], place: Int)] = {
    let names: [(String, String)] = [
      ("intake_channel", "intake_channel"), ("intake_label", "intake_label"),
      ("business_channel", "business_channel"),
      ("business_channel_label", "business_channel_label"), ("business_class", "business_class"),
      ("business_class_label", "business_class_label"), ("cause", "cause"),
      ("cause_label", "cause_label"), ("region", "region"), ("region_label", "region_label"),
      ("product", "product"), ("amount_fen", "amount"), ("headcount", "headcount"),
      ("unit", "unit"), ("respondent_unit", "respondent_unit"),
      ("first_contact_owner", "first_contact_owner"), ("transferred_by", "transferred_by"),
      ("source_system", "source_system"), ("source_id", "source_id"), ("synthetic", "synthetic"),
      ("urgency", "urgency"), ("escalated_to", "escalated_to"), ("capacity", "capacity"),
      ("suspected_agent", "suspected_agent"),
    ]
    return names.compactMap { name, field in
      ComplaintFields.index(of: field).map { (Array(name.utf8), $0) }
    }
  }()

  private static func place(_ field: String) -> Int {
    guard let place = ComplaintFields.index(of: field) else {
      preconditionFailure("a complaint has no field \(field)")
    }
    return place
  }
  private static let id = place("id")
  private static let stage = place("stage")
  private static let receivedOn = place("received_on")
  private static let synthetic = place("synthetic")
  private static let suspectedAgent = place("suspected_agent")

  /// The record of a receipt's line.
  static func record(of line: LedgerLine) -> ComplaintRecord {
    var values = [FieldValue](repeating: .none, count: ComplaintFields.all.count)
    values[id] = .text(line.id)
    values[stage] = .text(Complaint.Stage.Name.received.rawValue)
    values[receivedOn] = .text(CivilDay(number: Int32(truncatingIfNeeded: line.day)).iso)
    values[synthetic] = .bool(false)
    values[suspectedAgent] = .bool(false)
    line.withData { data in
      var members = JSONMembers(data)
      while let (name, value) = members.next() {
        guard let first = value.first,
          let member = Self.members.first(where: {
            $0.name.count == name.count && name.elementsEqual($0.name)
          })
        else { continue }
        switch first {
        case UInt8(ascii: "\""):
          values[member.place] = JSONRaw.text(value).map { .text($0) } ?? .none
        case UInt8(ascii: "t"), UInt8(ascii: "f"):
          values[member.place] = .bool(JSONRaw.isTrue(value))
        case UInt8(ascii: "n"): break
        default: values[member.place] = JSONRaw.integer(value).map { .integer($0) } ?? .none
        }
      }
    }
    return ComplaintRecord(values: values)
  }

  /// The hook of a decision record, without reading the rest.
  static func hook(of line: LedgerLine) -> String? {
    line.withData { data in
      var members = JSONMembers(data)
      while let (name, value) = members.next() {
        if JSONRaw.isEqual(name, "hook") { return JSONRaw.text(value) }
      }
      return nil
    }
  }
}
