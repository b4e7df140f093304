public import ConsumerProtection
internal import EventLedger
internal import PluginHost

/// What `xiaobao init` is told.
public struct CreationOptions: Sendable {
  /// A short identifier, e.g. `demo-rcb`.
  public var institutionID = "bank"
  /// The institution's name in both languages.
  public var name = Phrase(same: "")
  /// The IANA time zone.
  public var zone = "Asia/Shanghai"
  /// The first language.
  public var language = Language.zh
  /// The identifier of the head office's unit.
  public var headOffice = "HQ"
  /// The administrator's staff number.
  public var administrator = ""
  /// The folder with the shipped plugins, one folder each.
  public var pluginSource = ""
  /// The text of a prepared site file, and its path for messages; pins are filled in.
  public var siteFile: (text: String, path: String)?
  /// Disk, clock and chance of the ledger; nil is the machine's own.
  public var environment: LedgerEnvironmentBox?

  /// Options with their defaults.
  public init() {}
}

/// What `xiaobao init` made.
public struct Creation: Sendable, Equatable {
  /// One plugin that was copied and pinned.
  public struct Plugin: Sendable, Equatable {
    /// Its identifier.
    public let id: String
    /// Its version.
    public let version: String
    /// The pinned digest.
    public let digest: String
  }
  /// The workspace's folder.
  public let path: String
  /// The institution's name.
  public let institution: Phrase
  /// The plugins in site order.
  public let plugins: [Plugin]
}

extension Workspace {
  /// Makes a workspace: site file, plugins, ledger, keys, and the first unit and person.
  ///
  /// - Throws: `XB-104` when the folder holds something already; whatever the files and the ledger
  ///   report. On a failure nothing that looks like a workspace is left: the site file comes last.
  public static func create(
    at path: String, options: CreationOptions, as invocation: Invocation
  ) async throws(Failure) -> Creation {
    let paths = WorkspacePaths(root: path)
    guard Files.names(in: path).isEmpty else { throw occupied(path) }
    let folders = try shippedPlugins(in: options.pluginSource)
    let (site, text) = try siteFile(options, folders, paths)
    try Files.makeFolder(path)
    for folder in [paths.plugins, paths.attachments, paths.outbox, "\(paths.outbox)/pending"] {
      try Files.makeFolder(folder)
    }
    try copyMappings(beside: options.pluginSource, to: paths.mappings)
    let used = folders.filter { folder in site.plugins.contains { $0.id == folder.name } }
    for folder in used {
      try copy(folder, to: "\(paths.plugins)/\(folder.name)")
      try ApprovedFolders(paths).keep(folder)
    }
    do throws(LedgerError) {
      try Ledger.create(
        at: paths.ledger, keysAt: paths.keys,
        environment: options.environment?.environment ?? .posix())
    } catch {
      throw Failure(error)
    }
    try Files.write(Array(text.utf8), to: paths.siteFile)
    var opening = Options()
    opening.environment = options.environment
    try await Workspace(opening: paths, access: .writing, options: opening)
      .establish(options, as: invocation)
    return Creation(
      path: path, institution: site.institution.name,
      plugins: site.plugins.compactMap { plugin in
        used.first { $0.name == plugin.id }.map { folder in
          Creation.Plugin(
            id: folder.name, version: (try? folder.manifest.get().version.description) ?? "",
            digest: folder.digest.description)
        }
      })
  }

  /// Records the head office and the administrator, so that somebody may do the rest.
  private func establish(
    _ options: CreationOptions, as invocation: Invocation
  ) throws(Failure) {
    // The bank was there before this program: what happened earlier must find it. `--on` says from when.
    let from = invocation.on?.day ?? Self.institutionFrom
    let head = site.institution.headOffice
    _ = try execute(
      .establish(
        name: site.institution.name.zh, shortName: nil, level: .headOffice, parent: nil, from: from),
      on: head, of: Unit.self, as: invocation)
    let id = options.administrator
    _ = try execute(.record(name: id, from: from), on: id, of: Person.self, as: invocation)
    _ = try execute(
      .post(unit: head, position: nil, from: from), on: id, of: Person.self, as: invocation)
    _ = try execute(
      .grant(.administrator, unit: nil, from: from, until: nil), on: id, of: Person.self,
      as: invocation)
    close()
  }

  /// Since when the head office and the administrator count as being there, unless `--on` says.
  private static let institutionFrom = CivilDay(number: 10_957)  // 2000-01-01

  private static func shippedPlugins(in source: String) throws(Failure) -> [PluginFolder] {
    var folders: [PluginFolder] = []
    for name in Files.names(in: source) where Files.isReadable("\(source)/\(name)/plugin.yaml") {
      do throws(PluginProblems) {
        folders.append(try PluginFolder(path: "\(source)/\(name)"))
      } catch {
        throw Failure(error)
      }
    }
    guard !folders.isEmpty else {
      throw Failure(
        "XB-105",
        problem: Phrase("“\(source)”中没有插件", "There are no plugins in \(source)"),
        remedy: Phrase(
          "用 --plugins DIR 指出随附插件的目录", "Name the folder of the shipped plugins with --plugins DIR"),
        exit: .usage)
    }
    return folders
  }

  private static func siteFile(
    _ options: CreationOptions, _ folders: [PluginFolder], _ paths: WorkspacePaths
  ) throws(Failure) -> (SiteFile, String) {
    var text: String
    if let given = options.siteFile {
      text = given.text
      // From the last to the first, so that an added line moves no entry that is still to come.
      for plugin in try SiteFile(text: text, path: given.path).plugins.reversed() {
        guard let folder = folders.first(where: { $0.name == plugin.id }) else {
          throw unknownPlugin(plugin.id, given.path)
        }
        text = SiteFile.text(text, pinning: folder.digest, to: plugin) ?? text
      }
    } else {
      text = SiteFile.template(
        institution: SiteFile.Institution(
          id: options.institutionID, name: options.name, headOffice: options.headOffice),
        zone: options.zone, language: options.language,
        plugins: folders.filter { (try? $0.manifest.get().isOptional) != true }.map { folder in
          let isRegime = (try? folder.manifest.get().regime) != nil
          return (folder.name, folder.digest, isRegime ? .regime : .overlay)
        })
    }
    let path = options.siteFile?.path ?? paths.siteFile
    return (try SiteFile(text: text, path: path), text)
  }

  /// The mapping files that are shipped beside the plugins; the bank changes its copies.
  private static func copyMappings(
    beside plugins: String, to folder: String
  ) throws(Failure) {
    let source = "\(plugins)/../mappings"
    let names = Files.names(in: source).filter { $0.hasSuffix(".yaml") }
    guard !names.isEmpty else { return }
    try Files.makeFolder(folder)
    for name in names {
      try Files.write(try Files.read("\(source)/\(name)"), to: "\(folder)/\(name)")
    }
  }

  private static func copy(_ folder: PluginFolder, to path: String) throws(Failure) {
    try Files.makeFolder(path)
    for file in folder.files {
      let target = "\(path)/\(file.path)"
      if let slash = target.lastIndex(of: "/") {
        try Files.makeFolder(String(target[..<slash]))
      }
      try Files.write(file.bytes, to: target)
    }
  }

  private static func occupied(_ path: String) -> Failure {
    Failure(
      "XB-104", problem: Phrase("\(path) 不是空目录", "\(path) is not empty"),
      remedy: Phrase("请选择空的或新的目录", "Choose an empty or a new folder"), exit: .usage)
  }

  private static func unknownPlugin(_ id: String, _ path: String) -> Failure {
    Failure(
      "XB-105",
      problem: Phrase(
        "\(path) 列出的插件“\(id)”不在随附插件中", "\(path) lists the plugin `\(id)`, which is not shipped"),
      remedy: Phrase(
        "请先从站点文件中去掉，建好后放入 plugins/ 再 xiaobao plugin approve \(id)",
        "Leave it out for now; put it into plugins/ afterwards and run xiaobao plugin approve \(id)"
      ))
  }
}
