public import ConsumerProtection
internal import EventLedger

/// When a command happens: the real instant and the business time.
struct Moment: Sendable {
  let now: Instant
  let today: CivilDay
  let businessDay: CivilDay
  let businessMinute: Int?
}

extension Workspace {
  /// The civil day of now in the institution's zone.
  public nonisolated func today() -> CivilDay { clock.civil(clock.now()).day }

  /// The moment of a command: `--on`, or now.
  ///
  /// - Throws: `XB-004` for a time in the future.
  func moment(of invocation: Invocation) throws(Failure) -> Moment {
    let now = clock.now()
    let civil = clock.civil(now)
    guard let on = invocation.on else {
      return Moment(
        now: now, today: civil.day, businessDay: civil.day, businessMinute: civil.minute)
    }
    guard (on.day, on.minute ?? 0) <= (civil.day, civil.minute) else {
      throw Failure(
        Refusal.Code.badDay.text,
        problem: Phrase(
          "业务日 \(on.text) 在未来（今天是 \(civil.day.iso)）",
          "The business day \(on.text) lies in the future (today is \(civil.day.iso))"),
        remedy: Phrase("用 --on 给出实际发生的日期", "Give the day on which it happened with --on"))
    }
    return Moment(now: now, today: civil.day, businessDay: on.day, businessMinute: on.minute)
  }

  /// Refuses a business day before the matter's last event.
  func check(_ moment: Moment, notBefore loaded: LoadedMatter) throws(Failure) {
    guard let last = loaded.lastDay, moment.businessDay < last else { return }
    let id = loaded.reference.id
    throw Failure(
      Refusal.Code.badDay.text,
      problem: Phrase(
        "业务日 \(moment.businessDay.iso) 早于 \(id) 的上一事项（\(last.iso)）",
        "The business day \(moment.businessDay.iso) lies before the last event of \(id) (\(last.iso))"
      ),
      remedy: Phrase(
        "用 --on 给出 \(last.iso) 或之后的日期；经过见 xiaobao \(loaded.reference.kind) history \(id)",
        "Give \(last.iso) or a later day with --on; see xiaobao \(loaded.reference.kind) history \(id)"
      ))
  }

  /// Whether the site admits this day without a special role.
  func isBackdated(_ moment: Moment) -> Bool {
    guard let max = site.policy.backdatingDaysMax else { return false }
    return moment.businessDay.distance(to: moment.today) > max
  }
}

extension BusinessTime {
  /// As it was written.
  var text: String {
    guard let minute else { return day.iso }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(day.iso)T\(two(minute / 60)):\(two(minute % 60))"
  }
}
