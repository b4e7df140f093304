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
    // Records of another system name no unit of ours: the head office answers for them.
    add("unit", site.institution.headOffice)
    add("archive", row.archive)
    do throws(Refusal) {
      try self.init(json: .object(members), labels: site.labels, source: .importer)
    } catch {
      throw Failure(error)
    }
  }
}
