import Foundation
import Testing

@Suite struct LayerTests {
  @Test func `a use of a target further down is found, in either direction of the list`() {
    #expect(
      Layers.violations([
        ("Casework", "EventLedger"), ("EventLedger", "Casework"), ("Reporting", "LuaBridge"),
        ("PluginHost", "EventLedger"), ("Console", "Casework"), ("EventLedger", "Crypto"),
      ]) == [
        "EventLedger uses Casework, which stands below it",
        "Reporting uses LuaBridge; they do not know each other",
        "PluginHost uses EventLedger; they do not know each other",
        "Console stands in no layer",
      ])
  }

  @Test func `no source file imports a target that stands below its own`() throws {
    let files = try Repository.files(below: "Sources", extensions: ["swift"])
    let uses = try files.flatMap { path in
      let target = String(path.split(separator: "/")[1])
      return try Self.imports(of: path).filter { $0 != target }.map { (target, $0) }
    }
    #expect(files.count > 100)
    #expect(Layers.violations(uses) == [])
  }

  @Test func `no C file includes a header of a target that stands above Lua`() throws {
    let names = Layers.order.dropFirst(2).map { "\"\($0)" }
    for path in try Repository.files(below: "Sources/CLuaShim", extensions: ["c", "h"]) {
      let included = try Repository.lines(path).map(\.text).filter { $0.hasPrefix("#include") }
      #expect(!included.contains { line in names.contains { line.contains($0) } }, "\(path)")
    }
  }

  @Test func `the manifest declares the targets in layer order and no forbidden dependency`() throws
  {
    let targets = try Self.declaredTargets()
    #expect(targets.map(\.name).filter(Layers.order.contains) == Layers.order)
    let uses = targets.filter { !$0.isTest }.flatMap { target in
      target.dependencies.map { (target.name, $0) }
    }
    #expect(Layers.violations(uses) == [])
  }

  @Test func `the page on layers lists the targets in the same order`() throws {
    let page = try Repository.text("docs/developing/layers.md")
    let places = Layers.order.map { page.range(of: "| `\($0)` |")?.lowerBound }
    #expect(!places.contains(nil), "each target needs a row `| `name` |`")
    #expect(places.compactMap(\.self) == places.compactMap(\.self).sorted())
  }

  @Test func `what starts with a command does without Foundation`() throws {
    for target in Layers.order where target != "XiaobaoTestSupport" && target != "CLua" {
      for path in try Repository.files(below: "Sources/\(target)", extensions: ["swift"]) {
        let imports = try Self.imports(of: path)
        #expect(!imports.contains { $0.hasPrefix("Foundation") }, "\(path)")
      }
    }
  }

  @Test func `a target depends on a package only where one of its files imports it`() throws {
    for target in try Self.declaredTargets() where !target.isTest {
      guard !target.products.isEmpty else { continue }
      let files = try Repository.files(below: "Sources/\(target.name)", extensions: ["swift"])
      let imported = Set(try files.flatMap { try Self.imports(of: $0) })
      let unused = target.products.filter { !imported.contains($0) }
      #expect(unused == [], "\(target.name)")
    }
  }

  @Test func `what a product depends on has its page of reasons`() throws {
    let manifest = try Repository.text("Package.swift")
    let urls = manifest.matches(of: /\.package\(url: "https:\/\/github\.com\/[^\/]+\/([^"]+)"/)
    let packages = urls.map { String($0.1).lowercased() }
    #expect(packages.count == 3)
    for package in packages {
      #expect(Repository.exists("docs/decisions/\(package).md"), "\(package)")
    }
  }

  /// The modules that a file imports.
  private static func imports(of path: String) throws -> [String] {
    let form =
      /^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?(\w+)/
    return try Repository.lines(path).compactMap { line in
      line.text.firstMatch(of: form).map { String($0.1) }
    }
  }

  private struct DeclaredTarget {
    let name: String
    let isTest: Bool
    /// Targets of this package.
    let dependencies: [String]
    /// Products of other packages.
    let products: [String]
  }

  /// The targets of Package.swift in their order, with what they name of this package.
  private static func declaredTargets() throws -> [DeclaredTarget] {
    let manifest = try Repository.text("Package.swift")
    let start = try #require(manifest.range(of: "  targets: [")).upperBound
    // The manifest's format is fixed by swift format: each target begins a line at four spaces.
    return manifest[start...].split(separator: "\n    .").compactMap { part in
      guard let name = part.firstMatch(of: /name:\s*"(\w+)"/) else { return nil }
      let list = part.firstMatch(of: /dependencies:\s*\[((?:[^\[\]]|\[[^\]]*\])*)\]/)
      let own = (list?.1 ?? "").replacing(/\.product\([^)]*\)/, with: "")
      return DeclaredTarget(
        name: String(name.1), isTest: part.hasPrefix("testTarget"),
        dependencies: own.matches(of: /"(\w+)"/).map { String($0.1) },
        products: part.matches(of: /\.product\(name: "(\w+)"/).map { String($0.1) })
    }
  }
}
