internal import ConsumerProtection
internal import EventLedger

/// Which sealed texts of a history still stand while it is read from its end.
struct StandingTexts {
  private var replaced: Set<String> = []

  /// Lines of which only the last one counts.
  private static let lastWord: Set<String> = [
    ComplaintFeedbackRecorded.type, ComplaintInspected.type, ComplaintLiabilityFound.type,
  ]
  /// Fields of intake that a supplement puts right.
  private static let corrected: Set<String> = ["narrative", "demand"]
  /// The types of event that hold such a field, without the kind: what came in, and what put it right.
  static let correcting: Set<String> = ["received", "supplemented"]

  /// Whether a text of a line stands; lines come from the last to the first.
  func holds(_ field: String, in line: LedgerLine) -> Bool {
    !replaced.contains(Self.corrected.contains(field) ? field : line.type)
  }

  /// Notes what a line replaces.
  mutating func pass(_ line: LedgerLine) {
    if Self.lastWord.contains(line.type) { replaced.insert(line.type) }
    for entry in line.sealed where Self.corrected.contains(entry.field) {
      replaced.insert(entry.field)
    }
  }
}

extension [LedgerLine] {
  /// Where a field of intake stands that a supplement may have put right; nil where no line has it.
  func standing(_ field: String) -> (line: LedgerLine, entry: SealedEntry)? {
    for line in reversed() {
      if let entry = line.sealed.first(where: { $0.field == field }) { return (line, entry) }
    }
    return nil
  }
}
