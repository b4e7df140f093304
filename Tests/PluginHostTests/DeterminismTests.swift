import ConsumerProtection
import Foundation
import Testing

@testable import PluginHost

/// A corpus of decisions, however it is divided and ordered: the same digests, the same instructions.
@Suite struct DeterminismTests {
  /// What one case came to.
  private struct Outcome: Equatable, Sendable {
    let digest: [UInt8]
    let instructions: Int
  }

  /// A rule that uses what could differ: order of pairs, random numbers, texts, patterns, sorting,
  /// host modules, failures, and a machine that has seen other cases before.
  private static let rule = plugin(
    "acme.mixed", hooks: "{complaint.route: {reads: [id, amount, product, business_class]}}",
    main: """
      local text, date = require "host.text", require "host.date"
      local seen = {}
      local function route(c, ctx)
        local key = c.id .. "|" .. (c.product or "")
        local parts = {}
        for word in key:gmatch("[%w]+") do parts[#parts + 1] = word end
        local set = {}
        for i, part in ipairs(parts) do set[part .. i] = i end
        local keys = {}
        for k, v in pairs(set) do keys[#keys + 1] = k .. "=" .. v end
        table.sort(keys, function(a, b) return a > b end)
        if c.amount % 17 == 0 then error("每十七分之一失败 " .. tostring(set)) end
        if c.amount % 19 == 0 then while true do end end
        if c.amount % 5 == 0 then return nil end
        return {
          unit = "U" .. ctx.random(9) .. math.random(9) .. #keys,
          because = {"mixed", keys = table.concat(keys, ","), fold = text.fold(c.product or ""),
            day = date.add("2026-03-02", c.amount % 300), sum = 0.1 + c.amount / 3},
        }
      end
      return {["complaint.route"] = route}
      """)

  private static let corpus: [ComplaintRecord] = (0..<240).map { number in
    var random = UInt64(number) &* 0x9E37_79B9_7F4A_7C15 | 1
    func next(_ bound: UInt64) -> UInt64 {
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (random >> 33) % bound
    }
    var record = ComplaintRecord()
    record["id"] = .text("C-\(number)")
    record["amount"] = .integer(Int64(next(1_000_000)))
    record["product"] = .text(["信用卡", "借记卡 a b c", "ＡＴＭ　取款", "x-y_z 12"][Int(next(4))])
    record["business_class"] = .text(["B.card", "B.loan"][Int(next(2))])
    return record
  }

  private static func set(_ isolation: SitePlugin.Isolation = .inProcess) -> PluginSet {
    let set = PluginSet(
      folders: [rule],
      site: [SitePlugin(id: rule.name, digest: rule.digest, isolation: isolation)])
    set.workerExecutable = workerProgram
    return set
  }

  private static func outcome(of number: Int, in set: PluginSet) -> Outcome {
    var asked = context
    asked.caseID = "C-\(number)"
    let answer = set.askRoute(corpus[number], asked)
    let told = answer.failures.map { "\($0.code) \($0.message.en) \($0.line ?? 0)" }
    return Outcome(
      digest: (answer.record?.json ?? []) + Array(told.joined().utf8),
      instructions: answer.record?.asked.first?.instructions ?? -1)
  }

  /// The outcomes of these cases, asked in this order, sorted by case.
  private static func outcomes(
    _ order: [Int], isolation: SitePlugin.Isolation = .inProcess, freshEachTime: Bool = false
  ) -> [Int: Outcome] {
    var shared = set(isolation)
    var outcomes: [Int: Outcome] = [:]
    for number in order {
      if freshEachTime { shared = set(isolation) }
      outcomes[number] = outcome(of: number, in: shared)
    }
    return outcomes
  }

  @Test func `the same corpus gives the same decisions in any order, division and engine`() async {
    let order = Array(Self.corpus.indices)
    let reference = Self.outcomes(order)
    #expect(Set(reference.values.map(\.digest)).count > 150, "the corpus must differ in itself")
    #expect(
      reference.values.contains { String(decoding: $0.digest, as: UTF8.self).contains("LUA-302") })
    // Where nobody had an opinion there is no record.
    #expect(reference.values.filter { $0.instructions > 0 }.count > 150)
    #expect(Self.outcomes(order) == reference, "again")
    #expect(Self.outcomes(order.reversed()) == reference, "reversed")
    var generator = SystemRandomNumberGenerator()
    let shuffled = order.shuffled(using: &generator)
    #expect(Self.outcomes(shuffled) == reference, "shuffled: \(shuffled)")
    #expect(Self.outcomes(order, freshEachTime: true) == reference, "a fresh machine for each")
    #expect(Self.outcomes(order, isolation: .worker) == reference, "in a worker process")
    for count in [2, 8] {
      let divided = await withTaskGroup(of: [Int: Outcome].self) { group in
        for worker in 0..<count {
          group.addTask { Self.outcomes(order.filter { $0 % count == worker }) }
        }
        return await group.reduce(into: [:]) { $0.merge($1) { first, _ in first } }
      }
      #expect(divided == reference, "over \(count) workers")
    }
  }
}
