/// A view was saved.
///
/// | version | since | payload |
/// | --- | --- | --- |
/// | 1 | 0.4 | `title`, `filters`: an object of texts and `true`, `columns`?, `revision` |
public struct ViewSaved: Sendable, Equatable {
  /// `view.saved`
  public static let type = "view.saved"
  /// What it shows.
  public let definition: SavedView.Definition
  /// Counts what was saved under the name, from 1.
  public let revision: Int
  /// The view, the business day and the actor.
  public let envelope: EventEnvelope
}

extension ViewSaved {
  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    guard let filters = payload.value("filters")?.members else { throw .missing("filters") }
    definition = SavedView.Definition(
      title: try payload.text("title"), filters: filters, columns: try payload.texts("columns"))
    revision = Int(try payload.integer("revision"))
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("title", definition.title)
    payload.write("filters", value: .object(definition.filters))
    payload.write("columns", definition.columns)
    payload.write("revision", revision)
  }
}

/// A view went out of use. Version 1, since 0.4; no payload.
public struct ViewDropped: Sendable, Equatable {
  /// `view.dropped`
  public static let type = "view.dropped"
  /// The view, the business day and the actor.
  public let envelope: EventEnvelope
}

extension SavedView {
  /// What happened to a view.
  public enum Event: RecordedEvent {
    /// It was saved.
    case saved(ViewSaved)
    /// It went out of use.
    case dropped(ViewDropped)

    /// The stored type.
    public var type: String {
      switch self {
      case .saved: ViewSaved.type
      case .dropped: ViewDropped.type
      }
    }

    /// The payload's version that this build writes.
    public var version: Int { 1 }

    /// Writes the payload.
    public func write(to payload: inout PayloadWriter) {
      if case .saved(let fact) = self { fact.write(to: &payload) }
    }

    /// Reads a stored payload.
    public init(
      type: String, version: Int, payload: Payload, envelope: EventEnvelope
    ) throws(PayloadError) {
      try payload.check(type: type, version: version, max: 1)
      switch type {
      case ViewSaved.type: self = .saved(try ViewSaved(payload: payload, envelope: envelope))
      case ViewDropped.type: self = .dropped(ViewDropped(envelope: envelope))
      default: throw .unknownType(type)
      }
    }
  }
}
