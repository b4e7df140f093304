internal import Casework
internal import ConsumerProtection
internal import PluginHost
internal import Reporting

/// A replay as a document: how many decisions change, which, why, and what it would have meant.
struct ReplayDocument {
  let report: ReplayReport
  let institution: String
  let language: ConsumerProtection.Language

  /// So many transitions are listed; the rest is counted in the line behind them.
  private static let transitionCountMax = 30

  var document: Document {
    var blocks: [Document.Block] = [.paragraph(summary), .table(hooks)]
    if !report.transitions.isEmpty { blocks.append(.table(transitions)) }
    if !report.load.isEmpty { blocks.append(.table(load)) }
    if report.hooks.contains("complaint.deadline") { blocks.append(.paragraph(deadlines)) }
    if !report.changes.isEmpty { blocks.append(.table(changes)) }
    if !report.failures.isEmpty { blocks.append(.table(failures)) }
    return Document(
      id: "plugin-replay", title: say("规则回放", "Replay of rules"), subtitle: report.candidate,
      language: language == .zh ? .zh : .en,
      period: Document.Period(from: Int(report.from.number), to: Int(report.to.number)),
      scope: say("该期间收到的全部投诉", "every complaint received in the period"), blocks: blocks,
      notes: notes,
      provenance: Document.Provenance(
        institution: institution, ledgerSequence: Int64(report.position), ledgerHash: report.hash,
        syntheticMarker: report.hasSynthetic
          ? say(
            "本报告含合成数据，不反映任何真实投诉。",
            "This report contains invented data and reflects no real complaints.")
          : nil))
  }

  private func say(_ zh: String, _ en: String) -> String { Phrase(zh, en).text(in: language) }

  private var summary: String {
    let than =
      report.baseline == .recorded
      ? say("当时的决定", "the decisions of then") : say("现行规则", "the rules of today")
    return say(
      "询问 \(report.cases) 件，其中 \(report.changedCases) 件的决定与\(than)不同。",
      "\(report.cases) cases asked; \(report.changedCases) would be decided otherwise than by \(than)."
    )
  }

  private var hooks: Table {
    Table(
      id: "hooks", title: say("各钩子", "By hook"),
      columns: [
        .init(key: "hook", title: say("钩子", "Hook")),
        .init(key: "changed", title: say("改变", "Changed"), kind: .count),
        .init(key: "share", title: say("占比", "Share"), kind: .share),
      ],
      rows: report.hooks.map { hook in
        let count = Int64(report.changed[hook] ?? 0)
        return [
          .text(hook), .count(count),
          .share(numerator: count, denominator: Int64(report.cases), decimals: 2),
        ]
      })
  }

  private var transitions: Table {
    Table(
      id: "transitions", title: say("由何改为何", "From what to what"),
      columns: [
        .init(key: "hook", title: say("钩子", "Hook")),
        .init(key: "before", title: say("原决定", "Decided")),
        .init(key: "after", title: say("新决定", "Would be")),
        .init(key: "count", title: say("件数", "Cases"), kind: .count),
      ],
      rows: report.transitions.prefix(Self.transitionCountMax).map {
        [
          .text($0.hook), .text($0.before.text(in: language)), .text($0.after.text(in: language)),
          .count(Int64($0.count)),
        ]
      })
  }

  private var load: Table {
    Table(
      id: "load", title: say("各机构件数", "Cases by unit"),
      columns: [
        .init(key: "unit", title: say("机构", "Unit")),
        .init(key: "before", title: say("原", "Before"), kind: .count),
        .init(key: "after", title: say("新", "After"), kind: .count),
        .init(key: "difference", title: say("增减", "Difference"), kind: .count),
      ],
      rows: report.load.map {
        [
          .text($0.unit), .count(Int64($0.before)), .count(Int64($0.after)),
          .count(Int64($0.after - $0.before)),
        ]
      })
  }

  private var deadlines: String {
    say(
      "时限：原来按期而按新规则会逾期的 \(report.missed) 项，原来逾期而按新规则不逾期的 \(report.gained) 项。",
      "Deadlines: \(report.missed) kept then would have been missed, \(report.gained) missed then would"
        + " have been kept.")
  }

  private var changes: Table {
    Table(
      id: "changes", title: say("逐件", "One by one"),
      columns: [
        .init(key: "id", title: say("投诉", "Complaint")),
        .init(key: "hook", title: say("钩子", "Hook")),
        .init(key: "before", title: say("原决定及理由", "Decided, and why")),
        .init(key: "after", title: say("新决定及理由", "Would be, and why")),
        .init(key: "outcome", title: say("结果", "Outcome")),
      ],
      rows: report.changes.map { change in
        [
          .text(change.id), .text(change.hook), .text(words(change.before)),
          .text(words(change.after)),
          change.outcome.map { .text($0.title.text(in: language)) } ?? .empty,
        ]
      })
  }

  private func words(_ said: ReplayReport.Said) -> String {
    let parts = [
      said.decision.text(in: language), said.because?.text(in: language), said.source,
    ]
    return parts.compactMap(\.self).filter { !$0.isEmpty }.joined(separator: say("；", "; "))
  }

  private var failures: Table {
    Table(
      id: "failures", title: say("新规则失败", "Failures of the new rules"),
      columns: [
        .init(key: "code", title: say("代码", "Code")),
        .init(key: "count", title: say("件数", "Cases"), kind: .count),
        .init(key: "first", title: say("首例", "First")),
      ],
      rows: report.failures.map { failed in
        [
          .text(failed.code), .count(Int64(failed.count)),
          .text(
            "\(failed.first.caseID ?? "") \(failed.first.plugin) "
              + failed.first.message.text(in: language)),
        ]
      })
  }

  private var notes: [Document.Note] {
    var notes: [Document.Note] = []
    if report.undetermined > 0 {
      notes.append(
        .init(
          text: say(
            "\(report.undetermined) 件的新答案读取了已封存的个人文字，无法得知，未计入改变。",
            "\(report.undetermined) new answers read sealed personal texts: they cannot be known and are"
              + " not counted as changes.")))
    }
    if report.calendarsNotKept > 0 {
      notes.append(
        .init(
          text: say(
            "\(report.calendarsNotKept) 件当时有效的日历没有保存，按现行日历计算。",
            "\(report.calendarsNotKept) cases are counted in the calendar of today: the one then in force"
              + " was not kept.")))
    }
    let rest = report.transitions.dropFirst(Self.transitionCountMax)
    if !rest.isEmpty {
      notes.append(
        .init(
          text: say(
            "另有 \(rest.count) 种改变，共 \(rest.reduce(0) { $0 + $1.count }) 项，未列出。",
            "\(rest.count) more kinds of change, \(rest.reduce(0) { $0 + $1.count }) decisions, are not"
              + " listed.")))
    }
    return notes
  }
}

extension ReplayReport.Outcome {
  var title: Phrase {
    switch self {
    case .missed: Phrase("会逾期", "missed")
    case .gained: Phrase("不再逾期", "kept")
    }
  }
}
