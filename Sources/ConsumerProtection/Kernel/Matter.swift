/// The kind of a matter as it stands in the ledger, e.g. `complaint`.
public struct MatterKind: Sendable, Hashable, CustomStringConvertible {
  /// The stored text.
  public let text: String
  /// A kind by its stored text.
  public init(_ text: String) { self.text = text }
  /// The stored text.
  public var description: String { text }
}

/// Names one matter of any kind.
public struct MatterReference: Sendable, Hashable {
  /// The matter's kind.
  public let kind: MatterKind
  /// Its identifier, unique in the kind.
  public let id: String
  /// A reference by kind and identifier.
  public init(_ kind: MatterKind, _ id: String) {
    self.kind = kind
    self.id = id
  }
}

/// A matter (事项): anything that the office keeps a record of and that has a life cycle.
public protocol Matter: Sendable {
  /// What somebody wants done.
  associatedtype Command: Sendable
  /// What happened: an enum over event structs.
  associatedtype Event: RecordedEvent

  /// The matter's kind, e.g. `complaint`.
  static var kind: MatterKind { get }

  /// Decides; `matter` is nil before the opening command.
  ///
  /// Pure: time, look-ups and plugin answers come in the context.
  static func deciding(
    _ command: Command, on matter: Self?, in context: Context
  ) throws(Refusal) -> Outcome<Event>

  /// Applies a fact; total, never throws; nil only before the opening event.
  ///
  /// Replay and serving share it.
  static func applying(_ event: Event, to matter: Self?) -> Self?
}

/// An event as the ledger keeps it: type, version and payload.
public protocol RecordedEvent: Sendable, Equatable {
  /// The stored type, e.g. `complaint.received`.
  var type: String { get }
  /// The payload's version that this build writes.
  var version: Int { get }
  /// Writes the payload; what the envelope holds (day, actor) is left out.
  func write(to payload: inout PayloadWriter)
  /// Reads a payload of any version up to this build's.
  init(
    type: String, version: Int, payload: Payload, envelope: EventEnvelope
  ) throws(PayloadError)
}

/// What stands beside an event's payload in its ledger line and belongs to the fact.
public struct EventEnvelope: Sendable, Equatable {
  /// The matter's identifier, such as `C-20261123-000417`.
  public let id: String
  /// The business day on which it happened.
  public let day: CivilDay
  /// Who did it: a staff number, or the name of an engine part such as `sweep`.
  public let actor: String

  /// An envelope of a matter, a day and an actor.
  public init(id: String, day: CivilDay, actor: String) {
    self.id = id
    self.day = day
    self.actor = actor
  }
}

/// What a decision leads to.
public struct Outcome<Event: Sendable>: Sendable {
  /// The facts, in order.
  public let events: [Event]
  /// Commands to other matters, decided in the same transaction.
  public let orders: [Order]

  /// Facts and orders.
  public init(_ events: [Event], orders: [Order] = []) {
    self.events = events
    self.orders = orders
  }

  /// One fact.
  public init(_ event: Event) { self.init([event]) }
}

/// A typed command to another matter.
public struct Order: Sendable {
  /// The matter that shall decide.
  public let matter: MatterReference
  /// Its command; the area of that kind knows the type.
  public let command: any Sendable
  /// The business day and minute on which it counts; nil is the day of the command that orders.
  public let time: (day: CivilDay, minute: Int?)?

  /// An order to a matter.
  public init<M: Matter>(
    _ command: M.Command, to id: String, of _: M.Type, on time: (day: CivilDay, minute: Int?)? = nil
  ) {
    matter = MatterReference(M.kind, id)
    self.command = command
    self.time = time
  }
}
