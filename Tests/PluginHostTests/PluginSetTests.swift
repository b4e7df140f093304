import ConsumerProtection
import Testing

@testable import PluginHost

/// Who is asked, in which order, and what keeps a plugin out.
@Suite struct PluginSetTests {
  private func router(
    _ id: String, _ order: String = "", more: String = "", version: String = "1.0.0"
  )
    -> PluginFolder
  {
    let manifest = """
      id: \(id)
      version: \(version)
      api: "1.0"
      title: {zh: 测试, en: Test}
      hooks: {complaint.route: {\(order)}}
      \(more)
      """
    return folder(
      id,
      ["plugin.yaml": manifest, "main.lua": "return { [\"complaint.route\"] = function() end }"])
  }

  @Test func `without edges the site list decides`() {
    let set = pluginSet([router("b"), router("a"), router("c")])
    #expect(set.orderedIDs(for: "complaint.route") == ["b", "a", "c"])
  }

  @Test func `named edges come before the site list, and the list settles the rest`() {
    let set = pluginSet([
      router("a", "after: [c]"), router("b"), router("c", "before: [b]"), router("d", "after: [x]"),
    ])
    #expect(set.orderedIDs(for: "complaint.route") == ["c", "a", "b", "d"])
  }

  @Test func `a circle is reported with its path, and the others are still asked`() {
    let set = pluginSet([
      router("a", "after: [b]"), router("b", "after: [c]"), router("c", "after: [a]"), router("d"),
    ])
    #expect(set.orderedIDs(for: "complaint.route") == ["d"])
    #expect(set.failures.map(\.code) == [.orderCycle, .orderCycle, .orderCycle])
    #expect(
      set.failures.first?.message.en.contains("a → c → b → a") == true
        || set.failures.first?.message.en.contains("c → b → a → c") == true)
    #expect(set.askRoute(card, context).held == ["route_failed"])
  }

  @Test func `the order is printed with the reason of each place`() throws {
    let set = pluginSet(
      [router("hq.fees"), router("acme.cards", "before: [hq.fees]"), router("local.rest")],
      enforcement: ["local.rest": .shadow])
    try Golden.expect(
      set.orderDescription(in: .zh) + "\n\n" + set.orderDescription(in: .en) + "\n", "order.txt")
  }

  @Test func `a file changed after approval is refused`() throws {
    let approved = router("a")
    let changed = folder(
      "a",
      [
        "plugin.yaml": String(
          decoding: try #require(approved.bytes(of: "plugin.yaml")), as: UTF8.self),
        "main.lua": "return { [\"complaint.route\"] = function() return nil end }",
      ])
    let site = [SitePlugin(id: "a", digest: approved.digest)]
    #expect(PluginSet(folders: [approved], site: site).failures == [])
    let set = PluginSet(folders: [changed], site: site)
    #expect(set.failures.map(\.code) == [.changed])
    #expect(set.askRoute(card, context).held == ["route_failed"])
  }

  @Test func `a plugin without a digest or without a folder is refused`() {
    let set = PluginSet(
      folders: [router("a")],
      site: [SitePlugin(id: "a", digest: nil), SitePlugin(id: "b", digest: nil)])
    #expect(set.failures.map(\.code) == [.notApproved, .notApproved])
  }

  @Test func `tests, readmes and dot files do not count for the digest, everything else does`() {
    let base = ["plugin.yaml": "id: a", "main.lua": "return {}"]
    let digest = folder("a", base).digest
    for path in ["tests/a.yaml", "README.md", "README.zh-CN.md", "docs/README.md", ".luarc.json"] {
      #expect(folder("a", base.merging([path: "x"]) { $1 }).digest == digest, "\(path)")
    }
    for path in ["more.lua", "locale/zh.yaml", "test/a.yaml"] {
      #expect(folder("a", base.merging([path: "x"]) { $1 }).digest != digest, "\(path)")
    }
    #expect(PluginDigest("\(digest)") == digest)
    #expect(PluginDigest("sha256:zz") == nil)
  }

  @Test(arguments: [
    ("2.0.0", "fees >= 2.0", true), ("1.9.9", "fees >= 2.0", false),
    ("2.0.0", "fees >= 1.0 < 2.0", false), ("1.9.9", "fees >= 1.0 < 2.0", true),
    ("1.0.0", "? fees >= 2.0", false), ("1.0.0", "! fees", false), ("1.0.0", "! fees > 1.0", true),
  ])
  func `a dependency holds or is named`(need: (version: String, depends: String, holds: Bool)) {
    let set = pluginSet([
      router("fees", version: need.version), router("a", more: "depends: [\"\(need.depends)\"]"),
    ])
    #expect(set.failures.map(\.code) == (need.holds ? [] : [.dependency]))
  }

  @Test func `a plugin that needs one that cannot be used cannot be used either`() {
    let set = PluginSet(
      folders: [router("fees"), router("a", more: "depends: [fees]")],
      site: [
        SitePlugin(id: "fees", digest: nil),
        SitePlugin(id: "a", digest: router("a", more: "depends: [fees]").digest),
      ])
    #expect(set.failures.map(\.code) == [.notApproved, .dependency])
  }

  @Test func `one report has one owner`() {
    func report(_ id: String) -> PluginFolder {
      plugin(
        id, hooks: "{report.summary: {}}",
        main:
          "return { [\"report.summary\"] = function() return { title = \"t\", blocks = {} } end }",
        more: "reports: {summary: {title: {zh: 汇总, en: Summary}}}")
    }
    let set = pluginSet([report("a"), report("b")])
    #expect(set.failures.map(\.code) == [.twoOwners, .twoOwners])
    let failure = #expect(throws: PluginFailure.self) {
      try set.runReport("summary", context, query: FixedQuery())
    }
    #expect(failure?.code == .twoOwners)
    #expect(pluginSet([report("a"), report("b")], enforcement: ["b": .off]).failures == [])
  }

  @Test func `settings are checked all at once, in both languages, and defaults filled in`() throws
  {
    let schema = """
      {"type": "object", "additionalProperties": false, "required": ["desk"], "properties": {
        "large_amount": {"type": "integer", "minimum": 1, "maximum": 10, "default": 5},
        "mode": {"type": "string", "enum": ["soft", "hard"], "default": "soft"},
        "desk": {"type": "string"},
        "desks": {"type": "object", "additionalProperties": {"type": "string"}, "default": {}},
        "list": {"type": "array", "items": {"type": "integer"}}}}
      """
    let folder = plugin(
      "a", hooks: "{complaint.route: {}}",
      main: """
        return { ["complaint.route"] = function(_, ctx)
          return { unit = ctx.settings.desk .. ctx.settings.large_amount .. ctx.settings.mode, because = "x" }
        end }
        """, files: ["config.schema.json": schema])
    let sound = pluginSet([folder], settings: ["a": .object([.init("desk", .text("HQ"))])])
    #expect(sound.askRoute(card, context).value?.unit == "HQ5soft")
    let wrong = pluginSet(
      [folder],
      settings: [
        "a": .object([
          .init("large_amont", .integer(3)), .init("large_amount", .integer(11)),
          .init("mode", .text("firm")), .init("desks", .object([.init("B.card", .integer(1))])),
          .init("list", .array([.integer(1), .text("2")])),
        ])
      ])
    let message = try #require(wrong.failures.first).message
    #expect(wrong.failures.map(\.code) == [.settings])
    #expect(
      message.en
        == "settings.large_amount: must be at most 10; settings.mode: must be one of: \"soft\", \"hard\"; settings.desk: is required and missing; settings.desks.B.card: must be a text, not an integer; settings.list[2]: must be an integer, not a text; settings.large_amont: is no setting; did you mean `large_amount`?"
    )
    #expect(message.zh.contains("settings.desk：必填而未填"))
  }

  @Test func `equal sets are activated with equal bytes, and a setting changes them`() throws {
    let names = ["cn.calendar", "cn.complaint-limits", "cn.branch-routing"]
    let folders = try names.map { try RepositoryPlugins.folder($0) }
    let roles = ["cn.complaint-limits": SitePlugin.Role.regime]
    let (one, two) = (pluginSet(folders, roles: roles), pluginSet(folders, roles: roles))
    #expect(one.activation.json == two.activation.json)
    let other = pluginSet(
      folders, roles: roles,
      settings: ["cn.branch-routing": .object([.init("large_amount", .integer(1))])])
    #expect(other.activation.json != one.activation.json)
    let json = try JSONReader.value(of: one.activation.json)
    #expect(json["api"] == .text("1.0"))
    #expect(json["plugins"]?.array?.map { $0["id"] } == names.map { .text($0) })
    #expect(json["order"]?["complaint.route"] == .array([.text("cn.branch-routing")]))
  }

  @Test func `a machine is made only for a plugin that is asked`() {
    let set = pluginSet([
      router("a"),
      plugin(
        "r", hooks: "{report.x: {}}", main: "error(\"loaded\")",
        more: "reports: {x: {title: {zh: x, en: x}}}"),
    ])
    #expect(set.askRoute(card, context).failures == [])
    #expect(set.member("a")?.machine != nil)
    #expect(set.member("r")?.machine == nil)
  }

  @Test func `reasons are told in either language, by another one's text before none`() {
    let folder = plugin(
      "a", hooks: "{complaint.route: {}}", main: "return {}",
      files: [
        "locale/zh.yaml": "both: 大额 {n} 元\nonly_zh: 仅中文",
        "locale/en.yaml": "both: \"{n} yuan {x}\"",
      ])
    let set = pluginSet([folder])
    let because = Because("both", [.init("n", .text("5.00"))])
    #expect(set.text(of: because, from: "a", in: .zh) == "大额 5.00 元")
    #expect(set.text(of: because, from: "a", in: .en) == "5.00 yuan {x}")
    #expect(set.text(of: Because("only_zh"), from: "a", in: .en) == "仅中文")
    #expect(
      set.text(of: Because("none", [.init("n", .integer(1))]), from: "a", in: .en) == "none (n=1)")
    #expect(
      set.text(of: Because("statutory_fallback"), from: "a", in: .en)
        == "the regime's script failed, so the strictest row binds")
  }
}
