import Casework
import ConsumerProtection
import EventLedger
import Foundation
import PluginHost
import Reporting
import Testing
import XiaobaoTestSupport

@Suite struct ImportTests {
  private typealias Bank = SampleWorkspace
  private static let importer = Invocation(actor: Bank.administrator, reason: "import")

  @Test func `a real export comes in whole, once, and the summary gives the true counts`()
    async throws
  {
    let path = Repository.sharedData("cfpb_boa_every62.csv")
    guard FileManager.default.fileExists(atPath: path) else {
      print("skipped: \(path) is absent")
      return
    }
    let bank = try await Bank()
    let office = try bank.open()
    let first = try await office.importFile("cfpb", path: path, as: Self.importer)
    #expect(first.rows == 1009)
    #expect(first.accepted + first.rejected.count == 1009)
    #expect(first.rejected.isEmpty)
    let second = try await office.importFile("cfpb", path: path, as: Self.importer)
    #expect(second.accepted == 0)
    #expect(second.repeated == 1009)
    #expect(try await office.complaints(ComplaintQuery()).total == 1009)
    let document = try await office.runReport(
      "summary", parameters: [("by", "product,channel,year")], as: Self.importer)
    let expected = try Self.independentCounts(path)
    var found: [String: Int64] = [:]
    let table = try #require(document.tables.first)
    for row in table.rows {
      let keys = row.prefix(3).map(\.text)
      guard case .count(let count) = row[3] else {
        Issue.record("the fourth column is no count")
        continue
      }
      found[keys.joined(separator: "|")] = count
    }
    #expect(found == expected)
    await office.close()
    #expect(try Workspace.verify(bank.paths, level: .full).findings == [])
  }

  /// The first rows of each file that the CFPB's data were found in, and those whose days contradict.
  @Test(arguments: [
    ("cfpb_2011_2015_every9.csv", 0), ("cfpb_2013_snake_1000.csv", 23),
    ("cfpb_boa_every62.csv", 0), ("cfpb_ccdb_v2_public_30.csv", 0),
  ])
  func `every spelling of the CFPB's files comes in, contradicting days and all`(
    name: String, contradictions: Int
  ) async throws {
    let path = Repository.sharedData(name)
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      print("skipped: \(path) is absent")
      return
    }
    // Whole records only: lines without an open quotation mark.
    let lines = text.split(whereSeparator: \.isNewline)
      .filter { line in line.count { $0 == "\"" } % 2 == 0 }
    let header = try #require(lines.first)
    let columns = header.split(separator: ",").map(String.init)
    let rows = lines.dropFirst()
    var chosen = Array(rows.prefix(20))
    if contradictions > 0 {
      let sent = try #require(columns.firstIndex(of: "date_sent_to_company"))
      chosen += rows.dropFirst(20).filter { row in
        // Both days stand before and behind cells with commas, so they are counted from both ends.
        let cells = row.split(separator: ",", omittingEmptySubsequences: false)
        guard let first = Self.day(cells[0]),
          let last = Self.day(cells[cells.count - (columns.count - sent)])
        else { return false }
        return last < first
      }
    }
    let bank = try await SampleWorkspace(since: "2010-01-01")
    let office = try bank.open()
    let file = "\(bank.paths.root)/some.csv"
    try Data(([header] + chosen).joined(separator: "\n").utf8).write(
      to: URL(fileURLWithPath: file))
    let result = try await office.importFile("cfpb", path: file, as: Self.importer)
    #expect(result.rejected == [])
    #expect(result.accepted == chosen.count)
    #expect(result.contradictions.count == contradictions)
    await office.close()
  }

  /// A day as M/D/YYYY.
  private static func day(_ text: Substring) -> CivilDay? {
    let parts = text.split(separator: "/").compactMap { Int($0) }
    return parts.count == 3 ? CivilDay(year: parts[2], month: parts[0], day: parts[1]) : nil
  }

  @Test func `wrong rows are refused with their numbers and the others go on`() async throws {
    let bank = try await Bank()
    let office = try bank.open()
    let file = "\(bank.paths.root)/rows.csv"
    let header =
      "Complaint ID,Submitted via,Date submitted,Date received,State,Product,Issue,Company response to consumer"
    let rows = [
      "1,Web,2021-03-01,2021-03-02,NY,Mortgage,Fees,Closed with explanation",
      "2,Pigeon,2021-03-01,2021-03-02,NY,Mortgage,Fees,Closed with explanation",
      "3,Web,2021-02-30,2021-02-31,NY,Mortgage,Fees,Closed with explanation",
      "1,Web,2021-03-01,2021-03-02,NY,Mortgage,Fees,Closed with explanation",
      "5,Web,2021-03-01",
      "6,Phone,2021-03-01,2021-03-02,NY,\"Mortgage\nsecond line\",Fees,In progress",
    ]
    try Data(([header] + rows).joined(separator: "\r\n").utf8).write(to: URL(fileURLWithPath: file))
    let result = try await office.importFile("cfpb", path: file, as: Self.importer)
    #expect(result.rows == 6)
    #expect(result.accepted == 2)
    #expect(result.repeated == 1)
    #expect(result.rejected.map(\.row) == [3, 4, 6])
    #expect(result.rejected.map(\.line) == [3, 4, 6])
  }

  @Test func `a file without the needed columns is refused whole`() async throws {
    let bank = try await Bank()
    let office = try bank.open()
    let file = "\(bank.paths.root)/rows.csv"
    try Data("a,b\n1,2\n".utf8).write(to: URL(fileURLWithPath: file))
    let failure = await #expect(throws: Failure.self) {
      try await office.importFile("cfpb", path: file, as: Self.importer)
    }
    #expect(failure?.code == "XB-121")
    #expect(try await office.complaints(ComplaintQuery()).total == 0)
  }

  @Test func `somebody without the importer's role imports nothing`() async throws {
    let bank = try await Bank()
    let office = try bank.open()
    let failure = await #expect(throws: Failure.self) {
      try await office.importFile(
        "cfpb", path: "/dev/null", as: Invocation(actor: Bank.counter, reason: "import"))
    }
    #expect(failure?.code == "XB-009")
  }

  /// Counts by a reader of its own: Foundation's strings and a plain state machine.
  private static func independentCounts(_ path: String) throws -> [String: Int64] {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    var (rows, row, cell, quoted): ([[String]], [String], String, Bool) = ([], [], "", false)
    for character in text {
      switch character {
      case "\"": quoted.toggle()
      case "," where !quoted:
        row.append(cell)
        cell = ""
      case "\n" where !quoted, "\r\n" where !quoted:
        rows.append(row + [cell])
        (row, cell) = ([], "")
      default: cell.append(character)
      }
    }
    if !cell.isEmpty || !row.isEmpty { rows.append(row + [cell]) }
    let header = try #require(rows.first)
    let place = Dictionary(uniqueKeysWithValues: header.enumerated().map { ($1, $0) })
    let channels = [
      "Web": "online", "Referral": "regulator_transfer", "Web Referral": "regulator_transfer",
      "Phone": "phone", "Postal mail": "letter",
      "Fax": "fax", "Email": "email",
    ]
    var counts: [String: Int64] = [:]
    for row in rows.dropFirst() where row.count == header.count {
      let product = row[try #require(place["Product"])]
      let via = row[try #require(place["Submitted via"])]
      let year = row[try #require(place["Date received"])].prefix(4)
      let channel = CodeTable.intakeChannel.name(of: try #require(channels[via])).zh
      counts["\(product)|\(channel)|\(year)", default: 0] += 1
    }
    return counts
  }
}
