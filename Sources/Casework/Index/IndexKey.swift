internal import ConsumerProtection

/// The keys of the engine's index entries; the first byte is the kind of entry.
enum IndexKey {
  /// A complaint's row: `c` + identifier. Identifiers begin with the day of intake, so a range of
  /// identifiers is a range of days.
  static func complaint(_ id: String) -> [UInt8] { tagged("c", id) }
  /// A thing that falls due: `d` + day + identifier + NUL + name.
  static func due(_ day: CivilDay, _ id: String, _ name: String) -> [UInt8] {
    [UInt8(ascii: "d")] + ordered(day) + Array(id.utf8) + [0] + Array(name.utf8)
  }
  /// The first key of a day's due entries.
  static func dueStart(_ day: CivilDay) -> [UInt8] { [UInt8(ascii: "d")] + ordered(day) }
  /// The last case number given on a day: `k` + day.
  static func counter(_ day: CivilDay) -> [UInt8] { [UInt8(ascii: "k")] + ordered(day) }
  /// The case that an outside record became: `s` + system + NUL + identifier.
  static func source(_ system: String, _ id: String) -> [UInt8] {
    tagged("s", "\(system)\u{0}\(id)")
  }
  /// How many complaints stand at a stage: `t` + stage.
  static func stageCount(_ stage: String) -> [UInt8] { tagged("t", stage) }
  /// A unit: `u` + identifier.
  static func unit(_ id: String) -> [UInt8] { tagged("u", id) }
  /// A person: `p` + staff number.
  static func person(_ id: String) -> [UInt8] { tagged("p", id) }
  /// The plugin set last activated: `x`.
  static let pluginSet = tagged("x", "")

  static func tagged(_ tag: Unicode.Scalar, _ text: String) -> [UInt8] {
    [UInt8(truncatingIfNeeded: tag.value)] + Array(text.utf8)
  }

  /// Four bytes that sort like the day.
  static func ordered(_ day: CivilDay) -> [UInt8] {
    let number = UInt32(bitPattern: day.number) ^ 0x8000_0000
    return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }

  /// The day, identifier and name of a due entry's key.
  static func dueParts(_ key: some Collection<UInt8>) -> (day: CivilDay, id: String, name: String)?
  {
    let bytes = Array(key)
    guard bytes.count > 5, let end = bytes[5...].firstIndex(of: 0) else { return nil }
    let number = bytes[1..<5].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } ^ 0x8000_0000
    return (
      CivilDay(number: Int32(bitPattern: number)), String(decoding: bytes[5..<end], as: UTF8.self),
      String(decoding: bytes[(end + 1)...], as: UTF8.self)
    )
  }
}
