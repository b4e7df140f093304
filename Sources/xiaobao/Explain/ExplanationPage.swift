internal import Casework
internal import ConsumerProtection
internal import Reporting

/// An explanation as text for people.
struct ExplanationPage {
  let explanation: Explanation
  let language: Language
  let showsInput: Bool

  var lines: [String] {
    let row = explanation.row
    var lines = [
      "\(row.id)  \(StageWord.title(row.stage).text(in: language))  \(row.unit)",
      "", say("一、时限", "1  Limits"),
    ]
    if explanation.limits.isEmpty { lines.append("  " + say("没有时限", "none")) }
    for limit in explanation.limits { lines += self.lines(of: limit) }
    lines += ["", say("二、插件决定", "2  Answers of plugins")]
    if explanation.decisions.isEmpty && explanation.silent.isEmpty {
      lines.append("  " + say("没有询问插件", "none was asked"))
    }
    for decision in explanation.decisions { lines += self.lines(of: decision) }
    for silent in explanation.silent {
      lines.append("  · \(silent.hook)")
      let names = silent.plugins.joined(separator: ", ")
      lines.append(fact(say("询问", "asked"), names + say("  均无意见", "  no opinion")))
    }
    return lines.map { DisplayWidth.printable($0) }
  }

  // MARK: limits

  private func lines(of limit: Explanation.Limit) -> [String] {
    let obligation = limit.obligation
    let title = ObligationWord.title(obligation.name).text(in: language)
    let kind =
      obligation.isRegime ? say("法定", "statutory") : say("本行", "the bank's own")
    let isBinding = explanation.row.binding?.rule == obligation.rule
    var lines = [
      "  \(isBinding ? "▶" : "·") \(title)  \(obligation.rule)  \(kind)",
      fact(say("依据", "basis"), obligation.currentBasis.text(in: language)),
      fact(
        say("起算日", "start"),
        obligation.start.iso + say("（第 0 天）", " (day 0)")),
      fact(say("期限", "budget"), obligation.currentBudget.title.text(in: language)),
    ]
    lines += limit.count.derivation.lines(in: language).map { "        " + $0 }
    lines.append(fact(say("到期日", "due"), due(of: obligation)))
    lines += obligation.extensions.map { step in
      fact(
        say("延期", "extended"),
        "\(step.day.iso)  \(step.fromDue.iso) → \(step.toDue.iso)  \(step.rule)"
          + (step.approver.map { say("  批准人 \($0)", "  approved by \($0)") } ?? "")
          + (step.notifiedOn.map { say("  告知日 \($0.iso)", "  told \($0.iso)") } ?? "")
          + "  \(step.basis.text(in: language))")
    }
    if let day = obligation.pausedFrom {
      lines.append(fact(say("中止", "stopped"), say("自 \(day.iso) 起", "since \(day.iso)")))
    }
    if obligation.agreedDue != nil {
      lines.append(fact(say("约定", "agreed"), say("双方约定的期限优先", "the parties' day prevails")))
    }
    if obligation.isOpportunity {
      let names = obligation.exempts.map { ObligationWord.title($0).text(in: language) }
      lines.append(
        fact(
          say("可免除", "spares"),
          names.joined(separator: say("、", ", "))
            + say("（至该日获投诉人接受的）", " (if the complainant accepts by that day)")))
    }
    if let day = obligation.settledOn { lines.append(fact(say("完成", "settled"), day.iso)) }
    if let day = obligation.overdueMarkedOn {
      lines.append(fact(say("登记逾期", "marked overdue"), day.iso))
    }
    if limit.isCalendarNewer {
      lines.append(
        fact(
          say("日历", "calendar"),
          say(
            "日历数据已更新；以登记时推算的日期为准", "its data are newer; the day recorded then stands")))
    }
    return lines
  }

  private func due(of obligation: Obligation) -> String {
    var text = obligation.due.iso
    if obligation.due != obligation.originalDue {
      text += say("（原为 \(obligation.originalDue.iso)）", " (first \(obligation.originalDue.iso))")
    }
    if obligation.isProvisional {
      text += say("（暂定：缺官方日历数据）", " (provisional: official calendar data are missing)")
    }
    return text
  }

  // MARK: decisions

  private func lines(of decision: Explanation.Decision) -> [String] {
    let plugins = explanation.sets[decision.set] ?? []
    var lines = [
      "  · \(decision.hook)  "
        + say(
          "台账第 \(decision.sequence) 行，插件组 \(decision.set)",
          "ledger line \(decision.sequence), plugin set \(decision.set)")
    ]
    if decision.used.isEmpty {
      lines.append(fact(say("生效", "stands"), say("无意见", "no opinion")))
    }
    for given in decision.used { lines += self.lines(say("生效", "stands"), given) }
    for given in decision.losers { lines += self.lines(say("未采用", "not used"), given) }
    lines += decision.conflicts.map { fact(say("冲突", "conflict"), $0.text(in: language)) }
    lines += decision.failures.map { failure in
      fact(say("未能作答", "failed"), "\(failure.plugin)  \(failure.code)  \(failure.place)")
    }
    for asked in decision.asked { lines += self.lines(of: asked, plugins) }
    return lines
  }

  private func lines(_ title: String, _ given: Explanation.Given) -> [String] {
    var writer = ConsumerProtection.JSONWriter()
    writer.write(given.answer)
    var lines = [
      fact(
        title,
        "\(given.plugin) \(given.place)  \(String(decoding: writer.bytes, as: UTF8.self))")
    ]
    if let because = given.because { lines.append(fact("  " + say("理由", "because"), because)) }
    if let reason = given.reason {
      lines.append(fact("  " + say("原因", "why"), reason.text(in: language)))
    }
    return lines
  }

  private func lines(of asked: Explanation.Asked, _ plugins: [String]) -> [String] {
    let name = plugins.first { $0.hasPrefix(asked.plugin + " ") } ?? asked.plugin
    let reads = asked.reads.map { showsInput ? "\($0.name)=\($0.value)" : $0.name }
    let check =
      switch asked.isConfirmed {
      case true?: say("  与当时一致", "  as recorded")
      case false?: say("  与当时不符", "  differs from the record")
      case nil: ""
      }
    // Enough digits to compare by eye with `plugin list`; --json has all of them.
    let files = asked.digest.map { "  \($0.prefix(19))" } ?? ""
    let list =
      reads.isEmpty
      ? say("未读取字段", "read nothing")
      : say("读取 ", "read ") + reads.joined(separator: ", ")
    return [
      fact(
        say("询问", "asked"),
        "\(name)\(files)  \(list)\(check)  "
          + say("\(asked.instructions) 条指令", "\(asked.instructions) instructions"))
    ]
  }

  private func fact(_ label: String, _ value: String) -> String {
    "      \(DisplayWidth.padded(label, to: 12))\(value)"
  }

  private func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
}
