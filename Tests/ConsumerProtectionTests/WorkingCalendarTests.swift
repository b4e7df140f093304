import ConsumerProtection
import Foundation
import Testing

@Suite struct WorkingCalendarTests {
  @Test(arguments: [
    ("2026-04-30", DayKind.workday), ("2026-05-01", .holiday), ("2026-05-05", .holiday),
    ("2026-05-06", .workday), ("2026-05-09", .makeUpWorkday), ("2026-05-10", .weekend),
    ("2025-12-31", .workday), ("2027-01-02", .weekend),
  ])
  func `a day is what the data says, and else what the week says`(text: String, kind: DayKind) {
    #expect(spring2026.kind(of: day(text)) == kind)
    #expect(spring2026.isWorkingDay(day(text)) == (kind == .workday || kind == .makeUpWorkday))
  }

  @Test func `a day has the name of its holiday, and another day has none`() {
    #expect(spring2026.name(of: day("2026-05-05")) == Phrase("劳动节", "Labour Day"))
    #expect(spring2026.name(of: day("2026-05-06")) == nil)
    #expect(weekends2026.name(of: day("2026-05-01")) == nil)
  }

  @Test func `only announced years are official`() {
    #expect(!spring2026.isOfficial(day("2025-12-31")))
    #expect(spring2026.isOfficial(day("2026-01-01")))
    #expect(spring2026.isOfficial(day("2026-12-31")))
    #expect(!spring2026.isOfficial(day("2027-01-01")))
  }

  @Test func `the same day said twice in one way is no clash`() {
    let calendar = WorkingCalendar(
      id: "cn", version: "1", officialYears: [2026],
      days: [
        CalendarDay(day("2026-05-01"), kind: .holiday, name: Phrase("劳动节", "Labour Day")),
        CalendarDay(day("2026-05-01"), kind: .holiday, name: Phrase("五一", "May Day")),
      ])
    #expect(calendar.clashes.isEmpty)
    #expect(calendar.name(of: day("2026-05-01")) == Phrase("劳动节", "Labour Day"))
  }

  @Test func `a day of two kinds is reported, counts as worked and is not official`() {
    let holiday = CalendarDay(day("2026-05-04"), kind: .holiday)
    let makeUp = CalendarDay(day("2026-05-04"), kind: .makeUpWorkday)
    let weekend = CalendarDay(day("2026-05-04"), kind: .weekend)
    let calendar = WorkingCalendar(
      id: "cn", version: "1", officialYears: [2026], days: [holiday, makeUp, holiday, weekend])
    #expect(
      calendar.clashes == [
        CalendarClash(first: holiday, second: makeUp),
        CalendarClash(first: holiday, second: weekend),
      ])
    #expect(
      calendar.clashes.first?.problem
        == Phrase(
          "2026-05-04 有两种说法：节假日、调休上班日",
          "2026-05-04 is said to be both a holiday and a make-up working day"))
    #expect(calendar.isWorkingDay(day("2026-05-04")))
    #expect(!calendar.isOfficial(day("2026-05-04")))
    #expect(calendar.isOfficial(day("2026-05-05")))
  }

  @Test func `every day of the official table from 2004 to 2026 comes out as it stands there`()
    throws
  {
    guard let rows = try SharedData.rows(of: "cn_days_2004_2026.csv") else { return }
    let calendar = WorkingCalendar(
      id: "cn", version: "1", officialYears: 2004...2026,
      days: rows.compactMap { row in
        switch row["kind"] {
        case "legal_or_moved_holiday": CalendarDay(day(row["date"] ?? ""), kind: .holiday)
        case "makeup_workday": CalendarDay(day(row["date"] ?? ""), kind: .makeUpWorkday)
        default: nil
        }
      })
    #expect(calendar.clashes.isEmpty)
    #expect(rows.count == 8401)
    for row in rows {
      let day = day(row["date"] ?? "")
      #expect(calendar.isWorkingDay(day) == (row["is_workday"] == "1"), "\(day.iso)")
      #expect(day.isoWeekday == row["iso_weekday"].flatMap { Int($0) })
    }
  }
}
