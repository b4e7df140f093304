internal import ConsumerProtection
internal import EventLedger
internal import PluginHost

extension Workspace {
  /// The number of the plugin set that answers from here on; records it when it is a new one.
  ///
  /// `plugins.activated` maps the number to ids, versions, digests, order and settings, once.
  func activatedSet(
    as invocation: Invocation, at moment: Moment, in view: LedgerView
  ) throws(Failure) -> (number: Int64, view: LedgerView) {
    let json = plugins.activation
    do throws(LedgerError) {
      let version = try view.version(of: EngineEvent.pluginSet)
      if let stored = try view.index.get(IndexKey.pluginSet),
        stored == Array("\(version)\n".utf8) + json
      {
        return (Int64(version), view)
      }
      let event = NewEvent(
        matter: EngineEvent.pluginSet, type: EngineEvent.activated, typeVersion: 1,
        day: Int(moment.today.number), zone: site.zone, actor: invocation.actor, data: json)
      _ = try store.append(
        Transaction(
          idempotencyKey: "", expected: [Expectation(EngineEvent.pluginSet, version: version)],
          events: [event]))
      return (Int64(version) + 1, try store.refresh())
    } catch {
      throw Failure(error)
    }
  }
}
