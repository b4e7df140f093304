/// A `MANIFEST` of `index` or `index/texts`: which runs count, and what of the record they cover.
struct Manifest: Equatable {
  var store: String
  var projectionVersion: UInt32
  var covered: LedgerHead
  /// Oldest first.
  var runs: [String]

  var encoded: [UInt8] {
    var text = """
      xiaobao-index 2
      store \(store)
      projection \(projectionVersion)
      covered \(covered.sequence) \(covered.transaction) \(covered.position.rawValue) \(covered.at)
      h \(covered.chain.text)

      """
    for run in runs { text += "run \(run)\n" }
    let bytes = Array(text.utf8)
    let sum = TextCoding.hexText(StoreIdentity.bigEndian(CRC32C.checksum(bytes)))
    return bytes + Array("crc32c \(sum)\n".utf8)
  }

  init(store: String, projectionVersion: UInt32, covered: LedgerHead, runs: [String]) {
    self.store = store
    self.projectionVersion = projectionVersion
    self.covered = covered
    self.runs = runs
  }

  /// nil = damaged in any byte, or of another format.
  init?(_ bytes: [UInt8]) {
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    guard lines.count >= 6, lines[0] == "xiaobao-index 2" else { return nil }
    func words(_ place: Int, _ name: String, _ count: Int) -> [Substring]? {
      let words = lines[place].split(separator: " ")
      return words.count == count + 1 && words[0] == name ? Array(words.dropFirst()) : nil
    }
    guard let store = words(1, "store", 1), let version = words(2, "projection", 1),
      let projectionVersion = UInt32(version[0]), let numbers = words(3, "covered", 4),
      let sequence = UInt64(numbers[0]), let transaction = UInt64(numbers[1]),
      let position = UInt64(numbers[2]), let at = Int64(numbers[3]), let hash = words(4, "h", 1),
      let chain = ChainHash(Array(hash[0].utf8))
    else { return nil }
    var runs: [String] = []
    for place in 5..<(lines.count - 1) {
      guard let run = words(place, "run", 1) else { return nil }
      runs.append(String(run[0]))
    }
    self.init(
      store: String(store[0]), projectionVersion: projectionVersion,
      covered: LedgerHead(
        sequence: sequence, transaction: transaction,
        position: LedgerPosition(rawValue: position), at: at, chain: chain),
      runs: runs)
    guard encoded == bytes else { return nil }
  }

  static func read(_ path: String, _ files: any FileSystem) throws(LedgerError) -> Manifest? {
    let found = try onDisk(path) { () throws(FileError) in try files.contents(path) }
    return found.flatMap { Manifest($0) }
  }
}
