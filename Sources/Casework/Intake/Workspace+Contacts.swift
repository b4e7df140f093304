public import ConsumerProtection
internal import EventLedger
internal import PluginHost

/// What became of a contact.
public struct ContactDone: Sendable {
  /// The contact after the command.
  public let contact: IntakeContact
  /// The complaint that it opened now.
  public let opened: Performed?
}

/// Contacts of a period by kind, and how often a kind was changed.
public struct ContactCounts: Sendable, Equatable {
  /// How many of each kind as it is now.
  public var byKind: [ContactKind: Int] = [:]
  /// How many of each kind as it was registered.
  public var byFirstKind: [ContactKind: Int] = [:]
  /// Changes, from what to what, counted by contact: its first kind and the one it has now.
  public var changes: [(from: ContactKind, to: ContactKind, count: Int)] = []
  /// How many changes in all, those that went back too.
  public var changeCount = 0
  /// Complaints that were registered at once, without a contact.
  public var directComplaints = 0

  /// Whether both say the same.
  public static func == (left: Self, right: Self) -> Bool {
    left.byKind == right.byKind && left.byFirstKind == right.byFirstKind
      && left.changeCount == right.changeCount && left.directComplaints == right.directComplaints
      && left.changes.elementsEqual(right.changes) { $0 == $1 }
  }
}

extension Workspace {
  /// Registers a contact; one that is a complaint opens it in the same transaction.
  public func register(
    _ kind: ContactKind, _ json: JSONValue, as invocation: Invocation
  ) throws(Failure) -> ContactDone {
    let file = try DraftFile(json, site: site, fields: customFields(as: invocation))
    let dated = invocation.at(file.on)
    let draft = file.draft
    let executed = try execute(on: nil, of: IntakeContact.self, as: dated, asks: true) {
      numbers, moment throws(Failure) in
      let complaint = kind == .complaint ? try numbers.next(on: moment.businessDay) : nil
      return [.register(ContactDraft(kind: kind, draft: draft, complaint: complaint))]
    }
    return try done(executed, draft, dated)
  }

  /// Changes what a contact is. One that becomes a complaint opens it as of its first receipt, from the
  /// words that were registered; a complaint that is none any more ends.
  public func relabel(
    _ id: String, to kind: ContactKind, second: String, as invocation: Invocation
  ) throws(Failure) -> ContactDone {
    let contact = try contact(id)
    let draft = kind == .complaint ? try registeredDraft(of: contact) : nil
    let executed = try execute(
      on: id, of: IntakeContact.self, as: invocation, asks: kind == .complaint
    ) {
      numbers, _ throws(Failure) in
      var opening: ContactDraft?
      if let draft {
        let number = try numbers.next(on: contact.receivedOn)
        opening = ContactDraft(kind: kind, draft: draft, complaint: number)
      }
      return [
        .relabel(to: kind, reason: invocation.reason ?? "", second: second, draft: opening)
      ]
    }
    return try done(executed, draft, invocation)
  }

  /// Records what was done about a contact that is no complaint.
  public func finish(
    _ id: String, answer: String, as invocation: Invocation
  ) throws(Failure) -> ContactDone {
    _ = try contact(id)
    return try done(
      execute(.finish(answer: answer), on: id, of: IntakeContact.self, as: invocation), nil,
      invocation)
  }

  /// One contact.
  ///
  /// - Throws: `XB-002` when there is none.
  public func contact(_ id: String) throws(Failure) -> IntakeContact {
    let reference = MatterReference(IntakeContact.kind, id)
    let loader = MatterLoader(view: try currentView(), areas: Self.areas)
    guard let contact = try loader.load(reference).state?.matter(as: IntakeContact.self) else {
      throw Self.notFound(reference)
    }
    return contact
  }

  /// Contacts received in a period, newest first, at most `limit`.
  public func contacts(
    _ kind: ContactKind?, from: CivilDay?, to: CivilDay?, limit: Int
  ) throws(Failure) -> [IntakeContact] {
    var ids: [String] = []
    try scanContacts(from: from, to: to) { row in
      if let kind, row.code(ContactColumn.kind.rawValue) != kind.rawValue { return true }
      ids.append(row.id)
      return ids.count < limit
    }
    return try ids.map { id throws(Failure) in try contact(id) }
  }

  /// Contacts of a period by kind, with every change counted.
  public func contactCounts(from: CivilDay?, to: CivilDay?) throws(Failure) -> ContactCounts {
    var counts = ContactCounts()
    var changes: [[ContactKind]: Int] = [:]
    var opened = 0
    try scanContacts(from: from, to: to) { row in
      func kind(_ column: ContactColumn) -> ContactKind? {
        row.code(column.rawValue).flatMap { ContactKind(rawValue: $0) }
      }
      guard let now = kind(.kind), let first = kind(.firstKind) else { return true }
      counts.byKind[now, default: 0] += 1
      counts.byFirstKind[first, default: 0] += 1
      counts.changeCount += Int(row.number(ContactColumn.changes.rawValue) ?? 0)
      if now != first { changes[[first, now], default: 0] += 1 }
      if !row.text(ContactColumn.complaint.rawValue).isEmpty { opened += 1 }
      return true
    }
    counts.changes = changes.map { (from: $0.key[0], to: $0.key[1], count: $0.value) }
      .sorted { ($0.from.rawValue, $0.to.rawValue) < ($1.from.rawValue, $1.to.rawValue) }
    let view = try currentView()
    var complaints = 0
    do throws(LedgerError) {
      let range = OrderRange(
        from: from.map { Int64($0.number) }, to: to.map { Int64(($0 + 1).number) })
      try Self.complaints(in: view).scan(order: ComplaintOrder.received.rawValue, range) { row in
        if row.code(ComplaintColumn.sourceSystem.rawValue) == nil { complaints += 1 }
        return true
      }
    } catch {
      throw Failure(error)
    }
    counts.directComplaints = max(0, complaints - opened)
    return counts
  }

  private func scanContacts(
    from: CivilDay?, to: CivilDay?, _ body: (IndexRow) -> Bool
  ) throws(Failure) {
    let view = try currentView()
    guard let table = view.table(IntakeContact.kind.text) else { return }
    let range = OrderRange(
      from: from.map { Int64($0.number) }, to: to.map { Int64(($0 + 1).number) }, reversed: true)
    do throws(LedgerError) {
      try table.scan(order: 0, range, body)
    } catch {
      throw Failure(error)
    }
  }

  private func done(
    _ executed: Executed, _ draft: Draft?, _ invocation: Invocation
  ) throws(Failure) -> ContactDone {
    var opened: Performed?
    if let (id, intake) = executed.carried.complaint {
      let complaint = Executed(
        reference: MatterReference(Complaint.kind, id), receipt: executed.receipt, version: 1,
        intake: intake)
      var done = try performed(complaint, invocation)
      if let draft {
        done.duplicates = duplicates(
          of: draft, registeredAs: id, on: try moment(of: invocation).businessDay, .all)
      }
      opened = done
    }
    return ContactDone(contact: try contact(executed.reference.id), opened: opened)
  }

  /// The words of a contact as a complaint's draft: what was sealed is opened for the new complaint
  /// alone and shown to nobody.
  private func registeredDraft(of contact: IntakeContact) throws(Failure) -> Draft {
    let view = try currentView()
    var texts: [String: String] = [:]
    do throws(LedgerError) {
      let lines = try view.history(of: MatterKey(kind: IntakeContact.kind.text, id: contact.id))
      if let line = lines.first {
        for entry in line.sealed {
          if case .text(let bytes) = try view.unseal(entry, of: line) {
            texts[entry.field] = String(decoding: bytes, as: UTF8.self)
          }
        }
      }
    } catch {
      throw Failure(error)
    }
    var draft = Draft(narrative: texts["narrative"])
    draft.intakeChannel = CodeValue(contact.receipt.intakeChannel)
    draft.unit = contact.receipt.unit
    draft.firstContactOwner = contact.receipt.owner
    draft.complainant = Draft.Complainant(
      name: texts["complainant.name"], phone: texts["complainant.phone"],
      idNumber: texts["complainant.id_number"], address: texts["complainant.address"])
    return draft
  }
}
