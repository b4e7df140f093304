import ConsumerProtection
import Foundation
import LuaBridge
import Testing

@testable import PluginHost

/// Accidents and attacks below Lua: the host gives an answer in time, and the next call works.
@Suite struct WorkerIsolationTests {
  private let main = """
    local M = {}
    function M.run() return 1 end
    function M.say(_, ctx) ctx.log("x") return 2 end
    return M
    """

  private func worker(_ plugin: EnginePlugin) throws -> WorkerEngine {
    try #require(plugin.engine as? WorkerEngine)
  }

  @Test func `a worker that is killed between calls or in the middle of one is started again`()
    throws
  {
    var victim: EnginePlugin?
    let plugin = try EnginePlugin(
      .worker, main: main,
      onLog: { _ in
        if let number = (victim?.engine as? WorkerEngine)?.processNumber { kill(number, SIGKILL) }
      })
    for _ in 0..<2 {
      #expect(try plugin.call().value == .integer(1))
      let first = try #require(try worker(plugin).processNumber)
      kill(first, SIGKILL)
      let failure = #expect(throws: LuaFailure.self) { try plugin.call() }
      #expect(failure?.kind == .workerEnded)
      #expect(failure?.message == "the worker process was ended by signal 9")
      #expect(try plugin.call().value == .integer(1))
      #expect(try worker(plugin).processNumber != first)
    }
    victim = plugin
    let failure = #expect(throws: LuaFailure.self) { try plugin.call("say") }
    #expect(failure?.kind == .workerEnded)
    victim = nil
    #expect(try plugin.call("say").value == .integer(2))
  }

  @Test func `a worker that does not answer is ended, and the next call has another`() throws {
    let plugin = try EnginePlugin(.worker, main: main)
    let budget = LuaBudget(instructions: 1_000, memoryBytes: 1 << 20, wallMilliseconds: 100)
    for _ in 1...2 {
      #expect(try plugin.call().value == .integer(1))
      let number = try #require(try worker(plugin).processNumber)
      kill(number, SIGSTOP)
      let failure = #expect(throws: LuaFailure.self) { try plugin.call(budget: budget) }
      #expect(failure?.kind == .wallClock)
      #expect(try worker(plugin).processNumber == nil)
      #expect(kill(number, 0) == -1, "the process is gone")
    }
  }

  @Test func `three losses in a row keep the plugin from being asked again`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "worker-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let program = folder.appending(path: "program").path(percentEncoded: false)
    try FileManager.default.createSymbolicLink(
      atPath: program, withDestinationPath: workerProgram)
    let plugin = try EnginePlugin(.worker, main: main, executable: program)
    #expect(try plugin.call().value == .integer(1))
    kill(try #require(try worker(plugin).processNumber), SIGKILL)
    try FileManager.default.removeItem(atPath: program)
    var messages: [String] = []
    for _ in 1...5 {
      do throws(LuaFailure) {
        _ = try plugin.call()
      } catch {
        #expect(error.kind == .workerEnded)
        messages.append(error.message)
      }
    }
    let gone = "the worker process cannot be started: system error 2"
    let over = "the worker process was lost 3 times in a row and is not started again"
    #expect(messages == ["the worker process was ended by signal 9", gone, gone, over, over])
  }

  @Test(arguments: [
    // Lengths and kinds are little-endian words; \\145 is a hello, \\001 its version.
    ("nothing at all", "exit 0", "ended"),
    (
      "a kind that does not exist", "printf '\\000\\000\\000\\000\\377\\000\\000\\000' >&3",
      "kind 255"
    ),
    ("a frame of 4 GB", "printf '\\377\\377\\377\\377\\145\\000\\000\\000' >&3", "too much"),
    ("a hello without contents", "printf '\\000\\000\\000\\000\\145\\000\\000\\000' >&3", "no "),
    (
      "a hello of another version",
      "printf '\\010\\000\\000\\000\\145\\000\\000\\000\\002\\000\\000\\000\\000\\000\\000\\000' >&3",
      "another program"
    ),
    (
      "an answer to nothing",
      "printf '\\010\\000\\000\\000\\145\\000\\000\\000\\001\\000\\000\\000\\000\\000\\000\\000' >&3; "
        + "printf '\\000\\000\\000\\000\\147\\000\\000\\000' >&3", "after the sources"
    ),
    (
      "exports that promise more than there is",
      "printf '\\010\\000\\000\\000\\145\\000\\000\\000\\001\\000\\000\\000\\000\\000\\000\\000' >&3; "
        + "printf '\\010\\000\\000\\000\\146\\000\\000\\000\\377\\377\\377\\377\\377\\377\\377\\177' >&3",
      "no a count"
    ),
    ("half a frame", "printf '\\010\\000\\000\\000\\145\\000' >&3", "ended"),
  ])
  func `a worker that says what no worker says is ended and named`(
    _ name: String, _ script: String, _ words: String
  ) throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "worker-\(UUID()).sh")
    defer { try? FileManager.default.removeItem(at: file) }
    // It reads on, so that it is the host who ends it, but for those that stop on purpose.
    let rest = words == "ended" ? "" : "cat <&3 >/dev/null"
    try Data("#!/bin/sh\n\(script)\n\(rest)\n".utf8).write(to: file)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: file.path(percentEncoded: false))
    let failure = #expect(throws: LuaFailure.self) {
      try EnginePlugin(.worker, main: main, executable: file.path(percentEncoded: false))
    }
    #expect(failure?.kind == .workerEnded)
    #expect(failure?.message.contains(words) == true, "\(name): \(failure?.message ?? "")")
  }

  @Test func `a confined process reaches no file, socket, process or code, and has one descriptor`()
    throws
  {
    let held = try #require(PluginWorker.inspect(executable: workerProgram))
    #expect(held.hasNoNewPrivileges && held.hasLimits)
    // What the kernel has decides; where it has neither, the worker says so and `doctor` too.
    guard held.isConfined else { return }
    #expect(held.outcomes[.readFile] == .refused(EACCES))
    #expect(held.outcomes[.readFolder] == .refused(EACCES))
    #expect(held.outcomes[.descriptors] == .descriptors(4))
    guard held.hasSystemCallFilter else { return }
    for act in [WorkerConfinement.Act.openSocket, .fork, .execute, .makeCode] {
      #expect(held.outcomes[act] == .ended(signal: SIGSYS), "\(act)")
    }
  }

  @Test func `a set counts a lost worker as a failure of the plugin with its own code`() throws {
    let lost = plugin(
      "acme.lost", hooks: "{complaint.route: {reads: [amount]}}",
      main: "return {['complaint.route'] = function() return {unit = 'HQ', because = 'x'} end}")
    let set = PluginSet(
      folders: [lost], site: [SitePlugin(id: lost.name, digest: lost.digest, isolation: .worker)])
    set.workerExecutable = "/nonexistent/xiaobao"
    let answer = set.askRoute(card, context)
    #expect(answer.held == ["route_failed"])
    #expect(answer.failures.map(\.code) == [.workerEnded])
    #expect(answer.failures.first?.message.zh == "无法启动工作进程：系统错误 2")
  }
}
