internal import Casework

#if canImport(Glibc)
  internal import Glibc
#endif

/// Finds the plugins that came with the program.
enum ShippedPlugins {
  /// `plugins` or `share/xiaobao/plugins` in the program's folder or one above it; nil when there
  /// is none.
  static func folder() -> String? {
    guard var parent = executable().map({ $0[...] }) else { return nil }
    while let slash = parent.lastIndex(of: "/") {
      parent = parent[..<slash]
      for name in ["plugins", "share/xiaobao/plugins"] where hasPlugins("\(parent)/\(name)") {
        return "\(parent)/\(name)"
      }
    }
    return nil
  }

  private static func hasPlugins(_ path: String) -> Bool {
    Files.names(in: path).contains { Files.isReadable("\(path)/\($0)/plugin.yaml") }
  }

  private static func executable() -> String? {
    guard let path = realpath("/proc/self/exe", nil) else { return nil }
    defer { free(path) }
    return String(cString: path)
  }
}
