/// A statement about the record: so many lines, the last with this hash, at this time.
///
/// One such statement fixes everything before it, since each line's hash covers the hash before.
public struct Checkpoint: Sendable, Equatable {
  /// Identifier of the store.
  public let store: String
  /// Number of the last line; 1 at least.
  public let sequence: UInt64
  /// Its chain hash, 64 hexadecimal characters.
  public let hash: String
  /// Where the next line would begin.
  public let position: LedgerPosition
  /// When the statement was made: ms since the epoch, UTC.
  public let time: Int64

  /// Names the scheme of chain and signature, so that another one can stand beside it later.
  static let suite = "sha256-ed25519"

  init(store: String, head: LedgerHead, time: Int64) {
    self.store = store
    sequence = head.sequence
    hash = head.hash
    position = head.position
    self.time = time
  }

  /// The name of the log, and of the key that signs for it.
  static func origin(_ store: String) -> String { "xiaobao/\(store)" }

  /// What is signed: origin, size, hash, then the lines of our own.
  var body: String {
    var time: [UInt8] = []
    Timestamp.append(self.time, to: &time)
    var hash: [UInt8] = []
    TextCoding.appendBase64(TextCoding.bytes(hex: Array(self.hash.utf8)) ?? [], to: &hash)
    return """
      \(Self.origin(store))
      \(sequence)
      \(String(decoding: hash, as: UTF8.self))
      store \(store)
      segment \(position.segment) \(position.offset)
      time \(String(decoding: time, as: UTF8.self))
      suite \(Self.suite)

      """
  }

  /// Reads a body; nil unless writing the result gives the same text.
  init?(body: String) {
    let lines = body.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count == 8, lines[7].isEmpty, lines[3].hasPrefix("store "),
      let sequence = UInt64(lines[1]), sequence > 0,
      let hash = Array(lines[2].utf8).withUnsafeBytes({ TextCoding.bytes(base64: $0) }),
      hash.count == 32, lines[5].hasPrefix("time "),
      let time = Array(lines[5].dropFirst(5).utf8).withUnsafeBytes({ Timestamp.milliseconds($0) })
    else { return nil }
    let place = lines[4].split(separator: " ", omittingEmptySubsequences: false)
    guard place.count == 3, let segment = UInt32(place[1]), let offset = UInt32(place[2]) else {
      return nil
    }
    store = String(lines[3].dropFirst(6))
    self.sequence = sequence
    self.hash = TextCoding.hexText(hash)
    position = LedgerPosition(segment: segment, offset: offset)
    self.time = time
    guard self.body == body else { return nil }
  }
}
