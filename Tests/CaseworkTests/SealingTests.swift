import Casework
import ConsumerProtection
import Foundation
import Testing
import XiaobaoTestSupport

@Suite struct SealingTests {
  private typealias Bank = SampleWorkspace

  @Test func `no personal text stands in plain in any file of the workspace`() async throws {
    let bank = try await Bank()
    let office = try bank.open()
    let id = try await LifeCycleTests.replied(office)
    _ = try await office.complaint(id, revealing: true, as: Bank.by(Bank.handler, "2026-03-07"))
    await office.close()
    let secrets = [
      "测试客户", "000-1234-5678", "贷款审批超过告知", "已核实。", "属实。", "录音 000123", "测试甲", "测试戊",
    ]
    let root = URL(fileURLWithPath: bank.paths.root)
    let files = try #require(
      FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil))
    var read = 0
    for case let file as URL in files where !file.path.contains("/plugins/") {
      guard let data = try? Data(contentsOf: file) else { continue }
      read += 1
      for secret in secrets {
        #expect(data.range(of: Data(secret.utf8)) == nil, "\(secret) in \(file.lastPathComponent)")
      }
    }
    #expect(read > 5)
  }

  @Test func `a complaint shows masked texts and opens them only with a reason, recorded first`()
    async throws
  {
    let bank = try await Bank()
    let office = try bank.open()
    let id = try await office.submit(
      LifeCycleTests.draft(), as: Bank.by(Bank.head, "2026-03-02")
    ).matter.id
    let masked = try await office.complaint(id, as: Bank.by(Bank.handler, "2026-03-02"))
    let name = masked.texts.first { $0.field == "complainant.name" }?.sight
    #expect(name == .masked(Phrase(same: "测***")))
    let phone = masked.texts.first { $0.field == "complainant.phone" }?.sight
    #expect(phone == .masked(Phrase(same: "000********78")))
    let silent = await #expect(throws: Failure.self) {
      try await office.complaint(
        id, revealing: true, as: Invocation(actor: Bank.handler, on: Bank.day("2026-03-02")))
    }
    #expect(silent?.code == "XB-005")
    let open = try await office.complaint(
      id, revealing: true, as: Bank.by(Bank.handler, "2026-03-03"))
    #expect(open.texts.first { $0.field == "complainant.name" }?.sight == .open("测试客户"))
    let history = try await office.history(of: MatterReference(Complaint.kind, id))
    #expect(history.last?.type == "opened")
    #expect(history.last?.actor == Bank.handler)
    #expect(history.last?.sealedFields == ["reason"])
  }
}
