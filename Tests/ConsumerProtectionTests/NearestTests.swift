import ConsumerProtection
import Testing

@Suite struct NearestTests {
  @Test(arguments: [
    ("phnoe", "phone"), ("phon", "phone"), ("phonee", "phone"), ("PHONE", "phone"),
    ("vsit", "visit"), ("leter", "letter"),
  ])
  func `one slip finds the word`(word: String, match: String) {
    #expect(Nearest.match(of: word, in: ["visit", "phone", "letter"]) == match)
  }

  @Test(arguments: ["fone", "", "x", "telephone call", String(repeating: "phone", count: 40)])
  func `a word that is far from all finds none`(word: String) {
    #expect(Nearest.match(of: word, in: ["visit", "phone", "letter"]) == nil)
  }

  @Test func `of two words equally near the first wins`() {
    #expect(Nearest.match(of: "cat", in: ["bat", "rat"]) == "bat")
    #expect(Nearest.match(of: "rat", in: ["bat", "rat"]) == "rat")
  }
}
