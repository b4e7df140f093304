/// A person whose data the bank keeps sealed under a key of their own (个人信息主体).
///
/// It is known by the key's number only, such as `P-000017`: who it is stands nowhere but under that key.
public struct DataSubject: Matter, Equatable {
  /// `subject`
  public static let kind = MatterKind("subject")

  /// What somebody wants done with a person's data.
  public enum Command: Sendable, Equatable {
    /// Opens the person's data (查看明文); `cases` are those whose data is opened.
    case reveal(reason: String, cases: [String])
    /// Keeps the data from erasure for a proceeding (法律保全).
    case hold(reason: String)
    /// Ends the hold.
    case release(reason: String)
    /// Asks that the data be erased (申请删除).
    case requestErasure(reason: String)
    /// Takes the request back.
    case cancelErasure(reason: String)
    /// Agrees to a request of somebody else; `keptUntil` is the last day of the longest retention, nil
    /// where none runs any more.
    case confirmErasure(keptUntil: CivilDay?, keys: [UInt64], cases: [String])
  }

  /// A request to erase that waits for a second person.
  public struct Request: Sendable, Equatable {
    /// Who asked.
    public let actor: String
    /// When.
    public let day: CivilDay
  }

  /// `P-` and the key's number.
  public let id: String
  /// Whether a legal hold keeps the data.
  public internal(set) var isHeld = false
  /// The request that waits.
  public internal(set) var request: Request?
  /// The last day of retention; until then the data is stored and used for nothing else.
  public internal(set) var storedOnlyUntil: CivilDay?
  /// The day on which the key was destroyed.
  public internal(set) var erasedOn: CivilDay?
  /// The day of the last fact.
  public internal(set) var lastDay: CivilDay

  /// The identifier of the person whose data a key seals.
  public static func identifier(ofKey key: UInt64) -> String {
    let digits = String(key)
    return "P-" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
  }

  /// The key of an identifier; nil for any other text.
  public static func key(of id: String) -> UInt64? {
    guard id.hasPrefix("P-"), let key = UInt64(id.dropFirst(2)), key > 0,
      identifier(ofKey: key) == id
    else { return nil }
    return key
  }
}

extension DataSubject {
  /// Applies a fact; see `Matter.applying`.
  public static func applying(_ event: Event, to subject: DataSubject?) -> DataSubject? {
    let envelope = event.envelope
    var next = subject ?? DataSubject(id: envelope.id, lastDay: envelope.day)
    next.lastDay = envelope.day
    switch event {
    case .revealed: break
    case .held: next.isHeld = true
    case .released: next.isHeld = false
    case .erasureRequested: next.request = Request(actor: envelope.actor, day: envelope.day)
    case .erasureCancelled: next.request = nil
    case .restricted(let fact):
      next.request = nil
      next.storedOnlyUntil = fact.until
    case .erased:
      next.request = nil
      next.erasedOn = envelope.day
    }
    return next
  }
}
