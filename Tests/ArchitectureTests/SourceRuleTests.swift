import Foundation
import Testing

@Suite struct SourceRuleTests {
  static let code: Set<String> = ["swift", "c", "h"]

  @Test func `a source file holds 500 lines at most`() throws {
    for path in try Repository.files(below: "Sources", extensions: Self.code) {
      let count = try Repository.lines(path).count - 1
      #expect(count <= 500, "\(path) has \(count) lines")
    }
  }

  @Test func `no source forces a try or ends the process on a fatal error`() throws {
    for path in try Repository.files(below: "Sources", extensions: ["swift"]) {
      for line in try Repository.lines(path) where !Self.isComment(line.text) {
        let isForbidden = line.text.contains(/\btry!/) || line.text.contains(/\bfatalError\(/)
        #expect(!isForbidden, "\(path):\(line.number)")
      }
    }
  }

  @Test func `each unchecked Sendable says above it why it holds`() throws {
    for path in try Repository.files(below: "Sources", extensions: ["swift"]) {
      let lines = try Repository.lines(path)
      for line in lines
      where line.text.contains("@unchecked Sendable") && !Self.isComment(line.text) {
        let above = lines[..<(line.number - 1)].reversed().prefix { Self.isComment($0.text) }
        let because = above.contains { Self.trimmed($0.text).hasPrefix("// because") }
        #expect(because, "\(path):\(line.number) needs a line that begins `// because`")
      }
    }
  }

  @Test func `nothing is left to be done later`() throws {
    let marks = /\b(TODO|FIXME|XXX)\b/
    for folder in ["Sources", "Tests", "plugins", "Examples", "scripts", "docs"] {
      let known: Set<String> = ["swift", "c", "h", "lua", "yaml", "sh", "awk", "md"]
      for path in try Repository.files(below: folder, extensions: known)
      where !path.hasSuffix("SourceRuleTests.swift") {
        for line in try Repository.lines(path) {
          #expect(!line.text.contains(marks), "\(path):\(line.number)")
        }
      }
    }
  }

  private static func isComment(_ line: String) -> Bool { trimmed(line).hasPrefix("//") }

  private static func trimmed(_ line: String) -> Substring {
    line.drop { $0 == " " || $0 == "\t" }
  }
}
