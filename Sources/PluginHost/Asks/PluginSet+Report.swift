internal import ConsumerProtection
internal import LuaBridge
public import Reporting

extension PluginSet {
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
    try runDocument(
      "report.\(id)", id, among: reports.map { "report.\($0.report.id)" }, context, query: query)
  }

  /// Runs `command.<name>`: a verb answers a document, as a report does.
  ///
  /// - Parameters:
  ///   - name: The verb.
  ///   - context: `params` as `PluginManifest.Report.values(of:)` gives them.
  ///   - query: Counts at the position that the document will name.
  /// - Returns: The document with its provenance.
  /// - Throws: The failure.
  public func runCommand(
    _ name: String, _ context: HookContext, query: any QuerySource
  ) throws(PluginFailure) -> Document {
    try runDocument(
      "command.\(name)", name, among: commands.map { "command.\($0.command.id)" }, context,
      query: query)
  }

  private func runDocument(
    _ hook: String, _ id: String, among known: [String], _ context: HookContext,
    query: any QuerySource
  ) throws(PluginFailure) -> Document {
    let owner = try owner(of: hook, among: known, context)
    let machine = try machine(of: owner, hook: hook, context)
    machine.state.query = query
    machine.state.sawSynthetic = false
    defer { machine.state.query = nil }
    let source = query.provenance
    let answer = try ask(hook, of: owner, argument: .nil, context) {
      (value) throws(AnswerError) -> Document in
      let provenance = Document.Provenance(
        institution: source.institution, ledgerSequence: source.sequence, ledgerHash: source.hash,
        pluginID: owner.id, pluginVersion: owner.version,
        syntheticMarker: machine.state.sawSynthetic
          ? Self.syntheticMarker.text(in: context.language) : nil)
      return try DocumentReader(id: id, language: context.language, provenance: provenance)
        .document(value)
    }
    guard let document = answer.value else {
      let maker = FailureMaker(member: owner, hook: hook, context: context)
      throw maker.wrongAnswer(
        AnswerError("", "是 nil；报告应返回文档", "is nil; a report returns a document"),
        at: answer.at, .none)
    }
    return document
  }

  static let syntheticMarker = Phrase(
    "本报告含合成数据，不反映任何真实投诉。", "This report contains invented data and reflects no real complaints.")
}
