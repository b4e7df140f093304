import ConsumerProtection
import EventLedger
import PluginHost
import Testing
import XiaobaoTestSupport

@testable import Casework

/// The quick reading of a receipt gives what the domain gives.
@Suite struct ReceiptRecordTests {
  private typealias Bank = SampleWorkspace

  @Test func `a receipt read where it stands is the record of its complaint`() async throws {
    let bank = try await Bank()
    let office = try bank.open()
    let drafts: [[JSONValue.Member]] = [
      [],
      [
        .init("amount", .text("1234.56")), .init("headcount", .integer(7)),
        .init("product", .text("“双引号\"与\\反斜杠”理财")), .init("synthetic", .boolean(true)),
        .init("region", .text("urban")), .init("business_channel", .text("A.front.onsite")),
        .init("transferred_by", .text("pbc")), .init("respondent_unit", .text("B2")),
        .init("first_contact_owner", .text("C001")),
        .init("source", .object([.init("system", .text("web")), .init("id", .text("W-1"))])),
      ],
    ]
    for more in drafts {
      let id = try await office.submit(
        LifeCycleTests.draft(more), as: Bank.by(Bank.head, "2026-03-02")
      ).matter.id
      let (quick, plain) = try await office.records(of: id)
      #expect(quick == plain)
      #expect(quick["unit"] == .text("B1"))
    }
  }
}

extension Workspace {
  /// The record of a receipt, read in both ways.
  fileprivate func records(of id: String) throws -> (ComplaintRecord, ComplaintRecord) {
    let loader = MatterLoader(view: try currentView(), areas: Self.areas)
    let reference = MatterReference(Complaint.kind, id)
    let first = try #require(try loader.load(reference).lines.first)
    let loaded = try loader.load(reference, through: first.sequence)
    let complaint = try #require(loaded.state?.matter(as: Complaint.self))
    return (ReceiptRecord.record(of: first), ComplaintRecord(complaint))
  }
}
