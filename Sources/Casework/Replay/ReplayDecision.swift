internal import ConsumerProtection
internal import PluginHost

/// What one hook decided on one case: recorded then, or answered now. Two are the same when their
/// `key` is.
struct ReplayDecision {
  /// Equal for equal decisions.
  var key = ""
  /// The decision in words.
  var words = Phrase("无意见", "no opinion")
  var plugin = ""
  var place = ""
  var because: Because?
  /// Where the case goes, of `complaint.route`.
  var unit: String?
  /// The due day of each name, of `complaint.deadline`.
  var due: [String: CivilDay] = [:]
  /// Whether it rests on sealed texts.
  var isHidden = false
  var failures: [PluginFailure] = []

  /// The first answer that stands gives the reason that people see.
  mutating func take<Value>(_ answer: HookAnswer<Value>, of replayed: ReplayCase) {
    if let winner = answer.record?.winner { take(winner.plugin, winner.at, winner.because) }
    isHidden = replayed.isHidden(answer.reads)
    failures = answer.failures
  }

  mutating func take(_ plugin: String, _ place: String, _ because: Because?) {
    self.plugin = plugin
    self.place = place
    self.because = because
  }

  mutating func route(_ unit: String?, _ person: String?, isHeld: Bool) {
    if let unit {
      self.unit = unit
      key = person.map { "\(unit)/\($0)" } ?? unit
      words = Phrase(same: key)
    } else if isHeld {
      key = "\u{0}held"
      words = Phrase("人工队列", "the manual queue")
    }
  }

  mutating func classify(_ parts: [(key: String, value: JSONValue)]) {
    guard !parts.isEmpty else { return }
    key = parts.map { part in
      var writer = JSONWriter()
      writer.write(part.value)
      return "\(part.key) = \(part.value.text ?? String(decoding: writer.bytes, as: UTF8.self))"
    }.sorted().joined(separator: ", ")
    words = Phrase(same: key)
  }

  mutating func check(_ codes: [String]) {
    guard !codes.isEmpty else { return }
    key = codes.sorted().joined(separator: ", ")
    words = Phrase(same: key)
  }

  /// Limits of one case: of each name the earliest binds.
  mutating func deadlines(_ limits: [(name: String, rule: String, due: CivilDay, budget: Budget)]) {
    var parts: [String] = []
    var (zh, en): ([String], [String]) = ([], [])
    for name in Set(limits.map(\.name)).sorted() {
      guard let limit = limits.filter({ $0.name == name }).min(by: { $0.due < $1.due }) else {
        continue
      }
      due[name] = limit.due
      parts.append("\(name) \(limit.due.number) \(limit.rule)")
      zh.append("\(name) \(limit.budget.title.zh)（\(limit.rule)）")
      en.append("\(name) \(limit.budget.title.en) (\(limit.rule))")
    }
    guard !parts.isEmpty else { return }
    key = parts.joined(separator: "; ")
    words = Phrase(zh.joined(separator: "；"), en.joined(separator: "; "))
  }
}

extension ReplayCase {
  /// What was decided then, as the ledger has it.
  func recorded(_ hook: String) -> ReplayDecision {
    var decision = ReplayDecision()
    let json = decided[hook]
    let used = json?["used"]?.array ?? []
    if let first = used.first {
      let parts = first["because"]?.array ?? []
      decision.take(
        first["plugin"]?.text ?? "", first["at"]?.text ?? "",
        parts.first?.text.map { Because($0, parts.count > 1 ? parts[1].members ?? [] : []) })
    }
    switch hook {
    case "complaint.route":
      let answer = used.first?["answer"]
      decision.route(
        answer?["unit"]?.text, answer?["person"]?.text, isHeld: json?["failures"] != nil)
    case "complaint.classify":
      decision.classify(
        used.compactMap { given in
          guard let key = given["answer"]?["key"]?.text, let value = given["answer"]?["value"]
          else {
            return nil
          }
          return (key, value)
        })
    case "complaint.check":
      decision.check(used.compactMap { $0["answer"]?["code"]?.text })
    default:
      decision.deadlines(
        obligations.map { ($0.name, $0.rule, $0.originalDue, $0.budget) })
    }
    return decision
  }

  /// What a set answers on the record as the hook sees it; what it classifies is put into the record for
  /// the hooks behind it.
  func answer(
    _ hook: String, of set: PluginSet, on record: inout ComplaintRecord, limits: [SiteLimit],
    _ context: HookContext,
    calendar: @autoclosure () -> WorkingCalendar, lastDay: LastDay
  ) -> ReplayDecision {
    var decision = ReplayDecision()
    switch hook {
    case "complaint.route":
      let answer = set.askRoute(record, context)
      decision.take(answer, of: self)
      decision.route(answer.value?.unit, answer.value?.person, isHeld: !answer.held.isEmpty)
    case "complaint.classify":
      let answer = set.askClassify(openRecord, context)
      decision.take(answer, of: self)
      decision.classify(answer.value.map { ($0.key, $0.value) })
      record = openRecord.classified(by: answer.value)
    case "complaint.check":
      let answer = set.askCheck(openRecord, context)
      decision.take(answer, of: self)
      decision.check(answer.value.map(\.code))
    default:
      let calendar = calendar()
      let answer = set.askDeadlines(record, context, siteLimits: limits, calendar: calendar)
      decision.take(answer, of: self)
      decision.deadlines(
        answer.value.map { limit in
          // A regime of another country counts in its own calendar.
          let other = limit.calendar.flatMap { id in
            id == context.calendarID
              ? nil : set.calendar(id, years: day.year...(day.year + 1), context).value
          }
          let due = limit.budget.due(
            from: day, minute: minute, in: other ?? calendar, lastDay: lastDay)
          return (limit.name, limit.rule, due.day, limit.budget)
        })
    }
    return decision
  }
}
