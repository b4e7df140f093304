/// `BACKUP.json`: what a backup holds. Written last, so that what it names is whole.
public struct BackupManifest: Sendable, Equatable {
  /// One file.
  public struct Entry: Sendable, Equatable {
    /// Its path when restored, such as `ledger/segments/000001.jsonl`.
    public var name: String
    /// How many of its first bytes belong to the backup; a segment may have grown since.
    public var byteCount: UInt64
    /// SHA-256 of those bytes, 64 hexadecimal characters.
    public var digest: String

    /// Where it lies in the backup. Segments only grow, so they keep their names; whatever may change
    /// lies under its digest, so that an older manifest stays true until the new one is there.
    var place: String {
      name.hasPrefix("ledger/segments/") ? name : BackupManifest.objects + "/" + digest
    }
  }

  static let objects = "objects"

  static let fileName = "BACKUP.json"
  static let version = 1

  /// Identifier of the store.
  public var store: String
  /// Number and chain hash of the last line.
  public var sequence: UInt64
  /// Chain hash of the last line, 64 hexadecimal characters.
  public var hash: String
  /// When it was made: ms since the epoch, UTC.
  public var at: Int64
  /// All files, sorted by name.
  public var files: [Entry]

  var encoded: [UInt8] {
    var time: [UInt8] = []
    Timestamp.append(at, to: &time)
    var text = Array(
      """
      {"version":\(Self.version),"store":"\(store)","sequence":\(sequence),"hash":"\(hash)",\
      "at":"\(String(decoding: time, as: UTF8.self))","files":[
      """.utf8)
    for (place, entry) in files.enumerated() {
      text.append(contentsOf: (place == 0 ? "\n" : ",\n").utf8)
      text.append(contentsOf: "{\"name\":".utf8)
      EnvelopeText.append(entry.name, to: &text)
      text.append(contentsOf: ",\"bytes\":\(entry.byteCount),\"sha256\":\"\(entry.digest)\"}".utf8)
    }
    text.append(contentsOf: "\n],\"crc32c\":\"".utf8)
    let sum = CRC32C.checksum(text)
    text.append(contentsOf: TextCoding.hex(StoreIdentity.bigEndian(sum)))
    text.append(contentsOf: "\"}\n".utf8)
    return text
  }

  init(store: String, head: LedgerHead, at: Int64, files: [Entry]) {
    self.store = store
    sequence = head.sequence
    hash = head.hash
    self.at = at
    self.files = files.sorted { $0.name < $1.name }
  }

  /// nil = damaged, or of a newer form.
  init?(_ bytes: [UInt8]) {
    var found = BackupManifest(store: "", head: .origin, at: 0, files: [])
    var version: Int64?
    bytes.withUnsafeBytes { bytes in
      var members = JSONMembers(bytes)
      while let (name, value) = members.next() {
        if JSONRaw.isEqual(name, "version") {
          version = JSONRaw.integer(value)
        } else if JSONRaw.isEqual(name, "store") {
          found.store = JSONRaw.text(value) ?? ""
        } else if JSONRaw.isEqual(name, "sequence") {
          found.sequence = UInt64(JSONRaw.integer(value) ?? 0)
        } else if JSONRaw.isEqual(name, "hash") {
          found.hash = JSONRaw.text(value) ?? ""
        } else if JSONRaw.isEqual(name, "at") {
          found.at = JSONRaw.withText(value) { Timestamp.milliseconds($0) ?? 0 } ?? 0
        } else if JSONRaw.isEqual(name, "files") {
          found.files = Self.entries(value)
        }
      }
    }
    guard version == Int64(Self.version), found.encoded == bytes else { return nil }
    self = found
  }

  private static func entries(_ array: UnsafeRawBufferPointer) -> [Entry] {
    var entries: [Entry] = []
    var elements = JSONMembers(array)
    while let element = elements.nextElement() {
      var entry = Entry(name: "", byteCount: 0, digest: "")
      var members = JSONMembers(element)
      while let (name, value) = members.next() {
        if JSONRaw.isEqual(name, "name") {
          entry.name = JSONRaw.text(value) ?? ""
        } else if JSONRaw.isEqual(name, "bytes") {
          entry.byteCount = UInt64(max(0, JSONRaw.integer(value) ?? 0))
        } else if JSONRaw.isEqual(name, "sha256") {
          entry.digest = JSONRaw.text(value) ?? ""
        }
      }
      entries.append(entry)
    }
    return entries
  }

  static func read(_ directory: String, _ files: any FileSystem) throws(LedgerError)
    -> BackupManifest?
  {
    let path = directory + "/" + fileName
    let found = try onDisk(path) { () throws(FileError) in try files.contents(path) }
    guard let found else { return nil }
    guard let manifest = BackupManifest(found) else {
      throw .corrupt(Finding(.wrongBackup, file: fileName))
    }
    return manifest
  }
}
