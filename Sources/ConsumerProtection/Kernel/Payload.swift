/// Why a stored payload cannot be read.
public enum PayloadError: Error, Sendable, Equatable {
  /// The payload is no JSON object.
  case malformed(JSONError)
  /// A member is missing.
  case missing(String)
  /// A member has another kind of value than the one expected.
  case wrongKind(String, expected: String)
  /// A member's value is outside what the event allows.
  case badValue(String)
  /// The event's version is newer than this build knows.
  case newerThanThisBuild(type: String, version: Int)
  /// No event of this matter has that type.
  case unknownType(String)
}

/// The payload of a stored event: a JSON object of integers, texts, truth values and lists,
/// and the names of its sealed fields.
public struct Payload: Sendable, Equatable {
  private let members: [String: JSONValue]
  private let sealedKeys: [String: UInt64]

  /// Reads the plain part of a payload; sealed fields are given by name and key number.
  public init(data: [UInt8], sealed: [String: UInt64] = [:]) throws(PayloadError) {
    let value: JSONValue
    do {
      value = try JSONReader.value(of: data)
    } catch {
      throw .malformed(error)
    }
    try self.init(value, sealed: sealed)
  }

  /// A payload over a value already read.
  public init(_ value: JSONValue, sealed: [String: UInt64] = [:]) throws(PayloadError) {
    guard let list = value.members else { throw .wrongKind("", expected: "object") }
    members = Dictionary(list.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    sealedKeys = sealed
  }

  /// Whether the member is there and not null.
  public func has(_ name: String) -> Bool {
    switch members[name] {
    case nil, .null?: false
    default: true
    }
  }

  /// A text that must be there.
  public func text(_ name: String) throws(PayloadError) -> String {
    guard let text = try optionalText(name) else { throw .missing(name) }
    return text
  }

  /// A text that may be left out.
  public func optionalText(_ name: String) throws(PayloadError) -> String? {
    guard has(name), let value = members[name] else { return nil }
    guard let text = value.text else { throw .wrongKind(name, expected: "text") }
    return text
  }

  /// An integer that must be there.
  public func integer(_ name: String) throws(PayloadError) -> Int64 {
    guard let integer = try optionalInteger(name) else { throw .missing(name) }
    return integer
  }

  /// An integer that may be left out.
  public func optionalInteger(_ name: String) throws(PayloadError) -> Int64? {
    guard has(name), let value = members[name] else { return nil }
    guard let integer = value.integer else { throw .wrongKind(name, expected: "integer") }
    return integer
  }

  /// A truth value; false when it is left out.
  public func flag(_ name: String) throws(PayloadError) -> Bool {
    guard has(name), let value = members[name] else { return false }
    guard let boolean = value.boolean else { throw .wrongKind(name, expected: "truth value") }
    return boolean
  }

  /// A civil day that must be there, stored as `YYYY-MM-DD`.
  public func day(_ name: String) throws(PayloadError) -> CivilDay {
    guard let day = try optionalDay(name) else { throw .missing(name) }
    return day
  }

  /// A civil day that may be left out.
  public func optionalDay(_ name: String) throws(PayloadError) -> CivilDay? {
    guard let text = try optionalText(name) else { return nil }
    guard let day = CivilDay(iso: text) else { throw .badValue(name) }
    return day
  }

  /// A list of texts; empty when it is left out.
  public func texts(_ name: String) throws(PayloadError) -> [String] {
    var texts: [String] = []
    for value in try values(name) {
      guard let text = value.text else { throw .wrongKind(name, expected: "list of texts") }
      texts.append(text)
    }
    return texts
  }

  /// A list of objects; empty when it is left out.
  public func objects(_ name: String) throws(PayloadError) -> [Payload] {
    var objects: [Payload] = []
    for value in try values(name) { objects.append(try Payload(value)) }
    return objects
  }

  /// An object that may be left out.
  public func optionalObject(_ name: String) throws(PayloadError) -> Payload? {
    guard has(name), let value = members[name] else { return nil }
    return try Payload(value)
  }

  /// The raw value of a member, for what the bank declared itself.
  public func value(_ name: String) -> JSONValue? { members[name] }

  /// A sealed field, when the stored event has it.
  public func sealed(_ field: String) -> PersonalText? {
    sealedKeys[field].map { .recorded(key: $0) }
  }

  private func values(_ name: String) throws(PayloadError) -> [JSONValue] {
    guard has(name), let value = members[name] else { return [] }
    guard let array = value.array else { throw .wrongKind(name, expected: "list") }
    return array
  }
}
