internal import Synchronization

/// Reads a store without any lock and without writing a byte; works on a read-only mount.
public final class LedgerReader: Sendable {
  let location: StoreLocation
  let projection: any Projection
  let environment: LedgerEnvironment
  private let current: Mutex<LedgerView>

  /// What a reader does when the index does not fit the record.
  public enum IndexPolicy: Sendable {
    /// Throws `LedgerError.indexDamaged`.
    case mustExist
    /// Derives it in memory from the whole record; slow on a large store.
    case rebuildInMemory
  }

  /// Opens a store for reading.
  ///
  /// - Parameters:
  ///   - path: The `ledger` directory.
  ///   - keyPath: The `keys` directory; nil = sealed values read as `.keyMissing`.
  ///   - projection: The entries wanted.
  ///   - policy: What to do without a fitting index.
  ///   - environment: The disk.
  /// - Throws: `notAStore`, `newerFormat`, `corrupt`, `indexDamaged` or `io`.
  public init(
    at path: String, keysAt keyPath: String? = nil, projection: any Projection,
    policy: IndexPolicy = .mustExist, environment: LedgerEnvironment = .posix()
  ) throws(LedgerError) {
    location = StoreLocation(path: path, keyPath: keyPath)
    self.projection = projection
    self.environment = environment
    let state = try LedgerState.reading(
      location, projection: projection, policy: policy, environment: environment)
    current = Mutex(LedgerView(state))
  }

  /// The view of the last `init` or `refresh`.
  public func view() -> LedgerView { current.withLock { $0 } }

  /// Catches up with what was committed since; answers the new view.
  @discardableResult
  public func refresh() throws(LedgerError) -> LedgerView {
    let state = try view().state.refreshed(projection: projection)
    let next = LedgerView(state)
    current.withLock { $0 = next }
    return next
  }
}
