import ConsumerProtection
import Reporting
import Testing

@testable import PluginHost

/// `writer.<format>` and `command.<name>`: one owner each; what fails leaves nothing behind.
@Suite struct OwnedHookTests {
  private static let document = Document(
    id: "d", title: "T",
    blocks: [
      .heading(level: 1, text: "H"),
      .table(
        Table(
          id: "t", title: "rows", columns: [.init(key: "n", title: "N", kind: .count)],
          rows: (1...450).map { [.count($0)] })),
    ], notes: [.init(text: "note")], provenance: .init(institution: "bank"))

  private func owner(_ id: String, _ hook: String, _ body: String) -> PluginFolder {
    let (section, name) = hook.hasPrefix("writer.") ? ("writers", "x") : ("commands", "x")
    return plugin(
      id, hooks: "{\(hook): {}}",
      main: "return { [\"\(hook)\"] = function(first, ctx) \(body) end }",
      more: """
        \(section): {\(name): {title: {zh: 例, en: Example}}}
        limits: {instructions: 20000}
        """)
  }

  private func written(_ bodies: String...) throws(WritingError<Never>) -> [String] {
    let folders = bodies.enumerated().map { owner("p\($0.offset + 1)", "writer.x", $0.element) }
    var pieces: [String] = []
    try pluginSet(folders).write(Self.document, as: "x", context) {
      pieces.append(String(decoding: $0, as: UTF8.self))
    }
    return pieces
  }

  @Test func `a writer gets every piece in order, rows in batches, and nil writes nothing`() throws
  {
    let kinds = try written("return first.kind .. \";\"")
    #expect(
      kinds == [
        "begin;", "heading;", "table;", "rows;", "rows;", "rows;", "table_end;", "note;", "end;",
      ])
    let firsts = try written(
      "if first.kind == \"rows\" then return first.first .. \"+\" .. #first.rows end")
    #expect(firsts == ["1+200", "201+200", "401+50"])
    #expect(try written("return nil") == [])
  }

  @Test(arguments: [
    ("return {}", PluginFailure.Code.wrongAnswer), ("return first.knd", .unknownField),
    ("error(\"x\")", .runtime), ("while true do end", .instructions),
  ])
  func `a writer that fails says why`(wrong: (body: String, code: PluginFailure.Code)) {
    do throws(WritingError<Never>) {
      _ = try written(wrong.body)
      Issue.record("it wrote")
    } catch {
      guard case .plugin(let failure) = error else { return }
      #expect(failure.code == wrong.code)
      #expect(failure.effect == HookDeclaration.writer.effect)
    }
  }

  @Test func `two writers of one format are both refused`() {
    do throws(WritingError<Never>) {
      _ = try written("return nil", "return nil")
      Issue.record("it wrote")
    } catch {
      guard case .plugin(let failure) = error else { return }
      #expect(failure.code == .twoOwners)
      #expect(failure.message.en.contains("p1, p2"))
    }
  }

  @Test(arguments: [
    ("return nil", PluginFailure.Code.wrongAnswer), ("return \"x\"", .wrongAnswer),
    ("return { titel = \"x\", blocks = {} }", .wrongAnswer), ("error(\"x\")", .runtime),
    ("while true do end", .instructions),
  ])
  func `a verb that fails says why`(wrong: (body: String, code: PluginFailure.Code)) throws {
    let set = pluginSet([owner("p1", "command.x", wrong.body)])
    let failure = #expect(throws: PluginFailure.self) {
      try set.runCommand("x", context, query: FixedQuery())
    }
    #expect(failure?.code == wrong.code)
    #expect(failure?.effect == HookDeclaration.command.effect)
    if wrong.body.contains("titel") {
      #expect(failure?.message.en.contains("did you mean `title`?") == true)
    }
  }

  @Test func `a verb answers a document, and two owners are both refused`() throws {
    let body = "return { title = ctx.params.name or \"none\", blocks = {} }"
    var asked = context
    asked.params = .object([.init("name", .text("N"))])
    let one = pluginSet([owner("p1", "command.x", body)])
    #expect(try one.runCommand("x", asked, query: FixedQuery()).title == "N")
    let two = pluginSet([owner("p1", "command.x", body), owner("p2", "command.x", body)])
    let failure = #expect(throws: PluginFailure.self) {
      try two.runCommand("x", asked, query: FixedQuery())
    }
    #expect(failure?.code == .twoOwners)
  }
}
