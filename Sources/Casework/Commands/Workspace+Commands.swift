public import ConsumerProtection
internal import EventLedger
public import PluginHost

/// What a command did, for the person who gave it.
public struct Performed: Sendable {
  /// The matter.
  public let matter: MatterReference
  /// Its version after the command.
  public let version: Int
  /// The number of the command's last line in the ledger.
  public let sequence: UInt64
  /// Whether the idempotency key had been used: nothing was stored now.
  public let isRepeated: Bool
  /// The complaint as lists see it now.
  public let row: ComplaintRow?
  /// What `complaint.check` warned of.
  public let warnings: [CheckProblem]
  /// Where `complaint.route` proposes to send it, with the reason in the caller's language.
  public let route: (answer: RouteAnswer, reason: String)?
  /// Plugins that failed; the case waits in the manual queue.
  public let failures: [PluginFailure]
  /// Complaints that a newly registered one may repeat.
  public internal(set) var duplicates: [Duplicate] = []
  /// Emergencies that it opened.
  public internal(set) var emergencies: [Emergency] = []
}

extension Workspace {
  /// Registers a complaint from its JSON draft.
  ///
  /// - Throws: `XB-003` and others for a wrong draft; nothing is stored then.
  public func submit(
    _ draft: JSONValue, duplicates search: DuplicateSearch = .none, as invocation: Invocation
  ) throws(Failure) -> Performed {
    let file = try DraftFile(draft, site: site, fields: customFields(as: invocation))
    return try submit(file.draft, duplicates: search, as: invocation.at(file.on))
  }

  /// Registers a complaint: asks the plugins, gives the number, stores, and looks for what it may
  /// repeat.
  public func submit(
    _ draft: Draft, duplicates search: DuplicateSearch = .none, as invocation: Invocation
  ) throws(Failure) -> Performed {
    let executed = try execute(.register(draft), on: nil, of: Complaint.self, as: invocation)
    var done = try performed(executed, invocation)
    if search != .none, !done.isRepeated {
      done.duplicates = duplicates(
        of: draft, registeredAs: executed.reference.id,
        on: try moment(of: invocation).businessDay, search)
    }
    return done
  }

  /// Carries out a command on a complaint.
  ///
  /// - Throws: `XB-002` when there is no such complaint; the refusal otherwise.
  public func perform(
    _ command: Complaint.Command, on id: String, as invocation: Invocation
  ) throws(Failure) -> Performed {
    let reference = MatterReference(Complaint.kind, id)
    guard try exists(reference) else { throw Self.notFound(reference) }
    return try performed(execute(command, on: id, of: Complaint.self, as: invocation), invocation)
  }

  /// A plugin proposed a unit that is not there: the case waits in the manual queue.
  private static func unknownRoute(_ answer: RouteAnswer) -> CheckProblem {
    CheckProblem(
      field: "unit", code: "route_unknown_unit", severity: .warning,
      message: Phrase(
        "插件 \(answer.plugin) 建议派至“\(answer.unit)”，该机构当日不存在，未采用，转人工队列",
        "the plugin \(answer.plugin) proposed `\(answer.unit)`, a unit that is not there on that day:"
          + " not used, the case waits in the manual queue"),
      plugin: answer.plugin)
  }

  func exists(_ reference: MatterReference) throws(Failure) -> Bool {
    let view = try currentView()
    do throws(LedgerError) {
      return try view.version(of: MatterKey(kind: reference.kind.text, id: reference.id)) > 0
    } catch {
      throw Failure(error)
    }
  }

  func performed(
    _ executed: Executed, _ invocation: Invocation
  ) throws(Failure) -> Performed {
    let after: ComplaintRow?
    do throws(LedgerError) {
      after = try row(executed.reference.id, in: store.view)
    } catch {
      throw Failure(error)
    }
    var warnings = executed.intake?.answers.problems ?? []
    var route: (answer: RouteAnswer, reason: String)?
    if let answer = executed.intake?.answers.route {
      if after?.unit == answer.unit {
        route = (
          answer, plugins.set.text(of: answer.because, from: answer.plugin, in: invocation.language)
        )
      } else if after?.isOpen == true {
        warnings.append(Self.unknownRoute(answer))
      }
    }
    var done = Performed(
      matter: executed.reference, version: executed.version,
      sequence: executed.receipt.lastSequence, isRepeated: executed.receipt.repeated, row: after,
      warnings: warnings, route: route,
      failures: (executed.intake?.failures ?? []) + executed.observed)
    done.emergencies = executed.carried.emergencies
    return done
  }
}
