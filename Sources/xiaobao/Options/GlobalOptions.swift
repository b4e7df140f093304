internal import ArgumentParser
internal import Casework
internal import ConsumerProtection

/// The options that every verb takes.
struct GlobalOptions: ParsableArguments {
  static let title = Phrase("全局选项", "Global options")
  static let group = Wording.encoded(title)

  /// The names that take a value; these options may also stand before the noun.
  static let valueNames: Set<String> = [
    "--workspace", "--lang", "--as", "--on", "--idempotency-key", "--reason",
    "--reason-file",
  ]
  /// The names that take none.
  static let flagNames: Set<String> = ["--json", "--override", "--no-color", "--allow-clock-step"]

  @Option(
    help: .say(
      "工作区目录；缺省为 XIAOBAO_WORKSPACE，再次为最近的含 xiaobao.yaml 的上级目录",
      "the workspace; else XIAOBAO_WORKSPACE, else the nearest parent with xiaobao.yaml",
      value: Phrase("目录", "dir")),
    completion: .directory)
  var workspace: String?

  @Option(help: .say("语言", "the language", value: Phrase("语言", "language")))
  var lang: LanguageChoice?

  @Flag(help: .say("输出 JSON，供程序读取", "print JSON, for programs"))
  var json = false

  @Option(
    name: .customLong("as"),
    help: .say(
      "经办人工号；缺省为 XIAOBAO_ACTOR，再次为系统用户名",
      "your staff number; else XIAOBAO_ACTOR, else the system's user name",
      value: Phrase("工号", "staff number")))
  var actor: String?

  @Option(
    help: .say(
      "业务日，写作 2026-03-02 或 2026-03-02T09:30；缺省为现在",
      "when it happened, 2026-03-02 or 2026-03-02T09:30; else now",
      value: Phrase("日期", "day")))
  var on: String?

  @Option(
    help: .say(
      "幂等键：同一键重复提交只登记一次", "the same key stores a command once",
      value: Phrase("键", "key")))
  var idempotencyKey: String?

  @Option(
    help: .say(
      "理由（补录、延期、撤回、查看个人信息等需要）",
      "why (backdating, extension, withdrawal, opening personal data)",
      value: Phrase("理由", "text")))
  var reason: String?

  @Option(
    help: .say(
      "理由取自文件（含个人信息时）；- 为标准输入",
      "the reason from a file, where it names a person; - is standard input",
      value: Phrase("文件", "file")),
    completion: .file())
  var reasonFile: String?

  @Flag(
    help: .say(
      "插件守卫拒绝时仍办理（须有角色，并加 --reason）",
      "carry out what a guarding plugin refuses (needs a role and --reason)"))
  var override = false

  @Flag(help: .say("不用颜色", "no colour"))
  var noColor = false

  @Flag(
    help: .say(
      "系统时钟早于台账最后记录时仍写入", "write although the clock stands before the last record"))
  var allowClockStep = false
}

/// The languages as `--lang` takes them.
enum LanguageChoice: String, CaseIterable, ExpressibleByArgument {
  case zh, en

  var language: Language {
    switch self {
    case .zh: .zh
    case .en: .en
    }
  }
}
