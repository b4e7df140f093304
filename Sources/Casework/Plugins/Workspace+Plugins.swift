public import ConsumerProtection
internal import EventLedger
public import PluginHost

/// One plugin of the site, as `plugin list` shows it.
public struct PluginRow: Sendable, Equatable {
  /// How it stands with its approval.
  public enum State: String, Sendable {
    /// The folder is what was approved.
    case approved
    /// Nobody approved it.
    case unapproved
    /// The folder differs from what was approved.
    case changed
    /// There is no folder.
    case missing
    /// Switched off in the site file.
    case off
    /// It failed three times in a row and is not asked.
    case quarantined
  }
  /// Its identifier.
  public let id: String
  /// Its version; nil when its manifest cannot be read.
  public let version: String?
  /// What people call it.
  public let title: Phrase?
  /// The hooks it answers.
  public let hooks: [String]
  /// How far its answers count.
  public let enforcement: SitePlugin.Enforcement
  /// How far its answers to single hooks count, where that differs.
  public let hookEnforcement: [String: SitePlugin.Enforcement]
  /// What it is to the site.
  public let role: SitePlugin.Role
  /// Where it runs.
  public let isolation: SitePlugin.Isolation
  /// The digest of the folder as it is.
  public let digest: PluginDigest?
  /// How it stands with its approval.
  public let state: State
  /// Whether it is a rule table of the site file, which needs no approval of its own.
  public var isTable = false
}

/// What an approval changed.
public struct PluginApproval: Sendable, Equatable {
  /// The plugin.
  public let id: String
  /// The digest pinned before.
  public let before: PluginDigest?
  /// The digest pinned now.
  public let after: PluginDigest
  /// What it asks to be allowed now.
  public let permissions: [String]
}

extension Workspace {
  /// The site's plugins in site order; read without running anything of theirs.
  public nonisolated func pluginRows() -> [PluginRow] {
    let quarantined = (try? PluginHealth(in: store.view))?.quarantined ?? [:]
    let tables = site.rules.map { table in
      PluginRow(
        id: table.id, version: nil, title: table.title, hooks: [table.hook],
        enforcement: table.enforcement, hookEnforcement: [:], role: .overlay,
        isolation: .inProcess, digest: nil, state: table.enforcement == .off ? .off : .approved,
        isTable: true)
    }
    return tables
      + site.plugins.map { plugin in
        let folder = try? PluginFolder(path: "\(paths.plugins)/\(plugin.id)")
        let manifest = folder.flatMap { try? $0.manifest.get() }
        return PluginRow(
          id: plugin.id, version: manifest?.version.description, title: manifest?.title,
          hooks: manifest?.hooks.map(\.name) ?? [], enforcement: plugin.enforcement,
          hookEnforcement: plugin.hookEnforcement, role: plugin.role,
          isolation: site.isolation(
            of: plugin, in: folder, at: "\(paths.plugins)/\(plugin.id)"), digest: folder?.digest,
          state: Self.state(of: plugin, folder, quarantined[plugin.id]))
      }
  }

  private static func state(
    of plugin: SitePlugin, _ folder: PluginFolder?, _ quarantined: PluginDigest?
  ) -> PluginRow.State {
    guard let folder else { return .missing }
    if plugin.enforcement == .off { return .off }
    guard let pin = plugin.digest else { return .unapproved }
    guard pin == folder.digest else { return .changed }
    return quarantined == folder.digest ? .quarantined : .approved
  }

  /// The order in which each hook asks its plugins, with the reasons.
  public func pluginOrder(in language: Language) -> String {
    plugins.set.orderDescription(in: language)
  }

  /// The same for programs.
  public func pluginPlaces() -> [HookPlaces] { plugins.set.places }

  /// What keeps plugins from being used; empty for a sound site.
  public func pluginFailures() -> [PluginFailure] { plugins.set.failures }

  /// The folder of a plugin of this workspace.
  ///
  /// - Throws: `LUA-101` when it cannot be read.
  public nonisolated func pluginFolder(_ id: String) throws(Failure) -> PluginFolder {
    do throws(PluginProblems) {
      return try PluginFolder(path: "\(paths.plugins)/\(id)")
    } catch {
      throw Failure(error)
    }
  }

  /// Pins a plugin's folder as it is now in the site file; a plugin with errors is refused. Who approved
  /// what stands in the ledger before the pin is written.
  ///
  /// - Throws: `XB-002` when the site does not list the plugin, `XB-009` when the actor is no
  ///   administrator, `LUA-1xx` when the plugin is wrong.
  public func approve(_ id: String, as invocation: Invocation) throws(Failure) -> PluginApproval {
    guard let listed = site.plugins.first(where: { $0.id == id }) else {
      throw Failure(
        Refusal.Code.unknownIdentifier.text,
        problem: Phrase(
          "\(SiteFile.fileName) 没有列出插件“\(id)”",
          "\(SiteFile.fileName) does not list the plugin `\(id)`"),
        remedy: Phrase(
          "先在 plugins: 下加一行“- id: \(id)”", "First add `- id: \(id)` under plugins:"))
    }
    let folder = try pluginFolder(id)
    let errors = PluginCheck.findings(in: folder).filter { $0.severity == .error }
    guard errors.isEmpty else { throw Failure(PluginProblems(errors)) }
    // The file as it is now: lines may have moved since this workspace was opened.
    let text = try Files.readText(paths.siteFile)
    let now = try SiteFile(text: text, path: paths.siteFile).plugins.first { $0.id == id }
    guard let now, let pinned = SiteFile.text(text, pinning: folder.digest, to: now) else {
      throw Failure(
        "XB-106",
        problem: Phrase(
          "无法在 \(paths.siteFile) 中找到“\(id)”的条目",
          "Cannot find the entry of `\(id)` in \(paths.siteFile)"),
        remedy: Phrase(
          "手工写入 digest: \"\(folder.digest)\"", "Write digest: \"\(folder.digest)\" there by hand"))
    }
    _ = try SiteFile(text: pinned, path: paths.siteFile)
    try ApprovedFolders(paths).keep(folder)
    try record(
      PluginApproved(before: now.digest, after: folder.digest), of: id, as: invocation)
    try Files.write(Array(pinned.utf8), to: paths.siteFile)
    return PluginApproval(
      id: id, before: listed.digest, after: folder.digest,
      permissions: (try? folder.manifest.get().permissions.map(\.rawValue)) ?? [])
  }

  /// Records an approval in the plugin's own history.
  private func record(
    _ approval: PluginApproved, of id: String, as invocation: Invocation
  ) throws(Failure) {
    let moment = try moment(of: invocation)
    let view = try currentView()
    let loader = MatterLoader(view: view, areas: Self.areas)
    let loaded = try loader.load(MatterReference(MatterKind("plugin"), id))
    let lookUps = EngineLookUps(loader: loader, calendars: [:], regimes: [])
    try authorise([ApprovePlugin()], by: invocation, at: moment, lookUps, in: view)
    var builder = TransactionBuilder(moment: moment, zone: site.zone, actor: invocation.actor)
    builder.add([approval.encoded], to: loaded)
    builder.expect(lookUps.expectations)
    do throws(LedgerError) {
      _ = try store.append(builder.transaction(idempotencyKey: invocation.idempotencyKey ?? ""))
    } catch {
      throw Failure(error)
    }
  }
}

/// The command of approving a plugin, for the table of authorities.
struct ApprovePlugin: Sendable {}

/// A plugin's folder was approved. Version 1, since 0.1: `before`?, `after`.
private struct PluginApproved: RecordedEvent {
  let before: String?
  let after: String
  var type: String { EngineEvent.approved }
  var version: Int { 1 }

  init(before: PluginDigest?, after: PluginDigest) {
    self.before = before?.description
    self.after = after.description
  }

  init(
    type: String, version: Int, payload: Payload, envelope: EventEnvelope
  ) throws(PayloadError) {
    guard type == EngineEvent.approved else { throw .unknownType(type) }
    before = try payload.optionalText("before")
    after = try payload.text("after")
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("before", before)
    payload.write("after", after)
  }

  var encoded: Area.EncodedEvent { Area.EncodedEvent(self) }
}
