import ConsumerProtection
import Testing

@Suite struct BudgetTests {
  @Test(arguments: [
    ("15 natural_days", Budget.naturalDays(15), "15 日（自然日）", "15 calendar days"),
    ("1 natural_days", .naturalDays(1), "1 日（自然日）", "1 calendar day"),
    ("0 natural_days", .naturalDays(0), "0 日（自然日）", "0 calendar days"),
    ("7 working_days", .workingDays(7), "7 个工作日", "7 working days"),
    ("72 hours", .hours(72), "72 小时", "72 hours"),
    ("8 business_hours", .businessHours(8), "8 个工作小时", "8 business hours"),
    ("8 weeks", .weeks(8), "8 周", "8 weeks"),
    ("3 calendar_months", .calendarMonths(3), "3 个月", "3 calendar months"),
    ("by 01-31", .yearly(month: 1, day: 31, inNextYear: false), "1 月 31 日前（含当日）", "by 01-31"),
    (
      "by 01-31 next_year", .yearly(month: 1, day: 31, inNextYear: true), "次年 1 月 31 日前（含当日）",
      "by 01-31 of the next year"
    ),
    ("by 2027-01-31", .fixed(day("2027-01-31")), "2027-01-31 前（含当日）", "by 2027-01-31"),
  ])
  func `a budget reads back as it is written`(text: String, budget: Budget, zh: String, en: String)
    throws
  {
    #expect(try Budget(text) == budget)
    #expect(budget.text == text)
    #expect(budget.title == Phrase(zh, en))
  }

  @Test(arguments: [
    ("15", "write `15 natural_days` or `by 01-31`"),
    ("", "write `15 natural_days` or `by 01-31`"),
    ("by", "write `15 natural_days` or `by 01-31`"),
    ("15 natural days", "write `15 natural_days` or `by 01-31`"),
    (
      "15 natural_day",
      "there is no unit `natural_day`; did you mean natural_days? units: natural_days, "
        + "working_days, hours, business_hours, weeks, calendar_months"
    ),
    (
      "15 fortnights",
      "there is no unit `fortnights`; units: natural_days, working_days, hours, business_hours, "
        + "weeks, calendar_months"
    ),
    ("-1 weeks", "the count is a whole number, 0 to 100000"),
    ("1.5 weeks", "the count is a whole number, 0 to 100000"),
    ("100001 weeks", "the count is a whole number, 0 to 100000"),
    ("99999999999999999999 weeks", "the count is a whole number, 0 to 100000"),
    ("by 02-30", "there is no such day: 02-30"), ("by 1-31", "there is no such day: 1-31"),
    ("by 2027-02-29", "there is no such day: 2027-02-29"),
    ("by 01-31 later", "write `15 natural_days` or `by 01-31`"),
  ])
  func `another text is refused with what to write`(text: String, problem: String) {
    let error = #expect(throws: BudgetError.self) { try Budget(text) }
    #expect(error?.text == text)
    #expect(error?.problem.en == problem)
  }
}
