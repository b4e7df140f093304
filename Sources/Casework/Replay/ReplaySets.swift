internal import ConsumerProtection
internal import PluginHost

/// The plugin sets of a replay: today's and the one with the new rules.
struct ReplaySets {
  let current: PluginSet
  let candidate: PluginSet
  let currentLimits: [SiteLimit]
  let candidateLimits: [SiteLimit]
  /// The intake hooks on which the two may differ.
  let hooks: [String]
  /// Whether the new rules bring another working calendar.
  let changesCalendar: Bool
  let name: String
  let digest: String?

  init(_ question: ReplayQuestion, site: SiteFile, paths: WorkspacePaths) throws(Failure) {
    let folders = Self.folders(site.plugins, paths)
    let plugins = site.rules.map { SitePlugin($0) } + site.plugins
    current = PluginSet(folders: folders, site: plugins)
    currentLimits = site.limits
    var limits = site.limits
    var (touched, calendar): (Set<String>, Bool) = ([], false)
    switch question.candidate {
    case .current:
      candidate = PluginSet(folders: folders, site: plugins)
      (name, digest) = (SiteFile.fileName, nil)
      touched = Set(PluginRuntime.intakeHooks)
    case .plugin(let folder, let settings):
      let manifest = try Self.manifest(of: folder)
      let entry = Self.entry(folder, manifest, settings, site)
      candidate = PluginSet(
        folders: [folder] + folders.filter { $0.name != folder.name },
        site: Self.replacing(plugins, with: entry))
      (name, digest) = ("\(folder.name) \(manifest.version)", folder.digest.description)
      let old = folders.first { $0.name == folder.name }.flatMap { try? $0.manifest.get() }
      touched = Set(manifest.hooks.map(\.name) + (old?.hooks.map(\.name) ?? []))
      calendar = manifest.calendar?.id == site.policy.calendarID
      if manifest.regime != nil || calendar { touched.insert("complaint.deadline") }
    case .tables(let tables, let file):
      candidate = PluginSet(
        folders: folders,
        site: tables.reversed().reduce(plugins) { Self.replacing($0, with: SitePlugin($1)) })
      (name, digest) = (file, nil)
      touched = Set(tables.map(\.hook))
    case .site(let new):
      let others = Self.folders(new.plugins, paths)
      candidate = PluginSet(
        folders: others,
        site: new.rules.map { SitePlugin($0) } + new.plugins, requiresApproval: false)
      limits = new.limits
      (name, digest) = (SiteFile.fileName, nil)
      touched = Set(PluginRuntime.intakeHooks)
      calendar = true
    }
    candidateLimits = limits
    changesCalendar = calendar
    // Another class may lead to another desk and another limit.
    if touched.contains("complaint.classify") {
      touched.formUnion(["complaint.route", "complaint.deadline"])
    }
    hooks = PluginRuntime.intakeHooks.filter(touched.contains)
    for set in [current, candidate] { set.codeTableName = Workspace.codeTableName }
    if let failure = candidate.failures.first(where: { failure in
      !current.failures.contains { $0.plugin == failure.plugin && $0.code == failure.code }
    }) {
      throw Failure(failure)
    }
  }

  private static func folders(_ plugins: [SitePlugin], _ paths: WorkspacePaths) -> [PluginFolder] {
    let approved = ApprovedFolders(paths)
    return plugins.compactMap { plugin in
      let folder = try? PluginFolder(path: "\(paths.plugins)/\(plugin.id)")
      // A folder that is being worked on counts as it was approved.
      guard let pin = plugin.digest, folder?.digest != pin else { return folder }
      return approved.folder(plugin.id, pin) ?? folder
    }
  }

  private static func manifest(of folder: PluginFolder) throws(Failure) -> PluginManifest {
    do throws(PluginProblems) {
      return try folder.manifest.get()
    } catch {
      throw Failure(error)
    }
  }

  /// The entry under which the new plugin stands: approved as it is and in force.
  private static func entry(
    _ folder: PluginFolder, _ manifest: PluginManifest, _ settings: JSONValue?, _ site: SiteFile
  ) -> SitePlugin {
    let listed = site.plugins.first { $0.id == folder.name }
    let isInForce = listed.map { $0.enforcement == .advisory || $0.enforcement == .mandatory }
    return SitePlugin(
      id: folder.name, digest: folder.digest,
      enforcement: isInForce == true ? listed?.enforcement ?? .mandatory : .mandatory,
      role: listed?.role ?? (manifest.regime == nil ? .overlay : .regime),
      settings: settings ?? listed?.settings, line: listed?.line)
  }

  private static func replacing(_ plugins: [SitePlugin], with entry: SitePlugin) -> [SitePlugin] {
    guard let place = plugins.firstIndex(where: { $0.id == entry.id }) else {
      return [entry] + plugins
    }
    var plugins = plugins
    plugins[place] = entry
    return plugins
  }
}
