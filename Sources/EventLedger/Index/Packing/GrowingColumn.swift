/// A column that is filled and changed in memory: as narrow as its values admit, wider when needed.
///
/// A number is kept as its zigzag form plus 1; 0 = absent.
struct GrowingColumn {
  private enum Store {
    case bytes([UInt8])
    case shorts([UInt16])
    case words([UInt32])
    case longs([UInt64])
  }

  private var store = Store.bytes([])
  private(set) var count = 0

  private static func code(_ value: Int64) -> UInt64 {
    guard value != Absent.number else { return 0 }
    return UInt64(bitPattern: (value << 1) ^ (value >> 63)) &+ 1
  }

  private static func value(_ code: UInt64) -> Int64 {
    guard code != 0 else { return Absent.number }
    let zigzag = code &- 1
    return Int64(bitPattern: zigzag >> 1) ^ -Int64(bitPattern: zigzag & 1)
  }

  subscript(place: Int) -> Int64 {
    switch store {
    case .bytes(let codes): Self.value(UInt64(codes[place]))
    case .shorts(let codes): Self.value(UInt64(codes[place]))
    case .words(let codes): Self.value(UInt64(codes[place]))
    case .longs(let codes): Self.value(codes[place])
    }
  }

  mutating func append(_ value: Int64) {
    let code = Self.code(value)
    widen(for: code)
    count += 1
    switch store {
    case .bytes(var codes):
      store = .bytes([])
      codes.append(UInt8(code))
      store = .bytes(codes)
    case .shorts(var codes):
      store = .bytes([])
      codes.append(UInt16(code))
      store = .shorts(codes)
    case .words(var codes):
      store = .bytes([])
      codes.append(UInt32(code))
      store = .words(codes)
    case .longs(var codes):
      store = .bytes([])
      codes.append(code)
      store = .longs(codes)
    }
  }

  mutating func set(_ place: Int, _ value: Int64) {
    let code = Self.code(value)
    widen(for: code)
    switch store {
    case .bytes(var codes):
      store = .bytes([])
      codes[place] = UInt8(code)
      store = .bytes(codes)
    case .shorts(var codes):
      store = .bytes([])
      codes[place] = UInt16(code)
      store = .shorts(codes)
    case .words(var codes):
      store = .bytes([])
      codes[place] = UInt32(code)
      store = .words(codes)
    case .longs(var codes):
      store = .bytes([])
      codes[place] = code
      store = .longs(codes)
    }
  }

  private mutating func widen(for code: UInt64) {
    switch store {
    case .bytes(let codes) where code > UInt64(UInt8.max):
      store = .shorts(codes.map(UInt16.init))
      widen(for: code)
    case .shorts(let codes) where code > UInt64(UInt16.max):
      store = .words(codes.map(UInt32.init))
      widen(for: code)
    case .words(let codes) where code > UInt64(UInt32.max):
      store = .longs(codes.map(UInt64.init))
    default: break
    }
  }

  /// All values in order.
  var values: [Int64] {
    switch store {
    case .bytes(let codes): codes.map { Self.value(UInt64($0)) }
    case .shorts(let codes): codes.map { Self.value(UInt64($0)) }
    case .words(let codes): codes.map { Self.value(UInt64($0)) }
    case .longs(let codes): codes.map { Self.value($0) }
    }
  }
}
