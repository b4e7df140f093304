import ConsumerProtection
import Foundation
import Testing

@testable import PluginHost

/// The plugins of this repository.
enum RepositoryPlugins {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path(percentEncoded: false)

  static let names = list("plugins")
  /// The sample bank's own.
  static let examples = list("Examples/shili-rural-bank/plugins")

  private static func list(_ folder: String) -> [String] {
    let all = try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\(folder)")
    return (all ?? []).filter { !$0.hasPrefix(".") }.sorted()
  }

  static func folder(_ name: String) throws -> PluginFolder {
    let parent = examples.contains(name) ? "Examples/shili-rural-bank/plugins" : "plugins"
    return try PluginFolder(path: "\(root)/\(parent)/\(name)")
  }

  static func calendar(besides name: String) throws -> [PluginFolder] {
    name == "cn.calendar" ? [] : [try folder("cn.calendar")]
  }
}

/// A plugin's folder in memory.
func folder(_ id: String, _ files: [String: String]) -> PluginFolder {
  PluginFolder(
    path: "plugins/\(id)",
    files: files.map { PluginFolder.File(path: $0.key, bytes: Array($0.value.utf8)) })
}

/// A plugin of one main file with these hooks; `more` is the rest of the manifest.
func plugin(
  _ id: String, hooks: String, main: String, more: String = "", files: [String: String] = [:]
) -> PluginFolder {
  let manifest = """
    id: \(id)
    version: 1.0.0
    api: "1.0"
    title: {zh: 测试, en: Test}
    hooks: \(hooks)
    \(more)
    """
  let all = files.merging(["plugin.yaml": manifest, "main.lua": main]) { first, _ in first }
  return folder(id, all)
}

/// A set of these plugins, all mandatory, in this order, without pins.
func pluginSet(
  _ folders: [PluginFolder], roles: [String: SitePlugin.Role] = [:],
  enforcement: [String: SitePlugin.Enforcement] = [:], settings: [String: JSONValue] = [:]
) -> PluginSet {
  PluginSet(
    folders: folders,
    site: folders.map {
      SitePlugin(
        id: $0.name, digest: $0.digest, enforcement: enforcement[$0.name] ?? .mandatory,
        role: roles[$0.name] ?? .overlay, settings: settings[$0.name])
    })
}

/// Monday, 2 March 2026.
let monday = CivilDay(number: 20514)

let context = HookContext(
  now: Instant(milliseconds: 1_772_416_800_000), today: monday, day: monday,
  caseID: "C-20260302-000007", setNumber: 3, position: 42)

func record(_ fields: KeyValuePairs<String, FieldValue>) -> ComplaintRecord {
  var record = ComplaintRecord()
  for (name, value) in fields { record[name] = value }
  return record
}

let card = record([
  "id": .text("C-20260302-000007"), "received_on": .text("2026-03-02"),
  "business_class": .text("B.card"), "amount": .integer(5_000_001), "unit": .text("S-CG"),
])

/// Files beside the tests.
enum Fixture {
  static func text(_ name: String) throws -> String {
    let url = try #require(Bundle.module.url(forResource: "Fixtures/\(name)", withExtension: nil))
    return String(decoding: try Data(contentsOf: url), as: UTF8.self)
  }
}

/// Whole texts that a person has read once. `XIAOBAO_WRITE_GOLDEN=1 swift test` writes them anew, to
/// be read again in the difference.
enum Golden {
  static func expect(_ text: String, _ name: String) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    try expect(text, at: folder.appending(path: "Fixtures/\(name)").path(percentEncoded: false))
  }

  static func expect(_ text: String, at path: String) throws {
    if ProcessInfo.processInfo.environment["XIAOBAO_WRITE_GOLDEN"] != nil {
      let url = URL(filePath: path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
      return
    }
    let golden = try String(decoding: Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    #expect(text == golden, "differs from \(path)")
  }
}
