public import ConsumerProtection
public import Reporting

extension PluginSet {
  /// Asks `complaint.check`: the union of all problems; a failure holds the case.
  public func askCheck(
    _ record: ComplaintRecord, _ context: HookContext
  ) -> HookAnswer<[CheckProblem]> {
    HookAnswer(value: [], held: [], record: nil, failures: [])
  }

  /// Asks `complaint.route`: the first in order decides, all are asked, a failure holds the case.
  public func askRoute(
    _ record: ComplaintRecord, _ context: HookContext
  ) -> HookAnswer<RouteAnswer?> {
    HookAnswer(value: nil, held: [], record: nil, failures: [])
  }

  /// Asks `complaint.deadline`, the regimes first.
  ///
  /// The answer holds every statutory row that applies and, for each name, the earliest limit of
  /// the bank's own when it is shorter than law; of one name the earliest stands first and binds.
  ///
  /// - Parameters:
  ///   - record: The provisional complaint.
  ///   - context: `day` is the day of receipt.
  ///   - siteLimits: The bank's own table.
  ///   - calendar: The institution's calendar, in which budgets are compared.
  /// - Returns: The limits, the regime's first for each name unless the bank's own binds earlier.
  public func askDeadlines(
    _ record: ComplaintRecord, _ context: HookContext, siteLimits: [SiteLimit] = [],
    calendar: WorkingCalendar
  ) -> HookAnswer<[DeadlineAnswer]> {
    HookAnswer(value: [], held: [], record: nil, failures: [])
  }

  /// Asks `calendar.days` of every plugin that feeds the calendar, once for each plugin and year.
  ///
  /// A year without an answer is not official; two kinds for one day are a conflict, the day counts
  /// as worked and is not official. Nil when no plugin feeds a calendar of that id.
  public func calendar(
    _ id: String, years: ClosedRange<Int>, _ context: HookContext
  ) -> HookAnswer<WorkingCalendar?> {
    HookAnswer(value: nil, held: [], record: nil, failures: [])
  }

  /// Runs `report.<id>`.
  ///
  /// - Parameters:
  ///   - id: The report's identifier, without `report.`.
  ///   - context: `params` as `PluginManifest.Report.values(of:)` gives them.
  ///   - query: Counts at the position that the document will name.
  /// - Returns: The document with its provenance; its checks are for the caller to evaluate.
  /// - Throws: The failure; no document is better than a wrong one.
  public func runReport(
    _ id: String, _ context: HookContext, query: any QuerySource
  ) throws(PluginFailure) -> Document {
    throw PluginFailure(
      code: .unknownHook, plugin: "", message: Phrase(same: ""), effect: Phrase(same: ""))
  }

  /// Runs `importer.<id>` on one row.
  ///
  /// - Parameters:
  ///   - id: The format's identifier, without `importer.`.
  ///   - row: Header and text of each cell; empty cells are left out by the host.
  ///   - context: `params` may hold the caller's options.
  /// - Returns: The draft.
  /// - Throws: The failure that rejects the row; code `LUA-309` when the plugin itself rejected it.
  public func importRow(
    _ id: String, row: [(header: String, text: String)], _ context: HookContext
  ) throws(PluginFailure) -> ImportDraft {
    throw PluginFailure(
      code: .unknownHook, plugin: "", message: Phrase(same: ""), effect: Phrase(same: ""))
  }
}
