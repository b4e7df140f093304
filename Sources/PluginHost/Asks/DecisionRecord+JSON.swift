internal import ConsumerProtection

extension DecisionRecord {
  /// The most bytes that `json` has.
  public static let byteCountMax = 4096

  /// Canonical JSON of at most 4 KiB: the data of the `decided` event. Long lists and texts are
  /// cut, and the count of what was left out stands in their place.
  public var json: [UInt8] {
    for (items, text) in [(64, 400), (24, 160), (10, 80), (4, 40), (1, 24), (0, 16)] {
      let bytes = json(items: items, text: text)
      if bytes.count <= Self.byteCountMax { return bytes }
    }
    return json(items: 0, text: 0)
  }

  private func json(items: Int, text: Int) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("hook", .text(hook))
      writer.member("set", .integer(setNumber))
      writer.member("position", .integer(position))
      Self.list("used", used, items, &writer) { Self.value(of: $0, text) }
      Self.list("losers", losers, items, &writer) { Self.value(of: $0, text) }
      Self.list("conflicts", conflicts, items, &writer) { Self.value(of: $0, text) }
      Self.list("failures", failures, items, &writer) { Self.value(of: $0) }
      Self.list("asked", asked, items, &writer) { Self.value(of: $0, items) }
    }
    return writer.bytes
  }

  /// A list, left out when it is empty; what is cut is counted in a member beside it.
  private static func list<Element>(
    _ name: String, _ elements: [Element], _ limit: Int, _ writer: inout JSONWriter,
    _ value: (Element) -> JSONValue
  ) {
    guard !elements.isEmpty else { return }
    writer.member(name, .array(elements.prefix(limit).map(value)))
    if elements.count > limit {
      writer.member("\(name)_left_out", .integer(Int64(elements.count - limit)))
    }
  }

  private static func value(of given: Given, _ text: Int) -> JSONValue {
    var members = [
      JSONValue.Member("plugin", .text(given.plugin)), JSONValue.Member("at", .text(given.at)),
      JSONValue.Member("answer", cut(given.answer, text)),
    ]
    if let because = given.because {
      members.append(.init("because", cut(because.json, text)))
    }
    if let reason = given.reason { members.append(.init("reason", phrase(reason, text))) }
    return .object(members)
  }

  private static func value(of conflict: Conflict, _ text: Int) -> JSONValue {
    func place(_ given: Given) -> JSONValue {
      .object([
        .init("plugin", .text(given.plugin)), .init("at", .text(given.at)),
        .init("answer", cut(given.answer, text)),
      ])
    }
    return .object([
      .init("about", .text(conflict.about)), .init("kept", place(conflict.kept)),
      .init("other", place(conflict.other)), .init("reason", phrase(conflict.reason, text)),
    ])
  }

  private static func value(of failed: Failed) -> JSONValue {
    var members = [
      JSONValue.Member("plugin", .text(failed.plugin)),
      JSONValue.Member("code", .text(failed.code.text)),
    ]
    if let at = failed.at { members.append(.init("at", .text(at))) }
    return .object(members)
  }

  private static func value(of asked: Asked, _ limit: Int) -> JSONValue {
    var members = [JSONValue.Member("plugin", .text(asked.plugin))]
    if let digest = asked.digest { members.append(.init("digest", .text(digest.description))) }
    members.append(.init("enforcement", .text(asked.enforcement.rawValue)))
    if !asked.reads.isEmpty {
      members.append(.init("reads", .array(asked.reads.prefix(limit).map { .text($0) })))
      if asked.reads.count > limit {
        members.append(.init("reads_left_out", .integer(Int64(asked.reads.count - limit))))
      }
    }
    if !asked.contextReads.isEmpty {
      members.append(.init("context_reads", .array(asked.contextReads.map { .text($0) })))
    }
    if let digest = asked.readsDigest { members.append(.init("reads_sha256", .text(digest))) }
    members.append(.init("instructions", .integer(Int64(asked.instructions))))
    return .object(members)
  }

  private static func phrase(_ phrase: Phrase, _ text: Int) -> JSONValue {
    .object([
      .init("zh", cut(.text(phrase.zh), text)), .init("en", cut(.text(phrase.en), text)),
    ])
  }

  /// Cuts texts and lists inside a value; `…+12` says that 12 characters are missing.
  private static func cut(_ value: JSONValue, _ limit: Int) -> JSONValue {
    switch value {
    case .text(let text):
      let scalars = text.unicodeScalars
      guard scalars.count > limit else { return value }
      return .text(String(scalars.prefix(limit)) + "…+\(scalars.count - limit)")
    case .array(let elements):
      return .array(elements.prefix(16).map { cut($0, limit) })
    case .object(let members):
      return .object(members.prefix(16).map { JSONValue.Member($0.name, cut($0.value, limit)) })
    default: return value
    }
  }
}
