import Foundation
import Testing

@testable import ConsumerProtection

@Suite struct MaskingTests {
  @Test(arguments: MaskingRule.all.indices)
  func `a row of the masking table covers what matches and leaves what does not`(row: Int) {
    let rule = MaskingRule.all[row]
    for (text, shown) in rule.matches { #expect(Masking.freeText(text) == shown) }
    for text in rule.passes { #expect(Masking.freeText(text) == text) }
    // What is covered stays covered: masking twice changes nothing.
    for (_, shown) in rule.matches { #expect(Masking.freeText(shown) == shown) }
  }

  @Test(arguments: [
    ("complainant.name", "", ""), ("complainant.name", "张", "张"), ("complainant.name", "王芳", "王*"),
    ("complainant.name", "张三丰", "张**"), ("complainant.name", "欧阳明", "欧阳*"),
    ("complainant.name", "欧阳娜娜", "欧阳**"), ("complainant.name", "John", "J***"),
    ("complainant.phone", "13812345678", "138******78"), ("complainant.phone", "95588", "*****"),
    ("complainant.id_number", "11010519491231002X", "110*************2X"),
    ("complainant.account", "6222021234567894", "************7894"),
    ("complainant.address", "江苏省常州市某路 1 号", "江苏省****"),
    ("complainant.representatives", "张三、欧阳明,王芳", "张*、欧阳*、王*"),
    ("complainant.address", "li.si@example.com", "l***@example.com"),
    (
      "narrative", "卡号 6222 0212 3456 7894，见 C-20260302-000007",
      "卡号 **** **** **** ****，见 C-20260302-000007"
    ),
  ])
  func `a field is covered by what it holds`(field: String, text: String, shown: String) {
    #expect(Masking.field(field, text) == shown)
  }

  @Test func `a name of the case is covered wherever it stands, the longest first`() {
    let shown = Masking.freeText(
      "柜员记下张三与张三丰两人，张三丰未到场", names: ["张三", "张三丰", "张"])
    #expect(shown == "柜员记下张*与张**两人，张**未到场")
  }

  @Test(arguments: [
    ("11010519491231002X", true), ("110105194912310021", false), ("11010519491231002", false),
  ])
  func `an identity number has a right check character`(text: String, isRight: Bool) {
    let digits = text.map { $0.wholeNumberValue ?? 10 }
    #expect(PersonalNumber.isIdentity(digits) == isRight)
  }

  @Test(arguments: [
    ("6222021234567894", true), ("6222021234567895", false), ("4111111111111111", true),
    ("411111111111111", false),
  ])
  func `a bank card passes the Luhn check`(text: String, isRight: Bool) {
    #expect(PersonalNumber.isCard(text.compactMap(\.wholeNumberValue)) == isRight)
  }

  @Test func `a long text is covered in one walk and keeps every other byte`() {
    let piece = "第一段：电话13812345678，编号C-20260302-000007。é\u{0301}👩‍👩‍👧\r\n"
    let text = String(repeating: piece, count: 200)
    let shown = piece.replacing("13812345678", with: "***********")
    #expect(Masking.freeText(text) == String(repeating: shown, count: 200))
  }

  @Test func `the page of the masking table has every row and example`() throws {
    var root = URL(filePath: #filePath)
    for _ in 0..<3 { root.deleteLastPathComponent() }
    let page = try String(
      contentsOf: root.appending(path: "docs/reference/masking.md"), encoding: .utf8)
    for rule in MaskingRule.all {
      #expect(page.contains("| \(rule.title.zh) · \(rule.title.en) |"))
      for (text, shown) in rule.matches { #expect(page.contains("`\(text)` → `\(shown)`")) }
      for text in rule.passes { #expect(page.contains("`\(text)`")) }
    }
  }
}
