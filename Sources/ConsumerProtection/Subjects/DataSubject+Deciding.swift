extension DataSubject {
  /// The provision that keeps data until a period of law is over.
  public static let storeOnly = Citation(
    instrument: Phrase("《中华人民共和国个人信息保护法》", "Personal Information Protection Law"),
    provision: Phrase("第四十七条", "art. 47"))

  /// Decides a command; see `Matter.deciding`.
  public static func deciding(
    _ command: Command, on subject: DataSubject?, in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    let subject = subject ?? DataSubject(id: context.newIdentifier, lastDay: context.businessDay)
    try context.checkDay(notBefore: subject.lastDay, of: subject.id)
    try subject.refuseErased()
    let envelope = context.envelope(of: subject.id)
    switch command {
    case .reveal(let reason, let cases):
      try check(reason)
      try subject.refuseStoredOnly()
      return Outcome(
        .revealed(SubjectRevealed(cases: cases, reason: .plain(reason), envelope: envelope)))
    case .hold(let reason):
      try check(reason)
      guard !subject.isHeld else {
        throw subject.refusal(
          Phrase("已在法律保全中", "is under a legal hold already"),
          Phrase(
            "解除：xiaobao person release \(subject.id) --reason 理由",
            "end it: xiaobao person release \(subject.id) --reason TEXT"))
      }
      return Outcome(.held(SubjectHeld(reason: .plain(reason), envelope: envelope)))
    case .release(let reason):
      try check(reason)
      guard subject.isHeld else {
        throw subject.refusal(
          Phrase("没有法律保全", "is under no legal hold"),
          Phrase("查看：xiaobao person find --file 文件", "see xiaobao person find --file FILE"))
      }
      return Outcome(.released(SubjectReleased(reason: .plain(reason), envelope: envelope)))
    case .requestErasure(let reason):
      try check(reason)
      try subject.refuseHeld()
      if let request = subject.request { throw subject.alreadyAsked(request) }
      return Outcome(
        .erasureRequested(SubjectErasureRequested(reason: .plain(reason), envelope: envelope)))
    case .cancelErasure(let reason):
      try check(reason)
      guard subject.request != nil else { throw subject.notAsked() }
      return Outcome(
        .erasureCancelled(SubjectErasureCancelled(reason: .plain(reason), envelope: envelope)))
    case .confirmErasure(let until, let keys, let cases):
      try subject.refuseHeld()
      try subject.checkSecondPerson(in: context)
      if let until, until >= context.businessDay {
        return Outcome(
          .restricted(SubjectRestricted(until: until, cases: cases, envelope: envelope)))
      }
      return Outcome(.erased(SubjectErased(keys: keys, cases: cases, envelope: envelope)))
    }
  }

  private static func check(_ reason: String) throws(Refusal) {
    try TextCheck.notEmpty(reason, Phrase("理由", "reason"))
    try TextCheck.size(reason, Phrase("理由", "reason"))
  }

  /// Two persons, one of them of compliance.
  private func checkSecondPerson(in context: Context) throws(Refusal) {
    guard let request else { throw notAsked() }
    guard request.actor != context.actor else {
      throw Refusal(
        .approvalNeeded,
        problem: Phrase("删除申请由本人提出，不能由本人确认", "you asked for the erasure yourself"),
        remedy: Phrase(
          "请另一人确认：xiaobao person erase \(id) --confirm --as 工号",
          "let somebody else confirm it: xiaobao person erase \(id) --confirm --as STAFF"))
    }
    let people = [request.actor, context.actor].compactMap { context.lookUps.person($0) }
    guard people.contains(where: { $0.has(.compliance, on: context.businessDay) }) else {
      throw Refusal(
        .approvalNeeded,
        problem: Phrase(
          "申请人与确认人都没有合规角色", "neither who asked nor who confirms has the compliance role"),
        remedy: Phrase("请合规部门人员确认", "let somebody of compliance confirm it"))
    }
  }

  private func refuseErased() throws(Refusal) {
    guard let erasedOn else { return }
    throw refusal(
      Phrase("已于 \(erasedOn.iso) 删除", "was erased on \(erasedOn.iso)"),
      Phrase("密钥已销毁，无法恢复", "its key is destroyed; nothing can be brought back"))
  }

  private func refuseHeld() throws(Refusal) {
    guard isHeld else { return }
    throw refusal(
      Phrase("在法律保全中，不得删除", "is under a legal hold and cannot be erased"),
      Phrase(
        "保全结束后解除：xiaobao person release \(id) --reason 理由",
        "end the hold first: xiaobao person release \(id) --reason TEXT"))
  }

  private func refuseStoredOnly() throws(Refusal) {
    guard let storedOnlyUntil else { return }
    throw Refusal(
      .notAdmitted,
      problem: Phrase(
        "\(id) 的个人信息自删除申请起仅存储至 \(storedOnlyUntil.iso)",
        "the data of \(id) is only stored, until \(storedOnlyUntil.iso), since its erasure was asked for"
      ),
      remedy: Phrase(
        "保存期内除存储和必要的安全保护外不得处理", "until then nothing but storing and protecting it is allowed"),
      basis: Self.storeOnly)
  }

  private func alreadyAsked(_ request: Request) -> Refusal {
    refusal(
      Phrase(
        "已由 \(request.actor) 于 \(request.day.iso) 申请删除",
        "has a request to erase, by \(request.actor) of \(request.day.iso)"),
      Phrase(
        "由另一人确认：xiaobao person erase \(id) --confirm",
        "let somebody else confirm it: xiaobao person erase \(id) --confirm"))
  }

  private func notAsked() -> Refusal {
    refusal(
      Phrase("没有待确认的删除申请", "has no request to erase"),
      Phrase(
        "先由一人申请：xiaobao person erase \(id) --reason 理由",
        "let somebody ask for it first: xiaobao person erase \(id) --reason TEXT"))
  }

  private func refusal(_ what: Phrase, _ remedy: Phrase) -> Refusal {
    Refusal(
      .notAdmitted, problem: Phrase("\(id) \(what.zh)", "\(id) \(what.en)"), remedy: remedy)
  }
}
