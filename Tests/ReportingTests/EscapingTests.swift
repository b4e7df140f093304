import Foundation
import Reporting
import Testing

/// Text from complainants and plugins reaches every writer; none may take it for markup.
@Suite struct EscapingTests {
  static func document(_ text: String) -> Document {
    Document(
      id: "hostile", title: text, subtitle: text, language: .en, scope: text,
      blocks: [
        .heading(level: 1, text: text), .paragraph(text),
        .table(
          Table(
            id: "t", title: text, columns: [.init(key: "a", title: text)], rows: [[.text(text)]],
            totalRow: [.text(text)])),
        .figure(
          Figure(
            id: "f", title: text, kind: .bar, categories: [text],
            series: [.init(name: text, values: [1]), .init(name: text, values: [2])])),
      ],
      notes: [.init(text: text, source: text)],
      checks: [.init(name: text, left: [.number(1)], right: [.number(2)])],
      provenance: .init(
        institution: text, ledgerHash: text, pluginID: text, pluginVersion: text,
        syntheticMarker: text))
  }

  static func written(_ format: String, _ text: String) throws -> String {
    let writer = try #require(DocumentWriters.named(format))
    return String(
      decoding: writer.write(document(text), options: .init(width: 400)), as: UTF8.self)
  }

  @Test(arguments: [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onload='x", "</style><b>",
    "<\u{301}b>", "]]>", "&lt;",
  ])
  func `html escapes whatever it is given`(text: String) throws {
    let html = try Self.written("html", text)
    let neutral = try Self.written("html", "x")
    // The page has as many tags and quotes as the same page about something harmless.
    for mark in ["<", ">", "\"", "'"] as [Unicode.Scalar] {
      let count = html.unicodeScalars.count { $0 == mark }
      #expect(count == neutral.unicodeScalars.count { $0 == mark }, "\(mark)")
    }
  }

  @Test func `html asks for nothing outside itself`() throws {
    let document = SampleDocument.make(.zh)
    let html = String(decoding: HTMLWriter().write(document, options: .init()), as: UTF8.self)
    #expect(html.contains("default-src 'none'"))
    for word in ["src=", "href", "url(", "@import", "<script", "<link"] {
      #expect(!html.contains(word))
    }
    let addresses = Set(html.matches(of: #/http[^"]*/#).map { String($0.output) })
    // The only addresses are the namespace of SVG and the name of the policy's header.
    #expect(addresses == ["http://www.w3.org/2000/svg", "http-equiv="])
    #expect(html.contains("<html lang=\"zh-CN\">"))
  }

  @Test func `markdown shows pipes marks and tags as text`() throws {
    let md = try Self.written("md", "a|b *c* <i>_d_</i> `e` [f](g) \\ ~h~ $i$ & #j")
    let escaped =
      "a\\|b \\*c\\* &lt;i&gt;\\_d\\_&lt;/i&gt; \\`e\\` \\[f\\](g) \\\\ \\~h\\~ \\$i\\$ &amp; \\#j"
    #expect(md.contains("# \(escaped)\n"))
    #expect(md.contains("| \(escaped) |"))
    #expect(md.contains("| **\(escaped)** |"))
  }

  @Test func `markdown keeps a cell on its line and a paragraph's lines apart`() throws {
    let md = try Self.written("md", "a\nb\r\nc|\u{301}d")
    #expect(md.contains("| a<br>b<br>c\\|\u{301}d |"))
    #expect(md.contains("\na\\\nb\\\nc\\|\u{301}d\n"))
    #expect(md.hasPrefix("# a b c\\|\u{301}d\n"))
  }

  @Test(arguments: [
    ("# x", "\\# x"), ("- x", "\\- x"), ("+ x", "\\+ x"), ("=", "\\="), ("1. x", "1\\. x"),
    ("12) x", "12\\) x"), ("a\n3. x", "a\\\n3\\. x"), ("    x", "&#32;&#32;&#32;&#32;x"),
    ("1.5", "1\\.5"), ("x 1. y", "x 1. y"), ("a-b", "a-b"), ("a\n\n- x", "a\\\n\\\n\\- x"),
    ("a\r\n  # x", "a\\\n&#32;&#32;\\# x"),
  ])
  func `a paragraph in markdown never begins a list, heading or code`(
    text: String, expected: String
  ) throws {
    #expect(try Self.written("md", text).contains("\n\(expected)\n\n**"))
  }

  @Test func `csv quotes what RFC 4180 asks for and keeps text exact`() throws {
    let text = "a,\"b\"\r\nc\n=1 "
    let csv = CSVWriter().write(Self.document(text), options: .init(table: 1))
    let field = "\"a,\"\"b\"\"\r\nc\n=1 \""
    let failed = "Checks failed\r\n\"a,\"\"b\"\"\r\nc\n=1 : left 1 ≠ right 2\"\r\n\r\n"
    #expect(
      String(decoding: csv, as: UTF8.self)
        == failed + "\(field)\r\n\(field)\r\n\(field)\r\n")
  }

  @Test func `csv can be guarded against formulas, and is not unless asked`() {
    let texts = ["=1+1", "+1", "-1", "@x", "\tx", "＝1", "a=1", ""]
    let document = Document(
      id: "t", title: "", language: .en,
      blocks: [
        .table(
          Table(
            id: "t", title: "",
            columns: [.init(key: "a", title: "A"), .init(key: "b", title: "B", kind: .count)],
            rows: texts.map { [.text($0), .count(-1)] }))
      ], provenance: .init(institution: ""))
    let plain = CSVWriter().write(document, options: .init(table: 1))
    let guarded = CSVWriter().write(document, options: .init(table: 1, guardsFormulas: true))
    #expect(
      String(decoding: plain, as: UTF8.self).split(separator: "\r\n").map(String.init)
        == ["A,B", "=1+1,-1", "+1,-1", "-1,-1", "@x,-1", "\tx,-1", "＝1,-1", "a=1,-1", ",-1"])
    #expect(
      String(decoding: guarded, as: UTF8.self).split(separator: "\r\n").map(String.init)
        == ["A,B", "'=1+1,-1", "'+1,-1", "'-1,-1", "'@x,-1", "'\tx,-1", "'＝1,-1", "a=1,-1", ",-1"])
  }

  @Test func `the text writer shows control characters instead of sending them`() throws {
    let text = try Self.written("text", "a\u{1B}]0;x\u{07}b\u{202E}c")
    #expect(text.contains("a␛]0;x␇b�c"))
    #expect(!text.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
  }

  @Test func `json parses back to the same text whatever it holds`() throws {
    let text = "a\"b\\c\u{0}\u{1F}\u{7F}\n\r\t</script>\u{2028}消费👩‍👩‍👧\u{301}"
    let json = try Self.written("json", text)
    let parsed = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    let title = try #require(parsed?["title"] as? String)
    #expect(Array(title.utf8) == Array(text.utf8))
  }
}
