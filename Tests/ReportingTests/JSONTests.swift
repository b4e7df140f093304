import Foundation
import Reporting
import Testing

@Suite struct JSONTests {
  struct Parsed: Decodable {
    struct Share: Decodable, Equatable {
      let numerator: Int64
      let denominator: Int64
      let text: String
    }
    struct Money: Decodable, Equatable {
      let fen: Int64
      let text: String
    }
    struct Statement: Decodable, Equatable {
      let statement: String
    }
    enum Cell: Decodable, Equatable {
      case text(String), count(Int64), share(Share), money(Money), statement(Statement), empty

      init(from decoder: any Decoder) throws {
        let box = try decoder.singleValueContainer()
        if box.decodeNil() {
          self = .empty
        } else if let text = try? box.decode(String.self) {
          self = .text(text)
        } else if let count = try? box.decode(Int64.self) {
          self = .count(count)
        } else if let share = try? box.decode(Share.self) {
          self = .share(share)
        } else if let money = try? box.decode(Money.self) {
          self = .money(money)
        } else {
          self = .statement(try box.decode(Statement.self))
        }
      }
    }
    struct Block: Decodable {
      let type: String
      let rows: [[Cell]]?
      let total: [Cell]?
    }
    let version: Int
    let blocks: [Block]
  }

  static func parse(_ rows: [[Cell]], total: [Cell]? = nil) throws -> Parsed {
    let columns = (rows.first ?? []).indices.map { Table.Column(key: "c\($0)", title: "") }
    let document = Document(
      id: "t", title: "",
      blocks: [.table(Table(id: "t", title: "", columns: columns, rows: rows, totalRow: total))],
      provenance: .init(institution: ""))
    return try JSONDecoder().decode(
      Parsed.self, from: Data(JSONWriter().write(document, options: .init())))
  }

  @Test func `cells parse back exactly`() throws {
    let parsed = try Self.parse(
      [
        [.count(.max), .money(.min), .day(-719_529), .text("x"), .empty],
        [
          .share(numerator: 1, denominator: 3, decimals: 1),
          .share(numerator: 1, denominator: 0, decimals: 1), .day(0), .day(2_932_897),
          .text(""),
        ],
      ], total: [.statement("100%"), .empty, .empty, .empty, .empty])
    #expect(parsed.version == 1)
    #expect(
      parsed.blocks[0].rows == [
        [
          .count(.max), .money(.init(fen: .min, text: "-92233720368547758.08")),
          .text("-0001-12-31"), .text("x"), .empty,
        ],
        [
          .share(.init(numerator: 1, denominator: 3, text: "33.3%")),
          .share(.init(numerator: 1, denominator: 0, text: "–")), .text("1970-01-01"),
          .text("+10000-01-01"), .text(""),
        ],
      ])
    #expect(
      parsed.blocks[0].total
        == [.statement(.init(statement: "100%")), .empty, .empty, .empty, .empty])
  }

  @Test func `every key is always there, in the same order`() throws {
    let bare = Document(id: "b", title: "B", provenance: .init(institution: "I"))
    #expect(
      String(decoding: JSONWriter().write(bare, options: .init()), as: UTF8.self) == """
        {
          "version": 1,
          "id": "b",
          "language": "zh",
          "title": "B",
          "subtitle": null,
          "checks_passed": true,
          "checks": [],
          "period": null,
          "scope": "",
          "blocks": [],
          "notes": [],
          "provenance": {"institution": "I", "ledger_sequence": null, "ledger_hash": null, \
        "repeats_merged": null, "plugin": null, "plugin_version": null, "synthetic": null}
        }

        """)
  }

  /// Every day of 1600 to 2400 is the day that Foundation's Gregorian calendar gives.
  @Test func `days print as their civil date`() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
    for day in stride(from: -135_140, through: 157_054, by: 1) {
      let date = Date(timeIntervalSince1970: Double(day) * 86_400)
      let parts = calendar.dateComponents([.year, .month, .day], from: date)
      let expected = [parts.year, parts.month, parts.day].compactMap(\.self)
      guard Cell.day(day).text.split(separator: "-").compactMap({ Int($0) }) == expected else {
        Issue.record("day \(day): \(Cell.day(day).text), expected \(expected)")
        return
      }
    }
    #expect(Cell.day(19_782).text == "2024-02-29")
  }
}
