public import ConsumerProtection
internal import EventLedger
internal import PluginHost

/// Where a number is found.
public struct FoundNumber: Sendable, Equatable {
  /// The complaint.
  public let row: ComplaintRow
  /// What the number is there: `case`, `outside` or `source`; `merged` where a complaint that bears it
  /// was merged into this one.
  public let what: String
}

extension Workspace {
  /// Registers a complaint and settles it at the counter, in one transaction: both stand, or neither.
  ///
  /// - Throws: `XB-003` and others for a wrong draft, `XB-017` without proof.
  public func settle(
    _ json: JSONValue, _ settlement: Settlement, as invocation: Invocation
  ) throws(Failure) -> Performed {
    let file = try DraftFile(json, site: site, fields: customFields(as: invocation))
    var dated = invocation.at(file.on)
    dated.overridesGuard = invocation.overridesGuard
    let draft = file.draft
    let executed: Executed
    do throws(Failure) {
      executed = try execute(on: nil, of: Complaint.self, as: dated, asks: true) { _, _ in
        [.register(draft), .intake(.settle(settlement))]
      }
    } catch {
      throw error.code == Refusal.Code.beyondAuthority.text ? Self.registerFirst(error) : error
    }
    var done = try performed(executed, dated)
    done.duplicates = duplicates(
      of: draft, registeredAs: executed.reference.id, on: try moment(of: dated).businessDay, .all)
    return done
  }

  /// An amount that somebody else must approve: nothing was registered, so that its number leads nowhere.
  private static func registerFirst(_ failure: Failure) -> Failure {
    func unnumbered(_ text: String) -> String {
      text.split(separator: " ", omittingEmptySubsequences: false)
        .map { CaseNumber.parts(of: String($0)) == nil ? String($0) : "CASE" }
        .joined(separator: " ")
    }
    return Failure(
      failure.code, problem: failure.problem,
      remedy: Phrase(
        "先登记：xiaobao complaint submit；\(unnumbered(failure.remedy.zh))；批准后：xiaobao complaint settle CASE",
        "register it: xiaobao complaint submit; \(unnumbered(failure.remedy.en)); once approved: "
          + "xiaobao complaint settle CASE"),
      basis: failure.basis, exit: failure.exit)
  }

  /// The complaints that bear a number: their own, one elsewhere, or one of the system it came from; and
  /// those in which they go on after a merge.
  public func find(_ number: String) throws(Failure) -> [FoundNumber] {
    let view = try currentView()
    var found: [FoundNumber] = []
    do throws(LedgerError) {
      if let row = try row(number, in: view) { found.append(FoundNumber(row: row, what: "case")) }
      let ids = try view.index.get(IndexKey.outsideNumber(number.utf8)) ?? []
      for id in ids.split(separator: 0x0A) {
        if let row = try row(String(decoding: id, as: UTF8.self), in: view) {
          found.append(FoundNumber(row: row, what: "outside"))
        }
      }
      let table = try Self.complaints(in: view)
      for source in table.texts(ofCode: ComplaintColumn.sourceSystem.rawValue) {
        for row in try table.rows(lookup: 0, [number, source]) {
          found.append(FoundNumber(row: ComplaintRow(row), what: "source"))
        }
      }
      for merged in found where merged.row.mergedInto != nil {
        guard let row = try table.row(id: merged.row.id)?.survivor(in: table),
          !found.contains(where: { $0.row.id == row.id })
        else { continue }
        found.append(FoundNumber(row: ComplaintRow(row), what: "merged"))
      }
      try table.confirm()
    } catch {
      throw Failure(error)
    }
    return found
  }
}

extension Invocation {
  /// The same at the time that a file names, unless the command line names one.
  func at(_ time: BusinessTime?) -> Invocation {
    var dated = Invocation(
      actor: actor, on: on ?? time, idempotencyKey: idempotencyKey, language: language,
      reason: reason)
    dated.overridesGuard = overridesGuard
    return dated
  }
}
