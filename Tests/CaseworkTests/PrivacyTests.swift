import ConsumerProtection
import EventLedger
import Foundation
import Testing
import XiaobaoTestSupport

@testable import Casework

@Suite struct PrivacyTests {
  private typealias Bank = SampleWorkspace
  static let compliance = "P001"
  static let identity = "11010519491231002X"

  /// A workspace with somebody of compliance.
  private static func office(
    site: String = Bank.site(policy: "{backdating_days: unlimited}")
  ) async throws -> (bank: Bank, office: Workspace) {
    let bank = try await Bank(site: site)
    let office = try bank.open()
    _ = try await office.addPerson(
      JSONReader.value(
        of: Array(
          #"{"id":"P001","name":"测试己","unit":"HQ.CP","from":"2015-01-01","roles":["compliance"]}"#
            .utf8)),
      as: Bank.by(Bank.administrator, "2015-01-02"))
    return (bank, office)
  }

  private static func draft(
    _ narrative: String, _ complainant: [(String, String)]
  ) -> JSONValue {
    .object([
      .init("unit", .text("B1")), .init("narrative", .text(narrative)),
      .init("complainant", .object(complainant.map { .init($0.0, .text($0.1)) })),
    ])
  }

  private static func submit(
    _ office: Workspace, _ day: String, _ complainant: [(String, String)],
    _ narrative: String = "年费争议，本人电话13812345678"
  ) async throws -> String {
    try await office.submit(draft(narrative, complainant), as: Bank.by(Bank.counter, day)).matter
      .id
  }

  private static func close(_ office: Workspace, _ id: String, _ day: String) async throws {
    _ = try await office.perform(
      .withdraw(reason: "客户撤回"), on: id, as: Bank.by(Bank.head, day))
  }

  // MARK: One person, one key

  @Test func `one person has one key, whoever is written down how, and is found by any number`()
    async throws
  {
    let (bank, office) = try await Self.office()
    defer { withExtendedLifetime(bank) {} }
    let first = try await Self.submit(
      office, "2026-03-02",
      [
        ("name", "张三"), ("id_number", Self.identity), ("phone", "13812345678、0519-88123456"),
        ("account", "6222 0212 3456 7894"),
      ])
    let again = try await Self.submit(
      office, "2026-04-02", [("name", "张 三"), ("id_number", "11010519491231002x")])
    let byPhone = try await Self.submit(
      office, "2026-05-02", [("name", "张三"), ("phone", "+86 138-1234-5678")])
    let other = try await Self.submit(
      office, "2026-05-02", [("name", "李四"), ("phone", "13812345678")])
    let invocation = Bank.by(Bank.handler, "2026-05-03")
    let wanted: [(String, [String])] = [
      ("１１０１０５１９４９１２３１００２Ｘ", [first, again]), ("6222021234567894", [first]),
      ("0519 8812 3456", [first]), ("张三", [first, again, byPhone]),
      (#"{"phone":"13812345678","name":"张三"}"#, [first, byPhone]),
      (#"{"phone":"13812345678","name":"王五"}"#, []), ("13812345679", []),
    ]
    for (text, cases) in wanted {
      let found = try await office.subjects(PersonalIdentity(text: text), as: invocation)
      #expect(found.count == (cases.isEmpty ? 0 : 1), "\(text)")
      if let person = found.first {
        // All of the person's complaints, by whatever was looked for.
        #expect(person.cases.map(\.id) == [byPhone, again, first], "\(text)")
      }
    }
    let phone = try await office.subjects(PersonalIdentity(text: "13812345678"), as: invocation)
    #expect(phone.flatMap { $0.cases.map(\.id) } == [other, byPhone, again, first])
    #expect(phone.count == 2)
    // The same from the hashes on disk as from the lines.
    try await office.reindex()
    for (text, cases) in wanted {
      let found = try await office.subjects(PersonalIdentity(text: text), as: invocation)
      #expect(found.count == (cases.isEmpty ? 0 : 1), "\(text)")
    }
  }

  @Test(arguments: ["", "  ", "{", #"{"salary":"1"}"#, #"{"name":1}"#])
  func `who is looked for must be said, and a refusal does not repeat it`(text: String) {
    let failure = #expect(throws: Failure.self) { try PersonalIdentity(text: text) }
    #expect(failure?.code == "XB-007")
    #expect(failure?.problem.zh.contains("salary") == false)
  }

  // MARK: Reveal

  @Test func `opening needs a role and a reason, is recorded, and ends at the day's cap`()
    async throws
  {
    let (bank, office) = try await Self.office(
      site: Bank.site(
        policy: "{backdating_days: unlimited}", more: "privacy: {reveals_per_day: 3}"))
    defer { withExtendedLifetime(bank) {} }
    let id = try await Self.submit(
      office, "2026-03-02", [("name", "张三"), ("phone", "13812345678")])
    let again = try await Self.submit(
      office, "2026-03-03", [("name", "张三"), ("phone", "13812345678")])
    func code(_ body: () async throws -> Void) async -> String? {
      do {
        try await body()
        return nil
      } catch {
        return (error as? Failure)?.code
      }
    }
    let reader = Bank.by(Bank.handler, "2026-03-04")
    #expect(
      await code {
        _ = try await office.reveal(
          id, as: Invocation(actor: Bank.handler, on: Bank.day("2026-03-04")))
      } == "XB-005")
    #expect(
      await code { _ = try await office.reveal(id, as: Bank.by(Bank.executive, "2026-03-04")) }
        == "XB-009")
    #expect(await code { _ = try await office.reveal("C-20260302-000099", as: reader) } == "XB-002")
    let opened = try await office.reveal(id, as: reader)
    #expect(opened.cases.map(\.id) == [id])
    #expect(opened.cases[0].texts.map(\.sight) == [.open("张三"), .open("13812345678")])
    #expect(opened.left == 2)
    // Both complaints of the person count; another business day does not begin another count.
    #expect(try await office.reveal(opened.id, as: Bank.by(Bank.handler, "2026-03-05")).left == 0)
    #expect(
      await code { _ = try await office.reveal(id, as: Bank.by(Bank.handler, "2026-03-06")) }
        == "XB-019")
    #expect(
      await code {
        _ = try await office.complaint(
          id, revealing: true, as: Bank.by(Bank.handler, "2026-03-06"))
      } == "XB-019")
    #expect(try await office.reveal(again, as: Bank.by(Bank.head, "2026-03-06")).left == 2)
    let history = try await office.history(of: MatterReference(DataSubject.kind, opened.id))
    #expect(history.map(\.type) == Array(repeating: "subject.revealed", count: 3))
    #expect(history.map(\.actor) == [Bank.handler, Bank.handler, Bank.head])
    #expect(history.allSatisfy { $0.sealedFields == ["reason"] })
  }

  @Test func `a complaint is shown with every text masked, names and numbers inside them too`()
    async throws
  {
    let (bank, office) = try await Self.office()
    defer { withExtendedLifetime(bank) {} }
    let id = try await Self.submit(
      office, "2026-03-02", [("name", "张三丰"), ("id_number", Self.identity)],
      "柜员说张三丰的卡 6222 0212 3456 7894 有误，致电 13812345678，见 C-20260101-000001")
    let view = try await office.complaint(id, as: Bank.by(Bank.handler, "2026-03-02"))
    let shown = Dictionary(uniqueKeysWithValues: view.texts.map { ($0.field, $0.sight) })
    #expect(
      shown == [
        "narrative": .masked(
          Phrase(same: "柜员说张**的卡 **** **** **** **** 有误，致电 ***********，见 C-20260101-000001")),
        "complainant.name": .masked(Phrase(same: "张**")),
        "complainant.id_number": .masked(Phrase(same: "110*************2X")),
      ])
  }

  // MARK: Erasure

  @Test func `erasing takes two persons, one of compliance, destroys the keys and keeps the chain`()
    async throws
  {
    let (bank, office) = try await Self.office()
    defer { withExtendedLifetime(bank) {} }
    let old = try await Self.submit(
      office, "2021-03-02", [("name", "张三"), ("phone", "13812345678")], "信用卡年费有误")
    let kept = try await Self.submit(
      office, "2021-03-02", [("name", "李四"), ("phone", "13900000000")], "信用卡年费有误")
    try await Self.close(office, old, "2021-03-05")
    try await office.reindex()
    let day = "2026-03-02"
    let person = try await office.subject(old, as: Bank.by(Bank.handler, day)).id
    func refused(_ body: () async throws -> Void) async -> String? {
      do {
        try await body()
        return nil
      } catch {
        return (error as? Failure)?.code
      }
    }
    func confirm(_ actor: String) async throws -> ErasureResult {
      try await office.confirmErasure(of: old, as: Bank.by(actor, day))
    }
    #expect(await refused { _ = try await confirm(Self.compliance) } == "XB-001")
    _ = try await office.perform(
      .requestErasure(reason: "客户申请"), on: old, as: Bank.by(Bank.head, day))
    #expect(
      await refused {
        _ = try await office.perform(
          .requestErasure(reason: "再次"), on: person, as: Bank.by(Bank.handler, day))
      } == "XB-001")
    // Who asked cannot confirm; a handler may not; the head has no compliance role, and so they are two
    // of the same kind.
    #expect(await refused { _ = try await confirm(Bank.head) } == "XB-010")
    #expect(await refused { _ = try await confirm(Bank.handler) } == "XB-009")
    _ = try await office.perform(
      .hold(reason: "诉讼"), on: person, as: Bank.by(Self.compliance, day))
    #expect(await refused { _ = try await confirm(Self.compliance) } == "XB-001")
    _ = try await office.perform(
      .release(reason: "终结"), on: person, as: Bank.by(Self.compliance, day))
    #expect(try await confirm(Self.compliance) == .erased(person, keys: 2))
    let view = try await office.complaint(old, as: Bank.by(Bank.handler, day))
    #expect(view.texts.allSatisfy { $0.sight == .erased } && view.texts.count == 4)
    let other = try await office.complaint(kept, as: Bank.by(Bank.handler, day))
    #expect(other.texts.first?.sight == .masked(Phrase(same: "信用卡年费有误")))
    let history = try await office.history(of: MatterReference(Complaint.kind, old))
    #expect(history.last?.type == "data.erased")
    #expect(
      try await office.history(of: MatterReference(DataSubject.kind, person)).map(\.type) == [
        "subject.erasure_requested", "subject.held", "subject.released", "subject.erased",
        "data.keys_destroyed",
      ])
    #expect(
      await refused { _ = try await office.reveal(old, as: Bank.by(Bank.head, day)) } == "XB-001")
    let search = try await office.search(SearchQuery("信用卡年费"), as: Bank.by(Bank.head, day))
    #expect(search.items.map(\.id) == [kept])
    let found = try await office.subjects(
      PersonalIdentity(text: "13812345678"), as: Bank.by(Bank.head, day))
    #expect(found.isEmpty)
    // Somebody new with the same number gets another key.
    let fresh = try await Self.submit(office, day, [("name", "张三"), ("phone", "13812345678")])
    #expect(try await office.subject(fresh, as: Bank.by(Bank.head, day)).id != person)
    await office.close()
    #expect(try Workspace.verify(bank.paths, level: .deep).findings == [])
  }

  @Test
  func `before its retention ends data is only stored, and a sweep finishes what was broken off`()
    async throws
  {
    let (bank, office) = try await Self.office()
    defer { withExtendedLifetime(bank) {} }
    let id = try await Self.submit(
      office, "2024-01-10", [("name", "张三"), ("phone", "13812345678")], "信用卡年费有误")
    let reader = Bank.by(Bank.head, "2026-03-02")
    func code(_ body: () async throws -> Void) async -> String? {
      do {
        try await body()
        return nil
      } catch {
        return (error as? Failure)?.code
      }
    }
    _ = try await office.perform(
      .requestErasure(reason: "客户申请"), on: id, as: Bank.by(Bank.head, "2024-01-11"))
    #expect(
      await code {
        _ = try await office.confirmErasure(of: id, as: Bank.by(Self.compliance, "2024-01-11"))
      } == "XB-001", "an open complaint needs its data")
    try await Self.close(office, id, "2024-01-15")
    let person = try await office.subject(id, as: reader)
    #expect(person.retention == .until(Self.day("2027-01-15"), rule: "PBC5.44.keep"))
    #expect(
      try await office.confirmErasure(of: id, as: Bank.by(Self.compliance, "2024-01-16"))
        == .storedOnly(person.id, until: Self.day("2027-01-15")))
    #expect(await code { _ = try await office.reveal(id, as: reader) } == "XB-001")
    let shown = await #expect(throws: Failure.self) {
      try await office.complaint(id, revealing: true, as: reader)
    }
    #expect(shown?.basis?.zh.contains("第四十七条") == true)
    #expect(try await office.search(SearchQuery("信用卡年费"), as: reader).items.isEmpty)
    #expect(try await office.subjectsPastRetention(limit: 10, as: reader).isEmpty)
  }

  @Test func `an erasure that was broken off is finished by the next sweep`() async throws {
    let (bank, office) = try await Self.office()
    defer { withExtendedLifetime(bank) {} }
    let id = try await Self.submit(office, "2021-03-02", [("name", "张三")])
    try await Self.close(office, id, "2021-03-05")
    let day = "2026-03-02"
    _ = try await office.perform(
      .requestErasure(reason: "客户申请"), on: id, as: Bank.by(Bank.head, day))
    // As if the power went between the fact and the keys.
    let decided = try await office.decideErasure(of: id, as: Bank.by(Self.compliance, day))
    guard case .erased(let person, 2) = decided else {
      Issue.record("\(decided)")
      return
    }
    await office.close()
    let later = try bank.open()
    let before = try await later.complaint(id, as: Bank.by(Bank.head, day))
    #expect(before.texts.first?.sight != .erased)
    _ = try await later.sweep(as: Bank.by(Bank.head, day))
    let after = try await later.complaint(id, as: Bank.by(Bank.head, day))
    #expect(after.texts.allSatisfy { $0.sight == .erased })
    let history = try await later.history(of: MatterReference(DataSubject.kind, person))
    #expect(history.last?.type == "data.keys_destroyed")
    // Once is enough.
    _ = try await later.sweep(as: Bank.by(Bank.head, day))
    #expect(
      try await later.history(of: MatterReference(DataSubject.kind, person)).count == history.count)
  }

  static func day(_ text: String) -> CivilDay {
    CivilDay(iso: text) ?? CivilDay(number: 0)
  }

  @Test func `what is past its retention is listed, the earliest closure first`() async throws {
    let (bank, office) = try await Self.office()
    defer { withExtendedLifetime(bank) {} }
    var ids: [String] = []
    for (day, closed) in [
      ("2021-03-02", "2021-05-02"), ("2021-03-02", "2021-04-02"), ("2024-03-02", "2024-03-05"),
    ] {
      let id = try await Self.submit(office, day, [("name", "客户\(closed)")])
      try await Self.close(office, id, closed)
      ids.append(id)
    }
    let past = try await office.subjectsPastRetention(
      limit: 10, as: Bank.by(Bank.head, "2026-03-02"))
    #expect(past.map { $0.cases.map(\.id) } == [[ids[1]], [ids[0]]])
  }

  // MARK: Keys

  @Test(arguments: ["file", "environment", "command", "shares"])
  func `the workspace key comes from where the site file says`(kind: String) async throws {
    let (bank, office) = try await Self.office()
    defer { withExtendedLifetime(bank) {} }
    let id = try await Self.submit(office, "2026-03-02", [("name", "张三")])
    let root = bank.paths.root
    try office.splitKey(to: "\(root)/one.share", "\(root)/two.share")
    #expect(try office.drillKey("\(root)/two.share", "\(root)/one.share"))
    try office.joinKey("\(root)/one.share", "\(root)/two.share", to: "\(root)/joined")
    await office.close()
    let key = try String(contentsOfFile: "\(root)/joined", encoding: .utf8)
    try FileManager.default.removeItem(atPath: "\(root)/keys/workspace.key")
    #expect(try !bank.open(.reading).keyCheck().fits)
    // Nobody else reads or writes this variable.
    setenv("XIAOBAO_TEST_KEY_\(kind)", key, 1)
    let lines = [
      "file": "{file: joined}", "environment": "{environment: XIAOBAO_TEST_KEY_environment}",
      "command": "{command: [/bin/cat, \(root)/joined]}",
      "shares": "{shares: [one.share, two.share]}",
    ]
    var site = try String(contentsOfFile: bank.paths.siteFile, encoding: .utf8)
    site += "\nkey: \(try #require(lines[kind]))\n"
    try site.write(toFile: bank.paths.siteFile, atomically: true, encoding: .utf8)
    let reopened = try bank.open()
    #expect(try reopened.keyCheck().fits)
    let view = try await reopened.complaint(id, as: Bank.by(Bank.head, "2026-03-02"))
    #expect(view.texts.contains { $0.sight == .masked(Phrase(same: "张*")) })
    _ = try await Self.submit(reopened, "2026-03-03", [("name", "李四")])
    await reopened.close()
    #expect(try Workspace.verify(bank.paths, level: .deep).findings == [])
  }

  @Test func `shares of two splittings, a damaged share and another bank's key are refused`()
    async throws
  {
    let (bank, office) = try await Self.office()
    defer { withExtendedLifetime(bank) {} }
    let (other, neighbour) = try await Self.office()
    let (one, two) = (bank.paths.root, other.paths.root)
    try office.splitKey(to: "\(one)/a1", "\(one)/a2")
    try office.splitKey(to: "\(one)/b1", "\(one)/b2")
    try neighbour.splitKey(to: "\(two)/c1", "\(two)/c2")
    for (first, second) in [("a1", "b2"), ("a1", "a1")] {
      let failure = #expect(throws: Failure.self) {
        try office.drillKey("\(one)/\(first)", "\(one)/\(second)")
      }
      #expect(failure?.code == "XB-150")
    }
    #expect(try !office.drillKey("\(two)/c1", "\(two)/c2"))
    let wrong = #expect(throws: Failure.self) {
      try office.joinKey("\(two)/c1", "\(two)/c2", to: "\(one)/joined")
    }
    #expect(wrong?.code == "XB-150" && !FileManager.default.fileExists(atPath: "\(one)/joined"))
    var text = try String(contentsOfFile: "\(one)/a2", encoding: .utf8)
    let digit = try #require(text.range(of: "data: ").map { text[$0.upperBound] })
    text = text.replacingOccurrences(
      of: "data: \(digit)", with: "data: \(digit == "0" ? "1" : "0")")
    try text.write(toFile: "\(one)/a2", atomically: true, encoding: .utf8)
    let damaged = #expect(throws: Failure.self) { try office.drillKey("\(one)/a1", "\(one)/a2") }
    #expect(damaged?.code == "XB-150")
    // A file that is there is never written over.
    #expect(throws: Failure.self) { try office.splitKey(to: "\(one)/a1", "\(one)/new") }
  }

  @Test(arguments: [
    ("key: {file: a, environment: B}", "key"), ("key: {command: [cat, x]}", "full path"),
    ("key: {shares: [a]}", "shares"), ("privacy: {reveals_per_day: 0}", "reveals_per_day"),
    ("privacy: {reveal_per_day: 5}", "reveals_per_day"),
  ])
  func `a wrong key or privacy entry of the site file is told`(line: String, word: String) {
    let failure = #expect(throws: Failure.self) {
      try SiteFile(text: Bank.site(more: line), path: "xiaobao.yaml")
    }
    #expect(failure?.code == "XB-102" && failure?.problem.en.contains(word) == true)
  }
}
