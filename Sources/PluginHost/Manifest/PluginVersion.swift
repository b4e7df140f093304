/// A version of a plugin, `x.y.z`; the parts that a requirement leaves out are 0.
public struct PluginVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Changes that break.
  public let major: Int
  /// Changes that add.
  public let minor: Int
  /// Changes that repair.
  public let patch: Int

  /// A version by its parts, each 0 or more.
  public init(_ major: Int, _ minor: Int = 0, _ patch: Int = 0) {
    self.major = major
    self.minor = minor
    self.patch = patch
  }

  /// Reads `1.4.0`; one or two parts are allowed only where `parts` says so.
  ///
  /// - Parameters:
  ///   - text: Digits and dots, no leading zeros, each part below 1,000,000.
  ///   - parts: How many parts may stand there.
  public init?(_ text: String, parts: ClosedRange<Int> = 3...3) {
    let pieces = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.contains(pieces.count) else { return nil }
    var numbers: [Int] = []
    for piece in pieces {
      guard (1...6).contains(piece.utf8.count), piece.utf8.allSatisfy({ (48...57).contains($0) }),
        piece.utf8.count == 1 || piece.first != "0", let number = Int(piece)
      else { return nil }
      numbers.append(number)
    }
    while numbers.count < 3 { numbers.append(0) }
    self.init(numbers[0], numbers[1], numbers[2])
  }

  /// The version as `x.y.z`.
  public var description: String { "\(major).\(minor).\(patch)" }

  /// Whether the first version is older.
  public static func < (first: PluginVersion, second: PluginVersion) -> Bool {
    (first.major, first.minor, first.patch) < (second.major, second.minor, second.patch)
  }
}

/// The level of the Lua API, `major.minor`; a level offers all that lower minors offer.
public struct APILevel: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Nothing is ever removed inside a major.
  public let major: Int
  /// Counts additions.
  public let minor: Int

  /// The level that this build offers.
  public static let current = APILevel(1, 0)

  /// A level by its parts.
  public init(_ major: Int, _ minor: Int) {
    self.major = major
    self.minor = minor
  }

  /// Reads exactly `1.0`.
  public init?(_ text: String) {
    guard let version = PluginVersion(text, parts: 2...2) else { return nil }
    self.init(version.major, version.minor)
  }

  /// The level as `1.0`.
  public var description: String { "\(major).\(minor)" }

  /// Whether a plugin written for `needed` runs on this level.
  public func offers(_ needed: APILevel) -> Bool { major == needed.major && minor >= needed.minor }

  /// Whether the first level is lower.
  public static func < (first: APILevel, second: APILevel) -> Bool {
    (first.major, first.minor) < (second.major, second.minor)
  }
}
