internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import PluginHost

/// `xiaobao plugin diff ID`
struct PluginDiff: Verb {
  static let configuration: CommandConfiguration = .command(
    "diff", "与已批准的版本相比：文件、权限、决定", "against what was approved: files, permissions, decisions",
    detail: Phrase(
      "只看，不批准。有差异时退出码为 2。", "It shows and approves nothing. Exit 2 when something differs."),
    examples: [
      Example("xiaobao plugin diff acme.cards", "批准之前先看", "a look before the approval"),
      Example(
        "xiaobao plugin diff acme.cards --from 2026-01-01 --to 2026-06-30", "决定差异取上半年",
        "decisions of half a year"),
    ])

  @Argument(help: .say("插件编号", "the plugin", value: Phrase("编号", "id")))
  var id: String

  @OptionGroup var period: PreviewPeriod
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let preview = try await session.open(.reading).approvalPreview(
      id, from: try period.first(), to: try period.last(), as: session.invocation())
    if session.isJSON {
      Output.print(JSONText.envelope(preview.members))
    } else {
      for line in preview.lines(in: session.language) { session.print(line) }
    }
    return preview.isEmpty ? .done : .findings
  }
}

/// The past cases that an approval looks at.
struct PreviewPeriod: ParsableArguments {
  @Option(
    help: .say(
      "决定差异的起始日，缺省为 90 天前", "the first day of the cases asked about; 90 days back unless told",
      value: Phrase("日期", "day")))
  var from: String?

  @Option(
    help: .say(
      "决定差异的截止日，缺省为今天", "the last day of the cases asked about; today unless told",
      value: Phrase("日期", "day")))
  var to: String?

  func first() throws(Failure) -> CivilDay? { try OptionValue.day(from, "--from") }
  func last() throws(Failure) -> CivilDay? { try OptionValue.day(to, "--to") }
}

extension ApprovalPreview {
  /// Whether nothing differs.
  var isEmpty: Bool {
    difference.files.isEmpty && difference.manifest.isEmpty
      && (decisions?.changedCases ?? 0) == 0 && failure == nil
  }

  /// The preview for people.
  func lines(in language: Language) -> [String] {
    func say(_ zh: String, _ en: String) -> String { Phrase(zh, en).text(in: language) }
    var lines = [
      say(
        "\(id)：\(difference.before?.description ?? "尚未批准") → \(difference.after)",
        "\(id): \(difference.before?.description ?? "not approved yet") → \(difference.after)")
    ]
    if !isKept {
      lines.append(
        say(
          "已批准的文件没有保存，以下全部列为新增", "the approved files were not kept: everything is listed as new"))
    }
    lines += ["", say("一、文件", "1  Files")]
    if difference.files.isEmpty { lines.append("  " + say("相同", "the same")) }
    for file in difference.files {
      lines.append(
        "  \(say(file.kind.title.zh, file.kind.title.en)) \(file.path)  +\(file.linesAdded) -\(file.linesRemoved)"
      )
      if file.kind == .changed { lines += file.lines.map { "    \($0)" } }
    }
    lines += ["", say("二、清单", "2  Manifest")]
    if difference.manifest.isEmpty { lines.append("  " + say("相同", "the same")) }
    for part in difference.manifest {
      lines += part.removed.map { "  \(part.part): - \($0)" }
      lines += part.added.map { "  \(part.part): + \($0)" }
    }
    lines += ["", say("三、决定", "3  Decisions")]
    return lines + decisionLines(in: language)
  }

  private func decisionLines(in language: Language) -> [String] {
    func say(_ zh: String, _ en: String) -> String { Phrase(zh, en).text(in: language) }
    if let failure { return ["  [\(failure.code)] \(failure.problem.text(in: language))"] }
    guard let decisions else {
      return ["  " + say("不回答登记时的钩子，无从比较", "it answers no hook of an intake")]
    }
    var lines = [
      "  "
        + say(
          "\(decisions.from.iso) 至 \(decisions.to.iso) 收到的 \(decisions.cases) 件中 \(decisions.changedCases) 件会改变",
          "\(decisions.changedCases) of \(decisions.cases) cases received from \(decisions.from.iso) to"
            + " \(decisions.to.iso) would be decided otherwise")
    ]
    lines += decisions.transitions.prefix(10).map { transition in
      "  \(transition.hook)  \(transition.before.text(in: language)) → "
        + "\(transition.after.text(in: language))  × \(transition.count)"
    }
    if decisions.missed + decisions.gained > 0 {
      lines.append(
        "  "
          + say(
            "会逾期 \(decisions.missed) 项，不再逾期 \(decisions.gained) 项",
            "\(decisions.missed) deadlines missed, \(decisions.gained) kept"))
    }
    lines += decisions.failures.map { failed in
      "  [\(failed.code)] × \(failed.count)  \(failed.first.message.text(in: language))"
    }
    return lines
  }

  /// The members of `plugin diff --json`.
  var members: [JSONValue.Member] {
    var object = ObjectBuilder()
    object.add("id", id)
    object.add("before", difference.before?.description)
    object.add("after", difference.after.description)
    object.add("kept", isKept)
    object.add(
      "files",
      value: .array(
        difference.files.map { file in
          var entry = ObjectBuilder()
          entry.add("path", file.path)
          entry.add("kind", file.kind.rawValue)
          entry.add("lines_added", file.linesAdded)
          entry.add("lines_removed", file.linesRemoved)
          entry.add("lines", value: JSONValue(file.lines))
          return entry.object
        }))
    object.add(
      "manifest",
      value: .array(
        difference.manifest.map { part in
          var entry = ObjectBuilder()
          entry.add("part", part.part)
          entry.add("added", value: JSONValue(part.added))
          entry.add("removed", value: JSONValue(part.removed))
          return entry.object
        }))
    object.add("decisions", value: decisions.map { .object($0.members) })
    if let failure {
      var entry = ObjectBuilder()
      entry.add("code", failure.code)
      entry.add("problem", value: JSONValue(failure.problem))
      object.add("failure", value: entry.object)
    }
    return object.members
  }
}

extension PluginDifference.File.Kind {
  var title: Phrase {
    switch self {
    case .added: Phrase("新增", "added")
    case .removed: Phrase("删去", "removed")
    case .changed: Phrase("修改", "changed")
    }
  }
}
