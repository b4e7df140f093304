import Foundation
import Testing

/// The whole program with its plugins in worker processes.
struct WorkerCommandTests {
  private func workers(_ bank: Bank) throws {
    try bank.rewrite("xiaobao.yaml") {
      $0.replacingOccurrences(of: "    digest:", with: "    isolation: worker\n    digest:")
    }
  }

  @Test func `plugins in workers decide as those in the program do`() async throws {
    let (inside, outside) = (try await Bank(), try await Bank())
    try workers(outside)
    let explained = try [inside, outside].map { bank in
      let id = try bank.submit(on: Bank.today)
      let text = try bank.must("explain", id)
      #expect(text.contains("cn.complaint-limits"))
      return text.replacingOccurrences(of: id, with: "C")
        .replacing(/\d\d:\d\d(:\d\d)?(\.\d+)?/, with: "")
    }
    #expect(explained[0] == explained[1])
    #expect(try outside.isSound())
  }

  @Test func `doctor tries out the confinement where a plugin runs in a worker`() async throws {
    let bank = try await Bank(language: "en")
    #expect(try !bank.run("doctor").output.contains("worker processes"))
    try workers(bank)
    let ran = try bank.run("doctor")
    #expect(ran.output.contains("worker processes  "), "\(ran)")
    #expect(ran.output.contains("no new privileges"), "\(ran)")
    let json = try bank.run("doctor", "--json")
    #expect(json.output.contains(#""name":"workers""#))
    #expect(json.code == ran.code)
  }

  /// A routing rule that is long at work on complaints of several people, in a worker.
  private func installSlow(_ bank: Bank) throws {
    try bank.write(
      """
      id: acme.slow
      version: 1.0.0
      api: "1.0"
      title: {zh: 试, en: Trial}
      hooks: {complaint.route: {reads: [headcount]}}
      limits: {instructions: 1000000000, wall_ms: 600000}
      """, to: "plugins/acme.slow/plugin.yaml")
    try bank.write(
      """
      return { ["complaint.route"] = function(complaint)
        while (complaint.headcount or 1) > 1 do end
        return { unit = "HQ.CP", because = "own" }
      end }
      """, to: "plugins/acme.slow/main.lua")
    try bank.write("own: 试\n", to: "plugins/acme.slow/locale/zh.yaml")
    try bank.write("own: trial\n", to: "plugins/acme.slow/locale/en.yaml")
    try bank.rewrite("xiaobao.yaml") {
      $0.replacingOccurrences(
        of: "plugins:", with: "plugins:\n  - id: acme.slow\n    isolation: worker\n#")
    }
    try bank.must("plugin", "approve", "acme.slow", "--as", "A001")
  }

  @Test
  func
    `a lost worker never loses the case, the third quarantines the plugin, a release asks it again`()
    async throws
  {
    let bank = try await Bank(language: "en")
    try installSlow(bank)
    let several = Bank.complaint.replacingOccurrences(
      of: "\"demand\"", with: "\"headcount\":2,\"demand\"")
    let submit = [
      "complaint", "submit", "--file", "-", "--as", "C001", "--on", "2026-03-02", "--reason", "补录",
    ]
    for count in 1...3 {
      let (ran, killed) = try bank.program.start(submit, input: Array(several.utf8)).bereft()
      #expect(ran.code == 0 && killed == 1, "\(ran)")
      let id = String(try #require(ran.output.split(separator: " ").first))
      #expect(ran.error.contains("LUA-310"), "\(ran)")
      #expect(ran.error.contains("was ended by signal 9"), "\(ran)")
      #expect(try bank.must("complaint", "show", id).contains(id))
      let list = try bank.run("plugin", "list", "--json")
      #expect(list.code == (count == 3 ? 2 : 0))
      #expect(list.output.contains(#""state":"quarantined""#) == (count == 3), "\(list)")
    }
    let doctor = try bank.run("doctor")
    #expect(doctor.code == 2)
    #expect(doctor.output.contains("xiaobao plugin release acme.slow --reason"), "\(doctor)")

    // It is not asked, and no process is started for it.
    let (held, killed) = try bank.program.start(submit, input: Array(several.utf8)).bereft()
    #expect(held.code == 0 && killed == 0 && held.error.contains("LUA-109"), "\(held)")

    let bare = try bank.run("plugin", "release", "acme.slow", "--as", "A001")
    #expect(bare.code != 0, "a release says why")
    try bank.must(
      "plugin", "release", "acme.slow", "--as", "A001", "--reason", "short of memory that day")
    let id = try bank.submit()
    #expect(try bank.must("explain", id).contains("acme.slow"))
    #expect(try !bank.must("plugin", "list", "--json").contains(#""state":"quarantined""#))
    #expect(try bank.isSound())
  }

  @Test func `the mode of a worker is refused to people`() throws {
    let ran = try Program().run("--plugin-worker")
    #expect(ran.code == 64)
    #expect(ran.error.contains("--plugin-worker"))
  }
}
