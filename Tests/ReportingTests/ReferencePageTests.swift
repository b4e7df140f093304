import Foundation
import Reporting
import Testing

@Suite struct ReferencePageTests {
  @Test func `the example on the reference page is what the writer writes`() throws {
    let tests = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    let root = tests.deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let page = try String(
      contentsOf: root.appendingPathComponent("docs/reference/documents.md"), encoding: .utf8)
    let example = try #require(
      page.components(separatedBy: "```json\n").last?.components(separatedBy: "```").first)
    let written = JSONWriter().write(Self.document, options: .init())
    #expect(String(decoding: written, as: UTF8.self) == example)
  }

  @Test func `every fixed word has a text in both languages`() {
    for word in FixedWord.allCases {
      #expect(word.text(in: .zh) != word.text(in: .en), "\(word)")
      #expect(word.text(in: .en).utf8.allSatisfy { $0 < 0x80 } && !word.text(in: .en).isEmpty)
      #expect(word.text(in: .zh).unicodeScalars.allSatisfy { $0.properties.isIdeographic })
    }
  }

  static let document = Document(
    id: "example", title: "Complaints", language: .en, period: .init(from: 19_723, to: 20_088),
    scope: "all outlets",
    blocks: [
      .heading(level: 1, text: "By region"),
      .table(
        Table(
          id: "region", title: "Table 1",
          columns: [
            .init(key: "region", title: "Region"),
            .init(key: "count", title: "Complaints", kind: .count, total: .sum),
            .init(key: "share", title: "Share", kind: .share, total: .whole),
          ],
          rows: [
            [
              .text("town"), .count(172), .share(numerator: 172, denominator: 285, decimals: 2),
            ],
            [
              .text("village"), .count(113),
              .share(numerator: 113, denominator: 285, decimals: 2),
            ],
          ]
        ).totalled(label: FixedWord.total.text(in: .en))),
    ],
    checks: [
      .init(
        name: "regions add up", left: [.column(table: "region", column: "count")],
        right: [.total(table: "region", column: "count")])
    ],
    provenance: .init(
      institution: "Example Bank", ledgerSequence: 2_565, ledgerHash: "9f2c",
      repeatsMerged: true, pluginID: "report.example", pluginVersion: "1.0.0"))
}
