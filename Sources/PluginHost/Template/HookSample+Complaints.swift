internal import ConsumerProtection

/// First answers to the further hooks on a complaint: everyday rules of a bank, each with a setting.
extension HookSample {
  /// The sample with its words; what the declaration says of the answer stays above the body.
  func telling(_ meaning: Phrase, _ first: String, _ second: String, _ lines: [String])
    -> HookSample
  {
    var sample = self
    sample.meaning = meaning
    sample.parameters = (first, second)
    sample.body = body.filter { $0 != "  return nil" } + lines.map { "  \($0)" }
    return sample
  }

  /// A YAML case; `lines` follow its hook.
  func testCase(_ zh: String, _ en: String, _ lines: String...) -> String {
    let head = ["- name: \(say(zh, en))", "  hook: \(hook)"]
    return (head + lines.map { "  \($0)" } + ["", ""]).joined(separator: "\n")
  }

  var classify: HookSample {
    var sample = telling(
      Phrase("多人共同投诉标为严重。", "Marks a complaint of many people as serious."), "complaint", "ctx",
      [
        "local count = complaint.headcount",
        "if count == nil or count < ctx.settings.group_from then return nil end",
        "return {",
        "  severity = { value = \"high\", because = { \"group\", count = count } },",
        "  tags = { value = { \"group\" }, because = { \"group\", count = count } },",
        "}",
      ])
    sample.reads = ["headcount"]
    sample.settings = [
      Setting(
        name: "group_from",
        schema:
          #"{ "type": "integer", "minimum": 2, "default": 10, "description": "From so many people on a complaint is serious." }"#
      )
    ]
    sample.texts = [("group", Phrase("{count} 人共同投诉", "{count} people complain together"))]
    sample.cases =
      testCase("差一人不算多人", "one person fewer is no group", "given: {headcount: 9}", "expect: null")
      + testCase(
        "达到人数即为严重", "the number itself is a group", "given: {headcount: 10}",
        "expect_contains: {severity: {value: high}, tags: {value: [group]}}",
        "expect_reads: [headcount]")
    sample.expectation = [
      "local answer = ask(\"\(hook)\", { headcount = 3 }, { settings = { group_from = 3 } })",
      "expect(answer).has({ severity = { value = \"high\" } })",
    ]
    return sample
  }

  var plan: HookSample {
    var sample = telling(
      Phrase("媒体渠道的投诉增加一项舆情报告任务。", "A report to the press desk for what the media bring."),
      "complaint", "ctx",
      [
        "if complaint.intake_channel ~= \"media\" then return nil end",
        "return { {",
        "  name = \"press_report\",",
        "  title = { zh = \"报告舆情\", en = \"report to the press desk\" },",
        "  owner = ctx.settings.press_desk,",
        "  budget = \"1 working_days\",",
        "  because = \"press\",",
        "} }",
      ])
    sample.reads = ["intake_channel"]
    sample.settings = [
      Setting(
        name: "press_desk",
        schema:
          #"{ "type": "string", "default": "HQ.CP", "description": "The unit that reports to the press desk." }"#
      )
    ]
    sample.texts = [("press", Phrase("经媒体收到", "it came through the media"))]
    sample.cases =
      testCase(
        "媒体渠道增加任务", "the media bring a task", "given: {intake_channel: media}",
        "expect_contains: [{name: press_report, owner: HQ.CP, budget: 1 working_days, because: press}]"
      )
      + testCase(
        "其他渠道不增加", "other channels bring none", "given: {intake_channel: phone}", "expect: null")
    sample.expectation = [
      "local tasks = ask(\"\(hook)\", { intake_channel = \"media\" }, { settings = { press_desk = \"B1\" } })",
      "expect(tasks).has({ { owner = \"B1\" } })",
    ]
    return sample
  }

  var escalate: HookSample {
    var sample = telling(
      Phrase("逾期达到天数，报告指定机构。", "Tells a desk of what is late by so many days."), "_", "ctx",
      [
        "local days = ctx.params.days_late or 0",
        "if days < ctx.settings.late_days then return nil end",
        "return { { level = 2, to = ctx.settings.late_to, because = { \"late\", days = days } } }",
      ])
    sample.settings = [
      Setting(
        name: "late_days",
        schema:
          #"{ "type": "integer", "minimum": 1, "default": 3, "description": "From so many days past the limit on." }"#
      ),
      Setting(
        name: "late_to",
        schema: #"{ "type": "string", "default": "HQ.CP", "description": "Whom to tell." }"#),
    ]
    sample.texts = [("late", Phrase("已逾期 {days} 天", "{days} days late"))]
    sample.cases =
      testCase(
        "差一天不升级", "one day fewer is not told", "given: {}",
        "params: {rule: decision, days_late: 2}", "expect: null")
      + testCase(
        "达到天数即升级", "the day itself is told", "given: {}",
        "params: {rule: decision, days_late: 3}",
        "expect: [{level: 2, to: HQ.CP, because: [late, {days: 3}]}]")
    sample.expectation = [
      "local told = ask(\"\(hook)\", {}, { params = { days_late = 5 }, settings = { late_to = \"B1\" } })",
      "expect(told).has({ { to = \"B1\" } })",
    ]
    return sample
  }

  var reply: HookSample {
    var sample = telling(
      Phrase("退费的答复草稿。", "A draft for a refund."), "_", "ctx",
      [
        "local amount = ctx.params.amount",
        "if amount == nil then return nil end",
        "return {",
        "  findings = i18n.t(\"refund_findings\"),",
        "  basis = ctx.settings.fee_rule,",
        "  reasons = i18n.t(\"refund_reasons\", { amount = decimal.money(amount) }),",
        "  because = \"refund\",",
        "}",
      ])
    sample.modules = ["host.decimal", "host.i18n"]
    sample.settings = [
      Setting(
        name: "fee_rule",
        schema:
          #"{ "type": "string", "default": "本行服务收费管理办法", "description": "The bank's rule that a refund rests on." }"#
      )
    ]
    sample.texts = [
      ("refund", Phrase("决定退费", "a refund was decided")),
      ("refund_findings", Phrase("经核实，收费有误。", "The fee was found to be wrong.")),
      ("refund_reasons", Phrase("应退 {amount} 元。", "{amount} yuan are given back.")),
    ]
    sample.cases =
      testCase(
        "决定金额则起草", "an amount brings a draft", "given: {}", "params: {amount: 12300}",
        "expect: {findings: 经核实，收费有误。, basis: 本行服务收费管理办法, reasons: 应退 123.00 元。, because: refund}"
      )
      + testCase(
        "没有金额用标准答复", "without an amount the standard reply stands", "given: {}",
        "params: {outcome: rejected}", "expect: null")
    sample.expectation = [
      "local draft = ask(\"\(hook)\", {}, { params = { amount = 1 }, settings = { fee_rule = \"R\" } })",
      "expect(draft).has({ basis = \"R\" })",
    ]
    return sample
  }

  var guardian: HookSample {
    var sample = telling(
      Phrase("大额投诉未填产品的，不得结案。", "A large complaint is not closed without its product."),
      "complaint", "ctx",
      [
        "if ctx.params.command ~= \"close\" or complaint.product ~= nil then return nil end",
        "if (complaint.amount or 0) < ctx.settings.product_needed_from then return nil end",
        "return {",
        "  code = \"product_needed\",",
        "  problem = { zh = \"大额投诉未填产品\", en = \"a large complaint names no product\" },",
        "  remedy = { zh = \"请先补填产品\", en = \"add the product first\" },",
        "  because = \"product_needed\",",
        "}",
      ])
    sample.reads = ["amount", "product"]
    sample.settings = [
      Setting(
        name: "product_needed_from",
        schema:
          #"{ "type": "integer", "minimum": 1, "default": 1000000, "description": "From this amount on, in fen, itself included." }"#
      )
    ]
    sample.texts = [
      ("product_needed", Phrase("大额投诉须填产品", "a large complaint needs its product"))
    ]
    sample.cases =
      testCase(
        "大额未填产品不得结案", "a large one without a product stays open", "given: {amount: 1000000}",
        "params: {command: close, actor: H001}", "expect_contains: {code: product_needed}",
        "expect_reads: [amount, product]")
      + testCase(
        "差一分放行", "one fen less passes", "given: {amount: 999999}",
        "params: {command: close, actor: H001}", "expect: null")
      + testCase(
        "其他操作放行", "another command passes", "given: {amount: 1000000}",
        "params: {command: accept, actor: H001}", "expect: null")
    sample.expectation = [
      "local options = { params = { command = \"close\" }, settings = { product_needed_from = 5 } }",
      "expect(ask(\"\(hook)\", { amount = 5 }, options)).has({ code = \"product_needed\" })",
    ]
    return sample
  }

  var observe: HookSample {
    var sample = telling(
      Phrase("多人投诉登记后通知指定机构。", "Tells a desk of a complaint of several people."),
      "complaint", "ctx",
      [
        "if ctx.params.command ~= \"submit\" or (complaint.headcount or 1) < 2 then return nil end",
        "return { {",
        "  to = ctx.settings.notice_to,",
        "  subject = i18n.t(\"several\"),",
        "  text = i18n.t(\"several_text\", { id = complaint.id, count = complaint.headcount }),",
        "  because = \"several\",",
        "} }",
      ])
    sample.reads = ["headcount", "id"]
    sample.modules = ["host.i18n"]
    sample.settings = [
      Setting(
        name: "notice_to",
        schema: #"{ "type": "string", "default": "HQ.CP", "description": "Who gets the notice." }"#)
    ]
    sample.texts = [
      ("several", Phrase("多人投诉", "a complaint of several people")),
      ("several_text", Phrase("{id}：{count} 人", "{id}: {count} people")),
    ]
    sample.cases =
      testCase(
        "多人投诉则通知", "several people are told of", "given: {id: C-20260302-000001, headcount: 2}",
        "params: {command: submit, actor: C001}",
        "expect: [{to: HQ.CP, subject: 多人投诉, text: C-20260302-000001：2 人, because: several}]")
      + testCase(
        "一人投诉不通知", "one person is not", "given: {headcount: 1}",
        "params: {command: submit, actor: C001}", "expect: null")
    sample.expectation = [
      "local options = { params = { command = \"submit\" }, settings = { notice_to = \"B1\" } }",
      "expect(ask(\"\(hook)\", { id = \"C-1\", headcount = 3 }, options)).has({ { to = \"B1\" } })",
    ]
    return sample
  }

  var fields: HookSample {
    var sample = telling(
      Phrase("投诉增加一个本行的字段。", "A field of the bank's own for complaints."), "kind", "ctx",
      [
        "if kind ~= \"complaint\" then return nil end",
        "return { {",
        "  name = \"counter_number\",",
        "  type = \"text\",",
        "  title = ctx.settings.counter_number_title,",
        "  because = \"own_field\",",
        "} }",
      ])
    sample.settings = [
      Setting(
        name: "counter_number_title",
        schema:
          #"{ "type": "string", "default": "柜面登记号", "description": "What people call the field." }"#
      )
    ]
    sample.texts = [("own_field", Phrase("本行登记簿的编号", "the number in the bank's own register"))]
    sample.cases =
      testCase(
        "投诉有此字段", "complaints have it", "given: complaint",
        "expect_contains: [{name: counter_number, type: text, title: 柜面登记号}]")
      + testCase("其他事项没有", "other matters do not", "given: product", "expect: null")
    sample.expectation = [
      "local list = ask(\"\(hook)\", \"complaint\", { settings = { counter_number_title = \"N\" } })",
      "expect(list).has({ { title = \"N\" } })",
    ]
    return sample
  }
}
