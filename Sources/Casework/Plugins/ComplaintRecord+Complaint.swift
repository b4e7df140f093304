internal import ConsumerProtection
internal import PluginHost

extension ComplaintRecord {
  /// A complaint as plugins see it, in the declared order of fields.
  ///
  /// Personal texts are in plain only while the complaint is being registered.
  init(_ complaint: Complaint) {
    let receipt = complaint.receipt
    func text(_ value: String?) -> FieldValue { value.map { .text($0) } ?? .none }
    func coded(_ code: CodeValue) -> [FieldValue] { [.text(code.key), text(code.label)] }
    var values: [FieldValue] = [
      .text(complaint.id), .text(complaint.stage.name.rawValue), .text(complaint.receivedOn.iso),
    ]
    values += coded(receipt.intakeChannel) + coded(receipt.businessChannel)
    values += coded(receipt.businessClass) + coded(receipt.cause) + coded(receipt.region)
    values += [
      text(receipt.product), receipt.amount.map { .integer($0.fen) } ?? .none,
      .integer(Int64(receipt.headcount)), .text(complaint.handlingUnit),
      .text(receipt.respondentUnit), text(receipt.firstContactOwner),
      text(receipt.transferredBy?.rawValue), text(receipt.sourceSystem), text(receipt.sourceID),
      .bool(receipt.isSynthetic),
      receipt.narrative?.plain.map { .integer(Int64($0.count)) } ?? .none,
      text(receipt.narrative?.plain), text(receipt.demand?.plain),
      text(receipt.complainantName?.plain), text(receipt.complainantPhone?.plain),
    ]
    let noted = complaint.intake.particulars
    values += [
      text(noted.urgency?.rawValue), text(noted.escalatedTo?.rawValue),
      text(noted.capacity?.rawValue), .bool(noted.suspectsAgent),
    ]
    self.init(values: values)
  }
}
