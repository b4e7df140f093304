internal import Casework
internal import ConsumerProtection
internal import Glibc

/// What an open process needs for questions and imports; nothing is compared.
struct Reads {
  let repository: String
  let bank: SampleBank
  let scratch: String
  let rounds: Int
  private static let invocation = Invocation(actor: SampleBank.actor)

  func run(_ results: Results) async throws(BenchError) {
    let source = "\(repository)/../shared/data/cfpb_boa_every62.csv"
    guard Files.exists(source) else {
      results.note("import, report, lists: skipped, \(source) is not there")
      return
    }
    try await run(source, rows: nil, results)
    try await run(source, rows: 10_000, results)
  }

  /// One file; its rows are repeated with numbers of their own up to `rows`.
  private func run(_ source: String, rows: Int?, _ results: Results) async throws(BenchError) {
    let name = rows.map { "\($0)" } ?? "file"
    var file = source
    if let rows {
      file = "\(scratch)/\(name).csv"
      try Files.write(try RepeatedRows(Files.read(source)).bytes(rows), to: file)
    }
    let paths = try await bank.makeWorkspace(at: "\(scratch)/reads-\(name)")
    let (accepted, rate) = try await imported(file, paths)
    results.section("in process, \(accepted) imported complaints")
    results.add(Figure(name: "import with plugins, \(accepted) rows", ours: rate, unit: "/s"))
    try await questions(paths, accepted, results)
  }

  private func imported(
    _ file: String, _ paths: WorkspacePaths
  ) async throws(BenchError) -> (Int, Double) {
    do throws(Failure) {
      let workspace = try Workspace(opening: paths, access: .serving)
      let start = Clock.now()
      let result = try await workspace.importFile("cfpb", path: file, as: Self.invocation)
      let seconds = Double(Clock.now() - start) / 1e9
      await workspace.close()
      if let first = result.rejected.first {
        print("  \(result.rejected.count) rows rejected; the first: \(first.reason.en)")
      }
      return (result.accepted, Double(result.rows) / seconds)
    } catch {
      throw BenchError(error)
    }
  }

  private func questions(
    _ paths: WorkspacePaths, _ count: Int, _ results: Results
  ) async throws(BenchError) {
    let id = try await someCase(paths)
    let day = CivilDay(iso: "2015-06-30")
    var due = DueQuery()
    due.on = day
    due.within = 36_500
    let dueQuery = due
    try await time("open a reader, \(count)", paths, results) { _ in }
    try await time("open a reader and show one complaint, \(count)", paths, results) {
      (workspace) async throws(Failure) in
      _ = try await workspace.complaint(id, as: Self.invocation)
    }
    try await time("open a reader and list 100 due, \(count)", paths, results) {
      (workspace) async throws(Failure) in _ = try await workspace.due(dueQuery)
    }
    try await time("open a reader and list 50 complaints, \(count)", paths, results) {
      (workspace) async throws(Failure) in _ = try await workspace.complaints(ComplaintQuery())
    }
    try await time("open, report summary by product, channel, year, \(count)", paths, results) {
      (workspace) async throws(Failure) in
      _ = try await workspace.runReport(
        "summary", parameters: [("by", "product,channel,year")], as: Self.invocation)
    }
  }

  private func someCase(_ paths: WorkspacePaths) async throws(BenchError) -> String {
    let last: ComplaintRow?
    do throws(Failure) {
      let workspace = try Workspace(opening: paths, access: .reading)
      last = try await workspace.complaints(ComplaintQuery()).items.last
    } catch {
      throw BenchError(error)
    }
    guard let last else { throw BenchError("nothing was imported") }
    return last.id
  }

  private func time(
    _ name: String, _ paths: WorkspacePaths, _ results: Results,
    _ question: (Workspace) async throws(Failure) -> Void
  ) async throws(BenchError) {
    var samples = Samples()
    do throws(Failure) {
      for round in 0..<(rounds + 3) {
        let start = Clock.now()
        let workspace = try Workspace(opening: paths, access: .reading)
        try await question(workspace)
        if round >= 3 { samples.add(Double(Clock.now() - start) / 1e6) }
        await workspace.close()
      }
    } catch {
      throw BenchError(error)
    }
    results.add(Figure(name: name, ours: samples.median, unit: "ms", note: samples.spread))
  }
}
