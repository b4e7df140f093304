internal import ConsumerProtection
internal import EventLedger

/// What a set of commands needs beside the matter.
struct CommandNeeds {
  /// The working calendar.
  let calendar: Bool
  /// The statutory rows.
  let regimes: Bool

  init(_ commands: [any Sendable], asksIntake: Bool, policy: Policy) {
    let extends = commands.contains { command in
      if case .extend? = command as? Complaint.Command { true } else { false }
    }
    // What stands beside the way asks the rows of the regimes and counts days.
    let handles = commands.contains { command in
      switch command as? Complaint.Command {
      case .handling?, .reply?: true
      default: false
      }
    }
    let supplements = commands.contains { command in
      switch command as? Complaint.Command {
      case .intake(.supplement)?, .intake(.restart)?: true
      default: false
      }
    }
    regimes = extends || handles || asksIntake || supplements
    calendar =
      asksIntake || extends || handles || commands.contains { $0 is SuggestionBox.Command }
  }
}

/// Who may do what: a table, so that an auditor can read it.
///
/// An empty list admits every person in service.
enum Authority {
  static func roles(for command: any Sendable) -> [Role] {
    switch command {
    case let command as Complaint.Command: roles(for: command)
    case Person.Command.authorise: [.complaintHead, .seniorExecutive]
    // Whoever meets somebody registers it, and whoever stands at the box opens it.
    case let command as IntakeContact.Command: roles(for: command)
    case is SuggestionBox.Command: []
    // Whoever's command opened it, or the sweep, tells the leadership group.
    case Emergency.Command.markTold: []
    case is Emergency.Command: [.complaintHead, .seniorExecutive]
    case is Unit.Command, is Person.Command, is ApprovePlugin: [.administrator]
    case is SavedView.Command:
      [.intake, .handler, .complaintHead, .compliance, .auditor, .administrator]
    case is ImportFile: [.importer, .administrator]
    case is OverrideGuard: [.complaintHead]
    // What a search finds says what sealed texts hold.
    case is OpenSealed, is SearchTexts, is FindPerson, is SendWorkOrders:
      [.intake, .handler, .complaintHead, .auditor, .compliance]
    case let command as DataSubject.Command: roles(for: command)
    default: []
    }
  }

  private static func roles(for command: DataSubject.Command) -> [Role] {
    switch command {
    case .reveal: [.intake, .handler, .complaintHead, .auditor, .compliance]
    case .hold, .release, .confirmErasure: [.complaintHead, .compliance]
    case .requestErasure, .cancelErasure: [.handler, .complaintHead, .compliance]
    }
  }

  private static func roles(for command: Complaint.Command) -> [Role] {
    switch command {
    // The counter registers first; whoever meets the customer may do it.
    case .register: []
    case .archive: [.importer, .administrator]
    case .accept, .recordFeedback, .withdraw: [.intake, .handler, .complaintHead]
    case .assign, .investigate, .decide, .reply, .extend, .close: [.handler, .complaintHead]
    case .setFields: [.intake, .handler, .complaintHead]
    case .intake(let command): roles(for: command)
    case .plan, .finishTask, .escalate: [.handler, .complaintHead]
    case .markOverdue: [.handler, .complaintHead, .administrator]
    case .handling(let command): roles(for: command)
    case .contact: [.intake, .handler, .complaintHead]
    case .after(let command): roles(for: command)
    }
  }

  private static func roles(for command: Complaint.AfterCommand) -> [Role] {
    switch command {
    case .callBack: [.intake, .handler, .complaintHead]
    case .findLiability, .inspect: [.complaintHead]
    case .orderRectification, .proveRectification, .suggest: [.handler, .complaintHead]
    case .requestDeduction, .answerDeduction: [.handler, .complaintHead]
    }
  }

  private static func roles(for command: Complaint.IntakeCommand) -> [Role] {
    switch command {
    // The counter settles most cases.
    case .settle, .supplement, .ask, .respond, .attach, .addNumber, .handOver:
      [.intake, .handler, .complaintHead]
    case .restart, .decline, .merge, .takeMerged, .linkRepeat, .relabel, .noteRefusal, .answerBack:
      [.handler, .complaintHead]
    }
  }

  private static func roles(for command: IntakeContact.Command) -> [Role] {
    switch command {
    case .register: []
    case .relabel, .finish: [.intake, .handler, .complaintHead]
    }
  }

  /// Roles that may register what happened beyond the site's backdating limit.
  static let backdating: [Role] = [.complaintHead, .administrator, .importer]
}

extension Workspace {
  /// Refuses a command of somebody who may not give it.
  ///
  /// - Throws: `XB-009`. An empty organisation admits everything, so that it can be set up.
  func authorise(
    _ commands: [any Sendable], by invocation: Invocation, at moment: Moment,
    _ lookUps: EngineLookUps, in view: LedgerView
  ) throws(Failure) {
    if try isEstablishing(in: view) { return }
    let day = moment.businessDay
    guard let person = lookUps.person(invocation.actor), person.isActive(on: day) else {
      throw Self.nobody(invocation.actor, on: day)
    }
    for command in commands {
      // The sweep escalates what it marks, whoever runs it.
      if case .escalate(_, rule: .some)? = command as? Complaint.Command { continue }
      let roles = Authority.roles(for: command)
      guard roles.isEmpty || roles.contains(where: { person.has($0, on: day) }) else {
        throw Self.notAllowed(person.id, on: day, roles)
      }
    }
    guard isBackdated(moment) else { return }
    guard Authority.backdating.contains(where: { person.has($0, on: moment.today) }) else {
      throw Self.backdated(moment, site.policy.backdatingDaysMax ?? 0)
    }
    guard let reason = invocation.reason, !reason.isEmpty else {
      throw Failure(
        Refusal.Code.badDay.text,
        problem: Phrase(
          "业务日 \(day.iso) 超出补录期限，须说明理由",
          "The business day \(day.iso) lies beyond the backdating limit; a reason is needed"),
        remedy: Phrase("加 --reason 理由", "Add --reason TEXT"))
    }
  }

  /// Whether the head office or the administrator is still missing.
  private func isEstablishing(in view: LedgerView) throws(Failure) -> Bool {
    do throws(LedgerError) {
      guard let persons = view.table(Person.kind.text), persons.count <= 1 else { return false }
      guard let id = persons.row(number: 0)?.id else { return true }
      try persons.confirm()
      // The first person may still give itself a posting and the administrator's role.
      return try view.version(of: MatterKey(kind: Person.kind.text, id: id)) < 3
    } catch {
      throw Failure(error)
    }
  }

  private static func nobody(_ actor: String, on day: CivilDay) -> Failure {
    Failure(
      Refusal.Code.notAuthorised.text,
      problem: Phrase(
        "工号“\(actor)”在 \(day.iso) 不是在岗人员", "`\(actor)` is no person in service on \(day.iso)"),
      remedy: Phrase(
        "用 --as 工号 或 XIAOBAO_ACTOR 说明操作人；人员见 xiaobao person list",
        "Say who you are with --as STAFF or XIAOBAO_ACTOR; see xiaobao person list"))
  }

  private static func notAllowed(_ id: String, on day: CivilDay, _ roles: [Role]) -> Failure {
    let zh = roles.map(\.title.zh).joined(separator: "、")
    let en = roles.map(\.title.en).joined(separator: ", ")
    return Failure(
      Refusal.Code.notAuthorised.text,
      problem: Phrase(
        "工号“\(id)”在 \(day.iso) 没有所需角色（\(zh)）",
        "`\(id)` has none of the roles needed on \(day.iso): \(en)"),
      remedy: Phrase(
        "请有该角色的人员办理，或由管理员授予：xiaobao person grant \(id) --role …",
        "Ask somebody who has one, or have it granted: xiaobao person grant \(id) --role …"))
  }

  private static func backdated(_ moment: Moment, _ max: Int) -> Failure {
    Failure(
      Refusal.Code.badDay.text,
      problem: Phrase(
        "业务日 \(moment.businessDay.iso) 早于今天超过 \(max) 天",
        "The business day \(moment.businessDay.iso) lies more than \(max) days back"),
      remedy: Phrase(
        "请投诉处理工作负责人或管理员补录并说明理由（--reason）",
        "Ask the head of complaint handling or an administrator, with a reason (--reason)"))
  }
}
