// What regimes have beside an extension: a message that states a day, and an early end that spares a duty.

extension Complaint {
  /// The whole budget that a further step gives: the row's own, or the day that the message states.
  func budget(
    of row: Limit, on obligation: Obligation, _ stated: CivilDay?, in context: Context
  ) throws(Refusal) -> Budget {
    guard row.terms.statedDay != .counted else {
      if let stated { throw countedDay(row, stated) }
      return row.budget
    }
    guard let stated else { throw noStatedDay(row) }
    if row.terms.statedDay == .within {
      let calendar = context.calendar(row.terms.calendar ?? obligation.calendar?.id)
      let latest = row.budget.due(
        from: obligation.start, minute: obligation.startMinute, in: calendar,
        pauses: obligation.pauses, lastDay: obligation.lastDay
      ).day
      if latest < stated { throw tooLateStated(row, stated, latest) }
    }
    return .fixed(stated)
  }

  /// The opportunities that the complainant's acceptance takes in time: the case is settled by their
  /// day, so that what they exempt falls away.
  func taken(_ satisfaction: Satisfaction?, in context: Context) -> [String] {
    guard let satisfaction,
      [.verySatisfied, .satisfied].contains(satisfaction)
    else { return [] }
    return obligations.filter {
      $0.isOpen && $0.isOpportunity && context.businessDay <= $0.due
    }.map(\.rule)
  }

  private func countedDay(_ row: Limit, _ stated: CivilDay) -> Refusal {
    Refusal(
      .badDay,
      problem: Phrase(
        "\(row.id) 的到期日由规定计算，不能另定为 \(stated.iso)",
        "the day of \(row.id) is counted by the rule and cannot be set to \(stated.iso)"),
      remedy: Phrase("去掉 --expected", "leave out --expected"), basis: row.citation)
  }

  private func noStatedDay(_ row: Limit) -> Refusal {
    let must = row.terms.contents
    let (zh, en) = (
      must.map(\.zh).joined(separator: "、"), must.map(\.en).joined(separator: ", ")
    )
    return Refusal(
      .noticeMissing,
      problem: Phrase(
        "投诉 \(id) 按 \(row.id) 发\(row.terms.step.title.zh)，须写明预计答复日"
          + (zh.isEmpty ? "" : "；须载明：\(zh)"),
        "a \(row.terms.step.title.en) by \(row.id) on \(id) must state the day of the answer"
          + (en.isEmpty ? "" : "; it says: \(en)")),
      remedy: Phrase(
        "用 --expected 给出该日：xiaobao complaint extend \(id) --expected DAY",
        "give it with --expected: xiaobao complaint extend \(id) --expected DAY"),
      basis: row.citation)
  }

  private func tooLateStated(_ row: Limit, _ stated: CivilDay, _ latest: CivilDay) -> Refusal {
    Refusal(
      .badDay,
      problem: Phrase(
        "预计答复日 \(stated.iso) 晚于 \(row.id) 允许的 \(latest.iso)",
        "the stated day \(stated.iso) is later than \(latest.iso), the latest by \(row.id)"),
      remedy: Phrase(
        "用 --expected 给出不晚于 \(latest.iso) 的日期", "give a day up to \(latest.iso) with --expected"),
      basis: row.citation)
  }
}
