import Testing

@testable import EventLedger

/// The simulated disk misbehaves as a real one may, and no further: what the crash tests rest on.
@Suite struct SimulationTests {
  private static let sector = SimulatedDisk.sectorByteCount

  /// A file `/d/f` with bytes that are durable, name included.
  private static func disk(
    seed: UInt64, _ bytes: [UInt8]
  ) throws -> (SimulatedFileSystem, OpenFile) {
    let disk = SimulatedFileSystem(seed: seed)
    try disk.mkdir("/d", permissions: 0o755)
    try disk.fsyncDirectory("/")
    do {
      let file = try OpenFile(disk, "/d/f", .createNew(permissions: 0o644))
      try file.append(bytes)
      try file.synchronise()
    }
    try disk.fsyncDirectory("/d")
    return (disk, try OpenFile(disk, "/d/f", .update))
  }

  private static func block(_ letter: Character, sectors: Int) -> [UInt8] {
    Array(String(repeating: letter, count: sectors * sector).utf8)
  }

  /// The letters of a file's sectors; nil when one sector holds two of them.
  private static func letters(_ bytes: [UInt8]) -> String? {
    var found = ""
    for start in stride(from: 0, to: bytes.count, by: sector) {
      let part = bytes[start..<min(start + sector, bytes.count)]
      guard let first = part.first, part.allSatisfy({ $0 == first }) else { return nil }
      found.append(Character(Unicode.Scalar(first)))
    }
    return found
  }

  @Test func `everybody sees what is written at once, and only a synchronisation keeps it`() throws
  {
    var survivors: Set<[UInt8]> = []
    for seed in Soak.seeds(40) {
      let (disk, file) = try Self.disk(seed: seed, Array("old".utf8))
      try file.write(Array("new".utf8), at: 0)
      #expect(disk.bytes(of: "/d/f") == Array("new".utf8))
      #expect(try OpenFile(disk, "/d/f", .read).readAll() == Array("new".utf8))
      let synchronised = disk.copy(seed: seed)
      disk.losePower()
      survivors.insert(try #require(disk.bytes(of: "/d/f")))
      let again = try OpenFile(synchronised, "/d/f", .update)
      try again.write(Array("mid".utf8), at: 0)
      try again.synchronise()
      synchronised.losePower()
      #expect(synchronised.bytes(of: "/d/f") == Array("mid".utf8))
    }
    #expect(survivors == [Array("old".utf8), Array("new".utf8)])
  }

  @Test func `a power loss keeps any subset of the changed sectors, each of them whole`() throws {
    var survivors: Set<String> = []
    for seed in Soak.seeds(300) {
      let (disk, file) = try Self.disk(seed: seed, Self.block("a", sectors: 3))
      try file.write(Self.block("b", sectors: 3), at: 0)
      disk.losePower()
      let bytes = try #require(disk.bytes(of: "/d/f"))
      survivors.insert(try #require(Self.letters(bytes), "a torn sector, seed \(seed)"))
    }
    #expect(survivors == ["aaa", "aab", "aba", "abb", "baa", "bab", "bba", "bbb"])
  }

  @Test func `a power loss keeps any size between the old one and the new one`() throws {
    var sizes: Set<Int> = []
    var hasHole = false
    for seed in Soak.seeds(200) {
      let (disk, file) = try Self.disk(seed: seed, Array("old".utf8))
      try file.write(Self.block("b", sectors: 2), at: 3)
      disk.losePower()
      let bytes = try #require(disk.bytes(of: "/d/f"))
      #expect(bytes.starts(with: Array("old".utf8)), "what was durable, seed \(seed)")
      sizes.insert(bytes.count)
      hasHole = hasHole || bytes.contains(0)
    }
    #expect(sizes.min() == 3)
    #expect(sizes.max() == 3 + 2 * Self.sector)
    #expect(sizes.count > 20)
    #expect(hasHole, "a size that grew without its bytes leaves zeros")
  }

  @Test func `names live in the directory: made, moved and removed ones may be lost`() throws {
    var made: Set<Bool> = []
    var moved: Set<[String]> = []
    var removed: Set<Bool> = []
    for seed in Soak.seeds(60) {
      let (disk, _) = try Self.disk(seed: seed, Array("old".utf8))
      let file = try OpenFile(disk, "/d/g", .createNew(permissions: 0o644))
      try file.append(Array("new".utf8))
      try file.synchronise()
      disk.losePower()
      made.insert(disk.bytes(of: "/d/g") != nil)

      let (second, _) = try Self.disk(seed: seed, Array("old".utf8))
      try second.rename("/d/f", to: "/d/h")
      second.losePower()
      moved.insert(second.paths)

      let (third, _) = try Self.disk(seed: seed, Array("old".utf8))
      try third.unlink("/d/f")
      #expect(third.bytes(of: "/d/f") == nil)
      third.losePower()
      removed.insert(third.bytes(of: "/d/f") == nil)
    }
    #expect(made == [true, false])
    #expect(moved == [["/d/f"], ["/d/h"]], "a rename is whole or not at all")
    #expect(removed == [true, false])
  }

  @Test func `a synchronised directory keeps its names, and no other directory's`() throws {
    for seed in Soak.seeds(20) {
      let (disk, _) = try Self.disk(seed: seed, Array("old".utf8))
      try disk.mkdir("/e", permissions: 0o755)
      try OpenFile(disk, "/e/g", .createNew(permissions: 0o644)).synchronise()
      try disk.rename("/d/f", to: "/d/h")
      try disk.fsyncDirectory("/d")
      disk.losePower()
      #expect(disk.bytes(of: "/d/h") == Array("old".utf8))
      #expect(disk.bytes(of: "/d/f") == nil)
    }
  }

  @Test func `after a failed synchronisation a second one proves nothing, writing again does`()
    throws
  {
    var isLost = false
    for seed in Soak.seeds(40) {
      let (disk, file) = try Self.disk(seed: seed, Self.block("a", sectors: 4))
      try file.write(Self.block("b", sectors: 4), at: 0)
      disk.arrange(.fails(5), at: "fdatasync")
      #expect(throws: FileError("fdatasync", errno: 5)) { try file.synchronise() }
      #expect(disk.bytes(of: "/d/f") == Self.block("b", sectors: 4), "the cache looks right")
      try file.synchronise()
      let rewritten = seed % 2 == 0
      if rewritten {
        try file.write(Self.block("b", sectors: 4), at: 0)
        try file.synchronise()
      }
      disk.losePower()
      let left = try #require(disk.bytes(of: "/d/f").flatMap(Self.letters))
      if rewritten { #expect(left == "bbbb") }
      isLost = isLost || left.contains("a")
    }
    #expect(isLost)
  }

  @Test func `a page that only looks clean shows the disk's bytes once it is evicted`() throws {
    var seen: Set<Character> = []
    for seed in Soak.seeds(20) {
      let (disk, file) = try Self.disk(seed: seed, Self.block("a", sectors: 4))
      disk.evict()
      #expect(disk.bytes(of: "/d/f") == Self.block("a", sectors: 4))
      try file.write(Self.block("b", sectors: 4), at: 0)
      disk.evict()
      #expect(disk.bytes(of: "/d/f") == Self.block("b", sectors: 4), "dirty pages are kept")
      disk.arrange(.fails(5), at: "fdatasync")
      try? file.synchronise()
      disk.evict()
      seen.formUnion(try #require(disk.bytes(of: "/d/f").flatMap(Self.letters)))
    }
    #expect(seen == ["a", "b"])
  }

  @Test func `writes are interrupted, short, or find no room`() throws {
    let (disk, file) = try Self.disk(seed: 1, [])
    disk.arrange(.fails(4), at: "pwrite")
    #expect(throws: FileError("pwrite", errno: 4)) {
      try [1, 2, 3].lend { bytes throws(FileError) in
        try disk.pwrite(file.handle, bytes, at: 0)
      }
    }
    #expect(disk.bytes(of: "/d/f") == [], "an interrupted call took nothing")
    disk.arrange(.short(2), at: "pwrite")
    #expect(
      try [1, 2, 3].lend { bytes throws(FileError) in
        try disk.pwrite(file.handle, bytes, at: 0)
      } == 2)
    #expect(disk.bytes(of: "/d/f") == [1, 2])
    disk.limit(byteCount: 4)
    // As ext4 does it: what fits is taken, and only the next call is told.
    #expect(
      try [3, 4, 5].lend { bytes throws(FileError) in
        try disk.pwrite(file.handle, bytes, at: 2)
      } == 2)
    #expect(throws: FileError("pwrite", errno: 28)) { try file.write([5], at: 4) }
    try file.write([9], at: 0)
    #expect(disk.bytes(of: "/d/f") == [9, 2, 3, 4], "what needs no room goes on")
    disk.limit(byteCount: nil)
    try file.write([5], at: 4)
    #expect(disk.bytes(of: "/d/f") == [9, 2, 3, 4, 5])
  }

  @Test func `a killed process changes nothing more, and its locks are free`() throws {
    let (disk, file) = try Self.disk(seed: 1, [1])
    #expect(try disk.tryLock(file.handle))
    let other = try OpenFile(disk, "/d/f", .update)
    #expect(try !disk.tryLock(other.handle))
    try file.write([2], at: 0)
    disk.arrange(.killed, at: "pwrite")
    #expect(throws: FileError("pwrite", errno: 5)) { try file.write([3], at: 0) }
    #expect(throws: FileError("fdatasync", errno: 5)) { try other.synchronise() }
    #expect(throws: FileError.self) { try disk.unlink("/d/f") }
    disk.restart()
    #expect(disk.bytes(of: "/d/f") == [2], "the page cache outlives the process")
    let next = try OpenFile(disk, "/d/f", .update)
    #expect(try disk.tryLock(next.handle))
  }

  @Test func `any call can fail, by its name or by its number, and fails once`() throws {
    let (disk, file) = try Self.disk(seed: 1, [1, 2])
    let calls: [(String, () throws -> Void)] = [
      ("pwrite", { try file.write([3], at: 0) }),
      ("ftruncate", { try file.truncate(to: 1) }),
      ("fdatasync", { try file.synchronise() }),
      ("rename", { try disk.rename("/d/f", to: "/d/g") }),
      ("chmod", { try disk.chmod("/d/g", permissions: 0o444) }),
      ("fsync", { try disk.fsyncDirectory("/d") }),
      ("mkdir", { try disk.mkdir("/d/e", permissions: 0o755) }),
      ("create", { _ = try OpenFile(disk, "/d/h", .createNew(permissions: 0o644)) }),
      ("unlink", { try disk.unlink("/d/g") }),
    ]
    for (turn, (name, call)) in calls.enumerated() {
      if turn % 2 == 0 {
        disk.arrange(.fails(5), at: name)
      } else {
        disk.arrange(.fails(5), atCall: disk.callCount)
      }
      let error = #expect(throws: FileError.self) { try call() }
      #expect(error?.operation == name && error?.errno == 5)
      try call()
    }
    #expect(disk.paths == ["/d/h"])
    disk.mountReadOnly()
    #expect(throws: FileError("unlink", errno: 30)) { try disk.unlink("/d/h") }
  }

  @Test func `equal seeds lose equal things`() throws {
    func left(_ seed: UInt64) throws -> [UInt8]? {
      let (disk, file) = try Self.disk(seed: seed, Self.block("a", sectors: 8))
      try file.write(Self.block("b", sectors: 20), at: 0)
      disk.losePower()
      return disk.bytes(of: "/d/f")
    }
    #expect(try left(7) == left(7))
    #expect(try left(7) != left(8))
  }
}

extension OpenFile {
  fileprivate func append(_ bytes: [UInt8]) throws {
    try bytes.lend { bytes throws(FileError) in try append(bytes) }
  }

  fileprivate func write(_ bytes: [UInt8], at offset: UInt64) throws {
    try bytes.lend { bytes throws(FileError) in try write(bytes, at: offset) }
  }
}
