internal import ConsumerProtection

/// How limits become one list: law is kept whole, the bank's own may only be earlier.
struct DeadlineCombination {
  private(set) var answers: [DeadlineAnswer] = []
  private(set) var used: [DecisionRecord.Given] = []
  private(set) var losers: [DecisionRecord.Given] = []
  private(set) var conflicts: [DecisionRecord.Conflict] = []

  private let received: CivilDay
  private let calendarOf: (DeadlineAnswer) -> WorkingCalendar
  private var overlays: [Entry] = []
  private var statutory: [Entry] = []

  private struct Entry {
    let answer: DeadlineAnswer
    let at: String
    let due: DueDay

    func given(reason: Phrase?) -> DecisionRecord.Given { answer.given(at: at, reason: reason) }

    /// Day and minute; a limit without a minute ends with its day.
    var end: (Int32, Int) { (due.day.number, due.minute ?? 1440) }
  }

  init(received: CivilDay, calendarOf: @escaping (DeadlineAnswer) -> WorkingCalendar) {
    self.received = received
    self.calendarOf = calendarOf
  }

  mutating func addRegime(_ answer: DeadlineAnswer, at place: String) {
    guard !statutory.contains(where: { $0.answer.rule == answer.rule }) else { return }
    statutory.append(entry(answer, place))
  }

  mutating func addFallback(_ answer: DeadlineAnswer, at place: String) {
    addRegime(answer, at: place)
  }

  mutating func addShadow(_ answer: DeadlineAnswer, at place: String) {
    losers.append(answer.given(at: place, reason: PluginSet.shadowReason))
  }

  mutating func addOverlay(_ answer: DeadlineAnswer, at place: String, isUsed: Bool) {
    guard isUsed else { return addShadow(answer, at: place) }
    overlays.append(entry(answer, place))
  }

  /// Puts the names in the order of their first mention, and of one name the earliest first.
  mutating func close() {
    var names: [String] = []
    for entry in statutory + overlays where !names.contains(entry.answer.name) {
      names.append(entry.answer.name)
    }
    for name in names {
      let law = statutory.filter { $0.answer.name == name }.sorted { $0.end < $1.end }
      let own = overlays.filter { $0.answer.name == name }
      let kept = bind(own, under: law.first, name)
      for entry in [kept].compactMap(\.self) + law {
        answers.append(entry.answer)
        used.append(entry.given(reason: nil))
      }
    }
  }

  /// The bank's own limit that binds, if any; the others are recorded with the reason.
  private mutating func bind(_ own: [Entry], under law: Entry?, _ name: String) -> Entry? {
    var kept: Entry?
    for entry in own {
      if let law, entry.end >= law.end {
        let isLater = entry.end > law.end
        losers.append(
          entry.given(
            reason: isLater
              ? Phrase(
                "晚于法定时限 \(law.answer.rule)（\(law.due.day.iso)），不予采用",
                "later than the statutory limit \(law.answer.rule) (\(law.due.day.iso)): refused")
              : Phrase(
                "与法定时限 \(law.answer.rule) 相同", "the same as the statutory limit \(law.answer.rule)")
          ))
        continue
      }
      guard let known = kept else {
        kept = entry
        continue
      }
      let (first, second) = entry.end < known.end ? (entry, known) : (known, entry)
      kept = first
      let reason = Phrase("同名取最早：\(first.due.day.iso)", "the earliest binds: \(first.due.day.iso)")
      losers.append(second.given(reason: reason))
      if first.end != second.end {
        conflicts.append(
          DecisionRecord.Conflict(
            about: name, kept: first.given(reason: nil), other: second.given(reason: reason),
            reason: reason))
      }
    }
    return kept
  }

  private func entry(_ answer: DeadlineAnswer, _ place: String) -> Entry {
    Entry(
      answer: answer, at: place, due: answer.budget.due(from: received, in: calendarOf(answer)))
  }
}

extension DeadlineAnswer {
  func given(at place: String, reason: Phrase?) -> DecisionRecord.Given {
    var members = [
      JSONValue.Member("name", .text(name)), JSONValue.Member("rule", .text(rule)),
      JSONValue.Member("budget", .text(budget.text)),
    ]
    if let calendar { members.append(.init("calendar", .text(calendar))) }
    return DecisionRecord.Given(
      plugin: plugin, at: place, answer: .object(members), because: because, reason: reason)
  }
}
