/// A folder of signed notes, one file each, oldest first by name.
struct CheckpointFolder {
  let path: String
  let files: any FileSystem

  /// `000000000042-20261123T000002Z.note`: names sort as the statements do.
  static func name(_ checkpoint: Checkpoint) -> String {
    let digits = String(checkpoint.sequence)
    var time: [UInt8] = []
    Timestamp.append(checkpoint.time, to: &time)
    let stamp = String(decoding: time.prefix(19).filter { $0 != 0x2D && $0 != 0x3A }, as: UTF8.self)
    return String(repeating: "0", count: max(0, 12 - digits.utf8.count)) + digits
      + "-\(stamp)Z.note"
  }

  static func isNote(_ name: String) -> Bool { name.hasSuffix(".note") }

  /// Names of the notes; empty when the folder is not there.
  func names() throws(LedgerError) -> [String] {
    do {
      return try files.list(path).filter(Self.isNote)
    } catch {
      if error.errno == ErrorNumber.noEntry { return [] }
      throw error.ledgerError(path)
    }
  }

  /// The note with the largest number, the latest of these; others, and unreadable files, are passed
  /// over.
  func newest(where isWanted: (SignedNote) -> Bool) throws(LedgerError) -> SignedNote? {
    for name in try names().reversed() {
      let file = path + "/" + name
      let bytes = try onDisk(file) { () throws(FileError) in try files.contents(file) }
      if let bytes, let note = try? SignedNote(bytes), isWanted(note) { return note }
    }
    return nil
  }

  /// Makes the folder and its parents where they are missing, and writes the note durably.
  func add(_ note: SignedNote, signer: NoteSigner) throws(LedgerError) -> String {
    let file = path + "/" + Self.name(note.checkpoint)
    try onDisk(path) { () throws(FileError) in
      try files.makeDirectories(path)
      try files.publish(Array(note.text.utf8), at: file, in: path, permissions: 0o444)
    }
    try signer.publish(in: path, files)
    return file
  }
}

extension FileSystem {
  /// Makes a directory with those above it that are missing.
  func makeDirectories(_ path: String, permissions: UInt32 = 0o755) throws(FileError) {
    do {
      try mkdir(path, permissions: permissions)
    } catch {
      if error.errno == ErrorNumber.exists { return }
      guard error.errno == ErrorNumber.noEntry, let slash = path.lastIndex(of: "/"),
        slash != path.startIndex
      else { throw error }
      try makeDirectories(String(path[..<slash]), permissions: permissions)
      try makeDirectory(path, permissions: permissions)
    }
    try fsyncDirectory(Self.parent(of: path))
  }

  /// The directory that holds a name.
  static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
