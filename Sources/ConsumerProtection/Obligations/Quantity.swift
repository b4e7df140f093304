/// A number that a provision sets, such as the most representatives of a joint complaint; a row of a
/// regime's data, never a constant of the program.
public struct Quantity: Sendable, Equatable {
  /// The row's identifier, such as `CN3.12.reps`.
  public let id: String
  /// What it counts, such as `joint_representatives`.
  public let name: String
  /// The number.
  public let value: Int
  /// The plugin setting by which a bank may set a smaller one; nil = none may.
  public let setting: String?
  /// The first day of receipt that it applies to.
  public let inForceFrom: CivilDay
  /// The first day of receipt that it no longer applies to; nil while it is in force.
  public let inForceUntil: CivilDay?
  /// The provision.
  public let citation: Citation

  /// A number with its row.
  public init(
    id: String, name: String, value: Int, setting: String? = nil, inForceFrom: CivilDay,
    inForceUntil: CivilDay? = nil, citation: Citation
  ) {
    self.id = id
    self.name = name
    self.value = value
    self.setting = setting
    self.inForceFrom = inForceFrom
    self.inForceUntil = inForceUntil
    self.citation = citation
  }

  /// Whether it applies to what was received on the day.
  public func isInForce(on day: CivilDay) -> Bool {
    inForceFrom <= day && inForceUntil.map { day < $0 } ?? true
  }

  /// The same row with the bank's own number, where that is smaller.
  public func lowered(to own: Int) -> Quantity {
    guard own < value else { return self }
    return Quantity(
      id: id, name: name, value: own, setting: setting, inForceFrom: inForceFrom,
      inForceUntil: inForceUntil, citation: citation)
  }
}
