/// A stop of the clock, such as a mediation or an outside appraisal (时限中止).
///
/// Source: 银行业保险业消费投诉处理管理办法 (银保监会令2020年第3号), art. 18(2) and art. 23.
public struct Pause: Sendable, Hashable {
  /// The first day that does not count.
  public let from: CivilDay
  /// The last day that does not count; at or after `from`.
  public let through: CivilDay
  /// Why the clock stopped.
  public let reason: Phrase?

  /// A stop from one day through another, both included.
  public init(from: CivilDay, through: CivilDay, reason: Phrase? = nil) {
    precondition(from <= through, "a pause ends on or after the day it begins")
    self.from = from
    self.through = through
    self.reason = reason
  }

  /// How many days do not count.
  public var days: Int { from.distance(to: through) + 1 }

  func contains(_ day: CivilDay) -> Bool { from <= day && day <= through }
}
