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
  /// The regimes that the site's plugins bring, read from `limits.yaml` without running Lua. Kept for
  /// plugins whose code failed too: the statutory floor does not depend on a script.
  public let regimes: [RegimeFile]
  /// Code-table names for `host.i18n.name(table, key)`.
  public var codeTableName: (_ table: String, _ key: String) -> Phrase? = { _, _ in nil }
  /// Receives what scripts log: plugin, level (`info`, `warn`) and text.
  public var log: (_ plugin: String, _ level: String, _ text: String) -> Void = { _, _, _ in }
  /// The program that worker processes are started from; it must call ``PluginWorker/serve()`` when its
  /// first argument is ``PluginWorker/argument``.
  public var workerExecutable = PluginWorker.ownExecutable
  /// Whether failures keep the values of the fields read, for `--show-input`.
  public var keepsInput = false

  /// Whether machines record which lines run; slower by an order of magnitude.
  var recordsCoverage = false
  /// Whether answers come with their decision records; off for callers that would throw them away.
  public var keepsRecords = true

  let members: [PluginMember]
  /// Who is asked for a hook, found once. Unchecked like what each question looks at, see
  /// ``PluginMachine``.
  @exclusivity(unchecked)
  private var askedMembers: [(hook: String, members: [PluginMember])] = []
  let orders: [String: HookOrder]
  let api: APILevel
  /// Answers of `calendar.days`, asked once for each plugin and year.
  var calendarYears: [CalendarKey: CalendarYear] = [:]
  /// Calendars that `host.date` counted in, by id and year.
  var hostCalendars: [String: WorkingCalendar?] = [:]

  /// Orders the plugins and checks manifests, digests, dependencies and settings.
  ///
  /// - Parameters:
  ///   - folders: The plugins' folders; those that the site does not name are ignored.
  ///   - site: The site file's list, in its order; a plugin without a folder is a failure.
  ///   - api: The level of the API.
  ///   - requiresApproval: Whether a plugin without a digest pin is refused.
  ///   - quarantined: The digests that are not asked because they failed again and again, by plugin.
  public init(
    folders: [PluginFolder], site: [SitePlugin], api: APILevel = .current,
    requiresApproval: Bool = true, quarantined: [String: PluginDigest] = [:]
  ) {
    self.api = api
    members = site.map { entry in
      PluginMember.admitted(
        entry, folders.first { $0.name == entry.id }, api: api,
        requiresApproval: requiresApproval)
    }
    for member in members { member.quarantine(quarantined[member.id]) }
    PluginRelations.check(members)
    regimes = PluginRelations.regimes(of: members)
    orders = PluginRelations.orders(of: members)
    failures = members.flatMap { member in
      [member.failure].compactMap(\.self)
        + member.hookFailures.sorted { $0.key < $1.key }.map(\.value)
    }
    activation = PluginRelations.activation(of: members, orders, api: api)
  }

  /// The plugins that answer a hook, in the order of asking; those switched off are left out.
  public func orderedIDs(for hook: String) -> [String] { orders[hook]?.ids ?? [] }

  /// The hooks that some plugin answers, sorted.
  public var hooks: [String] { orders.keys.sorted() }

  /// The plugins of a hook with those that fail on it, in the order of asking, failures last.
  func asked(_ hook: String) -> [PluginMember] {
    if let known = askedMembers.first(where: { $0.hook == hook }) { return known.members }
    let found = findAsked(hook)
    askedMembers.append((hook, found))
    return found
  }

  private func findAsked(_ hook: String) -> [PluginMember] {
    let ids = orderedIDs(for: hook)
    let rest = members.filter { $0.answers(hook) && !ids.contains($0.id) }
    return ids.compactMap { member($0) } + rest
  }

  func member(_ id: String) -> PluginMember? { members.first { $0.id == id } }

  /// The order of every hook with the reason for each place: the text of `plugin order`.
  public func orderDescription(in language: Language) -> String {
    var lines: [String] = []
    for hook in hooks {
      guard let order = orders[hook] else { continue }
      lines.append(hook)
      for (place, id) in order.ids.enumerated() {
        let enforcement = member(id)?.site.enforcement(of: hook).rawValue ?? ""
        let reason =
          place == 0 ? nil : order.reason(order.ids[place - 1], before: id).text(in: language)
        lines.append("  \(place + 1). \(id)  [\(enforcement)]\(reason.map { "  — \($0)" } ?? "")")
      }
      // Neighbours show their reason beside the place; other declared edges stand below.
      let neighbours = Set(zip(order.ids, order.ids.dropFirst()).map { "\($0) \($1)" })
      for edge in order.edges where !neighbours.contains("\(edge.first) \(edge.second)") {
        let reason = order.reason(edge.first, before: edge.second).text(in: language)
        lines.append("  · \(edge.first) → \(edge.second)  — \(reason)")
      }
      for cycle in order.cycles {
        let path = cycle.joined(separator: " → ")
        lines.append("  ! " + Phrase("顺序成环：\(path)", "circle: \(path)").text(in: language))
      }
    }
    return lines.joined(separator: "\n")
  }

  /// Whether anybody who answers one of these hooks declares to read the field.
  public func reads(_ field: String, on hooks: [String]) -> Bool {
    members.contains { member in
      hooks.contains {
        member.answers($0) && member.manifest?.hook($0)?.reads.contains(field) == true
      }
    }
  }

  /// The manifest of a plugin that could be read.
  public func manifest(of id: String) -> PluginManifest? { member(id)?.manifest }

  /// The reports on offer with their plugins, sorted by id.
  public var reports: [(plugin: String, report: PluginManifest.Report)] {
    members.filter(\.isOn).flatMap { member in
      (member.manifest?.reports ?? []).map { (member.id, $0) }
    }.sorted { $0.report.id < $1.report.id }
  }

  /// The import formats on offer with their plugins, sorted by id.
  public var importers: [(plugin: String, importer: PluginManifest.Importer)] {
    members.filter(\.isOn).flatMap { member in
      (member.manifest?.importers ?? []).map { (member.id, $0) }
    }.sorted { $0.importer.id < $1.importer.id }
  }

  /// The text of a reason in one language, from the plugin's locale files; the code with its
  /// arguments where the plugin has no such text.
  public func text(of because: Because, from plugin: String, in language: Language) -> String {
    if because.code == HostReason.ruleRow {
      let word = because.arguments.first { $0.name == language.rawValue }?.value.text
      return word ?? because.code
    }
    let texts = member(plugin)?.locale ?? LocaleTexts(of: PluginFolder(path: plugin, files: []))
    if let own = HostReason.texts[because.code], texts.phrase(because.code) == nil {
      return own.text(in: language)
    }
    return texts.text(
      because.code, because.arguments, in: language, named: { codeTableName($0, $1) })
  }
}
