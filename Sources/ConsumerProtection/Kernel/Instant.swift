/// A point of time, in milliseconds, always UTC.
///
/// Rules count in `CivilDay`; an instant says when something entered the record.
public struct Instant: Sendable, Hashable, Comparable {
  /// Milliseconds since 1970-01-01T00:00:00Z.
  public let milliseconds: Int64

  private static let perDay: Int64 = 86_400_000

  /// An instant by its count.
  ///
  /// - Parameter milliseconds: Milliseconds since 1970-01-01T00:00:00Z.
  public init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  /// Reads exactly `2026-11-23T01:24:26.817Z`; nil for any other spelling.
  public init?(iso: String) {
    let bytes = Array(iso.utf8)
    guard bytes.count == 24, bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
      bytes[16] == UInt8(ascii: ":"), bytes[19] == UInt8(ascii: "."),
      bytes[23] == UInt8(ascii: "Z"),
      let day = CivilDay(iso: String(decoding: bytes[0..<10], as: UTF8.self)),
      let hour = Self.digits(bytes[11..<13]), let minute = Self.digits(bytes[14..<16]),
      let second = Self.digits(bytes[17..<19]), let milli = Self.digits(bytes[20..<23]),
      hour < 24, minute < 60, second < 60
    else { return nil }
    let inDay = ((hour * 60 + minute) * 60 + second) * 1000 + milli
    milliseconds = Int64(day.number) * Self.perDay + inDay
  }

  /// The instant as `2026-11-23T01:24:26.817Z`.
  public var iso: String {
    let inDay = milliseconds - Int64(utcDay.number) * Self.perDay
    let clock = [
      Self.padded(inDay / 3_600_000, to: 2), Self.padded(inDay / 60_000 % 60, to: 2),
      Self.padded(inDay / 1000 % 60, to: 2),
    ]
    return "\(utcDay.iso)T\(clock[0]):\(clock[1]):\(clock[2]).\(Self.padded(inDay % 1000, to: 3))Z"
  }

  /// The civil day in UTC.
  public var utcDay: CivilDay { day(atOffset: 0) }

  /// The civil day at a place.
  ///
  /// - Parameter seconds: What local time is ahead of UTC, in seconds; 28,800 in China.
  /// - Returns: The local day.
  public func day(atOffset seconds: Int) -> CivilDay {
    let local = milliseconds + Int64(seconds) * 1000
    let number = local / Self.perDay
    return CivilDay(number: Int32(clamping: local % Self.perDay < 0 ? number - 1 : number))
  }

  /// The minute of the local day at a place, 0 to 1439.
  ///
  /// - Parameter seconds: What local time is ahead of UTC, in seconds; 28,800 in China.
  /// - Returns: Minutes since local midnight.
  public func minuteOfDay(atOffset seconds: Int) -> Int {
    let local = milliseconds + Int64(seconds) * 1000
    return Int((local - Int64(day(atOffset: seconds).number) * Self.perDay) / 60_000)
  }

  /// Whether the first instant comes before the second.
  public static func < (first: Instant, second: Instant) -> Bool {
    first.milliseconds < second.milliseconds
  }

  private static func digits(_ bytes: ArraySlice<UInt8>) -> Int64? {
    var value: Int64 = 0
    for byte in bytes {
      guard (48...57).contains(byte) else { return nil }
      value = value * 10 + Int64(byte - 48)
    }
    return value
  }

  private static func padded(_ value: Int64, to width: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }
}
