import ConsumerProtection

/// A day known to be possible; a slip in a test's own text stops the test.
func day(_ iso: String) -> CivilDay {
  guard let day = CivilDay(iso: iso) else { preconditionFailure("no such day: \(iso)") }
  return day
}

/// A holiday of one or more days.
func holidays(_ from: String, through: String, _ zh: String, _ en: String) -> [CalendarDay] {
  (day(from)...day(through)).map { CalendarDay($0, kind: .holiday, name: Phrase(zh, en)) }
}

/// The spring of 2026 in mainland China, as announced by the State Council.
let spring2026 = WorkingCalendar(
  id: "cn", version: "test", officialYears: [2026],
  days: holidays("2026-01-01", through: "2026-01-03", "元旦", "New Year's Day")
    + holidays("2026-02-15", through: "2026-02-23", "春节", "Spring Festival")
    + holidays("2026-04-04", through: "2026-04-06", "清明节", "Tomb-sweeping Day")
    + holidays("2026-05-01", through: "2026-05-05", "劳动节", "Labour Day") + [
      CalendarDay(day("2026-01-04"), kind: .makeUpWorkday, name: Phrase("元旦", "New Year's Day")),
      CalendarDay(day("2026-02-14"), kind: .makeUpWorkday, name: Phrase("春节", "Spring Festival")),
      CalendarDay(day("2026-02-28"), kind: .makeUpWorkday, name: Phrase("春节", "Spring Festival")),
      CalendarDay(day("2026-05-09"), kind: .makeUpWorkday, name: Phrase("劳动节", "Labour Day")),
    ])

/// Saturdays and Sundays only, official for 2026.
let weekends2026 = WorkingCalendar(id: "week", version: "1", officialYears: [2026], days: [])
