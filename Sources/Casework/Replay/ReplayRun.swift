internal import ConsumerProtection
internal import EventLedger
internal import PluginHost

/// Asks the new rules case by case and adds up what changes.
struct ReplayRun {
  let sets: ReplaySets
  let question: ReplayQuestion
  let site: SiteFile
  let calendars: ReplayCalendars
  let view: LedgerView
  /// Words of reasons: plugins of today first, then the new ones.
  private(set) var report: ReplayReport
  private var transitions: [String: Int] = [:]
  private var loadBefore: [String: Int] = [:]
  private var loadAfter: [String: Int] = [:]
  /// Cases with a changed deadline, for the day on which they were settled.
  private(set) var moved: [Moved] = []

  /// A due day that moves, with its place among the changes told one by one.
  struct Moved {
    let id: String
    let name: String
    let before: CivilDay
    let after: CivilDay
    let change: Int?
  }

  init(
    _ question: ReplayQuestion, _ sets: ReplaySets, site: SiteFile, paths: WorkspacePaths,
    view: LedgerView
  ) {
    self.question = question
    self.sets = sets
    self.site = site
    self.view = view
    calendars = ReplayCalendars(sets.current, site: site, paths: paths)
    report = ReplayReport(question, candidate: sets.name, digest: sets.digest, hooks: sets.hooks)
    report.position = view.head.sequence
    report.hash = view.head.hash
  }

  /// Asks about one case.
  mutating func ask(_ replayed: ReplayCase, _ context: HookContext) {
    report.cases += 1
    report.hasSynthetic = report.hasSynthetic || replayed.isSynthetic
    if calendars.isMissing, sets.hooks.contains("complaint.deadline") {
      report.calendarsNotKept += 1
    }
    let lastDay: LastDay = site.policy.rollsOverHolidays ? .overHolidays : .strict
    let years = replayed.day.year...(replayed.day.year + 1)
    var (isChanged, isHidden) = (false, false)
    // What each side's plugins classify, its later hooks see.
    var (old, new) = (replayed.record, replayed.record)
    for hook in sets.hooks {
      let after = replayed.answer(
        hook, of: sets.candidate, on: &new, limits: sets.candidateLimits, context,
        calendar: calendars.calendar(
          years, context, of: sets.changesCalendar ? sets.candidate : nil), lastDay: lastDay)
      for failure in after.failures { count(failure) }
      let before =
        question.baseline == .recorded
        ? replayed.recorded(hook)
        : replayed.answer(
          hook, of: sets.current, on: &old, limits: sets.currentLimits, context,
          calendar: calendars.calendar(years, context), lastDay: lastDay)
      isHidden = isHidden || after.isHidden || before.isHidden && question.baseline == .current
      guard !isHidden else { continue }
      if hook == "complaint.route" {
        loadBefore[before.unit ?? replayed.unit, default: 0] += 1
        loadAfter[after.unit ?? replayed.unit, default: 0] += 1
      }
      guard before.key != after.key else { continue }
      isChanged = true
      note(hook, before, after, replayed)
    }
    if isChanged { report.changedCases += 1 }
    if isHidden { report.undetermined += 1 }
  }

  private mutating func note(
    _ hook: String, _ before: ReplayDecision, _ after: ReplayDecision, _ replayed: ReplayCase
  ) {
    report.changed[hook, default: 0] += 1
    // The words of a deadline have no due day, so that equal changes of many days are one line.
    if let place = transitions["\(hook)\u{0}\(before.words.en)\u{0}\(after.words.en)"] {
      report.transitions[place].count += 1
    } else {
      transitions["\(hook)\u{0}\(before.words.en)\u{0}\(after.words.en)"] =
        report.transitions.count
      report.transitions.append(
        ReplayReport.Transition(hook: hook, before: before.words, after: after.words, count: 1))
    }
    var place: Int?
    if report.changes.count < question.detailCountMax {
      place = report.changes.count
      report.changes.append(
        ReplayReport.Change(
          id: replayed.id, receivedOn: replayed.day, hook: hook, before: said(before),
          after: said(after), outcome: nil))
    }
    for (name, due) in after.due.sorted(by: { $0.key < $1.key }) {
      guard let was = before.due[name], was != due else { continue }
      moved.append(
        Moved(id: replayed.id, name: name, before: was, after: due, change: place))
    }
  }

  private func said(_ decision: ReplayDecision) -> ReplayReport.Said {
    func words(_ because: Because, _ language: Language) -> String {
      let set =
        sets.candidate.manifest(of: decision.plugin) == nil ? sets.current : sets.candidate
      return set.text(of: because, from: decision.plugin, in: language)
    }
    let days = decision.due.sorted { $0.key < $1.key }.map(\.value.iso).joined(separator: ", ")
    return ReplayReport.Said(
      decision: days.isEmpty
        ? decision.words
        : Phrase("\(decision.words.zh) \(days)", "\(decision.words.en) \(days)"),
      source: decision.plugin.isEmpty ? "" : "\(decision.plugin) \(decision.place)",
      because: decision.because.map { Phrase(words($0, .zh), words($0, .en)) })
  }

  private mutating func count(_ failure: PluginFailure) {
    if let place = report.failures.firstIndex(where: { $0.code == failure.code.text }) {
      report.failures[place].count += 1
    } else {
      report.failures.append(
        ReplayReport.Failed(code: failure.code.text, count: 1, first: failure))
    }
  }

  /// What a moved due day meant: the day of settlement decides, or today for what is still open.
  mutating func settle(_ moved: Moved, on settled: CivilDay?, today: CivilDay) {
    let day = settled ?? today
    let (was, would) = (day > moved.before, day > moved.after)
    guard was != would else { return }
    if would { report.missed += 1 } else { report.gained += 1 }
    guard let place = moved.change else { return }
    let change = report.changes[place]
    report.changes[place] = ReplayReport.Change(
      id: change.id, receivedOn: change.receivedOn, hook: change.hook, before: change.before,
      after: change.after, outcome: would ? .missed : .gained)
  }

  /// The report with its lists in order.
  func finished() -> ReplayReport {
    var report = report
    report.transitions.sort {
      ($1.count, $0.hook, $0.before.en, $0.after.en) < (
        $0.count, $1.hook, $1.before.en, $1.after.en
      )
    }
    report.load = Set(loadBefore.keys).union(loadAfter.keys).sorted().compactMap { unit in
      let (before, after) = (loadBefore[unit] ?? 0, loadAfter[unit] ?? 0)
      return before == after ? nil : ReplayReport.Load(unit: unit, before: before, after: after)
    }
    return report
  }
}
