import Foundation
import Testing

@testable import EventLedger

/// Test group 14: lines made by the grammar are read, by both readers, as they were meant; what is
/// outside of it is refused by both. Foundation's parser is the judge of what is JSON at all.
@Suite struct LineGrammarTests {
  private static func expectAgreement(_ bytes: [UInt8], _ note: @autoclosure () -> String) {
    guard scanned(bytes) != StrictLine.read(bytes) else { return }
    Issue.record("\(note()): \(String(decoding: bytes, as: UTF8.self))")
  }

  @Test func `a line made by the grammar is read as it was meant`() {
    for seed in Soak.seeds(400) {
      var generator = LineGenerator(seed: seed)
      let (bytes, fields) = generator.line()
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(StrictLine.read(bytes) == fields, "strict, seed \(seed): \(text)")
      #expect(scanned(bytes) == fields, "scanner, seed \(seed): \(text)")
    }
  }

  @Test func `a line made by the grammar and then changed is read alike`() {
    var accepted = 0
    for seed in Soak.seeds(20) {
      var generator = LineGenerator(seed: seed)
      let line = generator.line().bytes
      for place in line.indices {
        var changed = line
        changed[place] = UInt8(truncatingIfNeeded: generator.random.next())
        Self.expectAgreement(changed, "seed \(seed) byte \(place)")
        if StrictLine.read(changed) != nil { accepted += 1 }
        changed[place] = line[place] ^ 1 << UInt8(generator.below(8))
        Self.expectAgreement(changed, "seed \(seed) bit of byte \(place)")
        Self.expectAgreement(Array(line[..<place]), "seed \(seed) cut at \(place)")
      }
    }
    // A changed letter inside a text is still a line; the chain finds it, not the grammar.
    #expect(accepted > 0)
  }

  /// A line with one part exchanged, by name.
  private static func line(
    seq: String = "1", end: String = "1", at: String = "2026-11-23T00:00:02.000Z",
    day: String = "20780", id: String = "x", n: String = "1", pp: String = "-1",
    data: String = "{}", sealed: String = "", hash: String = String(repeating: "0", count: 64)
  ) -> [UInt8] {
    Array(
      """
      {"v":1,"seq":\(seq),"g":1,"tx":1,"end":\(end),"at":"\(at)","day":\(day),"zone":"UTC",\
      "kind":"k","id":"\(id)","n":\(n),"type":"t","tv":1,"cmd":"","org":"","actor":"",\
      "pp":\(pp),"data":\(data)\(sealed),"h":"\(hash)"}
      """.utf8)
  }

  private static func expect(_ bytes: [UInt8], isLine: Bool) {
    let text = String(decoding: bytes, as: UTF8.self)
    #expect((StrictLine.read(bytes) != nil) == isLine, "strict: \(text)")
    #expect((scanned(bytes) != nil) == isLine, "scanner: \(text)")
  }

  @Test func `numbers of the envelope are plain integers inside their bounds`() {
    for (text, isGood) in [
      ("1", true), ("9223372036854775807", true), ("9223372036854775808", false), ("0", false),
      ("18446744073709551615", false), ("18446744073709551617", false), ("00", false),
      ("01", false), ("-1", false), ("+1", false), ("1.0", false), ("1e0", false), ("", false),
      (" 1", false), ("\"1\"", false), ("184467440737095516150", false), ("１", false),
    ] { Self.expect(Self.line(seq: text), isLine: isGood) }
    for (text, isGood) in [
      ("-9223372036854775807", true), ("9223372036854775807", true), ("-0", false), ("-", false),
      ("9223372036854775808", false), ("-9223372036854775808", false), ("--1", false),
      ("-01", false),
    ] { Self.expect(Self.line(day: text), isLine: isGood) }
    for (text, isGood) in [("-1", true), ("0", true), ("-2", false), ("-0", false)] {
      Self.expect(Self.line(pp: text), isLine: isGood)
    }
    for (text, isGood) in [("0", true), ("1", true), ("2", false), ("01", false), ("10", false)] {
      Self.expect(Self.line(end: text), isLine: isGood)
    }
    for (text, isGood) in [
      ("1", true), ("0", false), ("9223372036854775807", true), ("9223372036854775808", false),
    ] {
      Self.expect(Self.line(n: text), isLine: isGood)
    }
  }

  @Test func `instants are possible ones in exactly 24 characters`() {
    for (text, isGood) in [
      ("2024-02-29T23:59:59.999Z", true), ("2023-02-29T00:00:00.000Z", false),
      ("1900-02-29T00:00:00.000Z", false), ("2000-02-29T00:00:00.000Z", true),
      ("2026-04-31T00:00:00.000Z", false), ("2026-00-01T00:00:00.000Z", false),
      ("2026-13-01T00:00:00.000Z", false), ("2026-01-00T00:00:00.000Z", false),
      ("2026-01-01T24:00:00.000Z", false), ("2026-01-01T23:60:00.000Z", false),
      ("2026-12-31T23:59:60.000Z", false), ("2026-01-01T00:00:00.00Z", false),
      ("2026-01-01T00:00:00.0000Z", false), ("2026-01-01t00:00:00.000Z", false),
      ("2026-01-01T00:00:00.000+00:00", false), ("２026-01-01T00:00:00.000Z", false),
    ] { Self.expect(Self.line(at: text), isLine: isGood) }
  }

  @Test func `texts of the envelope have one form`() {
    for (text, isGood) in [
      ("", true), ("\\\"", true), ("\\\\", true), ("\\u0001", true), ("\\u001f", true),
      ("\\u0000", false), ("\\u0020", false), ("\\u001F", false), ("\\n", false), ("\\t", false),
      ("\\/", false), ("\\u00e9", false), ("\\ud83d\\ude00", false), ("\t", false),
      ("\u{7F}", true), ("é", true), ("\\", false), ("\\u", false), ("\\u00", false), ("\"", false),
    ] { Self.expect(Self.line(id: text), isLine: isGood) }
  }

  @Test func `bytes that are no UTF-8 are refused wherever they stand`() {
    let bad: [[UInt8]] = [
      [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC2], [0xC2, 0x41], [0xE0, 0x80, 0x80],
      [0xE0, 0x9F, 0xBF], [0xE4, 0xBD], [0xE4, 0xBD, 0x41], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF],
      [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x8F, 0xBF, 0xBF], [0xF0, 0x9F, 0x98],
      [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFE], [0xFF], [0x00], [0x0A], [0x0D],
    ]
    let good: [[UInt8]] = [
      [0xC2, 0x80], [0xDF, 0xBF], [0xE0, 0xA0, 0x80], [0xE1, 0x80, 0x80], [0xEC, 0xBF, 0xBF],
      [0xED, 0x9F, 0xBF], [0xEE, 0x80, 0x80], [0xEF, 0xBF, 0xBF], [0xF0, 0x90, 0x80, 0x80],
      [0xF4, 0x8F, 0xBF, 0xBF],
    ]
    // Before, across and behind the eight bytes that the scanner looks at together.
    for (bytes, isGood) in bad.map({ ($0, false) }) + good.map({ ($0, true) }) {
      for before in 0..<18 {
        let lead = Array(String(repeating: "a", count: before).utf8)
        for template in [Self.line(id: "@"), Self.line(data: "{\"@\":1}"), Self.line(data: "[@]")] {
          let place = template.firstIndex(of: 0x40) ?? 0
          let isObject = !template.contains(0x5B)
          let changed = Array(template[..<place]) + lead + bytes + template[(place + 1)...]
          Self.expect(changed, isLine: isGood && isObject)
        }
      }
    }
  }

  @Test func `data is one JSON object, at most 64 levels deep, as received`() {
    func nested(_ levels: Int) -> String {
      "{\"a\":" + String(repeating: "[", count: levels - 1)
        + String(repeating: "]", count: levels - 1) + "}"
    }
    for (text, isGood) in [
      ("{}", true), ("{ }", true), ("{\"a\":1,\"a\":2}", true), ("[]", false), ("1", false),
      ("null", false), ("", false), ("{", false), ("{}{}", false), ("{\"a\"}", false),
      ("{\"a\":}", false), ("{\"a\":1,}", false), ("{,}", false), ("{\"a\":[1,]}", false),
      ("{\"a\":01}", false), ("{\"a\":-}", false), ("{\"a\":1.}", false), ("{\"a\":.5}", false),
      ("{\"a\":1e}", false), ("{\"a\":+1}", false), ("{\"a\":-0}", true), ("{\"a\":1E+2}", true),
      ("{\"a\":NaN}", false), ("{\"a\":tru}", false), ("{\"a\":True}", false), ("{a:1}", false),
      ("{'a':1}", false), ("{\"a\":\"\\x\"}", false), ("{\"a\":\"\\u12G4\"}", false),
      ("{\"a\":\"\\u0000\"}", false), ("{\"a\":\"\\ud800\"}", false),
      ("{\"a\":\"\\udc00\"}", false), ("{\"a\":\"\\ud800\\ud800\"}", false),
      ("{\"a\":\"\\uD800\\uDC00\"}", true), ("{\"a\":\"\t\"}", false), ("{\"a\":1}//", false),
      (nested(64), true), (nested(65), false), (" {}", false), ("{} ", false),
    ] { Self.expect(Self.line(data: text), isLine: isGood) }
  }

  @Test func `members of the envelope stand once, in their order`() {
    let line = String(decoding: Self.line(), as: UTF8.self)
    let members = ["\"v\":1", "\"seq\":1", "\"end\":1", "\"id\":\"x\"", "\"pp\":-1", "\"data\":{}"]
    for member in members {
      let twice = line.replacing(member, with: "\(member),\(member)", maxReplacements: 1)
      Self.expect(Array(twice.utf8), isLine: false)
      let gone = line.replacing("\(member),", with: "", maxReplacements: 1)
      Self.expect(Array(gone.utf8), isLine: false)
    }
    let swapped = line.replacing("\"g\":1,\"tx\":1", with: "\"tx\":1,\"g\":1")
    Self.expect(Array(swapped.utf8), isLine: false)
    Self.expect(Array(line.replacing("\"v\":1", with: "\"v\":2").utf8), isLine: false)
    Self.expect(Array(line.replacing("\"v\":1", with: "\"v\":0").utf8), isLine: false)
    for changed in [" " + line, line + " ", line + "\n", line + line, "\u{FEFF}" + line, ""] {
      Self.expect(Array(changed.utf8), isLine: false)
    }
    Self.expect(Self.line(hash: String(repeating: "A", count: 64)), isLine: false)
    Self.expect(Self.line(hash: String(repeating: "0", count: 63)), isLine: false)
    Self.expect(Self.line(hash: String(repeating: "0", count: 65)), isLine: false)
  }

  @Test func `sealed values are whole, padded and never an empty list`() {
    let nonce = "AAAAAAAAAAAAAAAA"
    let cipher = "AAAAAAAAAAAAAAAAAAAAAA=="
    func list(_ k: String = "1", _ n: String = nonce, _ c: String = cipher) -> String {
      ",\"sealed\":[{\"f\":\"x\",\"k\":\(k),\"n\":\"\(n)\",\"c\":\"\(c)\"}]"
    }
    for (text, isGood) in [
      (list(), true), (",\"sealed\":[]", false), (",\"sealed\":[{}]", false),
      (list("0"), false), (list("01"), false), (list("-1"), false), (list("1.0"), false),
      (list("2882303761517117440"), true), (list("9223372036854775807"), true),
      (list("9223372036854775808"), false), (list("18446744073709551617"), false),
      (list("1", "AAAA"), false), (list("1", "AAAAAAAAAAAAAAA="), false),
      (list("1", nonce, "AAAAAAAAAAAAAAAAAAAA"), false),
      (list("1", nonce, "AAAAAAAAAAAAAAAAAAAAAB=="), false),
      (list("1", nonce, "AAAAAAAAAAAAAAAAAAAAAAA"), false),
      (list("1", nonce, "AAAAAAAAAAAAAAAAAAAAA==="), false),
      (list("1", nonce, "AAAA==AAAAAAAAAAAAAAAAAAAA=="), false),
      (list("1", nonce, "AAAAAAAAAAAAAAAAAAAA-_AA"), false),
      (list().replacing("}]", with: "},]"), false),
    ] { Self.expect(Self.line(sealed: text), isLine: isGood) }
  }

  @Test func `a line is shorter than a mebibyte`() {
    let empty = Self.line(data: "{\"a\":\"\"}").count
    for (count, isGood) in [((1 << 20) - 1, true), (1 << 20, false)] {
      let filler = String(repeating: "b", count: count - empty)
      Self.expect(Self.line(data: "{\"a\":\"\(filler)\"}"), isLine: isGood)
    }
  }

  @Test func `what is accepted as data is JSON to Foundation as well`() throws {
    var judged = 0
    for seed in Soak.seeds(1_500) {
      var generator = LineGenerator(seed: seed)
      var data = Array(generator.object(depth: 1).utf8)
      for _ in 0..<generator.below(3) {
        data[generator.below(data.count)] = generator.pick(Array("{}[]\",:\\u0129.eE-+tn \t".utf8))
      }
      var line = Self.line(data: "@")
      let place = try #require(line.firstIndex(of: 0x40))
      line.replaceSubrange(place...place, with: data)
      Self.expectAgreement(line, "seed \(seed)")
      // Numbers beyond a Double are JSON by the grammar, and an error to Foundation.
      guard let found = scanned(line), !data.contains(0x65), !data.contains(0x45) else { continue }
      judged += 1
      let text = String(decoding: found.data, as: UTF8.self)
      #expect(throws: Never.self, "seed \(seed): \(text)") {
        _ = try JSONSerialization.jsonObject(with: Data(found.data))
      }
    }
    #expect(judged > 100)
  }
}
