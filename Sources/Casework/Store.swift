internal import ConsumerProtection
internal import EventLedger

/// The ledger as this workspace uses it: a writer, or a reader without any lock.
struct Store: Sendable {
  private enum Handle: Sendable {
    case writer(Ledger)
    case reader(LedgerReader)
  }

  private let handle: Handle
  private let path: String

  init(
    paths: WorkspacePaths, key: KeyPlace?, access: Workspace.Access,
    options: Workspace.Options
  ) throws(Failure) {
    path = paths.ledger
    var choices = LedgerOptions()
    choices.allowsClockStep = options.allowsClockStep
    choices.lockWaitMilliseconds = options.lockWaitMilliseconds
    // Every command of the command line reads the tail anew: a short one keeps its start short.
    if access != .serving { choices.tailLineCountMax = 256 }
    var environment = options.environment?.environment ?? .posix()
    environment.workspaceKey = Workspace.environment(paths, key).workspaceKey
    do throws(LedgerError) {
      switch access {
      case .reading:
        handle = .reader(
          try LedgerReader(
            at: paths.ledger, keysAt: paths.keys, projection: CaseworkProjection(),
            policy: .rebuildInMemory, environment: environment))
      case .writing, .serving:
        handle = .writer(
          try Ledger.open(
            at: paths.ledger, keysAt: paths.keys, projection: CaseworkProjection(),
            mode: access == .serving ? .exclusive : .perCommit, options: choices,
            environment: environment))
      }
    } catch {
      throw Failure(error)
    }
  }

  func refresh() throws(LedgerError) -> LedgerView {
    switch handle {
    case .writer(let ledger): try ledger.refresh()
    case .reader(let reader): try reader.refresh()
    }
  }

  /// The state after this process's last commit or refresh.
  var view: LedgerView {
    switch handle {
    case .writer(let ledger): ledger.view()
    case .reader(let reader): reader.view()
    }
  }

  func append(_ transaction: Transaction) throws(LedgerError) -> Receipt {
    try writer().append(transaction)
  }

  func append(batch: [Transaction]) throws(LedgerError) -> [Result<Receipt, LedgerError>] {
    try writer().append(batch: batch)
  }

  func destroyKey(_ number: UInt64) throws(LedgerError) { try writer().destroyKey(number) }

  func rebuildIndex(progress: @Sendable (UInt64) -> Void) throws(LedgerError) {
    try writer().rebuildIndex(progress: progress)
  }

  /// After many commits: so that the next command finds a short tail.
  func publishIndex() {
    if case .writer(let ledger) = handle { ledger.publishIndex() }
  }

  /// What this handle had to repair in the record.
  var repair: RecoveryReport? {
    guard case .writer(let ledger) = handle else { return nil }
    return ledger.repair
  }

  func close() {
    if case .writer(let ledger) = handle { ledger.close() }
  }

  private func writer() throws(LedgerError) -> Ledger {
    guard case .writer(let ledger) = handle else { throw .readOnly(path: path) }
    return ledger
  }
}
