/// Which fields of a record were read: a bit a field, names only where somebody asks for them.
public struct LuaReads: Sendable {
  private enum Storage: Sendable {
    case none
    case bits(LuaRecordLayout, first: UInt64, rest: [UInt64])
    case names([String])
  }
  private let storage: Storage

  /// Nothing was read.
  public static let none = LuaReads([])

  /// These fields were read.
  public init(_ names: [String]) { storage = names.isEmpty ? .none : .names(names) }

  init(_ layout: LuaRecordLayout, _ words: UnsafePointer<UInt64>, count: Int) {
    guard count > 0 else {
      storage = .none
      return
    }
    // Most records have at most 64 fields: then nothing is allocated.
    let rest = count > 1 ? (1..<count).map { words[$0] } : []
    let isEmpty = words[0] == 0 && rest.allSatisfy { $0 == 0 }
    storage = isEmpty ? .none : .bits(layout, first: words[0], rest: rest)
  }

  /// Whether nothing was read.
  public var isEmpty: Bool { if case .none = storage { true } else { false } }

  /// The fields' names, in the order of the layout.
  public var names: [String] {
    switch storage {
    case .none: return []
    case .names(let names): return names
    case .bits(let layout, let first, let rest):
      var names: [String] = []
      names.reserveCapacity(rest.reduce(first.nonzeroBitCount) { $0 + $1.nonzeroBitCount })
      Self.append(first, 0, layout, &names)
      for (place, word) in rest.enumerated() { Self.append(word, (place + 1) * 64, layout, &names) }
      return names
    }
  }

  private static func append(
    _ word: UInt64, _ base: Int, _ layout: LuaRecordLayout, _ names: inout [String]
  ) {
    var bits = word
    while bits != 0 {
      names.append(layout.fields[base + bits.trailingZeroBitCount])
      bits &= bits - 1
    }
  }
}

extension LuaReads: Equatable {
  /// Whether the same names were read.
  public static func == (left: LuaReads, right: LuaReads) -> Bool { left.names == right.names }
}
