import Reporting

/// One document with everything in it, in both languages. All of it is invented, except the
/// counts of the channel table, which are those of a published yearly report.
enum SampleDocument {
  static func make(_ language: Document.Language) -> Document {
    let zh = language == .zh
    return Document(
      id: "sample", title: zh ? "2024年度消费投诉情况报告" : "Consumer complaints in 2024",
      subtitle: zh ? "示例农村商业银行（示范）" : "Example Rural Commercial Bank (demonstration)",
      language: language, period: .init(from: 19_723, to: 20_088),
      scope: zh ? "全部网点，已受理的消费投诉" : "all outlets, complaints accepted",
      blocks: blocks(zh: zh),
      notes: [
        .init(
          text: zh ? "占比按笔数计算，最后取舍。" : "Shares are computed from counts and rounded last.",
          source: zh ? "示例出处，第1页" : "sample source, page 1"),
        .init(text: zh ? "金额单位为元。" : "Amounts are in yuan."),
      ],
      checks: [
        .init(
          name: zh ? "渠道合计等于投诉总量" : "channels add up to the total",
          left: [.column(table: "channel", column: "count")],
          right: [.total(table: "channel", column: "count")]),
        .init(
          name: zh ? "年度与台账一致" : "the year equals the ledger",
          left: [.total(table: "channel", column: "count")], right: [.number(286)]),
      ],
      provenance: .init(
        institution: zh ? "示例农村商业银行" : "Example Rural Commercial Bank",
        ledgerSequence: 2_565, ledgerHash: "9f2c" + String(repeating: "0", count: 56) + "e41a",
        repeatsMerged: true, pluginID: "report.sample", pluginVersion: "1.0.0",
        syntheticMarker: zh ? "本报告的投诉均为随机生成" : "all complaints were generated"))
  }

  static func blocks(zh: Bool) -> [Document.Block] {
    [
      .heading(level: 1, text: zh ? "一、总体情况" : "1 Overview"),
      .paragraph(
        zh
          ? "2024年，本行共受理消费投诉285笔，办结率100%；投诉集中于“营业场所”渠道，占比50.18%。\n各项占比由笔数计算得出，逐项取舍，合计以100%列示。"
          : "In 2024 the bank accepted 285 complaints and closed all of them.\nHalf came from"
            + " the counter. Averyveryveryverylongwordwithoutanyblankinitthatmustbecutsomewhere"
            + "becauseitislongerthanaline stands here."),
      .heading(level: 2, text: zh ? "（一）按渠道" : "1.1 By channel"),
      .table(channels(zh: zh)), .table(cases(zh: zh)), .table(emptyTable(zh: zh)),
      .heading(level: 1, text: zh ? "二、图" : "2 Figures"),
    ] + Figure.Kind.allCases.map { .figure(figure($0, zh: zh)) }
  }

  static let channelCounts: [(zh: String, en: String, count: Int64)] = [
    ("自助机具", "self-service machine", 3), ("营业场所", "business premises", 143),
    ("中后台", "middle and back office", 97), ("移动客户端", "mobile app", 3),
    ("业务受理", "business acceptance", 8), ("信用卡及借记卡", "credit and debit card", 6),
    ("对公账户", "corporate account", 1), ("短信", "SMS", 20),
    ("电话及第三方", "telephone and third parties", 4),
  ]

  static func channels(zh: Bool) -> Table {
    Table(
      id: "channel", title: zh ? "表1 按投诉业务办理渠道" : "Table 1: by business channel",
      columns: [
        .init(key: "channel", title: zh ? "渠道" : "Channel"),
        .init(key: "count", title: zh ? "笔数" : "Complaints", kind: .count, total: .sum),
        .init(key: "share", title: zh ? "占比" : "Share", kind: .share, total: .whole),
      ],
      rows: channelCounts.map {
        [
          .text(zh ? $0.zh : $0.en), .count($0.count),
          .share(numerator: $0.count, denominator: 285, decimals: 2),
        ]
      }
    ).totalled(label: zh ? "合计" : "Total")
  }

  static func cases(zh: Bool) -> Table {
    Table(
      id: "cases", title: zh ? "表2 金额较大的投诉" : "Table 2: complaints about large amounts",
      columns: [
        .init(key: "day", title: zh ? "受理日" : "Day", kind: .day),
        .init(key: "text", title: zh ? "事由" : "Matter", widthHint: 40),
        .init(key: "amount", title: zh ? "金额（元）" : "Amount (yuan)", kind: .money, total: .sum),
        .init(key: "note", title: zh ? "备注" : "Remark"),
      ],
      rows: [
        [
          .day(19_782),
          .text(
            zh
              ? "客户称贷款提前还款时被收取违约金，认为合同条款未作提示，要求退还并书面答复。"
              : "The customer was charged for early repayment and asks for a refund in writing."),
          .money(123_456), .text(zh ? "已退" : "refunded"),
        ],
        [.day(19_783), .text("a|b <i>\"x\"</i>, 'y' & *z*"), .money(-5), .empty],
        [.empty, .text("=1+1"), .empty, .text("café 👩‍👩‍👧 ＡＢ")],
      ]
    ).totalled(label: zh ? "合计" : "Total")
  }

  static func emptyTable(zh: Bool) -> Table {
    Table(
      id: "none", title: zh ? "表3 群体性投诉" : "Table 3: group complaints",
      columns: [
        .init(key: "what", title: zh ? "事项" : "Matter"),
        .init(key: "count", title: zh ? "笔数" : "Count", kind: .count),
      ])
  }

  static func figure(_ kind: Figure.Kind, zh: Bool) -> Figure {
    let quarters = zh ? ["一季度", "二季度", "三季度", "四季度"] : ["Q1", "Q2", "Q3", "Q4"]
    let loans = Figure.Series(name: zh ? "贷款" : "loans", values: [40, 35, 38, 35])
    let cards = Figure.Series(name: zh ? "银行卡" : "cards", values: [12, 30, 0, 37])
    let channels = Figure.Series(name: "", values: channelCounts.map(\.count))
    let labels = channelCounts.map { zh ? $0.zh : $0.en }
    let title = (zh ? "图：" : "Figure: ") + kind.rawValue
    switch kind {
    case .bar, .share:
      return Figure(
        id: "figure-\(kind.rawValue)", title: title, kind: kind, categories: labels,
        series: [channels])
    case .line, .stacked:
      return Figure(
        id: "figure-\(kind.rawValue)", title: title, kind: kind, categories: quarters,
        series: [loans, cards])
    }
  }
}
