public import ConsumerProtection
internal import LuaBridge

extension PluginSet {
  /// Asks `complaint.check`: the union of all problems; a failure holds the case.
  public func askCheck(
    _ record: ComplaintRecord, _ context: HookContext
  ) -> HookAnswer<[CheckProblem]> {
    let hook = "complaint.check"
    let replies = ask(hook, record, context) {
      (value, member) throws(AnswerError) -> [CheckFinding] in
      try Self.findings(in: value, of: member, context.language)
    }
    var problems: [CheckProblem] = []
    var (used, losers): ([DecisionRecord.Given], [DecisionRecord.Given]) = ([], [])
    for reply in replies {
      for finding in reply.value ?? [] {
        let finding = reply.isAdvisory ? finding.asWarning : finding
        let reason = reply.isUsed ? nil : Self.shadowReason
        let given = finding.given(at: reply.at, reason: reason)
        guard reply.isUsed else {
          losers.append(given)
          continue
        }
        used.append(given)
        if !problems.contains(where: { $0.isSame(as: finding.problem) }) {
          problems.append(finding.problem)
        }
      }
    }
    let failed = replies.contains { $0.isUsed && $0.failure != nil }
    return HookAnswer(
      value: problems, held: failed ? ["check_failed"] : [],
      record: decisionRecord(hook, context, replies, used: used, losers: losers),
      failures: replies.compactMap(\.failure), asked: replies.compactMap(\.asked))
  }

  struct CheckFinding {
    let problem: CheckProblem
    let because: Because?

    /// The objection of a plugin whose answers a person may pass over.
    var asWarning: CheckFinding {
      CheckFinding(
        problem: CheckProblem(
          field: problem.field, code: problem.code, severity: .warning, message: problem.message,
          plugin: problem.plugin), because: because)
    }

    func given(at place: String, reason: Phrase?) -> DecisionRecord.Given {
      var members = [
        JSONValue.Member("code", .text(problem.code)),
        JSONValue.Member("severity", .text(problem.severity.rawValue)),
      ]
      if let field = problem.field { members.insert(.init("field", .text(field)), at: 0) }
      return DecisionRecord.Given(
        plugin: problem.plugin, at: place, answer: .object(members), because: because,
        reason: reason)
    }
  }

  static func findings(
    in value: LuaValue, of member: PluginMember, _ language: Language
  ) throws(AnswerError) -> [CheckFinding] {
    var findings: [CheckFinding] = []
    for (place, item) in try AnswerReader.list(value, "").enumerated() {
      let reader = try AnswerReader(
        item, "[\(place + 1)]", keys: ["field", "code", "severity", "message", "because"])
      let field = try reader.optionalText("field")
      if let field, ComplaintFields.index(of: field) == nil {
        _ = try reader.choice("field", of: ComplaintFields.names)
      }
      let code = try reader.word("code")
      let word = try reader.choice("severity", of: ["error", "warning"])
      let because = try reader.because()
      let message = bothLanguages(
        try reader.phrase("message"), code: code, because: because, of: member, language)
      findings.append(
        CheckFinding(
          problem: CheckProblem(
            field: field, code: code, severity: word == "error" ? .error : .warning,
            message: message, plugin: member.id), because: because))
    }
    return findings
  }

  /// A message made by `host.i18n.t` is of one language; the locale files have the other.
  private static func bothLanguages(
    _ message: Phrase, code: String, because: Because?, of member: PluginMember,
    _ language: Language
  ) -> Phrase {
    guard message.zh == message.en, let locale = member.locale else { return message }
    let candidates = [because.map { ($0.code, $0.arguments) }, (code, because?.arguments ?? [])]
    for (code, arguments) in candidates.compactMap(\.self) {
      if let phrase = locale.phrase(code, arguments), phrase.text(in: language) == message.zh {
        return phrase
      }
    }
    return message
  }
}

extension CheckProblem {
  fileprivate func isSame(as other: CheckProblem) -> Bool {
    field == other.field && code == other.code && severity == other.severity
      && message == other.message
  }
}
