public import ConsumerProtection
internal import LuaBridge

/// The Lua library that this process runs on, and what is known to be wrong with it.
public enum LuaLibrary {
  /// A defect of the library that a script could reach in a plain Lua.
  public struct Defect: Sendable, Equatable {
    /// What happens.
    public let problem: Phrase
    /// The first patch release of 5.4 without it.
    public let mendedIn: Int
    /// Why no plugin reaches it here.
    public let barrier: Phrase
  }

  /// The release, e.g. `Lua 5.4.4`.
  public static var release: String { LuaEngineVersion.release }

  /// The patch number of a release of 5.4; nil for any other version.
  static func patch(of release: String) -> Int? {
    guard release.hasPrefix("Lua 5.4.") else { return nil }
    return Int(release.dropFirst("Lua 5.4.".count))
  }

  /// Whether the host was tested with the release: 5.4.4 and later patches.
  public static func isTested(_ release: String) -> Bool {
    patch(of: release).map { $0 >= 4 } ?? false
  }

  /// The defects that are open in a release.
  public static func openDefects(in release: String) -> [Defect] {
    guard let patch = patch(of: release) else { return known }
    return known.filter { $0.mendedIn > patch }
  }

  /// Found by running scripts against Debian's 5.4.4; distributions may mend one without a new number.
  static let known = [
    Defect(
      problem: Phrase(
        "成串的 coroutine.close 使 C 栈溢出，进程崩溃",
        "a chain of coroutine.close overflows the C stack and crashes"
      ), mendedIn: 5,
      barrier: Phrase("沙箱没有 coroutine", "the sandbox has no coroutine")),
    Defect(
      problem: Phrase(
        "在错误处理中再出错，栈溢出（CVE-2022-33099）",
        "an error inside error handling overflows the stack (CVE-2022-33099)"), mendedIn: 5,
      barrier: Phrase(
        "xpcall 的处理函数受保护地运行，且 Debian 已修补",
        "the handler of xpcall runs protected, and Debian has mended it")),
    Defect(
      problem: Phrase(
        "出错时为很长的成员链找变量名，数秒不受控制",
        "looking for a variable's name behind a very long chain of members takes seconds, uncontrolled"
      ),
      mendedIn: 7,
      barrier: Phrase("源文件每个表达式至多 100 个后缀", "a source has at most 100 suffixes in one expression")),
    Defect(
      problem: Phrase(
        "内存上限下，弱元表中的 __newindex 被重复释放",
        "under a memory cap a __newindex in a weak metatable is freed twice"),
      mendedIn: 8,
      barrier: Phrase("沙箱没有 setmetatable", "the sandbox has no setmetatable")),
  ]
}
