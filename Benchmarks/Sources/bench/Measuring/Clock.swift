internal import Glibc

/// The clocks of the machine, in nanoseconds.
enum Clock {
  /// Wall clock that never steps.
  static func now() -> Int64 { read(CLOCK_MONOTONIC) }

  /// Processor time of this process, all threads.
  static func processor() -> Int64 { read(CLOCK_PROCESS_CPUTIME_ID) }

  private static func read(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
