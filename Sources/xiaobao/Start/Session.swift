internal import Casework
internal import ConsumerProtection
internal import Reporting

#if canImport(Glibc)
  internal import Glibc
#endif

/// What a verb works with: options, streams, language; one a run.
final class Session {
  let global: GlobalOptions
  let environment: [String: String]
  let terminal: Terminal
  /// The language of what is printed; the site's once a workspace is open.
  private(set) var language: Language
  /// The workspace, once one is open.
  private(set) var opened: Workspace?

  init(
    global: GlobalOptions, environment: [String: String], terminal: Terminal, language: Language
  ) {
    self.global = global
    self.environment = environment
    self.terminal = terminal
    self.language = language
  }

  /// Whether programs read the output.
  var isJSON: Bool { global.json }

  /// Whether output is coloured.
  var hasColour: Bool { terminal.allowsColour && !global.noColor }

  /// Whether a person can be asked.
  var isInteractive: Bool { terminal.isInteractive && !global.json }

  /// Takes the site's language, unless the command line chose one.
  func adopt(_ siteLanguage: Language) {
    if global.lang == nil { language = siteLanguage }
  }

  /// Remembers the workspace for what is said at the end.
  func remember(_ workspace: Workspace) { opened = workspace }

  /// A text in the language of this run.
  func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }

  /// A text in the language of this run.
  func say(_ phrase: Phrase) -> String { phrase.text(in: language) }

  /// Prints a line for people.
  func print(_ line: String) { Output.print(line + "\n") }

  /// Prints a remark that is no data.
  func note(_ line: String) { Output.error(line + "\n") }

  /// Prints a table that fits the terminal, and says which columns it had to leave out.
  func print(_ table: TextTable) {
    Output.print(table.rendered(width: terminal.outputWidth, colour: hasColour))
    let hidden = table.hiddenTitles(width: terminal.outputWidth)
    guard !hidden.isEmpty else { return }
    let list = hidden.joined(separator: say("、", ", "))
    note(
      say("终端较窄，未显示：\(list)（--json 给出全部）", "narrow terminal, not shown: \(list) (--json has all)"))
  }

  /// Prints facts with their labels aligned; those without a value are left out.
  func print(facts: [Fact]) {
    let shown = facts.filter { $0.value != nil }
    let labels = shown.map { say($0.title) }
    let column = labels.map { DisplayWidth.columns(of: $0) }.max() ?? 0
    // Written at once: a line is a call of the kernel otherwise.
    var text = ""
    for (label, fact) in zip(labels, shown) {
      let lines = (fact.value ?? "").split(
        omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      for (index, line) in lines.enumerated() {
        let head = DisplayWidth.padded(index == 0 ? label : "", to: column)
        text += "\(head)  \(DisplayWidth.printable(String(line)))\n"
      }
    }
    Output.print(text)
  }

  /// Prints a failure on standard error.
  func report(_ failure: Failure) {
    let block = ErrorBlock(failure: failure)
    Output.error(
      isJSON ? block.json(in: language) : block.text(in: language, width: terminal.errorWidth))
  }

  /// Who commands, when, and why; asked for once the workspace is open, whose language plugins
  /// answer in.
  ///
  /// - Throws: `XB-004` for a wrong `--on`, `XB-309` when nobody is known to command.
  func invocation(reason: String? = nil) throws(Failure) -> Invocation {
    var invocation = Invocation(
      actor: try actor(), on: try businessTime(), idempotencyKey: global.idempotencyKey,
      language: language, reason: reason ?? global.reason)
    invocation.overridesGuard = global.override
    return invocation
  }

  /// The day that a query is made for; nil is today.
  func day() throws(Failure) -> CivilDay? { try businessTime()?.day }

  private func businessTime() throws(Failure) -> BusinessTime? {
    guard let text = global.on else { return nil }
    return try BusinessTime(text: text)
  }

  /// The staff number: `--as`, else `XIAOBAO_ACTOR`, else the system's user name.
  func actor() throws(Failure) -> String {
    let candidates = [global.actor, environment["XIAOBAO_ACTOR"]]
    if let actor = candidates.compactMap(\.self).first(where: { !$0.isEmpty }) { return actor }
    if let name = Self.userName() { return name }
    throw Failure(
      "XB-309", problem: Phrase("不知道经办人是谁", "It is not known who commands"),
      remedy: Phrase(
        "用 --as 工号，或设置环境变量 XIAOBAO_ACTOR",
        "Give your staff number with --as, or set XIAOBAO_ACTOR"), exit: .usage)
  }

  private static func userName() -> String? {
    guard let entry = getpwuid(getuid()), let name = entry.pointee.pw_name else { return nil }
    return String(cString: name)
  }
}

/// A value with its label, one line of what is shown of one thing.
struct Fact {
  let title: Phrase
  let value: String?

  init(_ title: Phrase, _ value: String?) {
    self.title = title
    self.value = value
  }

  init(_ zh: String, _ en: String, _ value: String?) {
    self.init(Phrase(zh, en), value)
  }
}
