final class LineChunk: Sendable {
  let bytes: [UInt8]
  init(_ bytes: [UInt8]) { self.bytes = bytes }
  func withBytes<R, E: Error>(
    _ start: Int, _ count: Int, _ body: (UnsafeRawBufferPointer) throws(E) -> R
  ) throws(E) -> R {
    try body(UnsafeRawBufferPointer(start: nil, count: 0))
  }
}
struct ByteRange: Sendable, Equatable { var start: Int; var count: Int }
struct LineFields: Sendable {
  var version = 1, sequence: UInt64 = 0, group: UInt64 = 0, transaction: UInt64 = 0
  var endsTransaction = false, at: Int64 = 0, day = 0, matterVersion = 0, typeVersion = 0
  var previous: Int64 = -1
  var zone, kind, id, type, command, organisation, actor, data: ByteRange
}
extension LedgerLine {
  func text(_ range: ByteRange) -> String { "" }
  func sealedEntries() -> [SealedEntry] { [] }
}
struct StoreIdentity: Sendable { var uuidText: String }
struct UserIndex: StateIndex {
  func get(_ key: [UInt8]) throws(LedgerError) -> [UInt8]? { nil }
  func scan(
    _ range: KeyRange, reversed: Bool,
    _ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Bool
  ) throws(LedgerError) {}
}
struct IndexHolder: Sendable { var user = UserIndex() }
struct MatterHead { var version: UInt64 }
struct KeyPool: Sendable {
  func lookupHash(scope: String, _ b: [UInt8]) throws(LedgerError) -> [UInt8] { [] }
  func unseal(_ entry: SealedEntry, of line: LedgerLine, store: StoreIdentity) throws(LedgerError)
    -> UnsealedValue
  { .erased }
}
struct LedgerState: Sendable {
  var head: LedgerHead, store: StoreIdentity, index: IndexHolder, keys: KeyPool?
  func matterHead(_ m: MatterKey) throws(LedgerError) -> MatterHead? { nil }
  func receipt(_ k: String) throws(LedgerError) -> Receipt? { nil }
  func nextKey() throws(LedgerError) -> UInt64 { 1 }
  func history(_ m: MatterKey) throws(LedgerError) -> [LedgerLine] { [] }
  func line(at p: LedgerPosition) throws(LedgerError) -> LedgerLine { throw .notAStore(path: "") }
  func scan(from: UInt64, _ body: (LedgerLine) -> Bool) throws(LedgerError) {}
  func statistics() throws(LedgerError) -> LedgerStatistics { throw .notAStore(path: "") }
  func refreshed(projection: any Projection) throws(LedgerError) -> LedgerState { self }
  static func reading(
    _ l: StoreLocation, projection: any Projection, policy: LedgerReader.IndexPolicy,
    environment: LedgerEnvironment
  ) throws(LedgerError) -> LedgerState { throw .notAStore(path: l.path) }
}
struct StoreLocation: Sendable { var path: String; var keyPath: String? }
struct StoreCreation {
  var location: StoreLocation, options: LedgerOptions, environment: LedgerEnvironment
  func run() throws(LedgerError) { throw .notAStore(path: location.path) }
}
final class WriterCore: Sendable {
  static func opened(
    _ l: StoreLocation, projection: any Projection, mode: WriterMode, options: LedgerOptions,
    environment: LedgerEnvironment
  ) throws(LedgerError) -> WriterCore { throw .notAStore(path: l.path) }
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
  var location: StoreLocation, projection: any Projection, level: VerifyLevel,
    environment: LedgerEnvironment
  mutating func run(progress: (UInt64) -> Void) throws(LedgerError) -> VerifyReport {
    VerifyReport(level: level)
  }
}
