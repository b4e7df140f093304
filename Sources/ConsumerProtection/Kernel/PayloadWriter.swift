/// Collects what an event stores: plain members in the order of the calls, and texts to seal.
///
/// A value that is absent is left out, never written as null.
public struct PayloadWriter: Sendable {
  /// A text that the ledger must seal.
  public struct Sealed: Sendable, Equatable {
    /// The field's name, e.g. `complainant.name`.
    public let field: String
    /// The text in plain.
    public let text: String
    /// The scope of its key.
    public var scope: String { PersonalText.scope(of: field) }
  }

  private var members: [JSONValue.Member] = []
  /// The texts to seal, in the order of the calls.
  public private(set) var sealed: [Sealed] = []

  /// An empty payload.
  public init() {}

  /// The plain part as a value.
  public var value: JSONValue { .object(members) }

  /// The plain part as canonical JSON.
  public var data: [UInt8] {
    var writer = JSONWriter()
    writer.write(value)
    return writer.bytes
  }

  /// Writes a text, or nothing.
  public mutating func write(_ name: String, _ text: String?) {
    if let text { members.append(.init(name, .text(text))) }
  }

  /// Writes an integer, or nothing.
  public mutating func write(_ name: String, _ integer: Int64?) {
    if let integer { members.append(.init(name, .integer(integer))) }
  }

  /// Writes an integer.
  public mutating func write(_ name: String, _ integer: Int) {
    members.append(.init(name, .integer(Int64(integer))))
  }

  /// Writes `true`, or nothing for false.
  public mutating func write(_ name: String, flag: Bool) {
    if flag { members.append(.init(name, .boolean(true))) }
  }

  /// Writes a civil day as `YYYY-MM-DD`, or nothing.
  public mutating func write(_ name: String, _ day: CivilDay?) {
    write(name, day?.iso)
  }

  /// Writes a list of texts, or nothing for an empty one.
  public mutating func write(_ name: String, _ texts: [String]) {
    if !texts.isEmpty { members.append(.init(name, .array(texts.map { .text($0) }))) }
  }

  /// Writes a nested object.
  public mutating func write(_ name: String, object body: (inout PayloadWriter) -> Void) {
    var nested = PayloadWriter()
    body(&nested)
    members.append(.init(name, nested.value))
  }

  /// Writes a list of objects, or nothing for an empty one.
  public mutating func write<Element>(
    _ name: String, objects: [Element], _ body: (Element, inout PayloadWriter) -> Void
  ) {
    guard !objects.isEmpty else { return }
    let values = objects.map { element in
      var nested = PayloadWriter()
      body(element, &nested)
      return nested.value
    }
    members.append(.init(name, .array(values)))
  }

  /// Writes a value as it is, or nothing.
  public mutating func write(_ name: String, value: JSONValue?) {
    if let value { members.append(.init(name, value)) }
  }

  /// Hands a personal text over for sealing, or nothing.
  public mutating func seal(_ field: String, _ text: PersonalText?) {
    guard let text else { return }
    guard case .plain(let plain) = text else {
      preconditionFailure("a recorded text is never written a second time: \(field)")
    }
    sealed.append(Sealed(field: field, text: plain))
  }
}
