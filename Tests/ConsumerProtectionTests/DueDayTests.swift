import ConsumerProtection
import Testing

/// The computed rows of the rules of several countries: each unit counts as its rule says.
@Suite struct DueDayTests {
  static let easter = WorkingCalendar(
    id: "uk", version: "test", officialYears: [2026],
    days: holidays("2026-04-03", through: "2026-04-03", "耶稣受难日", "Good Friday")
      + holidays("2026-04-06", through: "2026-04-06", "复活节星期一", "Easter Monday"))

  @Test(arguments: [
    // China, received on Monday 2026-03-02.
    ("15 natural_days", "2026-03-02", "2026-03-17"),
    ("30 natural_days", "2026-03-02", "2026-04-01"),
    ("60 natural_days", "2026-03-02", "2026-05-01"),
    ("7 working_days", "2026-03-02", "2026-03-11"),
    ("by 01-31 next_year", "2026-03-02", "2027-01-31"),
    // The United Kingdom and the European Union, received on Friday 2026-03-06.
    ("3 working_days", "2026-03-06", "2026-03-11"),
    ("8 weeks", "2026-03-06", "2026-05-01"),
    ("15 working_days", "2026-03-06", "2026-03-27"),
    ("35 working_days", "2026-03-06", "2026-04-24"),
    // Australia and the United States.
    ("21 natural_days", "2026-03-06", "2026-03-27"),
    ("30 natural_days", "2026-03-06", "2026-04-05"),
    ("45 natural_days", "2026-03-06", "2026-04-20"),
    ("15 natural_days", "2026-03-06", "2026-03-21"),
    ("60 natural_days", "2026-03-06", "2026-05-05"),
    // Boundaries of the other units.
    ("0 natural_days", "2026-03-06", "2026-03-06"),
    ("0 working_days", "2026-03-07", "2026-03-07"),
    ("1 working_days", "2026-03-06", "2026-03-09"),
    ("1 calendar_months", "2026-01-31", "2026-02-28"),
    ("6 calendar_months", "2026-03-06", "2026-09-06"),
    ("by 03-06", "2026-03-05", "2026-03-06"), ("by 03-06", "2026-03-06", "2027-03-06"),
    ("by 02-29", "2027-12-31", "2028-02-29"), ("by 02-29", "2026-01-01", "2026-02-28"),
    ("by 2026-12-31", "2026-03-06", "2026-12-31"),
  ])
  func `a period without holidays ends where the rule says`(
    budget: String, start: String, due: String
  ) throws {
    #expect(try Budget(budget).due(from: day(start), in: weekends2026).day.iso == due)
  }

  @Test(arguments: [
    ("15 working_days", "2026-03-27"), ("35 working_days", "2026-04-28"),
  ])
  func `working days leave out the holidays of their country`(budget: String, due: String) throws {
    #expect(try Budget(budget).due(from: day("2026-03-06"), in: Self.easter).day.iso == due)
  }

  @Test func `working days count a make-up day and leave out the holiday`() {
    let due = Budget.workingDays(3).due(from: day("2026-02-13"), in: spring2026)
    #expect(due.day.iso == "2026-02-25")
    #expect(!due.isProvisional)
    #expect(
      due.derivation.lines(in: .en) == [
        "2026-02-13  trigger, day 0, not counted",
        "2026-02-14 (Sat)  make-up working day (Spring Festival), counted: 1",
        "2026-02-15 (Sun)  holiday (Spring Festival), not counted",
        "2026-02-16 (Mon)  holiday (Spring Festival), not counted",
        "2026-02-17 (Tue)  holiday (Spring Festival), not counted",
        "2026-02-18 (Wed)  holiday (Spring Festival), not counted",
        "2026-02-19 (Thu)  holiday (Spring Festival), not counted",
        "2026-02-20 (Fri)  holiday (Spring Festival), not counted",
        "2026-02-21 (Sat)  holiday (Spring Festival), not counted",
        "2026-02-22 (Sun)  holiday (Spring Festival), not counted",
        "2026-02-23 (Mon)  holiday (Spring Festival), not counted",
        "2026-02-24 to 2026-02-25  2 days counted: 3",
        "2026-02-25  due",
      ])
  }

  @Test func `ten days of mediation move the due day by ten days`() {
    let mediation = Pause(
      from: day("2026-03-06"), through: day("2026-03-15"), reason: Phrase("调解", "mediation"))
    let due = Budget.naturalDays(15).due(
      from: day("2026-03-02"), in: spring2026, pauses: [mediation])
    #expect(due.day.iso == "2026-03-27")
    let lines = due.derivation.lines(in: .zh)
    #expect(lines.count == 14)
    #expect(
      lines[0...2] == [
        "2026-03-02　起算日（第 0 日，不计入）",
        "2026-03-03 至 2026-03-05　计 3 日，累计 3",
        "2026-03-06（周五）　时限中止（调解），不计入",
      ])
    #expect(
      lines.suffix(2) == [
        "2026-03-16 至 2026-03-27　计 12 日，累计 15", "2026-03-27　到期",
      ])
  }

  @Test func `a pause moves the end of months behind the month's day`() {
    let pause = Pause(from: day("2026-03-10"), through: day("2026-03-12"))
    let due = Budget.calendarMonths(1).due(from: day("2026-03-06"), in: spring2026, pauses: [pause])
    #expect(due.day.iso == "2026-04-09")
    #expect(
      due.derivation.lines(in: .en) == [
        "2026-03-06  trigger, day 0, not counted",
        "2026-04-06 (Mon)  1 calendar months on",
        "2026-03-10 (Tue)  clock stopped, not counted",
        "2026-03-11 (Wed)  clock stopped, not counted",
        "2026-03-12 (Thu)  clock stopped, not counted",
        "2026-04-07 to 2026-04-09  3 days counted: 3",
        "2026-04-09  due",
      ])
  }

  @Test func `a pause after the last day changes nothing, one on it moves it`() {
    func due(_ from: String, _ through: String) -> String {
      let pause = Pause(from: day(from), through: day(through))
      return Budget.naturalDays(15).due(from: day("2026-03-02"), in: spring2026, pauses: [pause])
        .day.iso
    }
    #expect(due("2026-03-18", "2026-03-20") == "2026-03-17")
    #expect(due("2026-03-17", "2026-03-17") == "2026-03-18")
    #expect(due("2026-02-20", "2026-03-02") == "2026-03-17")
  }
}

@Suite struct LastDayTests {
  @Test func `strictly a last day on Labour Day stays`() {
    let due = Budget.naturalDays(60).due(from: day("2026-03-02"), in: spring2026)
    #expect(due.day.iso == "2026-05-01")
    #expect(!due.isProvisional)
  }

  @Test func `rolled over it moves to the first day after the holiday`() {
    let due = Budget.naturalDays(60).due(
      from: day("2026-03-02"), in: spring2026, lastDay: .overHolidays)
    #expect(due.day.iso == "2026-05-06")
    #expect(
      due.derivation.lines(in: .zh) == [
        "2026-03-02　起算日（第 0 日，不计入）",
        "2026-03-03 至 2026-05-01　计 60 日，累计 60",
        "2026-05-01（周五）　末日为节假日（劳动节），顺延",
        "2026-05-02（周六）　末日为节假日（劳动节），顺延",
        "2026-05-03（周日）　末日为节假日（劳动节），顺延",
        "2026-05-04（周一）　末日为节假日（劳动节），顺延",
        "2026-05-05（周二）　末日为节假日（劳动节），顺延",
        "2026-05-06　到期",
      ])
  }

  @Test func `the day before the holiday and a plain weekend do not roll`() {
    func due(_ days: Int) -> String {
      Budget.naturalDays(days).due(
        from: day("2026-03-02"), in: spring2026, lastDay: .overHolidays
      ).day.iso
    }
    #expect(due(59) == "2026-04-30")
    #expect(due(64) == "2026-05-06")
    #expect(due(19) == "2026-03-21")
  }

  @Test func `the official table gives the same 60-day row`() throws {
    guard let rows = try SharedData.rows(of: "cn_days_2004_2026.csv") else { return }
    let calendar = WorkingCalendar(
      id: "cn", version: "1", officialYears: 2004...2026,
      days: rows.filter { $0["kind"] == "legal_or_moved_holiday" }
        .map { CalendarDay(day($0["date"] ?? ""), kind: .holiday) })
    let start = day("2026-03-02")
    #expect(Budget.naturalDays(60).due(from: start, in: calendar).day.iso == "2026-05-01")
    #expect(
      Budget.naturalDays(60).due(from: start, in: calendar, lastDay: .overHolidays).day.iso
        == "2026-05-06")
  }
}

@Suite struct ProvisionalTests {
  @Test func `working days beyond the official years are provisional and say which`() {
    let inside = Budget.workingDays(3).due(from: day("2026-12-28"), in: spring2026)
    #expect(inside.day.iso == "2026-12-31")
    #expect(!inside.isProvisional)
    let beyond = Budget.workingDays(4).due(from: day("2026-12-28"), in: spring2026)
    #expect(beyond.day.iso == "2027-01-01")
    #expect(beyond.isProvisional)
    #expect(
      beyond.derivation.steps.dropLast().last
        == .unofficial(from: day("2027-01-01"), through: day("2027-01-01")))
  }

  @Test func `natural days never ask the calendar unless the last day may roll`() {
    let start = day("2026-12-28")
    #expect(!Budget.naturalDays(15).due(from: start, in: spring2026).isProvisional)
    #expect(
      Budget.naturalDays(15).due(from: start, in: spring2026, lastDay: .overHolidays).isProvisional)
    #expect(
      !Budget.naturalDays(2).due(from: start, in: spring2026, lastDay: .overHolidays).isProvisional)
  }

  @Test func `a calendar without any working day ends the count`() {
    let never = WorkingCalendar(
      id: "never", version: "1", officialYears: [2026], days: [],
      restWeekdays: [1, 2, 3, 4, 5, 6, 7])
    #expect(Budget.workingDays(1).due(from: day("2026-01-01"), in: never).isProvisional)
  }
}

@Suite struct HoursTests {
  @Test(arguments: [
    (72, "2026-03-06", 570, "2026-03-09", 570), (1, "2026-03-06", 1410, "2026-03-07", 30),
    (24, "2026-03-06", 0, "2026-03-07", 0), (0, "2026-03-06", 600, "2026-03-06", 600),
  ])
  func `hours run day and night to the minute`(
    hours: Int, start: String, minute: Int, due: String, dueMinute: Int
  ) {
    let result = Budget.hours(hours).due(from: day(start), minute: minute, in: spring2026)
    #expect(result.day.iso == due)
    #expect(result.minute == dueMinute)
  }

  @Test func `hours without a known minute run from the first of the day, so never end late`() {
    let due = Budget.hours(72).due(from: day("2026-03-06"), in: spring2026)
    #expect(due.day.iso == "2026-03-09")
    #expect(due.minute == 0)
  }

  @Test(arguments: [
    (8, "2026-03-06", 540, "2026-03-06", 1020), (9, "2026-03-06", 540, "2026-03-09", 600),
    (1, "2026-03-06", 1200, "2026-03-09", 600), (1, "2026-03-06", 0, "2026-03-06", 600),
    (2, "2026-03-07", 600, "2026-03-09", 660), (4, "2026-02-13", 900, "2026-02-14", 660),
  ])
  func `business hours run while the office is open`(
    hours: Int, start: String, minute: Int, due: String, dueMinute: Int
  ) {
    let result = Budget.businessHours(hours).due(from: day(start), minute: minute, in: spring2026)
    #expect(result.day.iso == due)
    #expect(result.minute == dueMinute)
  }

  @Test func `a derivation in hours says what each day gave`() {
    let due = Budget.businessHours(9).due(from: day("2026-03-06"), minute: 600, in: spring2026)
    #expect(
      due.derivation.lines(in: .en) == [
        "2026-03-06 10:00  trigger, day 0, not counted",
        "2026-03-06 (Fri)  07:00 counted: 07:00",
        "2026-03-07 (Sat)  weekly rest day, not counted",
        "2026-03-08 (Sun)  weekly rest day, not counted",
        "2026-03-09 (Mon)  02:00 counted: 09:00",
        "2026-03-09 11:00  due",
      ])
  }

  @Test func `hours stand still on a paused day`() {
    let pause = Pause(from: day("2026-03-07"), through: day("2026-03-07"))
    let due = Budget.hours(24).due(
      from: day("2026-03-06"), minute: 600, in: spring2026, pauses: [pause])
    #expect(due.day.iso == "2026-03-08")
    #expect(due.minute == 600)
  }
}

@Suite struct ElapsedTests {
  static let pauses = [
    [], [Pause(from: day("2026-02-10"), through: day("2026-02-12"))],
    [
      Pause(from: day("2026-03-01"), through: day("2026-03-01")),
      Pause(from: day("2026-02-16"), through: day("2026-02-20")),
    ],
  ]

  @Test(arguments: Budget.Unit.allCases, pauses)
  func `what elapsed until the due day is what the budget gave`(
    unit: Budget.Unit, pauses: [Pause]
  ) {
    let isHours = unit == .hours || unit == .businessHours
    for offset in stride(from: 0, to: 70, by: 3) {
      let start = day("2026-01-01") + offset
      let minute = isHours ? (offset * 97) % 1440 : nil
      for count in [0, 1, 2, 3, 5, 7, 11, 15, 30, 61] {
        let due = Budget.span(count, unit).due(
          from: start, minute: minute, in: spring2026, pauses: pauses)
        let elapsed = unit.elapsed(
          from: start, minute: minute, to: due.day, minute: due.minute, in: spring2026,
          pauses: pauses)
        #expect(elapsed == count, "\(count) \(unit.rawValue) from \(start.iso), \(due.day.iso)")
      }
    }
  }

  @Test func `nothing elapsed before the start`() {
    for unit in Budget.Unit.allCases {
      #expect(
        unit.elapsed(from: day("2026-03-06"), to: day("2026-03-05"), in: spring2026) == 0)
    }
  }

  @Test func `the day before the due day is one less`() {
    #expect(
      Budget.Unit.naturalDays.elapsed(
        from: day("2026-03-02"), to: day("2026-03-16"), in: spring2026) == 14)
    #expect(
      Budget.Unit.weeks.elapsed(from: day("2026-03-02"), to: day("2026-03-15"), in: spring2026) == 1
    )
    #expect(
      Budget.Unit.calendarMonths.elapsed(
        from: day("2026-01-31"), to: day("2026-02-27"), in: spring2026) == 0)
  }
}
