internal import ConsumerProtection
internal import Yams

extension SiteFileReader {
  /// `intake:` of the site file; what is left out keeps its default.
  mutating func intake(_ node: Node?, headOffice: String) -> IntakePolicy {
    var policy = IntakePolicy()
    policy.leadershipGroup = [headOffice]
    guard let node, let map = mapping(node, "intake") else { return policy }
    refuseUnknown(map, ["box_opening", "leadership_group", "duplicates", "attachments"])
    if let given = map["box_opening"], let text = text(given) {
      do throws(BudgetError) {
        policy.boxOpening = try Budget(text)
      } catch {
        note(given, error.problem.zh, error.problem.en)
      }
    }
    if let given = map["leadership_group"] {
      policy.leadershipGroup = sequence(given).compactMap { text($0) }
    }
    if let given = map["duplicates"], let map = mapping(given, "duplicates") {
      refuseUnknown(map, ["days", "similarity"])
      policy.duplicateDays = number(map["days"], 0...3660, policy.duplicateDays)
      policy.duplicateSimilarity = number(map["similarity"], 1...100, policy.duplicateSimilarity)
    }
    if let given = map["attachments"], let map = mapping(given, "attachments") {
      refuseUnknown(map, ["size_mib", "types"])
      let mebibytes = number(map["size_mib"], 1...1024, policy.attachmentByteCountMax >> 20)
      policy.attachmentByteCountMax = mebibytes << 20
      if let list = map["types"] { policy.attachmentTypes = types(list) }
    }
    return policy
  }

  private mutating func types(_ node: Node) -> [String] {
    let known = AttachmentType.allCases.map(\.rawValue)
    var types: [String] = []
    for entry in sequence(node) {
      guard let word = text(entry) else { continue }
      if known.contains(word) {
        types.append(word)
      } else {
        let list = known.joined(separator: ", ")
        note(entry, "没有文件类型“\(word)”；可用：\(list)", "there is no type `\(word)`; use: \(list)")
      }
    }
    return types
  }

  private mutating func number(_ node: Node?, _ range: ClosedRange<Int>, _ standard: Int) -> Int {
    guard let node else { return standard }
    guard let number = Self.integer(node), range.contains(number) else {
      note(
        node, "应为 \(range.lowerBound) 至 \(range.upperBound) 的整数",
        "a whole number from \(range.lowerBound) to \(range.upperBound) is expected")
      return standard
    }
    return number
  }
}
