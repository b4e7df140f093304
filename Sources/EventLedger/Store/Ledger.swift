internal import Synchronization

/// The one way to write a store. Safe to use from many threads: transactions that wait together
/// are stored by one write and one synchronisation.
public final class Ledger: Sendable {
  let core: WriterCore

  init(core: WriterCore) { self.core = core }

  /// Makes an empty store and its key directory.
  ///
  /// - Parameters:
  ///   - path: The `ledger` directory; made when absent.
  ///   - keyPath: The `keys` directory; made when absent, mode 0700.
  ///   - options: Sizes; a test makes them small.
  ///   - environment: Disk, clock, chance.
  /// - Throws: `alreadyAStore`, `networkFileSystem`, `noSpace`, `readOnly` or `io`.
  public static func create(
    at path: String, keysAt keyPath: String, options: LedgerOptions = LedgerOptions(),
    environment: LedgerEnvironment = .posix()
  ) throws(LedgerError) {
    try StoreCreation(
      location: StoreLocation(path: path, keyPath: keyPath), options: options,
      environment: environment
    ).run()
  }

  /// Opens a store for writing; repairs what a crash left.
  ///
  /// - Parameters:
  ///   - path: The `ledger` directory.
  ///   - keyPath: The `keys` directory.
  ///   - projection: The entries of the index.
  ///   - mode: Whether the lock is held from now on or around each commit.
  ///   - options: Sizes and permissions to deviate.
  ///   - environment: Disk, clock, chance.
  /// - Returns: The handle; in the mode `exclusive` it holds the lock until `close`.
  /// - Throws: `notAStore`, `newerFormat`, `locked`, `corrupt`, `networkFileSystem`, `readOnly`,
  ///   `keysUnusable` or `io`.
  public static func open(
    at path: String, keysAt keyPath: String, projection: any Projection,
    mode: WriterMode = .perCommit, options: LedgerOptions = LedgerOptions(),
    environment: LedgerEnvironment = .posix()
  ) throws(LedgerError) -> Ledger {
    Ledger(
      core: try WriterCore.opened(
        StoreLocation(path: path, keyPath: keyPath), projection: projection, mode: mode,
        options: options, environment: environment))
  }

  /// Stores a transaction durably; returns when it is on disk.
  ///
  /// - Throws: `conflict`, `invalid`, `tooLong`, `noSpace`, `locked`, `clockStep` (nothing stored);
  ///   `outcomeUnknown`, then `poisoned` for every later call; `corrupt`, `io`.
  public func append(_ transaction: Transaction) throws(LedgerError) -> Receipt {
    let results = core.append([transaction], isBulk: false)
    switch results[0] {
    case .success(let receipt): return receipt
    case .failure(let error): throw error
    }
  }

  /// Stores several transactions by one synchronisation; each has its own outcome, in order.
  public func append(batch: [Transaction]) -> [Result<Receipt, LedgerError>] {
    batch.isEmpty ? [] : core.append(batch, isBulk: true)
  }

  /// The state after the last commit of this handle.
  public func view() -> LedgerView { core.view() }

  /// Catches up with what other processes committed.
  @discardableResult
  public func refresh() throws(LedgerError) -> LedgerView { try core.refresh() }

  /// What the opening, or the last commit, had to repair.
  public var recovery: RecoveryReport { core.recovery() }

  /// The last repair of the record by this handle, for people to read; nil = there was none.
  public var repair: RecoveryReport? { core.repair() }

  /// Makes the index anew from the record; reports progress in lines read.
  public func rebuildIndex(
    progress: @Sendable (_ lineCount: UInt64) -> Void = { _ in }
  ) throws(LedgerError) {
    try core.rebuildIndex(progress: progress)
  }

  /// Destroys a key: overwrites its slot and synchronises. The caller appends the event.
  ///
  /// What it sealed reads as `.erased` from then on, in every copy that uses this key directory.
  public func destroyKey(_ number: UInt64) throws(LedgerError) { try core.destroyKey(number) }

  /// A keyed hash for look-ups, the same for equal bytes in one scope; 32 bytes.
  public func lookupHash(scope: String, _ bytes: [UInt8]) throws(LedgerError) -> [UInt8] {
    try core.lookupHash(scope: scope, bytes)
  }

  /// Publishes the index when the tail is long, as after a bulk load: a reader would have to read it.
  public func publishIndex() { core.publishIndex() }

  /// Publishes the index when the tail is long, gives the lock back, closes the files.
  public func close() { core.close() }
}
