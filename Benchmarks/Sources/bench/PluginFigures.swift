internal import CPlainLua
internal import ConsumerProtection
internal import PluginHost

/// What a decision costs: beside plain C, beside a rule engine, in a worker, with its record.
struct PluginFigures {
  let repository: String
  let scratch: String
  let python: String?
  let rounds: Int
  private static let callCount = 2_000
  private var fixtures: String { "\(repository)/Benchmarks/Fixtures" }

  init(repository: String, scratch: String, python: String?, rounds: Int) {
    self.repository = repository
    self.scratch = scratch
    self.python = python
    self.rounds = rounds
  }

  func run(_ results: Results) async throws(BenchError) {
    results.section("plugins: a routing decision, 25 fields set, three read, one thread")
    try await decisions(results)
    try await roundTrip(results)
    try await opening(results)
  }

  // MARK: - Decisions

  private func decisions(_ results: Results) async throws(BenchError) {
    let folder = "\(fixtures)/bench.routing"
    let (bare, recorded) = (
      try Self.set([folder], keepsRecords: false), try Self.set([folder], keepsRecords: true)
    )
    let c = try PlainHost(
      chunk: try Files.read("\(folder)/main.lua"), hook: Decisions.hook,
      largeAmount: Decisions.largeAmount, record: Decisions.record)
    var sides = [
      Side(name: "decision") { () throws(BenchError) in try Self.decide(bare) },
      Side(name: "decision with its record") { () throws(BenchError) in
        try Self.decide(recorded)
      },
      Side(name: "C, handle filled") { () throws(BenchError) in try c.route(PLAIN_FILLED) },
    ]
    if let python {
      let zen = try ZenPeer(
        python: python, folder: "\(fixtures)/zen", record: Decisions.record, scratch: scratch)
      sides.append(Side(name: "ZEN") { () throws(BenchError) in try zen.decide(200) })
    }
    let samples = try await Interleaving.run(sides, warmUp: 3, rounds: rounds)
    func add(
      _ name: String, _ ours: Samples, _ theirs: Samples, _ target: Figure.Target?,
      perSecond: Bool = false
    ) {
      func shown(_ nanoseconds: Double) -> Double { perSecond ? 1e9 / nanoseconds : nanoseconds }
      results.add(
        Figure(
          name: name, ours: shown(ours.median), theirs: shown(theirs.median),
          unit: perSecond ? "/s" : "ns", target: target,
          note: "\(ours.spread) ns; \(theirs.spread) ns"))
    }
    add("decision, beside C with a filled handle", samples[0], samples[2], .atMost(1.5))
    results.add(
      Figure(
        name: "decisions a second, beside 400,000", ours: 1e9 / samples[0].median,
        theirs: 400_000, unit: "/s", target: .atLeast(1)))
    add("decision with its record, beside without", samples[1], samples[0], .atMost(1.2))
    if samples.count > 3 {
      add(
        "decisions with record, beside GoRules ZEN", samples[1], samples[3], .atLeast(5),
        perSecond: true)
    } else {
      results.note("GoRules ZEN is left out: no Python with zen-engine was given")
    }
  }

  static func set(
    _ paths: [String], keepsRecords: Bool = true,
    isolation: SitePlugin.Isolation = .inProcess
  ) throws(BenchError) -> PluginSet {
    var folders: [PluginFolder] = []
    for path in paths {
      do throws(PluginProblems) {
        folders.append(try PluginFolder(path: path))
      } catch {
        throw BenchError("plugin: \(error)")
      }
    }
    let set = PluginSet(
      folders: folders,
      site: folders.map { SitePlugin(id: $0.name, digest: $0.digest, isolation: isolation) })
    set.keepsRecords = keepsRecords
    if let failure = set.failures.first { throw BenchError(failure) }
    return set
  }

  /// Nanoseconds of one decision.
  private static func decide(_ set: PluginSet, _ count: Int = callCount) throws(BenchError)
    -> Double
  {
    var byteCount = 0
    let start = Clock.now()
    for _ in 0..<count {
      let answer = set.askRoute(Decisions.record, Decisions.context)
      byteCount += answer.value?.unit.utf8.count ?? 0
    }
    let end = Clock.now()
    guard byteCount == count * 7 else { throw BenchError("the plugin did not decide as expected") }
    return Double(end - start) / Double(count)
  }

  // MARK: - Workers

  private func roundTrip(_ results: Results) async throws(BenchError) {
    let set = try Self.set(["\(fixtures)/bench.routing"], isolation: .worker)
    _ = try Self.decide(set, 200)
    var samples = Samples()
    for _ in 0..<(rounds * 100) { samples.add(try Self.decide(set, 1) / 1000) }
    results.add(
      Figure(
        name: "decision in a worker, median, beside 50 µs", ours: samples.median, theirs: 50,
        unit: "µs", target: .atMost(1), note: "\(samples.spread) µs"))
  }

  // MARK: - Opening

  /// Ten plugins from their folders to their first answers.
  private func opening(_ results: Results) async throws(BenchError) {
    let source = "\(fixtures)/bench.routing"
    var paths: [String] = []
    for number in 0..<10 {
      let id = "bench.routing\(number)"
      let path = "\(scratch)/\(id)"
      for name in ["main.lua", "config.schema.json", "locale/zh.yaml", "locale/en.yaml"] {
        try Files.makeFolders(of: "\(path)/\(name)")
        try Files.write(try Files.read("\(source)/\(name)"), to: "\(path)/\(name)")
      }
      let manifest = String(decoding: try Files.read("\(source)/plugin.yaml"), as: UTF8.self)
      try Files.write(
        Array(manifest.replacing("id: bench.routing", with: "id: \(id)").utf8),
        to: "\(path)/plugin.yaml")
      paths.append(path)
    }
    let names = paths
    let samples = try await Interleaving.run(
      [
        Side(name: "ten plugins") { () throws(BenchError) in
          let start = Clock.now()
          let set = try Self.set(names)
          let answer = set.askRoute(Decisions.record, Decisions.context)
          let end = Clock.now()
          guard answer.record?.asked.count == 10 else { throw BenchError("not all were asked") }
          return Double(end - start) / 1e6
        }
      ], warmUp: 3, rounds: rounds)
    results.add(
      Figure(
        name: "ten plugins read, opened, asked, beside 5 ms", ours: samples[0].median, theirs: 5,
        unit: "ms", target: .atMost(1), note: "\(samples[0].spread) ms"))
  }
}
