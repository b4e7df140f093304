import Foundation
import Testing

@Suite struct DocumentationTests {
  static func pages() throws -> [String] {
    let top = try FileManager.default.contentsOfDirectory(atPath: Repository.root.path)
      .filter { $0.hasSuffix(".md") }.sorted()
    return try top + Repository.files(below: "docs", extensions: ["md"])
      + Repository.files(below: "plugins", extensions: ["md"])
      + Repository.files(below: "Examples", extensions: ["md"])
  }

  @Test func `every relative link leads to a file`() throws {
    let link = /\]\(([^)\s#]+)(?:#[^)\s]*)?\)/
    for page in try Self.pages() {
      let folder = Repository.url(page).deletingLastPathComponent()
      for line in try Self.prose(of: page) {
        for match in line.text.matches(of: link) where !match.1.contains("://") {
          let target = folder.appendingPathComponent(String(match.1)).standardizedFileURL.path
          #expect(
            FileManager.default.fileExists(atPath: target),
            "\(page):\(line.number) leads to \(match.1), which is not there")
        }
      }
    }
  }

  @Test func `every page that a message points to is there`() throws {
    let pointer = /docs\/[A-Za-z0-9_\/.-]+\.md/
    for path in try Repository.files(below: "Sources", extensions: ["swift"]) {
      for line in try Repository.lines(path) {
        for match in line.text.matches(of: pointer) {
          #expect(Repository.exists(String(match.0)), "\(path):\(line.number) names \(match.0)")
        }
      }
    }
  }

  @Test func `every error code in the sources has its section`() throws {
    let page = try Repository.text("docs/reference/errors.md")
    let sections = Set(page.matches(of: /(?m)^### ((?:XB|LUA)-\d{3})\b/).map { String($0.1) })
    var codes: Set<String> = []
    for path in try Repository.files(below: "Sources", extensions: ["swift"]) {
      let text = try Repository.text(path)
      codes.formUnion(text.matches(of: /"((?:XB|LUA)-\d{3})"/).map { String($0.1) })
    }
    #expect(codes.count > 50)
    #expect(codes.subtracting(sections).sorted() == [])
  }

  @Test func `every event type stands on the page of events`() throws {
    let page = try Repository.text("docs/reference/events.md")
    var types: [String] = []
    for path in try Repository.files(below: "Sources/ConsumerProtection", extensions: ["swift"])
    where path.contains("/Events/") {
      let text = try Repository.text(path)
      types += text.matches(of: /static let type = "([a-z_.]+)"/).map { String($0.1) }
    }
    #expect(types.count > 20)
    #expect(types.filter { !page.contains("| `\($0)` |") } == [])
  }

  @Test func `both readmes give the two commands, and the commands are targets of the makefile`()
    throws
  {
    let makefile = try Repository.text("Makefile")
    for name in ["README.md", "README.zh-CN.md"] {
      let blocks = try Repository.text(name).components(separatedBy: "```sh\n").dropFirst()
      let commands = blocks.flatMap { $0.components(separatedBy: "```")[0].split(separator: "\n") }
        .compactMap { $0.firstMatch(of: /^make (\w+)/).map { String($0.1) } }
      #expect(commands == ["demo", "test"], "\(name)")
      for command in commands {
        #expect(makefile.contains("\n\(command):"), "\(command) is no target of the makefile")
      }
    }
    #expect(try Repository.text(".ci/run").hasSuffix("\nmake test\n"))
  }

  @Test func `every page for plugin authors is there in both languages`() throws {
    let plugins = try Repository.files(below: "docs/plugins", extensions: ["md"])
    for page in plugins {
      let translation = page.replacing("docs/", with: "docs/zh/", maxReplacements: 1)
      #expect(Repository.exists(translation), "\(page) has no \(translation)")
    }
  }

  /// The lines outside code blocks.
  private static func prose(of page: String) throws -> [(number: Int, text: String)] {
    var isCode = false
    return try Repository.lines(page).filter { line in
      if line.text.drop(while: { $0 == " " }).hasPrefix("```") {
        isCode.toggle()
        return false
      }
      return !isCode
    }
  }
}
