import Foundation
import Testing

/// A rule table of the site file from the command line: checked, tested, asked, explained.
struct RuleTableCommandTests {
  static let rules = """
    规则:
      - 编号: site.routing
        钩子: 派单
        名称: {zh: 派单表, en: Routing table}
        行:
          - 条件: {投诉业务类别: 银行卡, 涉及金额: ">= 1000 元"}
            机构: HQ.CP
            理由: {zh: 千元以上银行卡投诉由消保部办理, en: card complaints from 1000 yuan on}
        用例:
          - {名称: 千元, 给定: {投诉业务类别: 银行卡, 涉及金额: 1000 元}, 应为: {机构: HQ.CP}}
          - {名称: 不足千元, 给定: {投诉业务类别: 银行卡, 涉及金额: 999.99 元}, 应为: ~}

    """

  @Test func `a table in the site file routes a complaint, and explain names its row`() async throws
  {
    let bank = try await Bank()
    try bank.rewrite("xiaobao.yaml") { $0 + Self.rules }
    let lines = try String(contentsOfFile: "\(bank.path)/xiaobao.yaml", encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false)
    let line = try #require(lines.firstIndex { $0.contains("千元以上") }) - 1
    #expect(try bank.must("plugin", "check", "site.routing").contains("无发现"))
    #expect(try bank.must("plugin", "test", "site.routing").contains("2 例，通过 2"))
    #expect(try bank.must("plugin", "list").contains("site.routing"))
    #expect(try bank.must("plugin", "order").contains("1. site.routing  [mandatory]"))
    let id = try bank.submit()
    let explained = try bank.must("explain", id)
    #expect(
      explained.contains("site.routing xiaobao.yaml:\(line)  {\"unit\":\"HQ.CP\"}"), "\(explained)")
    #expect(explained.contains("千元以上银行卡投诉由消保部办理"))
    #expect(explained.contains("读取 business_class, amount  与当时一致"))
    #expect(try bank.isSound())
  }

  @Test func `a wrong table is refused with its place, and a file is checked before it goes live`()
    async throws
  {
    let bank = try await Bank()
    let wrong = Self.rules.replacingOccurrences(of: "银行卡,", with: "银行咔,")
    try bank.write(wrong, to: "new.yaml")
    let check = try bank.run("plugin", "check", "new.yaml")
    #expect(check.code == 2)
    #expect(check.output.contains("new.yaml:6:22"), "\(check)")
    #expect(check.output.contains("是否为 银行卡？"))
    try bank.write(Self.rules, to: "new.yaml")
    #expect(try bank.must("plugin", "test", "new.yaml").contains("通过 2"))
    try bank.rewrite("xiaobao.yaml") { $0 + wrong }
    let ran = try bank.run("due")
    #expect(ran.code == 1)
    #expect(ran.error.contains("XB-102") && ran.error.contains("是否为 银行卡？"), "\(ran)")
  }
}
