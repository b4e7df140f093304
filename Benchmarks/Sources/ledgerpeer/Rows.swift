internal import EventLedger

/// The rows by formula, the same as those of `sqlitepeer`.
enum Rows {
  static func mix(_ i: Int) -> Int { Int((UInt64(i) &* 2_654_435_761) % 4_294_967_296) }
  static func receivedDay(_ i: Int) -> Int { 20_089 + i % 730 }
  static func eventCount(_ i: Int) -> Int { i % 10 == 0 ? 2 : 3 }

  static func id(_ i: Int) -> String {
    let digits = String(i)
    return "C-20260101-" + String(repeating: "0", count: max(0, 9 - digits.utf8.count)) + digits
  }

  private static let note =
    "客户反映信用卡被重复扣款，要求退款并说明原因；柜面已登记，等待分行处理，客户表示可以接受电话回访。"
  private static let types = ["", "complaint.received", "complaint.assigned", "complaint.closed"]

  private static func data(_ i: Int, _ n: Int) -> String {
    let m = mix(i)
    switch n {
    case 1:
      return
        "{\"unit\":\"U\(m % 300)\",\"channel\":\"ch\(m % 9)\",\"class\":\"class\(m / 7 % 22)\","
        + "\"cause\":\"cause\(m / 11 % 19)\",\"region\":\"r\(m / 13 % 31)\","
        + "\"product\":\"product\(m / 17 % 240)\",\"amount\":\(m % 900_000),"
        + "\"due\":\(receivedDay(i) + 15),\"source\":\"S\(i)\",\"note\":\"\(note)\"}"
    case 2: return "{\"unit\":\"U\(m % 300)\",\"person\":\"E\(m % 1_700)\"}"
    default: return "{\"settles\":[\"CN3.18.simple\"],\"result\":\"upheld\"}"
    }
  }

  /// The n-th event of a complaint under its own idempotency key.
  static func transaction(_ i: Int, _ n: Int) -> Transaction {
    let matter = MatterKey(kind: "complaint", id: id(i))
    return Transaction(
      idempotencyKey: "k-\(i)-\(n)", expected: [Expectation(matter, version: n - 1)],
      events: [
        NewEvent(
          matter: matter, type: types[n], typeVersion: 1, day: receivedDay(i),
          zone: "Asia/Shanghai", organisation: "B-01", actor: "E-7", data: Array(data(i, n).utf8))
      ])
  }
}

/// The same columns, orders and counts as the yardstick's tables, indexes and upserts.
struct Rowing: Projection {
  enum Column: Int, CaseIterable {
    case stage, unit, handler, channel, `class`, cause, region, product, received, closed, due
    case amount, source
  }

  var schema: IndexSchema { Self.schema }

  private static let schema: IndexSchema = {
    func value(_ column: Column) -> GroupKey { .value(column.rawValue) }
    let month = GroupKey.month(Column.received.rawValue)
    return IndexSchema(
      version: 1,
      tables: [
        TableSchema(
          kind: "complaint",
          columns: Column.allCases.map { column in
            switch column {
            case .received, .closed, .due, .amount: ColumnSchema("\(column)", .number)
            case .source: ColumnSchema("\(column)", .text)
            default: ColumnSchema("\(column)", .code)
            }
          },
          lists: [
            ListSchema(
              "obligations",
              columns: [
                ColumnSchema("due", .number), ColumnSchema("rule", .code),
                ColumnSchema("unit", .code),
              ], orders: [OrderSchema("due", by: [0])])
          ],
          orders: [
            OrderSchema("stage", by: [Column.stage.rawValue, Column.due.rawValue]),
            OrderSchema("unit", by: [Column.unit.rawValue, Column.received.rawValue]),
            OrderSchema("received", by: [Column.received.rawValue]),
            OrderSchema("handler", by: [Column.handler.rawValue, Column.due.rawValue]),
          ],
          lookups: [LookupSchema("source", by: [Column.source.rawValue])],
          cubes: [
            CubeSchema(by: [month, value(.unit)]), CubeSchema(by: [month, value(.class)]),
            CubeSchema(by: [month, value(.cause)]), CubeSchema(by: [month, value(.channel)]),
            CubeSchema(by: [month, value(.stage)]),
          ])
      ])
  }()

  func project(_ line: LedgerLine, into row: ProjectionEditor) {
    let name =
      line.matterVersion == 1 ? "received" : line.matterVersion == 2 ? "assigned" : "closed"
    row.setCode(Column.stage.rawValue, name)
    switch line.matterVersion {
    case 1:
      row.set(Column.received.rawValue, Int64(line.day))
      line.withData { receive($0, row) }
    case 2:
      line.withData { data in
        var members = JSONMembers(data)
        while let (name, value) = members.next() {
          if JSONRaw.isEqual(name, "unit") {
            _ = JSONRaw.withText(value) { row.setCode(Column.unit.rawValue, $0) }
          } else if JSONRaw.isEqual(name, "person") {
            _ = JSONRaw.withText(value) { row.setCode(Column.handler.rawValue, $0) }
          }
        }
      }
    default:
      row.set(Column.closed.rawValue, Int64(line.day + 9))
      row.set(Column.due.rawValue, nil)
      row.set(list: 0, [])
    }
  }

  private func receive(_ data: UnsafeRawBufferPointer, _ row: ProjectionEditor) {
    var due: Int64 = 0
    var unit: Int64 = 0
    var members = JSONMembers(data)
    while let (name, value) = members.next() {
      func code(_ column: Column) {
        _ = JSONRaw.withText(value) { row.setCode(column.rawValue, $0) }
      }
      if JSONRaw.isEqual(name, "unit") {
        code(.unit)
        unit = JSONRaw.withText(value) { row.code(list: 0, column: 2, $0) } ?? 0
      } else if JSONRaw.isEqual(name, "channel") {
        code(.channel)
      } else if JSONRaw.isEqual(name, "class") {
        code(.class)
      } else if JSONRaw.isEqual(name, "cause") {
        code(.cause)
      } else if JSONRaw.isEqual(name, "region") {
        code(.region)
      } else if JSONRaw.isEqual(name, "product") {
        code(.product)
      } else if JSONRaw.isEqual(name, "amount") {
        row.set(Column.amount.rawValue, JSONRaw.integer(value))
      } else if JSONRaw.isEqual(name, "due") {
        due = JSONRaw.integer(value) ?? 0
      } else if JSONRaw.isEqual(name, "source") {
        _ = JSONRaw.withText(value) { row.setText(Column.source.rawValue, $0) }
      }
    }
    row.set(Column.due.rawValue, due)
    row.set(list: 0, [due, Self.rule.withUnsafeBytes { row.code(list: 0, column: 1, $0) }, unit])
  }

  private static let rule = Array("CN3.18.simple".utf8)
}
