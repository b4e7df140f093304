public import ConsumerProtection
internal import EventLedger
internal import PluginHost
internal import Spreadsheets

/// What became of a filled work order.
public struct TakenIn: Sendable, Equatable {
  /// A row that was not taken in.
  public struct Rejected: Sendable, Equatable {
    /// The row in the sheet, from 1.
    public let row: Int
    /// The case that it names.
    public let caseID: String
    /// Stable code.
    public let code: String
    /// Why.
    public let reason: Phrase
  }
  /// Rows that were recorded now.
  public internal(set) var recorded = 0
  /// Rows that had been recorded before.
  public internal(set) var repeated = 0
  /// Rows with nothing filled in.
  public internal(set) var empty = 0
  /// Rows refused, in the order of the sheet.
  public internal(set) var rejected: [Rejected] = []
  /// Whether nothing was recorded because rows were refused.
  public internal(set) var isHeldBack = false
}

extension Workspace {
  /// Takes a filled work order in: findings, and tasks that were done.
  ///
  /// All rows are checked before the first is stored. Where one is refused nothing is stored, unless
  /// `each` is set, which takes the others. A row that was taken in before is counted and not stored.
  ///
  /// - Throws: `XB-130`, `XB-133` for the file; a row's own refusal stands in the result.
  public func takeIn(
    _ path: String, each: Bool, as invocation: Invocation
  ) throws(Failure) -> TakenIn {
    let file = try WorkOrderFile(path)
    var result = TakenIn()
    result.empty = file.emptyCount
    for (row, problem) in file.problems {
      result.rejected.append(
        TakenIn.Rejected(
          row: row, caseID: "", code: "XB-130",
          reason: Phrase("\(problem.place)：\(problem.zh)", "\(problem.place): \(problem.en)")))
    }
    var groups: [[WorkOrderFile.Answer]] = []
    for answer in file.answers {
      if let place = groups.firstIndex(where: { $0[0].caseID == answer.caseID }) {
        groups[place].append(answer)
      } else {
        groups.append([answer])
      }
    }
    var prepared: [(answers: [WorkOrderFile.Answer], command: PreparedCommand)] = []
    for group in groups {
      do throws(Failure) {
        if let command = try prepare(group, invocation) {
          prepared.append((group, command))
        } else {
          result.repeated += group.count
        }
      } catch {
        result.rejected += group.map { Self.rejected($0, error) }
      }
    }
    if !result.rejected.isEmpty, !each {
      result.isHeldBack = true
    } else {
      try store(prepared, &result)
    }
    result.rejected.sort { $0.row < $1.row }
    return result
  }

  private static func rejected(_ answer: WorkOrderFile.Answer, _ failure: Failure)
    -> TakenIn.Rejected
  {
    TakenIn.Rejected(
      row: answer.row, caseID: answer.caseID, code: failure.code, reason: failure.problem)
  }

  private func store(
    _ prepared: [(answers: [WorkOrderFile.Answer], command: PreparedCommand)],
    _ result: inout TakenIn
  ) throws(Failure) {
    guard !prepared.isEmpty else { return }
    do throws(LedgerError) {
      let outcomes = try store.append(batch: prepared.map(\.command.transaction))
      for (item, outcome) in zip(prepared, outcomes) {
        switch outcome {
        case .success(let receipt) where receipt.repeated: result.repeated += item.answers.count
        case .success: result.recorded += item.answers.count
        case .failure(let error):
          guard case .conflict = error else { throw error }
          result.rejected += item.answers.map { Self.rejected($0, Failure(error)) }
        }
      }
    } catch {
      throw Failure(error)
    }
  }

  /// The rows of one case as one decided command; nil where they were taken in before.
  private func prepare(
    _ answers: [WorkOrderFile.Answer], _ invocation: Invocation
  ) throws(Failure) -> PreparedCommand? {
    let reference = MatterReference(Complaint.kind, answers[0].caseID)
    guard try exists(reference) else { throw Self.notFound(reference) }
    let day = try Self.day(of: answers, invocation)
    let dated = Invocation(
      actor: invocation.actor, on: day, idempotencyKey: Self.key(of: answers),
      language: invocation.language, reason: invocation.reason ?? "工单回收")
    var view = try currentView()
    do throws(LedgerError) {
      if try view.receipt(idempotencyKey: Self.key(of: answers)) != nil { return nil }
    } catch {
      throw Failure(error)
    }
    let moment = try moment(of: dated)
    let lookUps = EngineLookUps(
      loader: MatterLoader(view: view, areas: Self.areas), calendars: [:], regimes: [])
    var commands: [Complaint.Command] = []
    for answer in answers {
      guard let person = lookUps.person(answer.person), person.isActive(on: moment.businessDay)
      else { throw Self.nobody(answer.person) }
      guard !answer.text.isEmpty else { throw Self.noText }
      let task = answer.task.map { "任务 \($0)，" } ?? ""
      commands.append(.investigate(finding: "（\(task)经办人 \(answer.person)）\(answer.text)"))
      if let task = answer.task { commands.append(.finishTask(task)) }
    }
    var setNumber: Int64?
    if commands.contains(where: { plugins.isAsked(beside: $0) }) {
      let activated = try activatedSet(as: dated, at: moment, in: view)
      (setNumber, view) = (activated.number, activated.view)
    }
    return try prepare(
      commands, on: reference, as: dated, at: moment, in: view, setNumber: setNumber)
  }

  /// The day on which the unit was done; all rows of a case are one record and have one day.
  private static func day(
    of answers: [WorkOrderFile.Answer], _ invocation: Invocation
  ) throws(Failure) -> BusinessTime? {
    let days = Set(answers.map(\.day))
    guard days.count == 1, let text = days.first else {
      throw Failure(
        Refusal.Code.badDay.text,
        problem: Phrase("同一工单各行的完成日期不同", "the rows of one case have different days"),
        remedy: Phrase("填写同一日期，或分两次交回", "give one day, or hand them in one after the other"))
    }
    guard !text.isEmpty else { return invocation.on }
    guard let day = CivilDay(iso: text) else {
      throw Failure(
        Refusal.Code.badDay.text,
        problem: Phrase("完成日期：没有这一天：\(text)", "there is no such day: \(text)"),
        remedy: Phrase("请写作 2026-03-02", "write it as 2026-03-02"))
    }
    return BusinessTime(day: day)
  }

  private static func nobody(_ id: String) -> Failure {
    Failure(
      Refusal.Code.unknownIdentifier.text,
      problem: Phrase("经办人工号“\(id)”不是在岗人员", "`\(id)` is nobody in service on that day"),
      remedy: Phrase("填写在岗人员的工号", "give the staff number of somebody in service"))
  }

  private static let noText = Failure(
    Refusal.Code.emptyText.text, problem: Phrase("没有填写办理情况", "what was done is not filled in"),
    remedy: Phrase("填写办理情况，或三列都留空", "fill it in, or leave all three columns empty"))

  /// The same answers about a case have the same key, whatever file they stand in.
  private static func key(of answers: [WorkOrderFile.Answer]) -> String {
    // FNV-1a, 64 bits: tells answers apart, guards nothing.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for answer in answers {
      for text in [answer.task ?? "", answer.text, answer.day, answer.person] {
        for byte in Array(text.utf8) + [0] {
          hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
        }
      }
    }
    return "work-order:\(answers[0].caseID):\(String(hash, radix: 16))"
  }
}
