import ConsumerProtection
import Testing

@testable import PluginHost

/// What an approval shows of files and manifest.
@Suite struct PluginDifferenceTests {
  private static func version(
    _ version: String, hooks: String, main: String, more: String = "",
    files: [String: String] = [:]
  ) -> PluginFolder {
    let manifest = """
      id: a
      version: \(version)
      api: "1.0"
      title: {zh: 测试, en: Test}
      hooks: \(hooks)
      \(more)
      """
    return folder(
      "a", files.merging(["plugin.yaml": manifest, "main.lua": main]) { first, _ in first })
  }

  private let old = version(
    "1.0.0", hooks: "{complaint.route: {reads: [amount]}}", main: "a\nb\nc\nd\ne\nf\ng\n",
    files: ["gone.lua": "x\ny\n", "tests/x.yaml": "1"])
  private let new = version(
    "1.1.0", hooks: "{complaint.route: {reads: [amount, product], after: [b]}}",
    main: "a\nb\nc\nd\nE\nf\ng\n", more: "permissions: [query.aggregate]",
    files: ["new.lua": "z\n", "tests/x.yaml": "2"])

  @Test func `files are told line by line, tests are no part of it`() {
    let difference = PluginDifference(from: old, to: new)
    #expect(difference.before == old.digest && difference.after == new.digest)
    #expect(difference.files.map(\.path) == ["gone.lua", "main.lua", "new.lua", "plugin.yaml"])
    #expect(difference.files.map(\.kind) == [.removed, .changed, .added, .changed])
    #expect(difference.files.map(\.linesRemoved).prefix(3) == [2, 1, 0])
    #expect(difference.files.map(\.linesAdded).prefix(3) == [0, 1, 1])
    #expect(difference.files[1].lines == [" c", " d", "-e", "+E", " f", " g"])
  }

  @Test func `what the manifest asks for is told part by part`() {
    let parts = PluginDifference(from: old, to: new).manifest
    #expect(parts.map(\.part) == ["version", "permissions", "reads", "order"])
    #expect(
      parts.map(\.added) == [
        ["1.1.0"], ["query.aggregate"], ["complaint.route product"], ["complaint.route after b"],
      ])
    #expect(parts.map(\.removed) == [["1.0.0"], [], [], []])
  }

  @Test func `against nothing everything is new, against itself nothing`() {
    let first = PluginDifference(from: nil, to: new)
    #expect(first.before == nil && first.files.allSatisfy { $0.kind == .added })
    #expect(first.manifest.contains { $0.part == "permissions" && $0.added == ["query.aggregate"] })
    let same = PluginDifference(from: new, to: new)
    #expect(same.files == [] && same.manifest == [])
  }

  @Test func `the order for programs has the reason of every place and edge, and circles by path`()
  {
    func router(_ id: String, _ hook: String) -> PluginFolder {
      plugin(
        id, hooks: "{complaint.route: \(hook)}",
        main: "return { [\"complaint.route\"] = function() end }")
    }
    let set = pluginSet([
      router("a", "{after: [c]}"), router("b", "{}"), router("c", "{before: [b]}"),
      router("x", "{after: [y]}"), router("y", "{after: [x]}"),
    ])
    let places = set.places.first
    #expect(places?.places.map(\.plugin) == ["c", "a", "b"])
    #expect(places?.places.map { $0.reason == nil } == [true, false, false])
    #expect(places?.edges.prefix(2).map(\.declaredBy) == ["a", "c"])
    #expect(places?.edges.first?.reason.en.contains("a") == true)
    #expect(places?.cycles == [["x", "y", "x"]])
    // The edge from c to b joins no neighbours and stands on a line of its own.
    #expect(set.orderDescription(in: .en).contains("· c → b"))
  }
}
