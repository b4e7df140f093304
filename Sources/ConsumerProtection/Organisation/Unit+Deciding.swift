extension Unit {
  private static let noun = Phrase("机构", "unit")

  /// Decides a command; see `Matter.deciding`.
  public static func deciding(
    _ command: Command, on unit: Unit?, in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    try context.checkDay()
    switch (unit, command) {
    case (nil, .establish(let name, let shortName, let level, let parent, let from)):
      try checkName(name)
      try TextCheck.size(shortName, Phrase("简称", "short name"), max: TextCheck.shortMax)
      try TextCheck.identifier(context.newIdentifier, Phrase("机构编号", "unit identifier"))
      try check(parent: parent, of: level, from: from, in: context)
      let envelope = context.envelope(of: context.newIdentifier)
      return Outcome(
        .established(
          UnitEstablished(
            name: name, shortName: shortName, level: level, parent: parent, from: from,
            envelope: envelope)))
    case (nil, .rename), (nil, .move), (nil, .close):
      throw .notThere(noun, context.newIdentifier, list: "xiaobao unit list")
    case (let unit?, .establish):
      throw .alreadyThere(noun, unit.id, show: "xiaobao unit show \(unit.id)")
    case (let unit?, .rename(let name, let from)):
      try checkName(name)
      try unit.check(from: from)
      return Outcome(
        .renamed(UnitRenamed(name: name, from: from, envelope: context.envelope(of: unit.id))))
    case (let unit?, .move(let parent, let from)):
      try unit.check(from: from)
      try unit.checkMove(under: parent, from: from, in: context)
      return Outcome(
        .moved(UnitMoved(parent: parent, from: from, envelope: context.envelope(of: unit.id))))
    case (let unit?, .close(let from)):
      try unit.check(from: from)
      return Outcome(.closed(UnitClosed(from: from, envelope: context.envelope(of: unit.id))))
    }
  }

  private static func checkName(_ name: String) throws(Refusal) {
    try TextCheck.notEmpty(name, Phrase("机构名称", "unit's name"))
    try TextCheck.size(name, Phrase("机构名称", "unit's name"), max: TextCheck.shortMax)
  }

  private static func check(
    parent: String?, of level: Level, from: CivilDay, in context: Context
  ) throws(Refusal) {
    guard let parent else {
      guard level != .headOffice else { return }
      throw Refusal(
        .unknownIdentifier,
        problem: Phrase("\(level.title.zh)没有上级机构", "a \(level.title.en) needs a unit above it"),
        remedy: Phrase(
          "请给出上级机构编号；用 xiaobao unit list 查看",
          "name the unit above it; xiaobao unit list shows them"))
    }
    guard level != .headOffice else {
      throw Refusal(
        .malformedInput, problem: Phrase("总行没有上级机构", "the head office stands under no unit"),
        remedy: Phrase("请去掉上级机构", "leave the unit above out"))
    }
    try context.activeUnit(parent, on: from)
  }

  private func check(from: CivilDay) throws(Refusal) {
    guard from <= self.from || closedFrom.map({ $0 <= from }) ?? false else { return }
    throw Refusal(
      .badDay,
      problem: Phrase(
        "机构“\(id)”自 \(self.from.iso) 起设立\(closedFrom.map { "，\($0.iso) 起撤销" } ?? "")，"
          + "不能自 \(from.iso) 起变更",
        "the unit `\(id)` is open from \(self.from.iso)\(closedFrom.map { " until \($0.iso)" } ?? "")"
          + " and cannot change from \(from.iso)"),
      remedy: Phrase("请给出其间的日期", "give a day in between"))
  }

  /// A unit never comes to stand under itself.
  private func checkMove(
    under parent: String, from: CivilDay, in context: Context
  ) throws(Refusal) {
    guard level != .headOffice else {
      throw Refusal(
        .malformedInput, problem: Phrase("总行没有上级机构", "the head office stands under no unit"),
        remedy: Phrase("请移动其他机构", "move another unit"))
    }
    try context.activeUnit(parent, on: from)
    let above = context.lookUps.unitsAbove(parent, on: from)
    guard parent == id || above.contains(where: { $0.id == id }) else { return }
    throw Refusal(
      .malformedInput,
      problem: Phrase(
        "机构“\(parent)”在“\(id)”之下", "the unit `\(parent)` stands under `\(id)`"),
      remedy: Phrase("请选择另一个上级机构", "choose another unit above"))
  }
}

extension LookUps {
  /// The units above one, from the nearest to the head office, as they stand on the day.
  public func unitsAbove(_ id: String, on day: CivilDay) -> [Unit] {
    var above: [Unit] = []
    var next = unit(id)?.parent(on: day)
    // No bank is deeper; a bound keeps a damaged tree from hanging the count.
    while let id = next, above.count < 32, let unit = unit(id) {
      above.append(unit)
      next = unit.parent(on: day)
    }
    return above
  }

  /// The institution that a unit belongs to: itself, or for a department the first unit above
  /// that is none.
  public func institution(of id: String, on day: CivilDay) -> Unit? {
    guard let unit = unit(id) else { return nil }
    if unit.level != .department { return unit }
    return unitsAbove(id, on: day).first { $0.level != .department }
  }
}
