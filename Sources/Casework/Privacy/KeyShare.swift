internal import ConsumerProtection
internal import EventLedger

/// One of the two shares into which a workspace key is split (双人分管): both are needed, one says nothing.
///
/// The first share is random, the second is the key exclusive-or the first. There is no third and no
/// threshold: whoever loses a share needs the key itself to split again.
public struct KeyShare: Sendable, Equatable {
  /// 1 or 2.
  public let number: Int
  /// Both shares of one splitting have the same; hexadecimal.
  public let set: String
  /// Tells the key apart without revealing it; hexadecimal.
  public let mark: String
  /// 32 bytes.
  let bytes: [UInt8]

  /// What the shares of the first suite are: exclusive-or of 32 bytes.
  static let suite = 1
  private static let title = "xiaobao key share"

  /// Splits a key.
  static func split(_ key: [UInt8], _ randomness: any LedgerRandomness) -> (KeyShare, KeyShare) {
    var random = [UInt8](repeating: 0, count: key.count + 8)
    random.withUnsafeMutableBytes { randomness.fill($0) }
    let first = Array(random.prefix(key.count))
    let set = hex(Array(random.suffix(8)))
    let mark = hex(WorkspaceKeyText.mark(of: key))
    return (
      KeyShare(number: 1, set: set, mark: mark, bytes: first),
      KeyShare(number: 2, set: set, mark: mark, bytes: zip(key, first).map { $0 ^ $1 })
    )
  }

  /// The key of two shares.
  ///
  /// - Throws: `XB-150` when they do not belong together.
  static func joined(_ shares: [KeyShare]) throws(Failure) -> [UInt8] {
    guard shares.count == 2, shares[0].set == shares[1].set, shares[0].number != shares[1].number
    else {
      throw failure(
        Phrase("两份密钥份额不是同一次拆分的第一份和第二份", "these are not the two shares of one splitting"),
        Phrase("请两位保管人各给出自己的一份", "let each custodian give their own"))
    }
    let key = zip(shares[0].bytes, shares[1].bytes).map { $0 ^ $1 }
    guard hex(WorkspaceKeyText.mark(of: key)) == shares[0].mark else {
      throw failure(
        Phrase(
          "合成的密钥与份额记录的标记不符，份额有损坏",
          "the joined key has another mark than the shares say: one is damaged"),
        Phrase("请核对纸质或备份份额", "compare with the copies of the shares"))
    }
    return key
  }

  // MARK: Text

  /// The share as a file; lines can be typed from paper.
  var text: String {
    "\(Self.title)\nsuite: \(Self.suite)\nset: \(set)\nshare: \(number)/2\nmark: \(mark)\n"
      + "data: \(Self.hex(bytes))\n"
  }

  static func read(_ path: String) throws(Failure) -> KeyShare {
    let text = try Files.readText(path)
    guard let share = KeyShare(text: text) else {
      throw failure(
        Phrase("\(path) 不是密钥份额", "\(path) is no share of a key"),
        Phrase("份额由 xiaobao key split 写出", "xiaobao key split writes them"))
    }
    return share
  }

  init?(text: String) {
    let lines = text.split(whereSeparator: \.isNewline).map(String.init)
    var values: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { return nil }
      values[String(parts[0])] = parts[1].filter { !$0.isWhitespace }
    }
    guard lines.first == Self.title, values["suite"] == "\(Self.suite)",
      let set = values["set"], let mark = values["mark"], let data = values["data"],
      let number = ["1/2": 1, "2/2": 2][values["share"] ?? ""],
      let bytes = WorkspaceKeyText.bytes(of: Array(data.utf8))
    else { return nil }
    self.init(number: number, set: set, mark: mark, bytes: bytes)
  }

  private init(number: Int, set: String, mark: String, bytes: [UInt8]) {
    self.number = number
    self.set = set
    self.mark = mark
    self.bytes = bytes
  }

  static func hex(_ bytes: [UInt8]) -> String {
    bytes.map { byte in
      let text = String(byte, radix: 16)
      return text.count == 1 ? "0\(text)" : text
    }.joined()
  }

  static func failure(_ problem: Phrase, _ remedy: Phrase) -> Failure {
    Failure("XB-150", problem: problem, remedy: remedy)
  }
}
