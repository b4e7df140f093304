internal import CLuaShim

/// The contents of a record handle: one slot a field, text and encoded values in one buffer.
/// Refill one record from case to case with ``removeAll()``, and nothing is allocated again.
public struct LuaRecord: Sendable {
  /// The fields.
  public let layout: LuaRecordLayout
  private(set) var slots: [shim_slot]
  private(set) var bytes: [UInt8] = []

  /// Makes a record whose fields are all nil.
  public init(_ layout: LuaRecordLayout) {
    self.layout = layout
    slots = Array(repeating: shim_slot(), count: layout.fields.count)
  }

  /// Makes every field nil and keeps the storage.
  public mutating func removeAll() {
    for index in slots.indices { slots[index] = shim_slot() }
    bytes.removeAll(keepingCapacity: true)
  }

  /// Takes contents over from another process; the caller has checked that texts lie inside.
  mutating func replaceContents(_ slots: [shim_slot], _ bytes: UnsafeRawBufferPointer) {
    self.slots = slots
    self.bytes.removeAll(keepingCapacity: true)
    self.bytes.append(contentsOf: bytes)
  }

  /// Fills a slot; replacing a text keeps the old text's bytes until ``removeAll()``.
  public mutating func set(_ index: Int, _ slot: LuaSlot) {
    switch slot {
    case .nil: put(index, SHIM_SLOT_NIL)
    case .boolean(let value): put(index, value ? SHIM_SLOT_TRUE : SHIM_SLOT_FALSE)
    case .integer(let value): put(index, SHIM_SLOT_INTEGER, payload: value)
    case .number(let value):
      put(index, SHIM_SLOT_NUMBER, payload: Int64(bitPattern: value.bitPattern))
    case .text(let text): setText(index, text)
    case .pinned(let pin): put(index, SHIM_SLOT_PINNED, payload: Int64(pin.reference))
    case .value(let value):
      let offset = bytes.count
      FlatEncoder.append(value, to: &bytes)
      put(index, SHIM_SLOT_ENCODED, length: bytes.count - offset, payload: Int64(offset))
    }
  }

  /// Fills a slot with text.
  public mutating func setText(_ index: Int, _ text: String) {
    let offset = bytes.count
    bytes.append(contentsOf: text.utf8)
    put(index, SHIM_SLOT_TEXT, length: bytes.count - offset, payload: Int64(offset))
  }

  /// Fills a slot by its field's name; a name the layout does not declare is a programmer's mistake.
  public mutating func set(_ field: String, _ slot: LuaSlot) {
    guard let index = layout.index(of: field) else {
      preconditionFailure("The record layout \(layout.name) has no field \(field).")
    }
    set(index, slot)
  }

  private mutating func put<Kind: BinaryInteger>(
    _ index: Int, _ kind: Kind, length: Int = 0, payload: Int64 = 0
  ) {
    precondition(length <= Int(UInt32.max), "A slot holds less than 4 GiB.")
    slots[index] = shim_slot(kind: Int32(kind), length: UInt32(length), payload: payload)
  }
}
