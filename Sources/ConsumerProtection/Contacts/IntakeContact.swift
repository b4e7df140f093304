/// Somebody came, called or wrote (来访来电来信登记): everything is registered first, whatever it is.
///
/// A contact of kind complaint opens a complaint, which has the clock; the contact keeps when it came
/// and every change of its kind.
public struct IntakeContact: Matter, Equatable {
  /// `contact`
  public static let kind = MatterKind("contact")

  /// What somebody wants done with a contact.
  public enum Command: Sendable, Equatable {
    /// Registers it; a complaint takes the number of the complaint that it opens.
    case register(ContactDraft)
    /// Changes its kind; a complaint is opened from `draft`, with the number in it.
    case relabel(to: ContactKind, reason: String, second: String, draft: ContactDraft?)
    /// Records what was done about it, which ends one that is no complaint.
    case finish(answer: String)
  }

  /// The number, such as `K-20260302-000001`.
  public let id: String
  /// What it was registered as.
  public let receipt: ContactRegistered
  /// What it is now.
  public internal(set) var current: ContactKind
  /// The complaint that it opened.
  public internal(set) var complaint: String?
  /// Every change of its kind.
  public internal(set) var changes: [ContactRelabelled]
  /// What falls due on it: the limits of petitions, where a plugin has some.
  public internal(set) var obligations: [Obligation]
  /// The day on which it was done with.
  public internal(set) var finishedOn: CivilDay?
  /// The business day of the last fact.
  public internal(set) var lastDay: CivilDay

  /// The day of the first receipt; no change of the kind moves it.
  public var receivedOn: CivilDay { receipt.envelope.day }
}

/// A contact as it comes in.
public struct ContactDraft: Sendable, Equatable {
  /// What it is.
  public var kind: ContactKind
  /// What was said, and who said it; a complaint's draft whatever the kind, so that a change of the
  /// kind loses nothing.
  public var draft: Draft
  /// The number that the complaint gets, where it is one.
  public var complaint: String?

  /// A contact with its parts.
  public init(kind: ContactKind, draft: Draft, complaint: String? = nil) {
    self.kind = kind
    self.draft = draft
    self.complaint = complaint
  }
}
