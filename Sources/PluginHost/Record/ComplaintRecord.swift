internal import ConsumerProtection

/// What one field of a record holds.
public enum FieldValue: Sendable, Equatable {
  /// Absent; reads as nil.
  case none
  /// A truth value.
  case bool(Bool)
  /// An integer: money in fen, counts.
  case integer(Int64)
  /// Text; a day as `YYYY-MM-DD`.
  case text(String)
}

/// The complaint as plugins may see it: one value a field, in the order of ``ComplaintFields/all``.
public struct ComplaintRecord: Sendable, Equatable {
  /// One value a field.
  public private(set) var values: [FieldValue]

  /// A record from values in the declared order.
  ///
  /// Personal texts are given in plain; the host masks them or leaves them out as each plugin's
  /// permissions say.
  public init(values: [FieldValue]) {
    precondition(
      values.count == ComplaintFields.all.count,
      "a complaint record has \(ComplaintFields.all.count) fields, not \(values.count)")
    self.values = values
  }

  /// A record whose fields are all absent.
  public init() {
    values = Array(repeating: .none, count: ComplaintFields.all.count)
  }

  /// The day of receipt, where the record has one.
  var receivedOn: CivilDay? {
    guard case .text(let text)? = self["received_on"] else { return nil }
    return CivilDay(iso: text)
  }

  /// The value of a field by its name; nil for a name that is not declared.
  public subscript(name: String) -> FieldValue? {
    get { ComplaintFields.index(of: name).map { values[$0] } }
    set {
      guard let index = ComplaintFields.index(of: name) else {
        preconditionFailure("a complaint has no field \(name)")
      }
      values[index] = newValue ?? .none
    }
  }
}
