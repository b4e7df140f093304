import Casework
import ConsumerProtection
import Testing

@testable import xiaobao

struct QuestionTests {
  /// Answers typed one after the other.
  final class Script: LineSource {
    private var lines: [String]
    init(_ lines: [String]) { self.lines = lines }
    func next() -> [UInt8]? { lines.isEmpty ? nil : Array(lines.removeFirst().utf8) }
  }

  /// Everything that was shown.
  final class Shown {
    var text = ""
  }

  private func questions(
    _ lines: [String], _ shown: Shown = Shown(), language: Language = .zh
  ) -> Questions {
    Questions(language: language, source: Script(lines)) { shown.text += $0 }
  }

  private let rows: [(key: String, name: Phrase)] = [
    ("phone", Phrase("电话", "telephone")), ("visit", Phrase("走访", "visit")),
  ]

  @Test(arguments: [["2"], ["visit"], ["走访"], ["坐飞机", "2"], ["3", "0", "visit"]])
  func `a choice is taken by number, key or name, and asked again otherwise`(
    lines: [String]
  ) throws {
    let choice = try questions(lines).choice(
      Phrase("渠道", "channel"), rows: rows, standard: nil)
    #expect(choice == "visit")
  }

  @Test func `an empty answer to a choice takes the default`() throws {
    let choice = try questions([""]).choice(
      Phrase("渠道", "channel"), rows: rows, standard: "unrecorded")
    #expect(choice == nil)
  }

  @Test func `a choice shows its table aligned in the person's language`() throws {
    let shown = Shown()
    _ = try questions(["1"], shown).choice(Phrase("渠道", "channel"), rows: rows, standard: nil)
    #expect(shown.text == "渠道：\n   1  电话  phone\n   2  走访  visit\n序号或名称：")
    let english = Shown()
    _ = try questions(["1"], english, language: .en).choice(
      Phrase("渠道", "channel"), rows: rows, standard: "x")
    #expect(
      english.text
        == "channel:\n   1  telephone  phone\n   2  visit      visit\nNumber or name (Enter takes x): "
    )
  }

  @Test func `a text of several lines ends at a full stop and keeps its line breaks`() throws {
    let text = try questions(["第一行", "", "  第三行 ", "."]).paragraph(Phrase("内容", "text"))
    #expect(text == "第一行\n\n  第三行 ")
  }

  @Test func `leaving in the middle is a refusal that stored nothing`() {
    #expect(throws: Questions.cancelled) {
      try questions(["只有一行"]).requiredParagraph(Phrase("内容", "text"))
    }
  }

  @Test func `an answer is never shown again`() throws {
    let shown = Shown()
    _ = try questions(["身份证 110101"], shown).required(Phrase("证件", "document"))
    #expect(!shown.text.contains("110101"))
  }
}
