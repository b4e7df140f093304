internal import ConsumerProtection
internal import EventLedger

/// One complaint row, one event row and one deadline row per transaction; WAL, `synchronous=FULL`.
///
/// The texts stand in plain. The only index beside the primary keys is the one a due list needs.
final class SQLiteSubmits {
  private let database: SQLiteDatabase
  private let begin, commit, complaint, event, deadline: SQLiteStatement
  private let bank: SampleBank
  private let examples: [[NewEvent]]
  private var number = 0

  private static let fields = [
    "intake_channel", "business_channel_label", "business_class_label", "cause_label",
    "region_label", "product", "amount", "unit", "narrative", "demand",
  ]

  init(scratch: String, bank: SampleBank, examples: [[NewEvent]]) throws(BenchError) {
    self.bank = bank
    self.examples = examples
    database = try SQLiteDatabase(path: "\(scratch)/submits.sqlite")
    try database.run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL")
    try database.run(
      """
      CREATE TABLE complaint(id TEXT PRIMARY KEY, received INTEGER, stage TEXT, intake_channel TEXT,
        business_channel TEXT, business_class TEXT, cause TEXT, region TEXT, product TEXT, amount TEXT,
        unit TEXT, narrative TEXT, demand TEXT, name TEXT, phone TEXT) WITHOUT ROWID;
      CREATE TABLE event(complaint TEXT, n INTEGER, type TEXT, day INTEGER, actor TEXT, data BLOB,
        PRIMARY KEY(complaint, n)) WITHOUT ROWID;
      CREATE TABLE deadline(complaint TEXT, name TEXT, due INTEGER, PRIMARY KEY(complaint, name)) WITHOUT ROWID;
      CREATE INDEX deadline_due ON deadline(due);
      """)
    begin = try database.prepare("BEGIN IMMEDIATE")
    commit = try database.prepare("COMMIT")
    let places = Array(repeating: "?", count: 15).joined(separator: ",")
    complaint = try database.prepare("INSERT INTO complaint VALUES(\(places))")
    event = try database.prepare("INSERT INTO event VALUES(?,1,?,?,?,?)")
    deadline = try database.prepare("INSERT INTO deadline VALUES(?,'decision',?)")
  }

  func submit(_ count: Int) throws(BenchError) {
    for _ in 0..<count {
      let draft = bank.draft(number)
      let id = SQLiteStatement.Value.text("C-20240101-\(100_000 + number)")
      try begin.execute()
      try complaint.execute(row(id, draft))
      if let first = examples[number % examples.count].first {
        try event.execute([
          id, .text(first.type), .integer(Int64(first.day)), .text(first.actor), .blob(first.data),
        ])
        try deadline.execute([id, .integer(Int64(first.day + 15))])
      }
      try commit.execute()
      number += 1
    }
  }

  private func row(_ id: SQLiteStatement.Value, _ draft: JSONValue) -> [SQLiteStatement.Value] {
    func text(_ value: JSONValue?) -> SQLiteStatement.Value {
      value?.text.map { .text($0) } ?? .null
    }
    let day = draft["on"]?.text.flatMap { CivilDay(iso: $0) }
    var values: [SQLiteStatement.Value] = [
      id, day.map { .integer(Int64($0.number)) } ?? .null, .text("received"),
    ]
    values += Self.fields.map { text(draft[$0]) }
    values += ["name", "phone"].map { text(draft["complainant"]?[$0]) }
    return values
  }
}
