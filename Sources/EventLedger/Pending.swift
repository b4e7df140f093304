final class WriterCore: Sendable {
  static func opened(_ l: StoreLocation, projection: any Projection, mode: WriterMode, options: LedgerOptions, environment: LedgerEnvironment) throws(LedgerError) -> WriterCore { throw .notAStore(path: l.path) }
  func append(_ t: [Transaction], isBulk: Bool) -> [Result<Receipt, LedgerError>] { [] }
  func view() -> LedgerView { preconditionFailure("pending") }
  func refresh() throws(LedgerError) -> LedgerView { view() }
  func recovery() -> RecoveryReport { RecoveryReport() }
  func rebuildIndex(progress: (UInt64) -> Void) throws(LedgerError) {}
  func destroyKey(_ n: UInt64) throws(LedgerError) {}
  func lookupHash(scope: String, _ b: [UInt8]) throws(LedgerError) -> [UInt8] { [] }
  func close() {}
}
struct Verification {
  var location: StoreLocation, projection: any Projection, level: VerifyLevel, environment: LedgerEnvironment
  mutating func run(progress: (UInt64) -> Void) throws(LedgerError) -> VerifyReport { VerifyReport(level: level) }
}
