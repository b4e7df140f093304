import Casework
import ConsumerProtection
import Testing

@testable import xiaobao

struct ParsingTests {
  /// Command lines that are wrong, by the name of their golden text.
  static let wrong: [(name: String, line: [String])] = [
    ("unknown-noun", ["complain", "list"]),
    ("unknown-verb", ["complaint", "sumbit"]),
    ("missing-verb", ["complaint"]),
    ("unknown-option", ["complaint", "list", "--stagee", "received"]),
    ("missing-value", ["complaint", "assign", "C-20260302-000001", "--unit"]),
    ("value-that-looks-like-an-option", ["complaint", "decide", "C-1", "--amount", "-5"]),
    ("invalid-value", ["complaint", "decide", "C-1", "--outcome", "uphold"]),
    ("invalid-language", ["due", "--lang", "fr"]),
    ("missing-argument", ["complaint", "show"]),
    ("missing-option", ["complaint", "assign", "C-1"]),
    ("unexpected-argument", ["complaint", "show", "C-1", "C-2"]),
    ("flag-with-value", ["complaint", "list", "--overdue=yes"]),
  ]

  @Test(arguments: wrong.map(\.name), [Language.zh, .en])
  func `a wrong command line gets problem, remedy and basis`(
    name: String, language: Language
  ) throws {
    let line = try #require(Self.wrong.first { $0.name == name }).line
    #expect(throws: CommandRun.Unparsed.self) {
      _ = try CommandRun.verb(of: Rewriting.rewritten(line)).get()
    }
    let diagnosis = Diagnosis(of: Rewriting.rewritten(line), below: Xiaobao.self, message: "")
    let failure = diagnosis.problem.failure(in: diagnosis.declaration)
    #expect(failure.exit == .usage)
    try Golden.check(
      ErrorBlock(failure: failure).text(in: language, width: 80),
      "errors/\(name).\(language.rawValue).txt")
  }

  @Test func `global options may stand before the noun`() {
    #expect(
      Rewriting.rewritten(["--lang", "en", "--json", "complaint", "list"])
        == ["complaint", "list", "--lang", "en", "--json"])
    #expect(
      Rewriting.rewritten(["--workspace=w", "due", "--", "x"]) == [
        "due", "--workspace=w", "--", "x",
      ])
    #expect(Rewriting.rewritten(["--lang"]) == ["--lang"])
    #expect(
      Rewriting.rewritten(["complaint", "--json", "--lang=en", "list", "--held"])
        == ["complaint", "list", "--held", "--json", "--lang=en"])
    #expect(Rewriting.rewritten([]) == [])
  }

  @Test func `--json - reads the complaint from standard input`() throws {
    let line = Rewriting.rewritten(["complaint", "submit", "--json", "-"])
    #expect(line == ["complaint", "submit", "--json", "--file", "-"])
    let verb = try #require(try CommandRun.verb(of: line).get() as? ComplaintSubmit)
    #expect(verb.file == "-")
    #expect(verb.global.json)
  }

  @Test func `the language is the first of LC_ALL, LC_MESSAGES and LANG that is set`() {
    #expect(LanguageSetting.environment(["LANG": "zh_CN.UTF-8"]) == .zh)
    #expect(LanguageSetting.environment(["LANG": "zh_CN.UTF-8", "LC_ALL": "C"]) == .en)
    #expect(LanguageSetting.environment(["LC_ALL": "", "LC_MESSAGES": "zh", "LANG": "en"]) == .zh)
    #expect(LanguageSetting.environment(["LANG": "C"]) == .en)
    #expect(LanguageSetting.environment([:]) == .en)
    #expect(LanguageSetting.option(in: ["due", "--lang=zh"]) == .zh)
    #expect(LanguageSetting.option(in: ["due", "--lang", "en"]) == .en)
    #expect(LanguageSetting.option(in: ["due", "--lang"]) == nil)
  }

  @Test func `a progress bar grows with the percentage and keeps its width`() {
    let bars = [0, 50, 100].map { Progress.bar(percent: $0, columns: 40, label: "9 rows") }
    #expect(
      bars == [
        "[--------------------]   0 %  9 rows", "[##########----------]  50 %  9 rows",
        "[####################] 100 %  9 rows",
      ])
  }

  @Test(arguments: [ShellChoice.bash, .zsh, .fish])
  func `a completion script names every verb`(shell: ShellChoice) {
    let text = CompletionScript(shell: shell, language: .en).text
    for command in CompletionScript.declarations.dropFirst() {
      #expect(text.contains(command.path.last ?? ""), "\(command.name)")
    }
  }
}
