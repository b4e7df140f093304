internal import ConsumerProtection
internal import EventLedger
internal import PluginHost
internal import Reporting

extension Workspace {
  func runBuiltIn(
    _ report: BuiltInReport, _ parameters: [(name: String, text: String)],
    as invocation: Invocation
  ) throws(Failure) -> Document {
    let question = try BuiltInQuestion(parameters, of: report)
    let moment = try moment(of: invocation)
    let view = try currentView()
    let days = try days(of: question, in: view, until: moment.businessDay)
    let language = invocation.language
    var document = Document(
      id: report.rawValue, title: report.title.text(in: language),
      language: language == .zh ? .zh : .en,
      period: days.map { Document.Period(from: Int($0.from.number), to: Int($0.to.number)) },
      scope: scope(of: report, question, language),
      provenance: Document.Provenance(
        institution: site.institution.name.text(in: language),
        ledgerSequence: Int64(view.head.sequence), ledgerHash: view.head.hash, repeatsMerged: false)
    )
    switch report {
    case .register:
      RegisterReport(language: language).fill(&document, try registered(question, in: view))
    case .measures:
      let measures = MeasuresReport(policy: site.policy, language: language)
      let all = try closedCases(question, in: view)
      measures.fill(&document, all.cases, asOf: moment.businessDay)
      document.provenance.syntheticMarker = Self.marker(all.synthetic, all.cases.count, language)
    }
    return document
  }

  /// A sentence that says that data are invented, where they are.
  static func marker(_ synthetic: Int, _ total: Int, _ language: Language) -> String? {
    guard synthetic > 0 else { return nil }
    return Phrase(
      "\(total) 件中有 \(synthetic) 件为演示数据", "\(synthetic) of \(total) complaints are invented"
    ).text(in: language)
  }

  /// The first and last day that the figures cover; nil where there is no complaint at all.
  private func days(
    of question: BuiltInQuestion, in view: LedgerView, until today: CivilDay
  ) throws(Failure) -> (from: CivilDay, to: CivilDay)? {
    if let from = question.from, let to = question.to { return (from, to) }
    var first: CivilDay?
    try forEachRow(in: view, from: nil, to: nil) { row throws(Failure) in
      first = row.receivedOn
      return false
    }
    guard let first = question.from ?? first else { return nil }
    let last = question.to ?? max(today, first)
    return last < first ? nil : (first, last)
  }

  private func scope(
    of report: BuiltInReport, _ question: BuiltInQuestion, _ language: Language
  ) -> String {
    let what =
      switch report {
      case .register: Phrase("期间登记的投诉", "complaints received in the period")
      case .measures:
        Phrase(
          "期间办结的投诉（不含撤回、不予办理、合并与归档）",
          "complaints closed in the period, without withdrawn, declined, merged and archived ones")
      }
    let unit = question.unit.map { language == .zh ? "，办理机构 \($0)" : ", handling unit \($0)" }
    return what.text(in: language) + (unit ?? "")
  }

  /// Rows by the day of receipt, until `body` says false.
  func forEachRow(
    in view: LedgerView, from: CivilDay?, to: CivilDay?,
    _ body: (ComplaintRow) throws(Failure) -> Bool
  ) throws(Failure) {
    var rows: [ComplaintRow] = []
    var after: String?
    repeat {
      var query = ComplaintQuery()
      query.from = from
      query.to = to
      query.newestFirst = false
      query.limit = 500
      query.after = after
      let page = try complaints(query)
      rows = page.items
      after = page.next
      for row in rows where try !body(row) { return }
    } while after != nil
  }

  /// Complaints received in the period, by day of receipt.
  private func registered(
    _ question: BuiltInQuestion, in view: LedgerView
  ) throws(Failure) -> [RegisterReport.Entry] {
    let loader = MatterLoader(view: view, areas: Self.areas)
    var entries: [RegisterReport.Entry] = []
    try forEachRow(in: view, from: question.from, to: question.to) { row throws(Failure) in
      guard question.unit.map({ $0 == row.unit }) ?? true else { return true }
      let loaded = try loader.load(MatterReference(Complaint.kind, row.id))
      guard let complaint = loaded.state?.matter(as: Complaint.self) else { return true }
      entries.append(
        RegisterReport.Entry(
          row: row, complaint: complaint, texts: try maskedTexts(of: loaded, in: view)))
      return true
    }
    return entries
  }

  /// Complaints closed in the period after their reply or by a settlement, with what later ones say about them.
  private func closedCases(
    _ question: BuiltInQuestion, in view: LedgerView
  ) throws(Failure) -> (cases: [ClosedCase], synthetic: Int) {
    let loader = MatterLoader(view: view, areas: Self.areas)
    let later = try repeats(in: view)
    var cases: [ClosedCase] = []
    var synthetic = 0
    try forEachRow(in: view, from: nil, to: question.to) { row throws(Failure) in
      guard row.stage == Complaint.Stage.Name.closed.rawValue, let closedOn = row.closedOn,
        question.from.map({ $0 <= closedOn }) ?? true, question.to.map({ closedOn <= $0 }) ?? true,
        question.unit.map({ $0 == row.unit }) ?? true
      else { return true }
      let loaded = try loader.load(MatterReference(Complaint.kind, row.id))
      guard let complaint = loaded.state?.matter(as: Complaint.self), complaint.isAnswered else {
        return true
      }
      if complaint.receipt.isSynthetic { synthetic += 1 }
      cases.append(
        ClosedCase(
          complaint, isRepeat: complaint.intake.repeats != nil,
          repeatedOn: later[complaint.id]?.first, wentAboveOn: later[complaint.id]?.above,
          isTakenUpAgain: complaint.handling.review != nil || !complaint.intake.restarts.isEmpty))
      return true
    }
    return (cases, synthetic)
  }

  /// By the earlier complaint, the day of receipt of its first repeat and of the first one with which
  /// the customer went above the bank. A repeat may come in after the period that is reported.
  private func repeats(
    in view: LedgerView
  ) throws(Failure) -> [String: (first: CivilDay, above: CivilDay?)] {
    var days: [String: (first: CivilDay, above: CivilDay?)] = [:]
    try forEachRow(in: view, from: nil, to: nil) { row throws(Failure) in
      guard let earlier = row.repeats else { return true }
      let above = row.escalatedTo == nil ? nil : row.receivedOn
      let known = days[earlier]
      days[earlier] = (
        min(known?.first ?? row.receivedOn, row.receivedOn),
        [known?.above, above].compactMap(\.self).min()
      )
      return true
    }
    return days
  }
}

extension Complaint {
  /// Whether it ended with an answer to the complainant: a reply, or an agreement at the counter.
  fileprivate var isAnswered: Bool {
    switch stage {
    case .closed(.answered), .closed(.atIntake(.settled, _)): true
    default: false
    }
  }
}
