import Foundation
import XiaobaoTestSupport

/// A workspace of an invented bank, made by the program itself, in a folder of its own.
struct Bank {
  let scratch: TemporaryFolder
  var program: Program

  var path: String { "\(scratch.path)/bank" }

  /// A fresh copy of a workspace that is made once: `init`, then the organisation.
  init(language: String = "zh") async throws {
    let template = try await Self.template.value
    scratch = try TemporaryFolder()
    let path = "\(scratch.path)/bank"
    try FileManager.default.copyItem(atPath: template.path + "/bank", toPath: path)
    program = Program(
      environment: [
        "LANG": language == "zh" ? "zh_CN.UTF-8" : "en_GB.UTF-8", "XIAOBAO_ACTOR": "H001",
      ], folder: path)
    if language == "en" {
      try rewrite("xiaobao.yaml") {
        $0.replacingOccurrences(of: "language: zh", with: "language: en")
      }
    }
  }

  /// Runs the program in the workspace.
  func run(_ arguments: String..., input: String = "") throws -> Ran {
    try program.run(arguments, input: Array(input.utf8))
  }

  /// Runs the program and requires that it succeeds.
  @discardableResult
  func must(_ arguments: String..., input: String = "") throws -> String {
    try must(arguments, input: input)
  }

  /// The same with a list.
  @discardableResult
  func must(_ arguments: [String], input: String = "") throws -> String {
    let ran = try program.run(arguments, input: Array(input.utf8))
    guard ran.code == 0 else { throw Unexpected(arguments: arguments, ran: ran) }
    return ran.output
  }

  /// Registers the sample complaint and gives its number.
  @discardableResult
  func submit(on day: String = "2026-03-02", _ more: String...) throws -> String {
    let ran = try program.run(
      ["complaint", "submit", "--file", "-", "--as", "C001", "--on", day, "--reason", "补录"] + more,
      input: Array(Self.complaint.utf8))
    guard ran.code == 0, let id = ran.output.split(separator: " ").first else {
      throw Unexpected(arguments: ["submit"], ran: ran)
    }
    return String(id)
  }

  /// Brings the sample complaint to the stage of investigation.
  func investigated() throws -> String {
    let id = try submit(on: Self.today)
    try must("complaint", "accept", id)
    try must("complaint", "assign", id, "--unit", "HQ.CP", "--person", "H001")
    try must("complaint", "investigate", id, "--file", "-", input: "经核查属实。")
    return id
  }

  /// Whether the record is whole: `ledger verify --deep` finds nothing.
  func isSound() throws -> Bool {
    let ran = try program.run(["ledger", "verify", "--deep", "--json"])
    return ran.code == 0 && ran.output.contains("\"sound\":true")
  }

  func write(_ text: String, to name: String) throws {
    try write(Array(text.utf8), to: name)
  }

  func write(_ bytes: [UInt8], to name: String) throws {
    let url = URL(fileURLWithPath: "\(path)/\(name)")
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
  }

  func rewrite(_ name: String, _ change: (String) -> String) throws {
    let url = URL(fileURLWithPath: "\(path)/\(name)")
    try Data(change(try String(contentsOf: url, encoding: .utf8)).utf8).write(to: url)
  }

  struct Unexpected: Error, CustomStringConvertible {
    let arguments: [String]
    let ran: Ran
    var description: String { "\(arguments): \(ran)" }
  }

  /// Today in the bank's zone, UTC+8 without summer time.
  static var today: String {
    let formatter = ISO8601DateFormatter()
    formatter.formatOptions = [.withFullDate]
    formatter.timeZone = TimeZone(secondsFromGMT: 8 * 3600)
    return formatter.string(from: Date())
  }

  static let complaint = """
    {"intake_channel":"phone","business_channel":"A.front.onsite","business_class":"B.card",\
    "cause":"C.service","region":"urban","product":"借记卡","amount":"1234.56","unit":"B1",\
    "narrative":"客户称柜面挂失等候过久。","demand":"道歉",\
    "complainant":{"name":"张三","phone":"13800001234"}}
    """

  private static let organisation = """
    {"units":[
      {"id":"B1","name":"城东支行","level":"sub_branch","parent":"HQ","from":"2015-01-01"},
      {"id":"HQ.CP","name":"消费者权益保护部","level":"department","parent":"HQ","from":"2015-01-01"}],
     "persons":[
      {"id":"H001","name":"测试甲","unit":"HQ.CP","from":"2015-01-01","roles":["handler"]},
      {"id":"H002","name":"测试乙","unit":"HQ.CP","from":"2015-01-01","roles":["handler"]},
      {"id":"Q001","name":"测试丙","unit":"HQ.CP","from":"2015-01-01","roles":["complaint_head"]},
      {"id":"C001","name":"测试戊","unit":"B1","from":"2015-01-01","roles":["intake","importer"]}]}
    """

  private static let template = Task { () throws -> TemporaryFolder in
    let folder = try TemporaryFolder()
    let program = Program(folder: folder.path)
    let made = try program.run(
      "init", "bank", "--name", "示例农村商业银行", "--name-en", "Example Rural Bank", "--plugins",
      Repository.plugins, "--as", "A001", "--on", "2015-01-01")
    guard made.code == 0 else { throw Unexpected(arguments: ["init"], ran: made) }
    // Early days are beyond the limit for backdating; the tests' cases should not be.
    let file = URL(fileURLWithPath: "\(folder.path)/bank/xiaobao.yaml")
    let site = try String(contentsOf: file, encoding: .utf8)
    try Data((site + "policy:\n  backdating_days: 4000\n").utf8).write(to: file)
    let loaded = try program.run(
      "unit", "load", "-", "--workspace", "bank", "--as", "A001", "--on", "2015-01-01", "--reason",
      "初始化", input: organisation)
    guard loaded.code == 0 else { throw Unexpected(arguments: ["load"], ran: loaded) }
    return folder
  }
}
