import Foundation
import Testing

/// The sample bank's year through the program itself, against the figures that were published.
@Suite struct SampleBankTests {
  static let folder = "Examples/shili-rural-bank"

  @Test func `the generator gives the same 285 complaints every time, all marked synthetic`() throws
  {
    let awk = try #require(Shell.find("awk"))
    let first = try Shell.run(awk, ["-f", "\(Self.folder)/generate.awk"])
    let second = try Shell.run(awk, ["-f", "\(Self.folder)/generate.awk"])
    #expect(first.code == 0)
    #expect(first.output == second.output)
    let lines = first.output.split(separator: "\n")
    #expect(lines.count == 285)
    #expect(lines.allSatisfy { $0.hasSuffix("\"synthetic\":true}") })
  }

  @Test func `the year's disclosure equals the four published tables to the digit`() throws {
    let program = try Self.program()
    let scratch = try Scratch()
    let workspace = scratch.url("workspace").path
    var environment = ProcessInfo.processInfo.environment
    environment["XIAOBAO"] = program
    environment["DEMO_DIR"] = workspace
    environment["DEMO_STEPS"] = "brief"
    let demo = try Shell.run(
      Repository.url("\(Self.folder)/demo.sh").path, environment: environment)
    try #require(demo.code == 0, "\(demo.output)\(demo.errors)")

    let report = try Shell.run(
      program,
      [
        "report", "run", "annual-disclosure", "--year", "2024", "--format", "json", "--workspace",
        workspace, "--as", "E0102",
      ])
    try #require(report.code == 0, "\(report.errors)")
    let document = try JSONDecoder().decode(IssuedReport.self, from: Data(report.output.utf8))
    #expect(document.checksPassed)
    let tables = document.blocks.compactMap(\.rows)
    #expect(tables.map(Set.init) == Self.published.map(Set.init))
    #expect(tables.map(\.count) == Self.published.map(\.count))
    #expect(document.blocks.compactMap(\.total).allSatisfy { $0 == 285 })
    #expect(report.output.contains("285"))
  }

  @Test func `both readmes show the first table as it was published`() throws {
    for name in ["README.md", "README.zh-CN.md"] {
      let rows = try Repository.lines(name).compactMap { line -> PublishedRow? in
        let words = line.text.split(separator: " ").map(String.init)
        guard words.count == 3, let count = Int(words[1]), words[0].first?.isASCII == false,
          words[2] != "100%"
        else { return nil }
        return PublishedRow(words[0], count, words[2])
      }
      #expect(Set(rows) == Set(Self.published[0]), "\(name)")
    }
  }

  /// 新建农商银行 2024 年度, as published (address in SOURCE.md): channel, business class, cause, region.
  static let published: [[PublishedRow]] = [
    [
      .init("自助机具", 3, "1.05%"), .init("营业场所", 143, "50.18%"), .init("中后台", 97, "34.04%"),
      .init("移动客户端", 3, "1.05%"), .init("业务受理", 8, "2.81%"), .init("信用卡及借记卡", 6, "2.11%"),
      .init("对公账户", 1, "0.35%"), .init("短信", 20, "7.02%"), .init("电话及第三方", 4, "1.40%"),
    ],
    [
      .init("银行卡", 79, "27.72%"), .init("人民币储蓄", 11, "3.86%"),
      .init("柜面服务及操作", 28, "9.82%"), .init("贷款", 148, "51.93%"), .init("电子支付", 13, "4.56%"),
      .init("账户管理", 3, "1.05%"), .init("代理保险", 1, "0.35%"), .init("支付", 1, "0.35%"),
      .init("经济往来", 1, "0.35%"),
    ],
    [
      .init("制度流程", 59, "20.70%"), .init("服务", 106, "37.19%"), .init("设施系统", 25, "8.77%"),
      .init("资金安全", 90, "31.58%"), .init("信息安全", 5, "1.75%"),
    ],
    [.init("乡镇", 113, "39.65%"), .init("城区", 172, "60.35%")],
  ]

  /// The program that was built with these tests.
  static func program() throws -> String {
    let tests = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    let beside = tests.deletingLastPathComponent().appendingPathComponent("xiaobao").path
    let candidates = [beside, Repository.url(".build/debug/xiaobao").path]
    return try #require(
      candidates.first { FileManager.default.isExecutableFile(atPath: $0) },
      "the program was not built: swift build --product xiaobao")
  }
}

/// One row of a published table.
struct PublishedRow: Hashable {
  let label: String
  let count: Int
  let share: String

  init(_ label: String, _ count: Int, _ share: String) {
    self.label = label
    self.count = count
    self.share = share
  }
}

/// What the test reads of a report in JSON (docs/reference/documents.md).
struct IssuedReport: Decodable {
  enum CodingKeys: String, CodingKey {
    case checksPassed = "checks_passed"
    case blocks
  }

  struct Block: Decodable {
    enum CodingKeys: String, CodingKey {
      case type, rows, total
    }

    /// The rows of a table of label, count and share; nil for another block.
    let rows: [PublishedRow]?
    /// The count in the row of totals.
    let total: Int?

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      guard try container.decode(String.self, forKey: .type) == "table" else {
        (rows, total) = (nil, nil)
        return
      }
      rows = try container.decode([[ReportCell]].self, forKey: .rows).map { cells in
        guard cells.count == 3, case .text(let label) = cells[0], case .count(let count) = cells[1],
          case .share(let share) = cells[2]
        else {
          throw DecodingError.dataCorruptedError(
            forKey: .rows, in: container, debugDescription: "not label, count, share: \(cells)")
        }
        return PublishedRow(label, count, share)
      }
      let totals = try container.decode([ReportCell].self, forKey: .total)
      if case .count(let count) = totals[1] { total = count } else { total = nil }
    }
  }

  let checksPassed: Bool
  let blocks: [Block]
}

/// One cell of a table in JSON.
enum ReportCell: Decodable {
  case text(String)
  case count(Int)
  case share(String)
  case other

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let count = try? container.decode(Int.self) {
      self = .count(count)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let share = try? container.decode([String: ReportText].self),
      case .text(let text)? = share["text"]
    {
      self = .share(text)
    } else {
      self = .other
    }
  }
}

/// A text or a number inside a cell.
enum ReportText: Decodable {
  case text(String)
  case number

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    self = (try? container.decode(String.self)).map { .text($0) } ?? .number
  }
}
