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
  /// A row that was not taken in, or that contradicts itself.
  public struct Rejected: Sendable, Equatable {
    /// The record's number in the file; rows before the header count too.
    public let row: Int
    /// The line on which it starts.
    public let line: Int
    /// Stable code.
    public let code: String
    /// The column; empty where it is the whole row.
    public let column: String
    /// What stands there.
    public let value: String
    /// Why.
    public let reason: Phrase
  }
  /// Rows read, without the header and what stands before it.
  public internal(set) var rows = 0
  /// Rows that became complaints; of a dry run, that would.
  public internal(set) var accepted = 0
  /// Rows whose source number is known already.
  public internal(set) var repeated = 0
  /// Complaints that an earlier system had closed.
  public internal(set) var archived = 0
  /// Complaints in the manual queue after a plugin's failure.
  public internal(set) var held = 0
  /// Rows of totals, which are no complaints.
  public internal(set) var totals = 0
  /// Rows before the header.
  public internal(set) var preamble = 0
  /// The encoding that the file was read in.
  public internal(set) var encoding = SourceEncoding.utf8
  /// Rows refused, in the order of the file.
  public internal(set) var rejected: [Rejected] = []
  /// Rows whose own days contradict each other; they were taken in as they stand.
  public internal(set) var contradictions: [Rejected] = []
}

extension Workspace {
  /// How many rows are stored by one synchronisation.
  static let batchCount = 256

  /// The import formats of the site's plugins.
  public func importers() -> [(id: String, title: Phrase, plugin: String)] {
    plugins.set.importers.map { ($0.importer.id, $0.importer.title, $0.plugin) }
  }

  /// Takes a file in, row by row; a wrong row is refused with its number, the others go on.
  ///
  /// Running it again stores nothing twice: a row is known by its number in its source.
  ///
  /// - Throws: `XB-120` for an unknown format, `XB-121` for a header that lacks columns, `XB-126` for
  ///   a wrong mapping file, `XB-127` for an encoding that the system lacks; whatever the ledger reports.
  public func importFile(
    _ importer: String, path: String, as invocation: Invocation,
    options: ImportOptions = ImportOptions(), progress: (ImportProgress) -> Void = { _ in }
  ) throws(Failure) -> ImportResult {
    let format = try format(importer, options)
    let moment = try moment(of: invocation)
    let view = try currentView()
    let lookUps = EngineLookUps(
      loader: MatterLoader(view: view, areas: Self.areas), calendars: [:], regimes: [])
    try authorise([ImportFile()], by: invocation, at: moment, lookUps, in: view)
    var run: ImportRun
    if options.isDryRun {
      run = ImportRun(format: format, path: path, options: options, set: 0, view: view)
    } else {
      let activated = try activatedSet(as: invocation, at: moment, in: view)
      run = ImportRun(
        format: format, path: path, options: options, set: activated.number, view: activated.view)
    }
    defer { if !options.isDryRun { store.publishIndex() } }
    do throws(Failure) {
      if Self.isWorkbook(path) {
        try readWorkbook(path, &run, invocation, options, progress)
      } else {
        try read(try FileChunks(opening: path), &run, invocation, options, path, progress)
      }
      try flush(&run, invocation)
      guard let header = run.header else {
        throw Self.noHeader(
          run.preamble.max { $0.cells.count < $1.cells.count }, of: run.format, path)
      }
      try run.rejects?.begin(header)
    } catch {
      run.rejects?.discard()
      throw error
    }
    try run.rejects?.publish()
    return run.result
  }

  private func read(
    _ file: borrowing FileChunks, _ run: inout ImportRun, _ invocation: Invocation,
    _ options: ImportOptions, _ path: String, _ progress: (ImportProgress) -> Void
  ) throws(Failure) {
    var reader = CSVReader(separator: run.format.separator)
    var transcoder: Transcoder?
    var offset = 0
    while !run.isFinished {
      let piece = try file.next()
      let isLast = piece.count < FileChunks.byteCount
      if offset == 0 { transcoder = try begin(&run, piece, invocation, options) }
      var rows: [CSVReader.Row] = []
      var unended = 0
      do throws(CSVReader.Problem) {
        try reader.read(transcoder?.converted(piece, isLast: isLast) ?? piece) { rows.append($0) }
        if isLast {
          try reader.finish {
            rows.append($0)
            unended += 1
          }
          run.isFinished = true
        }
      } catch {
        for row in rows { try take(row, &run, invocation, isUnended: false) }
        try flush(&run, invocation)
        throw Self.notCSV(path, error)
      }
      offset += piece.count
      for (place, row) in rows.enumerated() {
        try take(row, &run, invocation, isUnended: place >= rows.count - unended)
        if run.pending.count >= Self.batchCount { try flush(&run, invocation) }
      }
      progress(
        ImportProgress(rows: run.result.rows, bytesRead: offset, bytesTotal: file.bytesTotal))
    }
  }

  /// Looks at the first bytes: the encoding, and the file of rejected rows in the same.
  private func begin(
    _ run: inout ImportRun, _ head: [UInt8], _ invocation: Invocation, _ options: ImportOptions
  ) throws(Failure) -> Transcoder? {
    let encoding = options.encoding ?? SourceEncoding.detected(in: head)
    run.result.encoding = encoding
    if let path = options.rejects {
      run.rejects = try RejectFile(
        path, separator: run.format.separator, encoding: encoding, language: invocation.language)
    }
    return encoding == .utf8 ? nil : try Transcoder(from: encoding, to: .utf8)
  }

  func take(
    _ row: CSVReader.Row, _ run: inout ImportRun, _ invocation: Invocation, isUnended: Bool
  ) throws(Failure) {
    guard let header = run.header else { return try look(for: row, &run) }
    run.result.rows += 1
    guard let texts = row.texts else {
      let encoding = run.result.encoding.rawValue
      return try run.reject(
        row, "XB-007",
        Phrase(
          "不是有效的 \(encoding)；编码不同的用 --encoding 指明",
          "it is not valid \(encoding); --encoding says another"))
    }
    guard texts.count == header.names.count else {
      let cut =
        isUnended && texts.count < header.names.count
        ? Phrase("；文件在此行中断，可能被截断", "; the file ends inside this row and seems cut off")
        : Phrase(same: "")
      return try run.reject(
        row, "XB-122",
        Phrase(
          "有 \(texts.count) 格，表头有 \(header.names.count) 格\(cut.zh)",
          "it has \(texts.count) cells, the header has \(header.names.count)\(cut.en)"))
    }
    let cells = zip(header.names, texts).filter { name, text in
      !text.isEmpty && !name.hasPrefix(RejectFile.prefix)
    }.map { (header: $0.0, text: $0.1) }
    // A line of nothing but separators is no record.
    guard !cells.isEmpty else {
      run.result.rows -= 1
      return
    }
    do throws(Failure) {
      try prepare(row, cells, &run, invocation)
    } catch {
      try run.reject(row, error.code, error.problem)
    }
  }

  /// The header is the first row that has every column the format needs.
  private func look(for row: CSVReader.Row, _ run: inout ImportRun) throws(Failure) {
    if let header = ImportHeader(row, of: run.format, preamble: run.preamble.count) {
      if !run.format.allowsTwins, let twin = header.twin {
        throw Failure(
          "XB-121",
          problem: Phrase("表头有两列同名：\(twin)", "The header has `\(twin)` twice"),
          remedy: Phrase("请先改名", "Rename one of them"))
      }
      run.header = header
      run.result.preamble = run.preamble.count
      run.preamble = []
      return
    }
    run.preamble.append(row)
    guard run.preamble.count <= Self.preambleMax else {
      throw Self.noHeader(
        run.preamble.max { $0.cells.count < $1.cells.count }, of: run.format, run.path)
    }
  }

  /// Makes one row a decided command, waiting for the next commit.
  private func prepare(
    _ row: CSVReader.Row, _ cells: [(header: String, text: String)], _ run: inout ImportRun,
    _ invocation: Invocation
  ) throws(Failure) {
    guard let draft = try draft(row, cells, &run, invocation) else { return }
    let source = run.format.source
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
    let command = Complaint.Command.register(
      try Draft(draft, source: source, site: site))
    let prepared = try prepare(
      [command], on: MatterReference(Complaint.kind, id), as: rowInvocation, at: moment,
      in: run.view, setNumber: run.set, recognises: false)
    run.warn(row, draft.contradictions)
    run.pending.append((row, prepared, draft.archive != nil))
    run.seen.insert("\(source)\u{0}\(draft.sourceID)")
  }

  /// The row as its plugin or mapping reads it; nil when it was rejected or is no complaint.
  private func draft(
    _ row: CSVReader.Row, _ cells: [(header: String, text: String)], _ run: inout ImportRun,
    _ invocation: Invocation
  ) throws(Failure) -> ImportDraft? {
    switch run.format {
    case .plugin(let importer):
      let now = try moment(of: Invocation(actor: invocation.actor))
      let hooks = hookContext("", invocation, now, run.set, run.view)
      var rejected: ImportRejection?
      do throws(PluginFailure) {
        switch try plugins.set.importRow(importer.id, row: cells, hooks) {
        case .draft(let draft): return draft
        case .rejected(let rejection): rejected = rejection
        }
      } catch {
        throw Self.rejection(error)
      }
      if let rejected {
        try run.reject(
          row, rejected.code, rejected.reason, column: rejected.column, value: rejected.value)
      }
      return nil
    case .mapping(let mapping):
      do throws(CellProblem) {
        if let draft = try mapping.draft(from: cells) { return draft }
        run.result.totals += 1
      } catch {
        try run.reject(row, "XB-124", error.reason, column: error.column, value: error.value)
      }
      return nil
    }
  }

  /// Stores what waits by one synchronisation and goes on from the new state.
  func flush(_ run: inout ImportRun, _ invocation: Invocation) throws(Failure) {
    guard !run.pending.isEmpty else { return }
    let pending = run.pending
    run.pending = []
    if run.isDryRun {
      run.result.accepted += pending.count
      run.result.archived += pending.count(where: \.isArchived)
      run.result.held += pending.count {
        !$0.isArchived && $0.prepared.intake?.answers.held.isEmpty == false
      }
      return
    }
    var conflicts: [(row: CSVReader.Row, problem: Phrase)] = []
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
          conflicts.append((item.row, Failure(error).problem))
        }
      }
    } catch {
      throw Failure(error)
    }
    for (row, problem) in conflicts { try run.reject(row, "XB-015", problem) }
    let now = try moment(of: Invocation(actor: invocation.actor))
    note(pending.compactMap(\.prepared.outcomes), as: invocation, at: now)
    // A plugin in quarantine makes another set.
    let activated = try activatedSet(as: invocation, at: now, in: currentView())
    run.restart(in: activated.view, set: activated.number)
  }
}

/// The command of taking a file in, for the table of authorities.
struct ImportFile: Sendable {}
