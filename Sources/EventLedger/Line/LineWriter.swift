/// The envelope of a line before it is written.
struct Envelope {
  var sequence: UInt64
  var group: UInt64
  var transaction: UInt64
  var endsTransaction: Bool
  var at: Int64
  var matterVersion: Int
  var previous: LedgerPosition?
  var command: String
}

/// A value after encryption.
struct SealedValue {
  var field: String
  var key: UInt64
  /// What sealed it: `KeyFileHeader.suite`.
  var suite: UInt32
  var nonce: [UInt8]
  var ciphertext: [UInt8]
}

/// The one writer of lines: fixed order, no space, LF at the end.
enum LineWriter {
  /// Appends the line of an event and answers its chain hash.
  static func append(
    _ event: NewEvent, _ envelope: Envelope, sealed: [SealedValue], after hash: ChainHash,
    to buffer: inout [UInt8]
  ) -> ChainHash {
    let start = buffer.count
    appendNumbers(event, envelope, to: &buffer)
    appendTexts(event, envelope, to: &buffer)
    append(",\"data\":", to: &buffer)
    buffer.append(contentsOf: event.data)
    if !sealed.isEmpty { append(sealed, to: &buffer) }
    let next = buffer.withUnsafeBytes { bytes in
      hash.next(UnsafeRawBufferPointer(rebasing: bytes[start...]))
    }
    append(",\"h\":\"", to: &buffer)
    next.withBytes { buffer.append(contentsOf: $0) }
    append("\"}\n", to: &buffer)
    return next
  }

  private static func appendNumbers(
    _ event: NewEvent, _ envelope: Envelope, to buffer: inout [UInt8]
  ) {
    append("{\"v\":", to: &buffer)
    append(UInt64(LineFormat.version), to: &buffer)
    append(",\"seq\":", to: &buffer)
    append(envelope.sequence, to: &buffer)
    append(",\"g\":", to: &buffer)
    append(envelope.group, to: &buffer)
    append(",\"tx\":", to: &buffer)
    append(envelope.transaction, to: &buffer)
    append(envelope.endsTransaction ? ",\"end\":1,\"at\":\"" : ",\"end\":0,\"at\":\"", to: &buffer)
    Timestamp.append(envelope.at, to: &buffer)
    append("\",\"day\":", to: &buffer)
    append(signed: event.day, to: &buffer)
  }

  private static func appendTexts(
    _ event: NewEvent, _ envelope: Envelope, to buffer: inout [UInt8]
  ) {
    append(",\"zone\":", to: &buffer)
    EnvelopeText.append(event.zone, to: &buffer)
    append(",\"kind\":", to: &buffer)
    EnvelopeText.append(event.matter.kind, to: &buffer)
    append(",\"id\":", to: &buffer)
    EnvelopeText.append(event.matter.id, to: &buffer)
    append(",\"n\":", to: &buffer)
    append(UInt64(envelope.matterVersion), to: &buffer)
    append(",\"type\":", to: &buffer)
    EnvelopeText.append(event.type, to: &buffer)
    append(",\"tv\":", to: &buffer)
    append(UInt64(event.typeVersion), to: &buffer)
    append(",\"cmd\":", to: &buffer)
    EnvelopeText.append(envelope.command, to: &buffer)
    append(",\"org\":", to: &buffer)
    EnvelopeText.append(event.organisation, to: &buffer)
    append(",\"actor\":", to: &buffer)
    EnvelopeText.append(event.actor, to: &buffer)
    append(",\"pp\":", to: &buffer)
    if let previous = envelope.previous {
      append(previous.rawValue, to: &buffer)
    } else {
      append("-1", to: &buffer)
    }
  }

  private static func append(_ sealed: [SealedValue], to buffer: inout [UInt8]) {
    append(",\"sealed\":[", to: &buffer)
    for (place, value) in sealed.enumerated() {
      append(place == 0 ? "{\"f\":" : ",{\"f\":", to: &buffer)
      EnvelopeText.append(value.field, to: &buffer)
      append(",\"k\":", to: &buffer)
      append(value.key, to: &buffer)
      append(",\"s\":", to: &buffer)
      append(UInt64(value.suite), to: &buffer)
      append(",\"n\":\"", to: &buffer)
      TextCoding.appendBase64(value.nonce, to: &buffer)
      append("\",\"c\":\"", to: &buffer)
      TextCoding.appendBase64(value.ciphertext, to: &buffer)
      append("\"}", to: &buffer)
    }
    append("]", to: &buffer)
  }

  private static func append(_ text: StaticString, to buffer: inout [UInt8]) {
    text.withUTF8Buffer { buffer.append(contentsOf: $0) }
  }

  private static func append(signed number: Int, to buffer: inout [UInt8]) {
    if number < 0 { buffer.append(0x2D) }
    append(UInt64(number.magnitude), to: &buffer)
  }

  static func append(_ number: UInt64, to buffer: inout [UInt8]) {
    var scale: UInt64 = 1
    while number / scale >= 10 { scale *= 10 }
    while scale > 0 {
      buffer.append(0x30 + UInt8(number / scale % 10))
      scale /= 10
    }
  }
}
