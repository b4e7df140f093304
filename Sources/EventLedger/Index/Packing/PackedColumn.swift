/// Whole numbers packed as differences from their least, each in as few bytes as the largest needs.
///
/// Where a number may be absent, 0 stands for absence and the rest begins at 1.
struct PackedColumn {
  /// Bytes behind the last number, so that eight can be read anywhere.
  static let slack = 8

  var bytes: [UInt8] = []
  var count = 0
  /// Bytes a number takes, 0 to 8; 0 = all are equal.
  var width = 0
  /// A number is this plus what is stored.
  var offset: Int64 = 0
  var isNullable = false
  /// The largest that is stored.
  var limit: UInt64 = 0

  init(_ values: [Int64]) {
    self = values.withUnsafeBufferPointer { PackedColumn($0) }
  }

  init(_ values: UnsafeBufferPointer<Int64>) {
    count = values.count
    var least = Int64.max
    var most = Int64.min
    for value in values {
      if value == Absent.number {
        isNullable = true
      } else {
        if value < least { least = value }
        if value > most { most = value }
      }
    }
    if most == Int64.min && least == Int64.max {
      // Nothing, or nothing but absence.
      self.offset = 0
      bytes = [UInt8](repeating: 0, count: Self.slack)
      return
    }
    offset = isNullable ? least &- 1 : least
    limit = UInt64(bitPattern: most &- offset)
    width = (64 - limit.leadingZeroBitCount + 7) / 8
    bytes = [UInt8](repeating: 0, count: values.count * width + Self.slack)
    guard width > 0 else { return }
    fill(values)
  }

  /// With a given offset, at most the least number; none may be absent.
  init(_ values: [Int64], offset: Int64) {
    count = values.count
    self.offset = offset
    limit = values.reduce(0) { max($0, UInt64(bitPattern: $1 &- offset)) }
    width = (64 - limit.leadingZeroBitCount + 7) / 8
    bytes = [UInt8](repeating: 0, count: values.count * width + Self.slack)
    if width > 0 { values.withUnsafeBufferPointer { fill($0) } }
  }

  private mutating func fill(_ values: UnsafeBufferPointer<Int64>) {
    let (offset, width) = (offset, width)
    bytes.withUnsafeMutableBytes { bytes in
      for place in values.indices {
        let value = values[place]
        let stored = value == Absent.number ? 0 : UInt64(bitPattern: value &- offset)
        switch width {
        case 1: bytes[place] = UInt8(truncatingIfNeeded: stored)
        case 2:
          bytes.storeBytes(
            of: UInt16(truncatingIfNeeded: stored).littleEndian, toByteOffset: place * 2,
            as: UInt16.self)
        case 4:
          bytes.storeBytes(
            of: UInt32(truncatingIfNeeded: stored).littleEndian, toByteOffset: place * 4,
            as: UInt32.self)
        default:
          // The bytes beyond the width are overwritten by the next number, or lie in the slack.
          bytes.storeBytes(of: stored.littleEndian, toByteOffset: place * width, as: UInt64.self)
        }
      }
    }
  }

  /// What is stored at a place.
  @inline(__always)
  func stored(_ place: Int) -> UInt64 {
    bytes.withUnsafeBytes { Packing.stored($0.baseAddress, width, place) }
  }

  /// The number at a place.
  func value(_ place: Int) -> Int64 { Packing.value(stored(place), offset, isNullable) }
}

/// Packs numbers one by one whose bounds are known; none is absent.
struct PackedColumnBuilder {
  private(set) var column: PackedColumn
  private var place = 0

  init(count: Int, least: Int64, most: Int64) {
    column = PackedColumn(count: count, least: least, most: most)
  }

  /// At most as many as were announced.
  mutating func append(_ value: Int64) {
    column.store(value, at: place)
    place += 1
  }
}

extension PackedColumn {
  fileprivate init(count: Int, least: Int64, most: Int64) {
    self.count = count
    if least <= most {
      offset = least
      limit = UInt64(bitPattern: most &- least)
      width = (64 - limit.leadingZeroBitCount + 7) / 8
    }
    bytes = [UInt8](repeating: 0, count: count * width + Self.slack)
  }

  /// In order of places: the bytes beyond the width are those of the next number.
  fileprivate mutating func store(_ value: Int64, at place: Int) {
    guard width > 0 else { return }
    let stored = UInt64(bitPattern: value &- offset).littleEndian
    bytes.withUnsafeMutableBytes {
      $0.storeBytes(of: stored, toByteOffset: place * width, as: UInt64.self)
    }
  }
}

/// How packed numbers are read.
enum Packing {
  @inline(__always)
  static func stored(_ base: UnsafeRawPointer?, _ width: Int, _ place: Int) -> UInt64 {
    guard let base else { return 0 }
    switch width {
    case 0: return 0
    case 1: return UInt64(base.load(fromByteOffset: place, as: UInt8.self))
    case 2:
      return UInt64(
        UInt16(littleEndian: base.loadUnaligned(fromByteOffset: place * 2, as: UInt16.self)))
    case 4:
      return UInt64(
        UInt32(littleEndian: base.loadUnaligned(fromByteOffset: place * 4, as: UInt32.self)))
    case 8:
      return UInt64(littleEndian: base.loadUnaligned(fromByteOffset: place * 8, as: UInt64.self))
    default:
      let word = UInt64(
        littleEndian: base.loadUnaligned(fromByteOffset: place * width, as: UInt64.self))
      return word & ((1 << UInt64(width * 8)) - 1)
    }
  }

  @inline(__always)
  static func value(_ stored: UInt64, _ offset: Int64, _ isNullable: Bool) -> Int64 {
    isNullable && stored == 0 ? Absent.number : offset &+ Int64(bitPattern: stored)
  }
}
