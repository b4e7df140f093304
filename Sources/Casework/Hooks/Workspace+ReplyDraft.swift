internal import ConsumerProtection
internal import EventLedger
public import PluginHost

/// A drafted reply, ready for `complaint reply --file`.
public struct DraftedReply: Sendable {
  /// The texts.
  public let draft: ReplyDraft
  /// Why the plugin wrote it so, in the caller's language.
  public let reason: String?
  /// Plugins that failed.
  public let failures: [PluginFailure]
}

extension Workspace {
  /// Asks `complaint.reply` for a draft from the facts of a decided complaint.
  ///
  /// What the plugins answered is recorded in the complaint's history; without an answer, or when a
  /// plugin fails, it is the standard reply.
  ///
  /// - Throws: `XB-001` when the complaint is not decided.
  public func draftReply(_ id: String, as invocation: Invocation) throws(Failure) -> DraftedReply {
    let reference = MatterReference(Complaint.kind, id)
    let moment = try moment(of: invocation)
    let activated = try activatedSet(as: invocation, at: moment, in: currentView())
    let loader = MatterLoader(view: activated.view, areas: Self.areas)
    let loaded = try loader.load(reference)
    guard let complaint = loaded.state?.matter(as: Complaint.self) else {
      throw Self.notFound(reference)
    }
    try check(moment, notBefore: loaded)
    guard case .decided(let decided) = complaint.stage else {
      throw Failure(
        Refusal.Code.notAdmitted.text,
        problem: Phrase(
          "投诉 \(id) 不在“已决定”阶段，不能起草答复", "The complaint \(id) is not at the stage decided"),
        remedy: Phrase(
          "先作出处理决定：xiaobao complaint decide \(id)",
          "decide it first: xiaobao complaint decide \(id)"))
    }
    let lookUps = EngineLookUps(loader: loader, calendars: [:], regimes: [])
    try authorise([DraftReply()], by: invocation, at: moment, lookUps, in: activated.view)
    let asking = Asking(
      complaint: complaint, command: nil, invocation: invocation,
      hooks: hookContext(id, invocation, moment, activated.number, activated.view))
    let decision = decided.decision
    let answer = plugins.set.askReply(
      asking.record,
      asking.context([
        "outcome": .text(decision.outcome.rawValue),
        "decided_on": .text(decision.envelope.day.iso),
        "amount": decision.amount.map { .integer($0.fen) },
      ]))
    if let record = answer.record {
      try append([record], to: loaded, as: invocation, at: moment, lookUps)
    }
    let reason = answer.record?.used.first.flatMap { given in
      given.because.map { plugins.set.text(of: $0, from: given.plugin, in: invocation.language) }
    }
    return DraftedReply(
      draft: answer.value ?? .standard(for: complaint, decision, in: invocation.language),
      reason: reason, failures: answer.failures)
  }

  /// Records what plugins said in a matter's history, beside no other fact; the number of the line.
  @discardableResult
  func append(
    _ records: [DecisionRecord], to loaded: LoadedMatter, as invocation: Invocation,
    at moment: Moment, _ lookUps: EngineLookUps
  ) throws(Failure) -> UInt64 {
    var builder = TransactionBuilder(moment: moment, zone: site.zone, actor: invocation.actor)
    builder.add([Area.EncodedEvent](), to: loaded)
    builder.add(records, to: loaded)
    builder.expect(lookUps.expectations)
    do throws(LedgerError) {
      return try store.append(
        builder.transaction(idempotencyKey: invocation.idempotencyKey ?? "")
      ).lastSequence
    } catch {
      throw Failure(error)
    }
  }
}

/// The command of drafting a reply, for the table of authorities.
struct DraftReply: Sendable {}

extension ReplyDraft {
  /// The reply that needs no plugin: it points to the decision and invents nothing.
  static func standard(
    for complaint: Complaint, _ decision: ComplaintDecided, in language: Language
  ) -> ReplyDraft {
    let outcome = decision.outcome.title.text(in: language)
    func say(_ zh: String, _ en: String) -> String { Phrase(zh, en).text(in: language) }
    return ReplyDraft(
      findings: say(
        "您的投诉（编号 \(complaint.id)，\(complaint.receivedOn.iso) 收到）已核实。",
        "Your complaint \(complaint.id), received on \(complaint.receivedOn.iso), was looked into."),
      basis: say(
        "处理决定（\(decision.envelope.day.iso)）所引依据。",
        "The basis that the decision of \(decision.envelope.day.iso) names."),
      reasons: say(
        "处理结果：\(outcome)。理由见处理决定。", "The outcome: \(outcome). The decision gives the reasons."),
      plugin: nil)
  }
}
