/// The words around names in complaints.
enum NameCues {
  /// Words that announce a name.
  static let before: [[Character]] = [
    "姓名", "我叫", "名叫", "本人", "客户", "投诉人", "联系人", "持卡人", "申请人", "代理人", "借款人", "委托人", "户名", "收款人",
    "付款人",
  ].map { Array($0) }

  /// Titles that follow a name.
  static let titles: [[Character]] = ["先生", "女士", "小姐", "同志", "阿姨", "大爷"].map { Array($0) }

  /// Characters after which a name may begin.
  static let leads: Set<Character> = Set("的和与向对给请找问由让被是叫及、为致")

  /// Characters that follow a name of two characters and are seldom part of one.
  private static let follows: Set<Character> = Set(
    "要说在的于来打致反称投表是有因到与和向被对把去及电不已未认申办持用购买拨以先女小我他她你这那等也就都又曾将会能可至从并其该为给")

  /// Words that begin like a name and are none.
  private static let words: [[Character]] = [
    "黄金", "白金", "金卡", "高级", "高端", "于是", "于本", "任何", "安全", "方便", "方面", "常年", "万一", "成功", "成为", "温馨",
    "向银", "向我", "向贵", "向本", "单位", "经理", "关于", "文件", "武汉", "江苏", "常州", "石家", "何时", "余额", "金额",
    "金融", "白条", "包括", "高额", "高于", "严重", "常用", "安装", "关注", "左右", "申请", "申诉", "尚未", "季度", "成都", "游客",
    "程序", "马上", "高度", "余款", "单笔", "谢绝", "谢谢", "全部", "万分", "安排", "任意", "易通", "安徽", "宁波", "康复", "连续",
    "单方", "段时",
  ].map { Array($0) }

  static func isHan(_ character: Character) -> Bool {
    guard let scalar = character.unicodeScalars.first else { return false }
    return (0x4E00...0x9FFF).contains(scalar.value) || (0x3400...0x4DBF).contains(scalar.value)
  }

  /// Surnames that are adverbs and prepositions far more often than names.
  private static let adverbs: Set<Character> = Set("于向曾常连应")
  /// Cues that nothing but a name follows.
  private static let certain: [[Character]] = ["姓名", "我叫", "名叫", "户名"].map { Array($0) }

  /// How many characters of a text behind a cue are a name: 0, or 2 to 4.
  static func nameCount(_ text: ArraySlice<Character>, after cue: [Character]) -> Int {
    let surname = Surnames.count(text)
    guard surname > 0, !words.contains(where: { text.starts(with: $0) }) else { return 0 }
    if surname == 1, let first = text.first, adverbs.contains(first), !certain.contains(cue) {
      return 0
    }
    let given = text.dropFirst(surname).prefix { isHan($0) }
    guard let first = given.first, !follows.contains(first) else { return 0 }
    guard given.count > 1, let second = given.dropFirst().first, !follows.contains(second) else {
      return surname + 1
    }
    return surname + 2
  }
}
