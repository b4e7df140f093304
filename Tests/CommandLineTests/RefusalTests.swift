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

  @Test func `a workbook is not made without the library, and the remedy names another form`()
    async throws
  {
    var bank = try await Bank()
    _ = try bank.investigated()
    // A file in the place of the library: the loader finds it first and cannot use it.
    try FileManager.default.createDirectory(
      atPath: "\(bank.scratch.path)/lib", withIntermediateDirectories: true)
    try Data("none".utf8).write(
      to: URL(fileURLWithPath: "\(bank.scratch.path)/lib/libxlsxwriter.so.4"))
    bank.program.environment["LD_LIBRARY_PATH"] = "\(bank.scratch.path)/lib"
    let send = ["task", "send", "--output", "\(bank.path)/out"]
    refused(try bank.program.run(send), "XB-131")
    let made = try FileManager.default.contentsOfDirectory(atPath: "\(bank.path)/out")
    #expect(made == [])
    bank.program.environment["LD_LIBRARY_PATH"] = nil
    #expect(try bank.must(send).contains(".xlsx"))
  }

  @Test func `what fits no form is refused with the page to look at`() async throws {
    let ran = try Program().run("version", "--", "extra")
    refused(ran, "XB-308")
    #expect(ran.code == 64 && ran.error.contains("xiaobao help version"))
  }

  @Test func `who has no name in the system must say who commands`() async throws {
    guard geteuid() == 0, FileManager.default.isExecutableFile(atPath: "/usr/bin/setpriv") else {
      print("skipped: only root can run a command as somebody without a name")
      return
    }
    let bank = try await Bank()
    for folder in [bank.scratch.path, bank.path] {
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder)
    }
    let nobody = ["--reuid=64123", "--regid=64123", "--clear-groups", Program.path]
    let ran = try Program.run(
      "/usr/bin/setpriv", nobody + ["today"], environment: ["LANG": "zh_CN.UTF-8"],
      folder: bank.path)
    refused(ran, "XB-309")
  }

  @Test func `a workbook that is none is refused, and one is read like a CSV file`() async throws {
    var bank = try await Bank()
    bank.program.environment["XIAOBAO_ACTOR"] = "C001"
    try bank.write("工单号,投诉受理日期\n1,2025-03-02\n", to: "a.xlsx")
    refused(try bank.run("import", "ledger69", "a.xlsx"), "XB-130")
  }
}
