import Foundation
import Testing

@testable import EventLedger

/// Runs the programs that docs/reference/ledger-format.md prints for strangers.
enum FormatPage {
  /// The first block of a language behind a heading.
  static func script(_ language: String, after heading: String) throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let page = try String(
      contentsOf: root.appending(path: "docs/reference/ledger-format.md"), encoding: .utf8)
    let start = try #require(page.range(of: "\n\(heading)\n"))
    let block = page[start.upperBound...].split(separator: "```\(language)\n").dropFirst().first
    return String(try #require(block?.split(separator: "```").first))
  }

  /// Files of a simulated disk in a real folder.
  static func folder(of disk: SimulatedFileSystem, below path: String) throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: "xb-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for name in disk.paths where name.hasPrefix(path + "/") {
      let file = folder.appending(path: String(name.dropFirst(path.count + 1)))
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(try #require(disk.bytes(of: name))).write(to: file)
    }
    return folder
  }

  /// What a script prints, errors among it.
  static func run(
    _ interpreter: String, _ script: String, _ arguments: [String], in folder: URL
  ) throws -> String {
    let file = folder.appending(path: "script")
    try script.write(to: file, atomically: true, encoding: .utf8)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [interpreter, file.path] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
