import Foundation
import Testing

@Suite struct LintTests {
  @Test func `swift format finds nothing to say`() throws {
    let swift = try #require(Shell.find("swift"), "swift is not on the search path")
    guard try Shell.run(swift, ["format", "--version"]).code == 0 else {
      print("skipped: this toolchain has no `swift format`")
      return
    }
    let paths = ["Package.swift", "Sources", "Tests", "Benchmarks"].filter(Repository.exists)
    let result = try Shell.run(swift, ["format", "lint", "--strict", "-r"] + paths)
    #expect(result.code == 0 && result.errors.isEmpty, "\(result.output)\(result.errors)")
  }

  @Test func `luacheck finds nothing to say about the plugins`() throws {
    let luacheck = try #require(
      Shell.find("luacheck"), "luacheck is not installed; scripts/bootstrap installs it (lua-check)"
    )
    let result = try Shell.run(luacheck, ["--no-color", "--codes", "plugins", "Examples"])
    #expect(result.code == 0, "\(result.output)\(result.errors)")
  }
}
