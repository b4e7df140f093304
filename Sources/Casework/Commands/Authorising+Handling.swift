internal import ConsumerProtection

extension Authority {
  /// Who may do what beside a complaint's way.
  static func roles(for command: Complaint.HandlingCommand) -> [Role] {
    switch command {
    case .pause, .resume, .agree: [.handler, .complaintHead]
    case .recompute: [.complaintHead, .administrator]
    // Whoever knows of an interest says so.
    case .declareInterest: []
    case .liftInterest, .recordNamesake: [.complaintHead]
    case .applyReview, .recordOutcome: [.intake, .handler, .complaintHead]
    case .acceptReview, .decideReview: [.handler, .complaintHead, .seniorExecutive]
    case .requestApproval: [.intake, .handler, .complaintHead]
    // The tiers of the site file and the rows of the limits say who may; the domain refuses the rest.
    case .approve, .answerExtension: []
    case .tellExtension: [.handler, .complaintHead]
    case .openDuty(let request):
      switch request.kind {
      case .reminder: [.intake, .handler, .complaintHead, .seniorExecutive]
      case .supervision: [.handler, .complaintHead, .seniorExecutive]
      case .assistance: [.handler, .complaintHead]
      }
    case .remindOf: [.handler, .complaintHead, .administrator]
    // Whoever owes it answers, whatever the role.
    case .answerDuty: []
    case .note: [.intake, .handler, .complaintHead, .seniorExecutive]
    case .handOff: [.handler, .complaintHead]
    }
  }
}
