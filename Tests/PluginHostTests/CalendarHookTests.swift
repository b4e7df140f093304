import ConsumerProtection
import Testing

@testable import PluginHost

/// `calendar.days`: the union of all plugins; two kinds for one day are a conflict.
@Suite struct CalendarHookTests {
  private func feeder(_ id: String, _ body: String, calendar: String = "cn") -> PluginFolder {
    plugin(
      id, hooks: "{calendar.days: {}}",
      main: "return { [\"calendar.days\"] = function(year, ctx) \(body) end }",
      more: "calendar: {id: \(calendar), title: {zh: 日历, en: Calendar}}")
  }

  private func day(_ day: String, _ kind: String) -> String {
    "if year ~= 2026 then return nil end return {{ day = \"\(day)\", kind = \"\(kind)\", name = { zh = \"节\", en = \"Feast\" } }}"
  }

  private func ask(
    _ folders: [PluginFolder], enforcement: [String: SitePlugin.Enforcement] = [:]
  ) -> HookAnswer<WorkingCalendar?> {
    pluginSet(folders, enforcement: enforcement).calendar("cn", years: 2025...2026, context)
  }

  @Test func `a year without an answer is not official`() {
    let answer = ask([feeder("a", "return nil")])
    #expect(answer.value?.officialYears == [])
    #expect(answer.record == nil)
  }

  @Test func `no plugin, no calendar`() {
    #expect(ask([feeder("a", "return {}", calendar: "bank")]).value == nil)
  }

  @Test func `one answer makes the year official`() {
    let answer = ask([feeder("a", day("2026-05-01", "holiday"))])
    let calendar = answer.value
    #expect(calendar?.officialYears == [2026])
    #expect(calendar?.version == "1.0.0")
    #expect(calendar?.kind(of: CivilDay(iso: "2026-05-01") ?? monday) == .holiday)
    #expect(answer.failures == [])
  }

  @Test func `two that agree are one calendar`() {
    let same = day("2026-05-01", "holiday")
    let answer = ask([feeder("a", same), feeder("b", same)])
    #expect(answer.value?.exceptions.count == 1)
    #expect(answer.record == nil)
  }

  @Test func `two that differ are a conflict that names both, and the day is not official`() throws
  {
    let answer = ask([
      feeder("a", day("2026-05-02", "holiday")), feeder("b", day("2026-05-02", "workday")),
    ])
    let calendar = try #require(answer.value)
    let saturday = try #require(CivilDay(iso: "2026-05-02"))
    #expect(calendar.isWorkingDay(saturday))
    #expect(!calendar.isOfficial(saturday))
    let conflict = try #require(answer.record?.conflicts.first)
    #expect([conflict.kept.plugin, conflict.other.plugin] == ["a", "b"])
    #expect(conflict.about == "2026-05-02")
  }

  @Test(arguments: [
    ("error(\"x\")", PluginFailure.Code.runtime), ("while true do end", .instructions),
    ("return {{ day = \"2026-02-30\", kind = \"holiday\" }}", .wrongAnswer),
    ("return {{ day = \"2024-01-01\", kind = \"holiday\" }}", .wrongAnswer),
    ("return {{ day = year .. \"-01-01\", kind = \"holliday\" }}", .wrongAnswer),
    ("return {{ day = year .. \"-01-01\", knd = \"holiday\" }}", .wrongAnswer),
    (
      "return { { day = year .. \"-01-01\", kind = require(\"host.date\").is_working_day(\"2026-01-01\") } }",
      .notPermitted
    ),
  ])
  func `a failure leaves the year without official data`(
    wrong: (body: String, code: PluginFailure.Code)
  ) {
    let answer = ask([feeder("a", wrong.body), feeder("b", "return {}")])
    #expect(answer.value?.officialYears == [])
    #expect(answer.failures.map(\.code) == [wrong.code, wrong.code])
    #expect(answer.record?.failures.map(\.plugin) == ["a", "a"])
  }

  @Test func `a calendar cannot count in itself`() {
    let folder = plugin(
      "a", hooks: "{calendar.days: {}}",
      main: """
        local date = require("host.date")
        return { ["calendar.days"] = function() return date.is_working_day("2026-01-01") end }
        """, more: "calendar: {id: cn, title: {zh: 日历, en: Calendar}}")
    #expect(ask([folder]).failures.map(\.code) == [.notPermitted, .notPermitted])
  }

  @Test func `a shadow calendar is not used`() {
    let answer = ask([feeder("a", day("2026-05-01", "holiday"))], enforcement: ["a": .shadow])
    #expect(answer.value == nil)
  }

  @Test func `a year is asked once`() {
    let set = pluginSet([feeder("a", "ctx.log(\"asked \" .. year) return {}")])
    var lines: [String] = []
    set.log = { _, _, text in lines.append(text) }
    _ = set.calendar("cn", years: 2025...2026, context)
    _ = set.calendar("cn", years: 2026...2027, context)
    #expect(lines == ["asked 2025", "asked 2026", "asked 2027"])
  }

  @Test func `host_date counts in the calendars of the site`() {
    let asking = plugin(
      "r", hooks: "{complaint.route: {}}",
      main: """
        local date = require("host.date")
        return { ["complaint.route"] = function()
          local list = {}
          for _, day in ipairs({ "2026-05-01", "2026-05-04", "2027-05-03" }) do
            list[#list + 1] = tostring(date.is_working_day(day))
          end
          list[#list + 1] = tostring(date.is_working_day("2026-05-04", "none"))
          return { unit = table.concat(list, ","), because = "x" }
        end }
        """)
    let set = pluginSet([feeder("a", day("2026-05-01", "holiday")), asking])
    #expect(set.askRoute(card, context).value?.unit == "false,true,nil,nil")
  }
}
