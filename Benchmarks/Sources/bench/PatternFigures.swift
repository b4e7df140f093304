internal import CPlainLua
internal import ConsumerProtection
internal import PluginHost

/// The metered matcher beside the stock one, on ordinary patterns over an ordinary text.
struct PatternFigures {
  let repository: String
  let rounds: Int
  private static let callCount = 20
  private static let patterns = [
    "find a word", "find a number", "match with captures", "trim", "gmatch of words",
    "gsub of blanks", "a set at the end",
  ]
  /// About two thousand bytes, Chinese and ASCII, with numbers, blanks and commas.
  private static let text = String(
    repeating: "  客户称2024年11月23日 card_no 6222 在 ATM 取款 1,200.50 元，退款 未到账, ref A_17 , ", count: 20)

  func run(_ results: Results) async throws(BenchError) {
    results.section("patterns: \(Self.text.utf8.count) bytes, the stock string library in plain C")
    let folder = "\(repository)/Benchmarks/Fixtures/bench.patterns"
    let set = try PluginFigures.set([folder], keepsRecords: false)
    for pattern in Self.patterns {
      var record = ComplaintRecord()
      record["product"] = .text(pattern)
      record["cause_label"] = .text(Self.text)
      let fixed = record
      let c = try PlainHost(
        chunk: try Files.read("\(folder)/main.lua"), hook: Decisions.hook, largeAmount: 0,
        record: fixed)
      let samples = try await Interleaving.run(
        [
          Side(name: "ours") { () throws(BenchError) in
            let start = Clock.now()
            for _ in 0..<Self.callCount {
              let answer = set.askRoute(fixed, Decisions.context)
              if let failure = answer.failures.first { throw BenchError(failure) }
            }
            return Double(Clock.now() - start) / Double(Self.callCount)
          },
          Side(name: "stock") { () throws(BenchError) in
            try c.route(PLAIN_FILLED, calls: Int64(Self.callCount))
          },
        ], warmUp: 3, rounds: rounds)
      // Fifty matches a call.
      results.add(
        Figure(
          name: "pattern: \(pattern)", ours: samples[0].median / 50,
          theirs: samples[1].median / 50, unit: "ns", target: .atMost(1.3),
          note: "\(samples[0].spread); \(samples[1].spread) for 50"))
    }
  }
}
