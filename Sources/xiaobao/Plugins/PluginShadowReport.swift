internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import Reporting

/// `xiaobao plugin shadow-report [ID] --from DAY --to DAY`
struct PluginShadowReport: Verb {
  static let configuration: CommandConfiguration = .command(
    "shadow-report", "试运行的回答与实际决定的比较", "what was answered in shadow, beside what was decided",
    detail: Phrase(
      "只读台账中的决定记录，不再询问任何插件。有不同的回答时退出码为 2。",
      "It reads the decision records of the ledger and asks nobody again. Exit 2 when an answer differs."
    ),
    examples: [
      Example(
        "xiaobao plugin shadow-report acme.cards --from 2026-01-01 --to 2026-06-30",
        "一个插件的上半年", "half a year of one plugin")
    ])

  @Argument(help: .say("插件或规则表，缺省为全部", "a plugin or table; else all", value: Phrase("编号", "id")))
  var id: String?

  @Option(help: .say("收到投诉的起始日", "the first day of receipt", value: Phrase("日期", "day")))
  var from: String

  @Option(help: .say("收到投诉的截止日", "the last day of receipt", value: Phrase("日期", "day")))
  var to: String

  @Option(
    help: .say(
      "逐件列出几个不同，缺省 20", "how many differing cases are told one by one; 20 unless told",
      value: Phrase("数", "number")))
  var limit: String?

  @OptionGroup var target: DocumentTarget
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let workspace = try session.open(.reading)
    let report = try await workspace.shadowReport(
      of: id, from: try PluginReplay.day(from, "--from"), to: try PluginReplay.day(to, "--to"),
      detailCountMax: try OptionValue.count(limit, "--limit", in: 0...1_000_000) ?? 20)
    if session.isJSON, !target.isGiven {
      Output.print(JSONText.envelope(report.members))
    } else {
      try target.write(
        report.document(
          institution: session.say(workspace.site.institution.name), language: session.language),
        in: session)
    }
    return report.lines.contains { $0.different + $0.alone + $0.failed > 0 } ? .findings : .done
  }
}

extension ShadowReport {
  /// The members of `plugin shadow-report --json`.
  var members: [JSONValue.Member] {
    var object = ObjectBuilder()
    object.add("from", from)
    object.add("to", to)
    object.add("sequence", Int(position))
    object.add("hash", hash)
    object.add(
      "plugins",
      value: .array(
        lines.map { line in
          var entry = ObjectBuilder()
          entry.add("plugin", line.plugin)
          entry.add("hook", line.hook)
          entry.add("asked", line.asked)
          entry.add("same", line.same)
          entry.add("different", line.different)
          entry.add("alone", line.alone)
          entry.add("silent", line.silent)
          entry.add("failed", line.failed)
          return entry.object
        }))
    object.add(
      "cases",
      value: .array(
        cases.map { shown in
          var entry = ObjectBuilder()
          entry.add("id", shown.id)
          entry.add("received_on", shown.receivedOn)
          entry.add("plugin", shown.plugin)
          entry.add("hook", shown.hook)
          entry.add("decided", value: shown.decided)
          if !shown.decidedBy.isEmpty { entry.add("decided_by", shown.decidedBy) }
          entry.add("shadow", value: shown.shadow)
          entry.add("at", shown.place)
          entry.add("because", value: shown.because.map { JSONValue($0) })
          return entry.object
        }))
    return object.members
  }

  /// The report for people.
  func document(institution: String, language: ConsumerProtection.Language) -> Document {
    func say(_ zh: String, _ en: String) -> String { Phrase(zh, en).text(in: language) }
    func count(_ key: String, _ zh: String, _ en: String) -> Table.Column {
      .init(key: key, title: say(zh, en), kind: .count)
    }
    let table = Table(
      id: "plugins", title: say("按插件与钩子", "By plugin and hook"),
      columns: [
        .init(key: "plugin", title: say("插件", "Plugin")),
        .init(key: "hook", title: say("钩子", "Hook")),
        count("asked", "询问", "Asked"), count("same", "相同", "Same"),
        count("different", "不同", "Different"), count("alone", "仅它有意见", "Alone"),
        count("silent", "无意见", "Silent"), count("failed", "失败", "Failed"),
      ],
      rows: lines.map { line in
        [.text(line.plugin), .text(line.hook)]
          + [line.asked, line.same, line.different, line.alone, line.silent, line.failed]
          .map { .count(Int64($0)) }
      })
    let shown = Table(
      id: "cases", title: say("逐件", "One by one"),
      columns: [
        .init(key: "id", title: say("投诉", "Complaint")),
        .init(key: "plugin", title: say("插件", "Plugin")),
        .init(key: "decided", title: say("实际决定", "Decided")),
        .init(key: "shadow", title: say("试运行的回答及理由", "In shadow, and why")),
      ],
      rows: cases.map { entry in
        let said = [
          JSONText.line(entry.shadow), entry.because?.text(in: language), entry.place,
        ].compactMap(\.self).joined(separator: say("；", "; "))
        let decided = entry.decided.map { "\(JSONText.line($0)) \(entry.decidedBy)" }
        return [
          .text(entry.id), .text("\(entry.plugin) \(entry.hook)"),
          .text(decided ?? say("无意见", "no opinion")), .text(said),
        ]
      })
    return Document(
      id: "shadow-report", title: say("试运行比较", "Answers in shadow"),
      language: language == .zh ? .zh : .en,
      period: Document.Period(from: Int(from.number), to: Int(to.number)),
      scope: say("该期间收到的全部投诉", "every complaint received in the period"),
      blocks: lines.isEmpty
        ? [.paragraph(say("该期间没有试运行的插件。", "Nothing was in shadow in the period."))]
        : [.table(table)] + (cases.isEmpty ? [] : [.table(shown)]),
      provenance: Document.Provenance(
        institution: institution, ledgerSequence: Int64(position), ledgerHash: hash))
  }
}
