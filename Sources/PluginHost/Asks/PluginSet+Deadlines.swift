public import ConsumerProtection
internal import LuaBridge

extension PluginSet {
  /// Asks `complaint.deadline`, the regimes first.
  ///
  /// The answer holds every statutory row that applies and, for each name, the earliest limit of
  /// the bank's own when it is shorter than law; of one name the earliest stands first and binds.
  /// A regime whose script fails or has no opinion gives the rows that its data name, the strictest
  /// for each name; a failure holds the case as `deadline_failed`.
  ///
  /// - Parameters:
  ///   - record: The provisional complaint; `received_on` chooses the rows.
  ///   - context: Its `day` is the day of receipt when the record has none.
  ///   - siteLimits: The bank's own table.
  ///   - calendar: The institution's calendar, in which budgets are compared.
  /// - Returns: The limits, for each name the one that binds first.
  public func askDeadlines(
    _ record: ComplaintRecord, _ context: HookContext, siteLimits: [SiteLimit] = [],
    calendar: WorkingCalendar
  ) -> HookAnswer<[DeadlineAnswer]> {
    let hook = "complaint.deadline"
    let received = record.receivedOn ?? context.day
    let replies = ask(hook, record, context) {
      (value, member) throws(AnswerError) -> [DeadlineAnswer] in
      try self.deadlines(in: value, of: member, received, context)
    }
    var combination = DeadlineCombination(received: received) { answer in
      guard let id = answer.calendar, id != context.calendarID else { return calendar }
      return self.calendarForHost(id, year: received.year, context) ?? calendar
    }
    addRegimes(to: &combination, replies, record, received, context)
    for reply in replies where reply.member.site.role == .overlay {
      for answer in reply.value ?? [] {
        combination.addOverlay(answer, at: reply.at, isUsed: reply.isUsed)
      }
    }
    for limit in siteLimits where limit.isInForce(on: received) {
      combination.addOverlay(limit.answer(in: context), at: limit.place, isUsed: true)
    }
    combination.close()
    let failed = replies.contains {
      $0.isUsed && $0.failure != nil && $0.member.site.role == .regime
    }
    return HookAnswer(
      value: combination.answers, held: failed ? ["deadline_failed"] : [],
      record: decisionRecord(
        hook, context, replies, used: combination.used, losers: combination.losers,
        conflicts: combination.conflicts), failures: replies.compactMap(\.failure),
      asked: replies.compactMap(\.asked))
  }

  private func addRegimes(
    to combination: inout DeadlineCombination, _ replies: [PluginReply<[DeadlineAnswer]>],
    _ record: ComplaintRecord, _ received: CivilDay, _ context: HookContext
  ) {
    for reply in replies where reply.member.site.role == .regime && !reply.isUsed {
      for answer in reply.value ?? [] { combination.addShadow(answer, at: reply.at) }
    }
    for regime in regimes where member(regime.plugin)?.isUsed(on: "complaint.deadline") == true {
      let reply = replies.first { $0.member.id == regime.plugin }
      if let answers = reply?.value {
        for answer in answers { combination.addRegime(answer, at: reply?.at ?? "main.lua") }
        continue
      }
      let code = reply?.failure == nil ? HostReason.statutoryData : HostReason.statutoryFallback
      for (row, place) in regime.binding(on: received, record: record) {
        combination.addFallback(
          row.answer(because: Because(code), plugin: regime.plugin, in: context),
          at: "\(regime.file):\(place)")
      }
    }
  }

  /// What a script answered, by its role.
  func deadlines(
    in value: LuaValue, of member: PluginMember, _ received: CivilDay, _ context: HookContext
  ) throws(AnswerError) -> [DeadlineAnswer] {
    member.site.role == .regime
      ? try rows(in: value, of: member, received, context) : try overlays(in: value, of: member)
  }

  /// The rows that a regime's script selects; each must be in force on the day of receipt.
  private func rows(
    in value: LuaValue, of member: PluginMember, _ received: CivilDay, _ context: HookContext
  ) throws(AnswerError) -> [DeadlineAnswer] {
    guard let regime = regimes.first(where: { $0.plugin == member.id }) else {
      throw AnswerError("", "没有可选的时限表", "has no table of rows to select from")
    }
    var answers: [DeadlineAnswer] = []
    for (place, item) in try AnswerReader.list(value, "").enumerated() {
      let reader = try AnswerReader(item, "[\(place + 1)]", keys: ["name", "row", "because"])
      let (name, id) = (try reader.word("name"), try reader.word("row"))
      guard let row = regime.table.row(id, onReceipt: received) else {
        let ids = regime.table.rows(inForceOn: received).map(\.id)
        let near = Nearest.match(of: id, in: ids.filter { $0 != id })
        throw reader.wrong(
          "row",
          "：\(received.iso) 没有有效的行“\(id)”" + (near.map { "；是否为 \($0)？" } ?? ""),
          "names `\(id)`, which is not in force on \(received.iso)"
            + (near.map { "; did you mean `\($0)`?" } ?? ""))
      }
      guard row.name == name else {
        throw reader.wrong(
          "name", "应为 \(row.name)：这是行 \(id) 的事项", "must be `\(row.name)`, the obligation of \(id)")
      }
      answers.append(
        row.answer(because: try reader.requiredBecause(), plugin: member.id, in: context))
    }
    return answers
  }

  private func overlays(
    in value: LuaValue, of member: PluginMember
  ) throws(AnswerError) -> [DeadlineAnswer] {
    var answers: [DeadlineAnswer] = []
    for (place, item) in try AnswerReader.list(value, "").enumerated() {
      let reader = try AnswerReader(
        item, "[\(place + 1)]", keys: ["name", "budget", "calendar", "basis", "because"])
      let text = try reader.text("budget")
      let budget: Budget
      do {
        budget = try Budget(text)
      } catch {
        throw reader.wrong(
          "budget", "“\(text)”：\(error.problem.zh)", "`\(text)`: \(error.problem.en)")
      }
      let calendar = try reader.optionalText("calendar")
      if calendar != nil { _ = try reader.choice("calendar", of: calendarIDs) }
      answers.append(
        DeadlineAnswer(
          name: try reader.word("name"), rule: member.id, isRegime: false, budget: budget,
          calendar: calendar,
          basis: Citation(instrument: try reader.phrase("basis"), provision: Phrase(same: "")),
          because: try reader.requiredBecause(), plugin: member.id))
    }
    return answers
  }
}

extension Limit {
  fileprivate func answer(
    because: Because, plugin: String, in context: HookContext
  ) -> DeadlineAnswer {
    var answer = DeadlineAnswer(
      name: name, rule: id, isRegime: true, budget: budget,
      calendar: budget.countsWorkingDays ? terms.calendar ?? context.calendarID : nil,
      basis: citation, because: because, plugin: plugin)
    answer.exempts = terms.exempts
    return answer
  }
}

extension SiteLimit {
  fileprivate var place: String { "xiaobao.yaml\(line.map { ":\($0)" } ?? "")" }

  /// What stands as the rule of an obligation that the bank's own table gave.
  public static let rule = "site"

  /// Whether it applies to what was received on the day.
  public func isInForce(on day: CivilDay) -> Bool {
    from ?? day <= day && until.map { day < $0 } ?? true
  }

  fileprivate func answer(in context: HookContext) -> DeadlineAnswer {
    DeadlineAnswer(
      name: name, rule: Self.rule, isRegime: false, budget: budget,
      calendar: budget.countsWorkingDays ? context.calendarID : nil,
      basis: Citation(instrument: basis, provision: Phrase(same: "")),
      because: Because(HostReason.siteLimit), plugin: "site")
  }
}

extension Budget {
  /// Whether the count depends on a calendar.
  var countsWorkingDays: Bool {
    switch self {
    case .span(_, .workingDays), .span(_, .businessHours): true
    default: false
    }
  }
}

/// Reasons that the host itself gives; their texts are here, not in a plugin.
enum HostReason {
  static let statutoryFallback = "statutory_fallback"
  static let statutoryData = "statutory_data"
  static let siteLimit = "site_limit"
  /// A row of a rule table; its words are its arguments, so that they outlive the site file.
  static let ruleRow = "rule_row"

  static let texts: [String: Phrase] = [
    statutoryFallback: Phrase(
      "监管插件失败，适用时限表中最严的一行", "the regime's script failed, so the strictest row binds"),
    statutoryData: Phrase(
      "监管插件没有意见，按时限表", "the regime's script has no opinion, so its table binds"),
    siteLimit: Phrase("本行在站点文件中规定", "the bank's own table in the site file says so"),
  ]
}
