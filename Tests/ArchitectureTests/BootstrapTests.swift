import Foundation
import Testing

/// Runs scripts/bootstrap with a search path of our own, in which programs can be missing or false.
@Suite struct BootstrapTests {
  @Test func `with everything there it says nothing and succeeds`() throws {
    let result = try Shell.run("/bin/sh", ["scripts/bootstrap"])
    #expect(result.code == 0)
    #expect(result.output == "" && result.errors == "")
  }

  @Test func `without the right to install it names the one command in both languages`() throws {
    let result = try run(without: ["luacheck", "sudo"], false: ["id": "echo 1000"])
    #expect(result.code == 1)
    #expect(
      result.errors == """
        缺少软件包，而且没有安装权限。请以管理员身份运行：
        Packages are missing and there is no right to install them. Run as an administrator:
            apt-get update && apt-get install -y --no-install-recommends lua-check

        """)
  }

  @Test
  func `a root user's missing package is installed, after an update only where the lists lack it`()
    throws
  {
    let scratch = try Scratch()
    let log = scratch.url("log").path
    let apt = "echo \"$*\" >> \(log)"
    let listed = try run(
      without: ["luacheck"],
      false: ["id": "echo 0", "apt-get": apt, "apt-cache": "exit 0"], in: scratch)
    #expect(listed.code == 0)
    #expect(listed.errors == "正在安装 / installing: lua-check\n")
    let install = "install -y --no-install-recommends lua-check\n"
    #expect(try String(contentsOfFile: log, encoding: .utf8) == install)

    let unlisted = try run(
      without: ["luacheck"],
      false: ["id": "echo 0", "apt-get": apt, "apt-cache": "exit 100"], in: scratch)
    #expect(unlisted.code == 0)
    #expect(try String(contentsOfFile: log, encoding: .utf8) == install + "update\n" + install)
  }

  @Test(arguments: [
    ("5.10.1", 1), ("6.1.3", 1), ("6.2", 0), ("6.3.1", 0), ("7.0", 0),
  ])
  func `swift 6.2 is the oldest that will do`(version: String, code: Int32) throws {
    let result = try run(
      without: [], false: ["swift": "echo 'Swift version \(version) (swift-\(version)-RELEASE)'"])
    #expect(result.code == code, "\(result.errors)")
    #expect(result.errors.contains("swiftly install latest") == (code == 1))
  }

  @Test func `a missing swift is named with the commands that install it`() throws {
    let result = try run(without: ["swift"])
    #expect(result.code == 1)
    #expect(
      result.errors.hasPrefix("没有找到 Swift 6.2 或更新的版本。请安装（https://www.swift.org/install/linux/）：\n"))
    #expect(result.errors.contains("swiftly install latest"))
  }

  /// Runs it with links to the real programs, some left out, some replaced by scripts.
  private func run(
    without missing: Set<String>, false replaced: [String: String] = [:],
    in scratch: Scratch? = nil
  ) throws -> Shell.Result {
    let scratch = try scratch ?? Scratch()
    let bin = scratch.url("bin-\(UUID().uuidString)")
    let manager = FileManager.default
    try manager.createDirectory(at: bin, withIntermediateDirectories: true)
    let needed = [
      "awk", "apt-cache", "apt-get", "cat", "env", "git", "id", "luacheck", "make", "mktemp",
      "pkg-config", "rm", "sed", "swift", "sudo",
    ]
    for name in needed where !missing.contains(name) && replaced[name] == nil {
      guard let real = Shell.find(name) else { continue }
      try manager.createSymbolicLink(
        at: bin.appendingPathComponent(name), withDestinationURL: URL(fileURLWithPath: real))
    }
    for (name, script) in replaced {
      let url = bin.appendingPathComponent(name)
      try "#!/bin/sh\n\(script)\n".write(to: url, atomically: true, encoding: .utf8)
      try manager.setAttributes([.posixPermissions: 0o755], ofItemAtPath: url.path)
    }
    return try Shell.run(
      "/bin/sh", ["scripts/bootstrap"],
      environment: ["PATH": bin.path, "TMPDIR": scratch.folder.path, "HOME": scratch.folder.path])
  }
}
