internal import Synchronization

/// Queue, writer and the view that everybody may take.
final class WriterCore: Sendable {
  private let queue = CommitQueue()
  private let writer: Mutex<WriterBox>
  private let shown: ShownView
  private let lastReport: Mutex<RecoveryReport>
  private let lastRepair: Mutex<RecoveryReport?>
  private let keys: KeyPool

  /// Hands the writer to the mutex.
  // because the writer inside is touched only while the mutex around this box is held
  struct WriterBox: @unchecked Sendable {
    let writer: Writer
  }

  private init(_ writer: Writer) {
    shown = writer.shown
    lastReport = Mutex(writer.report)
    lastRepair = Mutex(writer.report.repairedRecord ? writer.report : nil)
    keys = writer.keys
    self.writer = Mutex(WriterBox(writer: writer))
  }

  static func opened(
    _ location: StoreLocation, projection: any Projection, mode: WriterMode,
    options: LedgerOptions, environment: LedgerEnvironment
  ) throws(LedgerError) -> WriterCore {
    WriterCore(
      try Writer(
        location, projection: projection, mode: mode, options: options, environment: environment))
  }

  /// Runs with the writer, then shows its state.
  private func withWriter<R: Sendable>(
    _ body: (Writer) throws(LedgerError) -> R
  ) throws(LedgerError) -> R {
    let result: Result<R, LedgerError> = writer.withLock { box in
      let result: Result<R, LedgerError>
      do throws(LedgerError) {
        result = .success(try body(box.writer))
      } catch {
        result = .failure(error)
      }
      shown.show(box.writer.state)
      let report = box.writer.report
      lastReport.withLock { $0 = report }
      if report.repairedRecord { lastRepair.withLock { $0 = report } }
      return result
    }
    return try result.get()
  }

  func append(
    _ transactions: [Transaction], isBulk: Bool
  ) -> [Result<Receipt, LedgerError>] {
    let request = CommitQueue.Request(transactions, isBulk: isBulk)
    queue.submit(request) { group in
      _ = try? withWriter { writer throws(LedgerError) in writer.commit(group) }
    }
    return request.results
  }

  func view() -> LedgerView { shown.view() }
  func recovery() -> RecoveryReport { lastReport.withLock { $0 } }
  func repair() -> RecoveryReport? { lastRepair.withLock { $0 } }

  func refresh() throws(LedgerError) -> LedgerView {
    try withWriter { writer throws(LedgerError) in try writer.refresh() }
    return view()
  }

  func rebuildIndex(progress: (UInt64) -> Void) throws(LedgerError) {
    try withWriter { writer throws(LedgerError) in
      try writer.begin()
      defer { writer.end() }
      try writer.rebuildIndex(progress: progress)
    }
  }

  func destroyKey(_ number: UInt64) throws(LedgerError) {
    try withWriter { writer throws(LedgerError) in
      try writer.begin()
      defer { writer.end() }
      try writer.destroyKey(number)
    }
  }

  func lookupHash(scope: String, _ bytes: [UInt8]) throws(LedgerError) -> [UInt8] {
    try keys.lookupHash(scope: scope, bytes)
  }

  func publishIndex() {
    _ = try? withWriter { writer throws(LedgerError) in writer.publishBeforeClosing() }
  }

  func close() {
    _ = try? withWriter { writer throws(LedgerError) in writer.close() }
  }
}

/// The view that everybody may take.
final class ShownView: Sendable {
  private let current = Mutex<LedgerView?>(nil)

  func show(_ state: LedgerState) {
    let view = LedgerView(state)
    current.withLock { $0 = view }
  }

  func view() -> LedgerView {
    current.withLock { view in
      guard let view else { preconditionFailure("a writer shows its state when it is made") }
      return view
    }
  }

  /// Lets go of the view, makes the next state, shows it. Whoever asks meanwhile waits.
  func replace(_ body: () -> LedgerState) {
    current.withLock { view in
      view = nil
      view = LedgerView(body())
    }
  }
}
