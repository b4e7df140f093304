internal import ConsumerProtection
internal import EventLedger

/// A matter as of one view of the ledger.
struct LoadedMatter {
  let reference: MatterReference
  /// The number of its events; 0 before the first.
  var version = 0
  /// Its state; nil before the opening event.
  var state: Area.State?
  /// The business day of its last event.
  var lastDay: CivilDay?
  /// The key of each scope that sealed something.
  var keys: [String: UInt64] = [:]
  /// Its lines, oldest first.
  var lines: [LedgerLine] = []

  var key: MatterKey { MatterKey(kind: reference.kind.text, id: reference.id) }
}

/// Rebuilds matters from their events.
struct MatterLoader {
  let view: LedgerView
  let areas: [MatterKind: Area]

  /// Loads a matter as of a line, or as of the view's head; one that does not exist has version 0 and
  /// no state.
  func load(
    _ reference: MatterReference, through sequence: UInt64? = nil
  ) throws(Failure) -> LoadedMatter {
    var loaded = LoadedMatter(reference: reference)
    do throws(LedgerError) {
      loaded.lines = try view.history(of: loaded.key)
    } catch {
      throw Failure(error)
    }
    if let sequence { loaded.lines.removeAll { $0.sequence > sequence } }
    for line in loaded.lines { try apply(line, to: &loaded) }
    return loaded
  }

  private func apply(_ line: LedgerLine, to loaded: inout LoadedMatter) throws(Failure) {
    loaded.version = line.matterVersion
    loaded.lastDay = CivilDay(number: Int32(truncatingIfNeeded: line.day))
    var sealed: [String: UInt64] = [:]
    for entry in line.sealed {
      sealed[entry.field] = entry.key
      loaded.keys[PersonalText.scope(of: entry.field)] = entry.key
    }
    // Engine records (a decision, an opening of sealed data) are history, not state.
    guard !EngineEvent.types.contains(line.type) else { return }
    guard let area = areas[loaded.reference.kind] else { return }
    do throws(PayloadError) {
      loaded.state = try area.applying(
        type: line.type, version: line.typeVersion,
        payload: try Payload(data: line.data, sealed: sealed), envelope: line.envelope,
        to: loaded.state)
    } catch {
      throw Self.unreadable(line, error)
    }
  }

  static func unreadable(_ line: LedgerLine, _ error: PayloadError) -> Failure {
    Failure(
      "XB-220",
      problem: Phrase(
        "第 \(line.sequence) 号记录（\(line.type) 第 \(line.typeVersion) 版）无法读取：\(error)",
        "Record \(line.sequence) (\(line.type) version \(line.typeVersion)) cannot be read: \(error)"
      ),
      remedy: Phrase(
        "请用写入该记录的或更新的 xiaobao 版本打开", "Use the version of xiaobao that wrote it, or a newer one"),
      exit: .damaged)
  }
}

extension LedgerLine {
  /// The part of the envelope that belongs to the fact.
  var envelope: EventEnvelope {
    EventEnvelope(id: id, day: CivilDay(number: Int32(truncatingIfNeeded: day)), actor: actor)
  }
}

/// Types of lines that the engine writes itself, beside a matter's own events.
enum EngineEvent {
  /// What the plugins answered, and what was made of it.
  static let decided = "decided"
  /// Sealed data were opened, with a reason.
  static let opened = "opened"
  /// Types inside a matter's history that are not events of its area.
  static let types: Set<String> = [
    decided, opened, overridden, dataRestricted, dataErased, keysDestroyed,
  ]
  /// A complaint's personal data is stored and used for nothing else.
  static let dataRestricted = "data.restricted"
  /// A complaint's personal data was erased.
  static let dataErased = "data.erased"
  /// The keys of an erasure are destroyed.
  static let keysDestroyed = "data.keys_destroyed"
  /// A refusal of `matter.guard` was overridden, with a reason.
  static let overridden = "guard.overridden"
  /// The plugin set that answers from here on: matter `plugins`/`set`.
  static let activated = "plugins.activated"
  /// Somebody approved a plugin's folder: matter `plugin`/id.
  static let approved = "plugin.approved"
  /// A plugin failed on a case.
  static let failed = "plugin.failed"
  /// It answered again.
  static let recovered = "plugin.recovered"
  /// It failed three times in a row: that digest is no longer asked.
  static let quarantined = "plugin.quarantined"
  /// Somebody let a digest answer again, with a reason.
  static let released = "plugin.released"
  static let pluginSet = MatterKey(kind: "plugins", id: "set")
  /// A sweep was made for a business day, once a day: matter `sweep`/`daily`.
  static let swept = "sweep.made"
  static let sweep = MatterKey(kind: "sweep", id: "daily")
}
