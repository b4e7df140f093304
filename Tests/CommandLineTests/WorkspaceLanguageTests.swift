import Foundation
import Testing

/// Plugins answer in the workspace's language, whatever the environment of the one who asks.
@Suite struct WorkspaceLanguageTests {
  @Test func `a reason is given in the workspace's language`() async throws {
    let bank = try await Bank()
    try bank.rewrite("xiaobao.yaml") {
      $0.replacingOccurrences(
        of: "- id: cn.branch-routing",
        with: "- id: cn.branch-routing\n    settings: {default_desk: B1}")
    }
    var program = bank.program
    program.environment["LANG"] = "en_GB.UTF-8"
    let line = Bank.complaint.replacingOccurrences(of: "\n", with: "") + "\n"
    let submitted = try program.run("complaint", "submit", "--file", "-", input: line)
    let taken = try program.run("complaint", "intake", input: line)
    let english = try program.run("complaint", "intake", "--lang", "en", input: line)
    for run in [submitted, taken] {
      #expect(run.code == 0 && run.output.contains("其余投诉由该机构承办"), "\(run)")
    }
    #expect(english.output.contains("this unit handles everything else"), "\(english)")
  }

  @Test func `packages are told about in the workspace's language`() async throws {
    let bank = try await Bank()
    var program = bank.program
    program.environment["LANG"] = "en_GB.UTF-8"
    let packed = try program.run("plugin", "pack", "plugins/cn.branch-routing")
    #expect(packed.code == 0 && packed.output.contains("安装包"), "\(packed)")
  }
}
