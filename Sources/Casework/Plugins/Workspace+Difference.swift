public import ConsumerProtection
public import PluginHost

/// What an approval would change: files, what the manifest asks for, and decisions on past cases.
public struct ApprovalPreview: Sendable {
  /// The plugin.
  public let id: String
  /// Files and manifest.
  public let difference: PluginDifference
  /// Whether the folder that was approved is still there to compare with; true where none was.
  public let isKept: Bool
  /// Decisions on past cases; nil where the plugin answers no hook of an intake.
  public let decisions: ReplayReport?
  /// Why no decisions can be shown.
  public let failure: Failure?
}

extension Workspace {
  /// How many days back an approval looks at decisions when nothing else is said.
  public static let previewDayCount: Int32 = 90

  /// What the approval of a plugin's folder as it is now would change; nothing is written.
  ///
  /// - Parameters:
  ///   - id: A plugin that the site file lists, or one whose folder stands in `plugins/`.
  ///   - from: The first day of receipt of the cases that are asked about; nil is 90 days back.
  ///   - to: The last one; nil is today.
  ///   - invocation: Its language is that of the context.
  /// - Returns: The differences.
  /// - Throws: `LUA-101` when the folder cannot be read; whatever the ledger reports.
  public func approvalPreview(
    _ id: String, from: CivilDay? = nil, to: CivilDay? = nil, as invocation: Invocation
  ) throws(Failure) -> ApprovalPreview {
    let folder = try pluginFolder(id)
    let pin = site.plugins.first { $0.id == id }?.digest
    let old = pin.flatMap { ApprovedFolders(paths).folder(id, $0) }
    let today = clock.civil(clock.now()).day
    let last = to ?? today
    let first = from ?? CivilDay(number: last.number - Self.previewDayCount)
    var (decisions, failure): (ReplayReport?, Failure?)
    do throws(Failure) {
      var question = ReplayQuestion(.plugin(folder, settings: nil), from: first, to: last)
      // The rules of today answer with the folder that was approved; a plugin that is new has none, and
      // is held against what was decided.
      question.baseline = old == nil ? .recorded : .current
      let report = try replay(question, as: invocation)
      if !report.hooks.isEmpty { decisions = report }
    } catch {
      failure = error
    }
    return ApprovalPreview(
      id: id, difference: PluginDifference(from: old, to: folder),
      isKept: pin == nil || old != nil, decisions: decisions, failure: failure)
  }
}
