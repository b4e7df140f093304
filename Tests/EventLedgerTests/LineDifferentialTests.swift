import Testing

@testable import EventLedger

/// Test group 14: the scanner and the strict reading agree, in what they refuse and in every field.
@Suite struct LineDifferentialTests {
  private func lines() throws -> [[UInt8]] {
    let bench = try Bench().created()
    let ledger = try bench.open()
    let payloads = [
      "{}", "{\"a\":1}", "{\"名\":\"重复扣款，要求退款\",\"n\":[1,-2.5e3,true,null,{}]}",
      "{ \"x\" : \"\\u00e9\\ud83d\\ude00\\\"\" , \"y\" : [ ] }",
      "{\"long\":\"abcdefgh退款ijklmnop\"}",
    ]
    for (number, payload) in payloads.enumerated() {
      _ = try ledger.append(
        Transaction(
          idempotencyKey: "k\"\\\u{1}退-\(number)",
          expected: [Expectation(matter(number), version: 0)],
          events: [
            event(
              number, data: payload,
              sealed: number % 2 == 0
                ? []
                : [
                  SealedPlaintext(
                    field: "narrative", bytes: Array("客户\(number)".utf8), scope: .new("m"))
                ])
          ]))
    }
    return try ledger.view().tail(100).map(\.bytes)
  }

  private func agree(_ bytes: [UInt8], _ note: @autoclosure () -> String) {
    let (fast, slow) = (scanned(bytes), StrictLine.read(bytes))
    guard fast != slow else { return }
    Issue.record("\(note()): \(String(decoding: bytes, as: UTF8.self))")
  }

  @Test func `good lines are read alike`() throws {
    for line in try lines() {
      #expect(StrictLine.read(line) != nil)
      agree(line, "as written")
    }
  }

  @Test func `lines with any one byte changed, removed or doubled are read alike`() throws {
    for line in try lines() {
      for place in line.indices {
        for byte in [
          0x00, 0x0A, 0x20, 0x22, 0x2C, 0x2D, 0x2E, 0x30, 0x31, 0x39, 0x3D, 0x41, 0x5C, 0x5D, 0x61,
          0x65, 0x75, 0x7D, 0x80, 0xC3, 0xE4, 0xED, 0xF0, 0xFF,
        ] as [UInt8] {
          var changed = line
          changed[place] = byte
          agree(changed, "byte \(place)")
        }
        var shorter = line
        shorter.remove(at: place)
        agree(shorter, "without byte \(place)")
        var longer = line
        longer.insert(line[place], at: place)
        agree(longer, "byte \(place) twice")
        agree(Array(line[..<place]), "cut at \(place)")
      }
    }
  }

  @Test func `random changes of several places are read alike`() throws {
    var random = SeededGenerator(Soak.base)
    let lines = try lines()
    let pieces = [
      "\\u0000", "\\ud800", "\\u001f", "\"", "\\", "e+1", "-0", "00", "[[[[", "}}", "{\"k\":0",
      "==", "é",
      "\u{10FFFF}", ",\"sealed\":[]", ",\"h\":\"",
    ].map { Array($0.utf8) }
    for turn in 0..<(20_000 * Soak.factor) {
      var line = lines[Int(random.next() % UInt64(lines.count))]
      for _ in 0...(random.next() % 3) {
        let place = Int(random.next() % UInt64(line.count))
        switch random.next() % 4 {
        case 0: line[place] = UInt8(truncatingIfNeeded: random.next())
        case 1:
          line.replaceSubrange(
            place..<place, with: pieces[Int(random.next() % UInt64(pieces.count))])
        case 2:
          let end = min(line.count, place + Int(random.next() % 9))
          line.removeSubrange(place..<end)
          if line.isEmpty { line = [0x7B] }
        default:
          let other = lines[Int(random.next() % UInt64(lines.count))]
          line = Array(line[..<place]) + other[min(place, other.count)...]
        }
      }
      agree(line, "turn \(turn)")
    }
  }
}
