import ConsumerProtection
import Testing

@testable import PluginHost

/// How far a plugin's answers count, for the whole plugin and for each hook.
@Suite struct EnforcementTests {
  /// Objects to every complaint and sends it to X.
  private let both = plugin(
    "a", hooks: "{complaint.check: {}, complaint.route: {}}",
    main: """
      return {
        ["complaint.check"] = function()
          return {{ code = "no", severity = "error", message = "no" }}
        end,
        ["complaint.route"] = function() return { unit = "X", because = "x" } end,
      }
      """)

  private func set(
    _ enforcement: SitePlugin.Enforcement, _ hooks: [String: SitePlugin.Enforcement] = [:],
    quarantined: Bool = false
  ) -> PluginSet {
    PluginSet(
      folders: [both],
      site: [
        SitePlugin(
          id: "a", digest: both.digest, enforcement: enforcement, hookEnforcement: hooks)
      ], quarantined: quarantined ? ["a": both.digest] : [:])
  }

  @Test(arguments: [
    (SitePlugin.Enforcement.off, nil as CheckProblem.Severity?, 0), (.shadow, nil, 1),
    (.advisory, .warning, 1), (.mandatory, .error, 1),
  ])
  func `off is not asked, shadow is recorded, advisory warns, mandatory refuses`(
    enforcement: SitePlugin.Enforcement, severity: CheckProblem.Severity?, records: Int
  ) {
    let answer = set(enforcement).askCheck(card, context)
    #expect(answer.value.map(\.severity) == [severity].compactMap(\.self))
    #expect((answer.record?.asked.count ?? 0) == records)
  }

  @Test func `one hook in shadow leaves the others in force, and the active set says so`() {
    let set = set(.mandatory, ["complaint.route": .shadow])
    #expect(set.askCheck(card, context).value.count == 1)
    let route = set.askRoute(card, context)
    #expect(route.value == nil)
    #expect(route.record?.losers.map(\.plugin) == ["a"])
    #expect(route.record?.asked.map(\.enforcement) == [.shadow])
    let json = String(decoding: set.activation.json, as: UTF8.self)
    #expect(json.contains(#""enforcement":"mandatory","hooks":{"complaint.route":"shadow"}"#))
  }

  @Test func `one hook switched off is not asked and has no place in the order`() {
    let set = set(.mandatory, ["complaint.route": .off])
    #expect(set.askRoute(card, context).record == nil)
    #expect(set.orderedIDs(for: "complaint.route") == [])
    #expect(set.askCheck(card, context).value.count == 1)
  }

  @Test func `a digest in quarantine is not asked, its hooks fail, another digest is asked`() {
    let quarantined = set(.mandatory, quarantined: true)
    #expect(quarantined.askRoute(card, context).held == ["route_failed"])
    #expect(quarantined.failures.map(\.code) == [.quarantined])
    let mended = PluginSet(
      folders: [both], site: [SitePlugin(id: "a", digest: both.digest)],
      quarantined: ["a": folder("a", ["main.lua": ""]).digest])
    #expect(mended.askRoute(card, context).value?.unit == "X")
  }

  @Test func `a plugin that is off and whose folder is gone is no failure`() {
    let set = PluginSet(folders: [], site: [SitePlugin(id: "a", digest: nil, enforcement: .off)])
    #expect(set.failures == [])
  }
}
