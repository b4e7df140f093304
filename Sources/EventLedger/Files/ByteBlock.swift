/// Bytes at a fixed address, filled once, then only read.
// because the memory is written only inside `init`, before anyone else can hold the block
final class ByteBlock: @unchecked Sendable {
  private let base: UnsafeMutableRawPointer
  let count: Int

  /// Room for `capacity` bytes, of which `fill` says how many it wrote.
  init<E: Error>(
    capacity: Int, _ fill: (UnsafeMutableRawBufferPointer) throws(E) -> Int
  ) throws(E) {
    base = .allocate(byteCount: max(1, capacity), alignment: 16)
    do {
      count = try fill(UnsafeMutableRawBufferPointer(start: base, count: capacity))
    } catch {
      base.deallocate()
      throw error
    }
    precondition(count <= capacity, "a block holds no more than its capacity")
  }

  convenience init(_ bytes: [UInt8]) {
    self.init(capacity: bytes.count) { buffer in
      bytes.withUnsafeBytes { if $0.count > 0 { buffer.copyMemory(from: $0) } }
      return bytes.count
    }
  }

  deinit { base.deallocate() }

  /// All bytes; valid while the block lives: bind the block to a name before asking for them.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

  /// A part; valid while the block lives.
  func slice(_ start: Int, _ count: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[start..<(start + count)])
  }

  func withBytes<R, E: Error>(
    _ start: Int, _ count: Int, _ body: (UnsafeRawBufferPointer) throws(E) -> R
  ) throws(E) -> R {
    try body(slice(start, count))
  }
}

/// Orders bytes as unsigned numbers, the shorter first where one begins the other.
func compareBytes(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int {
  let common = min(left.count, right.count)
  if common > 0, let a = left.baseAddress, let b = right.baseAddress {
    let order = systemCompare(a, b, common)
    if order != 0 { return Int(order) }
  }
  return left.count - right.count
}
