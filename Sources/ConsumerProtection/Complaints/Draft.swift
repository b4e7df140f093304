/// A complaint as it comes in, before it is checked.
public struct Draft: Sendable, Equatable {
  /// Who brings it (投诉人); all of it is sealed.
  public struct Complainant: Sendable, Equatable {
    /// The name.
    public var name: String?
    /// The telephone number.
    public var phone: String?
    /// The number of the identity document.
    public var idNumber: String?
    /// The address, also an e-mail address.
    public var address: String?
    /// Numbers of cards and accounts.
    public var account: String?

    /// What is known of the complainant.
    public init(
      name: String? = nil, phone: String? = nil, idNumber: String? = nil, address: String? = nil,
      account: String? = nil
    ) {
      self.account = account
      self.name = name
      self.phone = phone
      self.idNumber = idNumber
      self.address = address
    }
  }

  /// How it came in.
  public var intakeChannel = CodeValue(CodeTable.intakeChannel.missing)
  /// Where the business was done.
  public var businessChannel = CodeValue(CodeTable.businessChannel.missing)
  /// What kind of business it is about.
  public var businessClass = CodeValue(CodeTable.businessClass.missing)
  /// Why the consumer complains.
  public var cause = CodeValue(CodeTable.cause.missing)
  /// Where the consumer lives.
  public var region = CodeValue(CodeTable.region.missing)
  /// The product, in the bank's own words.
  public var product: String?
  /// The amount in dispute.
  public var amount: Money?
  /// How many complain together, at least 1.
  public var headcount = 1
  /// The receiving unit; nil takes the actor's.
  public var unit: String?
  /// The unit complained about (被投诉机构); nil takes the receiving one.
  public var respondentUnit: String?
  /// Who spoke with the customer first and answers for it (首问责任人); nil takes the actor where
  /// the actor is a person of the bank.
  public var firstContactOwner: String?
  /// Who transferred it.
  public var transferredBy: Transferor?
  /// Its numbers elsewhere, such as the regulator's.
  public var outsideNumbers: [String] = []
  /// The system it was taken from.
  public var sourceSystem: String?
  /// Its number in that system.
  public var sourceID: String?
  /// Whether it was invented for a demonstration.
  public var isSynthetic = false
  /// What the complainant says; never empty, at most 64 KiB.
  public var narrative: String?
  /// What the complainant wants.
  public var demand: String?
  /// Who brings it.
  public var complainant = Complainant()
  /// The day of receipt that an importer read; equals the business day of the command.
  public var receivedOn: CivilDay?
  /// The outcome it had in another system; it is archived at once.
  public var archive: String?
  /// The days that the other system names, each as `name=2024-03-02`.
  public var sourceDates: [String] = []
  /// Urgency, marks, capacity and what belongs to the channel.
  public var particulars = Particulars()

  /// Values of the bank's own fields, already checked by their declarations.
  public var fields: [JSONValue.Member] = []

  /// A draft with a narrative and nothing else yet.
  public init(narrative: String? = nil) {
    self.narrative = narrative
  }
}
