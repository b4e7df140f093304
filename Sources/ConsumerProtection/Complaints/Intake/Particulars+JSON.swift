// The particulars as a draft's JSON gives them.

extension Particulars {
  /// The members of a draft that belong here.
  static let memberNames = [
    "urgency", "sensitivity", "vulnerable_groups", "demand_kinds", "escalated_to",
    "suspected_agent", "capacity", "major", "channel_facts", "proxy", "heir", "representatives",
  ]

  /// Reads them from an object that holds nothing else.
  ///
  /// - Throws: A refusal that names the member.
  public init(json: JSONValue) throws(Refusal) {
    self.init()
    try read(DraftReader(json, names: Self.memberNames, place: ""))
  }

  mutating func read(_ reader: DraftReader) throws(Refusal) {
    urgency = try reader.choice("urgency", Phrase("紧急程度", "urgency"))
    sensitivity = try reader.codes(.sensitivity)
    vulnerableGroups = try reader.codes(.vulnerableGroup)
    demandKinds = try reader.codes(.demandKind)
    escalatedTo = try reader.transferor("escalated_to")
    suspectsAgent = try reader.flag("suspected_agent")
    capacity = try reader.choice("capacity", Phrase("投诉人身份", "capacity"))
    major = try reader.choice("major", Phrase("重大投诉情形", "ground of a major complaint"))
    channelFacts = try Self.facts(reader.object("channel_facts"))
    if let object = try reader.object("proxy") { try readProxy(object) }
    if let object = try reader.object("heir") {
      let heir = try DraftReader(object, names: ["proof"], place: "heir.")
      proof = .plain(unlessEmpty: try heir.text("proof"))
    }
    let names = try reader.texts("representatives")
    representativeCount = names.count
    representatives = .plain(unlessEmpty: names.joined(separator: "\n"))
  }

  private mutating func readProxy(_ object: JSONValue) throws(Refusal) {
    let proxy = try DraftReader(
      object, names: ["name", "phone", "id_number", "authorisation", "difficulty"],
      place: "proxy.")
    proxyName = .plain(unlessEmpty: try proxy.text("name"))
    proxyPhone = .plain(unlessEmpty: try proxy.text("phone"))
    proxyIDNumber = .plain(unlessEmpty: try proxy.text("id_number"))
    proof = .plain(unlessEmpty: try proxy.text("authorisation"))
    difficulty = .plain(unlessEmpty: try proxy.text("difficulty"))
  }

  private static func facts(_ value: JSONValue?) throws(Refusal) -> [JSONValue.Member] {
    var facts: [JSONValue.Member] = []
    for member in value?.members ?? [] where member.value != .null {
      guard let text = member.value.text else {
        throw Refusal(
          .malformedInput,
          problem: Phrase(
            "channel_facts.\(member.name) 是\(member.value.kind.zh)，应为文本",
            "`channel_facts.\(member.name)` is \(member.value.kind.en), not a text"),
          remedy: Phrase("请更正后重试", "correct it and try again"))
      }
      if !text.isEmpty { facts.append(.init(member.name, .text(text))) }
    }
    return facts.sorted { $0.name < $1.name }
  }
}

extension DraftReader {
  /// One of a closed list of words.
  func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ name: String, _ title: Phrase
  ) throws(Refusal) -> Choice? {
    guard let text = try text(name), !text.isEmpty else { return nil }
    if let choice = Choice(rawValue: text) { return choice }
    let list = Choice.allCases.map(\.rawValue)
    throw Refusal(
      .unknownCode,
      problem: Phrase("\(title.zh)没有“\(text)”", "there is no \(title.en) `\(text)`"),
      remedy: Phrase(
        "可用：\(list.joined(separator: "、"))", "use: \(list.joined(separator: ", "))"))
  }

  /// Several keys of a table; words are resolved like those of the classes, and none is taken twice.
  func codes(_ table: CodeTable) throws(Refusal) -> [String] {
    var keys: [String] = []
    for word in try texts(table.field) {
      guard let key = table.resolve(word) else { throw .unknownCode(word, in: table) }
      if key != table.missing, !keys.contains(key) { keys.append(key) }
    }
    return keys
  }
}
