internal import ConsumerProtection

/// The hooks of the other areas of work, and those that make a format or a verb.
extension HookDeclaration {
  static let watch = HookDeclaration(
    "watch.detect", arguments: "nil, ctx",
    answer: Phrase(
      "信号列表：`{key=, level=\"hint\"|\"warning\"|\"alarm\", title=, because=}`",
      "a list of signals: `{key=, level=\"hint\"|\"warning\"|\"alarm\", title=, because=}`"),
    combination: Phrase("合并；同一信号取最高级别", "union; of one signal the highest level stands"),
    effect: Phrase("只记日志", "logged"),
    instructions: 5_000_000, memoryKiB: 32_768, wallMilliseconds: 10_000,
    shape: .list(
      .required("key", .text, "信号的代号", "the signal's name"),
      .required("level", .choice(["hint", "warning", "alarm"]), "级别", "the level"),
      .required("title", .phrase, "信号", "what was seen")),
    rule: .union(by: ["key"], .highest("level", ["hint", "warning", "alarm"])),
    heldCode: "watch_failed")

  static let score = HookDeclaration(
    "score.<scheme>", arguments: "sheet, ctx",
    answer: Phrase(
      "指标得分列表：`{indicator=, points=, points_max=, because=}`",
      "a list of indicators: `{indicator=, points=, points_max=, because=}`"),
    combination: Phrase("只有一个插件负责", "one owner"),
    effect: Phrase("不评分", "not scored"),
    shape: .list(
      .required("indicator", .text, "指标的代号", "the indicator's name"),
      .required("points", .integer(0...1_000_000), "得分", "the points given"),
      .required("points_max", .integer(1...1_000_000), "满分", "the most points")),
    rule: .oneOwner,
    subject: HookSubject(
      name: "sheet",
      fields: [
        RecordField("id", .text, "评分表的编号", "the sheet's number"),
        RecordField("unit", .text, "被评机构", "the unit that is scored"),
        RecordField("from", .day, "期间的第一天", "the first day of the period"),
        RecordField("to", .day, "期间的最后一天", "the last day of the period"),
        RecordField("figures", .table, "各项数据：名称 = 整数", "the figures: name = integer"),
      ]), heldCode: "score_failed")

  static let checklist = HookDeclaration(
    "product.checklist", arguments: "product, ctx",
    answer: Phrase(
      "审查项列表：`{code=, text=, basis=?, because=}`",
      "a list of items: `{code=, text=, basis=?, because=}`"),
    combination: Phrase(
      "合并，内置清单在前；同一代号取按顺序第一个",
      "union, the built-in list first; of one code the first in order stands"),
    effect: Phrase("使用内置清单", "the built-in list"),
    shape: .list(
      .required("code", .text, "审查项的代号", "the item's code"),
      .required("text", .phrase, "审查什么", "what is reviewed"),
      .optional("basis", .phrase, "依据", "the basis")),
    rule: .union(by: ["code"], .first),
    subject: HookSubject(
      name: "product",
      fields: [
        RecordField("id", .text, "产品编号", "the product's number"),
        RecordField("name", .text, "产品名称", "its name"),
        RecordField("kind", .text, "产品类别，如 loan、card、fund", "its kind, e.g. loan, card, fund"),
        RecordField("channels", .table, "销售渠道列表", "a list of the channels it is sold through"),
        RecordField("is_new", .boolean, "是否新产品", "whether it is new"),
        RecordField(
          "changes_terms", .boolean, "是否修改涉及消费者的条款", "whether terms on consumers change"),
        RecordField("for_seniors", .boolean, "是否面向老年人", "whether it is sold to the elderly"),
      ]), heldCode: "checklist_failed")

  static let fund = HookDeclaration(
    "fund.assess", arguments: "claim, ctx",
    answer: Phrase(
      "`{eligible=, amount=?, because=}`，金额单位：分",
      "`{eligible=, amount=?, because=}`, the amount in fen"),
    combination: Phrase(
      "一个答案有效；两个不同的转人工", "one answer stands; two that differ go to a person"),
    effect: Phrase("转人工", "to a person"),
    shape: .one(
      .required("eligible", .boolean, "是否符合条件", "whether it is eligible"),
      .optional("amount", .amount, "金额，单位：分", "the amount, in fen")),
    rule: .oneStands,
    subject: HookSubject(
      name: "claim",
      fields: [
        RecordField("id", .text, "申请编号", "the claim's number"),
        RecordField("applied_on", .day, "申请日", "the day of the application"),
        RecordField("amount", .integer, "申请金额，单位：分", "the amount asked for, in fen"),
        RecordField("loss", .integer, "核定损失，单位：分", "the loss that was established, in fen"),
        RecordField("complaint", .text, "投诉编号", "the complaint's number"),
        RecordField("reason", .text, "申请事由的代号", "a code of why"),
        RecordField("bank_at_fault", .boolean, "是否银行有责", "whether the bank is at fault"),
      ]), heldCode: "fund_failed")

  static let writer = HookDeclaration(
    "writer.<format>", arguments: "piece, ctx",
    answer: Phrase(
      "该部分的文字或字节；nil 为没有", "the text or bytes of that piece; nil for none"),
    combination: Phrase("只有一个插件负责", "one owner"),
    effect: Phrase("该格式不出具，不留半份文件", "that format fails, and no half file is left"),
    instructions: 2_000_000, memoryKiB: 32_768, wallMilliseconds: 10_000,
    subject: HookSubject(
      name: "piece",
      fields: [
        RecordField(
          "kind", .text, "部分：begin、heading、paragraph、table、rows、table_end、figure、note 或 end",
          "the piece: begin, heading, paragraph, table, rows, table_end, figure, note or end"),
        RecordField("title", .text, "文档、表或图的标题", "the title of the document, table or figure"),
        RecordField("subtitle", .text, "副标题", "the subtitle"),
        RecordField("text", .text, "标题、段落或注的文字", "the text of a heading, paragraph or note"),
        RecordField("level", .integer, "标题的级别，1 至 4", "the level of a heading, 1 to 4"),
        RecordField(
          "columns", .table, "表的列：{key=, title=, kind=}", "the columns: {key=, title=, kind=}"),
        RecordField(
          "rows", .table, "至多 200 行，每行是各列的文字", "at most 200 rows, each the texts of its columns"),
        RecordField("first", .integer, "这批的第一行是第几行", "the number of the batch's first row"),
        RecordField("total", .table, "合计行，每列的文字", "the row of totals, as texts"),
        RecordField("categories", .table, "图的类别", "the categories of a figure"),
        RecordField("series", .table, "图的系列：{name=, values=}", "the series: {name=, values=}"),
      ]))

  static let command = HookDeclaration(
    "command.<name>", arguments: "nil, ctx",
    answer: Phrase("一份文档", "a document"),
    combination: Phrase("只有一个插件负责", "one owner"),
    effect: Phrase("退出码 1，并显示错误", "exit 1 with the error block"),
    instructions: 20_000_000, memoryKiB: 65_536, wallMilliseconds: 30_000)
}
