import Casework
import ConsumerProtection
import Testing
import XiaobaoTestSupport

@Suite struct OrganisationLoadTests {
  private typealias Bank = SampleWorkspace

  @Test
  func `loading again changes nothing, and the administrator of init gets what the text gives it`()
    async throws
  {
    let bank = try await Bank()
    let office = try bank.open()
    let text = """
      {"units":[{"id":"HQ","name":"测试农村商业银行","level":"head_office","from":"2015-01-01"}],
       "persons":[
        {"id":"A001","name":"测试管理员","unit":"HQ.CP","from":"2014-01-01","roles":["administrator","handler"]},
        {"id":"H001","name":"测试甲","unit":"HQ.CP","from":"2015-01-01","roles":["handler"]}]}
      """
    let value = try JSONReader.value(of: Array(text.utf8))
    let by = Bank.by(Bank.administrator, "2026-03-02")
    let first = try await office.loadOrganisation(value, as: by)
    #expect((first.units, first.persons, first.known, first.completed) == (0, 0, 3, 1))
    let person = try await office.person(Bank.administrator)
    let day = try #require(CivilDay(iso: "2026-03-02"))
    #expect(person.roles(on: day).map(\.role) == [.administrator, .handler])
    #expect(person.unit(on: day) == "HQ.CP")
    let second = try await office.loadOrganisation(value, as: by)
    #expect((second.known, second.completed) == (3, 0))
  }

  @Test func `a wrong entry is named by its place`() async throws {
    let bank = try await Bank(organisation: false)
    let office = try bank.open()
    for (text, place) in [
      (
        #"{"units":[{"id":"X","name":"甲","level":"planet","from":"2015-01-01"}]}"#, "units[1].level"
      ),
      (#"{"units":[{"id":"X","name":"甲","level":"branch","from":"2015-02-30"}]}"#, "units[1].from"),
      (
        #"{"persons":[{"id":"P","name":"甲","from":"2015-01-01","roles":["king"]}]}"#,
        "persons[1].roles[1]"
      ),
    ] {
      let value = try JSONReader.value(of: Array(text.utf8))
      let failure = await #expect(throws: Failure.self) {
        try await office.loadOrganisation(value, as: Bank.by(Bank.administrator, "2026-03-02"))
      }
      #expect(failure?.problem.en.hasPrefix(place) == true, "\(place)")
    }
  }
}
