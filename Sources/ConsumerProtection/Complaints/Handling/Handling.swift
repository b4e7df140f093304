extension Complaint {
  /// What stands beside a complaint's way from intake to closure.
  public struct Handling: Sendable, Equatable {
    /// The stop of the clock that has not ended yet.
    public internal(set) var stop: ComplaintClockPaused?
    /// Who must keep out of it.
    public internal(set) var interests: [ComplaintInterestDeclared] = []
    /// Who investigated, decided, told or was given it: none of them reviews.
    public internal(set) var handled: Set<String> = []
    /// The review by the superior institution.
    public internal(set) var review: Review?
    /// How mediations, arbitrations and suits ended, oldest first.
    public internal(set) var outcomes: [ComplaintOutcomeRecorded] = []
    /// What was asked to be approved.
    public internal(set) var requests: [ComplaintApprovalRequested] = []
    /// What was approved, or not.
    public internal(set) var approvals: [ComplaintApproved] = []
    /// Reminders, supervision, assistance.
    public internal(set) var duties: [Duty] = []
    /// What more time was asked for, oldest first.
    public internal(set) var extensions: [ExtensionCase] = []
    /// Who bears a name that the text uses for somebody else.
    public internal(set) var namesakes: [ComplaintNamesakeRecorded] = []
    /// Internal notes, oldest first.
    public internal(set) var notes: [ComplaintNoted] = []

    init() {}
  }
}

extension Complaint {
  mutating func take(_ event: HandlingEvent) {
    switch event {
    case .paused(let fact):
      handling.stop = fact
      for rule in fact.rules { change(rule) { $0.pausedFrom = fact.envelope.day } }
    case .resumed(let fact): take(fact)
    case .agreed(let fact):
      for move in fact.moves {
        change(move.rule) { obligation in
          obligation.take(move)
          obligation.agreedDue = move.toDue
        }
      }
    case .recomputed(let fact):
      for move in fact.moves { change(move.rule) { $0.take(move) } }
      obligations += fact.obligations
    case .interestDeclared(let fact): handling.interests.append(fact)
    case .interestLifted(let fact):
      handling.interests.removeAll { $0.person == fact.person }
    case .reviewApplied(let fact):
      handling.review = Review(application: fact)
      obligations += fact.obligations
    case .reviewAccepted(let fact): handling.review?.acceptance = fact
    case .reviewDecided(let fact):
      handling.review?.decision = fact
      settle(fact.settles, on: fact.sentOn)
    case .outcomeRecorded(let fact): handling.outcomes.append(fact)
    case .approvalRequested(let fact):
      handling.requests.append(fact)
      obligations += fact.obligations
    case .approved(let fact):
      handling.approvals.append(fact)
      settle(fact.settles, on: fact.envelope.day)
    case .dutyOpened(let fact):
      handling.duties.append(Duty(opening: fact))
      obligations += fact.obligations
    case .dutyAnswered(let fact):
      for place in handling.duties.indices where handling.duties[place].opening.name == fact.name {
        handling.duties[place].answer = fact
      }
      settle(fact.settles, on: fact.envelope.day)
    case .noted(let fact): handling.notes.append(fact)
    case .extensionRequested(let fact):
      handling.extensions.append(ExtensionCase(request: fact))
      obligations += fact.obligations
    case .extensionAnswered(let fact):
      changeExtension(fact.rule, fact.step) { $0.answer = fact }
      settle(fact.settles, on: fact.envelope.day)
      obligations += fact.obligations
    case .extensionTold(let fact): take(fact)
    case .namesakeRecorded(let fact): handling.namesakes.append(fact)
    }
  }

  /// Remembers who handled the case, so that none of them reviews it.
  mutating func noteHandler(_ event: Event) {
    switch event {
    case .investigated, .decided, .replied, .closed, .extended:
      handling.handled.insert(event.envelope.actor)
    case .assigned(let fact):
      if let person = fact.person { handling.handled.insert(person) }
    case .handling(.approved(let fact)): handling.handled.insert(fact.envelope.actor)
    case .handling(.extensionRequested(let fact)): handling.handled.insert(fact.envelope.actor)
    default: break
    }
  }

  private mutating func take(_ fact: ComplaintClockResumed) {
    let stop = handling.stop
    handling.stop = nil
    for rule in fact.rules {
      change(rule) { obligation in
        obligation.pausedFrom = nil
        guard let stop, let through = fact.through else { return }
        obligation.pauses.append(
          Pause(from: stop.envelope.day, through: through, reason: stop.ground.title))
      }
    }
    for move in fact.moves {
      change(move.rule) { obligation in
        if obligation.agreedDue != nil { obligation.agreedDue = move.toDue }
        obligation.take(move)
      }
    }
  }
}
