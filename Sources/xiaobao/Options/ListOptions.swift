internal import ArgumentParser
internal import Casework
internal import ConsumerProtection

/// How much of a list is shown.
struct ListOptions: ParsableArguments {
  @Option(
    help: .say("最多行数（1 至 10000）", "at most so many rows (1 to 10000)", value: Phrase("行数", "count"))
  )
  var limit = "50"

  @Option(
    help: .say(
      "从上一页给出的 next 之后继续", "go on behind the next of the page before",
      value: Phrase("游标", "cursor")))
  var after: String?

  /// The number of rows.
  func count() throws(Failure) -> Int {
    try OptionValue.count(limit, "--limit", in: 1...10_000) ?? 50
  }
}
