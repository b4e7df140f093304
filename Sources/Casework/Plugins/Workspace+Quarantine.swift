internal import ConsumerProtection
internal import EventLedger
internal import PluginHost

/// Who failed on one case.
struct PluginOutcomes {
  let caseID: String
  let failures: [PluginFailure]

  /// The first failure of the plugin's own code; a plugin that was never asked has none, and one that
  /// gave up on purpose (`ctx.fail`) did what it is for.
  func failure(of plugin: String) -> PluginFailure? {
    failures.first {
      $0.plugin == plugin && $0.pluginCode == nil && !$0.code.text.hasPrefix("LUA-1")
    }
  }
}

/// A plugin that failed last, as `plugin list` and `doctor` show it.
public struct PluginTrouble: Sendable, Equatable {
  /// The plugin.
  public let id: String
  /// The digest that failed.
  public let digest: String
  /// Cases in a row on which it failed.
  public let inARow: Int
  /// Whether it is no longer asked.
  public let isQuarantined: Bool
  /// The code of the last failure.
  public let code: String
  /// The hook of the last failure.
  public let hook: String
  /// The case of the last failure.
  public let caseID: String
}

extension Workspace {
  /// The plugins that failed last, by name; one that answered since is not among them.
  public func pluginTroubles() throws(Failure) -> [PluginTrouble] {
    let view = try currentView()
    do throws(LedgerError) {
      return try PluginHealth(in: view).entries.sorted { $0.key < $1.key }.map { id, entry in
        PluginTrouble(
          id: id, digest: entry.digest, inARow: Int(entry.inARow),
          isQuarantined: entry.isQuarantined, code: entry.code, hook: entry.hook,
          caseID: entry.caseID)
      }
    } catch {
      throw Failure(error)
    }
  }

  /// Remembers who failed on these cases, oldest first, in the plugins' own histories; the third
  /// failure in a row quarantines the digest.
  ///
  /// The cases are stored already: whatever goes wrong here costs a count, never a case.
  func note(_ outcomes: [PluginOutcomes], as invocation: Invocation, at moment: Moment?) {
    guard let moment, !outcomes.isEmpty else { return }
    let digests = plugins.askedDigests
    guard let health = try? PluginHealth(in: store.view) else { return }
    for (id, digest) in digests.sorted(by: { $0.key < $1.key }) {
      let before = health.entries[id].flatMap { $0.digest == digest.description ? $0.inARow : nil }
      let events = Self.events(of: id, digest, outcomes, before: before ?? 0)
      guard !events.isEmpty else { continue }
      try? append(events, to: id, as: invocation, at: moment)
    }
  }

  /// What these cases add to a plugin's history: its last failure with the count, or that it recovered.
  private static func events(
    of id: String, _ digest: PluginDigest, _ outcomes: [PluginOutcomes], before: Int64
  ) -> [PluginHealthEvent] {
    var (count, isChanged) = (before, false)
    var last: (failure: PluginFailure, caseID: String)?
    for outcome in outcomes {
      if let failure = outcome.failure(of: id) {
        count += 1
        (last, isChanged) = ((failure, outcome.caseID), true)
        // What follows in the same import cannot undo a quarantine.
        if count >= PluginHealth.inARowMax { break }
      } else if count > 0 {
        (count, isChanged, last) = (0, true, nil)
      }
    }
    guard isChanged else { return [] }
    guard let last else { return before > 0 ? [PluginHealthEvent(.recovered, of: digest)] : [] }
    let failed = PluginHealthEvent(
      .failed(
        hook: last.failure.hook ?? "", code: last.failure.code.text, at: last.failure.placeText,
        caseID: last.caseID, inARow: count), of: digest)
    return count >= PluginHealth.inARowMax
      ? [failed, PluginHealthEvent(.quarantined(inARow: count), of: digest)] : [failed]
  }

  private func append(
    _ events: [PluginHealthEvent], to id: String, as invocation: Invocation, at moment: Moment
  ) throws(Failure) {
    let view = try currentView()
    let loader = MatterLoader(view: view, areas: Self.areas)
    let loaded = try loader.load(MatterReference(MatterKind("plugin"), id))
    var builder = TransactionBuilder(moment: moment, zone: site.zone, actor: invocation.actor)
    builder.add(events.map(\.encoded), to: loaded)
    do throws(LedgerError) {
      _ = try store.append(builder.transaction(idempotencyKey: ""))
    } catch {
      throw Failure(error)
    }
  }

  /// Lets a digest in quarantine answer again; who did it and why stands in the plugin's history.
  ///
  /// - Throws: `XB-002` when the plugin is not in quarantine, `XB-003` without a reason, `XB-009` when
  ///   the actor is no administrator.
  public func release(_ id: String, as invocation: Invocation) throws(Failure) -> PluginTrouble {
    guard let trouble = try pluginTroubles().first(where: { $0.id == id && $0.isQuarantined }),
      let digest = PluginDigest(trouble.digest)
    else { throw Self.notQuarantined(id) }
    guard let reason = invocation.reason, !reason.isEmpty else {
      throw Failure(
        Refusal.Code.emptyText.text,
        problem: Phrase("放行须说明理由", "A release needs a reason"),
        remedy: Phrase("加 --reason 理由", "Add --reason TEXT"), exit: .usage)
    }
    let moment = try moment(of: invocation)
    let view = try currentView()
    let loader = MatterLoader(view: view, areas: Self.areas)
    let loaded = try loader.load(MatterReference(MatterKind("plugin"), id))
    let lookUps = EngineLookUps(loader: loader, calendars: [:], regimes: [])
    try authorise([ApprovePlugin()], by: invocation, at: moment, lookUps, in: view)
    var builder = TransactionBuilder(moment: moment, zone: site.zone, actor: invocation.actor)
    builder.add([PluginHealthEvent(.released(reason: reason), of: digest).encoded], to: loaded)
    builder.expect(lookUps.expectations)
    do throws(LedgerError) {
      _ = try store.append(builder.transaction(idempotencyKey: invocation.idempotencyKey ?? ""))
      _ = try store.refresh()
    } catch {
      throw Failure(error)
    }
    return trouble
  }

  private static func notQuarantined(_ id: String) -> Failure {
    Failure(
      Refusal.Code.unknownIdentifier.text,
      problem: Phrase("插件“\(id)”不在隔离中", "The plugin `\(id)` is not in quarantine"),
      remedy: Phrase("查看状态：xiaobao plugin list", "See how they stand: xiaobao plugin list"))
  }
}

extension PluginFailure {
  /// `main.lua:14`, where it is known.
  fileprivate var placeText: String? { file.map { "\($0)\(line.map { ":\($0)" } ?? "")" } }
}
