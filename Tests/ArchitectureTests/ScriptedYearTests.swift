import Foundation
import Testing

/// The year of one branch, command by command, as its script says; refusals included.
@Suite struct ScriptedYearTests {
  static let folder = "Examples/shili-rural-bank/year"

  @Test func `the year runs as its script says, and its record is whole and can be read`() throws {
    let program = try SampleBankTests.program()
    let scratch = try Scratch()
    let workspace = scratch.url("year").path
    var environment = ProcessInfo.processInfo.environment
    environment["XIAOBAO"] = program
    environment["YEAR_DIR"] = workspace
    let year = try Shell.run(
      Repository.url("\(Self.folder)/run.sh").path, environment: environment)
    try #require(year.code == 0, "\(year.output)\(year.errors)")
    func run(_ words: String...) throws -> String {
      let ran = try Shell.run(
        program, words + ["--workspace", workspace, "--as", "E0102", "--lang", "zh"])
      try #require(ran.code == 0, "\(words): \(ran.errors)")
      return ran.output
    }
    let list = try run("complaint", "list", "--json", "--limit", "1")
    let total = try #require(
      list.firstMatch(of: /"total":([0-9]+)/).flatMap { Int($0.1) }, "\(list)")
    #expect(total >= 40)
    let history = try run("complaint", "history", "C-20250106-000001")
    var rest = Substring(history)
    // What happened to the first complaint, in the order in which it did.
    for act in ["登记", "受理", "派单", "调查", "决定", "答复", "反馈", "办结"] {
      let place = try #require(rest.range(of: act), "\(act) is missing in \(history)")
      rest = rest[place.upperBound...]
    }
    #expect(try run("ledger", "verify", "--deep", "--json").contains("\"sound\":true"))
  }
}
