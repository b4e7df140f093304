internal import ConsumerProtection

/// Reads a complaint's draft from JSON: `docs/reference/complaint-json.md`.
///
/// A word for a coded field may be the standard key, its name, or the bank's own label; what the bank
/// wrote is kept beside the key.
struct DraftReader {
  private let members: [JSONValue.Member]
  private let site: SiteFile

  private static let known = [
    "on", "intake_channel", "intake_label", "business_channel", "business_channel_label",
    "business_class", "business_class_label", "cause", "cause_label", "region", "region_label",
    "product", "amount", "headcount", "unit", "respondent_unit", "first_contact_owner",
    "transferred_by", "outside_numbers", "source", "synthetic", "narrative", "demand",
    "complainant",
  ]

  init(_ value: JSONValue, site: SiteFile) throws(Failure) {
    guard let members = value.members else {
      throw Self.malformed("", "应为一个 JSON 对象", "must be a JSON object")
    }
    for member in members where !Self.known.contains(member.name) {
      throw Self.unknown(member.name, Self.known)
    }
    self.members = members
    self.site = site
  }

  /// The business day inside the draft, where it has one.
  func businessTime() throws(Failure) -> BusinessTime? {
    guard let text = try text("on") else { return nil }
    return try BusinessTime(text: text)
  }

  func draft() throws(Failure) -> Draft {
    var draft = Draft(narrative: try text("narrative") ?? "")
    draft.intakeChannel = try coded("intake_channel", "intake_label", .intakeChannel)
    draft.businessChannel = try coded(
      "business_channel", "business_channel_label", .businessChannel)
    draft.businessClass = try coded("business_class", "business_class_label", .businessClass)
    draft.cause = try coded("cause", "cause_label", .cause)
    draft.region = try coded("region", "region_label", .region)
    draft.product = try text("product")
    draft.amount = try amount()
    draft.headcount = try integer("headcount") ?? 1
    draft.unit = try text("unit")
    draft.respondentUnit = try text("respondent_unit")
    draft.firstContactOwner = try text("first_contact_owner")
    draft.transferredBy = try transferor()
    draft.outsideNumbers = try texts("outside_numbers")
    draft.isSynthetic = try flag("synthetic")
    draft.demand = try text("demand")
    draft.complainant = try complainant()
    (draft.sourceSystem, draft.sourceID) = try source()
    return draft
  }

  // MARK: coded fields

  private func coded(
    _ name: String, _ label: String, _ table: CodeTable
  ) throws(Failure) -> CodeValue {
    let own = try text(label)
    let given = try text(name)
    guard let word = given ?? own else { return CodeValue(table.missing) }
    return try CodedWord(word, own: own, table: table, site: site).value()
  }

  // MARK: plain fields

  private func value(_ name: String) -> JSONValue? {
    guard let value = members.first(where: { $0.name == name })?.value, value != .null else {
      return nil
    }
    return value
  }

  private func text(_ name: String) throws(Failure) -> String? {
    guard let value = value(name) else { return nil }
    guard let text = value.text else { throw Self.wrongKind(name, "文本", "a text", value) }
    return text
  }

  private func integer(_ name: String) throws(Failure) -> Int? {
    guard let value = value(name) else { return nil }
    guard let integer = value.integer else {
      throw Self.wrongKind(name, "整数", "an integer", value)
    }
    return Int(clamping: integer)
  }

  private func flag(_ name: String) throws(Failure) -> Bool {
    guard let value = value(name) else { return false }
    guard let flag = value.boolean else {
      throw Self.wrongKind(name, "true 或 false", "true or false", value)
    }
    return flag
  }

  private func texts(_ name: String) throws(Failure) -> [String] {
    guard let value = value(name) else { return [] }
    guard let array = value.array, array.allSatisfy({ $0.text != nil }) else {
      throw Self.wrongKind(name, "文本列表", "a list of texts", value)
    }
    return array.compactMap(\.text)
  }

  private func amount() throws(Failure) -> Money? {
    guard let value = value("amount") else { return nil }
    guard let text = value.text, let money = Money(text) else {
      throw Self.malformed(
        "amount", "应为以元计的文本，如 \"1234.56\"，而不是\(value.kind.zh)",
        "must be yuan as a text such as \"1234.56\", not \(value.kind.en)")
    }
    return money
  }

  private func transferor() throws(Failure) -> Transferor? {
    guard let text = try text("transferred_by") else { return nil }
    guard let transferor = Transferor(rawValue: text) else {
      throw Self.unknownWord("transferred_by", text, Transferor.allCases.map(\.rawValue))
    }
    return transferor
  }

  private func complainant() throws(Failure) -> Draft.Complainant {
    guard let value = value("complainant") else { return Draft.Complainant() }
    let parts = try nested("complainant", value, ["name", "phone", "id_number", "address"])
    return Draft.Complainant(
      name: parts["name"], phone: parts["phone"], idNumber: parts["id_number"],
      address: parts["address"])
  }

  private func source() throws(Failure) -> (String?, String?) {
    guard let value = value("source") else { return (nil, nil) }
    let parts = try nested("source", value, ["system", "id"])
    return (parts["system"], parts["id"])
  }

  private func nested(
    _ name: String, _ value: JSONValue, _ known: [String]
  ) throws(Failure) -> [String: String] {
    guard let members = value.members else {
      throw Self.wrongKind(name, "对象", "an object", value)
    }
    var parts: [String: String] = [:]
    for member in members where member.value != .null {
      guard known.contains(member.name) else { throw Self.unknown("\(name).\(member.name)", known) }
      guard let text = member.value.text else {
        throw Self.wrongKind("\(name).\(member.name)", "文本", "a text", member.value)
      }
      parts[member.name] = text
    }
    return parts
  }

  // MARK: refusals

  private static func malformed(_ name: String, _ zh: String, _ en: String) -> Failure {
    let place = name.isEmpty ? Phrase("投诉", "the complaint") : Phrase(same: name)
    return Failure(
      Refusal.Code.malformedInput.text, problem: Phrase("\(place.zh) \(zh)", "\(place.en) \(en)"),
      remedy: Phrase(
        "字段说明见 docs/reference/complaint-json.md", "The fields stand in docs/reference/complaint-json.md"))
  }

  private static func wrongKind(
    _ name: String, _ zh: String, _ en: String, _ value: JSONValue
  ) -> Failure {
    malformed(name, "应为\(zh)，而不是\(value.kind.zh)", "must be \(en), not \(value.kind.en)")
  }

  private static func unknown(_ name: String, _ known: [String]) -> Failure {
    let hint = Nearest.match(of: name, in: known)
    return malformed(
      name, "不是已知字段" + (hint.map { "；是否为 \($0)？" } ?? ""),
      "is no known field" + (hint.map { "; did you mean \($0)?" } ?? ""))
  }

  private static func unknownWord(_ name: String, _ word: String, _ known: [String]) -> Failure {
    let list = known.joined(separator: ", ")
    return Failure(
      Refusal.Code.unknownCode.text,
      problem: Phrase("\(name) 没有“\(word)”", "\(name) has no `\(word)`"),
      remedy: Phrase("可用：\(list)", "One of: \(list)"))
  }
}

/// Finds the key that a word means, and keeps the word where it is the bank's own.
struct CodedWord {
  private let word: String
  private let own: String?
  private let table: CodeTable
  private let site: SiteFile

  init(_ word: String, own: String?, table: CodeTable, site: SiteFile) {
    self.word = word
    self.own = own
    self.table = table
    self.site = site
  }

  /// - Throws: `XB-003` for a word that nothing answers to, with the nearest key.
  func value() throws(Failure) -> CodeValue {
    guard let key = table.resolve(word, labels: site.labels[table.field] ?? [:]) else {
      throw unknown()
    }
    let label = own ?? word
    let name = table.name(of: key)
    return CodeValue(key, label: [key, name.zh, name.en].contains(label) ? nil : label)
  }

  private func unknown() -> Failure {
    let hint = table.nearest(to: word).map { key in
      let name = table.name(of: key)
      return Phrase("；是否为 \(key)（\(name.zh)）？", "; did you mean \(key) (\(name.en))?")
    }
    let keys = table.rows.map(\.key).joined(separator: ", ")
    return Failure(
      Refusal.Code.unknownCode.text,
      problem: Phrase(
        "\(table.title.zh)没有“\(word)”" + (hint?.zh ?? ""),
        "There is no \(table.title.en) `\(word)`" + (hint?.en ?? "")),
      remedy: Phrase(
        "可用：\(keys)；本行自有名称写入 \(SiteFile.fileName) 的 labels.\(table.field)",
        "One of: \(keys); the bank's own labels go into labels.\(table.field) of \(SiteFile.fileName)"
      ))
  }
}
