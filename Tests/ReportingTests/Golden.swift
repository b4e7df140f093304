import Foundation
import Testing

/// Compares whole outputs with the files in `Fixtures`.
enum Golden {
  /// Fails when the bytes differ from the fixture. With `XIAOBAO_RECORD_GOLDEN=1` it writes the
  /// fixture instead, and fails all the same, so that recording never passes for testing.
  static func expect(
    _ bytes: [UInt8], equals name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let environment = ProcessInfo.processInfo.environment
    if environment["XIAOBAO_RECORD_GOLDEN"] == "1" {
      let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      try Data(bytes).write(to: folder.appendingPathComponent("Fixtures/\(name)"))
      Issue.record("recorded \(name)", sourceLocation: sourceLocation)
      return
    }
    let url = Bundle.module.bundleURL.appendingPathComponent("Fixtures/\(name)")
    let written = String(decoding: bytes, as: UTF8.self)
    let expected = String(decoding: try Data(contentsOf: url), as: UTF8.self)
    #expect(
      Array(written.utf8) == Array(expected.utf8),
      "\(name) differs from the first of these lines on: \(firstDifference(written, expected))",
      sourceLocation: sourceLocation)
  }

  private static func firstDifference(_ left: String, _ right: String) -> String {
    let lefts = left.split(separator: "\n", omittingEmptySubsequences: false)
    let rights = right.split(separator: "\n", omittingEmptySubsequences: false)
    for index in 0..<max(lefts.count, rights.count) {
      let first = index < lefts.count ? String(lefts[index]) : "nothing"
      let second = index < rights.count ? String(rights[index]) : "nothing"
      if first != second { return "line \(index + 1): got \(first), expected \(second)" }
    }
    return "line ends only"
  }
}
