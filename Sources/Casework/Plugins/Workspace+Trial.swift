public import ConsumerProtection
internal import EventLedger
public import PluginHost

extension Workspace {
  /// One case as a plugin's hook would be asked about it now: the record as the ledger has it, without
  /// personal texts, which are plain only while a case is being registered. Nothing is written.
  ///
  /// `now` is the instant that the script is to see; nil is the real one. Throws `XB-002` when there is
  /// no such complaint, `XB-004` for a business day in the future.
  public func question(
    _ hook: String, about caseID: String, now: Instant?, as invocation: Invocation
  ) throws(Failure) -> HookQuestion {
    let complaint = try complaint(caseID, as: invocation).complaint
    let context = try trialContext(caseID, now: now, as: invocation)
    return HookQuestion(hook, .record(ComplaintRecord(complaint)), context)
  }

  /// The context of a question that is about no case of the ledger.
  public func trialContext(
    _ caseID: String = "", now: Instant?, as invocation: Invocation
  ) throws(Failure) -> HookContext {
    var context = hookContext(
      caseID, invocation, try moment(of: invocation), 0, try currentView())
    if let now {
      let isBusinessDayGiven = invocation.on != nil
      context.now = now
      context.today = clock.civil(now).day
      if !isBusinessDayGiven { context.day = context.today }
    }
    return context
  }

  /// Asks a plugin one question with the ledger's own counts; needs no approval and writes nothing.
  ///
  /// The settings are those of the site file when none are given. Throws what the ledger reports.
  public func trial(
    _ folder: PluginFolder, others: [PluginFolder], settings: JSONValue?,
    isolation: SitePlugin.Isolation, _ question: HookQuestion, repeating: String
  ) throws(Failure) -> (answer: TrialAnswer, reasons: [Phrase]) {
    let listed = site.plugins.first { $0.id == folder.name }
    let trial = PluginTrial(
      folder, others: others, settings: settings ?? listed?.settings, isolation: isolation)
    trial.codeTableName = Self.codeTableName
    let query = LedgerQuery(
      view: try currentView(),
      institution: site.institution.name.text(in: question.context.language))
    let answer = trial.ask(question, query: query, repeating: repeating)
    return (answer, trial.reasons(of: answer))
  }

  /// The names of code tables' keys.
  public static let codeTableName: @Sendable (String, String) -> Phrase? = { table, key in
    CodeTables.named(table)?.name(of: key)
  }
}

extension PluginTrial {
  /// The reasons of an answer in words, in both languages.
  public func reasons(of answer: TrialAnswer) -> [Phrase] {
    answer.reasons.compactMap { reason in
      guard let zh = text(ofReason: reason, in: .zh), let en = text(ofReason: reason, in: .en)
      else { return nil }
      return Phrase(zh, en)
    }
  }
}
