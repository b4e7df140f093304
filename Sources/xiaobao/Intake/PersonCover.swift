internal import ArgumentParser
internal import Casework
internal import ConsumerProtection

/// `xiaobao person cover STAFF --by STAFF --until DAY`
struct PersonCover: Verb {
  static let configuration: CommandConfiguration = .command(
    "cover", "登记请假期间的顶岗人（AB角）", "record who stands in during a leave",
    detail: Phrase(
      "顶岗期间派给、移交给本人的投诉和首问责任由顶岗人接手并注明，催办发给顶岗人；本人在办的事项列入顶岗人的 today。",
      "What is assigned or handed to the person meanwhile goes to the stand-in, and the record says so;"
        + " the stand-in is reminded, and has the person's cases in today."
    ),
    examples: [
      Example(
        "xiaobao person cover 10023 --by 10024 --from 2026-07-01 --until 2026-07-08", "10024 顶岗一周",
        "10024 stands in for a week")
    ])

  @OptionGroup var subject: PersonArgument

  @Option(help: .say("顶岗人", "who stands in", value: Phrase("工号", "staff number")))
  var by: String

  @Option(help: .say("返岗日（当日起不再顶岗）", "the first day back", value: Phrase("日期", "day")))
  var until: String

  @OptionGroup var start: FromOption
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    guard let end = try OptionValue.day(until, "--until") else { return .done }
    return try await session.change(person: subject.id, from: start.from) { day in
      .cover(by: by, from: day, until: end)
    }
  }
}
