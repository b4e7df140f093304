internal import CLuaShim

/// Writes what passes between a host and a worker process: numbers in host order, values in the flat
/// format. Both ends are the same program on the same machine, so nothing is converted.
public struct WireWriter {
  /// What was written.
  public private(set) var bytes: [UInt8] = []

  /// An empty writer.
  public init() {}

  /// Forgets what was written and keeps the storage.
  public mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  /// Writes a number.
  public mutating func write(_ number: Int) {
    withUnsafeBytes(of: Int64(number)) { bytes.append(contentsOf: $0) }
  }

  /// Writes a seed.
  public mutating func write(_ number: UInt64) { write(Int(bitPattern: UInt(number))) }

  /// Writes a truth value.
  public mutating func write(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

  /// Writes a text.
  public mutating func write(_ text: String) {
    write(text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  /// Writes bytes.
  public mutating func write(_ contents: [UInt8]) {
    write(contents.count)
    bytes.append(contentsOf: contents)
  }

  /// Writes a text or its absence.
  public mutating func write(_ text: String?) {
    write(text != nil)
    if let text { write(text) }
  }

  /// Writes a number or its absence.
  public mutating func write(_ number: Int?) {
    write(number != nil)
    if let number { write(number) }
  }

  /// Writes a list of texts.
  public mutating func write(_ texts: [String]) {
    write(texts.count)
    for text in texts { write(text) }
  }

  /// Writes a value.
  public mutating func write(_ value: LuaValue) { FlatEncoder.append(value, to: &bytes) }

  /// Writes a budget.
  public mutating func write(_ budget: LuaBudget) {
    write(budget.instructions)
    write(budget.memoryBytes)
    write(budget.wallMilliseconds)
  }

  /// Writes a record's contents without its layout: one block of slots and one of bytes. A pinned
  /// value belongs to one machine and is written as nil.
  public mutating func write(_ record: LuaRecord) {
    write(record.slots.count)
    for slot in record.slots {
      let kept = slot.kind == Int32(SHIM_SLOT_PINNED) ? shim_slot() : slot
      withUnsafeBytes(of: kept) { bytes.append(contentsOf: $0) }
    }
    write(record.bytes)
  }

  /// Writes meters.
  public mutating func write(_ meters: LuaMeters) {
    write(meters.instructions)
    write(meters.memoryPeakBytes)
    write(meters.wallNanoseconds)
  }

  /// Writes an answer.
  public mutating func write(_ reply: LuaReply) {
    write(reply.value)
    write(reply.second)
    write(reply.meters)
    write(reply.fieldsRead)
    write(reply.contextFieldsRead)
  }

  /// Writes a failure.
  public mutating func write(_ failure: LuaFailure) {
    write(failure.kind.rawValue)
    write(failure.message)
    write(failure.code)
    write(failure.file)
    write(failure.line)
    write(failure.column)
    write(failure.traceback.count)
    for frame in failure.traceback {
      write(frame.file)
      write(frame.line)
      write(frame.function)
    }
    write(failure.meters)
    write(failure.fieldsRead)
  }

  /// Writes what a main file returned.
  public mutating func write(_ exports: LuaExports) {
    write(exports.entries.count)
    for entry in exports.entries {
      write(entry.name)
      write(entry.kind)
      write(entry.function != nil)
      write(entry.file)
      write(entry.line)
    }
    write(exports.meters)
  }
}
