internal import ArgumentParser
internal import Casework
internal import ConsumerProtection

/// `xiaobao person erase ID`
struct PersonErase: Verb {
  static let configuration: CommandConfiguration = .command(
    "erase", "删除投诉人的个人信息：一人申请，另一人确认", "erase a complainant's data: one asks, another confirms",
    detail: Phrase(
      "两人中须有一人为合规角色。确认后销毁密钥，不可恢复，台账仍可校验。保存期限未满的，自确认起仅存储（个人信息保护法第四十七条），期满后再次确认即删除。"
        + "有未办结投诉或法律保全的不能删除。",
      "One of the two has the compliance role. Confirming destroys the keys for good; the record still"
        + " verifies. While a retention runs the data is stored only (PIPL art. 47); confirming again"
        + " afterwards erases it. An open complaint or a legal hold refuses."),
    examples: [
      Example("xiaobao person erase P-000017 --reason 客户申请删除", "申请", "ask for it"),
      Example(
        "xiaobao person erase P-000017 --confirm --as 10023", "由另一人确认", "confirm it, by another"),
    ])

  @OptionGroup var subject: SubjectArgument

  @Flag(help: .say("确认他人的申请", "confirm somebody else's request"))
  var confirm = false

  @Flag(help: .say("撤回申请，须加 --reason", "take the request back; needs --reason"))
  var cancel = false

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let workspace = try session.open(.writing)
    let invocation = try session.invocation()
    let reason = global.reason ?? ""
    if confirm {
      return show(try await workspace.confirmErasure(of: subject.id, as: invocation), in: session)
    }
    let command: DataSubject.Command =
      cancel ? .cancelErasure(reason: reason) : .requestErasure(reason: reason)
    let done = try await workspace.perform(command, on: subject.id, as: invocation)
    guard !cancel else { return session.show(done) }
    return show(.requested(done.matter.id), in: session)
  }

  private func show(_ result: ErasureResult, in session: Session) -> Ending {
    var object = ObjectBuilder()
    let text: Phrase
    switch result {
    case .requested(let id):
      object.add("id", id)
      object.add("state", "requested")
      text = Phrase("\(id)  已申请删除，待另一人确认", "\(id)  asked for; somebody else must confirm it")
    case .erased(let id, let keys):
      object.add("id", id)
      object.add("state", "erased")
      object.add("keys", keys)
      text = Phrase("\(id)  已删除，销毁密钥 \(keys) 个", "\(id)  erased; \(keys) keys destroyed")
    case .storedOnly(let id, let day):
      object.add("id", id)
      object.add("state", "stored_only")
      object.add("until", day)
      text = Phrase(
        "\(id)  保存期限至 \(day.iso)，此前仅存储",
        "\(id)  stored only until \(day.iso), when its retention ends")
    }
    if session.isJSON {
      Output.print(JSONText.envelope(object.members))
    } else {
      session.print(session.say(text))
    }
    return .done
  }
}

/// `xiaobao person hold ID --reason TEXT`
struct PersonHold: Verb {
  static let configuration: CommandConfiguration = .command(
    "hold", "对个人信息作法律保全，不得删除", "put a legal hold on a person's data: it cannot be erased",
    examples: [
      Example("xiaobao person hold P-000017 --reason 诉讼保全", "诉讼期间", "while a suit is pending")
    ])

  @OptionGroup var subject: SubjectArgument
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    try await session.perform(.hold(reason: global.reason ?? ""), on: subject.id)
  }
}

/// `xiaobao person release ID --reason TEXT`
struct PersonRelease: Verb {
  static let configuration: CommandConfiguration = .command(
    "release", "解除法律保全", "end a legal hold",
    examples: [
      Example("xiaobao person release P-000017 --reason 诉讼终结", "诉讼终结后", "when the suit is over")
    ])

  @OptionGroup var subject: SubjectArgument
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    try await session.perform(.release(reason: global.reason ?? ""), on: subject.id)
  }
}

/// `xiaobao person retention`
struct PersonRetention: Verb {
  static let configuration: CommandConfiguration = .command(
    "retention", "列出保存期限已满、应当删除的个人信息", "personal data whose retention is over and which must go",
    detail: Phrase(
      "期限取各监管规则中最长的，自办结之日起算；规则为插件 limits.yaml 中 obligation: retention 的行。有应删除的，退出码为 2。",
      "The longest period of all regimes, from closure: rows of `obligation: retention` in the plugins'"
        + " limits.yaml. Exit 2 when there is any."),
    examples: [
      Example("xiaobao person retention --on 2029-06-30", "截至 2029-06-30", "as of 2029-06-30")
    ])

  @Option(
    help: .say("最多行数（1 至 10000）", "at most so many rows (1 to 10000)", value: Phrase("行数", "count"))
  )
  var limit = "50"

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let count = try OptionValue.count(limit, "--limit", in: 1...10_000) ?? 50
    let past = try await session.open(.reading)
      .subjectsPastRetention(limit: count, as: session.invocation())
    SubjectTable.show(past, in: session)
    return past.isEmpty ? .done : .findings
  }
}

extension Session {
  /// Carries out a command on a person's data and says what became of it.
  func perform(_ command: DataSubject.Command, on id: String) async throws(Failure) -> Ending {
    let invocation = try invocation()
    return show(try await open(.writing).perform(command, on: id, as: invocation))
  }
}
