extension Complaint {
  /// What somebody wants done with a complaint.
  public enum Command: Sendable, Equatable {
    /// Takes a complaint in.
    case register(Draft)
    /// Accepts it.
    case accept
    /// Sends it to a unit, or a person there.
    case assign(unit: String, person: String?)
    /// Records what was found.
    case investigate(finding: String)
    /// Decides it.
    case decide(Decision)
    /// Records that, how and when the complainant was told.
    case reply(Reply)
    /// Records what the customer says to the reply.
    case recordFeedback(Feedback)
    /// Closes it.
    case close
    /// Takes the next step of a limit.
    case extend(ExtensionRequest)
    /// Ends it because the complainant withdraws.
    case withdraw(reason: String)
    /// Records that the obligation of that name or rule was missed; the sweep's command.
    case markOverdue(String)
    /// Ends a record of an earlier system with the outcome that it had there.
    case archive(outcome: String)
    /// Sets values of the bank's own fields, already checked; null takes one away.
    case setFields([JSONValue.Member])
    /// Asks the plugins for tasks.
    case plan
    /// Records that a task was done.
    case finishTask(String)
    /// Sends it to a superior: a person with a reason, or the sweep for a missed limit.
    case escalate(reason: String, rule: String?)
    /// What stands beside its way: the clock, recusal, review, authority, reminders, notes.
    case handling(HandlingCommand)
    /// Records a contact with the complainant, or an attempt.
    case contact(Contact)
    /// Records what follows the closure.
    case after(AfterCommand)
    /// What is done around intake.
    case intake(IntakeCommand)

    /// Whether it is the sweep's escalation of a missed limit.
    var isSweeps: Bool {
      if case .escalate(_, rule: .some) = self { true } else { false }
    }

    /// The command's verb on the command line, and what it does.
    public var verb: (name: String, act: Phrase) {
      switch self {
      case .register: ("submit", Phrase("登记", "be registered again"))
      case .accept: ("accept", Phrase("受理", "be accepted"))
      case .assign: ("assign", Phrase("派单", "be assigned"))
      case .investigate: ("investigate", Phrase("登记调查结果", "be investigated"))
      case .decide: ("decide", Phrase("作出处理决定", "be decided"))
      case .reply: ("reply", Phrase("登记答复", "be replied to"))
      case .recordFeedback: ("feedback", Phrase("登记客户反馈", "take feedback"))
      case .close: ("close", Phrase("办结", "be closed"))
      case .extend: ("extend", Phrase("延期", "be extended"))
      case .withdraw: ("withdraw", Phrase("撤回", "be withdrawn"))
      case .markOverdue: ("sweep", Phrase("登记逾期", "be marked overdue"))
      case .archive: ("import", Phrase("归档", "be archived"))
      case .setFields: ("set", Phrase("登记字段", "take fields"))
      case .plan: ("plan", Phrase("安排任务", "be planned"))
      case .finishTask: ("task", Phrase("完成任务", "have a task done"))
      case .escalate: ("escalate", Phrase("升级", "be escalated"))
      case .handling(let command): command.verb
      case .contact: ("contact", Phrase("登记联系", "take a contact"))
      case .after(let command): command.verb
      case .intake(let command): command.verb
      }
    }
  }
}
