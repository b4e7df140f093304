internal import ConsumerProtection

#if canImport(Glibc)
  internal import Glibc
#endif

/// Turns instants into civil days of the institution's time zone.
///
/// One zone a process: the C library keeps it, and its data (tzdata) is the machine's.
struct ZoneClock: Sendable {
  let zone: String

  /// Zones without summer time whose offset is known even where tzdata is not installed.
  private static let fixed = ["Asia/Shanghai": "CST-8", "Asia/Hong_Kong": "HKT-8", "UTC": "UTC0"]

  /// Sets the process's zone; nil when the machine has no data for it.
  init?(zone: String) {
    let isPlain = zone.utf8.allSatisfy { byte in
      byte == 0x2F || byte == 0x5F || byte == 0x2D || byte == 0x2B
        || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
        || (0x61...0x7A).contains(byte)
    }
    guard isPlain, !zone.isEmpty else { return nil }
    if access("/usr/share/zoneinfo/\(zone)", R_OK) == 0 {
      setenv("TZ", zone, 1)
    } else if let rule = Self.fixed[zone] {
      setenv("TZ", rule, 1)
    } else {
      return nil
    }
    tzset()
    self.zone = zone
  }

  /// The real instant.
  func now() -> Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }

  /// The civil day and minute of an instant.
  func civil(_ instant: Instant) -> (day: CivilDay, minute: Int) {
    var seconds = time_t(instant.milliseconds / 1000)
    var parts = tm()
    localtime_r(&seconds, &parts)
    let shifted = Int64(seconds) + Int64(parts.tm_gmtoff)
    let day = shifted >= 0 ? shifted / 86_400 : (shifted - 86_399) / 86_400
    return (CivilDay(number: Int32(day)), Int((shifted - day * 86_400) / 60))
  }
}
