internal import ConsumerProtection
internal import PluginHost

extension Draft {
  /// A draft from a row that an importer made, checked like one that a person wrote.
  ///
  /// - Throws: `XB-003` for a code that its table does not have, and the draft's other refusals.
  init(_ row: ImportDraft, source: String, site: SiteFile) throws(Failure) {
    var members: [JSONValue.Member] = []
    func add(_ name: String, _ text: String?) {
      if let text { members.append(.init(name, .text(text))) }
    }
    func add(_ name: String, _ integer: Int64?) {
      if let integer { members.append(.init(name, .integer(integer))) }
    }
    add("source_system", source)
    add("source_id", row.sourceID)
    add("received_on", row.receivedOn.iso)
    add("intake_channel", row.intakeChannel)
    add("intake_label", row.intakeLabel)
    add("product", row.product)
    add("business_class", row.businessClass)
    add("business_class_label", row.businessClassLabel)
    add("cause", row.cause)
    add("cause_label", row.causeLabel)
    add("region", row.region)
    add("region_label", row.regionLabel)
    add("amount", row.amount?.fen)
    add("narrative", row.narrative)
    add("headcount", row.headcount)
    add("transferred_by", row.transferredBy)
    // Where the source names no unit of ours the head office answers for it.
    add("unit", row.unit ?? site.institution.headOffice)
    add("respondent_unit", row.respondentUnit)
    add("business_channel", row.businessChannel)
    add("business_channel_label", row.businessChannelLabel)
    add("demand", row.demand)
    add("archive", row.archive)
    func add(_ name: String, _ texts: [String]) {
      if !texts.isEmpty { members.append(.init(name, .array(texts.map { .text($0) }))) }
    }
    add("outside_numbers", row.outsideNumbers)
    add("source_dates", row.dates.map { "\($0.name)=\($0.day.iso)" })
    let complainant = [
      ("name", row.complainantName), ("phone", row.complainantPhone),
      ("id_number", row.complainantIDNumber), ("address", row.complainantAddress),
    ].compactMap { name, text in text.map { JSONValue.Member(name, .text($0)) } }
    if !complainant.isEmpty { members.append(.init("complainant", .object(complainant))) }
    do throws(Refusal) {
      try self.init(json: .object(members), labels: site.labels, source: .importer)
    } catch {
      throw Failure(error)
    }
  }
}
