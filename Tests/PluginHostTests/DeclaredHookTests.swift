import ConsumerProtection
import Testing

@testable import PluginHost

/// Every hook whose answer is declared by a shape, through the same eight cases: a new row of the
/// table is tested by its declaration.
@Suite struct DeclaredHookTests {
  static let shaped = HookDeclaration.all.filter { $0.shape != nil }

  /// A hook asked of plugins whose functions have these bodies.
  private func ask(
    _ hook: HookDeclaration, _ bodies: [String], limits: String = ""
  ) -> (answer: HookAnswer<[StandingAnswer]>, ids: [String]) {
    let name = hook.isFamily ? hook.prefix + "example" : hook.name
    let section = hook.isFamily ? "scores: {example: {title: {zh: 例, en: Example}}}\n" : ""
    let folders = bodies.enumerated().map { index, body in
      plugin(
        "p\(index + 1)",
        hooks: index == 0 ? "{\(name): {}}" : "{\(name): {after: [p\(index)]}}",
        main: """
          local M = {}

          function M.answer(first, ctx)
            \(body)
          end

          return { ["\(name)"] = M.answer }
          """, more: section + limits)
    }
    return (
      pluginSet(folders).askShaped(name, HookAnswers.question(hook), context), folders.map(\.name)
    )
  }

  @Test(arguments: shaped) func `no opinion leaves nothing to record`(hook: HookDeclaration) {
    let (answer, _) = ask(hook, ["return nil"])
    #expect(answer.value == [])
    #expect(answer.held == [])
    #expect(answer.record == nil)
  }

  @Test(arguments: shaped) func `one answer stands with its reason`(hook: HookDeclaration) throws {
    let (answer, _) = ask(hook, [HookAnswers.body(hook)])
    #expect(answer.failures == [])
    #expect(!answer.value.isEmpty)
    #expect(answer.value.allSatisfy { $0.because == Because("why") && $0.at == "main.lua:3" })
    #expect(answer.record?.used.count == answer.value.count)
    #expect(answer.record?.conflicts == [])
  }

  @Test(arguments: shaped.filter { $0.rule != .oneOwner })
  func `two that agree are no conflict`(hook: HookDeclaration) {
    let one = ask(hook, [HookAnswers.body(hook)]).answer
    let two = ask(hook, [HookAnswers.body(hook), HookAnswers.body(hook)]).answer
    #expect(two.value == one.value)
    #expect(two.record?.conflicts == [])
    #expect(two.record?.asked.map(\.plugin) == ["p1", "p2"])
  }

  @Test(arguments: shaped)
  func `two that differ are a conflict with both places and the reason`(
    hook: HookDeclaration
  ) throws {
    let (answer, _) = ask(hook, [HookAnswers.body(hook), HookAnswers.body(hook, b: true)])
    let conflict = try #require(answer.record?.conflicts.first)
    let isOwned = hook.rule == .oneOwner
    let place = isOwned ? "plugin.yaml:5" : "main.lua:3"
    #expect([conflict.kept.at, conflict.other.at] == [place, place])
    #expect(Set([conflict.kept.plugin, conflict.other.plugin]) == ["p1", "p2"])
    #expect(!conflict.reason.zh.isEmpty && !conflict.reason.en.isEmpty)
    let winners = Set(answer.value.map(\.plugin))
    switch hook.rule {
    case .union(_, .first)?, .first?, .perKey?:
      #expect(winners == ["p1"])
      #expect(conflict.reason.en == "plugin.yaml of p2 says after: [p1]")
    case .union(_, .highest)?:
      #expect(winners == ["p2"])
      #expect(conflict.reason.en.hasPrefix("the highest "))
    case .union(_, .both)?: #expect(winners == ["p1", "p2"])
    case .union(_, .neither)?: #expect(winners == [])
    case .oneOwner?:
      #expect(winners == [] && answer.failures.map(\.code) == [.twoOwners, .twoOwners])
    case .oneStands?: #expect(winners == [] && answer.held == [hook.heldCode])
    case nil: Issue.record("a shape needs a combination")
    }
  }

  @Test(arguments: shaped)
  func `a wrong type and a missing reason are errors`(hook: HookDeclaration) throws {
    let key = try #require(hook.shape?.keys.first)
    let item =
      "\(key.name) = \(hook.shape?.form == .keyed ? "{ value = {}, because = \"x\" }" : "{}")"
    for (body, path) in [
      ("return \"text\"", "the answer"), ("return false", "no opinion is nil"),
      (hook.shape?.form == .list ? "return { { \(item) } }" : "return { \(item) }", key.name),
    ] {
      let (answer, _) = ask(hook, [body])
      #expect(answer.failures.map(\.code) == [.wrongAnswer])
      #expect(answer.failures.first?.message.en.contains(path) == true)
      #expect(answer.value == [])
    }
    let bare = HookAnswers.body(hook).split(separator: "because = \"why\"").joined(separator: "")
    let (answer, _) = ask(hook, [bare])
    #expect(answer.failures.first?.message.en.contains("every answer says why") == true)
  }

  @Test(arguments: shaped)
  func `an unknown key is refused with the nearest one`(hook: HookDeclaration) throws {
    let key = try #require(hook.shape?.keys.first?.name)
    let wrong = String(key.dropLast()) + "x"
    let (answer, _) = ask(hook, [HookAnswers.body(hook, extra: ", \(wrong) = 1")])
    #expect(answer.failures.map(\.code) == [.wrongAnswer])
    let message = answer.failures.first?.message.en ?? ""
    #expect(message.contains("has no key `\(wrong)`; did you mean `\(key)`?"), "\(message)")
  }

  @Test(arguments: shaped)
  func `a failure and a spent budget have the hook's effect`(hook: HookDeclaration) throws {
    for (body, limits, code) in [
      ("error(\"x\")", "", PluginFailure.Code.runtime),
      ("while true do end", "limits: {instructions: 5000}", .instructions),
    ] {
      let (answer, _) = ask(hook, [body], limits: limits)
      #expect(answer.failures.map(\.code) == [code])
      #expect(answer.failures.first?.effect == hook.effect)
      #expect(answer.held == [hook.heldCode])
      #expect(answer.record?.failures.map(\.plugin) == ["p1"])
      #expect(answer.value == [])
    }
  }

  @Test(arguments: shaped.filter { $0.rule != .oneOwner })
  func `a shadow answer is recorded and not used`(hook: HookDeclaration) {
    let name = hook.name
    let body = "return { [\"\(name)\"] = function(_, _) \(HookAnswers.body(hook)) end }"
    let set = pluginSet(
      [plugin("p1", hooks: "{\(name): {}}", main: body)], enforcement: ["p1": .shadow])
    let answer = set.askShaped(name, HookAnswers.question(hook), context)
    #expect(answer.value == [])
    #expect(answer.record?.losers.isEmpty == false)
  }

  @Test func `each declared hook has a budget, an effect and a combination in both languages`() {
    for hook in HookDeclaration.all {
      #expect(hook.instructions > 0 && hook.memoryKiB > 0 && hook.wallMilliseconds > 0)
      for phrase in [hook.answer, hook.combination, hook.effect] {
        #expect(!phrase.zh.isEmpty && !phrase.en.isEmpty)
      }
      #expect((hook.shape == nil) == (hook.rule == nil))
    }
  }

  @Test func `a field of a subject that does not exist is an error with the nearest one`() {
    let body = "return { [\"fund.assess\"] = function(claim, _) return claim.amont end }"
    let set = pluginSet([plugin("p1", hooks: "{fund.assess: {}}", main: body)])
    let answer = set.askShaped("fund.assess", .subject(.object([])), context)
    #expect(answer.failures.map(\.code) == [.unknownField])
    #expect(answer.failures.first?.message.en.contains("amount") == true)
  }

  @Test func `a case file is checked against the fields of the subject`() throws {
    let claim = try #require(HookDeclaration.fund.subject)
    let json = JSONValue.object([
      .init("id", .text("F-1")), .init("amont", .integer(5)), .init("loss", .text("many")),
      .init("applied_on", .text("2026-02-30")),
    ])
    do throws(PluginProblems) {
      _ = try claim.values(of: json, file: "claim.json", required: ["id", "amount"])
      Issue.record("a wrong case file was accepted")
    } catch {
      #expect(
        error.problems.map(\.problem.en) == [
          "there is no field `amont`; did you mean `amount`?", "lacks `amount`",
          "applied_on must be a day YYYY-MM-DD, not a text", "loss must be an integer, not a text",
        ])
    }
  }
}
