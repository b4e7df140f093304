internal import ConsumerProtection

extension Authority {
  /// Who may do what beside a complaint's way.
  static func roles(for command: Complaint.HandlingCommand) -> [Role] {
    switch command {
    case .pause, .resume, .agree: [.handler, .complaintHead]
    case .recompute: [.complaintHead, .administrator]
    }
  }
}
