extension Draft {
  /// Checks the draft and gives the facts: received, the plugin's proposal, archived.
  func registered(in context: Context) throws(Refusal) -> Outcome<Complaint.Event> {
    try check(in: context)
    let envelope = context.envelope(of: context.newIdentifier)
    let (proposal, held) = proposed(in: context)
    let obligations = Obligation.opening(context.answers.deadlines, in: context)
    let (draft, unknown) = classified(by: context.answers.classified)
    let received = try draft.received(
      obligations: obligations, held: context.answers.held + held + unknown, in: context)
    var events: [Complaint.Event] = [.received(received)]
    events += added(in: context)
    if let archive {
      try TextCheck.notEmpty(archive, Phrase("原系统处理结果", "outcome in the other system"))
      events.append(
        .archived(
          ComplaintArchived(
            outcome: archive, settles: obligations.map(\.rule), envelope: envelope)))
    } else if let proposal {
      events.append(.assigned(proposal))
    }
    return Outcome(events, orders: [emergency(in: context)].compactMap(\.self))
  }

  /// The route's unit as a proposal. A route to a unit or person that is not there never stops
  /// the intake: the case waits in the manual queue.
  private func proposed(in context: Context) -> (ComplaintAssigned?, held: [String]) {
    guard let route = context.answers.route else { return (nil, []) }
    let isUnitThere = context.lookUps.unit(route.unit)?.isActive(on: context.businessDay) ?? false
    guard isUnitThere else { return (nil, ["route_unknown_unit"]) }
    var person = route.person
    var held: [String] = []
    if let id = person, !(context.lookUps.person(id)?.isActive(on: context.businessDay) ?? false) {
      person = nil
      held = ["route_unknown_person"]
    }
    // Who is on leave is not given it: whoever stands in is.
    var covers: String?
    if let id = person,
      let standIn = context.lookUps.person(id)?.standIn(on: context.businessDay),
      context.lookUps.person(standIn)?.isActive(on: context.businessDay) ?? false
    {
      (person, covers) = (standIn, id)
    }
    // CN3 art. 17: whoever the complaint names is not given it; the unit is, and a person decides.
    if let id = person, context.lookUps.isNamed(id, inTexts: [narrative ?? "", demand ?? ""]) {
      person = nil
      held = ["route_named_person"]
    }
    let proposal = ComplaintAssigned(
      unit: route.unit, person: person, plugin: route.plugin,
      covers: person == nil ? nil : covers,
      envelope: context.envelope(of: context.newIdentifier))
    return (proposal, held)
  }

  private func received(
    obligations: [Obligation], held: [String], in context: Context
  ) throws(Refusal) -> ComplaintReceived {
    let receiving = try receivingUnit(in: context)
    var received = ComplaintReceived(
      intakeChannel: intakeChannel, businessChannel: businessChannel,
      businessClass: businessClass, cause: cause, region: region, product: product, amount: amount,
      headcount: headcount, unit: receiving, respondentUnit: respondentUnit ?? receiving,
      firstContactOwner: firstContactOwner ?? context.lookUps.person(context.actor)?.id,
      transferredBy: transferredBy, outsideNumbers: outsideNumbers, sourceSystem: sourceSystem,
      sourceID: sourceID, isSynthetic: isSynthetic, minute: context.businessMinute, held: held,
      obligations: obligations, narrative: .plain(unlessEmpty: narrative),
      demand: .plain(unlessEmpty: demand), complainantName: .plain(unlessEmpty: complainant.name),
      complainantPhone: .plain(unlessEmpty: complainant.phone),
      complainantIDNumber: .plain(unlessEmpty: complainant.idNumber),
      complainantAddress: .plain(unlessEmpty: complainant.address),
      complainantAccount: .plain(unlessEmpty: complainant.account),
      particulars: particulars,
      envelope: context.envelope(of: context.newIdentifier))
    received.sourceDates = sourceDates
    return received
  }

  /// The draft's unit, or the unit where the actor works.
  func receivingUnit(in context: Context) throws(Refusal) -> String {
    if let unit { return try context.activeUnit(unit).id }
    if let unit = context.lookUps.person(context.actor)?.unit(on: context.businessDay) {
      return unit
    }
    throw Refusal(
      .emptyText,
      problem: Phrase(
        "没有受理机构，“\(context.actor)”也没有所在机构",
        "there is no receiving unit, and `\(context.actor)` works in none"),
      remedy: Phrase(
        "请填写 unit；用 xiaobao unit list 查看机构", "give `unit`; xiaobao unit list shows the units"))
  }
}
