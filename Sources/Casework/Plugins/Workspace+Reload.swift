internal import ConsumerProtection
internal import EventLedger
internal import PluginHost

#if canImport(Glibc)
  internal import Glibc
#endif

/// What a reload did.
public struct PluginReload: Sendable, Equatable {
  /// Whether other rules answer from here on.
  public let isChanged: Bool
  /// The plugins and tables that answer now, in site order.
  public let plugins: [String]
}

extension Workspace {
  /// Reads the site's rules anew while the workspace stays open: plugins, rule tables and limits.
  ///
  /// The new set is built aside: the site file is read, each folder checked against its pin, every plugin
  /// loaded. It takes the old one's place whole; when any of this fails, the old set goes on answering.
  ///
  /// - Throws: `XB-102` for a wrong site file, `XB-107` when it changes what needs a new start, `LUA-1xx`
  ///   and `LUA-2xx` for a plugin that cannot be used.
  @discardableResult
  public func reloadPlugins() throws(Failure) -> PluginReload {
    let text = try Files.readText(paths.siteFile)
    let new = try SiteFile(text: text, path: paths.siteFile)
    guard new.zone == site.zone, new.institution == site.institution, new.policy == site.policy,
      new.labels == site.labels
    else {
      throw Failure(
        "XB-107",
        problem: Phrase(
          "\(SiteFile.fileName) 的 institution、zone、policy 或 labels 有改动，不能在运行中替换；原规则继续有效",
          "institution, zone, policy or labels of \(SiteFile.fileName) changed, which no running process"
            + " can take over; the old rules go on answering"),
        remedy: Phrase("重新启动后生效", "Start anew to let it take effect"))
    }
    let quarantined: [String: PluginDigest]
    do throws(LedgerError) {
      quarantined = try PluginHealth(in: store.refresh()).quarantined
    } catch {
      throw Failure(error)
    }
    let made = PluginRuntime(site: new, paths: paths, quarantined: quarantined)
    let now = clock.now()
    let today = clock.civil(now).day
    do throws(PluginFailure) {
      try made.set.loadAll(
        HookContext(
          now: now, today: today, day: today, zone: site.zone, calendarID: site.policy.calendarID))
    } catch {
      throw Failure(error)
    }
    let old = plugins
    let sameSet = made.activation == old.activation
    let sameLimits = made.limits == old.limits
    let names = made.set.activation.plugins.map(\.id)
    if !sameSet || !sameLimits { replaceRuntime(made) }
    return PluginReload(isChanged: !sameSet || !sameLimits, plugins: names)
  }

  /// A stamp of the site file and the plugins' folders that differs when somebody changed one of them:
  /// cheap enough to be taken before each case.
  public nonisolated func pluginStamp() -> [UInt64] {
    var stamp: [UInt64] = []
    Self.stamp(paths.siteFile, into: &stamp)
    Self.stamp(paths.plugins, into: &stamp)
    return stamp
  }

  private static func stamp(_ path: String, into stamp: inout [UInt64]) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return stamp.append(0) }
    stamp += [
      UInt64(status.st_ino), UInt64(bitPattern: Int64(status.st_mtim.tv_sec)),
      UInt64(status.st_mtim.tv_nsec), UInt64(status.st_size),
    ]
    guard status.st_mode & S_IFMT == S_IFDIR else { return }
    for name in Files.names(in: path) { self.stamp("\(path)/\(name)", into: &stamp) }
  }
}
