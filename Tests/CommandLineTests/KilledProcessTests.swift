import EventLedger
import Foundation
import Testing
import XiaobaoTestSupport

/// A process that dies in the middle of a command, by `kill -9`.
@Suite struct KilledProcessTests {
  @Test
  func `whatever was acknowledged is there, and repeating the rest stores each complaint once`()
    async throws
  {
    let bank = try await Bank()
    // The first submit records the plugin set; from here on a submit is one commit.
    try bank.submit()
    let variables = ProcessInfo.processInfo.environment
    // 200 in every run of the tests; `make soak` asks for more.
    let rounds = Int(variables["XIAOBAO_KILLS"] ?? "") ?? 200
    let seed = UInt64(variables["XIAOBAO_SEED"] ?? "") ?? UInt64.random(in: 1...1_000_000)
    print("killed processes: \(rounds) rounds, seed \(seed) (XIAOBAO_SEED)")
    var random = SeededGenerator(seed)
    func line(_ round: Int) -> [String] {
      [
        "complaint", "submit", "--file", "-", "--as", "C001", "--on", "2026-03-02", "--reason",
        "补录",
        "--idempotency-key", "counter-\(round)",
      ]
    }
    let draft = Array(Bank.complaint.utf8)
    var acknowledged: Set<String> = []
    for round in 0..<rounds {
      let running = try bank.program.start(line(round), input: draft)
      usleep(UInt32.random(in: 0...60_000, using: &random))
      let output = try running.killed().output
      if let id = output.split(separator: " ").first, output.contains("\n") {
        acknowledged.insert(String(id))
      }
    }
    let list = try bank.must("complaint", "list", "--limit", "10000", "--json")
    for id in acknowledged { #expect(list.contains(id), "\(id) was lost, seed \(seed)") }
    // A torn tail is the next writer's to cut: the record is looked at once somebody wrote again.
    for round in 0..<rounds {
      let ran = try bank.program.run(line(round), input: draft)
      #expect(ran.code == 0, "\(ran.error), seed \(seed)")
    }
    let all = try bank.must("complaint", "list", "--limit", "1", "--json")
    #expect(all.contains("\"total\":\(rounds + 1)"), "seed \(seed): \(all.prefix(40))")
    #expect(try bank.isSound(), "seed \(seed)")
  }
}
