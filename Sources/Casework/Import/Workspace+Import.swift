public import ConsumerProtection
internal import EventLedger
internal import PluginHost

#if canImport(Glibc)
  internal import Glibc
#endif

/// How far an import is.
public struct ImportProgress: Sendable, Equatable {
  /// Rows read so far.
  public let rows: Int
  /// Bytes read so far.
  public let bytesRead: Int
  /// Bytes of the file.
  public let bytesTotal: Int
}

/// What an import did.
public struct ImportResult: Sendable, Equatable {
  /// A row that was not taken in.
  public struct Rejected: Sendable, Equatable {
    /// The record's number in the file; the header is 1.
    public let row: Int
    /// The line on which it starts.
    public let line: Int
    /// Stable code.
    public let code: String
    /// Why.
    public let reason: Phrase
  }
  /// Rows read, without the header.
  public internal(set) var rows = 0
  /// Rows that became complaints.
  public internal(set) var accepted = 0
  /// Rows whose source number is known already.
  public internal(set) var repeated = 0
  /// Complaints that an earlier system had closed.
  public internal(set) var archived = 0
  /// Complaints in the manual queue after a plugin's failure.
  public internal(set) var held = 0
  /// Rows refused, in the order of the file.
  public internal(set) var rejected: [Rejected] = []
}

extension Workspace {
  /// How many rows are stored by one synchronisation.
  private static let batchCount = 256

  /// The import formats of the site's plugins.
  public func importers() -> [(id: String, title: Phrase, plugin: String)] {
    plugins.set.importers.map { ($0.importer.id, $0.importer.title, $0.plugin) }
  }

  /// Takes a file in, row by row; a wrong row is refused with its number, the others go on.
  ///
  /// Running it again stores nothing twice: a row is known by its number in its source.
  ///
  /// - Throws: `XB-120` for an unknown format, `XB-121` for a header that lacks columns; whatever
  ///   the ledger reports.
  public func importFile(
    _ importer: String, path: String, as invocation: Invocation,
    progress: (ImportProgress) -> Void = { _ in }
  ) throws(Failure) -> ImportResult {
    guard let format = plugins.set.importers.first(where: { $0.importer.id == importer }) else {
      throw unknownImporter(importer)
    }
    let file = try FileChunks(opening: path)
    let moment = try moment(of: invocation)
    let view = try currentView()
    let lookUps = EngineLookUps(
      loader: MatterLoader(view: view, areas: Self.areas), calendars: [:], regimes: [])
    try authorise([ImportFile()], by: invocation, at: moment, lookUps, in: view)
    let activated = try activatedSet(as: invocation, at: moment, in: view)
    var run = ImportRun(importer: format.importer, set: activated.number, view: activated.view)
    defer { store.publishIndex() }
    var reader = CSVReader()
    var offset = 0
    while !run.isFinished {
      let piece = try file.next()
      var rows: [CSVReader.Row] = []
      do throws(CSVReader.Problem) {
        try reader.read(piece[...]) { rows.append($0) }
        if piece.count < FileChunks.byteCount {
          try reader.finish { rows.append($0) }
          run.isFinished = true
        }
      } catch {
        try flush(&run, invocation)
        throw Self.notCSV(path, error)
      }
      offset += piece.count
      for row in rows {
        try take(row, &run, invocation, path)
        if run.pending.count >= Self.batchCount { try flush(&run, invocation) }
      }
      progress(
        ImportProgress(rows: run.result.rows, bytesRead: offset, bytesTotal: file.bytesTotal))
    }
    try flush(&run, invocation)
    if run.header == nil { throw Self.emptyFile(path) }
    return run.result
  }

  private func take(
    _ row: CSVReader.Row, _ run: inout ImportRun, _ invocation: Invocation, _ path: String
  ) throws(Failure) {
    guard let header = run.header else {
      run.header = try Self.header(row, of: run.importer, path)
      return
    }
    run.result.rows += 1
    guard let texts = row.texts else {
      run.reject(row, "XB-007", Phrase("不是有效的 UTF-8", "it is not valid UTF-8"))
      return
    }
    guard texts.count == header.count else {
      run.reject(
        row, "XB-122",
        Phrase(
          "有 \(texts.count) 格，表头有 \(header.count) 格",
          "it has \(texts.count) cells, the header has \(header.count)"))
      return
    }
    let cells = zip(header, texts).filter { !$0.1.isEmpty }.map { (header: $0.0, text: $0.1) }
    do throws(Failure) {
      try prepare(row, cells, &run, invocation)
    } catch {
      run.reject(row, error.code, error.problem)
    }
  }

  /// Makes one row a decided command, waiting for the next commit.
  private func prepare(
    _ row: CSVReader.Row, _ cells: [(header: String, text: String)], _ run: inout ImportRun,
    _ invocation: Invocation
  ) throws(Failure) {
    let now = try moment(of: Invocation(actor: invocation.actor))
    let hooks = hookContext("", invocation, now, run.set, run.view)
    let draft: ImportDraft
    do throws(PluginFailure) {
      draft = try plugins.set.importRow(run.importer.id, row: cells, hooks)
    } catch {
      throw Self.rejection(error)
    }
    let source = run.importer.id
    guard try !run.knows(source, draft.sourceID) else {
      run.result.repeated += 1
      return
    }
    let rowInvocation = Invocation(
      actor: invocation.actor, on: BusinessTime(day: draft.receivedOn),
      idempotencyKey: "import:\(source):\(draft.sourceID)", language: invocation.language,
      reason: invocation.reason ?? "import")
    let moment = try moment(of: rowInvocation)
    let id = try run.numbers.next(on: draft.receivedOn)
    let command = Complaint.Command.register(try Draft(draft, source: source, site: site))
    let prepared = try prepare(
      [command], on: MatterReference(Complaint.kind, id), as: rowInvocation, at: moment,
      in: run.view, setNumber: run.set)
    run.pending.append((row, prepared, draft.archive != nil))
    run.seen.insert("\(source)\u{0}\(draft.sourceID)")
  }

  /// Stores what waits by one synchronisation and goes on from the new state.
  private func flush(_ run: inout ImportRun, _ invocation: Invocation) throws(Failure) {
    guard !run.pending.isEmpty else { return }
    let pending = run.pending
    run.pending = []
    do throws(LedgerError) {
      let outcomes = try store.append(batch: pending.map(\.prepared.transaction))
      for (item, outcome) in zip(pending, outcomes) {
        switch outcome {
        case .success(let receipt) where receipt.repeated: run.result.repeated += 1
        case .success:
          run.result.accepted += 1
          // What another system had closed waits for nobody, whatever the plugins said.
          if item.isArchived {
            run.result.archived += 1
          } else if item.prepared.intake?.answers.held.isEmpty == false {
            run.result.held += 1
          }
        case .failure(let error):
          guard case .conflict = error else { throw error }
          run.reject(item.row, "XB-015", Failure(error).problem)
        }
      }
    } catch {
      throw Failure(error)
    }
    let now = try moment(of: Invocation(actor: invocation.actor))
    note(pending.compactMap(\.prepared.outcomes), as: invocation, at: now)
    // A plugin in quarantine makes another set.
    let activated = try activatedSet(as: invocation, at: now, in: currentView())
    run.restart(in: activated.view, set: activated.number)
  }
}

/// The command of taking a file in, for the table of authorities.
struct ImportFile: Sendable {}
