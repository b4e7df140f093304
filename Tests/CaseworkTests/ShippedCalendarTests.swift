import ConsumerProtection
import Foundation
import PluginHost
import Testing
import XiaobaoTestSupport

/// The calendar that comes with the product, read through the host, against a list written by others.
@Suite struct ShippedCalendarTests {
  @Test
  func `every day of cn.calendar equals the independent list, and the years outside are open`()
    throws
  {
    let path = Repository.sharedData("cn_days_2004_2026.csv")
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      print("skipped: \(path) is absent")
      return
    }
    let folder = try PluginFolder(path: "\(Repository.plugins)/cn.calendar")
    let set = PluginSet(
      folders: [folder], site: [SitePlugin(id: "cn.calendar", digest: nil)],
      requiresApproval: false)
    let today = try #require(CivilDay(iso: "2026-03-02"))
    let context = HookContext(now: Instant(milliseconds: 0), today: today, day: today)
    let answer = set.calendar("cn", years: 2003...2027, context)
    let calendar = try #require(answer.value)
    #expect(answer.failures == [])
    #expect(calendar.clashes == [])
    #expect(calendar.officialYears == Set(2004...2026))
    var compared = 0
    for line in text.split(whereSeparator: \.isNewline).dropFirst() {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      let day = try #require(CivilDay(iso: String(cells[0])))
      #expect(calendar.isWorkingDay(day) == (cells[2] == "1"), "\(day.iso)")
      if !cells[5].isEmpty, calendar.kind(of: day) != .workday, calendar.kind(of: day) != .weekend {
        #expect(calendar.name(of: day)?.zh == String(cells[5]), "\(day.iso)")
      }
      compared += 1
    }
    #expect(compared == 8401)
  }
}
