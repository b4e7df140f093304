internal import ConsumerProtection

/// What a person is looked for by. It never stands on a command line.
public struct PersonalIdentity: Sendable, Equatable {
  /// The number of the identity document.
  public var idNumber: String?
  /// A number of a card or account.
  public var account: String?
  /// A telephone number.
  public var phone: String?
  /// The name.
  public var name: String?

  /// An identity with what is known of it.
  public init(
    idNumber: String? = nil, account: String? = nil, phone: String? = nil, name: String? = nil
  ) {
    self.idNumber = idNumber
    self.account = account
    self.phone = phone
    self.name = name
  }

  /// Reads a JSON object with the members of `complainant`, or one plain line: an identity number, a
  /// telephone number, an account, or else a name.
  ///
  /// - Throws: `XB-007` for another shape, without repeating what was given.
  public init(text: String) throws(Failure) {
    if text.drop(while: \.isWhitespace).first == "{" {
      self = try Self.object(text)
    } else {
      self = Self.line(text)
    }
    guard !parts.isEmpty else { throw Self.wrong }
  }

  private static func object(_ text: String) throws(Failure) -> PersonalIdentity {
    guard let members = (try? JSONReader.value(of: Array(text.utf8)))?.members else { throw wrong }
    var identity = PersonalIdentity()
    for member in members {
      guard let text = member.value.text else { throw wrong }
      switch member.name {
      case "id_number": identity.idNumber = text
      case "account": identity.account = text
      case "phone": identity.phone = text
      case "name": identity.name = text
      default: throw wrong
      }
    }
    return identity
  }

  private static func line(_ text: String) -> PersonalIdentity {
    let plain = text.filter { !$0.isWhitespace && $0 != "-" && $0 != "+" }
    let digits = plain.compactMap(\.wholeNumberValue)
    let isIdentity = plain.count == 18 && digits.count == 17 && "xXｘＸ".contains(plain.last ?? " ")
    guard !digits.isEmpty, digits.count == plain.count || isIdentity else {
      return PersonalIdentity(name: plain.isEmpty ? nil : text)
    }
    if isIdentity || PersonalNumber.isIdentity(digits) { return PersonalIdentity(idNumber: plain) }
    let isLandline = digits.first == 0 && digits.count < 13
    if PersonalNumber.isMobile(digits) || isLandline || digits.count < 12 {
      return PersonalIdentity(phone: plain)
    }
    return PersonalIdentity(account: plain)
  }

  /// The sealed fields and what they must hold, the one that tells persons apart best first.
  var parts: [(field: String, value: String)] {
    [
      ("complainant.id_number", idNumber), ("complainant.account", account),
      ("complainant.phone", phone), ("complainant.name", name),
    ].compactMap { field, value in
      value.flatMap { $0.isEmpty ? nil : (field, $0) }
    }
  }

  /// What must be the same: a document's number is enough, and so is an account; a telephone or a name
  /// goes with the other where both are known.
  var decisive: [(field: String, value: String)] {
    let parts = parts
    guard let first = parts.first else { return [] }
    return first.field == "complainant.phone" ? parts : [first]
  }

  private static let wrong = Failure(
    Refusal.Code.malformedInput.text,
    problem: Phrase("无法识别要查找的人", "it is not clear who is looked for"),
    remedy: Phrase(
      "给出一行证件号、电话、账号或姓名，或 JSON 对象 {\"id_number\", \"phone\", \"account\", \"name\"}",
      "give one line with an identity number, telephone, account or name, or a JSON object of id_number,"
        + " phone, account and name"))
}
