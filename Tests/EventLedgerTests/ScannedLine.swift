@testable import EventLedger

/// What the scanner says of bytes, in the terms of the strict reading.
func scanned(_ bytes: [UInt8]) -> StrictLine? {
  bytes.withUnsafeBytes { buffer -> StrictLine? in
    guard let fields = try? LineScanner.scan(buffer) else { return nil }
    func part(_ range: ByteRange) -> [UInt8] {
      Array(buffer[range.start..<(range.start + range.count)])
    }
    var line = StrictLine()
    line.numbers = [
      "seq": Int64(fields.sequence), "g": Int64(fields.group), "tx": Int64(fields.transaction),
      "end": fields.endsTransaction ? 1 : 0, "day": Int64(fields.day),
      "n": Int64(fields.matterVersion), "tv": Int64(fields.typeVersion), "pp": fields.previous,
    ]
    line.texts = [
      "zone": part(fields.zone), "kind": part(fields.kind), "id": part(fields.id),
      "type": part(fields.type), "cmd": part(fields.command), "org": part(fields.organisation),
      "actor": part(fields.actor),
    ]
    Timestamp.append(fields.at, to: &line.at)
    line.data = part(fields.data)
    line.sealed = part(fields.sealed)
    line.hash = Array(bytes[(bytes.count - 66)..<(bytes.count - 2)])
    return line
  }
}
