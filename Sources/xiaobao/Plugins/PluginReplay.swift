internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import PluginHost

/// `xiaobao plugin replay --from DAY --to DAY [--with PATH]`
struct PluginReplay: Verb {
  static let configuration: CommandConfiguration = .command(
    "replay", "用新规则重问以往投诉，看哪些决定会改变",
    "ask new rules about past cases and see which decisions would change",
    detail: Phrase(
      "逐件按当时的情形询问：当时已知的事实、当时的时刻与业务日、当时有效的日历。什么也不写入。有决定改变时退出码为 2。",
      "Each case is asked as it stood: the facts then known, the instant and business day of then, the"
        + " calendar then in force. Nothing is written. Exit 2 when a decision would change."),
    examples: [
      Example(
        "xiaobao plugin replay --from 2026-01-01 --to 2026-06-30 --with drafts/acme.cards",
        "新版插件与当时的决定比较", "a new version against the decisions of then"),
      Example(
        "xiaobao plugin replay --from 2026-01-01 --to 2026-06-30 --with new.yaml --against current",
        "新规则表与现行规则比较", "new rule tables against the rules of today"),
    ])

  @Option(help: .say("收到投诉的起始日", "the first day of receipt", value: Phrase("日期", "day")))
  var from: String

  @Option(help: .say("收到投诉的截止日", "the last day of receipt", value: Phrase("日期", "day")))
  var to: String

  @Option(
    help: .say(
      "新规则：插件目录，或含 rules: 的 YAML 文件（可为整份站点文件）；缺省为现行规则",
      "the new rules: a plugin's folder, or a YAML file with `rules:`, such as a site file; else the"
        + " rules of today", value: Phrase("路径", "path")), completion: .file())
  var with: String?

  @Option(
    help: .say(
      "与何者比较，缺省为当时的决定（recorded）",
      "what to compare with; the decisions of then (recorded) unless told",
      value: Phrase("基准", "baseline")))
  var against: BaselineChoice?

  @Option(
    help: .say(
      "插件的设置（YAML 或 JSON），缺省为站点文件中的", "the plugin's settings, YAML or JSON; else the site file's",
      value: Phrase("文件", "file")), completion: .file())
  var settings: String?

  @Option(
    help: .say(
      "逐件列出几个改变，缺省 20", "how many changes are told one by one; 20 unless told",
      value: Phrase("数", "number")))
  var limit: String?

  @OptionGroup var target: DocumentTarget
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let workspace = try session.open(.reading)
    var question = ReplayQuestion(
      try candidate(workspace, in: session), from: try Self.day(from, "--from"),
      to: try Self.day(to, "--to"))
    question.baseline = against?.baseline ?? .recorded
    if let count = try OptionValue.count(limit, "--limit", in: 0...1_000_000) {
      question.detailCountMax = count
    }
    let report = try await workspace.replay(question, as: try session.invocation())
    if session.isJSON, !target.isGiven {
      Output.print(JSONText.envelope(report.members))
    } else {
      let document = ReplayDocument(
        report: report, institution: session.say(workspace.site.institution.name),
        language: session.language
      ).document
      try target.write(document, in: session)
    }
    for failed in report.failures { session.note(failed.first.block(in: session.language)) }
    return report.changedCases == 0 && report.failures.isEmpty ? .done : .findings
  }

  private func candidate(
    _ workspace: Workspace, in session: Session
  ) throws(Failure) -> ReplayQuestion.Candidate {
    guard let with else { return .current }
    guard with.hasSuffix(".yaml") || with.hasSuffix(".yml") else {
      return .plugin(
        try PluginTarget.folder(named: with, in: session),
        settings: try SettingsFile.value(settings))
    }
    let text = try Files.readText(with)
    if text.split(separator: "\n").contains(where: { $0.hasPrefix("institution:") }) {
      return .site(try SiteFile(text: text, path: with))
    }
    let meant = try MeantTables.inFile(with, labels: workspace.site.labels)
    guard meant.problems.isEmpty else { throw Failure(PluginProblems(meant.problems)) }
    guard !meant.tables.isEmpty else {
      throw Failure(
        "XB-102",
        problem: Phrase("\(with) 中没有 rules:（规则）", "\(with) has no `rules:`"),
        remedy: Phrase("写法见 docs/zh/plugins/rule-tables.md", "See docs/plugins/rule-tables.md"))
    }
    return .tables(meant.tables, file: with)
  }

  /// A day of an option.
  static func day(_ text: String, _ option: String) throws(Failure) -> CivilDay {
    guard let day = CivilDay(iso: text) else {
      throw Failure(
        Refusal.Code.badDay.text,
        problem: Phrase("\(option)：没有这一天：\(text)", "\(option): there is no such day: \(text)"),
        remedy: Phrase("请写作 2026-03-02", "Write it as 2026-03-02"), exit: .usage)
    }
    return day
  }
}

/// What a replay is held against.
enum BaselineChoice: String, CaseIterable, ExpressibleByArgument {
  case recorded, current

  var baseline: ReplayQuestion.Baseline {
    switch self {
    case .recorded: .recorded
    case .current: .current
    }
  }
}

/// A plugin's settings from a file.
enum SettingsFile {
  static func value(_ path: String?) throws(Failure) -> JSONValue? {
    guard let path else { return nil }
    do throws(PluginProblems) {
      return try SettingsText.value(in: try Self.bytes(path), file: path)
    } catch {
      throw Failure(error)
    }
  }

  private static func bytes(_ path: String) throws(PluginProblems) -> [UInt8] {
    do throws(Failure) {
      return try InputFile.bytes(path)
    } catch {
      throw PluginProblems([PluginProblem(.settings, file: path, error.problem)])
    }
  }
}
