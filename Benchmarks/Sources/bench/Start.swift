internal import Casework
internal import ConsumerProtection

/// A fresh process that answers one question: `xiaobao complaint show`, beside the `sqlite3` command
/// and beside `xiaobao --version`.
struct Start {
  let xiaobao: String
  let workspace: WorkspacePaths
  let scratch: String
  let rounds: Int

  func run(_ results: Results) async throws(BenchError) {
    guard let sqlite = Child.find("sqlite3") else {
      results.note("sqlite3 is not installed: figures of process start left out")
      return
    }
    let rows = try await allRows()
    guard let row = rows.dropFirst(rows.count / 2).first else {
      throw BenchError("the workspace has no complaint")
    }
    let database = "\(scratch)/rows.sqlite"
    try fill(database, with: rows)
    results.section("fresh process, files in the page cache; \(rows.count) complaints; \(row.id)")
    let environment = [
      "LANG=zh_CN.UTF-8", "TERM=dumb", "XIAOBAO_ACTOR=\(SampleBank.actor)",
    ]
    let children = [
      Child(
        path: xiaobao, arguments: ["complaint", "show", row.id, "--workspace", workspace.root],
        environment: environment),
      Child(
        path: sqlite,
        arguments: ["-readonly", database, "SELECT * FROM complaint WHERE id='\(row.id)'"],
        environment: environment),
      Child(path: xiaobao, arguments: ["--version"], environment: environment),
      Child(path: "/bin/true", arguments: [], environment: environment),
    ]
    let sides = children.map { child in
      Side(name: child.path) { () throws(BenchError) in Double(try child.run()) / 1e6 }
    }
    let samples = try await Interleaving.run(sides, warmUp: rounds / 10, rounds: rounds)
    report(samples, to: results)
  }

  private func report(_ samples: [Samples], to results: Results) {
    let (show, sqlite, version, empty) = (samples[0], samples[1], samples[2], samples[3])
    func add(_ name: String, _ ours: Samples, _ theirs: Samples) {
      results.add(
        Figure(
          name: name, ours: ours.median, theirs: theirs.median, unit: "ms",
          note: "\(ours.spread); \(theirs.spread)"))
    }
    add("complaint show, beside the sqlite3 command", show, sqlite)
    add("complaint show, beside xiaobao --version", show, version)
    add("xiaobao --version, beside /bin/true", version, empty)
    results.add(
      Figure(
        name: "the engine's share of complaint show", ours: show.median - version.median, unit: "ms"
      ))
  }

  private func allRows() async throws(BenchError) -> [ComplaintRow] {
    do throws(Failure) {
      let opened = try Workspace(opening: workspace, access: .reading)
      var query = ComplaintQuery()
      query.limit = 10_000
      return try await opened.complaints(query).items
    } catch {
      throw BenchError(error)
    }
  }

  private func fill(_ path: String, with rows: [ComplaintRow]) throws(BenchError) {
    let database = try SQLiteDatabase(path: path)
    try database.run("PRAGMA journal_mode=WAL; BEGIN")
    try database.run(
      """
      CREATE TABLE complaint(id TEXT PRIMARY KEY, received INTEGER, stage TEXT, unit TEXT, handler TEXT,
        receiving_unit TEXT, intake_channel TEXT, business_channel TEXT, business_channel_label TEXT,
        business_class TEXT, business_class_label TEXT, cause TEXT, cause_label TEXT, region TEXT,
        region_label TEXT, product TEXT, amount INTEGER, headcount INTEGER, due INTEGER, overdue INTEGER,
        source_system TEXT, source_id TEXT)
      """)
    let places = Array(repeating: "?", count: 22).joined(separator: ",")
    let insert = try database.prepare("INSERT INTO complaint VALUES(\(places))")
    for row in rows { try insert.execute(Self.values(of: row)) }
    try database.run("COMMIT")
  }

  private static func values(of row: ComplaintRow) -> [SQLiteStatement.Value] {
    func text(_ value: String?) -> SQLiteStatement.Value { value.map { .text($0) } ?? .null }
    func coded(_ code: ComplaintRow.Coded) -> [SQLiteStatement.Value] {
      [.text(code.key), text(code.label)]
    }
    var values: [SQLiteStatement.Value] = [
      .text(row.id), .integer(Int64(row.receivedOn.number)), .text(row.stage), .text(row.unit),
      text(row.handler), .text(row.receivingUnit), .text(row.intakeChannel.key),
    ]
    for code in [row.businessChannel, row.businessClass, row.cause, row.region] {
      values += coded(code)
    }
    values += [
      text(row.product), row.amount.map { .integer($0.fen) } ?? .null,
      .integer(Int64(row.headcount)), row.due.map { .integer(Int64($0.number)) } ?? .null,
      .integer(row.isOverdue ? 1 : 0), text(row.sourceSystem), text(row.sourceID),
    ]
    return values
  }
}
