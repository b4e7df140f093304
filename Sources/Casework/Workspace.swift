internal import ConsumerProtection
package import EventLedger
internal import PluginHost

/// An opened workspace: the engine over one ledger and one set of plugins.
///
/// The one owner of everything that changes. The command line opens it per process, a server keeps
/// it; the code is the same.
public actor Workspace {
  /// What the caller will do with the workspace.
  public enum Access: Sendable {
    /// Only read: no lock is taken and nothing is written; works on a read-only mount.
    case reading
    /// Read and write; the lock is taken around each commit.
    case writing
    /// Read and write; the lock is held until the workspace is closed.
    case serving
  }

  /// How a workspace is opened.
  public struct Options: Sendable {
    /// Admits a clock that stands before the ledger's last record.
    public var allowsClockStep = false
    /// How long to wait for another writer (ms).
    public var lockWaitMilliseconds = 5_000
    /// Disk, clock and chance of the ledger; nil is the machine's own.
    public var environment: LedgerEnvironmentBox?

    /// The defaults.
    public init() {}
  }

  /// The site file.
  public nonisolated let site: SiteFile
  /// Where its parts lie.
  public nonisolated let paths: WorkspacePaths

  let clock: ZoneClock
  let store: Store
  private var runtime: PluginRuntime?

  /// Opens a workspace.
  ///
  /// - Throws: `XB-101` when there is none, `XB-102` for a wrong site file, `XB-2xx` for the ledger.
  public init(
    opening paths: WorkspacePaths, access: Access, options: Options = Options()
  ) throws(Failure) {
    let text = try Files.readText(paths.siteFile)
    let site = try SiteFile(text: text, path: paths.siteFile)
    guard let clock = ZoneClock(zone: site.zone) else { throw Self.unknownZone(site.zone, paths) }
    self.site = site
    self.paths = paths
    self.clock = clock
    store = try Store(paths: paths, key: site.key, access: access, options: options)
  }

  /// Gives the lock back and closes the files.
  public func close() { store.close() }

  /// The plugins; read and checked on first use.
  var plugins: PluginRuntime {
    let quarantined =
      (try? PluginHealth(in: store.view))?.quarantined ?? runtime?.quarantined ?? [:]
    if let runtime, runtime.quarantined == quarantined { return runtime }
    let made = PluginRuntime(
      site: runtime?.site ?? site, paths: paths, quarantined: quarantined)
    runtime = made
    return made
  }

  /// Other rules answer from here on, all at once.
  func replaceRuntime(_ made: PluginRuntime) { runtime = made }

  /// The newest state: catches up with what other processes committed.
  func currentView() throws(Failure) -> LedgerView {
    do throws(LedgerError) {
      return try store.refresh()
    } catch {
      throw Failure(error)
    }
  }

  static let areas: [MatterKind: Area] = [
    Complaint.kind: Area(Complaint.self), Unit.kind: Area(Unit.self),
    Person.kind: Area(Person.self), DataSubject.kind: Area(DataSubject.self),
    SavedView.kind: Area(SavedView.self), IntakeContact.kind: Area(IntakeContact.self),
    Emergency.kind: Area(Emergency.self), SuggestionBox.kind: Area(SuggestionBox.self),
  ]

  private static func unknownZone(_ zone: String, _ paths: WorkspacePaths) -> Failure {
    Failure(
      "XB-103",
      problem: Phrase("本机没有时区“\(zone)”的数据", "This machine has no data for the zone `\(zone)`"),
      remedy: Phrase(
        "检查 \(paths.siteFile) 的 zone；必要时安装 tzdata",
        "Check `zone` in \(paths.siteFile); install tzdata where it is missing"))
  }
}

/// Carries a ledger environment through the public options; tests put a simulated disk in.
public struct LedgerEnvironmentBox: Sendable {
  let environment: LedgerEnvironment

  /// A box around an environment.
  package init(_ environment: LedgerEnvironment) { self.environment = environment }
}
