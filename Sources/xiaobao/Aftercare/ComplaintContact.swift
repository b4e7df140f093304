internal import ArgumentParser
internal import Casework
internal import ConsumerProtection

/// `xiaobao complaint contact CASE --means phone`
struct ComplaintContact: Verb {
  static let configuration: CommandConfiguration = .command(
    "contact", "登记一次与投诉人的联系", "record a contact with the complainant, or an attempt",
    detail: Phrase(
      "每次联系都登记，未联系上的用 --failed。本行可在站点文件 policy.unreachable_attempts 规定几次未联系上才算无法联系，"
        + "此前不得以“无法联系”代替告知。",
      "Record each one; use --failed where nobody was reached. The site file may say in"
        + " policy.unreachable_attempts how many failed attempts make somebody unreachable; before"
        + " that, a reply cannot be recorded as such."),
    examples: [
      Example(
        "xiaobao complaint contact C-20260302-000007 --means phone --recording R-0042 --file note.txt",
        "去电联系上，附录音编号", "a call that reached the customer, with its recording"),
      Example(
        "xiaobao complaint contact C-20260302-000007 --means phone --failed", "去电未接通",
        "nobody answered"),
      Example(
        "xiaobao complaint contact C-20260302-000007 --means visit --incoming --file note.txt",
        "投诉人到网点面谈", "the complainant came in"),
    ])

  @OptionGroup var subject: CaseArgument

  @Option(help: .say("联系方式", "by what", value: Phrase("方式", "means")))
  var means: MeansChoice

  @Flag(help: .say("对方来联系；缺省为我方主动联系", "the other side began it; else the bank did"))
  var incoming = false

  @Flag(help: .say("未联系上", "nobody was reached"))
  var failed = false

  @Option(
    help: .say("录音或信函编号", "the number of the recording or letter", value: Phrase("编号", "number")))
  var recording: String?

  @Option(
    help: .say(
      "联系情况，UTF-8 文本；- 为标准输入", "what was said, as UTF-8 text; - is standard input",
      value: Phrase("文件", "file")),
    completion: .file())
  var file: String?

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    var note = ""
    if file != nil || !failed {
      note = try TextInput(session, file: file).text(Phrase("联系情况", "what was said"))
    }
    let contact = Contact(
      incoming ? .incoming : .outgoing, by: means.means, isReached: !failed, recording: recording,
      note: note)
    return try await session.perform(.contact(contact), on: subject.id)
  }
}

/// The means as `--means` takes them.
struct MeansChoice: ExpressibleByArgument, CaseIterable {
  let means: Contact.Means

  static let allCases = Contact.Means.allCases.map { MeansChoice(means: $0) }
  static let allValueStrings = Contact.Means.allCases.map(\.rawValue)

  var defaultValueDescription: String { means.rawValue }

  init(means: Contact.Means) { self.means = means }

  init?(argument: String) {
    guard let means = Contact.Means(rawValue: argument) else { return nil }
    self.means = means
  }
}
