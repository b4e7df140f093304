import ConsumerProtection
import Testing

@Suite struct CitationTests {
  @Test func `an instrument stands in title marks, once`() {
    let plain = Citation.complaintMeasures("第十八条", "art. 18")
    #expect(plain.text(in: .zh) == "《银行业保险业消费投诉处理管理办法》第十八条")
    #expect(
      plain.text(in: .en)
        == "Measures for Handling Banking and Insurance Complaints (CBIRC Order 2020 No. 3), art. 18"
    )
    let marked = Citation(
      instrument: Phrase("《示例办法》（2020年第3号）", "Example Measures"), provision: Phrase("第一条", ""))
    #expect(marked.text(in: .zh) == "《示例办法》（2020年第3号）第一条")
    #expect(marked.text(in: .en) == "Example Measures")
  }
}
