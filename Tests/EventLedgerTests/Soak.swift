import Foundation

/// How long the random tests run, and from which seed.
///
/// `make test` runs them with fixed seeds, so that a failure is not a matter of luck; `make soak` sets
/// `XIAOBAO_SOAK` to a factor and begins at a seed that nobody chose. `XIAOBAO_SEED` repeats a run.
enum Soak {
  private static let variables = ProcessInfo.processInfo.environment

  /// 1 in `make test`.
  static let factor = max(1, Int(variables["XIAOBAO_SOAK"] ?? "") ?? 1)
  static let isLong = factor > 1

  /// The first seed of every random test in this run.
  static let base: UInt64 = {
    let asked = UInt64(variables["XIAOBAO_SEED"] ?? "")
    let seed = asked ?? (isLong ? UInt64.random(in: 1...1_000_000_000) : 1)
    print("seeds begin at \(seed); XIAOBAO_SEED=\(seed) repeats this run")
    return seed
  }()

  /// Seeds of a random test: a few, or many.
  static func seeds(_ count: UInt64) -> [UInt64] {
    (0..<(count * UInt64(factor))).map { base &+ $0 }
  }
}
