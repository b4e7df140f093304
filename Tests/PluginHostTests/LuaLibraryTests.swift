import Testing

@testable import PluginHost

/// Which defects of the Lua library are open in which release.
@Suite struct LuaLibraryTests {
  @Test(arguments: [
    ("Lua 5.4.4", 4, true), ("Lua 5.4.6", 2, true), ("Lua 5.4.8", 0, true), ("Lua 5.4.3", 4, false),
    ("Lua 5.5.0", 4, false), ("LuaJIT", 4, false),
  ])
  func `a defect is open until the release that mends it`(
    release: String, open: Int, isTested: Bool
  ) {
    #expect(LuaLibrary.openDefects(in: release).count == open)
    #expect(LuaLibrary.isTested(release) == isTested)
  }

  @Test func `the library of this machine is one that was tested`() {
    #expect(LuaLibrary.isTested(LuaLibrary.release), "\(LuaLibrary.release)")
  }
}
