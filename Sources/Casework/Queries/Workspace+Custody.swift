public import ConsumerProtection
public import EventLedger

/// Checkpoints and backups of a workspace.
extension Workspace {
  /// Signs where the record stands, and puts a copy of the note into the outbox.
  public func checkpoint() throws(Failure) -> SignedCheckpoint {
    let signed: SignedCheckpoint
    do throws(LedgerError) {
      signed = try store.refresh().signCheckpoint()
    } catch {
      throw Failure(error)
    }
    let name = signed.file.split(separator: "/").last.map(String.init) ?? signed.file
    try Files.makeFolder(paths.outbox)
    try Files.write(Array(signed.note.utf8), to: "\(paths.outbox)/\(name)")
    return signed
  }

  /// One checkpoint a day, when something was recorded since the last.
  func dailyCheckpoint() throws(Failure) -> SignedCheckpoint? {
    do throws(LedgerError) {
      let view = store.view
      if let last = try view.lastCheckpoint() {
        let isToday =
          clock.civil(Instant(milliseconds: last.at)).day == clock.civil(clock.now()).day
        if isToday || last.sequence == view.head.sequence { return nil }
      }
    } catch {
      throw Failure(error)
    }
    return try checkpoint()
  }

  /// The public key that checks this workspace's checkpoints; nil = none was made yet.
  public func checkpointKey() throws(Failure) -> CheckpointVerifier? {
    do throws(LedgerError) {
      return try store.view.checkpointKey()
    } catch {
      throw Failure(error)
    }
  }

  /// Copies ledger, site file, plugins and attachments; no lock is taken, and no keys are copied.
  public static func backUp(
    _ paths: WorkspacePaths, to directory: String
  ) throws(Failure) -> BackupReport {
    var companions = [CompanionFile(name: SiteFile.fileName, path: paths.siteFile)]
    for folder in [paths.plugins, paths.attachments] {
      companions += Self.files(in: folder, named: String(folder.dropFirst(paths.root.count + 1)))
    }
    do throws(LedgerError) {
      return try Ledger.backUp(at: paths.ledger, to: directory, companions: companions)
    } catch {
      throw Failure(error)
    }
  }

  private static func files(in folder: String, named name: String) -> [CompanionFile] {
    var found: [CompanionFile] = []
    for entry in Files.names(in: folder) {
      let path = "\(folder)/\(entry)"
      if Files.isFolder(path) {
        found += files(in: path, named: "\(name)/\(entry)")
      } else {
        found.append(CompanionFile(name: "\(name)/\(entry)", path: path))
      }
    }
    return found
  }

  /// Checks every file of a backup.
  public static func verifyBackup(_ directory: String) throws(Failure) -> BackupManifest {
    do throws(LedgerError) {
      return try Ledger.verifyBackup(at: directory)
    } catch {
      throw Failure(error)
    }
  }

  /// Makes a workspace from a backup. Its keys are put beside it by hand, from their own custody.
  public static func restore(
    _ backup: String, to directory: String, progress: @Sendable (UInt64) -> Void
  ) throws(Failure) -> BackupManifest {
    do throws(LedgerError) {
      return try Ledger.restore(
        backup, to: directory, keysNamed: "keys", projection: CaseworkProjection(),
        progress: progress)
    } catch {
      throw Failure(error)
    }
  }

  /// One line of the record by its number.
  ///
  /// - Throws: `XB-002` when there is none.
  public func line(_ sequence: UInt64) throws(Failure) -> RecordLine {
    do throws(LedgerError) {
      if let line = try store.view.line(sequence: sequence) { return RecordLine(line) }
    } catch {
      throw Failure(error)
    }
    throw Failure(
      Refusal.Code.unknownIdentifier.text,
      problem: Phrase("台账没有第 \(sequence) 行", "The record has no line \(sequence)"),
      remedy: Phrase("行号范围见 xiaobao ledger stat", "See how many there are: xiaobao ledger stat"))
  }

  /// The last lines, or those behind a number; the record is caught up with before.
  public func lines(behind sequence: UInt64?, last count: Int) throws(Failure) -> [RecordLine] {
    let view = try currentView()
    let end = view.head.sequence
    let first = sequence.map { $0 + 1 } ?? (end > UInt64(count) ? end - UInt64(count) + 1 : 1)
    var lines: [RecordLine] = []
    do throws(LedgerError) {
      try view.scan(from: first) { line in
        lines.append(RecordLine(line))
        return true
      }
    } catch {
      throw Failure(error)
    }
    return lines
  }
}

/// One line of the record as it stands in the file.
public struct RecordLine: Sendable {
  /// Kind and identifier of the matter.
  public let matter: MatterReference
  /// What it says, personal data sealed.
  public let entry: HistoryEntry
  /// Who acted, and for which unit.
  public let organisation: String
  /// Segment and byte offset.
  public let position: LedgerPosition
  /// The bytes of the line without its line feed.
  public let bytes: [UInt8]

  init(_ line: LedgerLine) {
    matter = MatterReference(MatterKind(line.kind), line.id)
    entry = HistoryEntry(line)
    organisation = line.organisation
    position = line.position
    bytes = line.bytes
  }
}
