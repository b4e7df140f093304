import Foundation
import XiaobaoTestSupport

/// What a run of the program gave.
struct Ran: Equatable {
  let code: Int32
  let output: String
  let error: String
}

/// Runs the built program as a process of its own, the way people do.
struct Program {
  /// Set for every run; nothing of the tests' own environment but the path gets through.
  var environment: [String: String] = ["LANG": "zh_CN.UTF-8"]
  /// The folder in which it runs.
  var folder = "/tmp"

  /// Stands beside the test bundle.
  static let path = Bundle.module.bundleURL.deletingLastPathComponent()
    .appendingPathComponent("xiaobao").path

  /// Runs the program to its end.
  func run(_ arguments: [String], input: [UInt8] = []) throws -> Ran {
    try Self.run(Self.path, arguments, environment: environment, folder: folder, input: input)
  }

  /// Runs it with a text on standard input.
  func run(_ arguments: String..., input: String = "") throws -> Ran {
    try run(arguments, input: Array(input.utf8))
  }

  /// Starts the program and leaves it running.
  func start(_ arguments: [String], input: [UInt8] = []) throws -> Running {
    try Running(
      Self.path, arguments, environment: environment, folder: folder, input: input)
  }

  static func run(
    _ path: String, _ arguments: [String], environment: [String: String], folder: String,
    input: [UInt8] = []
  ) throws -> Ran {
    try Running(path, arguments, environment: environment, folder: folder, input: input).ended()
  }
}

/// A process and the files that take its streams, which cannot fill up as pipes do.
final class Running {
  private let process = Process()
  private let scratch: TemporaryFolder

  init(
    _ path: String, _ arguments: [String], environment: [String: String], folder: String,
    input: [UInt8]
  ) throws {
    scratch = try TemporaryFolder()
    try Data(input).write(to: URL(fileURLWithPath: "\(scratch.path)/in"))
    for name in ["out", "err"] {
      try Data().write(to: URL(fileURLWithPath: "\(scratch.path)/\(name)"))
    }
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    process.environment = environment.merging(["PATH": path]) { own, _ in own }
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.standardInput = FileHandle(forReadingAtPath: "\(scratch.path)/in")
    process.standardOutput = FileHandle(forWritingAtPath: "\(scratch.path)/out")
    process.standardError = FileHandle(forWritingAtPath: "\(scratch.path)/err")
    try process.run()
  }

  /// Ends the process at once, wherever it is; it cannot tidy up.
  func killed() throws -> Ran {
    kill(process.processIdentifier, SIGKILL)
    return try ended()
  }

  /// Ends each worker that the process starts, as the kernel may, until the process itself is over.
  func bereft() throws -> (ran: Ran, killed: Int) {
    var killed: Set<Int32> = []
    while process.isRunning {
      for worker in workers() where kill(worker, SIGKILL) == 0 { killed.insert(worker) }
      usleep(2_000)
    }
    return (try ended(), killed.count)
  }

  /// The workers among its children; one that was killed and not yet waited for has no arguments.
  private func workers() -> [Int32] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.compactMap { Int32($0) }.filter { number in
      let stat = try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8)
      // The name, in brackets, may hold anything; state and parent follow it.
      let rest = stat?.split(separator: ")").last?.split(separator: " ")
      guard let rest, rest.count > 1, Int32(rest[1]) == process.processIdentifier else {
        return false
      }
      let line = try? String(contentsOfFile: "/proc/\(number)/cmdline", encoding: .utf8)
      return line?.contains("--plugin-worker") == true
    }
  }

  /// Asks the process to end, as Ctrl-C does.
  func interrupted() throws -> Ran {
    kill(process.processIdentifier, SIGINT)
    return try ended()
  }

  /// Whether it prints a text before it ends, or within about half a minute.
  func prints(_ wanted: String) throws -> Bool {
    for _ in 0..<3_000 {
      let isOver = !process.isRunning
      if try text("out").contains(wanted) { return true }
      if isOver { return false }
      usleep(10_000)
    }
    return false
  }

  /// Waits for the end.
  func ended() throws -> Ran {
    process.waitUntilExit()
    return Ran(code: process.terminationStatus, output: try text("out"), error: try text("err"))
  }

  private func text(_ name: String) throws -> String {
    String(
      decoding: try Data(contentsOf: URL(fileURLWithPath: "\(scratch.path)/\(name)")),
      as: UTF8.self)
  }
}

/// A folder of its own, removed with its owner.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("xiaobao-cli-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
