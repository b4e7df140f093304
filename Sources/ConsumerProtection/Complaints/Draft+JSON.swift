// A draft as a file, a form or an importer gives it.

extension Draft {
  /// Who wrote the JSON.
  public enum Source: Sendable, Hashable {
    /// A person: `amount` is a text in yuan, such as `"1234.56"`, or `amount_fen` an integer.
    case person
    /// An importer plugin: `amount` is an integer in fen; `archive` is allowed too.
    case importer
  }

  /// Reads a draft; nothing in it is dropped silently.
  ///
  /// A field with a code table takes a key, a standard name, an alias or the bank's own label,
  /// and keeps words that are not the standard's beside the key. A label alone (`cause_label`)
  /// that nothing answers to is kept with the key of a missing class.
  ///
  /// - Parameters:
  ///   - json: An object with the members of `complaint.received` and a `complainant` object.
  ///   - labels: The bank's own labels for each field: `["cause": ["制度": "C.rules"]]`.
  ///   - source: Who wrote it.
  /// - Throws: A refusal that names the member and, for an unknown one, the nearest.
  public init(
    json: JSONValue, labels: [String: [String: String]] = [:], source: Source = .person
  ) throws(Refusal) {
    let reader = try DraftReader(json, names: Self.memberNames(source), place: "")
    self.init()
    intakeChannel = try reader.code(.intakeChannel, label: "intake_label", labels)
    businessChannel = try reader.code(.businessChannel, labels)
    businessClass = try reader.code(.businessClass, labels)
    cause = try reader.code(.cause, labels)
    region = try reader.code(.region, labels)
    product = try reader.text("product")
    amount = try reader.amount(source)
    if let count = try reader.integer("headcount") { headcount = Int(count) }
    unit = try reader.text("unit")
    respondentUnit = try reader.text("respondent_unit")
    firstContactOwner = try reader.text("first_contact_owner")
    transferredBy = try reader.transferor("transferred_by")
    outsideNumbers = try reader.texts("outside_numbers")
    sourceSystem = try reader.text("source_system")
    sourceID = try reader.text("source_id")
    isSynthetic = try reader.flag("synthetic")
    narrative = try reader.text("narrative")
    demand = try reader.text("demand")
    receivedOn = try reader.day("received_on")
    archive = try reader.text("archive")
    sourceDates = try reader.texts("source_dates")
    if let object = try reader.object("complainant") { complainant = try Complainant(object) }
    try particulars.read(reader)
  }

  private static func memberNames(_ source: Source) -> [String] {
    let common = [
      "intake_channel", "intake_label", "business_channel", "business_channel_label",
      "business_class", "business_class_label", "cause", "cause_label", "region", "region_label",
      "product", "amount", "headcount", "unit", "respondent_unit", "first_contact_owner",
      "transferred_by", "outside_numbers", "source_system", "source_id", "synthetic", "narrative",
      "demand", "complainant", "received_on",
    ]
    return common + Particulars.memberNames
      + (source == .importer ? ["archive", "source_dates"] : ["amount_fen"])
  }
}

extension Draft.Complainant {
  fileprivate init(_ json: JSONValue) throws(Refusal) {
    let reader = try DraftReader(
      json, names: ["name", "phone", "id_number", "address", "account"], place: "complainant.")
    self.init(
      name: try reader.text("name"), phone: try reader.text("phone"),
      idNumber: try reader.text("id_number"), address: try reader.text("address"),
      account: try reader.text("account"))
  }
}

/// Reads the members of an object and refuses what it does not know.
struct DraftReader {
  private let members: [String: JSONValue]
  private let place: String

  init(_ json: JSONValue, names: [String], place: String) throws(Refusal) {
    self.place = place
    guard let list = json.members else {
      throw Self.wrongKind(place.isEmpty ? "JSON" : String(place.dropLast()), json, .object)
    }
    var members: [String: JSONValue] = [:]
    for member in list {
      guard names.contains(member.name) else {
        throw Self.unknown(place + member.name, names: names.map { place + $0 })
      }
      if case .null = member.value { continue }
      members[member.name] = member.value
    }
    self.members = members
  }

  func text(_ name: String) throws(Refusal) -> String? {
    guard let value = members[name] else { return nil }
    guard let text = value.text else { throw Self.wrongKind(place + name, value, .text) }
    return text
  }

  func integer(_ name: String) throws(Refusal) -> Int64? {
    guard let value = members[name] else { return nil }
    guard let integer = value.integer else { throw Self.wrongKind(place + name, value, .integer) }
    return integer
  }

  func flag(_ name: String) throws(Refusal) -> Bool {
    guard let value = members[name] else { return false }
    guard let flag = value.boolean else { throw Self.wrongKind(place + name, value, .flag) }
    return flag
  }

  func object(_ name: String) throws(Refusal) -> JSONValue? { members[name] }

  func texts(_ name: String) throws(Refusal) -> [String] {
    guard let value = members[name] else { return [] }
    guard let array = value.array else { throw Self.wrongKind(place + name, value, .texts) }
    var texts: [String] = []
    for element in array {
      guard let text = element.text else { throw Self.wrongKind(place + name, element, .texts) }
      texts.append(text)
    }
    return texts
  }

  func day(_ name: String) throws(Refusal) -> CivilDay? {
    guard let text = try text(name) else { return nil }
    if let day = CivilDay(iso: text) { return day }
    throw Refusal(
      .badDay,
      problem: Phrase("\(name) 不是可能的日期：“\(text)”", "`\(name)` is no possible day: `\(text)`"),
      remedy: Phrase("写作 2026-03-02", "write it as 2026-03-02"))
  }

  func transferor(_ name: String) throws(Refusal) -> Transferor? {
    guard let text = try text(name) else { return nil }
    if let transferor = Transferor(rawValue: text) { return transferor }
    let list = Transferor.allCases.map(\.rawValue)
    let zh = Transferor.allCases.map { "\($0.rawValue)（\($0.title.zh)）" }
    throw Refusal(
      .unknownCode,
      problem: Phrase("没有转办方“\(text)”", "there is no transferor `\(text)`"),
      remedy: Phrase(
        "可用：\(zh.joined(separator: "、"))", "use: \(list.joined(separator: ", "))"))
  }

  func amount(_ source: Draft.Source) throws(Refusal) -> Money? {
    if let fen = try integer("amount_fen") { return Money(fen: fen) }
    guard let value = members["amount"] else { return nil }
    switch (source, value) {
    case (.importer, .integer(let fen)): return Money(fen: fen)
    case (_, .text(let text)):
      if let money = Money(text) { return money }
      throw Refusal(
        .badNumber, problem: Phrase("金额“\(text)”无法识别", "`\(text)` is not an amount"),
        remedy: Phrase("以元为单位，写作 \"1234.56\"", "write yuan as \"1234.56\""))
    default:
      throw Refusal(
        .badNumber,
        problem: Phrase(
          "amount 是\(value.kind.zh)，看不出是元还是分",
          "`amount` is \(value.kind.en), which does not say yuan or fen"),
        remedy: Phrase(
          "写作文本 \"1234.56\"（元），或用 amount_fen（分，整数）",
          "write the text \"1234.56\" (yuan), or `amount_fen` (an integer)"))
    }
  }

  func code(
    _ table: CodeTable, label name: String? = nil, _ labels: [String: [String: String]]
  ) throws(Refusal) -> CodeValue {
    let own = labels[table.field] ?? [:]
    let label = try text(name ?? "\(table.field)_label").flatMap { $0.isEmpty ? nil : $0 }
    guard let word = try text(table.field), !word.isEmpty else {
      guard let label else { return CodeValue(table.missing) }
      return CodeValue(table.resolve(label, labels: own) ?? table.missing, label: label)
    }
    if table.row(word) != nil { return CodeValue(word, label: label) }
    guard let key = table.resolve(word, labels: own) else { throw .unknownCode(word, in: table) }
    let name = table.name(of: key)
    let isStandard = word == name.zh || word == name.en
    return CodeValue(key, label: label ?? (isStandard ? nil : word))
  }

  private enum Kind {
    case text, integer, flag, texts, object

    var title: Phrase {
      switch self {
      case .text: Phrase("文本", "a text")
      case .integer: Phrase("整数", "an integer")
      case .flag: Phrase("真假值", "a truth value")
      case .texts: Phrase("文本列表", "a list of texts")
      case .object: Phrase("对象", "an object")
      }
    }
  }

  private static func wrongKind(_ name: String, _ value: JSONValue, _ kind: Kind) -> Refusal {
    Refusal(
      .malformedInput,
      problem: Phrase(
        "\(name) 是\(value.kind.zh)，应为\(kind.title.zh)",
        "`\(name)` is \(value.kind.en), not \(kind.title.en)"),
      remedy: Phrase("请更正 \(name) 后重试", "correct `\(name)` and try again"))
  }

  private static func unknown(_ name: String, names: [String]) -> Refusal {
    let hint = Nearest.match(of: name, in: names)
    return Refusal(
      .malformedInput,
      problem: Phrase("没有字段“\(name)”", "there is no member `\(name)`"),
      remedy: Phrase(
        hint.map { "是否为 \($0)？" } ?? "可用：\(names.joined(separator: "、"))",
        hint.map { "did you mean `\($0)`?" } ?? "use: \(names.joined(separator: ", "))"))
  }
}
