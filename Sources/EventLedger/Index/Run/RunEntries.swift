internal import Synchronization

/// The projection's own entries in a run: few, so they are looked at as one block.
final class RunEntries: Sendable {
  private let bytes: RunBytes
  private let place: Int
  private let byteCount: Int
  private let block = Mutex<SortedBlock?>(nil)

  init(_ bytes: RunBytes, _ entry: SectionEntry) {
    self.bytes = bytes
    place = Int(entry.place)
    byteCount = Int(entry.byteCount)
  }

  /// The entries, checked when first asked for.
  func sorted() -> SortedBlock {
    block.withLock { block in
      if let block { return block }
      bytes.check(place, byteCount)
      let copy = ByteBlock(
        Array(UnsafeRawBufferPointer(start: bytes.pointer(place), count: byteCount)))
      let found = SortedBlock(copy)
      if found == nil { bytes.noteDamage(place) }
      var empty = SortedBlockBuilder()
      let made = found ?? empty.finishedBlock()
      block = made
      return made
    }
  }
}
