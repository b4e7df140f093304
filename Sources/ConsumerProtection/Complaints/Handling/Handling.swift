extension Complaint {
  /// What stands beside a complaint's way from intake to closure.
  public struct Handling: Sendable, Equatable {
    /// The stop of the clock that has not ended yet.
    public internal(set) var stop: ComplaintClockPaused?

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
