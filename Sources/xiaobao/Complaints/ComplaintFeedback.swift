internal import ArgumentParser
internal import Casework
internal import ConsumerProtection

/// `xiaobao complaint feedback CASE --satisfaction DEGREE`
struct ComplaintFeedback: Verb {
  static let configuration: CommandConfiguration = .command(
    "feedback", "登记客户对答复的意见与满意度", "record what the customer says to the reply",
    detail: Phrase(
      "办结前必须登记；客户未反馈时用 --not-given 并以 --reason 说明原因。",
      "Needed before closing; when the customer gives none, use --not-given and say why with"
        + " --reason."),
    examples: [
      Example(
        "xiaobao complaint feedback C-20260302-000007 --satisfaction satisfied --file opinion.txt",
        "满意，意见取自文件", "satisfied; the words stand in a file"),
      Example(
        "xiaobao complaint feedback C-20260302-000007 --not-given --reason 三次致电未接通",
        "客户未反馈", "the customer gave none"),
    ])

  @OptionGroup var subject: CaseArgument

  @Option(
    help: .say("满意度", "how content the customer is", value: Phrase("满意度", "degree")))
  var satisfaction: SatisfactionChoice?

  @Flag(help: .say("客户未反馈；须加 --reason", "the customer gave none; needs --reason"))
  var notGiven = false

  @Option(
    help: .say(
      "客户意见，UTF-8 文本；- 为标准输入", "the customer's words as UTF-8 text; - is standard input",
      value: Phrase("文件", "file")),
    completion: .file())
  var file: String?

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    guard (satisfaction == nil) == notGiven else {
      throw Failure(
        "XB-306",
        problem: Phrase(
          "须给出 --satisfaction 或 --not-given 之一",
          "exactly one of --satisfaction and --not-given is needed"),
        remedy: Phrase(
          "查看 xiaobao help complaint feedback", "see xiaobao help complaint feedback"),
        exit: .usage)
    }
    var feedback = Feedback.notGiven(reason: global.reason ?? "")
    if let satisfaction {
      let opinion = try file.map { path throws(Failure) in try InputFile.text(path) }
      feedback = Feedback(satisfaction.satisfaction, opinion: opinion ?? "")
    }
    return try await session.perform(.recordFeedback(feedback), on: subject.id)
  }
}

/// The degrees as `--satisfaction` takes them; the absence of an answer has its own flag.
struct SatisfactionChoice: ExpressibleByArgument, CaseIterable {
  let satisfaction: Satisfaction

  static let allCases = Satisfaction.allCases.filter { $0 != .notGiven }
    .map { SatisfactionChoice(satisfaction: $0) }
  static let allValueStrings = allCases.map(\.satisfaction.rawValue)

  var defaultValueDescription: String { satisfaction.rawValue }

  init(satisfaction: Satisfaction) { self.satisfaction = satisfaction }

  init?(argument: String) {
    guard let satisfaction = Satisfaction(rawValue: argument), satisfaction != .notGiven else {
      return nil
    }
    self.satisfaction = satisfaction
  }
}
