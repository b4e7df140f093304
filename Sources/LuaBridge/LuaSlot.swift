/// What a record's field holds.
public enum LuaSlot: Sendable, Equatable {
  /// Absent; reads as nil.
  case `nil`
  /// `true` or `false`.
  case boolean(Bool)
  /// An integer: money in minor units, days, counts.
  case integer(Int64)
  /// A float.
  case number(Double)
  /// Text, UTF-8.
  case text(String)
  /// A value the machine keeps, from ``LuaMachine/pin(_:)``; only valid for that machine.
  case pinned(LuaPinned)
  /// Any value by copy; a table is read-only for the script and built when first read.
  case value(LuaValue)
}

/// A value that a machine keeps for its whole life: settings, code tables. Tables are deeply read-only.
public struct LuaPinned: Sendable, Equatable {
  let reference: Int32
  let machine: UInt64
}
