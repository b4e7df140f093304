import ConsumerProtection
import Testing

@testable import xiaobao

struct HelpTests {
  static let pages: [[String]] = [
    [], ["complaint"], ["complaint", "submit"], ["complaint", "reply"], ["report", "run"],
    ["person", "grant"],
  ]

  @Test(arguments: pages, [Language.zh, .en])
  func `a help page is whole and in one language`(words: [String], language: Language) throws {
    let name = (["xiaobao"] + words).joined(separator: "-")
    try Golden.check(page(words, language, width: 80), "help/\(name).\(language.rawValue).txt")
  }

  @Test func `every command and option has its words in both languages`() {
    for command in CompletionScript.declarations {
      #expect(command.abstract.zh != command.abstract.en, "\(command.name)")
      for argument in command.arguments {
        #expect(argument.abstract.zh != argument.abstract.en, "\(command.name) \(argument.names)")
        #expect(!argument.abstract.zh.isEmpty, "\(command.name) \(argument.names)")
      }
    }
  }

  @Test func `every verb has an example that its own declaration understands`() throws {
    for command in CompletionScript.declarations where command.children.isEmpty {
      #expect(!command.examples.isEmpty, "\(command.name)")
      for example in command.examples {
        let words = Self.words(of: example.command)
        let found = CommandDeclaration.find(words, below: Xiaobao.self)
        #expect(found.path == command.path, "\(example.command)")
        #expect(throws: Never.self, "\(example.command)") {
          _ = try CommandRun.verb(of: words).get()
        }
      }
    }
  }

  @Test(arguments: [Language.zh, .en])
  func `no line of help is wider than the terminal, whatever the language`(language: Language) {
    for command in CompletionScript.declarations {
      let page = HelpPage(declaration: command, language: language, width: 72)
      // A usage line and an example are one command and are not broken.
      let lines = page.text.split(separator: "\n").map(String.init)
        .filter { !$0.contains("xiaobao ") }
      for line in lines { #expect(DisplayColumns.of(line) <= 72, "\(command.name): \(line)") }
    }
  }

  private func page(_ words: [String], _ language: Language, width: Int) -> String {
    let found = CommandDeclaration.find(words, below: Xiaobao.self)
    return HelpPage(
      declaration: CommandDeclaration(found.command, path: found.path), language: language,
      width: width
    ).text
  }

  /// The arguments of an example: what stands behind `xiaobao`, up to a redirection.
  private static func words(of command: String) -> [String] {
    var words = command.split(separator: " ").map(String.init)
    if let start = words.firstIndex(of: "xiaobao") { words.removeSubrange(...start) }
    if let end = words.firstIndex(of: ">") { words.removeSubrange(end...) }
    return Rewriting.rewritten(words)
  }
}
