internal import Casework
internal import ConsumerProtection

#if canImport(Glibc)
  internal import Glibc
#endif

/// Today in the institution's zone, which opening a workspace made the process's own.
enum LocalDay {
  static func today() -> CivilDay {
    var seconds = time(nil)
    var parts = tm()
    localtime_r(&seconds, &parts)
    let shifted = Int64(seconds) + Int64(parts.tm_gmtoff)
    let day = shifted >= 0 ? shifted / 86_400 : (shifted - 86_399) / 86_400
    return CivilDay(number: Int32(clamping: day))
  }

  /// The real instant.
  static func now() -> Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }
}

extension Session {
  /// The business day of the command; only with an opened workspace, which sets the zone.
  func businessDay() throws(Failure) -> CivilDay {
    try day() ?? LocalDay.today()
  }

  /// A day option, or the business day.
  func day(_ text: String?, _ option: String) throws(Failure) -> CivilDay {
    if let day = try OptionValue.day(text, option) { return day }
    return try businessDay()
  }
}
