internal import ConsumerProtection
internal import PluginHost

/// What a plugin's own history says of its failures. All version 1, since 0.1.
///
/// | type | data |
/// | --- | --- |
/// | `plugin.failed` | `digest`, `hook`, `code`, `at`?, `case`, `in_a_row` |
/// | `plugin.recovered` | `digest` |
/// | `plugin.quarantined` | `digest`, `in_a_row` |
/// | `plugin.released` | `digest`, `reason` |
struct PluginHealthEvent: RecordedEvent {
  /// What happened.
  enum Happened: Equatable {
    case failed(hook: String, code: String, at: String?, caseID: String, inARow: Int64)
    case recovered
    case quarantined(inARow: Int64)
    case released(reason: String)
  }

  let digest: String
  let happened: Happened
  var version: Int { 1 }

  var type: String {
    switch happened {
    case .failed: EngineEvent.failed
    case .recovered: EngineEvent.recovered
    case .quarantined: EngineEvent.quarantined
    case .released: EngineEvent.released
    }
  }

  init(_ happened: Happened, of digest: PluginDigest) {
    self.digest = digest.description
    self.happened = happened
  }

  init(
    type: String, version: Int, payload: Payload, envelope: EventEnvelope
  ) throws(PayloadError) {
    digest = try payload.text("digest")
    switch type {
    case EngineEvent.failed:
      happened = .failed(
        hook: try payload.text("hook"), code: try payload.text("code"),
        at: try payload.optionalText("at"), caseID: try payload.text("case"),
        inARow: try payload.integer("in_a_row"))
    case EngineEvent.recovered: happened = .recovered
    case EngineEvent.quarantined: happened = .quarantined(inARow: try payload.integer("in_a_row"))
    case EngineEvent.released: happened = .released(reason: try payload.text("reason"))
    default: throw .unknownType(type)
    }
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("digest", digest)
    switch happened {
    case .failed(let hook, let code, let at, let caseID, let inARow):
      payload.write("hook", hook)
      payload.write("code", code)
      payload.write("at", at)
      payload.write("case", caseID)
      payload.write("in_a_row", inARow)
    case .recovered: break
    case .quarantined(let inARow): payload.write("in_a_row", inARow)
    case .released(let reason): payload.write("reason", reason)
    }
  }

  var encoded: Area.EncodedEvent { Area.EncodedEvent(self) }
}
