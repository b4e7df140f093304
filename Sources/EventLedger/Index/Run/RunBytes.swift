internal import Synchronization

/// A run's bytes in memory; each KiB is checked when it is first touched.
///
/// A damaged block is noted, and what was read from it is a number like any other: whoever answers
/// a question asks `confirm` before the answer leaves.
// because the pointers are set once and the marks behind them are atomic
final class RunBytes: @unchecked Sendable {
  static let blockByteCount = 1_024
  /// Sums under one sum of the second level.
  static let sumsInBlock = blockByteCount / 4

  let name: String
  let file: MappedFile
  let header: RunHeader
  private let base: UnsafeRawPointer
  private let sums: UnsafeRawPointer
  let blockCount: Int
  private let checked: UnsafeMutablePointer<Atomic<UInt64>>
  private let wordCount: Int
  private let damagedAt = Atomic<Int>(-1)

  /// nil = the file is not a whole run.
  init?(_ file: MappedFile, name: String) {
    guard file.count >= RunHeader.byteCount,
      let header = RunHeader(
        UnsafeRawBufferPointer(start: file.base, count: RunHeader.byteCount)),
      header.byteCount == UInt64(file.count), header.sumsPlace <= header.byteCount,
      header.sumsPlace >= UInt64(RunHeader.byteCount), header.sumsPlace % 8 == 0
    else { return nil }
    self.name = name
    self.file = file
    self.header = header
    base = file.base
    let content = Int(header.sumsPlace) - RunHeader.byteCount
    blockCount = (content + Self.blockByteCount - 1) / Self.blockByteCount
    let upperCount = (blockCount + Self.sumsInBlock - 1) / Self.sumsInBlock
    guard Int(header.sumsPlace) + (blockCount + upperCount) * 4 == file.count else { return nil }
    sums = file.base + Int(header.sumsPlace)
    let upper = UnsafeRawBufferPointer(start: sums + blockCount * 4, count: upperCount * 4)
    guard CRC32C.checksum(upper) == header.sumsChecksum else { return nil }
    wordCount = (blockCount + upperCount + 63) / 64
    checked = .allocate(capacity: max(1, wordCount))
    for place in 0..<max(1, wordCount) { (checked + place).initialize(to: Atomic(0)) }
  }

  deinit {
    for place in 0..<max(1, wordCount) { (checked + place).deinitialize(count: 1) }
    checked.deallocate()
  }

  /// One bit for each block, then one for each block of sums: it was found sound.
  var marks: UnsafeMutablePointer<Atomic<UInt64>> { checked }

  @inline(__always)
  private func isChecked(_ mark: Int) -> Bool {
    checked[mark >> 6].load(ordering: .relaxed) & (1 << UInt64(mark & 63)) != 0
  }

  private func setChecked(_ mark: Int) {
    checked[mark >> 6].bitwiseOr(1 << UInt64(mark & 63), ordering: .relaxed)
  }

  /// Makes sure of the bytes of a range; false = damaged.
  @inline(__always)
  func check(_ place: Int, _ count: Int) {
    let first = (place - RunHeader.byteCount) >> 10
    let last = (place + max(1, count) - 1 - RunHeader.byteCount) >> 10
    if first == last, first >= 0, first < blockCount, isChecked(first) { return }
    checkBlocks(first, last)
  }

  private func checkBlocks(_ first: Int, _ last: Int) {
    guard first >= 0, first <= last, last < blockCount else {
      return noteDamage(RunHeader.byteCount)
    }
    for block in first...last where !isChecked(block) {
      let start = RunHeader.byteCount + block * Self.blockByteCount
      let count = min(Self.blockByteCount, Int(header.sumsPlace) - start)
      let sum = CRC32C.checksum(UnsafeRawBufferPointer(start: base + start, count: count))
      if sum == self.sum(block) { setChecked(block) } else { noteDamage(start) }
    }
  }

  /// The sum of a block; the sums are checked by those of the second level.
  private func sum(_ block: Int) -> UInt32 {
    let upper = block / Self.sumsInBlock
    if !isChecked(blockCount + upper) {
      let first = upper * Self.sumsInBlock
      let count = min(Self.sumsInBlock, blockCount - first) * 4
      let found = CRC32C.checksum(UnsafeRawBufferPointer(start: sums + first * 4, count: count))
      if found == word(blockCount + upper) {
        setChecked(blockCount + upper)
      } else {
        noteDamage(Int(header.sumsPlace) + first * 4)
      }
    }
    return word(block)
  }

  private func word(_ place: Int) -> UInt32 {
    UInt32(littleEndian: sums.loadUnaligned(fromByteOffset: place * 4, as: UInt32.self))
  }

  func noteDamage(_ place: Int) {
    _ = damagedAt.compareExchange(expected: -1, desired: place, ordering: .relaxed)
  }

  /// Throws when anything read so far was damaged.
  func confirm() throws(LedgerError) {
    let place = damagedAt.load(ordering: .relaxed)
    if place >= 0 { throw damage(place) }
  }

  func damage(_ place: Int) -> LedgerError {
    .indexDamaged(
      Finding(.wrongIndex, file: "index/" + name, offset: UInt64(max(0, place)), detail: "block"))
  }

  /// Every block.
  func checkAll() throws(LedgerError) {
    if blockCount > 0 { checkBlocks(0, blockCount - 1) }
    try confirm()
  }

  /// The directory, each entry inside the file.
  func directory() -> [SectionEntry]? {
    let count = Int(header.sectionCount)
    let place = Int(truncatingIfNeeded: header.directoryPlace)
    guard place >= RunHeader.byteCount, count < 1 << 20,
      place + count * SectionEntry.byteCount <= Int(header.sumsPlace)
    else { return nil }
    check(place, count * SectionEntry.byteCount)
    if damagedAt.load(ordering: .relaxed) >= 0 { return nil }
    var reader = ByteReader(
      UnsafeRawBufferPointer(start: base + place, count: count * SectionEntry.byteCount))
    var entries: [SectionEntry] = []
    entries.reserveCapacity(count)
    for _ in 0..<count {
      let entry = SectionEntry(&reader)
      guard entry.width <= 8, entry.place >= UInt64(RunHeader.byteCount),
        entry.place <= header.directoryPlace,
        entry.byteCount <= header.directoryPlace - entry.place, entry.count < 1 << 40
      else { return nil }
      entries.append(entry)
    }
    return entries
  }

  @inline(__always)
  func pointer(_ place: Int) -> UnsafeRawPointer { base + place }
}
