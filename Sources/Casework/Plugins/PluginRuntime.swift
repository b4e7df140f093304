internal import ConsumerProtection
internal import EventLedger
internal import PluginHost

/// The site's plugins as this process uses them: read on first use, one machine a plugin.
///
/// Owned by the workspace's actor.
final class PluginRuntime {
  let set: PluginSet
  /// The canonical JSON of `plugins.activated`, made once.
  private(set) lazy var activation = set.activation.json
  private let calendarID: String
  /// The bank's own fields, asked once.
  var knownFields: (fields: [CustomField], failures: [PluginFailure])?
  private var calendars: [String: (years: ClosedRange<Int>, calendar: WorkingCalendar)] = [:]

  /// The digests that are not asked, by plugin.
  let quarantined: [String: PluginDigest]
  /// The site file that these rules come from; a reload may have read it anew.
  let site: SiteFile
  /// The bank's own limits.
  var limits: [SiteLimit] { site.limits }

  init(site: SiteFile, paths: WorkspacePaths, quarantined: [String: PluginDigest]) {
    self.quarantined = quarantined
    self.site = site
    var folders: [PluginFolder] = []
    for plugin in site.plugins where plugin.enforcement != .off {
      // A folder that cannot be read is a plugin without a folder: the set reports it as a failure.
      if let folder = try? PluginFolder(path: "\(paths.plugins)/\(plugin.id)") {
        folders.append(folder)
      }
    }
    let plugins = site.plugins.map { plugin in
      var placed = plugin
      let path = "\(paths.plugins)/\(plugin.id)"
      placed.isolation = site.isolation(
        of: plugin, in: folders.first { $0.name == plugin.id }, at: path)
      return placed
    }
    set = PluginSet(
      folders: folders, site: site.rules.map { SitePlugin($0) } + plugins,
      quarantined: quarantined)
    set.codeTableName = { table, key in CodeTables.named(table)?.name(of: key) }
    calendarID = site.policy.calendarID
  }

  /// The institution's calendar over these years; asked once for a range.
  func calendar(_ years: ClosedRange<Int>, _ context: HookContext) -> WorkingCalendar? {
    calendar(calendarID, years, context)
  }

  /// The institution's calendar and those that plugins feed beside it, for regimes of other countries.
  func calendars(
    _ years: ClosedRange<Int>, _ context: HookContext
  ) -> [String: WorkingCalendar] {
    var all: [String: WorkingCalendar] = [:]
    for id in Set(set.calendarIDs + [calendarID]) {
      all[id] = calendar(id, years, context)
    }
    return all
  }

  /// The calendar of that identifier over these years; nil where no plugin feeds it.
  func calendar(
    _ id: String, _ years: ClosedRange<Int>, _ context: HookContext
  ) -> WorkingCalendar? {
    if let known = calendars[id], known.years.contains(years.lowerBound),
      known.years.contains(years.upperBound)
    {
      return known.calendar
    }
    let known = calendars[id]?.years ?? years
    let wanted = min(known.lowerBound, years.lowerBound)...max(known.upperBound, years.upperBound)
    guard let calendar = set.calendar(id, years: wanted, context).value else { return nil }
    calendars[id] = (wanted, calendar)
    return calendar
  }

  /// The statutory rows of every regime.
  var regimes: [RegimeTable] { self.set.regimes.map(\.table) }

  /// The plugins that an intake asks, with the digests that answer.
  private(set) lazy var askedDigests: [String: PluginDigest] = {
    let ids = Set(Self.intakeHooks.flatMap { set.orderedIDs(for: $0) })
    var digests: [String: PluginDigest] = [:]
    for plugin in set.activation.plugins where ids.contains(plugin.id) {
      digests[plugin.id] = plugin.digest
    }
    return digests
  }()

  /// The hooks of an intake, in the order of asking.
  static let intakeHooks = [
    "complaint.check", "complaint.classify", "complaint.route", "complaint.deadline",
  ]

  /// Asks the hooks of an intake in their order; each sees the answers before it.
  func askIntake(
    _ record: ComplaintRecord, _ context: HookContext, site: SiteFile, calendar: WorkingCalendar
  ) -> IntakeAnswers {
    var intake = IntakeAnswers()
    let check = set.askCheck(record, context)
    intake.take(check) { $0.problems = check.value }
    let classify = set.askClassify(record, context)
    intake.take(classify) { $0.classified = classify.value }
    let record = record.classified(by: classify.value)
    let route = set.askRoute(record, context)
    intake.take(route) { $0.route = route.value }
    let deadlines = set.askDeadlines(
      record, context, siteLimits: limits, calendar: calendar)
    intake.take(deadlines) { $0.deadlines = deadlines.value }
    return intake
  }
}

/// What the hooks of an intake said, with the records for the ledger.
struct IntakeAnswers {
  var answers = Answers()
  var records: [DecisionRecord] = []
  var failures: [PluginFailure] = []

  mutating func take<Value>(_ answer: HookAnswer<Value>, _ set: (inout Answers) -> Void) {
    set(&answers)
    answers.held += answer.held
    if let record = answer.record { records.append(record) }
    failures += answer.failures
  }
}
