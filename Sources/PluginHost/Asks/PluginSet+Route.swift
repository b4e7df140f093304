public import ConsumerProtection
internal import LuaBridge

extension PluginSet {
  /// Asks `complaint.route`: the first in order decides, all are asked, a failure holds the case.
  ///
  /// A failing plugin that stands behind an answer does not hold the case: its opinion could not have
  /// won. One that stands before does: nobody knows what it would have said.
  public func askRoute(
    _ record: ComplaintRecord, _ context: HookContext
  ) -> HookAnswer<RouteAnswer?> {
    let hook = "complaint.route"
    func read(_ value: LuaValue, _ member: PluginMember) throws(AnswerError) -> RouteAnswer? {
      try Self.route(in: value, of: member)
    }
    let replies: [PluginReply<RouteAnswer>]
    if let member = onlyPlugin(asked: hook) {
      let only = reply(of: member, hook, record, context, read)
      if only.isUsed, !only.hasFailed { return undisputed(hook, only, context) }
      replies = [only]
    } else {
      replies = ask(hook, record, context, read)
    }
    let candidates = replies.filter(\.isUsed)
    let first = candidates.firstIndex { $0.value != nil || $0.failure != nil }
    let winner = first.flatMap { candidates[$0].failure == nil ? candidates[$0] : nil }
    let isHeld = first.map { candidates[$0].failure != nil } ?? false
    let decided = winner?.value
    var (losers, conflicts): ([DecisionRecord.Given], [DecisionRecord.Conflict]) = ([], [])
    for reply in replies where reply.member.id != winner?.member.id {
      guard let answer = reply.value else { continue }
      guard reply.isUsed else {
        losers.append(answer.given(at: reply.at, reason: Self.shadowReason))
        continue
      }
      if let decided, let winner {
        guard answer.unit != decided.unit || answer.person != decided.person else { continue }
        let reason =
          orders[hook]?.reason(winner.member.id, before: reply.member.id) ?? Phrase(same: "")
        let loser = answer.given(at: reply.at, reason: reason)
        losers.append(loser)
        conflicts.append(
          DecisionRecord.Conflict(
            about: "unit", kept: decided.given(at: winner.at, reason: nil), other: loser,
            reason: reason))
      } else {
        let reason = Phrase("排在其前的插件失败，转人工", "a plugin before it failed: the case is held")
        losers.append(answer.given(at: reply.at, reason: reason))
      }
    }
    return HookAnswer(
      value: decided, held: isHeld ? ["route_failed"] : [],
      record: decisionRecord(
        hook, context, replies,
        used: keepsRecords
          ? winner.flatMap { reply in reply.value.map { [$0.given(at: reply.at, reason: nil)] } }
            ?? [] : [], losers: losers, conflicts: conflicts),
      failures: replies.compactMap(\.failure), asked: replies.compactMap(\.asked))
  }

  /// What one plugin says whom nobody contradicts: most questions end here.
  private func undisputed(
    _ hook: String, _ reply: PluginReply<RouteAnswer>, _ context: HookContext
  ) -> HookAnswer<RouteAnswer?> {
    let value = reply.value
    let asked = reply.asked.map { [$0] } ?? []
    var record: DecisionRecord?
    if keepsRecords, let answer = value {
      record = DecisionRecord(
        hook: hook, setNumber: context.setNumber, position: context.position,
        used: [answer.given(at: reply.at, reason: nil)], losers: [], conflicts: [], failures: [],
        asked: asked)
    }
    return HookAnswer(value: value, held: [], record: record, failures: [], asked: asked)
  }
}

extension PluginSet {
  private static let routeKeys = ["unit", "person", "because"]

  static func route(
    in value: LuaValue, of member: PluginMember
  ) throws(AnswerError) -> RouteAnswer {
    let reader = try AnswerReader(value, "", keys: routeKeys)
    return RouteAnswer(
      unit: try reader.word("unit"), person: try reader.optionalText("person"),
      because: try reader.requiredBecause(), plugin: member.id)
  }
}

extension RouteAnswer {
  fileprivate func given(at place: String, reason: Phrase?) -> DecisionRecord.Given {
    var members = [JSONValue.Member("unit", .text(unit))]
    if let person { members.append(.init("person", .text(person))) }
    return DecisionRecord.Given(
      plugin: plugin, at: place, answer: .object(members), because: because, reason: reason)
  }
}
