internal import ConsumerProtection

/// First answers to the hooks of the other areas of work, and to those that make a format or a verb.
extension HookSample {
  var watch: HookSample {
    var sample = telling(
      Phrase("同一原因的投诉达到件数即预警。", "Warns of a cause that many complaints share."), "_", "ctx",
      [
        "local signals = {}",
        "for _, row in ipairs(query.count({ by = { \"cause\" } }).rows) do",
        "  if row.keys[1] and row.count >= ctx.settings.warn_from then",
        "    signals[#signals + 1] = {",
        "      key = \"cause.\" .. row.keys[1],",
        "      level = \"warning\",",
        "      title = { zh = \"同类投诉集中\", en = \"many complaints of one cause\" },",
        "      because = { \"many\", count = row.count },",
        "    }",
        "  end",
        "end",
        "return signals",
      ])
    sample.modules = ["host.query"]
    sample.permissions = [.queryAggregate]
    sample.settings = [
      Setting(
        name: "warn_from",
        schema:
          #"{ "type": "integer", "minimum": 1, "default": 20, "description": "From so many complaints of one cause on." }"#
      )
    ]
    sample.texts = [("many", Phrase("同一原因 {count} 件", "{count} of one cause"))]
    sample.cases = testCase(
      "达到件数才预警", "the number itself is a warning, one fewer is not", "given: null",
      "query:",
      "  - {by: [cause], total: 39, rows: [{keys: [C.rules], count: 19}, {keys: [C.service], count: 20}]}",
      "expect_contains: [{key: cause.C.service, level: warning, because: [many, {count: 20}]}]",
      "expect_count: 1")
    sample.expectation = [
      "local rows = { { keys = { \"C.rules\" }, count = 2 } }",
      "local options = { query = { { by = { \"cause\" }, total = 2, rows = rows } }, settings = { warn_from = 2 } }",
      "expect(ask(\"\(hook)\", nil, options)).has({ { level = \"warning\" } })",
    ]
    return sample
  }

  var score: HookSample {
    var sample = telling(
      Phrase("逾期一件扣若干分。", "Takes points off for each complaint that was late."), "sheet", "ctx",
      [
        "local late = sheet.figures and sheet.figures.late or 0",
        "local points = math.max(0, 10 - late * ctx.settings.points_per_late)",
        "return { {",
        "  indicator = \"timeliness\",",
        "  points = points,",
        "  points_max = 10,",
        "  because = { \"late_cases\", count = late },",
        "} }",
      ])
    sample.settings = [
      Setting(
        name: "points_per_late",
        schema:
          #"{ "type": "integer", "minimum": 1, "maximum": 10, "default": 2, "description": "Points off for each late complaint." }"#
      )
    ]
    sample.texts = [("late_cases", Phrase("逾期 {count} 件", "{count} were late"))]
    sample.cases =
      testCase(
        "每件扣两分", "two points for each", "given: {id: S-1, unit: B1, figures: {late: 3}}",
        "expect: [{indicator: timeliness, points: 4, points_max: 10, because: [late_cases, {count: 3}]}]"
      )
      + testCase(
        "扣完为止", "never below nothing", "given: {id: S-1, unit: B1, figures: {late: 6}}",
        "expect_contains: [{points: 0}]")
    sample.expectation = [
      "local sheet = { id = \"S-1\", figures = { late = 1 } }",
      "local items = ask(\"\(hook)\", sheet, { settings = { points_per_late = 10 } })",
      "expect(items).has({ { points = 0 } })",
    ]
    return sample
  }

  var checklist: HookSample {
    var sample = telling(
      Phrase("面向老年人的产品审查材料字号。", "Looks at the type size of what the elderly are given."),
      "product", "ctx",
      [
        "if not product.for_seniors then return nil end",
        "local points = ctx.settings.type_size",
        "return { {",
        "  code = \"senior_type_size\",",
        "  text = { zh = \"材料字号不小于 \" .. points .. \" 磅\", en = \"type of at least \" .. points .. \" points\" },",
        "  because = \"for_seniors\",",
        "} }",
      ])
    sample.settings = [
      Setting(
        name: "type_size",
        schema:
          #"{ "type": "integer", "minimum": 8, "default": 14, "description": "The smallest type in points." }"#
      )
    ]
    sample.texts = [("for_seniors", Phrase("面向老年人销售", "it is sold to the elderly"))]
    sample.cases =
      testCase(
        "面向老年人则审查", "for the elderly it is looked at", "given: {id: P-1, for_seniors: true}",
        "expect_contains: [{code: senior_type_size, because: for_seniors}]")
      + testCase(
        "其他产品不增加", "other products have no such item", "given: {id: P-1, for_seniors: false}",
        "expect: null")
    sample.expectation = [
      "local items = ask(\"\(hook)\", { for_seniors = true }, { settings = { type_size = 20 } })",
      "expect(items[1].text.en).is(\"type of at least 20 points\")",
    ]
    return sample
  }

  var fund: HookSample {
    var sample = telling(
      Phrase(
        "银行有责的，在限额内补偿核定损失。", "Pays an established loss up to a limit where the bank is at fault."),
      "claim", "ctx",
      [
        "if not claim.bank_at_fault then return { eligible = false, because = \"not_at_fault\" } end",
        "local amount = math.min(claim.loss or 0, ctx.settings.fund_max)",
        "return { eligible = true, amount = amount, because = { \"paid\", amount = decimal.money(amount) } }",
      ])
    sample.modules = ["host.decimal"]
    sample.settings = [
      Setting(
        name: "fund_max",
        schema:
          #"{ "type": "integer", "minimum": 1, "default": 500000, "description": "The most that is paid, in fen." }"#
      )
    ]
    sample.texts = [
      ("not_at_fault", Phrase("银行无责", "the bank is not at fault")),
      ("paid", Phrase("补偿 {amount} 元", "{amount} yuan are paid")),
    ]
    sample.cases =
      testCase(
        "不超过限额", "the limit holds", "given: {id: F-1, loss: 500001, bank_at_fault: true}",
        "expect: {eligible: true, amount: 500000, because: [paid, {amount: \"5,000.00\"}]}")
      + testCase(
        "银行无责不符合条件", "without fault nothing is paid",
        "given: {id: F-1, loss: 100, bank_at_fault: false}",
        "expect: {eligible: false, because: not_at_fault}")
    sample.expectation = [
      "local claim = { loss = 9, bank_at_fault = true }",
      "expect(ask(\"\(hook)\", claim, { settings = { fund_max = 5 } })).has({ amount = 5 })",
    ]
    return sample
  }

  var writer: HookSample {
    var sample = telling(
      Phrase("纯文本：每行一条，列以分隔符隔开。", "Plain text: a line for each row, columns apart by a sign."),
      "piece", "ctx",
      [
        "if piece.kind ~= \"rows\" then return piece.text and piece.text .. \"\\n\" end",
        "local lines = {}",
        "for place, row in ipairs(piece.rows) do",
        "  lines[place] = table.concat(row, ctx.settings.separator) .. \"\\n\"",
        "end",
        "return table.concat(lines)",
      ])
    sample.settings = [
      Setting(
        name: "separator",
        schema:
          #"{ "type": "string", "default": ";", "description": "What stands between two columns." }"#
      )
    ]
    sample.cases =
      testCase(
        "每行一条", "a line for each row", "given: {kind: rows, rows: [[a, \"1\"], [b, \"2\"]]}",
        "expect: \"a;1\\nb;2\\n\"")
      + testCase(
        "段落照写", "a paragraph as it is", "given: {kind: paragraph, text: \(say("说明", "a note"))}",
        "expect: \"\(say("说明", "a note"))\\n\"")
      + testCase("其他部分没有文字", "other pieces are empty", "given: {kind: end}", "expect: null")
    sample.expectation = [
      "local piece = { kind = \"rows\", rows = { { \"a\", \"b\" } } }",
      "expect(ask(\"\(hook)\", piece, { settings = { separator = \",\" } })).is(\"a,b\\n\")",
    ]
    return sample
  }

  var command: HookSample {
    var sample = telling(
      Phrase("显示投诉总数。", "Shows how many complaints there are."), "_", "ctx",
      [
        "local counted = query.count({ by = { \"business_class\" } })",
        "return {",
        "  title = i18n.t(\"counted_title\"),",
        "  subtitle = ctx.settings.office,",
        "  blocks = { { kind = \"paragraph\", text = i18n.t(\"counted_text\", { count = counted.total }) } },",
        "}",
      ])
    sample.modules = ["host.i18n", "host.query"]
    sample.permissions = [.queryAggregate]
    sample.settings = [
      Setting(
        name: "office",
        schema:
          #"{ "type": "string", "default": "消费者权益保护部", "description": "Whose figures these are." }"#
      )
    ]
    sample.texts = [
      ("counted_title", Phrase("投诉总数", "Complaints")),
      ("counted_text", Phrase("共 {count} 件", "{count} in all")),
    ]
    sample.cases = testCase(
      "说明总数", "the total is told", "query: [{by: [business_class], total: 3, rows: []}]",
      "expect_contains: {title: 投诉总数, subtitle: 消费者权益保护部, blocks: [{kind: paragraph, text: 共 3 件}]}"
    )
    sample.expectation = [
      "local answers = { { by = { \"business_class\" }, total = 0, rows = {} } }",
      "local document = ask(\"\(hook)\", nil, { query = answers, settings = { office = \"B1\" } })",
      "expect(document.subtitle).is(\"B1\")",
    ]
    return sample
  }
}
