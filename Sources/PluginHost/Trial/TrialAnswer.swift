public import ConsumerProtection

/// What a plugin answers to one question on its own, with what that took.
public struct TrialAnswer: Sendable, Equatable {
  /// A line that the script logged or printed.
  public struct LogLine: Sendable, Equatable {
    /// `info` or `warn`.
    public let level: String
    /// The line.
    public let text: String
  }

  /// A field of the record that was read, with what the script saw.
  public struct Read: Sendable, Equatable {
    /// The field's name.
    public let name: String
    /// The value that the script saw, masked where the plugin may not see it.
    public let value: FieldValue
  }

  /// The answer as the script returned it, each `because` as `["code", {arguments}]`; null for no
  /// opinion.
  public let value: JSONValue
  /// The fields read, in the order of the declaration.
  public let reads: [Read]
  /// The fields of `ctx` that were read.
  public let contextReads: [String]
  /// Where the answering function is defined, e.g. `main.lua:14`.
  public let at: String
  /// Instructions used and charged; the same for the same question everywhere.
  public let instructions: Int
  /// Instructions allowed.
  public let instructionsMax: Int
  /// The most KiB that the machine held.
  public let memoryKiB: Int
  /// KiB allowed.
  public let memoryKiBMax: Int
  /// Nanoseconds of the call without the time in host functions.
  public let nanoseconds: Int
  /// What the script logged, in order.
  public let log: [LogLine]
  /// Why there is no answer; nil when there is one.
  public let failure: PluginFailure?

  /// The reasons in the answer, whole or item by item, in the order in which they stand.
  public var reasons: [JSONValue] {
    if let own = value["because"] { return [own] }
    return (value.array ?? []).compactMap { $0["because"] }
  }
}
