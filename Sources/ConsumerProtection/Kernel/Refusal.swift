/// A refusal that the person at the desk can act on: problem, remedy, basis.
public struct Refusal: Error, Sendable, Equatable {
  /// Stable for good; each has a page section in docs/reference/errors.md.
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    /// The code as printed, e.g. `XB-004`.
    public let text: String
    /// A code by its printed text.
    public init(_ text: String) { self.text = text }
    /// The printed text.
    public var description: String { text }
  }

  /// Stable for good; names the kind of refusal.
  public let code: Code
  /// What is the case, with identifiers and days.
  public let problem: Phrase
  /// What to do next: a command, an act, or whom to ask.
  public let remedy: Phrase
  /// The provision that decides, where one does.
  public let basis: Citation?

  /// A refusal with its parts.
  public init(_ code: Code, problem: Phrase, remedy: Phrase, basis: Citation? = nil) {
    self.code = code
    self.problem = problem
    self.remedy = remedy
    self.basis = basis
  }
}

extension Refusal.Code {
  /// The command is not admitted at the matter's present stage.
  public static let notAdmitted = Self("XB-001")
  /// A matter, unit or person with that identifier does not exist.
  public static let unknownIdentifier = Self("XB-002")
  /// A value is not in its code table.
  public static let unknownCode = Self("XB-003")
  /// A day is impossible, in the future, or before the matter's last.
  public static let badDay = Self("XB-004")
  /// A required text is empty.
  public static let emptyText = Self("XB-005")
  /// A text is longer than its limit.
  public static let textTooLong = Self("XB-006")
  /// A text is not valid UTF-8, or a file is not valid JSON.
  public static let malformedInput = Self("XB-007")
  /// A number is outside its range.
  public static let badNumber = Self("XB-008")
  /// The actor's role does not allow the command.
  public static let notAuthorised = Self("XB-009")
  /// An approval is missing, or comes from somebody who may not give it.
  public static let approvalNeeded = Self("XB-010")
  /// A limit cannot be extended, or not further.
  public static let noExtension = Self("XB-011")
  /// A reply lacks a part that it must contain.
  public static let incompleteReply = Self("XB-012")
  /// A complaint cannot close without the customer's feedback or the reason why there is none.
  public static let feedbackMissing = Self("XB-013")
  /// A plugin's check refuses the intake.
  public static let refusedByPlugin = Self("XB-014")
  /// Somebody else changed the matter meanwhile, three times in a row.
  public static let versionConflict = Self("XB-015")
  /// The identifier is already taken.
  public static let alreadyExists = Self("XB-016")
  /// A notice to the complainant is required and has no proof.
  public static let noticeMissing = Self("XB-017")
  /// The day's number of records of personal data that an operator may open is reached.
  public static let capReached = Self("XB-019")
  /// A plugin's guard refuses the command.
  public static let refusedByGuard = Self("XB-018")
  /// Somebody with a direct interest, or who handled the case, must keep out of it.
  public static let recused = Self("XB-031")
  /// A way that is not open to the complainant.
  public static let remedyNotOpen = Self("XB-032")
  /// An amount is beyond what somebody may settle.
  public static let beyondAuthority = Self("XB-033")
  /// The time to apply for a review is over.
  public static let reviewTooLate = Self("XB-034")
}
