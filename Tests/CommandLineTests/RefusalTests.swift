import Foundation
import Testing
import XiaobaoTestSupport

/// Refusals that nothing else comes across: files, folders, zones, what nobody can understand.
struct RefusalTests {
  private func refused(
    _ ran: Ran, _ code: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(ran.code != 0, sourceLocation: sourceLocation)
    #expect(ran.error.contains("[\(code)]"), "\(ran)", sourceLocation: sourceLocation)
    #expect(ran.error.contains("办法："), "\(ran)", sourceLocation: sourceLocation)
  }

  @Test func `a file that cannot be read or written is named`() async throws {
    let bank = try await Bank()
    refused(try bank.run("complaint", "submit", "--file", "nowhere.json"), "XB-110")
    try bank.write("工单号,投诉受理日期\n1,2025-03-02\n", to: "a.csv")
    refused(
      try bank.run(
        "import", "ledger69", "a.csv", "--rejects", "/nowhere/r.csv", "--as", "C001"), "XB-111")
  }

  @Test func `a zone without data and a plugin that is not shipped are refused`() async throws {
    let bank = try await Bank()
    try bank.rewrite("xiaobao.yaml") {
      $0.replacingOccurrences(of: "Asia/Shanghai", with: "Asia/Shanghay")
    }
    refused(try bank.run("due"), "XB-103")
    let site = """
      version: 1
      institution: {id: t, name: 测试银行}
      plugins: [{id: cn.calender}]

      """
    try bank.write(site, to: "site.yaml")
    refused(
      try bank.run(
        "init", "\(bank.scratch.path)/new", "--site", "site.yaml", "--plugins", Repository.plugins,
        "--as", "A001"), "XB-105")
  }

  @Test func `a workbook that is none is refused, and one is read like a CSV file`() async throws {
    var bank = try await Bank()
    bank.program.environment["XIAOBAO_ACTOR"] = "C001"
    try bank.write("工单号,投诉受理日期\n1,2025-03-02\n", to: "a.xlsx")
    refused(try bank.run("import", "ledger69", "a.xlsx"), "XB-130")
  }
}
