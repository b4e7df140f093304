/// Chinese surnames, by which names are told from other words in a free text.
enum Surnames {
  /// Of two characters (复姓).
  static let compound: Set<String> = [
    "欧阳", "太史", "端木", "上官", "司马", "东方", "独孤", "南宫", "万俟", "闻人", "夏侯", "诸葛", "尉迟", "公羊", "赫连",
    "澹台", "皇甫", "宗政", "濮阳", "公冶", "太叔", "申屠", "公孙", "慕容", "仲孙", "钟离", "长孙", "宇文", "司徒", "鲜于",
    "司空", "闾丘", "令狐", "拓跋", "轩辕", "呼延", "淳于", "单于", "百里", "东郭", "南门", "西门", "第五",
  ]

  /// Of one character; the common ones, which nearly all people have.
  static let single: Set<Character> = Set(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付"
      + "傅方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文施洪辛柯庄温牛樊葛邢安齐伍庞颜倪樊章鲁岳翟殷詹申欧"
      + "耿关兰焦俞左柳甘祝包宁尚符舒阮柴梅童凌毕单季成霍涂谷苗冉裴曲卓褚莲宗游冷穆佘阎聂桑")

  /// How many characters of a text that begins here are a surname: 0, 1 or 2.
  static func count(_ text: ArraySlice<Character>) -> Int {
    if text.count >= 2, compound.contains(String(text.prefix(2))) { return 2 }
    guard let first = text.first, single.contains(first) else { return 0 }
    return 1
  }
}
