internal import ArgumentParser
internal import ConsumerProtection

/// The root of all commands.
struct Xiaobao: ParsableCommand {
  static let configuration: CommandConfiguration = .command(
    "xiaobao", "消保：金融消费者投诉的登记、办理、时限与报表",
    "Xiaobao: consumer complaints of a bank, from intake to report",
    detail: ConsumerWords.purpose,
    examples: [
      Example(
        "xiaobao init demo --name 示例农村商业银行", "新建工作区 demo", "make the workspace demo"),
      Example(
        "xiaobao complaint submit", "在终端逐项登记一件投诉", "register a complaint, asked field by field"),
      Example("xiaobao due --within 7", "七日内到期的事项", "what falls due within seven days"),
      Example(
        "xiaobao explain C-20260302-000007", "说明时限与插件决定的来由",
        "why the deadlines and the plugins' answers are what they are"),
    ],
    verbs: [
      InitCommand.self, ContactCommands.self, ComplaintCommands.self, BoxCommands.self,
      EmergencyCommands.self, DueCommand.self, TodayCommand.self, ObligationCommands.self,
      SweepCommand.self,
      ExplainCommand.self, ViewCommands.self, ReportCommands.self, ImportCommand.self,
      UnitCommands.self,
      PersonCommands.self, KeyCommands.self, PluginCommands.self, OutboxCommands.self,
      FormCommands.self, TaskCommands.self,
      WatchCommands.self, ScoreCommands.self, ProductCommands.self, FundCommands.self,
      LedgerCommands.self,
      DoctorCommand.self,
      CompletionCommand.self, VersionCommand.self,
    ])

  static let versionHelp = Phrase("显示版本", "show the version")

  @Flag(help: .say(versionHelp.zh, versionHelp.en))
  var version = false
}
