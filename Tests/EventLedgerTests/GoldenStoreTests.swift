import Foundation
import Testing

@testable import EventLedger

/// The bytes of format 1, as they were when it was frozen.
@Suite struct GoldenStoreTests {
  static let files = ["STORE", "segments/000001.jsonl", "segments/000002.jsonl"]

  /// A store made with a fixed clock, fixed chance and fixed commands.
  static func made() throws -> Bench {
    var bench = Bench(seed: 42)
    bench.options.segmentByteCount = 3_000
    bench = try bench.created()
    let ledger = try bench.open()
    _ = try ledger.append(pair(1, 2, sealed: "投诉人说：利息算错了"))
    _ = try ledger.append(step(1, version: 1, "complaint.accepted"))
    var quoted = step(3)
    quoted.events[0].actor = "a\"b\\c\u{1F}消保"
    quoted.events[0].organisation = ""
    quoted.events[0].data = Array(
      "{\"demand\":\"退还利息\", \"amount\":12300,\"list\":[1,-2,null]}".utf8)
    _ = try ledger.append(quoted)
    for version in 2..<7 { _ = try ledger.append(step(1, version: version, "complaint.noted")) }
    ledger.close()
    return bench
  }

  /// `format-1` was written before seals named their suite; both are read.
  static let folders = ["format-1", "format-1-suites"]

  private static func golden(_ name: String, in folder: String) -> URL {
    URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/\(folder)/ledger/\(name)")
  }

  @Test(arguments: files)
  func `the same commands write the same bytes as format 1 did`(name: String) throws {
    let bench = try Self.made()
    let bytes = try #require(bench.disk.bytes(of: "/ledger/" + name))
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
      let url = Self.golden(name, in: "format-1-suites")
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: url)
    }
    #expect(try Array(Data(contentsOf: Self.golden(name, in: "format-1-suites"))) == bytes)
  }

  @Test(arguments: folders)
  func `a store of format 1 opens, verifies and gives the recorded answers`(folder: String) throws {
    let disk = SimulatedFileSystem()
    for directory in ["/ledger", "/ledger/segments", "/ledger/index", "/ledger/checkpoints"] {
      try disk.mkdir(directory, permissions: 0o755)
    }
    for name in Self.files {
      disk.replace("/ledger/" + name, Array(try Data(contentsOf: Self.golden(name, in: folder))))
    }
    try disk.chmod("/ledger/segments/000001.jsonl", permissions: 0o444)
    let bench = Bench(disk: disk)
    let report = try Ledger.verify(
      at: "/ledger", projection: CountingProjection(), level: .full,
      environment: bench.environment)
    // The fixture holds the record alone: no HEAD.
    #expect(report.findings.map(\.code) == [.unreadableHead])
    #expect(report.lineCount == 12)
    let view = try bench.reader().view()
    #expect(view.head.sequence == 12)
    #expect(try view.history(of: matter(1)).map(\.matterVersion) == Array(1...7))
    let line = try #require(try view.history(of: matter(3)).first)
    #expect(line.actor == "a\"b\\c\u{1F}消保")
    #expect(line.organisation == "")
    #expect(try view.history(of: matter(1)).flatMap { $0.sealed.map(\.suite) } == [1])
    #expect(
      try view.index.entries(in: KeyRange(prefix: Array("count/".utf8))).map {
        String(decoding: $0.key + [0x3D] + $0.value, as: UTF8.self)
      } == [
        "count/complaint.accepted=1", "count/complaint.noted=5", "count/complaint.received=3",
      ])
  }

  /// Slow, by Foundation's parser, and knowing nothing of our scanner.
  @Test func `an independent reader agrees with every field`() throws {
    let bench = try Self.made()
    var parsed: [[String: Any]] = []
    for number in 1...2 {
      let bytes = try #require(bench.disk.bytes(of: "/ledger/segments/00000\(number).jsonl"))
      for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
        parsed.append(try #require(object as? [String: Any]))
      }
    }
    var lines: [LedgerLine] = []
    try bench.reader().view().scan { line in
      lines.append(line)
      return true
    }
    #expect(lines.count == parsed.count)
    for (line, object) in zip(lines, parsed) {
      #expect(object["seq"] as? Int == Int(line.sequence))
      #expect(object["g"] as? Int == Int(line.group))
      #expect(object["tx"] as? Int == Int(line.transaction))
      #expect(object["end"] as? Int == (line.endsTransaction ? 1 : 0))
      #expect(object["day"] as? Int == line.day)
      #expect(object["zone"] as? String == line.zone)
      #expect(object["kind"] as? String == line.kind)
      #expect(object["id"] as? String == line.id)
      #expect(object["n"] as? Int == line.matterVersion)
      #expect(object["type"] as? String == line.type)
      #expect(object["tv"] as? Int == line.typeVersion)
      #expect(object["cmd"] as? String == line.commandKey)
      #expect(object["org"] as? String == line.organisation)
      #expect(object["actor"] as? String == line.actor)
      #expect(object["pp"] as? Int == line.previous.map { Int($0.rawValue) } ?? -1)
      #expect(object["h"] as? String == line.hash)
      #expect((object["sealed"] as? [[String: Any]])?.count ?? 0 == line.sealed.count)
    }
  }

  @Test(arguments: ["bash", "python"])
  func `the reader printed in the format's page verifies a store`(language: String) throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let page = try String(
      contentsOf: root.appending(path: "docs/reference/ledger-format.md"), encoding: .utf8)
    let script = try #require(
      page.split(separator: "```\(language)\n").dropFirst().first?.split(separator: "```").first)
    let folder = FileManager.default.temporaryDirectory.appending(path: "xb-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    let segments = folder.appending(path: "segments")
    try FileManager.default.createDirectory(at: segments, withIntermediateDirectories: true)
    let scriptFile = folder.appending(path: "check")
    try String(script).write(to: scriptFile, atomically: true, encoding: .utf8)
    let bench = try Self.made()
    func run(changing: Bool) throws -> String {
      for number in 1...2 {
        let name = "00000\(number).jsonl"
        var bytes = try #require(bench.disk.bytes(of: "/ledger/segments/" + name))
        if changing { bytes[700] ^= 1 }
        try Data(bytes).write(to: segments.appending(path: name))
      }
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = [language == "python" ? "python3" : "bash", scriptFile.path, folder.path]
      let pipe = Pipe()
      process.standardOutput = pipe
      process.standardError = pipe
      try process.run()
      let output = pipe.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      return String(decoding: output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
    let head = try bench.reader().view().head
    #expect(try run(changing: false) == "\(head.sequence) \(head.hash)")
    #expect(try run(changing: true).hasPrefix("broken after line"))
  }
}
