/// Which host functions a call may use, and the sentence raised for the others.
/// Made once for a machine and a hook by ``LuaMachine/allowance(refusing:)``.
public struct LuaAllowance: Sendable {
  let refusals: [Int: String]
  let mask: [UInt64]

  /// Every host function.
  public static let everything = LuaAllowance(refusals: [:], mask: [])
}
