import Foundation
import Testing

/// `plugin diff`, `approve`, `order`, `release`, `shadow-report` and `complaint intake` from the command line.
struct ApprovalCommandTests {
  private static func write(
    _ unit: String, to bank: Bank, version: String = "1.0.0", more: String = ""
  )
    throws
  {
    try bank.write(
      """
      id: test.route
      version: \(version)
      api: "1.0"
      title: {zh: 试验派单, en: Trial routing}
      \(more)
      hooks:
        complaint.route: {before: [cn.branch-routing]}

      """, to: "plugins/test.route/plugin.yaml")
    try bank.write(
      """
      return {
        ["complaint.route"] = function()
          return { unit = "\(unit)", because = "x" }
        end,
      }

      """, to: "plugins/test.route/main.lua")
    try bank.write("x: 试验\n", to: "plugins/test.route/locale/zh.yaml")
    try bank.write("x: trial\n", to: "plugins/test.route/locale/en.yaml")
  }

  private static func install(_ bank: Bank, enforcement: String = "mandatory") throws {
    try write("HQ.CP", to: bank)
    try bank.rewrite("xiaobao.yaml") {
      $0.replacingOccurrences(
        of: "plugins:", with: "plugins:\n  - {id: test.route, enforcement: \(enforcement)}\n#")
    }
    try bank.must("plugin", "approve", "test.route", "--as", "A001")
  }

  @Test func `what an approval changes is shown by diff and approve, and then nothing differs`()
    async throws
  {
    let bank = try await Bank()
    try Self.install(bank)
    try bank.submit(on: "2026-03-02")
    try Self.write("B1", to: bank, version: "1.1.0", more: "permissions: [query.aggregate]")
    let days = ["--from", "2026-03-01", "--to", "2026-03-31"]
    let diff = try bank.program.run(["plugin", "diff", "test.route"] + days)
    #expect(diff.code == 2)
    try Golden.check(Golden.steady(diff.output), "plugin-diff.zh.txt")
    let json = try bank.program.run(["plugin", "diff", "test.route", "--json"] + days)
    try Golden.check(Golden.steady(json.output), "json/plugin-diff.json")
    let approved = try bank.program.run(["plugin", "approve", "test.route", "--as", "A001"] + days)
    #expect(approved.code == 0, "\(approved)")
    #expect(approved.output.hasPrefix(diff.output.dropLast()), "\(approved.output)")
    let same = try bank.program.run(["plugin", "diff", "test.route"] + days)
    #expect(same.code == 0, "\(same)")
    let order = try bank.must("plugin", "order", "--json")
    #expect(
      order.contains(
        #""first":"test.route","second":"cn.branch-routing","declared_by":"test.route""#))
    #expect(try bank.isSound())
  }

  @Test
  func `an undeclared read fails the tests, is a finding in production, and then a quarantine`()
    async throws
  {
    let bank = try await Bank()
    try Self.install(bank)
    try bank.write(
      "return { [\"complaint.route\"] = function(complaint) return { unit = complaint.product, because = \"x\" } end }\n",
      to: "plugins/test.route/main.lua")
    try bank.write(
      "- {name: a, hook: complaint.route, record: {product: B1}, expect_contains: {unit: B1}}\n",
      to: "plugins/test.route/tests/a.yaml")
    let tested = try bank.run("plugin", "test", "test.route")
    #expect(tested.code == 2 && tested.output.contains("LUA-307"), "\(tested)")
    #expect(try bank.must("plugin", "check", "test.route").contains("[LUA-307]"))
    // No check sees a name that is computed: the host still refuses the read.
    try bank.write(
      """
      return { ["complaint.route"] = function(c)
        local name = "product"
        return { unit = c[name], because = "x" }
      end }

      """, to: "plugins/test.route/main.lua")
    try bank.must("plugin", "approve", "test.route", "--as", "A001")
    try bank.submit()
    let doctor = try bank.run("doctor")
    #expect(doctor.code == 2 && doctor.output.contains("complaint.route LUA-307"), "\(doctor)")
    #expect(try bank.must("plugin", "list").contains("test.route"))
    for _ in 1...2 { try bank.submit() }
    let list = try bank.run("plugin", "list")
    #expect(list.code == 2 && list.output.contains("已隔离"), "\(list)")
    let refused = try bank.run("plugin", "release", "test.route", "--as", "A001")
    #expect(refused.code == 64 && refused.error.contains("XB-005"), "\(refused)")
    let released = try bank.must(
      "plugin", "release", "test.route", "--as", "A001", "--reason", "已更正", "--json")
    try Golden.check(Golden.steady(released), "json/plugin-release.json")
    #expect(try bank.must("plugin", "list").contains("已批准"))
  }

  @Test func `a plugin in shadow is compared with what was decided`() async throws {
    let bank = try await Bank()
    try Self.install(bank, enforcement: "shadow")
    try bank.submit(on: "2026-03-02")
    let days = ["--from", "2026-03-01", "--to", "2026-03-31"]
    let text = try bank.program.run(["plugin", "shadow-report"] + days)
    #expect(text.code == 2)
    try Golden.check(Golden.steady(text.output), "shadow-report.zh.txt")
    let json = try bank.program.run(["plugin", "shadow-report", "test.route", "--json"] + days)
    try Golden.check(Golden.steady(json.output), "json/plugin-shadow-report.json")
  }

  @Test func `intake takes a complaint a line and reads the rules anew when they change`()
    async throws
  {
    let bank = try await Bank()
    try Self.install(bank)
    let fifo = "\(bank.path)/in"
    try #require(mkfifo(fifo, 0o600) == 0)
    let arguments = [
      "complaint", "intake", "--watch", "--json", "--as", "C001", "--on", "2026-03-02", "--reason",
      "补录",
    ]
    let running = try Running(
      "/bin/sh", ["-c", "exec \"$0\" \"$@\" <in", Program.path] + arguments,
      environment: bank.program.environment, folder: bank.path, input: [])
    let pipe = try #require(FileHandle(forWritingAtPath: fifo))
    let line = Data((Bank.complaint.replacingOccurrences(of: "\n", with: "") + "\n").utf8)
    try pipe.write(contentsOf: line)
    #expect(try running.prints("C-20260302-000001"))
    try Self.write("B1", to: bank, version: "1.1.0")
    try pipe.write(contentsOf: line + Data("{\"wrong\":\n".utf8))
    #expect(try running.prints("\"line\":3"))
    try bank.must("plugin", "approve", "test.route", "--as", "A001", "--without-decisions")
    try pipe.write(contentsOf: line.dropLast())
    try pipe.close()
    let done = try running.ended()
    #expect(done.code == 2, "\(done)")
    let lines = done.output.split(separator: "\n")
    #expect(lines.count == 4, "\(done)")
    #expect(
      lines.filter { $0.contains(#""unit":"HQ.CP""#) }.count == 2, "the old set goes on answering")
    #expect(lines.contains { $0.contains(#""line":3,"code":"XB-"#) }, "\(done)")
    #expect(done.error.contains("原规则继续回答") && done.error.contains("[LUA-103]"), "\(done.error)")
    #expect(done.error.contains("规则已重新加载"), "\(done.error)")
    #expect(lines.last?.contains(#""unit":"B1""#) == true, "\(done)")
    #expect(try bank.isSound())
  }
}
