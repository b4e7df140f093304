internal import Glibc

/// A table by value: items 1 … n, and named fields in the order of their keys' bytes.
public struct LuaTable: Sendable, Equatable {
  /// A named field.
  public struct Field: Sendable, Equatable {
    /// The key, valid UTF-8.
    public let key: String
    /// The value under the key.
    public let value: LuaValue

    /// Makes a field.
    public init(key: String, value: LuaValue) {
      self.key = key
      self.value = value
    }

    /// Compares keys byte by byte.
    public static func == (left: Field, right: Field) -> Bool {
      left.key.utf8.elementsEqual(right.key.utf8) && left.value == right.value
    }
  }

  /// The array part; `items[0]` is Lua's `t[1]`.
  public let items: [LuaValue]
  /// The fields, sorted by the bytes of their keys; no key occurs twice, no value is nil.
  public let fields: [Field]

  /// Makes a table; sorts the fields, drops nil fields, and keeps the last of two equal keys.
  public init(items: [LuaValue] = [], fields: [Field] = []) {
    self.items = items
    self.fields = Self.normalized(fields)
  }

  /// A table from our own encoder, whose fields are sorted, different and not nil.
  init(items: [LuaValue], sorted fields: [Field]) {
    self.items = items
    self.fields = fields
  }

  /// Makes a table of named fields.
  public init(_ fields: KeyValuePairs<String, LuaValue>) {
    self.init(fields: fields.map { Field(key: $0.key, value: $0.value) })
  }

  /// The field under `key`, nil where there is none.
  public subscript(key: String) -> LuaValue? {
    // Most tables of an answer have a handful of fields: looking at each is faster than halving.
    if fields.count <= 8 {
      for field in fields where field.key.hasBytes(of: key) { return field.value }
      return nil
    }
    var low = 0
    var high = fields.count
    while low < high {
      let middle = (low + high) / 2
      if Self.precedes(fields[middle].key, key) { low = middle + 1 } else { high = middle }
    }
    guard low < fields.count, fields[low].key.utf8.elementsEqual(key.utf8) else { return nil }
    return fields[low].value
  }

  private static func precedes(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }

  private static func normalized(_ fields: [Field]) -> [Field] {
    let strictlySorted = zip(fields, fields.dropFirst()).allSatisfy { precedes($0.key, $1.key) }
    if strictlySorted, !fields.contains(where: { $0.value == .nil }) { return fields }
    // A stable order by (key, position), so that the last of equal keys is the one that stays.
    let sorted = fields.enumerated().sorted { left, right in
      if left.element.key.utf8.elementsEqual(right.element.key.utf8) {
        return left.offset < right.offset
      }
      return precedes(left.element.key, right.element.key)
    }
    var kept: [Field] = []
    for field in sorted.map(\.element) {
      if let last = kept.last, last.key.utf8.elementsEqual(field.key.utf8) { kept.removeLast() }
      kept.append(field)
    }
    return kept.filter { $0.value != .nil }
  }
}

extension String {
  /// Whether both are the same bytes; names mostly differ in length, which is known at once.
  public func hasBytes(of other: String) -> Bool {
    guard utf8.count == other.utf8.count else { return false }
    let isSame = utf8.withContiguousStorageIfAvailable { mine in
      other.utf8.withContiguousStorageIfAvailable { theirs in
        guard let mine = mine.baseAddress, let first = theirs.baseAddress else { return true }
        return memcmp(mine, first, theirs.count) == 0
      }
    }
    return (isSame ?? nil) ?? utf8.elementsEqual(other.utf8)
  }
}
