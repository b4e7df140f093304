import Foundation
import Testing
import XiaobaoTestSupport

/// A bank under another country's rules: an opportunity that may lapse, a holding reply with a stated day,
/// another calendar. Nothing of it stands in Swift.
struct ForeignRegimeTests {
  /// A bank whose only regime is that plugin.
  private func bank(_ regime: String) async throws -> Bank {
    let bank = try await Bank()
    let plugins = "\(bank.path)/plugins"
    try FileManager.default.copyItem(
      atPath: "\(Repository.plugins)/\(regime)", toPath: "\(plugins)/\(regime)")
    try bank.rewrite("xiaobao.yaml") { text in
      text.replacingOccurrences(
        of: "  - id: cn.complaint-limits",
        with:
          "  - {id: \(regime), role: regime}\n  - id: cn.complaint-limits\n    enforcement: \"off\""
      )
    }
    try bank.must("plugin", "approve", regime, "--as", "A001", "--reason", "境外分行")
    return bank
  }

  private func limits(_ bank: Bank, _ id: String) throws -> [String: [String: Any]] {
    let json = try JSONSerialization.jsonObject(
      with: Data(try bank.must("explain", id, "--json").utf8))
    let list = (json as? [String: Any])?["limits"] as? [[String: Any]] ?? []
    return Dictionary(
      list.compactMap { limit in (limit["rule"] as? String).map { ($0, limit) } },
      uniquingKeysWith: { first, _ in first })
  }

  @Test func `a British complaint has eight weeks, and a holding reply states its own day`()
    async throws
  {
    let bank = try await bank("uk.disp")
    let id = try bank.submit(on: "2026-03-06")
    var limits = try limits(bank, id)
    #expect(limits["UK.final"]?["due"] as? String == "2026-05-01")
    #expect(limits["UK.src"]?["due"] as? String == "2026-03-11")
    #expect(limits["UK.src"]?["exempts"] as? [String] == ["decision"])
    #expect(limits["UK.src"]?["provisional"] as? Bool == false)
    // An opportunity is owed by nobody: neither due nor swept.
    let due = try bank.must("due", "--on", "2026-03-10", "--within", "60")
    #expect(due.contains("UK.final") && !due.contains("UK.src"), "\(due)")
    let swept = try bank.run("sweep", "--on", "2026-03-20", "--reason", "补录", "--json")
    #expect(swept.code == 0 && !swept.output.contains("UK.src"), "\(swept)")
    let missing = try bank.run(
      "complaint", "extend", id, "--on", "2026-04-20", "--reason", "等待清算行资料", "--notified",
      "2026-04-20", "--manner", "email", "--file", "-", input: "邮件编号 4711")
    #expect(missing.code == 1 && missing.error.contains("XB-017"), "\(missing)")
    #expect(missing.error.contains("为何尚不能最终答复"), "\(missing)")
    try bank.must(
      "complaint", "extend", id, "--on", "2026-04-20", "--reason", "等待清算行资料", "--notified",
      "2026-04-20", "--manner", "email", "--expected", "2026-05-22", "--file", "-",
      input: "邮件编号 4711")
    limits = try self.limits(bank, id)
    #expect(limits["UK.final"]?["due"] as? String == "2026-05-22")
    #expect(limits["UK.final"]?["original_due"] as? String == "2026-05-01")
    #expect(limits["UK.final"]?["current_rule"] as? String == "UK.final.hold")
    #expect(try bank.isSound())
  }

  @Test func `a holding reply in Europe may not promise a day after the thirty-fifth business day`()
    async throws
  {
    let bank = try await bank("eu.psd2")
    let payment = Bank.complaint.replacingOccurrences(of: "B.card", with: "B.payment")
    let ran = try bank.must(
      "complaint", "submit", "--file", "-", "--as", "C001", "--on", "2026-03-06", "--reason", "补录",
      input: payment)
    let id = String(try #require(ran.split(separator: " ").first))
    #expect(try limits(bank, id)["EU.psd2"]?["due"] as? String == "2026-03-27")
    func extend(_ expected: String) throws -> Ran {
      try bank.run(
        "complaint", "extend", id, "--on", "2026-03-20", "--reason", "等待对手行", "--notified",
        "2026-03-20", "--manner", "email", "--expected", expected, "--file", "-",
        input: "邮件编号 4712")
    }
    let late = try extend("2026-04-29")
    #expect(late.code == 1 && late.error.contains("XB-004"), "\(late)")
    #expect(late.error.contains("2026-04-28"), "\(late)")
    #expect(try extend("2026-04-28").code == 0)
    #expect(try limits(bank, id)["EU.psd2"]?["due"] as? String == "2026-04-28")
    // A complaint on a loan has no limit under that directive.
    #expect(try limits(bank, try bank.submit(on: "2026-03-09")).isEmpty)
  }

  @Test func `what is accepted in time is settled by its exemption, later it only lapses`()
    async throws
  {
    let bank = try await bank("au.rg271")
    for (day, settled) in [("2026-03-13", "2026-03-13"), ("2026-03-16", nil)] {
      let id = try bank.submit(on: "2026-03-06")
      func act(_ arguments: String...) throws {
        let ran = try bank.program.run(["complaint"] + arguments + ["--on", day, "--reason", "补录"])
        #expect(ran.code == 0, "\(ran)")
      }
      try act("accept", id)
      try act("assign", id, "--unit", "HQ.CP", "--person", "H001")
      try bank.must(
        "complaint", "investigate", id, "--file", "-", "--on", day, "--reason", "补录",
        input: "经核查属实。")
      try bank.must(
        "complaint", "decide", id, "--outcome", "upheld", "--file", "-", "--on", day, "--reason",
        "补录", input: #"{"reasons":"费用多收"}"#)
      try bank.must(
        "complaint", "reply", id, "--manner", "phone", "--file", "-", "--on", day, "--reason", "补录",
        input:
          #"{"findings":"属实","basis":"合同","reasons":"多收","proof":"录音 1"}"#)
      try act("feedback", id, "--satisfaction", "satisfied")
      try act("close", id)
      let early = try #require(try limits(bank, id)["AU.5bd"])
      #expect(early["due"] as? String == "2026-03-13")
      #expect(early["settled_on"] as? String == settled)
      #expect(early["overdue_marked_on"] as? String == nil)
    }
    #expect(try bank.isSound())
  }

  @Test(arguments: [
    ("uk.disp", "UK.src", "2026-03-11", "2026-03-12"),
    ("au.rg271", "AU.5bd", "2026-03-13", "2026-03-16"),
  ])
  func `what is settled at the counter in time takes the exemption, later it only lapses`(
    regime: String, rule: String, last: String, late: String
  ) async throws {
    let bank = try await bank(regime)
    for (day, satisfaction, settled) in [
      (last, "satisfied", last), (last, "neutral", nil), (late, "satisfied", nil),
    ] as [(String, String, String?)] {
      let id = try bank.submit(on: "2026-03-06")
      try bank.must(
        "complaint", "settle", id, "--file", "-", "--on", day, "--reason", "补录",
        input: #"{"agreement":"退费","proof":"R-1","satisfaction":"\#(satisfaction)"}"#)
      let early = try #require(try limits(bank, id)[rule])
      #expect(early["due"] as? String == last)
      #expect(early["settled_on"] as? String == settled, "\(day) \(satisfaction)")
      #expect(early["overdue_marked_on"] as? String == nil)
    }
    // Registered and settled in one, on the day itself.
    let counter = #"""
      {"narrative":"多收手续费","unit":"B1","intake_channel":"visit","settlement":
       {"agreement":"退费","proof":"R-2","satisfaction":"satisfied"}}
      """#
    let done = try bank.must(
      "complaint", "settle", "--file", "-", "--on", "2026-03-06", "--reason", "补录", input: counter)
    let id = String(try #require(done.split(separator: " ").first))
    #expect(try limits(bank, id)[rule]?["settled_on"] as? String == "2026-03-06")
    #expect(try bank.isSound())
  }

  @Test
  func `in India the day of receipt chooses the scheme, in America in-progress gives sixty days`()
    async throws
  {
    let india = try await bank("in.rbios")
    #expect(
      try limits(india, try india.submit(on: "2026-06-30"))["IN.30.2021"]?["due"] as? String
        == "2026-07-30")
    #expect(
      try limits(india, try india.submit(on: "2026-07-01"))["IN.30.2026"]?["due"] as? String
        == "2026-07-31")
    let america = try await bank("us.cfpb")
    let id = try america.submit(on: "2026-03-06")
    #expect(try limits(america, id)["US.15"]?["due"] as? String == "2026-03-21")
    let stated = try america.run(
      "complaint", "extend", id, "--on", "2026-03-20", "--reason", "核对中", "--expected", "2026-04-30"
    )
    #expect(stated.code == 1 && stated.error.contains("XB-004"), "\(stated)")
    try america.must("complaint", "extend", id, "--on", "2026-03-20", "--reason", "核对中")
    #expect(try limits(america, id)["US.15"]?["due"] as? String == "2026-05-05")
  }
}
