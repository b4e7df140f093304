public import ConsumerProtection

/// What went wrong, for the person at the desk: problem, remedy, basis; and the exit code.
public struct Failure: Error, Sendable, Equatable, CustomStringConvertible {
  /// How a process ends after a failure.
  public enum Exit: Int32, Sendable {
    /// The command was refused; nothing changed.
    case refused = 1
    /// The command ran and found something that needs attention.
    case findings = 2
    /// The command line is wrong.
    case usage = 64
    /// The ledger is damaged; nothing may be written.
    case damaged = 65
    /// A fault of this program.
    case fault = 70
    /// Written, but not known to be durable: repeat with the same key.
    case unknown = 74
    /// Another process holds the ledger; try again.
    case busy = 75
  }

  /// Stable code, e.g. `XB-201`; docs/reference/errors.md has a section for each.
  public let code: String
  /// What is the case.
  public let problem: Phrase
  /// What to do next.
  public let remedy: Phrase
  /// The provision or rule that decides, where one does.
  public let basis: Phrase?
  /// Further lines, such as a plugin's error block.
  public let detail: Phrase?
  /// How the process ends.
  public let exit: Exit

  /// A failure with its parts.
  public init(
    _ code: String, problem: Phrase, remedy: Phrase, basis: Phrase? = nil, detail: Phrase? = nil,
    exit: Exit = .refused
  ) {
    self.code = code
    self.problem = problem
    self.remedy = remedy
    self.basis = basis
    self.detail = detail
    self.exit = exit
  }

  /// One line for logs and tests.
  public var description: String { "\(code): \(problem.en)" }

  /// A refusal of the domain.
  public init(_ refusal: Refusal) {
    self.init(
      refusal.code.text, problem: refusal.problem, remedy: refusal.remedy,
      basis: refusal.basis.map { Phrase($0.text(in: .zh), $0.text(in: .en)) })
  }
}
