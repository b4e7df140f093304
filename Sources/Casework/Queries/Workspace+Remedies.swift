public import ConsumerProtection
internal import EventLedger
internal import PluginHost

/// A way that is open after the decision, with the name of the unit to apply to.
public struct NamedRemedy: Sendable, Equatable {
  /// The way.
  public let remedy: OpenRemedy
  /// The way as a letter says it.
  public let title: Phrase
}

extension Workspace {
  /// The ways that are open to the complainant after the decision, as a reply or letter names them.
  ///
  /// - Throws: `XB-002` when there is no such complaint.
  public func openRemedies(
    of id: String, as invocation: Invocation
  ) throws(Failure) -> [NamedRemedy] {
    let moment = try moment(of: invocation)
    let loader = MatterLoader(view: try currentView(), areas: Self.areas)
    let reference = MatterReference(Complaint.kind, id)
    guard let complaint = try loader.load(reference).state?.matter(as: Complaint.self) else {
      throw Self.notFound(reference)
    }
    let lookUps = EngineLookUps(
      loader: loader, calendars: [:], regimes: plugins.regimes, siteLimits: site.limits)
    let context = Context(
      now: moment.now, today: moment.today, businessDay: moment.businessDay,
      businessMinute: moment.businessMinute, zone: site.zone, actor: invocation.actor,
      lookUps: lookUps, policy: site.policy)
    let open = complaint.openRemedies(in: context).map { remedy in
      let name = remedy.unit.flatMap { lookUps.unit($0)?.name(on: moment.businessDay) }
      return NamedRemedy(remedy: remedy, title: remedy.title(unitName: name))
    }
    if let failure = lookUps.failure { throw failure }
    return open
  }
}
