internal import ConsumerProtection
internal import Reporting

/// The sealed texts of a complaint by the event and field that hold them, masked for printing.
struct FormTexts {
  private var found: [String: [(sequence: UInt64, text: String)]] = [:]
  private var numbers: [UInt64: Int] = [:]
  /// `declined.reason`, `declined.day`, `declined.by`: of each type of event the last one's.
  private(set) var values: [String: FormTemplate.Value] = [:]

  init(_ texts: [SealedTextView], _ history: [HistoryEntry]) {
    for entry in history {
      let type = Self.short(entry.type)
      values["\(type).day"] = .text(entry.day.iso)
      values["\(type).by"] = .text(entry.actor)
      for member in entry.data.members ?? [] {
        if member.name == "number", let number = member.value.integer {
          numbers[entry.sequence] = Int(number)
        }
        if let text = Self.text(member.value) { values["\(type).\(member.name)"] = .text(text) }
      }
    }
    for text in texts {
      guard let shown = Self.masked(text) else { continue }
      let name = "\(Self.short(text.type)).\(text.field)"
      found[name, default: []].append((text.sequence, shown))
      values[name] = .text(shown)
    }
  }

  /// The text of the last event of a type.
  func last(_ type: String, _ field: String) -> String? { found["\(type).\(field)"]?.last?.text }

  /// A text of intake as it stands: as it came in, or as a supplement put it right.
  func standing(_ field: String) -> String? {
    StandingTexts.correcting.flatMap { found["\($0).\(field)"] ?? [] }
      .max { $0.sequence < $1.sequence }?.text
  }

  /// The texts of all events of a type, oldest first.
  func all(_ type: String, _ field: String) -> [String] {
    (found["\(type).\(field)"] ?? []).map(\.text)
  }

  /// The texts of events that bear a number, by it.
  func byNumber(_ type: String, _ field: String) -> [Int: String] {
    var texts: [Int: String] = [:]
    for entry in found["\(type).\(field)"] ?? [] {
      if let number = numbers[entry.sequence] { texts[number] = entry.text }
    }
    return texts
  }

  /// `decided` for `complaint.decided`; the engine's own `decided` records are no facts of the case.
  private static func short(_ type: String) -> String {
    type.hasPrefix("complaint.") ? String(type.dropFirst("complaint.".count)) : "engine.\(type)"
  }

  private static func text(_ value: JSONValue) -> String? {
    switch value {
    case .text(let text): text
    case .integer(let number): "\(number)"
    case .boolean(let flag): flag ? "是" : "否"
    case .array(let items): items.compactMap(\.text).joined(separator: "、")
    case .null, .number, .object: nil
    }
  }

  /// As people see it who did not open it, by the masking table.
  private static func masked(_ view: SealedTextView) -> String? {
    switch view.sight {
    case .masked(let phrase): phrase.zh
    case .open(let text): Masking.field(view.field, text)
    case .erased: "（已删除）"
    case .keyMissing: "（密钥缺失）"
    }
  }
}
