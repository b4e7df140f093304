/// Finds the word that somebody most likely meant.
public enum Nearest {
  /// The candidate with the fewest changed letters, or nil when none is near: at most a third of
  /// the word may differ, and at least one letter must agree. Of equals the first wins.
  public static func match(of word: String, in candidates: some Sequence<String>) -> String? {
    let letters = Array(word.lowercased().unicodeScalars)
    guard !letters.isEmpty, letters.count <= 128 else { return nil }
    var best: (candidate: String, distance: Int)?
    for candidate in candidates {
      let other = Array(candidate.lowercased().unicodeScalars)
      let limit = max(1, max(letters.count, other.count) / 3)
      guard abs(letters.count - other.count) <= limit else { continue }
      let distance = distance(letters, other)
      guard distance <= limit, distance < max(letters.count, other.count) else { continue }
      if distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.candidate
  }

  /// How many letters must be inserted, removed, replaced or exchanged with their neighbour.
  private static func distance(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Int {
    var (before, above) = ([Int](), Array(0...second.count))
    for (line, letter) in first.enumerated() {
      var row = [line + 1]
      for (column, other) in second.enumerated() {
        var cost = min(
          above[column] + (letter == other ? 0 : 1), above[column + 1] + 1, row[column] + 1)
        if line > 0, column > 0, letter == second[column - 1], first[line - 1] == other {
          cost = min(cost, before[column - 1] + 1)
        }
        row.append(cost)
      }
      (before, above) = (above, row)
    }
    return above[second.count]
  }
}
