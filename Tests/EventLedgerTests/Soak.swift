import Foundation

/// How much longer the random tests run: `make soak` sets `XIAOBAO_SOAK`.
enum Soak {
  /// 1 in `make test`.
  static let factor = max(1, Int(ProcessInfo.processInfo.environment["XIAOBAO_SOAK"] ?? "") ?? 1)
  /// Seeds of a random test: the first few, or many.
  static func seeds(_ count: UInt64) -> [UInt64] { Array(1...(count * UInt64(factor))) }
}
