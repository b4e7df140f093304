import Foundation
import Testing

struct SearchTests {
  @Test func `sealed texts are found by those who may open them, and not shown`() async throws {
    let bank = try await Bank()
    let id = try bank.submit()
    let found = try bank.must("complaint", "search", "挂失等候", "--as", "Q001")
    #expect(found.contains(id) && !found.contains("挂失等候"))
    let json = try bank.must("complaint", "search", "挂失", "--json", "--as", "Q001")
    #expect(json.contains("\"\(id)\""))
    #expect(try bank.must("complaint", "search", "绝无此词", "--as", "Q001").contains("没有符合条件"))
    #expect(!(try bank.must("complaint", "search", "张三", "--as", "Q001").contains(id)))
    let read = try bank.must(
      "complaint", "search", "--file", "-", "--as", "Q001", input: "挂失等候\n")
    #expect(read == found)
    let both = try bank.run("complaint", "search", "挂失", "--file", "-", "--as", "Q001")
    #expect(both.code == 64 && both.error.contains("[XB-307]"))
    let none = try bank.run("complaint", "search", "--as", "Q001")
    #expect(none.code == 64 && none.error.contains("--file"), "\(none)")
    let short = try bank.run("complaint", "search", "ab", "--as", "Q001")
    #expect(short.code == 1)
    #expect(short.error.hasPrefix("问题：要查找的文字太短 [XB-007]\n办法："))
    let refused = try bank.run("complaint", "search", "挂失", "--as", "NOBODY")
    #expect(refused.code == 1 && refused.error.contains("[XB-009]"))
    // The same answer from the n-grams on disk as from the lines.
    try bank.must("ledger", "reindex")
    #expect(try bank.must("complaint", "search", "挂失等候", "--as", "Q001") == found)
    #expect(try bank.isSound())
  }
}
