/// A checkpoint that was made.
public struct CheckpointReceipt: Sendable, Equatable {
  /// The note.
  public let note: SignedNote
  /// The key that others check it with.
  public let key: NoteKey
  /// Files it was written to.
  public let files: [String]
}

extension Ledger {
  /// Signs what has been acknowledged, and writes the note into the store and into further folders.
  ///
  /// Takes no lock. The key pair is made on first use. Only a copy outside the machine shows that
  /// the record was cut off or written anew.
  ///
  /// - Parameters:
  ///   - path: The `ledger` directory.
  ///   - keyPath: The `keys` directory, where the secret key lies.
  ///   - folders: Where the note goes besides `checkpoints/`; made when absent.
  ///   - environment: Disk, clock, chance.
  /// - Returns: The note, the key to check it with, and where it was written.
  /// - Throws: `corrupt` when the record contradicts `HEAD` or an earlier note; `keysUnusable`.
  public static func checkpoint(
    at path: String, keysAt keyPath: String, into folders: [String] = [],
    environment: LedgerEnvironment = .posix()
  ) throws(LedgerError) -> CheckpointReceipt {
    let location = StoreLocation(path: path, keyPath: keyPath)
    let files = environment.fileSystem
    let store = try StoreIdentity.read(location, files)
    let segments = SegmentFiles(location, files)
    let head = try AcknowledgedHead.read(location, segments)
    let signer = try NoteSigner.provided(in: keyPath, store: store, environment)
    let places = ([location.checkpoints] + folders).map { CheckpointFolder(path: $0, files: files) }
    for place in places {
      let before = try place.newest { (try? $0.check(by: signer.key)) != nil }
      if let before { try refuseContradiction(of: before.checkpoint, head, segments) }
    }
    let note = try SignedNote(
      Checkpoint(store: store.uuidText, head: head, time: environment.clock.now()), signer: signer)
    var written: [String] = []
    for place in places { written.append(try place.add(note, signer: signer)) }
    return CheckpointReceipt(note: note, key: signer.key, files: written)
  }

  /// Nothing is signed that makes an earlier signature a lie.
  private static func refuseContradiction(
    of before: Checkpoint, _ head: LedgerHead, _ segments: SegmentFiles
  ) throws(LedgerError) {
    guard before.sequence <= head.sequence,
      try segments.chain(endingAt: before.position)?.text == before.hash
    else {
      throw .corrupt(before.finding)
    }
  }

  /// The public key of a store's checkpoints; the pair is made when there is none.
  public static func checkpointKey(
    at path: String, keysAt keyPath: String, environment: LedgerEnvironment = .posix()
  ) throws(LedgerError) -> NoteKey {
    let store = try StoreIdentity.read(
      StoreLocation(path: path, keyPath: keyPath), environment.fileSystem)
    return try NoteSigner.provided(in: keyPath, store: store, environment).key
  }

  /// The newest note of a store in a folder; nil when there is none. Its signature is not checked.
  public static func newestCheckpoint(
    of store: String, in folder: String, environment: LedgerEnvironment = .posix()
  ) throws(LedgerError) -> Checkpoint? {
    try CheckpointFolder(path: folder, files: environment.fileSystem)
      .newest { $0.checkpoint.store == store }?.checkpoint
  }

  /// Checks a store, and that it still contains what a note states.
  ///
  /// The chain makes the rest certain: a record whose line at that place has that hash, and whose
  /// chain is whole, begins with the very lines that were signed.
  ///
  /// - Parameters:
  ///   - path: The `ledger` directory.
  ///   - keyPath: The `keys` directory; nil = keys are not checked.
  ///   - projection: The entries of the index, for the levels that look at it.
  ///   - level: `fast` looks at the place only and proves nothing about older lines.
  ///   - note: What was signed; its signature is checked by the caller (`SignedNote.check`).
  ///   - environment: The disk.
  ///   - progress: Called now and then with the lines read so far.
  /// - Returns: Everything found; a contradiction is a finding.
  /// - Throws: `noteRefused(.otherStore)`; otherwise as `verify`.
  public static func verify(
    at path: String, keysAt keyPath: String? = nil, projection: any Projection,
    level: VerifyLevel, against note: SignedNote, environment: LedgerEnvironment = .posix(),
    progress: (_ lineCount: UInt64) -> Void = { _ in }
  ) throws(LedgerError) -> VerifyReport {
    let location = StoreLocation(path: path, keyPath: keyPath)
    let store = try StoreIdentity.read(location, environment.fileSystem)
    let checkpoint = note.checkpoint
    guard checkpoint.store == store.uuidText else {
      throw .noteRefused(.otherStore(checkpoint.store))
    }
    var report = try verify(
      at: path, keysAt: keyPath, projection: projection, level: level, environment: environment,
      progress: progress)
    let segments = SegmentFiles(location, environment.fileSystem)
    let found = try segments.chain(endingAt: checkpoint.position)
    if found?.text != checkpoint.hash || report.sequence < checkpoint.sequence {
      report.findings.append(checkpoint.finding)
    }
    return report
  }
}

extension Checkpoint {
  /// The record does not contain what was signed.
  var finding: Finding {
    Finding(
      .behindCheckpoint, file: StoreLocation.segmentName(position.segment),
      offset: UInt64(position.offset), sequence: sequence)
  }
}

/// The last line that was durable when it was acknowledged, checked against the record.
enum AcknowledgedHead {
  static func read(
    _ location: StoreLocation, _ segments: SegmentFiles
  ) throws(LedgerError) -> LedgerHead {
    // Only `HEAD` tells durable lines from lines that are being written at this moment.
    guard let head = try HeadFile.read(location, segments.files)?.head else {
      throw .corrupt(Finding(.unreadableHead, file: "HEAD"))
    }
    guard try segments.chain(endingAt: head.position) == head.chain else {
      throw .corrupt(
        Finding(
          .behindHead, file: StoreLocation.segmentName(head.position.segment),
          offset: UInt64(head.position.offset), sequence: head.sequence))
    }
    return head
  }
}
