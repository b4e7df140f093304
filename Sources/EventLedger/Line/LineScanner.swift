/// Reads a line in its one canonical form; anything else is refused.
struct LineScanner {
  enum Failure: Error, Equatable {
    case unreadable(offset: Int)
    case newer(Int)
  }

  private var syntax: JSONSyntax
  private var fields = LineFields()

  /// The fields of a line, given without its line feed.
  static func scan(_ line: UnsafeRawBufferPointer) throws(Failure) -> LineFields {
    var scanner = LineScanner(syntax: JSONSyntax(line))
    try scanner.run()
    return scanner.fields
  }

  private init(syntax: JSONSyntax) { self.syntax = syntax }

  private mutating func run() throws(Failure) {
    guard syntax.bytes.count < LineFormat.byteCountMax else { throw .unreadable(offset: 0) }
    try pass("{\"v\":")
    fields.version = Int(try number())
    guard fields.version > 0 else { throw .unreadable(offset: syntax.offset) }
    guard fields.version == LineFormat.version else { throw .newer(fields.version) }
    try numbers()
    try texts()
    try pass(",\"pp\":")
    fields.previous = try number()
    guard fields.previous >= -1 else { throw .unreadable(offset: syntax.offset) }
    try payload()
  }

  private mutating func numbers() throws(Failure) {
    try pass(",\"seq\":")
    fields.sequence = try positive()
    try pass(",\"g\":")
    fields.group = try positive()
    try pass(",\"tx\":")
    fields.transaction = try positive()
    try pass(",\"end\":")
    let end = try unsigned()
    guard end <= 1 else { throw .unreadable(offset: syntax.offset) }
    fields.endsTransaction = end == 1
    try pass(",\"at\":\"")
    let start = syntax.offset
    guard start + Timestamp.byteCount <= syntax.bytes.count,
      let at = Timestamp.milliseconds(
        UnsafeRawBufferPointer(rebasing: syntax.bytes[start..<(start + Timestamp.byteCount)]))
    else { throw .unreadable(offset: start) }
    fields.at = at
    syntax.offset += Timestamp.byteCount
    try pass("\",\"day\":")
    fields.day = Int(try number())
  }

  private mutating func texts() throws(Failure) {
    fields.zone = try text(",\"zone\":\"")
    fields.kind = try text(",\"kind\":\"")
    fields.id = try text(",\"id\":\"")
    try pass(",\"n\":")
    fields.matterVersion = Int(try positive())
    fields.type = try text(",\"type\":\"")
    try pass(",\"tv\":")
    fields.typeVersion = Int(try unsignedBelow63())
    fields.command = try text(",\"cmd\":\"")
    fields.organisation = try text(",\"org\":\"")
    fields.actor = try text(",\"actor\":\"")
  }

  private mutating func payload() throws(Failure) {
    try pass(",\"data\":")
    fields.data.start = syntax.offset
    guard syntax.passObject() else { throw .unreadable(offset: syntax.offset) }
    fields.data.count = syntax.offset - fields.data.start
    let tail = syntax.bytes.count - LineFormat.hashTailCount
    if syntax.offset != tail {
      try pass(",\"sealed\":[")
      fields.sealed.start = syntax.offset
      fields.sealed.count = tail - 1 - syntax.offset
      guard fields.sealed.count > 0,
        SealedScanner.isCanonical(
          UnsafeRawBufferPointer(rebasing: syntax.bytes[syntax.offset..<(tail - 1)]))
      else { throw .unreadable(offset: syntax.offset) }
      syntax.offset = tail - 1
      try pass("]")
    }
    try pass(",\"h\":\"")
    guard
      ChainHash.isValid(
        UnsafeRawBufferPointer(rebasing: syntax.bytes[syntax.offset..<(syntax.offset + 64)]))
    else { throw .unreadable(offset: syntax.offset) }
    syntax.offset += 64
    try pass("\"}")
  }

  private mutating func pass(_ text: StaticString) throws(Failure) {
    guard syntax.pass(text) else { throw .unreadable(offset: syntax.offset) }
  }

  private mutating func text(_ name: StaticString) throws(Failure) -> ByteRange {
    try pass(name)
    let start = syntax.offset
    guard let end = EnvelopeText.end(of: syntax.bytes, from: start) else {
      throw .unreadable(offset: start)
    }
    syntax.offset = end + 1
    return ByteRange(start: start, count: end - start)
  }

  private mutating func unsigned() throws(Failure) -> UInt64 {
    let start = syntax.offset
    var value: UInt64 = 0
    while syntax.offset < syntax.bytes.count {
      let byte = syntax.bytes[syntax.offset]
      guard (0x30...0x39).contains(byte) else { break }
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(UInt64(byte - 0x30))
      guard !overflow, !carry else { throw .unreadable(offset: start) }
      value = sum
      syntax.offset += 1
    }
    let count = syntax.offset - start
    guard count > 0, count == 1 || syntax.bytes[start] != 0x30 else {
      throw .unreadable(offset: start)
    }
    return value
  }

  private mutating func unsignedBelow63() throws(Failure) -> UInt64 {
    let value = try unsigned()
    guard value <= UInt64(Int64.max) else { throw .unreadable(offset: syntax.offset) }
    return value
  }

  /// From 1, so that one less is a number, and below 2^63, so that one more is.
  private mutating func positive() throws(Failure) -> UInt64 {
    let value = try unsignedBelow63()
    guard value > 0 else { throw .unreadable(offset: syntax.offset) }
    return value
  }

  private mutating func number() throws(Failure) -> Int64 {
    let isNegative = syntax.offset < syntax.bytes.count && syntax.bytes[syntax.offset] == 0x2D
    if isNegative { syntax.offset += 1 }
    let value = Int64(try unsignedBelow63())
    guard !isNegative || value > 0 else { throw .unreadable(offset: syntax.offset) }
    return isNegative ? -value : value
  }
}

/// Reads the entries between the brackets of `sealed`.
enum SealedScanner {
  /// The same checks as `entries`, without making anything.
  static func isCanonical(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var syntax = JSONSyntax(bytes)
    while true {
      guard syntax.pass("{\"f\":\""), text(&syntax) != nil, syntax.pass(",\"k\":"),
        number(&syntax) != nil, suite(&syntax) != nil, syntax.pass(",\"n\":\""),
        let nonce = text(&syntax),
        TextCoding.byteCount(base64: nonce) == 12, syntax.pass(",\"c\":\""),
        let cipher = text(&syntax), TextCoding.byteCount(base64: cipher) ?? 0 >= 16,
        syntax.pass("}")
      else { return false }
      if syntax.offset == bytes.count { return true }
      guard syntax.pass(",") else { return false }
    }
  }

  static func entries(_ bytes: UnsafeRawBufferPointer) -> [SealedEntry]? {
    var found: [SealedEntry] = []
    var syntax = JSONSyntax(bytes)
    while true {
      guard let entry = entry(&syntax) else { return nil }
      found.append(entry)
      if syntax.offset == bytes.count { return found }
      guard syntax.pass(",") else { return nil }
    }
  }

  private static func entry(_ syntax: inout JSONSyntax) -> SealedEntry? {
    let start = syntax.offset
    guard syntax.pass("{\"f\":\""), let field = text(&syntax), syntax.pass(",\"k\":"),
      let key = number(&syntax), let suite = suite(&syntax), syntax.pass(",\"n\":\""),
      let nonceText = text(&syntax),
      let nonce = TextCoding.bytes(base64: nonceText), nonce.count == 12,
      syntax.pass(",\"c\":\""), let cipherText = text(&syntax),
      let ciphertext = TextCoding.bytes(base64: cipherText), ciphertext.count >= 16,
      syntax.pass("}")
    else { return nil }
    return SealedEntry(
      field: EnvelopeText.string(field), key: key, suite: suite, nonce: nonce,
      ciphertext: ciphertext, raw: Array(syntax.bytes[start..<syntax.offset]))
  }

  /// Seals made before suites were written are of the first one.
  private static func suite(_ syntax: inout JSONSyntax) -> UInt64? {
    syntax.pass(",\"s\":") ? number(&syntax) : 1
  }

  private static func text(_ syntax: inout JSONSyntax) -> UnsafeRawBufferPointer? {
    let start = syntax.offset
    guard let end = EnvelopeText.end(of: syntax.bytes, from: start) else { return nil }
    syntax.offset = end + 1
    return UnsafeRawBufferPointer(rebasing: syntax.bytes[start..<end])
  }

  private static func number(_ syntax: inout JSONSyntax) -> UInt64? {
    var value: UInt64 = 0
    let start = syntax.offset
    while syntax.offset < syntax.bytes.count {
      let byte = syntax.bytes[syntax.offset]
      guard (0x30...0x39).contains(byte) else { break }
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(UInt64(byte - 0x30))
      guard !overflow, !carry, sum <= UInt64(Int64.max) else { return nil }
      value = sum
      syntax.offset += 1
    }
    return value > 0 && syntax.bytes[start] != 0x30 ? value : nil
  }
}
