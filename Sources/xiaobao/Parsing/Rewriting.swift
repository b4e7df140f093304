/// Brings a command line into the order that ArgumentParser reads.
enum Rewriting {
  /// Moves global options that stand before the noun or the verb behind the rest, and turns
  /// `--json -` into `--json --file -`.
  static func rewritten(_ arguments: [String]) -> [String] {
    let beforeNoun = leadingCount(in: arguments[...])
    var rest = arguments[beforeNoun...]
    let noun = rest.prefix(1).filter { !$0.hasPrefix("-") }
    rest = rest.dropFirst(noun.count)
    let beforeVerb = leadingCount(in: rest)
    return behindVerb(
      noun + rest.dropFirst(beforeVerb), arguments[..<beforeNoun] + rest.prefix(beforeVerb))
  }

  private static func behindVerb(_ words: [String], _ options: ArraySlice<String>) -> [String] {
    var rest = words
    // Behind `--` nothing is an option.
    let end = rest.firstIndex(of: "--") ?? rest.endIndex
    rest.insert(contentsOf: options, at: end)
    if let json = rest.firstIndex(of: "--json"), json + 1 < rest.count, rest[json + 1] == "-" {
      rest.insert("--file", at: json + 1)
    }
    return rest
  }

  /// How many of the first arguments are global options and their values.
  private static func leadingCount(in slice: ArraySlice<String>) -> Int {
    let arguments = Array(slice)
    var index = 0
    while index < arguments.count {
      let argument = arguments[index]
      let name = String(argument.prefix { $0 != "=" })
      if GlobalOptions.flagNames.contains(argument) {
        index += 1
      } else if GlobalOptions.valueNames.contains(name) {
        let takesNext = name == argument
        guard !takesNext || index + 1 < arguments.count else { return index }
        index += takesNext ? 2 : 1
      } else {
        return index
      }
    }
    return index
  }
}
