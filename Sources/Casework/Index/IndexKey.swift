internal import ConsumerProtection

/// The keys of the engine's few index entries beside the rows; the first byte is the kind of entry.
enum IndexKey {
  /// The last case number given on a day: `k` + day; of contacts `c` + day.
  static func counter(_ day: CivilDay, letter: String = "C") -> [UInt8] {
    [letter == "K" ? UInt8(ascii: "c") : UInt8(ascii: "k")] + ordered(day)
  }
  /// The complaints that bear a number elsewhere: `n` + the number; the value is one number a line.
  static func outsideNumber(_ number: some Sequence<UInt8>) -> [UInt8] {
    [UInt8(ascii: "n")] + number
  }
  /// For whom somebody ever stood in: `w` + staff number; the value is one staff number a line.
  static func covered(by person: some Sequence<UInt8>) -> [UInt8] {
    [UInt8(ascii: "w")] + person
  }
  /// The plugins that failed last or are in quarantine: `h`.
  static let pluginHealth = [UInt8(ascii: "h")]
  /// The plugin set last activated: `x`.
  static let pluginSet = [UInt8(ascii: "x")]

  /// How many records an operator opened in an hour of the clock: `v` + hour + staff number.
  static func reveals(hour: UInt32, actor: String) -> [UInt8] {
    [UInt8(ascii: "v")] + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: hour >> $0) } + actor.utf8
  }
  /// The business day of the last sweep: `s`.
  static let sweep = [UInt8(ascii: "s")]

  /// Four bytes that sort like the day.
  private static func ordered(_ day: CivilDay) -> [UInt8] {
    let number = UInt32(bitPattern: day.number) ^ 0x8000_0000
    return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }
}
