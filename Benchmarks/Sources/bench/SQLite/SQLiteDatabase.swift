internal import CSQLite

/// SQLite through its C API, with prepared statements: the yardstick of the ledger.
final class SQLiteDatabase {
  fileprivate var handle: OpaquePointer?

  init(path: String) throws(BenchError) {
    guard sqlite3_open(path, &handle) == SQLITE_OK else { throw failure("open \(path)") }
  }

  deinit { sqlite3_close_v2(handle) }

  /// Runs statements without values.
  func run(_ sql: String) throws(BenchError) {
    guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw failure(sql) }
  }

  func prepare(_ sql: String) throws(BenchError) -> SQLiteStatement {
    var statement: OpaquePointer?
    guard
      sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
        == SQLITE_OK
    else { throw failure(sql) }
    return SQLiteStatement(database: self, handle: statement)
  }

  fileprivate func failure(_ act: String) -> BenchError {
    BenchError("sqlite: \(act): \(String(cString: sqlite3_errmsg(handle)))")
  }
}

/// A prepared statement.
final class SQLiteStatement {
  /// What is bound to a parameter.
  enum Value {
    case null
    case integer(Int64)
    case text(String)
    case blob([UInt8])
  }

  private let database: SQLiteDatabase
  private let handle: OpaquePointer?
  /// `SQLITE_TRANSIENT`, a macro that is not imported: SQLite copies what is bound.
  private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  fileprivate init(database: SQLiteDatabase, handle: OpaquePointer?) {
    self.database = database
    self.handle = handle
  }

  deinit { sqlite3_finalize(handle) }

  /// Runs it once to its end.
  func execute(_ values: [Value] = []) throws(BenchError) {
    for (place, value) in values.enumerated() {
      let index = Int32(place + 1)
      let code =
        switch value {
        case .null: sqlite3_bind_null(handle, index)
        case .integer(let integer): sqlite3_bind_int64(handle, index, integer)
        case .text(let text): sqlite3_bind_text(handle, index, text, -1, Self.copied)
        case .blob(let bytes):
          sqlite3_bind_blob(handle, index, bytes, Int32(bytes.count), Self.copied)
        }
      guard code == SQLITE_OK else { throw database.failure("bind") }
    }
    var code = sqlite3_step(handle)
    while code == SQLITE_ROW { code = sqlite3_step(handle) }
    sqlite3_reset(handle)
    guard code == SQLITE_DONE else { throw database.failure("step") }
  }
}
