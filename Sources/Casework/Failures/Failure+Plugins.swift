internal import ConsumerProtection
public import PluginHost

extension Failure {
  /// What is wrong with a plugin's files, one line each.
  public init(_ problems: PluginProblems) {
    func text(_ language: Language) -> String {
      problems.problems.map { "\($0.place): \($0.problem.text(in: language))" }
        .joined(separator: "\n")
    }
    self.init(
      problems.problems.first?.code.text ?? "LUA-101",
      problem: Phrase("插件有误：\n\(text(.zh))", "The plugin is wrong:\n\(text(.en))"),
      remedy: Phrase("修改后运行 xiaobao plugin check", "Mend it and run xiaobao plugin check"))
  }

  /// A plugin that gave no answer; the block stands in `detail`.
  ///
  /// What a plugin itself refuses (`ctx.fail`) is an answer to the person who asked, no defect.
  public init(_ failure: PluginFailure, showInput: Bool = false) {
    if failure.pluginCode != nil {
      self.init(
        failure.code.text, problem: failure.message,
        remedy: Phrase(
          "请按提示修改输入后重试（插件 \(failure.plugin)）",
          "Mend the input as it says and try again (plugin \(failure.plugin))"))
      return
    }
    let isUnapproved = ["LUA-102", "LUA-103"].contains(failure.code.text)
    let verb = isUnapproved ? "approve" : "check"
    self.init(
      failure.code.text,
      problem: Phrase(
        "插件 \(failure.plugin) 未能作答：\(failure.message.zh)",
        "The plugin \(failure.plugin) gave no answer: \(failure.message.en)"),
      remedy: Phrase(
        "\(isUnapproved ? "核对改动后批准" : "修改插件后运行")：xiaobao plugin \(verb) \(failure.plugin)",
        "\(isUnapproved ? "Look at the change, then approve it" : "Mend the plugin, then run"):"
          + " xiaobao plugin \(verb) \(failure.plugin)"),
      detail: Phrase(
        failure.block(in: .zh, showInput: showInput), failure.block(in: .en, showInput: showInput)))
  }
}
