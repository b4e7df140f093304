internal import ArgumentParser
internal import Casework
internal import ConsumerProtection

/// A person's data, the first argument.
struct SubjectArgument: ParsableArguments {
  @Argument(
    help: .say(
      "投诉编号（C-…）或 person find 列出的编号（P-…）", "a case (C-…), or a number that person find lists (P-…)",
      value: Phrase("编号", "number")))
  var id: String
}

/// `xiaobao person reveal ID --reason TEXT`
struct PersonReveal: Verb {
  static let configuration: CommandConfiguration = .command(
    "reveal", "查看投诉人的个人信息明文（留痕）", "open a complainant's personal data, which is recorded",
    detail: Phrase(
      "须有角色并以 --reason 说明理由；每次查看先记入台账再显示，并计入站点文件规定的每人每日上限。仅存储的和已删除的不能查看。",
      "It needs a role and a --reason. Each opening is recorded before anything is shown and counts towards"
        + " the daily limit of the site file. Data that is stored only, or erased, cannot be opened."
    ),
    examples: [
      Example(
        "xiaobao person reveal C-20260302-000007 --reason 回访客户", "一件投诉的投诉人", "of one complaint"),
      Example("xiaobao person reveal P-000017 --reason 司法协查", "此人的全部投诉", "of all of a person's"),
    ])

  @OptionGroup var subject: SubjectArgument
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let workspace = try session.open(.writing)
    let person = try await workspace.reveal(subject.id, as: session.invocation())
    if session.isJSON {
      Output.print(JSONText.envelope(Self.members(of: person)))
      return .done
    }
    session.print(person.id)
    for (id, texts) in person.cases {
      session.print(
        facts: [Fact("投诉", "Case", id)]
          + texts.map { Fact(SealedWord.title($0.field), session.say($0.sight.phrase)) })
    }
    if let left = person.left {
      session.note(session.say("今天还可查看 \(left) 件", "\(left) more records may be opened today"))
    }
    return .done
  }

  private static func members(of person: RevealedPerson) -> [JSONValue.Member] {
    var object = ObjectBuilder()
    object.add("id", person.id)
    object.add(
      "cases",
      value: .array(
        person.cases.map { id, texts in
          var entry = ObjectBuilder()
          entry.add("id", id)
          entry.add("texts", value: .array(texts.map { JSONValue($0) }))
          return entry.object
        }))
    object.add("left_today", person.left)
    return object.members
  }
}
