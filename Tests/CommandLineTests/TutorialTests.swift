import Foundation
import Testing
import XiaobaoTestSupport

/// The tutorial is true: its files are written and its commands are run, in both languages.
struct TutorialTests {
  @Test(arguments: ["docs/plugins/first-plugin.md", "docs/zh/plugins/first-plugin.md"])
  func `every command of the tutorial runs, and its output is what the page shows`(page: String)
    async throws
  {
    let bank = try await Bank(language: page.contains("/zh/") ? "zh" : "en")
    let text = try String(contentsOfFile: "\(Repository.root)/\(page)", encoding: .utf8)
    var (commands, output) = (0, "")
    for block in CodeBlock.all(in: text) {
      switch (block.language, block.file) {
      case ("sh", nil):
        let ran = try Program.run(
          "/bin/sh", ["-e", "-c", block.text],
          environment: bank.program.environment.merging(["PATH": Self.path]) { _, new in new },
          folder: bank.path)
        try #require(ran.code == 0, "\(page):\(block.line) \(ran)")
        commands += block.text.split(separator: "\n").count
        output = ran.output
      case ("text", nil):
        for line in block.text.split(separator: "\n") {
          #expect(output.contains(line), "\(page):\(block.line) \(line): \(output)")
        }
      case (_, "xiaobao.yaml"?):
        try bank.rewrite("xiaobao.yaml") {
          $0.replacingOccurrences(of: "plugins:", with: "plugins:\n\(block.text)#")
        }
      case (_, let file?): try bank.write(block.text, to: file)
      default: Issue.record("\(page):\(block.line) is neither a command nor a file")
      }
    }
    #expect(commands >= 10)
    #expect(try bank.isSound())
  }

  private static let path =
    URL(fileURLWithPath: Program.path).deletingLastPathComponent().path + ":/usr/bin:/bin"
}

/// A fenced block of a page: its language and, behind it, the file that it is.
struct CodeBlock {
  let language: String
  let file: String?
  let line: Int
  let text: String

  static func all(in page: String) -> [CodeBlock] {
    var blocks: [CodeBlock] = []
    var open: (language: String, file: String?, line: Int, lines: [Substring])?
    for (place, line) in page.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if line.hasPrefix("```") {
        if let block = open {
          blocks.append(
            CodeBlock(
              language: block.language, file: block.file, line: block.line,
              text: block.lines.map { $0 + "\n" }.joined()))
          open = nil
        } else {
          let words = line.dropFirst(3).split(separator: " ").map(String.init)
          open = (words.first ?? "", words.dropFirst().first, place + 1, [])
        }
      } else {
        open?.lines.append(line)
      }
    }
    return blocks
  }
}
