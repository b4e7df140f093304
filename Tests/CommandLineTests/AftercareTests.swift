import Foundation
import Testing

/// From the contacts before the reply to the evidence of what was put right.
struct AftercareTests {
  @Test func `contacts, call-back, liability, rectification and deduction go by command`()
    async throws
  {
    let bank = try await Bank()
    try bank.rewrite("xiaobao.yaml") { $0 + "  unreachable_attempts: 2\n" }
    let id = try bank.investigated()
    try bank.must(
      "complaint", "decide", id, "--outcome", "upheld", "--file", "-",
      input: #"{"reasons":"属实","basis":"服务规范"}"#)
    let reply = #"{"findings":"属实","reasons":"属实","basis":"服务规范","proof":"两次去电无人接听"}"#
    func tell() throws -> Ran {
      try bank.run(
        "complaint", "reply", id, "--manner", "unreachable", "--file", "-", input: reply)
    }
    try bank.must("complaint", "contact", id, "--means", "phone", "--failed")
    let early = try tell()
    #expect(early.code == 1 && early.error.contains("XB-017"), "\(early)")
    try bank.must("complaint", "contact", id, "--means", "phone", "--failed")
    #expect(try tell().code == 0)
    try bank.must("complaint", "feedback", id, "--not-given", "--reason", "联系不上")
    let open = try bank.run("complaint", "callback", id, "--failed", "--as", "C001")
    #expect(open.code == 1 && open.error.contains("办结后才能登记回访"), "\(open)")
    try bank.must("complaint", "close", id)

    let own = try bank.run(
      "complaint", "callback", id, "--satisfaction", "satisfied", "--settled", "--as", "H001")
    #expect(own.code == 1 && own.error.contains("XB-010"), "\(own)")
    try bank.must(
      "complaint", "callback", id, "--satisfaction", "neutral", "--unsettled", "--file", "-",
      "--as", "C001", input: "等得太久")
    try bank.must("complaint", "inspect", id, "--passed", "--as", "Q001")
    try bank.must(
      "complaint", "liability", id, "--liable", "--unit", "B1", "--persons", "C001", "--file", "-",
      "--as", "Q001", input: #"{"cause":"窗口不足","accountability":"约谈"}"#)
    try bank.must(
      "complaint", "rectify", id, "--owner", "H002", "--due", Bank.later, "--file", "-",
      "--as", "Q001", input: "增设窗口")
    let due = try bank.must("due", "--within", "3660")
    #expect(due.matches(of: /rectification\.1/).count == 1 && due.contains("H002"), "\(due)")
    try bank.must("complaint", "suggest", id, "--file", "-", input: "开通线上挂失")
    try bank.must("complaint", "deduct", id, "--ground", "重复转办", "--material", "工单对照表")
    let shown = try bank.must("complaint", "show", id)
    for line in [
      "2 次，联系上 0 次", "C001  一般  未解决", "合格", "有责  B1, C001", "1  H002  截止 \(Bank.later)",
      "重复转办  待答复",
    ] { #expect(shown.contains(line), "\(line)\n\(shown)") }
    #expect(shown.contains("窗口不足") && !shown.contains("13800001234"))

    try bank.must("complaint", "rectify", id, "--done", "1", "--file", "-", input: "窗口照片")
    try bank.must("complaint", "deduct", id, "--denied", "--number", "复12号")
    #expect(try !bank.must("due", "--within", "3660").contains("rectification.1"))
    let json = try bank.must("complaint", "show", id, "--json")
    #expect(json.contains(#""failed_attempts":2"#))
    #expect(json.contains(#""deduction":{"ground":"重复转办","materials":["工单对照表"],"granted":false}"#))
    #expect(try bank.isSound())
    #expect(try bank.run("ledger", "reindex").code == 0)
    #expect(try bank.must("complaint", "show", id, "--json") == json)
  }

  @Test(arguments: [
    ["callback", "--failed", "--settled"], ["callback", "--settled", "--unsettled"],
    ["inspect"], ["liability", "--liable", "--not-liable"], ["rectify", "--owner", "H001"],
    ["rectify", "--done", "1", "--owner", "H001"], ["deduct"], ["deduct", "--granted", "--denied"],
  ])
  func `options that contradict each other are named before anything is done`(words: [String])
    async throws
  {
    let bank = try await Bank()
    let ran = try bank.program.run(
      ["complaint", words[0], "C-20260302-000001"] + words.dropFirst())
    #expect(ran.code == 64 && ran.error.contains("XB-306"), "\(ran)")
  }
}
