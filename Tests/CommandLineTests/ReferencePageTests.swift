import ConsumerProtection
import Foundation
import Testing
import XiaobaoTestSupport

@testable import xiaobao

struct ReferencePageTests {
  @Test(arguments: [(Language.en, "docs/reference/cli.md"), (.zh, "docs/zh/reference/cli.md")])
  func `the reference page is what the declarations give`(
    language: Language, path: String
  ) throws {
    let url = URL(fileURLWithPath: "\(Repository.root)/\(path)")
    let text = ReferencePage(language: language).text
    if ProcessInfo.processInfo.environment["XIAOBAO_RECORD"] == "1" {
      try Data(text.utf8).write(to: url)
    }
    #expect(try String(contentsOf: url, encoding: .utf8) == text)
  }

  @Test func `every command in the documents for offices is understood`() throws {
    var count = 0
    for folder in ["docs/using", "docs/zh/using"] {
      let path = "\(Repository.root)/\(folder)"
      for name in try FileManager.default.contentsOfDirectory(atPath: path)
      where name.hasSuffix(".md") {
        let text = try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
        for line in Self.commands(in: text) {
          let words = Rewriting.rewritten(line)
          #expect(throws: Never.self, "\(folder)/\(name): \(line)") {
            _ = try CommandRun.verb(of: words).get()
          }
          count += 1
        }
      }
    }
    #expect(count > 40)
  }

  /// The lines of `sh` blocks that call the program, up to a pipe, a redirection or a remark.
  private static func commands(in text: String) -> [[String]] {
    var commands: [[String]] = []
    var isShell = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        isShell = line == "```sh"
      } else if isShell, line.hasPrefix("xiaobao ") {
        commands.append(Array(Self.words(of: String(line)).dropFirst()))
      }
    }
    return commands
  }

  /// The words of a line as a shell takes them; quotes hold blanks together.
  private static func words(of line: String) -> [String] {
    var words: [String] = []
    var word = ""
    var isQuoted = false
    for character in line + " " {
      if character == "\"" {
        isQuoted.toggle()
      } else if character == " ", !isQuoted {
        if !word.isEmpty { words.append(word) }
        word = ""
      } else {
        word.append(character)
      }
    }
    return Array(words.prefix { !["|", ">", "#", "&&"].contains($0) })
  }
}
