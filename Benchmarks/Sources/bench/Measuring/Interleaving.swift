/// One side of a comparison: does a block of work and says how many nanoseconds one unit took.
struct Side {
  let name: String
  let block: () async throws(BenchError) -> Double
}

/// Runs the sides in turn, so that what disturbs the machine disturbs all of them.
enum Interleaving {
  /// - Parameters:
  ///   - sides: Each round runs every side once, starting with another one each time.
  ///   - warmUp: Rounds whose results are thrown away.
  ///   - rounds: Rounds that count.
  /// - Returns: The samples of each side, in the order of `sides`, one a round.
  /// - Throws: What a side threw.
  static func run(_ sides: [Side], warmUp: Int, rounds: Int) async throws(BenchError) -> [Samples] {
    var samples = sides.map { _ in Samples() }
    for round in 0..<(warmUp + rounds) {
      for turn in sides.indices {
        let place = (turn + round) % sides.count
        let value = try await sides[place].block()
        if round >= warmUp { samples[place].add(value) }
      }
    }
    return samples
  }
}
