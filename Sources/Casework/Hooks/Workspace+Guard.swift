internal import ConsumerProtection
internal import EventLedger
internal import PluginHost

/// The command of overriding a refusal, for the table of authorities.
struct OverrideGuard: Sendable {}

/// A refusal of `matter.guard` was overridden.
/// Version 1, since 0.1: `command`, `codes`, `plugins`; sealed `reason`.
struct GuardOverridden: RecordedEvent {
  let command: String
  let codes: [String]
  let plugins: [String]
  let reason: PersonalText
  var type: String { EngineEvent.overridden }
  var version: Int { 1 }

  init(command: String, codes: [String], plugins: [String], reason: PersonalText) {
    self.command = command
    self.codes = codes
    self.plugins = plugins
    self.reason = reason
  }

  init(
    type: String, version: Int, payload: Payload, envelope: EventEnvelope
  ) throws(PayloadError) {
    guard type == EngineEvent.overridden else { throw .unknownType(type) }
    command = try payload.text("command")
    codes = try payload.texts("codes")
    plugins = try payload.texts("plugins")
    guard let text = payload.sealed("reason") else { throw .missing("reason") }
    reason = text
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("command", command)
    payload.write("codes", codes)
    payload.write("plugins", plugins)
    payload.seal("reason", reason)
  }
}

extension Workspace {
  /// Asks `matter.guard`; any refusal refuses the command, and so does a plugin that fails.
  ///
  /// The head of complaint handling may override with a reason; who overrode what, and why, is then
  /// recorded beside what the command does.
  ///
  /// - Throws: `XB-018` for a refusal, `XB-009` when the actor may not override it.
  func passGuard(
    _ asking: Asking, at moment: Moment, _ lookUps: EngineLookUps, in view: LedgerView
  ) throws(Failure) -> (events: [Area.EncodedEvent], records: [DecisionRecord]) {
    guard asking.command?.isGuarded == true, plugins.set.answers("matter.guard") else {
      return ([], [])
    }
    let answer = plugins.set.askGuard(asking.record, asking.commandContext)
    let records = [answer.record].compactMap(\.self)
    guard !answer.value.isEmpty || !answer.held.isEmpty else { return ([], records) }
    guard asking.invocation.overridesGuard else {
      throw Self.refused(answer, asking.complaint.id, plugins.set, asking.invocation.language)
    }
    guard let reason = asking.invocation.reason, !reason.isEmpty else {
      throw Failure(
        Refusal.Code.emptyText.text,
        problem: Phrase("放行须说明理由", "Overriding a refusal needs a reason"),
        remedy: Phrase("加 --reason 理由", "Add --reason TEXT"))
    }
    try authorise([OverrideGuard()], by: asking.invocation, at: moment, lookUps, in: view)
    let overridden = GuardOverridden(
      command: asking.command?.verb.name ?? "",
      codes: answer.value.map(\.code) + answer.failures.map(\.code.text),
      plugins: answer.value.map(\.plugin) + answer.failures.map(\.plugin),
      reason: .plain(reason))
    return ([Area.EncodedEvent(overridden)], records)
  }

  private static func refused(
    _ answer: HookAnswer<[GuardRefusal]>, _ id: String, _ set: PluginSet, _ language: Language
  ) -> Failure {
    guard let first = answer.value.first else {
      let failure = answer.failures.first.map { Failure($0) }
      return Failure(
        Refusal.Code.refusedByGuard.text,
        problem: Phrase(
          "插件守卫未能作答，操作被拒绝：\(failure?.problem.zh ?? "")",
          "A guarding plugin gave no answer, so the command is refused: \(failure?.problem.en ?? "")"
        ),
        remedy: override(failure?.remedy ?? Phrase(same: "")), detail: failure?.detail)
    }
    let others = answer.value.dropFirst()
    func list(_ text: (GuardRefusal) -> String) -> String {
      others.map { "\n· [\($0.code)] \(text($0))（\($0.plugin)）" }.joined()
    }
    let because = answer.record?.used.first?.because.map {
      set.text(of: $0, from: first.plugin, in: language)
    }
    let why = because.map { "（\($0)）" } ?? ""
    return Failure(
      Refusal.Code.refusedByGuard.text,
      problem: Phrase(
        "\(first.problem.zh)\(why) [\(first.code)，插件 \(first.plugin)]\(list { $0.problem.zh })",
        "\(first.problem.en)\(why) [\(first.code), plugin \(first.plugin)]\(list { $0.problem.en })"
      ),
      remedy: override(first.remedy))
  }

  private static func override(_ remedy: Phrase) -> Phrase {
    Phrase(
      remedy.zh + "；或由投诉处理工作负责人放行：--override --reason 理由",
      remedy.en + "; or let the head of complaint handling override it: --override --reason TEXT")
  }
}
