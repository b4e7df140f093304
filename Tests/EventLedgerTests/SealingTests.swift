import Testing

@testable import EventLedger

@Suite struct SealingTests {
  private let secret = "张三 13800138000, the branch manager shouted"

  private func sealed(_ number: Int, _ scope: SealedPlaintext.Scope) -> Transaction {
    Transaction(
      idempotencyKey: "s-\(number)", expected: [Expectation(matter(number), version: 0)],
      events: [
        event(
          number,
          sealed: [
            SealedPlaintext(field: "narrative", bytes: Array(secret.utf8), scope: scope),
            SealedPlaintext(field: "name", bytes: Array("张三".utf8), scope: .new("person")),
          ])
      ])
  }

  @Test func `a sealed value opens with its key and its plaintext is in no file`() throws {
    let bench = try Bench().created()
    let ledger = try bench.open()
    _ = try ledger.append(sealed(1, .new("matter")))
    try ledger.rebuildIndex()
    let line = try #require(try ledger.view().history(of: matter(1)).first)
    #expect(line.sealed.map(\.field) == ["narrative", "name"])
    #expect(line.sealed.map(\.key) == [1, 2])
    let values = try line.sealed.map { try ledger.view().unseal($0, of: line) }
    #expect(values == [.text(Array(secret.utf8)), .text(Array("张三".utf8))])
    for path in bench.disk.paths {
      let bytes = try #require(bench.disk.bytes(of: path))
      for part in [secret, "张三", "13800138000"] {
        #expect(!bytes.contains(Array(part.utf8)), "\(part) in \(path)")
      }
    }
    let raw = String(decoding: line.bytes, as: UTF8.self)
    for entry in line.sealed {
      #expect(raw.contains(String(decoding: entry.raw, as: UTF8.self)))
    }
  }

  @Test func `equal labels share a key and the pool never gives a key twice`() throws {
    let bench = try Bench().created()
    let ledger = try bench.open(.perCommit)
    for number in 1...10 { _ = try ledger.append(sealed(number, .new("matter"))) }
    let keys = try (1...10).flatMap { number in
      try ledger.view().history(of: matter(number)).flatMap { $0.sealed.map(\.key) }
    }
    #expect(keys == (1...20).map { UInt64($0) })
    #expect(try ledger.view().nextKey() == 21)
    _ = try ledger.append(sealed(11, .new("person")))
    let shared = try #require(try ledger.view().history(of: matter(11)).first)
    #expect(shared.sealed.map(\.key) == [21, 21])
    _ = try ledger.append(sealed(12, .key(3)))
    let given = try #require(try ledger.view().history(of: matter(12)).first)
    #expect(given.sealed.map(\.key) == [3, 22])
    try ledger.rebuildIndex()
    #expect(try ledger.view().nextKey() == 23)
    #expect(try bench.verify().findings == [])
  }

  @Test func `a refused transaction takes no key`() throws {
    let bench = try Bench().created()
    let ledger = try bench.open()
    _ = try ledger.append(sealed(1, .new("matter")))
    var refused = sealed(2, .new("matter"))
    refused.events[0].sealed[1].bytes = [UInt8](repeating: 1, count: 1 << 20)
    #expect(throws: LedgerError.self) { try ledger.append(refused) }
    _ = try ledger.append(sealed(3, .new("matter")))
    let line = try #require(try ledger.view().history(of: matter(3)).first)
    #expect(line.sealed.map(\.key) == [3, 4])
  }

  @Test func `a destroyed key reads as erased and the chain stays whole`() throws {
    let bench = try Bench().created()
    let ledger = try bench.open(.perCommit)
    _ = try ledger.append(sealed(1, .new("matter")))
    let line = try #require(try ledger.view().history(of: matter(1)).first)
    let slots = try #require(bench.disk.bytes(of: "/keys/000001.keys"))
    try ledger.destroyKey(2)
    #expect(try ledger.view().unseal(line.sealed[0], of: line) == .text(Array(secret.utf8)))
    #expect(try ledger.view().unseal(line.sealed[1], of: line) == .erased)
    #expect(try bench.reader().view().unseal(line.sealed[1], of: line) == .erased)
    #expect(try bench.verify().findings == [])
    let after = try #require(bench.disk.bytes(of: "/keys/000001.keys"))
    #expect(after.count == slots.count)
    #expect(zip(slots, after).count(where: { $0 != $1 }) > 50)
    #expect(throws: LedgerError.invalid(.unknownKey(3))) { try ledger.destroyKey(3) }
    bench.disk.losePower()
    #expect(try bench.rebooted().reader().view().unseal(line.sealed[1], of: line) == .erased)
  }

  @Test func `a value moved to another matter, field or type does not open`() throws {
    let bench = try Bench().created()
    let ledger = try bench.open()
    _ = try ledger.append(sealed(1, .new("matter")))
    _ = try ledger.append(sealed(2, .key(1)))
    let first = try #require(try ledger.view().history(of: matter(1)).first)
    let second = try #require(try ledger.view().history(of: matter(2)).first)
    #expect(try ledger.view().unseal(second.sealed[0], of: second) == .text(Array(secret.utf8)))
    #expect(try ledger.view().unseal(first.sealed[0], of: second) == .keyMissing)
    let renamed = SealedEntry(
      field: "name", key: 1, suite: 1, nonce: first.sealed[0].nonce,
      ciphertext: first.sealed[0].ciphertext, raw: [])
    #expect(try ledger.view().unseal(renamed, of: first) == .keyMissing)
  }

  @Test func `lost keys are an incident that verify names, not an erasure`() throws {
    let bench = try Bench().created()
    let ledger = try bench.open()
    _ = try ledger.append(sealed(1, .new("matter")))
    let line = try #require(try ledger.view().history(of: matter(1)).first)
    ledger.close()
    bench.disk.remove("/keys/000001.keys")
    #expect(try bench.reader().view().unseal(line.sealed[0], of: line) == .keyMissing)
    #expect(try bench.verify(.full).findings.map(\.code) == [.missingKey, .missingKey])
    bench.disk.remove("/keys/workspace.key")
    #expect(try bench.verify(.full).findings.map(\.file) == ["workspace.key"])
    let writer = try bench.open(.perCommit)
    #expect(throws: LedgerError.keysUnusable(path: "/keys/workspace.key")) {
      try writer.append(sealed(2, .new("matter")))
    }
  }

  @Test func `a look-up hash depends on scope, bytes and the workspace's key`() throws {
    let bench = try Bench().created()
    let ledger = try bench.open()
    let hash = try ledger.lookupHash(scope: "person", Array("张三".utf8))
    #expect(hash.count == 32)
    #expect(try bench.reader().view().lookupHash(scope: "person", Array("张三".utf8)) == hash)
    #expect(try ledger.lookupHash(scope: "phone", Array("张三".utf8)) != hash)
    #expect(try ledger.lookupHash(scope: "person", Array("李四".utf8)) != hash)
    let other = try Bench(seed: 5).created().open()
    #expect(try other.lookupHash(scope: "person", Array("张三".utf8)) != hash)
  }
}
