internal import Synchronization

/// A run's bytes for whoever is reached only through the run: nothing is counted at each access.
// because the pointers are the run's own, never change and live as long as it does
struct RunAccess: @unchecked Sendable {
  private let run: Unmanaged<RunBytes>
  private let base: UnsafeRawPointer
  private let marks: UnsafeMutablePointer<Atomic<UInt64>>
  private let markCount: Int

  init(_ run: RunBytes) {
    self.run = Unmanaged.passUnretained(run)
    base = run.pointer(0)
    marks = run.marks
    markCount = run.blockCount
  }

  @inline(__always)
  func pointer(_ place: Int) -> UnsafeRawPointer { base + place }

  /// Makes sure of the bytes of a range.
  @inline(__always)
  func check(_ place: Int, _ count: Int) {
    let first = (place &- RunHeader.byteCount) >> 10
    let last = (place &+ max(1, count) &- 1 &- RunHeader.byteCount) >> 10
    if first == last, first >= 0, first < markCount,
      marks[first >> 6].load(ordering: .relaxed) & (1 << UInt64(first & 63)) != 0
    {
      return
    }
    run._withUnsafeGuaranteedRef { $0.check(place, count) }
  }

  func noteDamage(_ place: Int) { run._withUnsafeGuaranteedRef { $0.noteDamage(place) } }
}

/// Packed numbers inside a run. Reading beyond the end is noted as damage and answers absence.
struct PackedSection: Sendable {
  let bytes: RunAccess
  let place: Int
  let count: Int
  let width: Int
  let offset: Int64
  let isNullable: Bool

  /// nil = the entry's sizes do not agree.
  init?(_ bytes: RunBytes, _ entry: SectionEntry) {
    self.bytes = RunAccess(bytes)
    place = Int(entry.place)
    count = Int(entry.count)
    width = Int(entry.width)
    offset = entry.offset
    isNullable = entry.isNullable
    guard Int(entry.byteCount) >= count * width + PackedColumn.slack else { return nil }
  }

  /// What is stored at a place, without its offset; 0 = absent where that may be.
  @inline(__always)
  func stored(_ row: Int) -> UInt64 {
    guard row >= 0, row < count else {
      bytes.noteDamage(place)
      return 0
    }
    if width == 0 { return 0 }
    bytes.check(place + row * width, width)
    return Packing.stored(bytes.pointer(place), width, row)
  }

  @inline(__always)
  func value(_ row: Int) -> Int64 {
    if width == 0, !isNullable { return offset }
    return Packing.value(stored(row), offset, isNullable)
  }

  /// The same as an index into something else.
  @inline(__always)
  func index(_ row: Int) -> Int { Int(truncatingIfNeeded: value(row)) }

  /// All numbers of a range of rows, checked once.
  func values(_ range: Range<Int>) -> [Int64] {
    let range = range.clamped(to: 0..<count)
    if width == 0 {
      return [Int64](repeating: isNullable ? Absent.number : offset, count: range.count)
    }
    bytes.check(place + range.lowerBound * width, range.count * width)
    let base = bytes.pointer(place)
    return [Int64](unsafeUninitializedCapacity: range.count) { buffer, filled in
      for row in range {
        buffer[row - range.lowerBound] = Packing.value(
          Packing.stored(base, width, row), offset, isNullable)
      }
      filled = range.count
    }
  }

  func values() -> [Int64] { values(0..<count) }

  /// The first place whose value is not below another; the numbers must be sorted.
  func lowerBound(_ value: Int64, from first: Int = 0) -> Int {
    var low = first
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self.value(middle) < value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// Texts of rows inside a run.
struct TextSection: Sendable {
  /// Where starts stand; a dictionary has one for each text.
  static let stride = 16

  let lengths: PackedSection
  let stride: Int
  /// nil = all have one length.
  let starts: PackedSection?
  let heapPlace: Int
  let heapCount: Int

  init?(
    lengths: PackedSection?, starts: PackedSection?, heap: SectionEntry?, stride: Int = Self.stride
  ) {
    guard let lengths, let heap else { return nil }
    self.lengths = lengths
    self.stride = stride
    self.starts = starts
    heapPlace = Int(heap.place)
    heapCount = Int(heap.byteCount)
    guard starts != nil || lengths.width == 0 else { return nil }
  }

  var count: Int { lengths.count }

  /// The bytes of a row's text; they live as long as the run.
  func bytes(_ row: Int) -> UnsafeRawBufferPointer {
    let length = lengths.index(row)
    var start = row * length
    if let starts {
      let group = row / stride
      start = starts.index(group)
      for before in (group * stride)..<row { start += lengths.index(before) }
    }
    let run = lengths.bytes
    guard start >= 0, length >= 0, start <= heapCount, length <= heapCount - start else {
      run.noteDamage(heapPlace)
      return UnsafeRawBufferPointer(start: nil, count: 0)
    }
    if length == 0 { return UnsafeRawBufferPointer(start: nil, count: 0) }
    run.check(heapPlace + start, length)
    return UnsafeRawBufferPointer(start: run.pointer(heapPlace + start), count: length)
  }
}

/// The tuples of a list inside a run.
final class ListSection: Sendable {
  static let stride = 16

  let counts: PackedSection
  let starts: PackedSection
  let parts: [PackedSection]
  let orders: [PackedSection]

  init(
    counts: PackedSection, starts: PackedSection, parts: [PackedSection], orders: [PackedSection]
  ) {
    (self.counts, self.starts, self.parts, self.orders) = (counts, starts, parts, orders)
  }

  /// Which tuples are a row's.
  func range(_ row: Int) -> Range<Int> {
    let count = counts.index(row)
    if count <= 0 { return 0..<0 }
    let group = row / Self.stride
    var start = starts.index(group)
    for before in (group * Self.stride)..<row { start += counts.index(before) }
    guard start >= 0, let total = parts.first?.count, start <= total, count <= total - start else {
      counts.bytes.noteDamage(counts.place)
      return 0..<0
    }
    return start..<(start + count)
  }

  /// The row that has a tuple, and the tuple's place among the row's.
  func owner(_ tuple: Int) -> (slot: Int, tuple: Int) {
    var low = 0
    var high = starts.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if starts.index(middle) <= tuple { low = middle } else { high = middle }
    }
    var row = low * Self.stride
    var start = starts.index(low)
    var end = start + counts.index(row)
    while end <= tuple, row + 1 < counts.count {
      row += 1
      start = end
      end += counts.index(row)
    }
    return (row, tuple - start)
  }
}
