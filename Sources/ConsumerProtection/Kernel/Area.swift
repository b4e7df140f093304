/// One area of work as the engine runs it: a value of closures over a `Matter` type.
///
/// An area registers once, `Area(Complaint.self)`, and the engine gives it durable history,
/// optimistic concurrency, listing and explanation.
public struct Area: Sendable {
  /// A matter's state, typed again by `state(of:as:)`.
  public struct State: Sendable {
    fileprivate let value: any Sendable

    /// A state of a matter.
    public init<M: Matter>(_ matter: M) { value = matter }

    /// The matter, when it is of that type.
    public func matter<M: Matter>(as _: M.Type) -> M? { value as? M }
  }

  /// An event ready for the ledger.
  public struct EncodedEvent: Sendable, Equatable {
    /// The stored type.
    public let type: String
    /// The payload's version.
    public let version: Int
    /// The plain payload, canonical JSON.
    public let data: [UInt8]
    /// The texts to seal.
    public let sealed: [PayloadWriter.Sealed]

    /// Encodes an event.
    public init(_ event: some RecordedEvent) {
      var writer = PayloadWriter()
      event.write(to: &writer)
      type = event.type
      version = event.version
      data = writer.data
      sealed = writer.sealed
    }
  }

  /// What deciding gives: facts, the state after them, orders to others.
  public struct Decided: Sendable {
    /// The facts, in order.
    public let events: [EncodedEvent]
    /// The state after the facts.
    public let state: State?
    /// Commands to other matters.
    public let orders: [Order]
  }

  /// The kind of matter.
  public let kind: MatterKind

  private let decideBody: @Sendable (any Sendable, State?, Context) -> Result<Decided, Refusal>
  private let applyBody:
    @Sendable (String, Int, Payload, EventEnvelope, State?) -> Result<State?, PayloadError>

  /// The area of a matter type.
  public init<M: Matter>(_: M.Type) {
    kind = M.kind
    decideBody = { command, state, context in
      guard let command = command as? M.Command else {
        preconditionFailure("a command of another area reached \(M.kind)")
      }
      return Self.decide(command, on: state?.matter(as: M.self), in: context)
    }
    applyBody = { type, version, payload, envelope, state in
      do throws(PayloadError) {
        let event = try M.Event(type: type, version: version, payload: payload, envelope: envelope)
        return .success(M.applying(event, to: state?.matter(as: M.self)).map { State($0) })
      } catch {
        return .failure(error)
      }
    }
  }

  /// Decides a command of this area.
  public func deciding(
    _ command: any Sendable, on state: State?, in context: Context
  ) throws(Refusal) -> Decided {
    try decideBody(command, state, context).get()
  }

  /// Applies one stored event.
  public func applying(
    type: String, version: Int, payload: Payload, envelope: EventEnvelope, to state: State?
  ) throws(PayloadError) -> State? {
    try applyBody(type, version, payload, envelope, state).get()
  }

  private static func decide<M: Matter>(
    _ command: M.Command, on matter: M?, in context: Context
  ) -> Result<Decided, Refusal> {
    do throws(Refusal) {
      let outcome = try M.deciding(command, on: matter, in: context)
      let after = outcome.events.reduce(matter) { M.applying($1, to: $0) }
      return .success(
        Decided(
          events: outcome.events.map { EncodedEvent($0) }, state: after.map { State($0) },
          orders: outcome.orders))
    } catch {
      return .failure(error)
    }
  }
}
