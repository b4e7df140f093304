import Casework
import ConsumerProtection
import Foundation
import Spreadsheets
import Testing
import XiaobaoTestSupport

/// A workbook comes in as a CSV file does, by the same mapping.
@Suite struct ImportWorkbookTests {
  private typealias Bank = SampleWorkspace

  @Test func `a sheet comes in row by row, and its rejected rows as a CSV file`() async throws {
    let writer: WorkbookWriter
    do {
      writer = try WorkbookWriter()
    } catch {
      print("skipped: \(error.en)")
      return
    }
    let bank = try await Bank()
    let office = try bank.open()
    try writer.beginSheet("说明")
    try writer.write([.text("此页为说明")])
    try writer.beginSheet("台账")
    try writer.write([.text("示例台账")])
    let header = ["工单号", "投诉受理日期", "投诉人数", "投诉内容"]
    try writer.write(header.map { .text($0) })
    try writer.write([.count(7), .text("2025年3月2日"), .count(2), .text("排队")])
    try writer.write([.text("GD8"), .text("2025-02-30"), .text("一"), .text("日期有误")])
    try writer.write([.text("合计")])
    let path = "\(bank.paths.root)/book.xlsx"
    try Data(try writer.finish()).write(to: URL(fileURLWithPath: path))
    var options = ImportOptions()
    options.sheet = "台账"
    options.rejects = "\(bank.paths.root)/rejects.csv"
    let invocation = Invocation(actor: Bank.administrator, reason: "import")
    let result = try await office.importFile(
      "ledger69", path: path, as: invocation, options: options)
    #expect(result.accepted == 1)
    #expect(result.totals == 1)
    #expect(result.preamble == 1)
    #expect(result.rejected.map(\.row) == [4])
    #expect(result.rejected.map(\.column) == ["投诉受理日期"])
    let rejects = try String(contentsOfFile: options.rejects ?? "", encoding: .utf8)
    #expect(rejects.contains("GD8,2025-02-30,一,日期有误"))
    options.sheet = "台帐"
    let failure = await #expect(throws: Failure.self) {
      try await office.importFile("ledger69", path: path, as: invocation, options: options)
    }
    #expect(failure?.code == "XB-130")
    #expect(failure?.problem.zh.contains("是否为 台账？") == true)
    await office.close()
  }
}
