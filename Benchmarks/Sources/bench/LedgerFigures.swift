/// The ledger beside SQLite: both sides are programs of their own, run in turn.
///
/// `ledgerpeer` is linked with nothing but `EventLedger`; `sqlitepeer` is C. Rows, indexes and counts are the
/// same on both sides.
struct LedgerFigures {
  let ours: String
  let theirs: String
  let scratch: String
  /// Complaints, with two or three events each.
  let size: Int
  let rounds: Int

  private var ledger: String { "\(scratch)/ledger-\(size)" }
  private var database: String { "\(scratch)/sqlite-\(size).db" }
  private var eventCount: Double { Double(size) * 2.9 }

  func run(_ results: Results) async throws(BenchError) {
    results.section("ledger, \(size) complaints, \(Int(eventCount)) events")
    try await load(results)
    try await freshProcesses(results)
    try await inProcess(results)
    try await writing(results)
    try sizes(results)
  }

  // MARK: Running a side

  private func ours(_ arguments: String...) throws(BenchError) -> [Double] {
    try numbers(ours, arguments)
  }

  private func theirs(_ arguments: String...) throws(BenchError) -> [Double] {
    try numbers(theirs, arguments)
  }

  /// The numbers that a side prints, one a line.
  private func numbers(_ path: String, _ arguments: [String]) throws(BenchError) -> [Double] {
    let output = "\(scratch)/output"
    try Child(path: path, arguments: arguments, environment: []).run(output: output)
    return String(decoding: try Files.read(output), as: UTF8.self).split(separator: "\n")
      .compactMap { Double($0) }
  }

  private func compare(
    _ name: String, _ target: Figure.Target?, _ results: Results, unit: String = "ms",
    rounds: Int, ours: @escaping () throws(BenchError) -> Double,
    theirs: @escaping () throws(BenchError) -> Double
  ) async throws(BenchError) {
    let samples = try await Interleaving.run(
      [
        Side(name: "ours", block: { () async throws(BenchError) in try ours() }),
        Side(name: "theirs", block: { () async throws(BenchError) in try theirs() }),
      ], warmUp: rounds > 5 ? 2 : 0, rounds: rounds)
    let scale = unit == "ms" ? 1e6 : 1
    // A target speaks of how many times faster we are: theirs / ours.
    results.add(
      Figure(
        name: name, ours: samples[0].median / scale, theirs: samples[1].median / scale, unit: unit,
        target: target, note: "\(samples[0].spread); \(samples[1].spread)"))
  }

  // MARK: Figures

  private func load(_ results: Results) async throws(BenchError) {
    if !Files.exists(ledger) {
      let time = try ours("load", ledger, "\(size)")
      results.note("loaded through the writer: \(Figure.text(eventCount / time[0] * 1e9)) events/s")
    }
    let ledger = ledger
    let database = database
    try await compare(
      "rebuild with chain check; SQLite's bulk load", .atMost(1 / 3), results,
      rounds: 3,
      ours: { () throws(BenchError) in try ours("rebuild", ledger)[0] },
      theirs: { () throws(BenchError) in try theirs("load", database, "\(size)")[0] })
  }

  private func freshProcesses(_ results: Results) async throws(BenchError) {
    let id = "C-20260101-" + String(repeating: "0", count: 9 - "\(size / 2)".count) + "\(size / 2)"
    func pair(
      _ name: String, _ target: Figure.Target, _ mine: [String], _ other: [String]
    ) async throws(BenchError) {
      let mine = Child(path: ours, arguments: mine, environment: [])
      let other = Child(path: theirs, arguments: other, environment: [])
      try await compare(
        name, target, results, rounds: rounds,
        ours: { () throws(BenchError) in Double(try mine.run()) },
        theirs: { () throws(BenchError) in Double(try other.run()) })
    }
    try await pair(
      "one complaint with its history, fresh process", .atMost(1), ["show", ledger, id],
      ["show", database, id])
    try await pair(
      "due list of 100, fresh process", .atMost(1.1), ["due", ledger], ["due", database])
    try await pair(
      "grouped quarterly report, fresh; SQLite plain", .atMost(1.0 / 50), ["report", ledger],
      ["report", database])
    try await pair(
      "grouped quarterly report, fresh; its covering index", .atMost(1.0 / 8), ["report", ledger],
      ["covering", database])
    let open = try ours("open", ledger)[0]
    results.add(Figure(name: "open, in process", ours: open / 1e6, unit: "ms"))
    let lookUp = try ours("lookup", ledger, id)[0]
    results.add(
      Figure(name: "one complaint, first look after open", ours: lookUp / 1e6, unit: "ms"))
  }

  private func inProcess(_ results: Results) async throws(BenchError) {
    let (ledger, database) = (ledger, database)
    try await compare(
      "due list of 10,000 rendered rows, in process", .atMost(1.0 / 3), results, rounds: 5,
      ours: { () throws(BenchError) in try ours("many", ledger)[0] },
      theirs: { () throws(BenchError) in try theirs("many", database)[0] })
  }

  private func writing(_ results: Results) async throws(BenchError) {
    // Numbers that no run before has used: a key that was used stores nothing. Every round goes on
    // behind the rows of the one before, on both sides.
    let seconds = Int(Clock.now() / 1_000_000_000) % 10_000
    let place = Counter(20_000_000 + seconds * 90_000)
    let (ledger, database) = (ledger, database)
    func pair(
      _ name: String, _ target: Figure.Target, count: Int, events: Double, _ verb: String,
      _ group: [String]
    ) async throws(BenchError) {
      let mine = Counter(place.value)
      let other = Counter(place.value)
      try await compare(
        name, target, results, unit: "µs", rounds: 5,
        ours: { () throws(BenchError) in
          let first = mine.next(count)
          return try numbers(ours, [verb, ledger, "\(first)", "\(count)"] + group)[0] / events / 1e3
        },
        theirs: { () throws(BenchError) in
          let first = other.next(count)
          return try numbers(theirs, [verb, database, "\(first)", "\(count)"] + group)[0] / events
            / 1e3
        })
      place.value = max(mine.value, other.value)
    }
    try await pair(
      "durable append, one client", .atMost(1 / 1.3), count: 1_000, events: 1_000, "ingest", ["1"])
    try await pair(
      "durable append, 16 clients in process", .atMost(1.0 / 3), count: 1_600, events: 1_600,
      "threads", [])
    try await pair(
      "ingest, 1,000 a commit, index and counts kept up", .atMost(1.0 / 5), count: 10_000,
      events: 29_000, "ingest", ["1000"])
  }

  private func sizes(_ results: Results) throws(BenchError) {
    let bytes = try ours("rebuild", ledger)[1]
    let rows = Double(try ours("rows", ledger)[0])
    results.add(
      Figure(name: "index bytes a complaint, beyond the record", ours: bytes / rows, unit: "B"))
    let reader = try ours("memory", ledger).last ?? 0
    results.add(
      Figure(name: "memory of a reader, not page cache", ours: reader / 1_024, unit: "MiB"))
  }
}

/// A number that rounds share.
private final class Counter {
  var value: Int
  init(_ value: Int) { self.value = value }
  func next(_ count: Int) -> Int {
    defer { value += count }
    return value
  }
}
