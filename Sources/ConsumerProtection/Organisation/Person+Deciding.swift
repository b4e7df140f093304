extension Person {
  private static let noun = Phrase("人员", "person")

  /// Decides a command; see `Matter.deciding`.
  public static func deciding(
    _ command: Command, on person: Person?, in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    try context.checkDay()
    guard let person else { return try opening(command, in: context) }
    let envelope = context.envelope(of: person.id)
    switch command {
    case .record:
      throw .alreadyThere(noun, person.id, show: "xiaobao person show \(person.id)")
    case .post(let unit, let position, let from):
      try person.check(from: from)
      try context.activeUnit(unit, on: from)
      try TextCheck.size(position, Phrase("岗位", "position"), max: TextCheck.shortMax)
      return Outcome(
        .posted(PersonPosted(unit: unit, position: position, from: from, envelope: envelope)))
    case .grant(let role, let unit, let from, let until):
      try person.check(from: from)
      if let unit { try context.activeUnit(unit, on: from) }
      try checkOrder(from: from, until: until)
      return Outcome(
        .roleGranted(
          RoleGranted(role: role, unit: unit, from: from, until: until, envelope: envelope)))
    case .end(let role, let from):
      try person.checkHeld(role, from: from)
      return Outcome(.roleEnded(RoleEnded(role: role, from: from, envelope: envelope)))
    case .cover(let other, let from, let until):
      try person.check(from: from)
      return try person.covering(by: other, from: from, until: until, in: context)
    case .leave(let from):
      try person.check(from: from)
      return Outcome(.left(PersonLeft(from: from, envelope: envelope)))
    case .authorise(let upTo, let unit, let from, let until, let reason):
      try person.check(from: from)
      try checkOrder(from: from, until: until)
      try TextCheck.notEmpty(reason, Phrase("授权原因", "reason of the authority"))
      try TextCheck.size(reason, Phrase("授权原因", "reason of the authority"))
      try person.checkAuthority(upTo, unit: unit, from: from, until: until, in: context)
      return Outcome(
        .authorityGranted(
          AuthorityGranted(
            upTo: upTo, unit: unit, from: from, until: until, reason: .plain(reason),
            envelope: envelope)))
    }
  }

  private static func opening(
    _ command: Command, in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    switch command {
    case .record(let name, let from):
      try TextCheck.notEmpty(name, Phrase("姓名", "name"))
      try TextCheck.size(name, Phrase("姓名", "name"), max: TextCheck.shortMax)
      try TextCheck.identifier(context.newIdentifier, Phrase("工号", "staff number"))
      let envelope = context.envelope(of: context.newIdentifier)
      return Outcome(
        .recorded(PersonRecorded(name: .plain(name), from: from, envelope: envelope)))
    case .post, .grant, .end, .leave, .authorise, .cover:
      throw .notThere(noun, context.newIdentifier, list: "xiaobao person list")
    }
  }

  private static func checkOrder(from: CivilDay, until: CivilDay?) throws(Refusal) {
    guard let until, until <= from else { return }
    throw Refusal(
      .badDay,
      problem: Phrase(
        "终止日 \(until.iso) 不晚于起始日 \(from.iso)",
        "the end \(until.iso) does not come after the start \(from.iso)"),
      remedy: Phrase("终止日为首个不再有效的日期，请重填", "the end is the first day without it; give a later one"))
  }

  private func check(from: CivilDay) throws(Refusal) {
    guard !isActive(on: from) else { return }
    throw Refusal(
      .badDay,
      problem: Phrase(
        "工号“\(id)”自 \(self.from.iso) 起在岗\(leftFrom.map { "，\($0.iso) 起离岗" } ?? "")，"
          + "不含 \(from.iso)",
        "the person `\(id)` is in service from \(self.from.iso)"
          + "\(leftFrom.map { " until \($0.iso)" } ?? ""), not on \(from.iso)"),
      remedy: Phrase("请给出在岗期间的日期", "give a day of the service"))
  }

  private func checkHeld(_ role: Role, from: CivilDay) throws(Refusal) {
    let isHeld = grants.contains { $0.role == role && ($0.until.map { from < $0 } ?? true) }
    guard !isHeld else { return }
    throw Refusal(
      .notAdmitted,
      problem: Phrase(
        "工号“\(id)”自 \(from.iso) 起没有“\(role.title.zh)”角色",
        "the person `\(id)` does not have the role \(role.title.en) from \(from.iso) on"),
      remedy: Phrase(
        "用 xiaobao person show \(id) 查看其角色", "see the roles with xiaobao person show \(id)"))
  }
}
