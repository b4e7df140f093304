/// Writes the fields of an index row in a fixed order, each behind its length.
struct RowWriter {
  private(set) var bytes: [UInt8] = []

  mutating func write(_ text: String) {
    var copy = text
    copy.withUTF8 { write($0) }
  }

  mutating func write(_ number: Int64?) {
    guard let number else { return write("") }
    withUnsafeBytes(of: number.littleEndian) { raw in
      write(raw.bindMemory(to: UInt8.self))
    }
  }

  private mutating func write(_ field: UnsafeBufferPointer<UInt8>) {
    // A field longer than 64 KiB is a label nobody can read: cut rather than break the row.
    let length = min(field.count, Int(UInt16.max))
    bytes.append(UInt8(truncatingIfNeeded: length))
    bytes.append(UInt8(truncatingIfNeeded: length >> 8))
    bytes.append(contentsOf: field.prefix(length))
  }
}

/// Finds the fields of a row without making a text of each.
struct RowView {
  private let bytes: [UInt8]
  private var bounds: [Range<Int>] = []

  init(_ bytes: [UInt8], fieldCount: Int) {
    self.bytes = bytes
    bounds.reserveCapacity(fieldCount)
    var offset = 0
    while offset + 2 <= bytes.count, bounds.count < fieldCount {
      let length = Int(bytes[offset]) | Int(bytes[offset + 1]) << 8
      let end = min(offset + 2 + length, bytes.count)
      bounds.append(offset + 2..<end)
      offset = end
    }
  }

  func text(_ index: Int) -> String {
    guard index < bounds.count else { return "" }
    return String(decoding: bytes[bounds[index]], as: UTF8.self)
  }

  func number(_ index: Int) -> Int64? {
    guard index < bounds.count, bounds[index].count == 8 else { return nil }
    return bytes[bounds[index]].reversed().reduce(0) { $0 << 8 | Int64($1) }
  }
}
