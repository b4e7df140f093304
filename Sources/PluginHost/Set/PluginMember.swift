public import ConsumerProtection

/// One plugin of a set: what the site says, what its folder holds, and its machine once it has one.
final class PluginMember {
  let site: SitePlugin
  /// Whether a rule table of the site file stands here instead of a folder.
  let isTable: Bool
  let folder: PluginFolder?
  let manifest: PluginManifest?
  let settings: JSONValue
  /// What keeps it from being asked at all.
  var failure: PluginFailure? {
    get { kept?.failure }
    set { kept = newValue.map(KeptFailure.init) }
  }
  private var kept: KeptFailure?
  /// What keeps it from one hook: a circle, a second owner.
  @exclusivity(unchecked)
  var hookFailures: [String: PluginFailure] = [:]
  /// Why it could not be loaded; remembered, so that it fails alike for every case.
  var loadFailure: KeptFailure?
  @exclusivity(unchecked)
  var machine: PluginMachine?
  /// Where its Lua runs.
  var isolation: SitePlugin.Isolation { site.isolation ?? .inProcess }
  lazy var locale = folder.map { LocaleTexts(of: $0) }

  var id: String { site.id }
  var version: String? { manifest?.version.description }
  var isOn: Bool { site.enforcement != .off }

  /// Whether its answers to the hook count.
  func isUsed(on hook: String) -> Bool {
    let enforcement = site.enforcement(of: hook)
    return enforcement == .advisory || enforcement == .mandatory
  }

  init(
    site: SitePlugin, folder: PluginFolder?, manifest: PluginManifest?, settings: JSONValue,
    failure: PluginFailure?
  ) {
    self.site = site
    isTable = site.table != nil
    self.folder = folder
    self.manifest = manifest
    self.settings = settings
    kept = failure.map(KeptFailure.init)
  }

  /// Whether anything may keep it from a hook.
  var mayFail: Bool { kept != nil || !hookFailures.isEmpty }

  /// What keeps it from this hook.
  func failure(on hook: String) -> PluginFailure? {
    hookFailures.isEmpty ? nil : hookFailures[hook]
  }

  /// Whether the plugin answers the hook; one whose manifest cannot be read may answer any hook on
  /// a complaint, so it counts as failing there.
  func answers(_ hook: String) -> Bool {
    guard site.enforcement(of: hook) != .off else { return false }
    guard let manifest else { return hook.hasPrefix("complaint.") }
    return manifest.hook(hook) != nil
  }

  /// Keeps a digest in quarantine from being asked; what fails for another reason keeps that one.
  func quarantine(_ digest: PluginDigest?) {
    guard let digest, digest == folder?.digest, isOn, failure == nil else { return }
    failure = .unusable(
      .quarantined, plugin: id, version: version,
      Phrase(
        "连续失败三次，已隔离，不再询问；修好后批准新版本，或说明理由放行：xiaobao plugin release \(id) --reason …",
        "it failed three times in a row and is in quarantine; approve a mended version, or let it"
          + " answer again with a reason: xiaobao plugin release \(id) --reason …"))
  }

  /// Reads and checks one entry of the site list, all but its relations to others.
  static func admitted(
    _ site: SitePlugin, _ folder: PluginFolder?, api: APILevel, requiresApproval: Bool
  ) -> PluginMember {
    if let table = site.table {
      return PluginMember(
        site: site, folder: nil, manifest: table.manifest, settings: table.json, failure: nil)
    }
    guard site.enforcement != .off || folder != nil else {
      return PluginMember(
        site: site, folder: nil, manifest: nil, settings: site.settings ?? .object([]),
        failure: nil)
    }
    guard let folder else {
      return refused(
        site, nil, .notApproved, at: nil,
        Phrase(
          "没有插件文件夹 plugins/\(site.id)", "there is no plugin folder plugins/\(site.id)"))
    }
    let manifest = try? folder.manifest.get()
    func refuse(
      _ code: PluginFailure.Code, at place: PluginProblem? = nil, _ problem: Phrase
    ) -> PluginMember {
      refused(site, folder, code, at: place, problem)
    }
    guard site.enforcement != .off else {
      return PluginMember(
        site: site, folder: folder, manifest: manifest, settings: site.settings ?? .object([]),
        failure: nil)
    }
    if let pin = site.digest {
      guard pin == folder.digest else {
        return refuse(
          .changed,
          Phrase(
            "批准之后文件有改动：批准的是 \(pin)，现在是 \(folder.digest)",
            "a file was changed after approval: approved \(pin), found \(folder.digest)"))
      }
    } else if requiresApproval {
      return refuse(
        .notApproved,
        Phrase(
          "站点文件没有批准其摘要；核对后写入 digest: \"\(folder.digest)\"",
          "the site file approves no digest; after a look write digest: \"\(folder.digest)\""))
    }
    guard let manifest else {
      return refuse(.manifest, at: folder.firstProblem, folder.problemText)
    }
    guard manifest.id == site.id else {
      return refuse(
        .manifest,
        Phrase(
          "plugin.yaml 的 id 是 \(manifest.id)，文件夹是 \(site.id)",
          "plugin.yaml says id \(manifest.id), the folder is \(site.id)"))
    }
    guard api.offers(manifest.api) else {
      return refuse(
        .apiTooNew,
        Phrase(
          "需要 API \(manifest.api)，本程序提供 \(api)", "needs API \(manifest.api), this host has \(api)"))
    }
    return withSettings(site, folder, manifest)
  }

  private static func withSettings(
    _ site: SitePlugin, _ folder: PluginFolder, _ manifest: PluginManifest
  ) -> PluginMember {
    let schema: SettingsSchema
    do {
      schema = try SettingsSchema.read(in: folder)
    } catch {
      return refused(site, folder, .settings, at: error.problems.first, error.text)
    }
    switch schema.settings(from: site.settings) {
    case .success(let settings):
      return PluginMember(
        site: site, folder: folder, manifest: manifest, settings: settings, failure: nil)
    case .failure(let errors):
      let problem = Phrase(
        errors.problems.map { "\($0.path)：\($0.problem.zh)" }.joined(separator: "；"),
        errors.problems.map { "\($0.path): \($0.problem.en)" }.joined(separator: "; "))
      return refused(site, folder, .settings, at: nil, problem)
    }
  }

  private static func refused(
    _ site: SitePlugin, _ folder: PluginFolder?, _ code: PluginFailure.Code,
    at place: PluginProblem?, _ problem: Phrase
  ) -> PluginMember {
    let manifest = folder.flatMap { try? $0.manifest.get() }
    return PluginMember(
      site: site, folder: folder, manifest: manifest, settings: site.settings ?? .object([]),
      failure: .unusable(
        code, plugin: site.id, version: manifest?.version.description, at: place, problem))
  }
}

extension PluginFolder {
  fileprivate var firstProblem: PluginProblem? {
    if case .failure(let problems) = manifest { problems.problems.first } else { nil }
  }

  fileprivate var problemText: Phrase {
    if case .failure(let problems) = manifest { problems.text } else { Phrase(same: "") }
  }
}

extension PluginProblems {
  /// All problems, one sentence each; the place of the first stands in the failure itself.
  public var text: Phrase {
    func joined(_ separator: String, _ sentence: (PluginProblem) -> String) -> String {
      problems.enumerated().map { index, problem in
        index == 0 ? sentence(problem) : "\(problem.place) \(sentence(problem))"
      }.joined(separator: separator)
    }
    return Phrase(joined("；", \.problem.zh), joined("; ", \.problem.en))
  }
}

extension PluginFailure {
  /// A failure of a plugin that is never asked.
  static func unusable(
    _ code: Code, plugin: String, version: String?, hook: String? = nil,
    at place: PluginProblem? = nil, _ problem: Phrase
  ) -> PluginFailure {
    PluginFailure(
      code: code, plugin: plugin, version: version, hook: hook, file: place?.file,
      line: place?.line, column: place?.column, message: problem,
      effect: Phrase(
        "该插件不被询问；它的钩子按失败处理", "the plugin is not asked; its hooks count as failing"),
      repeatCommand: "xiaobao plugin check \(plugin)")
  }

  /// The same failure as it shows for one hook and case.
  func shown(for hook: String, _ context: HookContext) -> PluginFailure {
    PluginFailure(
      code: code, plugin: plugin, version: version, hook: hook,
      caseID: context.knownCaseID, file: file, line: line,
      column: column, message: message, isMessagePersonal: isMessagePersonal,
      pluginCode: pluginCode, source: source, traceback: traceback, fieldsRead: fieldsRead,
      usage: usage, effect: HookDeclaration.named(hook)?.effect ?? effect,
      repeatCommand: repeatCommand)
  }
}
