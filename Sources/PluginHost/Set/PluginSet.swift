public import ConsumerProtection

/// The plugins of a site: who is asked, in which order, and how their answers combine.
///
/// Building a set runs nothing. A machine is made when a plugin is first asked, one for each plugin.
/// A plugin that cannot be used (changed, missing, in a circle) stays in the set as a failure: the
/// hooks that it should have answered fall back as for a failing plugin, so that nothing is lost.
/// A plain class with one owner; it is not `Sendable`.
public final class PluginSet {
  /// What keeps plugins from being used, in site order; empty for a sound set.
  public let failures: [PluginFailure]
  /// What decides, exactly.
  public let activation: PluginActivation
  /// Code-table names for `host.i18n.name(table, key)`.
  public var codeTableName: (_ table: String, _ key: String) -> Phrase? = { _, _ in nil }
  /// Receives what scripts log: plugin, level (`info`, `warn`) and text.
  public var log: (_ plugin: String, _ level: String, _ text: String) -> Void = { _, _, _ in }
  /// Whether failures keep the values of the fields read, for `--show-input`.
  public var keepsInput = false

  /// Orders the plugins and checks manifests, digests, dependencies and settings.
  ///
  /// - Parameters:
  ///   - folders: The plugins' folders; those that the site does not name are ignored.
  ///   - site: The site file's list, in its order; a plugin without a folder is a failure.
  ///   - api: The level of the API.
  ///   - requiresApproval: Whether a plugin without a digest pin is refused.
  public init(
    folders: [PluginFolder], site: [SitePlugin], api: APILevel = .current,
    requiresApproval: Bool = true
  ) {
    failures = []
    activation = PluginActivation(api: api, plugins: [], order: [])
  }

  /// The plugins that answer a hook, in the order of asking; those switched off are left out.
  public func orderedIDs(for hook: String) -> [String] { [] }

  /// The hooks that some plugin answers, sorted.
  public var hooks: [String] { [] }

  /// The order of every hook with the reason for each place: the text of `plugin order`.
  public func orderDescription(in language: Language) -> String { "" }

  /// The manifest of a plugin that could be read.
  public func manifest(of id: String) -> PluginManifest? { nil }

  /// The reports on offer with their plugins, sorted by id.
  public var reports: [(plugin: String, report: PluginManifest.Report)] { [] }

  /// The import formats on offer with their plugins, sorted by id.
  public var importers: [(plugin: String, importer: PluginManifest.Importer)] { [] }

  /// The text of a reason in one language, from the plugin's locale files; the code with its
  /// arguments where the plugin has no such text.
  public func text(of because: Because, from plugin: String, in language: Language) -> String { "" }

  /// The regimes that the site's plugins bring, read from `limits.yaml` without running Lua.
  public var regimes: [RegimeFile] { [] }
}
