import Foundation

/// Runs a program and waits for its end.
enum Shell {
  struct Result {
    let code: Int32
    let output: String
    let errors: String
  }

  /// Runs it in the repository's root unless told otherwise.
  ///
  /// Output goes through files, so that a program that writes much cannot block.
  static func run(
    _ program: String, _ arguments: [String] = [], environment: [String: String]? = nil,
    in folder: URL = Repository.root
  ) throws -> Result {
    let scratch = try Scratch()
    let (outputURL, errorURL) = (scratch.url("output"), scratch.url("errors"))
    for url in [outputURL, errorURL] {
      try Data().write(to: url)
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    if let environment { process.environment = environment }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: outputURL)
    process.standardError = try FileHandle(forWritingTo: errorURL)
    try process.run()
    process.waitUntilExit()
    return Result(
      code: process.terminationStatus,
      output: String(decoding: try Data(contentsOf: outputURL), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: errorURL), as: UTF8.self))
  }

  /// Where the search path has a program; nil when it has none.
  static func find(_ name: String) -> String? {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return path.split(separator: ":").map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}

/// A temporary folder that goes with its value.
final class Scratch: Sendable {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("xiaobao-architecture-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func url(_ name: String) -> URL { folder.appendingPathComponent(name) }
}
