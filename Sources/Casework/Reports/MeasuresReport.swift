internal import ConsumerProtection
internal import Reporting

/// The rates of complaint handling as a document: counts, then shares, then the formulae.
struct MeasuresReport {
  let policy: Policy
  let language: Language

  private func say(_ zh: String, _ en: String) -> String { Phrase(zh, en).text(in: language) }

  func fill(_ document: inout Document, _ cases: [ClosedCase], asOf day: CivilDay) {
    let measures = Measures(cases, asOf: day, firstResolutionDays: policy.firstResolutionDays)
    document.blocks = [.table(counts(measures)), .table(rates(measures))]
    document.notes = formulae
    document.checks = [
      Document.Check(
        name: say(
          "回答满意度的与未回答的合计为办结件数", "those who answered and those who did not are all closed ones"),
        left: [
          .cell(table: "rates", row: 3, column: "whole"),
          .cell(table: "counts", row: 1, column: "count"),
        ], right: [.cell(table: "counts", row: 0, column: "count")])
    ]
  }

  private func counts(_ measures: Measures) -> Table {
    var rows: [[Cell]] = [
      [.text(say("办结", "closed")), .count(measures.closed)],
      [.text(say("未反馈满意度", "gave no satisfaction")), .count(measures.silent)],
    ]
    if let days = policy.firstResolutionDays {
      rows.append([
        .text(say("首诉办结未满 \(days) 日", "first complaints closed less than \(days) days ago")),
        .count(measures.pending),
      ])
    }
    return Table(
      id: "counts", title: say("件数", "Counts"),
      columns: [
        Table.Column(key: "what", title: say("项目", "Of")),
        Table.Column(key: "count", title: say("件数", "Count"), kind: .count),
      ], rows: rows)
  }

  private func rates(_ measures: Measures) -> Table {
    let none = Measures.Ratio()
    let all: [(Phrase, Measures.Ratio)] = [
      (Phrase("及时率（经批准的期限）", "timeliness, by approved limits"), measures.timely),
      (Phrase("及时率（最初期限）", "timeliness, by first limits"), measures.timelyAtFirst),
      (Phrase("合格率", "quality pass"), measures.passed),
      (Phrase("满意度", "satisfaction"), measures.satisfied),
      (Phrase("一次办结率", "one-time closure"), measures.closedAtOnce),
      (Phrase("首诉处理结案率", "first-complaint resolution"), measures.resolvedAtFirst ?? none),
    ]
    return Table(
      id: "rates", title: say("指标", "Measures"),
      columns: [
        Table.Column(key: "measure", title: say("指标", "Measure")),
        Table.Column(key: "part", title: say("分子（件）", "Part"), kind: .count),
        Table.Column(key: "whole", title: say("分母（件）", "Whole"), kind: .count),
        Table.Column(key: "share", title: say("比率", "Rate"), kind: .share),
      ],
      rows: all.map { title, ratio in
        [
          .text(title.text(in: language)), .count(ratio.part), .count(ratio.whole),
          .share(numerator: ratio.part, denominator: ratio.whole, decimals: 2),
        ]
      })
  }

  private var formulae: [Document.Note] {
    let source = "docs/reference/measures.md"
    let first =
      policy.firstResolutionDays.map { days in
        say(
          "首诉处理结案率 = 办结后 \(days) 日内没有重复投诉和升级投诉的首诉 ÷ 已满 \(days) 日或已有结论的首诉。\(days) 日为本行设定。",
          "First-complaint resolution: first complaints without a repeat or an escalated complaint within "
            + "\(days) days of the closure, of those whose \(days) days have passed or that were not "
            + "resolved. The \(days) days are the bank's own setting.")
      }
      ?? say(
        "首诉处理结案率未计算：站点文件 policy.first_resolution_days 没有设定天数。",
        "First-complaint resolution is not computed: the site file states no policy.first_resolution_days."
      )
    let texts = [
      say(
        "及时率 = 各项答复期限均在期限内完成的件数 ÷ 有答复期限的件数。",
        "Timeliness: cases with every limit of the reply met, of those that owe one."),
      say(
        "合格率 = 最近一次质检合格的件数 ÷ 已质检的件数。",
        "Quality pass: cases whose last check passed, of those checked."),
      say(
        "满意度 = 非常满意与满意的件数 ÷ 表示了意见的件数；回访的意见先于办结前的反馈。",
        "Satisfaction: very satisfied and satisfied, of those who said; a call-back stands before the feedback."
      ),
      say(
        "一次办结率 = 没有重复投诉、重新办理、核查，且回访未称未解决的件数 ÷ 办结件数。",
        "One-time closure: cases without repeat, restart or review that no call-back calls unsettled, of "
          + "all closed."),
      first,
    ]
    return texts.map { Document.Note(text: $0, source: source) }
  }
}
