extension SimulatedDisk {
  mutating func restart() {
    handles = [:]
    locks = [:]
    isKilled = false
    faults = [:]
    namedFaults = []
  }

  mutating func losePower() {
    restart()
    loseNames()
    for inode in files.keys.sorted() { files[inode]?.lose(&random) }
    names = durableNames
    pending = []
    let kept = Set(names.values)
    files = files.filter { kept.contains($0.key) }
  }

  /// Each call's changes of names survive or not; a rename whole or not at all.
  private mutating func loseNames() {
    var survives: [Int: Bool] = [:]
    for change in pending {
      let call = change.call
      let isKept = survives[call] ?? (random.next() & 1 == 0)
      survives[call] = isKept
      if isKept { durableNames[change.path] = change.inode }
    }
  }

  mutating func evict() {
    for inode in files.keys.sorted() { files[inode]?.evict(&random) }
  }

  /// The same content, all of it durable.
  func settled(seed: UInt64) -> SimulatedDisk {
    var copy = self
    copy.restart()
    copy.random = SeededGenerator(seed)
    copy.calls = []
    for inode in copy.files.keys { copy.files[inode]?.settle() }
    copy.durableNames = copy.names
    copy.pending = []
    return copy
  }

  mutating func replace(_ path: String, _ bytes: [UInt8]) {
    let inode = names[path] ?? nextInode
    if names[path] == nil { nextInode += 1 }
    var file = files[inode] ?? File()
    file.cache = bytes
    file.settle()
    files[inode] = file
    names[path] = inode
    durableNames[path] = inode
    pending.removeAll { $0.path == path }
  }

  mutating func remove(_ path: String) {
    names[path] = nil
    durableNames[path] = nil
    pending.removeAll { $0.path == path }
  }
}

extension SimulatedDisk.File {
  mutating func store(_ bytes: ArraySlice<UInt8>, at start: Int) {
    let end = start + bytes.count
    if cache.count < end {
      cache.append(contentsOf: [UInt8](repeating: 0, count: end - cache.count))
      sizeIsDirty = true
    }
    guard !bytes.isEmpty else { return }
    cache.replaceSubrange(start..<end, with: bytes)
    let size = SimulatedDisk.sectorByteCount
    for sector in (start / size)...((end - 1) / size) { dirty.insert(sector) }
  }

  mutating func cut(_ byteCount: Int) {
    if byteCount < cache.count {
      cache.removeLast(cache.count - byteCount)
      sizeIsDirty = true
    } else {
      store(ArraySlice(repeatElement(0, count: byteCount - cache.count)), at: cache.count)
    }
  }

  /// Only what is dirty is written: pages that merely look clean stay as they are on disk.
  mutating func flush() {
    if disk.count > cache.count {
      disk.removeLast(disk.count - cache.count)
    } else {
      disk.append(contentsOf: [UInt8](repeating: 0, count: cache.count - disk.count))
    }
    for sector in dirty { write(sector) }
    dirty = []
    sizeIsDirty = false
  }

  mutating func settle() {
    disk = cache
    dirty = []
    sizeIsDirty = false
  }

  /// A failed synchronisation: a part is written, and all of it looks clean.
  mutating func flush(some random: inout SeededGenerator) {
    write(&random)
    dirty = []
    sizeIsDirty = false
  }

  /// What a loss of power leaves: some of the dirty sectors, and a size between old and new.
  mutating func lose(_ random: inout SeededGenerator) {
    write(&random)
    cache = disk
    dirty = []
    sizeIsDirty = false
  }

  /// Memory is short: some pages that look clean are forgotten and read from the disk again.
  mutating func evict(_ random: inout SeededGenerator) {
    let size = SimulatedDisk.sectorByteCount
    for start in stride(from: 0, to: cache.count, by: size)
    where !dirty.contains(start / size) && random.next() & 1 == 0 {
      let end = min(start + size, cache.count)
      for place in start..<end { cache[place] = place < disk.count ? disk[place] : 0 }
    }
  }

  private mutating func write(_ random: inout SeededGenerator) {
    if sizeIsDirty {
      let low = min(disk.count, cache.count)
      let high = max(disk.count, cache.count)
      var target = low + Int(random.next() % UInt64(high - low + 1))
      let chance = random.next() % 3
      if chance == 0 { target = cache.count }
      if chance == 1 { target = disk.count }
      if target < disk.count {
        disk.removeLast(disk.count - target)
      } else {
        disk.append(contentsOf: [UInt8](repeating: 0, count: target - disk.count))
      }
    }
    for sector in dirty.sorted() where random.next() & 1 == 0 { write(sector) }
  }

  private mutating func write(_ sector: Int) {
    let start = sector * SimulatedDisk.sectorByteCount
    let end = min(start + SimulatedDisk.sectorByteCount, disk.count, cache.count)
    guard start < end else { return }
    disk.replaceSubrange(start..<end, with: cache[start..<end])
  }
}

/// SplitMix64: small, seeded, the same everywhere. For tests, never for keys.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Equal seeds give equal numbers.
  public init(_ seed: UInt64) { state = seed }

  /// The next number.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
    return word ^ word >> 31
  }
}
