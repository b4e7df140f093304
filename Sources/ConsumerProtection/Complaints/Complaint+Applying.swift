extension Complaint {
  /// Applies a fact; see `Matter.applying`. Total: an event is a fact, whatever the rules say
  /// today, and one that does not fit the stage leaves the stage as it is.
  public static func applying(_ event: Event, to complaint: Complaint?) -> Complaint? {
    guard var next = complaint ?? Complaint(opening: event) else { return nil }
    next.lastDay = max(next.lastDay, event.envelope.day)
    next.take(event)
    next.noteHandler(event)
    return next
  }

  private init?(opening event: Event) {
    guard case .received(let receipt) = event else { return nil }
    id = receipt.envelope.id
    self.receipt = receipt
    stage = .received(proposal: nil)
    obligations = receipt.obligations
    lastDay = receipt.envelope.day
    fields = []
    tasks = []
    escalations = []
    intake = Intake(receipt)
  }

  private mutating func take(_ event: Event) {
    switch event {
    case .received: break
    case .accepted(let fact):
      settle(fact.settles, on: fact.envelope.day)
      if case .received(let proposal) = stage { stage = .accepted(fact, assignment: proposal) }
    case .assigned(let fact): take(fact)
    case .investigated(let fact): take(fact)
    case .decided(let fact):
      if case .investigating(let investigation) = stage {
        stage = .decided(Decided(investigation: investigation, decision: fact))
      }
    case .replied(let fact):
      settle(fact.settles, on: fact.sentOn)
      if case .decided(let decided) = stage {
        stage = .replied(Answered(decided: decided, reply: fact, feedback: nil))
      }
    case .feedbackRecorded(let fact):
      if case .replied(var answered) = stage {
        answered.feedback = fact
        stage = .replied(answered)
      }
    case .closed(let fact):
      settle(fact.settles, on: fact.envelope.day)
      // Lines from before tasks fell due do not name them.
      settle(obligations.filter(\.isDuty).map(\.rule), on: fact.envelope.day)
      if case .replied(let answered) = stage { stage = .closed(.answered(answered, fact)) }
    case .withdrawn(let fact):
      settle(fact.settles, on: fact.envelope.day)
      settle(obligations.filter(\.isDuty).map(\.rule), on: fact.envelope.day)
      stage = .withdrawn(fact, assignment: assignment)
    case .archived(let fact):
      settle(fact.settles, on: fact.envelope.day)
      stage = .closed(.archived(fact))
    case .extended(let fact): take(fact)
    case .fieldsSet(let fact): take(fact)
    case .planned(let fact):
      tasks += fact.tasks
      obligations += fact.tasks.map { $0.obligation(from: fact.envelope.day) }
    case .taskDone(let fact):
      settle([ComplaintTask.rule(fact.name)], on: fact.envelope.day)
      for place in tasks.indices where tasks[place].name == fact.name {
        tasks[place].doneOn = fact.envelope.day
      }
    case .escalated(let fact): escalations.append(fact)
    case .handling(let fact): take(fact)
    case .after(let fact): take(fact)
    case .intake(let event): take(event)
    case .overdueMarked(let fact):
      change(fact.rule) { $0.overdueMarkedOn = fact.envelope.day }
    }
  }

  private mutating func take(_ fact: ComplaintFieldsSet) {
    for field in fact.fields {
      fields.removeAll { $0.name == field.name }
      if field.value != .null { fields.append(field) }
    }
  }

  private mutating func take(_ fact: ComplaintAssigned) {
    switch stage {
    case .received: stage = .received(proposal: fact)
    case .accepted, .assigned: stage = .assigned(fact)
    case .investigating(var investigation):
      investigation.assignment = fact
      stage = .investigating(investigation)
    case .decided, .replied, .closed, .withdrawn: break
    }
  }

  private mutating func take(_ fact: ComplaintInvestigated) {
    switch stage {
    case .accepted(_, let assignment?), .assigned(let assignment):
      stage = .investigating(Investigation(assignment: assignment, findings: [fact]))
    case .investigating(var investigation):
      investigation.findings.append(fact)
      stage = .investigating(investigation)
    case .received, .accepted, .decided, .replied, .closed, .withdrawn: break
    }
  }

  private mutating func take(_ fact: ComplaintExtended) {
    // Where it was asked for, the reason stands there.
    let asked = handling.extensions.last {
      $0.request.rule == fact.rule && $0.request.step == fact.step
    }
    change(fact.rule) { obligation in
      obligation.extensions.append(
        ObligationExtension(
          rule: fact.step, budget: fact.budget, reason: fact.reason ?? asked?.request.reason,
          approver: fact.approver,
          basis: fact.basis, notifiedOn: fact.notifiedOn, fromDue: fact.fromDue,
          toDue: fact.toDue, day: fact.envelope.day))
      obligation.isProvisional = fact.isProvisional
      obligation.movedDue = fact.toDue
      obligation.agreedDue = nil
      obligation.recomputedBudget = nil
      // More time was given before the day passed, so an earlier mark cannot stand for this one.
      obligation.overdueMarkedOn = nil
    }
  }

  mutating func settle(_ rules: [String], on day: CivilDay) {
    for place in obligations.indices
    where obligations[place].isOpen && rules.contains(obligations[place].rule) {
      obligations[place].settledOn = day
    }
  }

  mutating func change(_ rule: String, _ body: (inout Obligation) -> Void) {
    for place in obligations.indices where obligations[place].rule == rule {
      body(&obligations[place])
    }
  }
}
