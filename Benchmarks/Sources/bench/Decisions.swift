internal import CPlainLua
internal import ConsumerProtection
internal import PluginHost

/// Decisions per second through `PluginHost`, beside a C program that calls the same Lua function.
struct Decisions {
  let repository: String
  let rounds: Int
  static let hook = "complaint.route"
  static let largeAmount: Int64 = 5_000_000
  private static let callCount = 2_000

  /// A complaint of 25 fields with a narrative of 200 characters.
  static let record: ComplaintRecord = {
    let texts = [
      ("id", "C-20241123-000417"), ("stage", "received"), ("received_on", "2024-11-23"),
      ("intake_channel", "hotline"), ("intake_label", "客服热线"),
      ("business_channel", "A.front.e.mobile"), ("business_channel_label", "移动客户端"),
      ("business_class", "B.card"), ("business_class_label", "银行卡"), ("cause", "C.fund_safety"),
      ("cause_label", "资金安全"), ("region", "urban"), ("region_label", "城区"),
      ("product", "信用卡"), ("unit", "HQ.CP"), ("respondent_unit", "S-CG-RM"),
      ("first_contact_owner", "E0103"), ("source_system", "bench"), ("source_id", "2024-0417"),
      ("narrative", String(repeating: "客户称办理银行卡业务时发现一笔不认识的扣款。", count: 9)),
      ("demand", "查明原因并退还款项"),
    ]
    var record = ComplaintRecord()
    for (name, text) in texts { record[name] = .text(text) }
    record["amount"] = .integer(7_500_000)
    record["headcount"] = .integer(1)
    record["synthetic"] = .bool(true)
    record["narrative_length"] = .integer(198)
    return record
  }()

  static let context: HookContext = {
    let day = CivilDay(number: 20_050)
    return HookContext(
      now: Instant(milliseconds: 1_732_323_866_817), today: day, day: day,
      caseID: "C-20241123-000417", setNumber: 1, position: 2_500)
  }()

  func run(_ results: Results) async throws(BenchError) {
    results.section("decisions: \(Self.hook), 25 fields set, three read, one thread")
    let folder = "\(repository)/Benchmarks/Fixtures/bench.routing"
    let set = try plugins(folder)
    let c = try PlainHost(
      chunk: try Files.read("\(folder)/main.lua"), hook: Self.hook, largeAmount: Self.largeAmount,
      record: Self.record)
    let samples = try await Interleaving.run(
      [
        Side(name: "decision with its record as JSON") { () throws(BenchError) in
          try decide(set, withRecord: true)
        },
        Side(name: "decision without the JSON") { () throws(BenchError) in
          try decide(set, withRecord: false)
        },
        Side(name: "C, userdata") { () throws(BenchError) in try c.route(PLAIN_USERDATA) },
        Side(name: "C, table") { () throws(BenchError) in try c.route(PLAIN_TABLE) },
      ], warmUp: 3, rounds: rounds)
    report(samples, to: results)
  }

  private func report(_ samples: [Samples], to results: Results) {
    func add(_ name: String, _ ours: Samples, _ theirs: Samples) {
      results.add(
        Figure(
          name: name, ours: ours.median, theirs: theirs.median, unit: "/s",
          note: "\(ours.spread); \(theirs.spread)"))
    }
    let rates = samples.map { samples in
      samples.values.reduce(into: Samples()) { $0.add(1e9 / $1) }
    }
    add("route decisions, beside C with a userdata", rates[0], rates[2])
    add("route decisions, beside C with a table", rates[0], rates[3])
    add("route decisions without the JSON", rates[1], rates[2])
  }

  private func plugins(_ path: String) throws(BenchError) -> PluginSet {
    let folder: PluginFolder
    do throws(PluginProblems) {
      folder = try PluginFolder(path: path)
    } catch {
      throw BenchError("plugin: \(error)")
    }
    let set = PluginSet(
      folders: [folder],
      site: [
        SitePlugin(
          id: folder.name, digest: folder.digest,
          settings: .object([.init("large_amount", .integer(Self.largeAmount))]))
      ])
    if let failure = set.failures.first { throw BenchError(failure) }
    let answer = set.askRoute(Self.record, Self.context)
    if let failure = answer.failures.first { throw BenchError(failure) }
    guard answer.value?.unit == "HQ.CARD", answer.record?.asked.first?.reads.count == 3 else {
      throw BenchError("the plugin did not decide as expected: \(answer)")
    }
    return set
  }

  /// Nanoseconds of one decision.
  private func decide(_ set: PluginSet, withRecord: Bool) throws(BenchError) -> Double {
    var byteCount = 0
    let start = Clock.now()
    for _ in 0..<Self.callCount {
      let answer = set.askRoute(Self.record, Self.context)
      byteCount += withRecord ? answer.record?.json.count ?? 0 : answer.value?.unit.utf8.count ?? 0
    }
    let end = Clock.now()
    guard byteCount > 0 else { throw BenchError("no decision was made") }
    return Double(end - start) / Double(Self.callCount)
  }
}
