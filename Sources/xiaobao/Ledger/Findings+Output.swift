internal import Casework
internal import ConsumerProtection
internal import EventLedger

extension Session {
  /// The first line of every check.
  func result(of findings: [Finding]) -> Fact {
    Fact(
      "结论", "Result",
      findings.isEmpty
        ? say("完好", "sound") : say("有 \(findings.count) 项发现", "\(findings.count) findings"))
  }

  /// What was found, one line each.
  func print(findings: [Finding]) {
    for finding in findings { print("  " + say(finding.phrase)) }
  }
}

extension JSONValue {
  /// A finding with its place.
  init(_ finding: Finding) {
    var entry = ObjectBuilder()
    entry.add("code", finding.code.rawValue)
    entry.add("file", finding.file)
    entry.add("offset", finding.offset.map { Int($0) })
    entry.add("sequence", finding.sequence.map { Int($0) })
    entry.add("text", value: JSONValue(finding.phrase))
    self = entry.object
  }

  /// What a checkpoint states.
  init(_ checkpoint: Checkpoint) {
    var entry = ObjectBuilder()
    entry.add("sequence", Int(checkpoint.sequence))
    entry.add("hash", checkpoint.hash)
    entry.add("time", Instant(milliseconds: checkpoint.time).iso)
    self = entry.object
  }
}
