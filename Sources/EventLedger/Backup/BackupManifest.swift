/// `BACKUP.json`: what a backup holds. Written last; what it does not name does not count.
struct BackupManifest: Equatable {
  struct Entry: Equatable {
    /// Name in the store, such as `segments/000001.jsonl`; keys begin with `keys/`, what stands
    /// beside the store with `beside/`.
    var name: String
    /// Name in the backup; another one for what still changes, so that no copy is ever overwritten.
    var file: String
    var byteCount: UInt64
    /// SHA-256, hexadecimal.
    var digest: String
  }

  static let fileName = "BACKUP.json"
  static let format = 1

  var store: String
  /// +1 with each backup into the same directory.
  var number: UInt64
  /// When it was finished: ms since the epoch, UTC.
  var made: Int64
  var sequence: UInt64
  var transaction: UInt64
  var hash: String
  var position: LedgerPosition
  var hasKeys: Bool
  var entries: [Entry]

  /// One object; one line for each file; the digest covers what stands before `],"sha256"`.
  var encoded: [UInt8] {
    var made: [UInt8] = []
    Timestamp.append(self.made, to: &made)
    let files = entries.map { entry in
      "{\"name\":\"\(entry.name)\",\"file\":\"\(entry.file)\",\"bytes\":\(entry.byteCount),"
        + "\"sha256\":\"\(entry.digest)\"}"
    }
    var text = Array(
      """
      {"format":\(Self.format),"store":"\(store)","backup":\(number),\
      "made":"\(String(decoding: made, as: UTF8.self))","sequence":\(sequence),\
      "transaction":\(transaction),"hash":"\(hash)","segment":\(position.segment),\
      "offset":\(position.offset),"keys":\(hasKeys ? 1 : 0),"files":[
      \(files.joined(separator: ",\n"))

      """.utf8)
    var digest = ChainHash.Digest()
    text.withUnsafeBytes { digest.update($0) }
    text.append(contentsOf: "],\"sha256\":\"\(digest.text())\"}\n".utf8)
    return text
  }

  /// nil = unreadable, or its digest does not fit.
  ///
  /// - Throws: `newerFormat`.
  init?(decoding bytes: [UInt8], path: String) throws(LedgerError) {
    let lines = String(decoding: bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count >= 3, let end = lines[0].firstRange(of: ",\"files\":[") else { return nil }
    let head = FlatObject(Array((lines[0][..<end.lowerBound] + "}").utf8))
    guard let format = head.number("format") else { return nil }
    guard format <= UInt64(Self.format) else {
      throw .newerFormat(path: path, found: Int(clamping: format), supported: Self.format)
    }
    guard let store = head.text("store"), let number = head.number("backup"),
      let date = head.text("made"),
      let made = Array(date.utf8).withUnsafeBytes({ Timestamp.milliseconds($0) }),
      let sequence = head.number("sequence"), let transaction = head.number("transaction"),
      let hash = head.text("hash"), let segment = head.number("segment"),
      let offset = head.number("offset"), let keys = head.number("keys")
    else { return nil }
    var entries: [Entry] = []
    for line in lines[1..<(lines.count - 2)] {
      let object = FlatObject(Array((line.hasSuffix(",") ? line.dropLast() : line).utf8))
      guard let name = object.text("name"), let file = object.text("file"),
        let byteCount = object.number("bytes"), let digest = object.text("sha256")
      else { return nil }
      entries.append(Entry(name: name, file: file, byteCount: byteCount, digest: digest))
    }
    self.store = store
    self.number = number
    self.made = made
    self.sequence = sequence
    self.transaction = transaction
    self.hash = hash
    position = LedgerPosition(
      segment: UInt32(clamping: segment), offset: UInt32(clamping: offset))
    hasKeys = keys == 1
    self.entries = entries
    guard encoded == bytes, entries.allSatisfy({ Self.isPlain($0.name) && Self.isPlain($0.file) })
    else { return nil }
  }

  init(store: String, number: UInt64, made: Int64, head: LedgerHead, hasKeys: Bool) {
    self.store = store
    self.number = number
    self.made = made
    sequence = head.sequence
    transaction = head.transaction
    hash = head.hash
    position = head.position
    self.hasKeys = hasKeys
    entries = []
  }

  /// A name that stays inside the directory: a manifest from elsewhere is not trusted with paths.
  static func isPlain(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return parts.allSatisfy { part in
      !part.isEmpty && !part.hasPrefix(".")
        && part.utf8.allSatisfy { CompanionFile.isPlain($0) || $0 == 0x2E || $0 == 0x25 }
    }
  }

  /// The manifest in a directory; nil = there is none.
  ///
  /// - Throws: `backupDamaged` for an unreadable one: no crash leaves such a thing.
  static func read(
    _ directory: String, _ files: any FileSystem
  ) throws(LedgerError) -> BackupManifest? {
    let path = directory + "/" + fileName
    let bytes = try onDisk(path) { () throws(FileError) in try files.contents(path) }
    guard let bytes else { return nil }
    guard let manifest = try BackupManifest(decoding: bytes, path: path) else {
      throw .backupDamaged(path: directory, findings: [Finding(.wrongFile, file: fileName)])
    }
    return manifest
  }
}
