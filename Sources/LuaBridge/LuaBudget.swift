/// What one call, or one load, may use. Once any part is spent, every further line of the script raises,
/// so that `pcall` cannot swallow the end.
public struct LuaBudget: Sendable, Equatable {
  /// VM instructions and charged C work together; exact and the same on every machine.
  public let instructions: Int
  /// Bytes the whole machine may hold, 8 MiB at most in one block.
  public let memoryBytes: Int
  /// Wall-clock time in milliseconds, host functions not counted: a back stop, not reproducible.
  public let wallMilliseconds: Int

  /// Makes a budget; parts below 1 count as 1, a wall clock beyond a day as a day.
  public init(instructions: Int, memoryBytes: Int, wallMilliseconds: Int) {
    self.instructions = min(max(1, instructions), Int.max / 8)
    self.memoryBytes = min(max(1, memoryBytes), Int.max / 8)
    self.wallMilliseconds = min(max(1, wallMilliseconds), 86_400_000)
  }

  /// For a hook: 200 000 instructions, 8 MiB, 1 s.
  public static let hook = LuaBudget(
    instructions: 200_000, memoryBytes: 8 << 20, wallMilliseconds: 1_000)
  /// For loading a plugin: 2 000 000 instructions, 16 MiB, 5 s.
  public static let load = LuaBudget(
    instructions: 2_000_000, memoryBytes: 16 << 20, wallMilliseconds: 5_000)
}

/// What one call used.
public struct LuaMeters: Sendable, Equatable {
  /// VM instructions and charged C work; the same for the same script and input.
  public let instructions: Int
  /// The most bytes the machine held during the call; depends on earlier calls, so not reproducible.
  public let memoryPeakBytes: Int
  /// Wall-clock time in nanoseconds without the time spent in host functions.
  public let wallNanoseconds: Int

  /// Makes meters.
  public init(instructions: Int, memoryPeakBytes: Int, wallNanoseconds: Int) {
    self.instructions = instructions
    self.memoryPeakBytes = memoryPeakBytes
    self.wallNanoseconds = wallNanoseconds
  }

  /// Nothing used.
  public static let none = LuaMeters(instructions: 0, memoryPeakBytes: 0, wallNanoseconds: 0)
}
