/// The bank received a complaint.
///
/// | version | since | payload |
/// | --- | --- | --- |
/// | 1 | 0.1 | the five codes, each with the bank's own label; product, amount, people, units, origin, `held`, `obligations`; sealed: narrative, demand, complainant |
/// | 1 | 0.1 | optional besides: the members of `Particulars` with their sealed texts |
public struct ComplaintReceived: Sendable, Equatable {
  /// `complaint.received`
  public static let type = "complaint.received"

  /// How it came in.
  public internal(set) var intakeChannel: CodeValue
  /// Where the business was done.
  public internal(set) var businessChannel: CodeValue
  /// What kind of business it is about.
  public internal(set) var businessClass: CodeValue
  /// Why the consumer complains.
  public internal(set) var cause: CodeValue
  /// Where the consumer lives.
  public internal(set) var region: CodeValue
  /// The product, in the bank's own words.
  public internal(set) var product: String?
  /// The amount in dispute.
  public internal(set) var amount: Money?
  /// How many complain together.
  public internal(set) var headcount: Int
  /// The receiving unit.
  public internal(set) var unit: String
  /// The unit complained about.
  public internal(set) var respondentUnit: String
  /// Who spoke with the customer first.
  public internal(set) var firstContactOwner: String?
  /// Who transferred it.
  public internal(set) var transferredBy: Transferor?
  /// Its numbers elsewhere.
  public internal(set) var outsideNumbers: [String]
  /// The system it was taken from.
  public internal(set) var sourceSystem: String?
  /// Its number in that system.
  public internal(set) var sourceID: String?
  /// The days that the other system names, each as `name=2024-03-02`.
  public internal(set) var sourceDates: [String] = []
  /// Whether it was invented for a demonstration.
  public internal(set) var isSynthetic: Bool
  /// The minute of the business day, where it was given.
  public internal(set) var minute: Int?
  /// Codes of plugin failures; not empty means that it waits in the manual queue.
  public internal(set) var held: [String]
  /// What falls due, as it was decided then.
  public internal(set) var obligations: [Obligation]
  /// What the complainant says.
  public internal(set) var narrative: PersonalText?
  /// What the complainant wants.
  public internal(set) var demand: PersonalText?
  /// The complainant's name.
  public internal(set) var complainantName: PersonalText?
  /// The complainant's telephone number.
  public internal(set) var complainantPhone: PersonalText?
  /// The number of the complainant's identity document.
  public internal(set) var complainantIDNumber: PersonalText?
  /// The complainant's address.
  public internal(set) var complainantAddress: PersonalText?
  /// Numbers of the complainant's cards and accounts; since 0.4.
  public internal(set) var complainantAccount: PersonalText?
  /// Urgency, marks, capacity and what belongs to the channel.
  public internal(set) var particulars = Particulars()
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope
}

extension ComplaintReceived {
  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    intakeChannel = try payload.code("intake_channel", label: "intake_label")
    businessChannel = try payload.code("business_channel")
    businessClass = try payload.code("business_class")
    cause = try payload.code("cause")
    region = try payload.code("region")
    product = try payload.optionalText("product")
    amount = try payload.optionalInteger("amount_fen").map(Money.init(fen:))
    headcount = Int(try payload.integer("headcount"))
    unit = try payload.text("unit")
    respondentUnit = try payload.text("respondent_unit")
    firstContactOwner = try payload.optionalText("first_contact_owner")
    transferredBy = try payload.optionalChoice("transferred_by")
    outsideNumbers = try payload.texts("outside_numbers")
    sourceSystem = try payload.optionalText("source_system")
    sourceID = try payload.optionalText("source_id")
    sourceDates = try payload.texts("source_dates")
    isSynthetic = try payload.flag("synthetic")
    minute = try payload.minute("minute")
    held = try payload.texts("held")
    obligations = []
    for object in try payload.objects("obligations") {
      obligations.append(try Obligation(payload: object))
    }
    narrative = payload.sealed("narrative")
    demand = payload.sealed("demand")
    complainantName = payload.sealed("complainant.name")
    complainantPhone = payload.sealed("complainant.phone")
    complainantIDNumber = payload.sealed("complainant.id_number")
    complainantAddress = payload.sealed("complainant.address")
    complainantAccount = payload.sealed("complainant.account")
    particulars = try Particulars(payload: payload)
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("intake_channel", intakeChannel, label: "intake_label")
    payload.write("business_channel", businessChannel)
    payload.write("business_class", businessClass)
    payload.write("cause", cause)
    payload.write("region", region)
    payload.write("product", product)
    payload.write("amount_fen", amount?.fen)
    payload.write("headcount", headcount)
    payload.write("unit", unit)
    payload.write("respondent_unit", respondentUnit)
    payload.write("first_contact_owner", firstContactOwner)
    payload.write("transferred_by", transferredBy?.rawValue)
    payload.write("outside_numbers", outsideNumbers)
    payload.write("source_system", sourceSystem)
    payload.write("source_id", sourceID)
    payload.write("source_dates", sourceDates)
    payload.write("synthetic", flag: isSynthetic)
    payload.write("minute", minute.map(Int64.init))
    payload.write("held", held)
    payload.write("obligations", objects: obligations) { $0.write(to: &$1) }
    payload.seal("narrative", narrative)
    payload.seal("demand", demand)
    payload.seal("complainant.name", complainantName)
    payload.seal("complainant.phone", complainantPhone)
    payload.seal("complainant.id_number", complainantIDNumber)
    payload.seal("complainant.address", complainantAddress)
    payload.seal("complainant.account", complainantAccount)
    particulars.write(to: &payload)
  }
}

extension Payload {
  fileprivate func code(
    _ name: String, label: String? = nil
  ) throws(PayloadError) -> CodeValue {
    CodeValue(try text(name), label: try optionalText(label ?? "\(name)_label"))
  }

  /// One of a closed list of texts; a text outside it is a bad value.
  func choice<Choice: RawRepresentable<String>>(
    _ name: String
  ) throws(PayloadError) -> Choice {
    guard let choice = Choice(rawValue: try text(name)) else { throw .badValue(name) }
    return choice
  }

  /// One of a closed list of texts, which may be left out.
  func optionalChoice<Choice: RawRepresentable<String>>(
    _ name: String
  ) throws(PayloadError) -> Choice? {
    has(name) ? try choice(name) : nil
  }
}

extension PayloadWriter {
  fileprivate mutating func write(_ name: String, _ code: CodeValue, label: String? = nil) {
    write(name, code.key)
    write(label ?? "\(name)_label", code.label)
  }
}
