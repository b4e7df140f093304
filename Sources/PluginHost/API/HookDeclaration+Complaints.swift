internal import ConsumerProtection

/// The hooks on a complaint whose answers are read by their declared shape.
extension HookDeclaration {
  static let classify = HookDeclaration(
    "complaint.classify", arguments: "complaint, ctx",
    answer: Phrase(
      "每项各自说明理由：`{business_class={value=, because=}, cause=…, severity=…, tags=…}`",
      "each key with its reason: `{business_class={value=, because=}, cause=…, severity=…, tags=…}`"
    ),
    combination: Phrase("逐项取按顺序第一个答案", "for each key the first in order decides"),
    effect: Phrase("该项不归类，并作标记", "that key stays unclassified, flagged"),
    takesComplaint: true,
    shape: .keyed(
      .optional("business_class", .text, "投诉业务类别的标准键", "a standard key of the business class"),
      .optional("cause", .text, "投诉原因的标准键", "a standard key of the cause"),
      .optional(
        "severity", .choice(severities), "严重程度", "how serious it is"),
      .optional("tags", .texts, "标签", "tags")),
    rule: .perKey, heldCode: "classify_failed")

  /// How serious a complaint is, lowest first.
  static let severities = ["low", "medium", "high", "critical"]

  static let plan = HookDeclaration(
    "complaint.plan", arguments: "complaint, ctx",
    answer: Phrase(
      "任务列表：`{name=, title=, owner=?, budget=, because=}`",
      "a list of tasks: `{name=, title=, owner=?, budget=, because=}`"),
    combination: Phrase(
      "合并；同名任务说法不同的，取按顺序第一个", "union; of one name told differently the first in order stands"),
    effect: Phrase("不增加任务，并作标记", "no extra tasks, flagged"),
    takesComplaint: true,
    shape: .list(
      .required("name", .text, "任务的代号，一件投诉内不重复", "the task's name, once a complaint"),
      .required("title", .phrase, "任务", "what is to be done"),
      .optional("owner", .text, "承办人工号或机构", "a staff number or a unit"),
      .required("budget", .budget, "期限，自业务日起算", "how long, from the business day")),
    rule: .union(by: ["name"], .first), heldCode: "plan_failed")

  static let escalate = HookDeclaration(
    "complaint.escalate", arguments: "complaint, ctx",
    answer: Phrase(
      "升级列表：`{level=, to=, because=}`", "a list: `{level=, to=, because=}`"),
    combination: Phrase(
      "合并；同一对象取最高级别", "union; for one addressee the highest level stands"),
    effect: Phrase("升级至默认上级", "escalated to the default superior"),
    takesComplaint: true,
    shape: .list(
      .required("level", .integer(1...9), "级别，9 为最高", "the level, 9 is the highest"),
      .required("to", .text, "机构或工号", "a unit or a staff number")),
    rule: .union(by: ["to"], .highest("level", [])),
    params: [
      RecordField(
        "rule", .text, "逾期的时限；由人发起时为 nil", "the limit that was missed; nil when a person asks"),
      RecordField("days_late", .integer, "逾期天数", "days past the last day"),
    ], heldCode: "escalate_failed")

  static let reply = HookDeclaration(
    "complaint.reply", arguments: "complaint, ctx",
    answer: Phrase(
      "答复草稿：`{findings=, basis=, reasons=, because=}`",
      "a draft: `{findings=, basis=, reasons=, because=}`"),
    combination: Phrase("按顺序第一个答案有效", "the first in order decides"),
    effect: Phrase("使用标准答复", "the standard reply is used"),
    takesComplaint: true,
    shape: .one(
      .required("findings", .text, "核实情况", "what was found"),
      .required("basis", .text, "依据", "the basis"),
      .required("reasons", .text, "理由", "the reasons")),
    rule: .first,
    params: [
      RecordField("outcome", .text, "处理决定的结论", "the outcome of the decision"),
      RecordField("decided_on", .day, "决定日", "the day of the decision"),
      RecordField("amount", .integer, "决定的金额，单位：分", "the amount decided, in fen"),
    ], heldCode: "reply_failed")

  static let guardian = HookDeclaration(
    "matter.guard", arguments: "complaint, ctx",
    answer: Phrase(
      "拒绝：`{code=, problem=, remedy=, because=}`；nil 为放行",
      "a refusal: `{code=, problem=, remedy=, because=}`; nil lets it pass"),
    combination: Phrase("任何一个拒绝即拒绝该操作", "any refusal refuses the command"),
    effect: Phrase(
      "拒绝该操作；投诉处理工作负责人可说明理由后放行（--override --reason）",
      "the command is refused; the head of complaint handling may override with a reason"
        + " (--override --reason)"),
    takesComplaint: true,
    shape: .one(
      .required("code", .text, "拒绝的代码", "the refusal's code"),
      .required("problem", .phrase, "为什么不能办", "why it cannot be done"),
      .required("remedy", .phrase, "怎样才能办", "what to do instead")),
    rule: .union(by: ["code"], .first),
    params: [
      RecordField("command", .text, "操作，如 close", "the command, e.g. close"),
      RecordField("actor", .text, "操作人工号", "the staff number of who commands"),
    ], heldCode: "guard_failed")

  static let observe = HookDeclaration(
    "matter.observe", arguments: "complaint, ctx",
    answer: Phrase(
      "通知列表：`{to=, subject=, text=, because=}`",
      "a list of notices: `{to=, subject=, text=, because=}`"),
    combination: Phrase("全部发出，在提交之后", "all are sent, after the commit"),
    effect: Phrase("只记日志", "logged"),
    takesComplaint: true,
    shape: .list(
      .required("to", .text, "收件的机构或工号", "a unit or a staff number"),
      .required("subject", .text, "标题", "the subject"),
      .required("text", .text, "正文，不得含个人信息", "the text, without personal data")),
    rule: .union(by: ["to", "subject"], .both),
    params: [
      RecordField("command", .text, "操作，如 close", "the command, e.g. close"),
      RecordField("actor", .text, "操作人工号", "the staff number of who commanded"),
    ], heldCode: "observe_failed")

  static let fields = HookDeclaration(
    "matter.fields", arguments: "kind, ctx",
    answer: Phrase(
      "字段列表：`{name=, type=, title=, choices=?, because=}`",
      "a list of fields: `{name=, type=, title=, choices=?, because=}`"),
    combination: Phrase("合并；同名不同说法是装载错误", "union; a clash is a load error"),
    effect: Phrase("该插件的字段不装载", "the plugin's fields are not loaded"),
    shape: .list(
      .required("name", .text, "字段名：小写字母、数字和 _", "the name: lower-case letters, digits, _"),
      .required(
        "type", .choice(CustomField.Kind.allCases.map(\.rawValue)), "类型", "what it holds"),
      .required("title", .phrase, "名称", "what people call it"),
      .optional("choices", .texts, "choice 的可选值", "the words of a choice")),
    rule: .union(by: ["name"], .neither), heldCode: "fields_failed")
}
