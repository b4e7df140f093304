import Foundation
import Testing

/// Plugins answer in the workspace's language, whatever the environment of the one who asks.
@Suite struct WorkspaceLanguageTests {
  @Test func `a remark is made in the workspace's language`() async throws {
    let bank = try await Bank()
    var program = bank.program
    program.environment["LANG"] = "en_GB.UTF-8"
    let line =
      Bank.complaint.replacingOccurrences(of: "\n", with: "")
      .replacingOccurrences(of: "客户称柜面挂失等候过久。", with: "慢") + "\n"
    let submitted = try program.run("complaint", "submit", "--file", "-", input: line)
    let taken = try program.run("complaint", "intake", input: line)
    let english = try program.run("complaint", "intake", "--lang", "en", input: line)
    for run in [submitted, taken] {
      #expect(run.code == 0 && run.error.contains("投诉内容过短"), "\(run)")
    }
    #expect(english.error.contains("the narrative is very short"), "\(english)")
  }

  @Test func `packages are told about in the workspace's language`() async throws {
    let bank = try await Bank()
    var program = bank.program
    program.environment["LANG"] = "en_GB.UTF-8"
    let packed = try program.run("plugin", "pack", "plugins/cn.branch-routing")
    #expect(packed.code == 0 && packed.output.contains("安装包"), "\(packed)")
  }
}
