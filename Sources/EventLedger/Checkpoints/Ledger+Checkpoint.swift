/// A checkpoint that was made.
public struct SignedCheckpoint: Sendable {
  /// What it says.
  public let checkpoint: Checkpoint
  /// The signed note.
  public let note: String
  /// The public key that checks it.
  public let key: CheckpointVerifier
  /// File name of the note inside the store.
  public let file: String
}

extension LedgerView {
  /// Signs what the record is at this view, and keeps the note in `checkpoints/`.
  ///
  /// The key is made on first use beside the pool. The note is worth what its copies outside the machine
  /// are worth.
  ///
  /// - Throws: `keysUnusable` without a key directory, `readOnly`, `noSpace` or `io`.
  public func signCheckpoint() throws(LedgerError) -> SignedCheckpoint {
    let location = state.location
    guard let keyPath = location.keyPath else { throw .keysUnusable(path: "") }
    let key = try CheckpointKey.provided(keyPath, state.store, state.environment)
    let checkpoint = Checkpoint(
      store: store, head: head, at: state.environment.clock.now())
    let note = try key.note(checkpoint)
    let file = "checkpoints/checkpoint-\(head.sequence).txt"
    try onDisk(location.checkpoints) { () throws(FileError) in
      try state.files.makeDirectory(location.checkpoints, permissions: 0o755)
      try state.files.publish(
        Array((key.verifier.text + "\n").utf8), at: location.checkpoints + "/key.pub",
        in: location.checkpoints)
      try state.files.publish(
        Array(note.utf8), at: location.path + "/" + file, in: location.checkpoints)
    }
    return SignedCheckpoint(checkpoint: checkpoint, note: note, key: key.verifier, file: file)
  }

  /// The public key of this store's checkpoints; nil = none was made yet.
  public func checkpointKey() throws(LedgerError) -> CheckpointVerifier? {
    guard let keyPath = state.location.keyPath else { return nil }
    return try CheckpointKey.read(keyPath, state.store, state.files)?.verifier
  }

  /// The newest note in `checkpoints/`; nil = there is none. Its signature is not checked.
  public func lastCheckpoint() throws(LedgerError) -> Checkpoint? {
    let location = state.location
    let names = (try? state.files.list(location.checkpoints)) ?? []
    let newest = names.compactMap { name -> UInt64? in
      guard name.hasPrefix("checkpoint-"), name.hasSuffix(".txt") else { return nil }
      return UInt64(name.dropFirst(11).dropLast(4))
    }.max()
    guard let newest else { return nil }
    let path = location.checkpoints + "/checkpoint-\(newest).txt"
    let found = try onDisk(path) { () throws(FileError) in try state.files.contents(path) }
    guard let found else { return nil }
    let lines = String(decoding: found, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    return Checkpoint(text: lines.prefix(6).joined(separator: "\n") + "\n")
  }
}
