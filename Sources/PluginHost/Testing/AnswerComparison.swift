internal import ConsumerProtection

/// Compares a script's answer with what a test expects; each difference names its path.
enum AnswerComparison {
  /// Exactly equal, but for the form of `because`.
  static func differences(_ expected: JSONValue, _ found: JSONValue) -> [Phrase] {
    compare(expected, found, path: "", isExact: true)
  }

  /// What is named must be there: members equal, list elements present in any order.
  static func missing(_ expected: JSONValue, in found: JSONValue) -> [Phrase] {
    compare(expected, found, path: "", isExact: false)
  }

  private static func compare(
    _ expected: JSONValue, _ found: JSONValue, path: String, isExact: Bool
  ) -> [Phrase] {
    let (expected, found) = (settled(expected, path), settled(found, path))
    switch (expected, found) {
    case (.object(let members), .object(let others)):
      return compare(members, others, path: path, isExact: isExact)
    case (.array(let elements), .array(let others)):
      return isExact
        ? exactly(elements, others, path: path) : contained(elements, others, path: path)
    // An empty table is both an empty list and an empty mapping.
    case (.object(let members), .array(let others)) where members.isEmpty && others.isEmpty,
      (.array(let others), .object(let members)) where members.isEmpty && others.isEmpty:
      return []
    default:
      return expected == found ? [] : [differ(path, expected.line, found.line)]
    }
  }

  private static func compare(
    _ members: [JSONValue.Member], _ others: [JSONValue.Member], path: String, isExact: Bool
  ) -> [Phrase] {
    var differences: [Phrase] = []
    for member in members {
      let place = path.isEmpty ? member.name : "\(path).\(member.name)"
      let other = others.first { $0.name == member.name }?.value ?? .null
      differences += compare(member.value, other, path: place, isExact: isExact)
    }
    guard isExact else { return differences }
    for other in others where !members.contains(where: { $0.name == other.name }) {
      let place = path.isEmpty ? other.name : "\(path).\(other.name)"
      differences.append(
        Phrase("\(place)：多出 \(other.value.line)", "\(place): not expected: \(other.value.line)"))
    }
    return differences
  }

  private static func exactly(
    _ elements: [JSONValue], _ others: [JSONValue], path: String
  ) -> [Phrase] {
    var differences: [Phrase] = []
    for (place, pair) in zip(elements, others).enumerated() {
      differences += compare(pair.0, pair.1, path: "\(path)[\(place + 1)]", isExact: true)
    }
    if elements.count != others.count {
      differences.append(
        Phrase(
          "\(path)：应有 \(elements.count) 项，实有 \(others.count) 项",
          "\(path): \(elements.count) items expected, \(others.count) found"))
    }
    return differences
  }

  private static func contained(
    _ elements: [JSONValue], _ others: [JSONValue], path: String
  ) -> [Phrase] {
    elements.enumerated().compactMap { place, element in
      // A list of plain values, such as a share cell, is one value.
      if elements.allSatisfy({ $0.members == nil && $0.array == nil }),
        elements.count == others.count,
        elements == others
      {
        return nil
      }
      let isThere = others.contains {
        compare(element, $0, path: "", isExact: false).isEmpty
      }
      let item = "\(path)[\(place + 1)]"
      return isThere
        ? nil : Phrase("\(item)：没有 \(element.line)", "\(item): not found: \(element.line)")
    }
  }

  /// The answer with every `because` in one form: `["code", {arguments}]`.
  static func settled(_ value: JSONValue) -> JSONValue {
    switch value {
    case .object(let members):
      return .object(
        members.map { JSONValue.Member($0.name, settled(settled($0.value, $0.name))) })
    case .array(let elements): return .array(elements.map { settled($0) })
    default: return value
    }
  }

  /// `because` in one form: `["code", {arguments}]`.
  private static func settled(_ value: JSONValue, _ path: String) -> JSONValue {
    guard path == "because" || path.hasSuffix(".because") else { return value }
    switch value {
    case .text: return .array([value])
    case .object(let members):
      let arguments = members.filter { $0.name != "1" }
      guard let code = value["1"] else { return value }
      return .array(arguments.isEmpty ? [code] : [code, .object(arguments)])
    case .array(let elements) where elements.count == 2 && elements[1].members?.isEmpty == true:
      return .array([elements[0]])
    default: return value
    }
  }

  private static func differ(_ path: String, _ expected: String, _ found: String) -> Phrase {
    let place = path.isEmpty ? Phrase("答案", "the answer") : Phrase(same: path)
    return Phrase(
      "\(place.zh)：应为 \(expected)，实为 \(found)", "\(place.en): expected \(expected), found \(found)")
  }
}
