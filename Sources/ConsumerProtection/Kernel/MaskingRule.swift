/// One row of the masking table: what is covered in a free text, with examples of both kinds.
public struct MaskingRule: Sendable {
  /// What is covered.
  public let title: Phrase
  /// How it is recognised.
  public let sign: Phrase
  /// Texts and what is shown of them.
  public let matches: [(text: String, shown: String)]
  /// Texts that stay as they are.
  public let passes: [String]

  /// The table; the rows are tried from the top at each place of a text.
  public static let all: [MaskingRule] = [
    MaskingRule(
      title: Phrase("案件编号（不遮盖）", "case numbers (never covered)"),
      sign: Phrase("字母、日期、顺序号", "letters, a day, a counter"), matches: [],
      passes: ["C-20260302-000007", "见 C-20261231-123456。"]),
    MaskingRule(
      title: Phrase("本案已知姓名", "names known to the case"),
      sign: Phrase("与本案封存姓名相同", "the same as a sealed name of the case"), matches: [],
      passes: []),
    MaskingRule(
      title: Phrase("电子邮件", "e-mail addresses"), sign: Phrase("名称@域名", "name@domain"),
      matches: [("写信到 zhang.san@example.com 没人回", "写信到 z***@example.com 没人回")],
      passes: ["优惠@全场", "a@b"]),
    MaskingRule(
      title: Phrase("身份证号码", "identity numbers"),
      sign: Phrase("18 位，末位为校验位，可为 X", "18 places, the last a check digit that may be X"),
      matches: [
        ("身份证11010519491231002X", "身份证******************"),
        ("证件 11010519491231 0038", "证件 ************** ****"),
      ], passes: ["第 110105 号网点"]),
    MaskingRule(
      title: Phrase("电话号码", "telephone numbers"),
      sign: Phrase("手机、座机及其他 7 位以上数字", "mobile, landline, and any seven digits or more"),
      matches: [
        ("电话13812345678催收", "电话***********催收"), ("+86 138-1234-5678", "+** ***-****-****"),
        ("座机 0519-8123456", "座机 ****-*******"),
      ], passes: ["拨打 12378", "拨打 95588", "号码 123456"]),
    MaskingRule(
      title: Phrase("银行卡号与账号", "bank cards and accounts"),
      sign: Phrase(
        "16 至 19 位且校验位正确（Luhn）；其他 7 位以上数字亦遮盖，日期与金额除外",
        "16 to 19 digits with a right check digit (Luhn); any other seven digits or more as well, but"
          + " neither days nor amounts"),
      matches: [
        ("卡号 6222 0212 3456 7894 被扣", "卡号 **** **** **** **** 被扣"),
        ("卡６２２２０２１２３４５６７８９４元", "卡****************元"), ("账号 1234567", "账号 *******"),
      ],
      passes: ["共 12345678 元", "损失1234567.89元", "于20260302扣款", "2026-03-02 扣款", "扣 123456"]),
    MaskingRule(
      title: Phrase("姓名", "names"),
      sign: Phrase(
        "“姓名、我叫、客户、投诉人”等词之后的二至四字姓名（含复姓），或“先生、女士”等称谓之前的姓名",
        "two to four characters (compound surnames too) behind words such as 姓名 or 客户, or before a"
          + " title such as 先生"),
      matches: [
        ("客户王芳要求退费", "客户王*要求退费"), ("姓名：张三丰，电话", "姓名：张**，电话"), ("我叫欧阳娜娜", "我叫欧阳**"),
        ("投诉人司马光说", "投诉人司马*说"), ("网点的李小明先生答复", "网点的李**先生答复"), ("客户王先生来电", "客户王先生来电"),
      ], passes: ["客户要求退费", "客户黄金积存", "投诉人已签字", "先生您好", "本人于三月办卡"]),
  ]
}
