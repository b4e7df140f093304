internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import Reporting

/// `xiaobao complaint history CASE`
struct ComplaintHistory: Verb {
  static let configuration: CommandConfiguration = .command(
    "history", "列出一件投诉的全部经过", "everything that happened to a complaint",
    examples: [
      Example(
        "xiaobao complaint history C-20260302-000007", "何日何人做了什么", "who did what on which day")
    ])

  @OptionGroup var subject: CaseArgument
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    try await session.showHistory(of: MatterReference(Complaint.kind, subject.id))
  }
}

extension Session {
  /// Prints the history of any matter.
  func showHistory(of reference: MatterReference) async throws(Failure) -> Ending {
    let entries = try await open(.reading).history(of: reference)
    if isJSON {
      Output.print(
        JSONText.list(entries.map { JSONValue($0) }, total: entries.count, next: nil))
      return .done
    }
    print(
      TextTable(
        columns: [
          .init(say("序号", "Seq"), alignment: .right, priority: 2),
          .init(say("业务日", "Day")),
          .init(say("登记时刻（UTC）", "Recorded (UTC)"), priority: 1),
          .init(say("事项", "What")),
          .init(say("经办", "Who"), priority: 4),
          .init(say("内容", "Facts"), minimumWidth: 16, priority: 3),
        ],
        rows: entries.map { entry in
          let sealed =
            entry.sealedFields.isEmpty
            ? ""
            : say("密封", "sealed")
              + "(\(entry.sealedFields.joined(separator: ",")))"
          let facts = [EventWord.summary(entry.data), sealed].filter { !$0.isEmpty }
            .joined(separator: " ")
          return [
            "\(entry.sequence)", entry.day.iso, entry.at.iso, say(EventWord.title(entry.type)),
            entry.actor, DisplayWidth.truncated(facts, to: 72),
          ]
        }))
    return .done
  }
}
