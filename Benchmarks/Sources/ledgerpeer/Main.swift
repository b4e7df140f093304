internal import EventLedger
internal import Glibc

/// What `sqlitepeer` does, on the ledger; a program linked with nothing but `EventLedger`.
///
///     ledgerpeer load DIR COUNT | ingest DIR FIRST COUNT N | threads DIR FIRST COUNT
///     ledgerpeer open | show DIR ID | due DIR | many DIR | report DIR | rebuild DIR | memory DIR
@main
enum Main {
  static func main() {
    do {
      try run(CommandLine.arguments)
    } catch {
      fputs("ledgerpeer: \(error)\n", stderrFile)
      exit(1)
    }
  }

  private static var stderrFile: UnsafeMutablePointer<FILE>? { fdopen(2, "w") }

  private static func run(_ arguments: [String]) throws {
    let path = arguments[2]
    func number(_ place: Int) -> Int { Int(arguments[place]) ?? 0 }
    switch arguments[1] {
    case "load": try load(path, number(3))
    case "ingest": try ingest(path, number(3), number(4), number(5))
    case "threads": try threads(path, number(3), number(4))
    case "rebuild": try rebuild(path)
    default: try read(arguments[1], path, arguments.count > 3 ? arguments[3] : "")
    }
  }

  // MARK: Writing

  private static func options() -> LedgerOptions {
    var options = LedgerOptions()
    options.keepsTexts = false
    return options
  }

  private static func open(_ path: String) throws -> Ledger {
    try Ledger.open(
      at: path + "/ledger", keysAt: path + "/keys", projection: Rowing(), mode: .exclusive,
      options: options())
  }

  private static func load(_ path: String, _ count: Int) throws {
    mkdir(path, 0o755)
    try Ledger.create(at: path + "/ledger", keysAt: path + "/keys", options: options())
    let ledger = try open(path)
    let start = Clock.now()
    for first in stride(from: 0, to: count, by: 1_000) {
      for n in 1...3 { try commit(ledger, first..<min(count, first + 1_000), n) }
    }
    ledger.close()
    print(Clock.now() - start)
    try rebuildQuietly(path)
  }

  private static func rebuildQuietly(_ path: String) throws {
    let ledger = try open(path)
    try ledger.rebuildIndex()
    ledger.close()
  }

  private static func commit(_ ledger: Ledger, _ range: Range<Int>, _ n: Int) throws {
    let batch = range.filter { n <= Rows.eventCount($0) }.map { Rows.transaction($0, n) }
    for result in ledger.append(batch: batch) { _ = try result.get() }
  }

  private static func ingest(_ path: String, _ first: Int, _ count: Int, _ group: Int) throws {
    let ledger = try open(path)
    let start = Clock.now()
    if group == 1 {
      for i in first..<(first + count) { _ = try ledger.append(Rows.transaction(i, 1)) }
    } else {
      for i in stride(from: first, to: first + count, by: group) {
        for n in 1...3 { try commit(ledger, i..<(i + group), n) }
      }
    }
    let end = Clock.now()
    print(end - start)
    print(Memory.anonymous)
    ledger.close()
  }

  private static func threads(_ path: String, _ first: Int, _ count: Int) throws {
    let ledger = try open(path)
    let start = Clock.now()
    Threads.run(16) { turn in
      let share = count / 16
      for i in (first + turn * share)..<(first + (turn + 1) * share) {
        do {
          _ = try ledger.append(Rows.transaction(i, 1))
        } catch {
          exit(1)
        }
      }
    }
    print(Clock.now() - start)
    ledger.close()
  }

  private static func rebuild(_ path: String) throws {
    let ledger = try open(path)
    let start = Clock.now()
    try ledger.rebuildIndex()
    print(Clock.now() - start)
    print(try ledger.view().statistics().runs.reduce(0) { $0 + $1.byteCount })
    ledger.close()
  }

  // MARK: Reading

  private static func read(_ mode: String, _ path: String, _ id: String) throws {
    let start = Clock.now()
    let reader = try LedgerReader(at: path + "/ledger", projection: Rowing())
    let view = reader.view()
    guard let table = view.table("complaint") else { exit(1) }
    switch mode {
    case "open": print(Clock.now() - start)
    case "show": try show(view, table, id)
    case "lookup":
      let before = Clock.now()
      _ = try view.history(of: MatterKey(kind: "complaint", id: id))
      _ = try table.row(id: id)
      print(Clock.now() - before)
    case "due": Output.write(try due(table, 100, wide: false))
    case "many": try many(table)
    case "report": try report(table)
    case "memory":
      try show(view, table, id)
      _ = try due(table, 10_000, wide: true)
      try report(table)
      print(Memory.anonymous)
    default: exit(2)
    }
  }

  private static func show(_ view: LedgerView, _ table: TableView, _ id: String) throws {
    var text: [UInt8] = []
    if let row = try table.row(id: id) {
      text.append(contentsOf: row.id.utf8)
      for column in Rowing.Column.allCases {
        text.append(0x09)
        Output.append(row, column, to: &text)
      }
      text.append(0x0A)
    }
    for line in try view.history(of: MatterKey(kind: "complaint", id: id)) {
      text.append(
        contentsOf: "\(line.sequence)\t\(line.matterVersion)\t\(line.type)\t\(line.day)\t".utf8)
      text.append(contentsOf: "\(line.at)\t\(line.actor)\t".utf8)
      line.withData { text.append(contentsOf: $0) }
      text.append(0x0A)
    }
    try table.confirm()
    Output.write(text)
  }

  private static func due(_ table: TableView, _ count: Int, wide: Bool) throws -> [UInt8] {
    let columns: [Rowing.Column] =
      wide
      ? [.unit, .handler, .stage, .channel, .class, .cause, .amount] : [.unit, .handler, .stage]
    var text: [UInt8] = []
    text.reserveCapacity(count * 80)
    var rows = 0
    try table.scan(list: 0, order: 0) { row, tuple in
      Output.append(row.value(list: 0, tuple: tuple, part: 0) ?? 0, to: &text)
      text.append(0x09)
      let rule = row.value(list: 0, tuple: tuple, part: 1) ?? 0
      row.withText(list: 0, column: 1, rule) { text.append(contentsOf: $0) }
      text.append(0x09)
      row.withID { text.append(contentsOf: $0) }
      for column in columns {
        text.append(0x09)
        Output.append(row, column, to: &text)
      }
      text.append(0x0A)
      rows += 1
      return rows < count
    }
    return text
  }

  private static func many(_ table: TableView) throws {
    _ = try due(table, 10_000, wide: true)
    let start = Clock.now()
    for _ in 0..<5 { _ = try due(table, 10_000, wide: true) }
    print((Clock.now() - start) / 5)
  }

  private static func report(_ table: TableView) throws {
    var text: [UInt8] = []
    let keys: [GroupKey] = [
      .month(Rowing.Column.received.rawValue), .value(Rowing.Column.class.rawValue),
    ]
    var counts: [[Int64]: Int64] = [:]
    for group in try table.count(by: keys) {
      counts[[(group.key[0] ?? 0) / 3, group.key[1] ?? 0], default: 0] += group.count
    }
    for (key, count) in counts.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      text.append(
        contentsOf:
          "\(key[0])\t\(table.text(Rowing.Column.class.rawValue, code: key[1]))\t\(count)\n".utf8)
    }
    Output.write(text)
  }
}
