public import ConsumerProtection
internal import LuaBridge

/// One plugin and one year of `calendar.days`.
struct CalendarKey: Hashable {
  let plugin: String
  let year: Int
}

/// What a plugin says about a year.
struct CalendarYear {
  /// Nil: no official data.
  var days: [CalendarDay]?
  var at = "main.lua"
  var failure: PluginFailure?
  var instructions = 0
}

extension PluginSet {
  private static let hook = "calendar.days"

  /// The calendars that plugins feed, sorted.
  public var calendarIDs: [String] {
    Set(members.filter { $0.isUsed(on: Self.hook) }.compactMap { $0.manifest?.calendar?.id })
      .sorted()
  }

  /// Asks `calendar.days` of every plugin that feeds the calendar, once for each plugin and year.
  ///
  /// A year without an answer is not official; two kinds for one day are a conflict, the day counts
  /// as worked and is not official. A plugin that fails leaves the year without official data. The
  /// answer depends on nothing but plugin and year. Nil when no plugin feeds a calendar of that id.
  public func calendar(
    _ id: String, years: ClosedRange<Int>, _ context: HookContext
  ) -> HookAnswer<WorkingCalendar?> {
    let hook = Self.hook
    let feeders = asked(hook).filter { $0.manifest?.calendar?.id == id }
    guard let title = feeders.first(where: { $0.isUsed(on: hook) })?.manifest?.calendar else {
      return HookAnswer(value: nil, held: [], record: nil, failures: [])
    }
    var (days, official): ([CalendarDay], Set<Int>) = ([], [])
    var sources: [CalendarDay: (plugin: String, at: String)] = [:]
    var replies: [PluginReply<Int>] = []
    for year in years {
      var isOfficial = false
      var hasFailed = false
      for member in feeders {
        let answer = calendarYear(year, of: member, context)
        if let failure = answer.failure {
          hasFailed = hasFailed || member.isUsed(on: hook)
          replies.append(PluginReply(member: member, at: answer.at, failure: failure, hook: hook))
        }
        guard member.isUsed(on: hook), let given = answer.days else { continue }
        isOfficial = true
        days += given
        for day in given where sources[day] == nil { sources[day] = (member.id, answer.at) }
      }
      if isOfficial, !hasFailed { official.insert(year) }
    }
    let versions = feeders.filter { $0.isUsed(on: hook) }.compactMap(\.version).joined(
      separator: "+")
    let calendar = WorkingCalendar(
      id: id, version: versions, officialYears: official, days: days,
      restWeekdays: title.restDays)
    let conflicts = calendar.clashes.map { Self.conflict($0, sources) }
    return HookAnswer(
      value: calendar, held: [],
      record: decisionRecord(hook, context, replies, used: [], conflicts: conflicts),
      failures: replies.compactMap(\.failure))
  }

  private static func conflict(
    _ clash: CalendarClash, _ sources: [CalendarDay: (plugin: String, at: String)]
  ) -> DecisionRecord.Conflict {
    func given(_ day: CalendarDay, reason: Phrase?) -> DecisionRecord.Given {
      let source = sources[day] ?? (plugin: "", at: "")
      return DecisionRecord.Given(
        plugin: source.plugin, at: source.at,
        answer: .object([
          .init("day", .text(day.day.iso)), .init("kind", .text(day.kind.rawValue)),
        ]), because: nil, reason: reason)
    }
    let reason = Phrase(
      "\(clash.problem.zh)；按工作日计，且不作为官方数据",
      "\(clash.problem.en); it counts as worked and is not official")
    return DecisionRecord.Conflict(
      about: clash.first.day.iso, kept: given(clash.first, reason: nil),
      other: given(clash.second, reason: reason), reason: reason)
  }

  private func calendarYear(
    _ year: Int, of member: PluginMember, _ context: HookContext
  ) -> CalendarYear {
    let key = CalendarKey(plugin: member.id, year: year)
    if let known = calendarYears[key] { return known }
    var result = CalendarYear()
    do throws(PluginFailure) {
      let answer = try ask(
        "calendar.days", of: member, argument: .integer(Int64(year)),
        Self.calendarContext(year, context)
      ) { (value) throws(AnswerError) -> [CalendarDay] in try Self.days(in: value, year: year) }
      result = CalendarYear(
        days: answer.value, at: answer.at, failure: nil, instructions: answer.instructions)
    } catch {
      result.failure = error
    }
    calendarYears[key] = result
    return result
  }

  /// The same context whoever asks and whenever, so that a year's answer may be kept.
  private static func calendarContext(_ year: Int, _ context: HookContext) -> HookContext {
    let first = CivilDay(year: year, month: 1, day: 1) ?? CivilDay(number: 0)
    return HookContext(
      now: Instant(milliseconds: Int64(first.number) * 86_400_000), today: first, day: first,
      zone: context.zone, calendarID: context.calendarID)
  }

  static func days(in value: LuaValue, year: Int) throws(AnswerError) -> [CalendarDay] {
    var days: [CalendarDay] = []
    for (place, item) in try AnswerReader.list(value, "").enumerated() {
      let reader = try AnswerReader(item, "[\(place + 1)]", keys: ["day", "kind", "name"])
      let day = try reader.day("day")
      guard day.year == year else {
        throw reader.wrong(
          "day", "应在 \(year) 年内，不是 \(day.iso)", "must lie in \(year), not \(day.iso)")
      }
      let kind = try reader.choice("kind", of: ["holiday", "workday"])
      let name = reader["name"].isNil ? nil : try reader.phrase("name")
      days.append(CalendarDay(day, kind: kind == "holiday" ? .holiday : .makeUpWorkday, name: name))
    }
    return days
  }

  /// The calendar that `host.date` counts in: one year at a time, kept for the set's life.
  func calendarForHost(_ id: String, year: Int, _ context: HookContext) -> WorkingCalendar? {
    let key = "\(id) \(year)"
    if let known = hostCalendars[key] { return known }
    let made = calendar(id, years: year...year + 1, context).value
    hostCalendars[key] = .some(made)
    return made
  }
}
