import Reporting
import Testing

@Suite struct DisplayWidthTests {
  static let samples: [(text: String, columns: Int)] = [
    ("", 0), ("abc", 3), ("消费投诉", 8), ("，。（）！", 10), ("ＡＢ１", 6), ("ｱｲｳ", 3), ("한국어", 6),
    ("ひらカタ", 8), ("e\u{301}", 1), ("中\u{302}", 2), ("👍", 2), ("👍🏽", 2), ("👩‍👩‍👧", 2),
    ("🇨🇳", 2), ("☎\u{FE0F}", 2), ("☎", 1), ("1\u{FE0F}\u{20E3}", 2), ("─│┌█", 4), ("…—“”·", 5),
    ("𠀀𰀀", 4), ("\u{1100}\u{1161}\u{11A8}", 2), ("a\u{200B}b", 2), ("\u{1B}[1m", 3),
    ("㐀鿿豈", 6), ("🀄⌚⏩", 6), ("①Ω±", 3), ("〇〒〜", 6), ("\u{303F}", 1), ("ก็", 1),
  ]

  @Test(arguments: samples.indices)
  func `text takes its columns`(of index: Int) {
    let sample = Self.samples[index]
    #expect(DisplayWidth.columns(of: sample.text) == sample.columns, "\(sample.text)")
  }

  @Test(arguments: 0...9)
  func `truncated text keeps whole characters and fits`(width: Int) {
    let text = "消a费👩‍👩‍👧e\u{301}b"
    let expected = [
      "", "…", "…", "消…", "消a…", "消a…", "消a费…", "消a费…", "消a费👩‍👩‍👧…", text,
    ]
    #expect(DisplayWidth.truncated(text, to: width) == expected[width])
    #expect(DisplayWidth.columns(of: DisplayWidth.truncated(text, to: width)) <= width)
  }

  @Test func `padding counts columns on either side and never cuts`() {
    #expect(DisplayWidth.padded("中文", to: 6) == "中文  ")
    #expect(DisplayWidth.padded("中文", to: 6, alignment: .right) == "  中文")
    #expect(DisplayWidth.padded("中文", to: 3) == "中文")
  }

  @Test func `text from outside cannot steer the terminal`() {
    #expect(DisplayWidth.printable("a\u{1B}[2Jb\u{7F}") == "a␛[2Jb␡")
    #expect(DisplayWidth.printable("a\r\nb\tc\nd") == "a b c d")
    #expect(DisplayWidth.printable("\u{202E}cba\u{9B}") == "�cba�")
    #expect(DisplayWidth.printable("消费 e\u{301}") == "消费 e\u{301}")
  }

  @Test func `Chinese wraps between characters and keeps punctuation in its place`() {
    #expect(DisplayWidth.wrapped("甲乙丙，丁", to: 6) == ["甲乙", "丙，丁"])
    #expect(DisplayWidth.wrapped("甲乙（丙）丁", to: 6) == ["甲乙", "（丙）", "丁"])
    #expect(DisplayWidth.wrapped("共285笔投诉", to: 6) == ["共285", "笔投诉"])
  }

  @Test func `words wrap at blanks and are cut only when longer than a line`() {
    #expect(DisplayWidth.wrapped("one two three", to: 7) == ["one two", "three"])
    #expect(DisplayWidth.wrapped("abcdefgh ij", to: 3) == ["abc", "def", "gh", "ij"])
    #expect(DisplayWidth.wrapped("a\nb\r\n\nc", to: 5) == ["a", "b", "", "c"])
    #expect(DisplayWidth.wrapped("", to: 5) == [""])
    #expect(DisplayWidth.wrapped("中文", to: 1) == ["中", "文"])
  }

  /// Wrapping loses nothing but blanks at line ends, and no line is too long.
  @Test(arguments: 2...40)
  func `wrapped lines fit and hold every character`(width: Int) {
    let text = "2024年，本行共受理消费投诉285笔（含“信用卡”6笔）；mobile application users 👩‍👩‍👧 said: e\u{301}!"
    let lines = DisplayWidth.wrapped(text, to: width)
    #expect(lines.filter { DisplayWidth.columns(of: $0) > width } == [])
    #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
  }
}
