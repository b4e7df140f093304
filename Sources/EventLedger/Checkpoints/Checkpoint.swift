internal import Crypto

/// What a signed note says of a record: up to here it read so.
///
/// Kept outside the machine it shows truncation and a rewritten history, which the chain alone cannot.
public struct Checkpoint: Sendable, Equatable {
  /// Identifier of the store.
  public var store: String
  /// Number of the last line.
  public var sequence: UInt64
  /// Its chain hash, 64 hexadecimal characters.
  public var hash: String
  /// Where the next line would begin.
  public var position: LedgerPosition
  /// When the note was made: ms since the epoch, UTC.
  public var at: Int64

  static let suite = "ed25519-sha256"

  /// The text that is signed: origin, size and hash as in C2SP tlog-checkpoint, then what is ours.
  var text: String {
    var time: [UInt8] = []
    Timestamp.append(at, to: &time)
    var root: [UInt8] = []
    TextCoding.appendBase64(TextCoding.bytes(hex: Array(hash.utf8)) ?? [], to: &root)
    return """
      xiaobao/ledger/\(store)
      \(sequence)
      \(String(decoding: root, as: UTF8.self))
      time \(String(decoding: time, as: UTF8.self))
      position \(position.segment) \(position.offset)
      suite \(Self.suite)

      """
  }

  /// nil = not what `text` writes.
  init?(text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let origin = "xiaobao/ledger/"
    guard lines.count == 7, lines[0].hasPrefix(origin), let sequence = UInt64(lines[1]),
      let root = Array(lines[2].utf8).withUnsafeBytes({ TextCoding.bytes(base64: $0) }),
      root.count == 32, lines[3].hasPrefix("time "),
      let at = Array(lines[3].utf8.dropFirst(5)).withUnsafeBytes({ Timestamp.milliseconds($0) })
    else { return nil }
    let place = lines[4].split(separator: " ")
    guard place.count == 3, place[0] == "position", let segment = UInt32(place[1]),
      let offset = UInt32(place[2])
    else { return nil }
    store = String(lines[0].dropFirst(origin.count))
    self.sequence = sequence
    hash = TextCoding.hexText(root)
    position = LedgerPosition(segment: segment, offset: offset)
    self.at = at
    guard self.text == text else { return nil }
  }

  init(store: String, head: LedgerHead, at: Int64) {
    self.store = store
    sequence = head.sequence
    hash = head.hash
    position = head.position
    self.at = at
  }
}

/// A public key as C2SP signed-note writes it: `name+keyid+base64`.
public struct CheckpointVerifier: Sendable, Equatable {
  /// Name of the key.
  public let name: String
  let key: [UInt8]

  private static let algorithm: UInt8 = 1

  init(name: String, key: [UInt8]) {
    self.name = name
    self.key = key
  }

  /// From its text; nil = no Ed25519 key in this form.
  public init?(_ text: String) {
    let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, !parts[0].isEmpty,
      let bytes = Array(parts[2].utf8).withUnsafeBytes({ TextCoding.bytes(base64: $0) }),
      bytes.count == 33, bytes[0] == Self.algorithm
    else { return nil }
    self.init(name: String(parts[0]), key: Array(bytes.dropFirst()))
    guard TextCoding.hexText(keyID) == parts[1] else { return nil }
  }

  /// The first four bytes of SHA-256 over name, line feed, algorithm and key.
  var keyID: [UInt8] {
    Array(SHA256.hash(data: Array(name.utf8) + [0x0A, Self.algorithm] + key).prefix(4))
  }

  /// The key as text.
  public var text: String {
    var base64: [UInt8] = []
    TextCoding.appendBase64([Self.algorithm] + key, to: &base64)
    return "\(name)+\(TextCoding.hexText(keyID))+\(String(decoding: base64, as: UTF8.self))"
  }

  /// What a note says, when this key signed it.
  ///
  /// - Throws: `noteUnreadable` for another text, `noteUnsigned` when no signature of this key holds.
  public func open(_ note: String) throws(CheckpointError) -> Checkpoint {
    guard let gap = note.range(of: "\n\n") else { throw .noteUnreadable }
    let text = String(note[..<note.index(after: gap.lowerBound)])
    guard let checkpoint = Checkpoint(text: text) else { throw .noteUnreadable }
    for line in note[gap.upperBound...].split(separator: "\n") where verifies(line, text) {
      return checkpoint
    }
    throw .noteUnsigned
  }

  private func verifies(_ line: Substring, _ text: String) -> Bool {
    let parts = line.split(separator: " ")
    guard parts.count == 3, parts[0] == "\u{2014}", parts[1] == name,
      let bytes = Array(parts[2].utf8).withUnsafeBytes({ TextCoding.bytes(base64: $0) }),
      bytes.count == 68, Array(bytes.prefix(4)) == keyID,
      let key = try? Curve25519.Signing.PublicKey(rawRepresentation: key)
    else { return false }
    return key.isValidSignature(Array(bytes.dropFirst(4)), for: Array(text.utf8))
  }
}

/// Why a note is not believed.
public enum CheckpointError: Error, Sendable, Equatable {
  /// The text is no checkpoint.
  case noteUnreadable
  /// The key that is trusted did not sign it.
  case noteUnsigned
}

extension String {
  /// The first place of a text.
  fileprivate func range(of text: String) -> Range<String.Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) {
        return start..<index(start, offsetBy: text.count)
      }
      start = index(after: start)
    }
    return nil
  }
}
