internal import CLuaShim

/// A frame that is not what it should be. A worker's frames are as little trusted as its plugin.
public struct WireError: Error, Sendable, Equatable {
  /// What was expected.
  public let expected: String

  /// An error that names what was expected.
  public init(expected: String) { self.expected = expected }
}

/// Reads what ``WireWriter`` wrote; wrong bytes are an error, never a crash.
public struct WireReader {
  private var rest: UnsafeRawBufferPointer
  /// Tables inside tables; a script's own answers have 32 at most.
  private static let depthMax = 64

  /// A reader over bytes that outlive it.
  public init(_ bytes: UnsafeRawBufferPointer) { rest = bytes }

  /// Whether everything was read.
  public var isAtEnd: Bool { rest.isEmpty }

  private mutating func take(_ count: Int) throws(WireError) -> UnsafeRawBufferPointer {
    guard count >= 0, count <= rest.count else { throw WireError(expected: "\(count) bytes") }
    let bytes = UnsafeRawBufferPointer(rebasing: rest[..<count])
    rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    return bytes
  }

  private mutating func word<Word: FixedWidthInteger>(_: Word.Type) throws(WireError) -> Word {
    try take(MemoryLayout<Word>.size).loadUnaligned(as: Word.self)
  }

  /// A number.
  public mutating func number() throws(WireError) -> Int { Int(try word(Int64.self)) }

  /// A seed.
  public mutating func seed() throws(WireError) -> UInt64 { try word(UInt64.self) }

  /// A truth value.
  public mutating func flag() throws(WireError) -> Bool {
    switch try word(UInt8.self) {
    case 0: return false
    case 1: return true
    default: throw WireError(expected: "a truth value")
    }
  }

  /// How many things follow, each of `size` bytes at least.
  private mutating func count(of size: Int) throws(WireError) -> Int {
    let count = try number()
    guard count >= 0, count <= rest.count / size else { throw WireError(expected: "a count") }
    return count
  }

  /// A text.
  public mutating func text() throws(WireError) -> String {
    String(decoding: try take(try number()), as: UTF8.self)
  }

  /// Bytes.
  public mutating func contents() throws(WireError) -> [UInt8] { Array(try take(try number())) }

  /// A text or its absence.
  public mutating func optionalText() throws(WireError) -> String? {
    try flag() ? try text() : nil
  }

  /// A number or its absence.
  public mutating func optionalNumber() throws(WireError) -> Int? {
    try flag() ? try number() : nil
  }

  /// A list of texts.
  public mutating func texts() throws(WireError) -> [String] {
    var texts: [String] = []
    for _ in 0..<(try count(of: 8)) { texts.append(try text()) }
    return texts
  }

  /// A value.
  public mutating func value() throws(WireError) -> LuaValue { try value(depth: 0) }

  private mutating func value(depth: Int) throws(WireError) -> LuaValue {
    switch try word(UInt8.self) {
    case 0: return .nil
    case 1: return .boolean(false)
    case 2: return .boolean(true)
    case 3: return .integer(try word(Int64.self))
    case 4: return .number(Double(bitPattern: try word(UInt64.self)))
    case 5: return .string(try shortText())
    case 6: return .table(try table(depth: depth + 1))
    case 7: return .bytes(Array(try take(Int(try word(UInt32.self)))))
    default: throw WireError(expected: "a value")
    }
  }

  private mutating func shortText() throws(WireError) -> String {
    String(decoding: try take(Int(try word(UInt32.self))), as: UTF8.self)
  }

  private mutating func table(depth: Int) throws(WireError) -> LuaTable {
    guard depth <= Self.depthMax else { throw WireError(expected: "fewer tables in tables") }
    let itemCount = Int(try word(UInt32.self))
    guard itemCount <= rest.count else { throw WireError(expected: "items") }
    var items: [LuaValue] = []
    for _ in 0..<itemCount { items.append(try value(depth: depth)) }
    let fieldCount = Int(try word(UInt32.self))
    guard fieldCount <= rest.count else { throw WireError(expected: "fields") }
    var fields: [LuaTable.Field] = []
    for _ in 0..<fieldCount {
      let key = try shortText()
      fields.append(LuaTable.Field(key: key, value: try value(depth: depth)))
    }
    return LuaTable(items: items, fields: fields)
  }

  /// A budget.
  public mutating func budget() throws(WireError) -> LuaBudget {
    let (instructions, memory) = (try number(), try number())
    return LuaBudget(
      instructions: instructions, memoryBytes: memory, wallMilliseconds: try number())
  }

  /// Puts contents into a record of the same number of fields.
  public mutating func fill(_ record: inout LuaRecord) throws(WireError) {
    guard try number() == record.slots.count else { throw WireError(expected: "other fields") }
    let size = MemoryLayout<shim_slot>.stride
    var slots: [shim_slot] = []
    slots.reserveCapacity(record.slots.count)
    for _ in record.slots.indices {
      slots.append(try take(size).loadUnaligned(as: shim_slot.self))
    }
    let bytes = try take(try number())
    for slot in slots {
      switch slot.kind {
      case Int32(SHIM_SLOT_TEXT), Int32(SHIM_SLOT_ENCODED):
        guard slot.payload >= 0, slot.payload <= bytes.count,
          Int(slot.length) <= bytes.count - Int(slot.payload)
        else { throw WireError(expected: "a slot inside the bytes") }
      case Int32(SHIM_SLOT_NIL)...Int32(SHIM_SLOT_NUMBER): break
      default: throw WireError(expected: "a slot")
      }
    }
    record.replaceContents(slots, bytes)
  }

  /// Meters.
  public mutating func meters() throws(WireError) -> LuaMeters {
    let (instructions, memory) = (try number(), try number())
    return LuaMeters(
      instructions: instructions, memoryPeakBytes: memory, wallNanoseconds: try number())
  }

  /// An answer.
  public mutating func reply() throws(WireError) -> LuaReply {
    let (value, second) = (try value(), try value())
    let meters = try meters()
    let reads = LuaReads(try texts())
    return LuaReply(
      value: value, second: second, meters: meters, reads: reads,
      contextReads: LuaReads(try texts()))
  }

  /// A failure.
  public mutating func failure() throws(WireError) -> LuaFailure {
    guard let kind = LuaFailure.Kind(rawValue: try text()) else {
      throw WireError(expected: "a kind of failure")
    }
    let message = try text()
    let (code, file) = (try optionalText(), try optionalText())
    let (line, column) = (try optionalNumber(), try optionalNumber())
    var frames: [LuaFailure.Frame] = []
    for _ in 0..<(try count(of: 3)) {
      let (file, line) = (try optionalText(), try optionalNumber())
      frames.append(LuaFailure.Frame(file: file, line: line, function: try optionalText()))
    }
    let meters = try meters()
    return LuaFailure(
      kind: kind, message: message, code: code, file: file, line: line, column: column,
      traceback: frames, meters: meters, fieldsRead: try texts())
  }

  /// What a main file returned. Its functions are the worker's: they say only that there is one.
  public mutating func exports() throws(WireError) -> LuaExports {
    var entries: [LuaExports.Entry] = []
    for _ in 0..<(try count(of: 19)) {
      let (name, kind) = (try text(), try text())
      let isFunction = try flag()
      let (file, line) = (try optionalText(), try optionalNumber())
      entries.append(
        LuaExports.Entry(
          name: name, kind: kind,
          function: isFunction ? LuaFunctionReference(reference: -1, machine: 0) : nil, file: file,
          line: line))
    }
    return LuaExports(entries: entries, meters: try meters())
  }
}
