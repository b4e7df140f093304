/// Where the workspace key comes from when it is not the file beside the pool.
public protocol WorkspaceKeySource: Sendable {
  /// The place as errors name it; never the key.
  var place: String { get }
  /// What stands there: 32 bytes, or 64 hexadecimal digits; nil = nothing.
  func contents() -> [UInt8]?
}

/// The forms of a workspace key.
public enum WorkspaceKeyText {
  /// The bytes of a key as it was written: 32 bytes, or 64 hexadecimal digits between blanks; nil for
  /// anything else.
  public static func bytes(of contents: [UInt8]) -> [UInt8]? {
    if contents.count == WorkspaceKey.byteCount { return contents }
    let text = String(decoding: contents, as: UTF8.self).filter { !$0.isWhitespace }
    guard text.utf8.count == 2 * WorkspaceKey.byteCount, text.allSatisfy(\.isHexDigit) else {
      return nil
    }
    let digits = text.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
  }

  /// Eight bytes that tell a key apart without revealing it: they stand in each key file.
  public static func mark(of key: [UInt8]) -> [UInt8] { WorkspaceKey(key).mark }
}
