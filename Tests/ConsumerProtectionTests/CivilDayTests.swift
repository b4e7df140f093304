import ConsumerProtection
import Testing

@Suite struct CivilDayTests {
  @Test func `every day from 1900 to 2199 follows the one before and reads back as it is written`()
    throws
  {
    var number = try #require(CivilDay(iso: "1900-01-01")).number
    var weekday = 1  // 1900-01-01 was a Monday.
    for year in 1900...2199 {
      let isLeap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
      for (index, length) in [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        .enumerated()
      {
        for day in 1...length {
          let civil = CivilDay(number: number)
          guard CivilDay(year: year, month: index + 1, day: day) == civil,
            civil.year == year, civil.month == index + 1, civil.day == day,
            CivilDay(iso: civil.iso) == civil, civil.isoWeekday == weekday
          else {
            Issue.record("\(year)-\(index + 1)-\(day) came out as \(civil.iso)")
            return
          }
          number += 1
          weekday = weekday % 7 + 1
        }
      }
    }
    #expect(CivilDay(number: number - 1).iso == "2199-12-31")
  }

  @Test(arguments: [
    "2026-02-29", "2100-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00",
    "1899-12-31", "2200-01-01", "2026-1-01", "2026-01-1", "2026/01/01", "2026-01-01 ",
    " 2026-01-01", "20260101", "", "2026-01-0１", "-026-01-01", "2026-01-01T00:00", "二〇二六",
  ])
  func `an impossible day or another spelling is not a day`(text: String) {
    #expect(CivilDay(iso: text) == nil)
  }

  @Test(arguments: [
    ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11016), ("2026-11-23", 20780),
  ])
  func `a day is counted from 1970`(text: String, number: Int32) {
    #expect(CivilDay(iso: text)?.number == number)
  }

  @Test(arguments: [
    ("2026-01-31", 1, "2026-02-28"), ("2028-01-31", 1, "2028-02-29"),
    ("2026-01-30", 1, "2026-02-28"), ("2026-03-31", -1, "2026-02-28"),
    ("2026-11-30", 3, "2027-02-28"), ("2026-12-15", 1, "2027-01-15"),
    ("2026-01-15", -1, "2025-12-15"), ("2024-02-29", 12, "2025-02-28"),
    ("2026-08-31", 0, "2026-08-31"), ("2026-05-31", -15, "2025-02-28"),
  ])
  func `months are added to the same day or to the end of a shorter month`(
    start: String, months: Int, end: String
  ) throws {
    #expect(try #require(CivilDay(iso: start)).addingMonths(months).iso == end)
  }

  @Test(arguments: [
    ("2026-01-01", 1), ("2026-03-31", 1), ("2026-04-01", 2), ("2026-06-30", 2),
    ("2026-07-01", 3), ("2026-09-30", 3), ("2026-10-01", 4), ("2026-12-31", 4),
  ])
  func `a quarter has three months`(text: String, quarter: Int) throws {
    #expect(try #require(CivilDay(iso: text)).quarter == quarter)
  }

  @Test func `days are added, measured and ordered as numbers`() throws {
    let day = try #require(CivilDay(iso: "2026-02-27"))
    #expect((day + 3).iso == "2026-03-02")
    #expect((day - 58).iso == "2025-12-31")
    #expect(day.distance(to: day + 3) == 3)
    #expect(day < day + 1)
    #expect(CivilDay(number: .max) + 1 == CivilDay(number: .max))
  }
}
