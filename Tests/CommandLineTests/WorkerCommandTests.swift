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

  @Test func `the mode of a worker is refused to people`() throws {
    let ran = try Program().run("--plugin-worker")
    #expect(ran.code == 64)
    #expect(ran.error.contains("--plugin-worker"))
  }
}
