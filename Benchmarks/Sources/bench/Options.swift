/// What the command line of the benchmarks says.
struct Options {
  enum Part: String, CaseIterable {
    case start, decisions, submits, reads, ledger, plugins
  }

  /// The root of the repository.
  var repository = ".."
  /// The release binary.
  var xiaobao = "../.build/release/xiaobao"
  /// A workspace of the demo; nil makes one.
  var workspace: String?
  /// The disk that is measured.
  var directory = "../.build/bench"
  /// Where the JSON lines go.
  var results = "../.build/bench/results.jsonl"
  var parts: [Part] = [.start, .decisions, .submits, .reads]
  /// Complaints of the part `ledger`.
  var size = 100_000
  /// Where `ledgerpeer` and `sqlitepeer` lie.
  var peers = ".build/release"
  /// A Python that has zen-engine; nil leaves the comparison with it out.
  var python: String?
  /// Fewer rounds: for a look, not for a report.
  var isQuick = false
  /// Whether the scratch folder stays.
  var keeps = false

  static let usage = """
    bench [--repository DIR] [--xiaobao FILE] [--workspace DIR] [--directory DIR] [--results FILE]
          [--only start,decisions,submits,reads,ledger,plugins] [--python FILE] [--size N] [--peers DIR] [--quick] [--keep]
    """

  init(_ arguments: [String]) throws(BenchError) {
    var rest = arguments[...]
    while let name = rest.popFirst() {
      switch name {
      case "--quick": isQuick = true
      case "--keep": keeps = true
      case "--repository": repository = try Self.value(of: name, &rest)
      case "--xiaobao": xiaobao = try Self.value(of: name, &rest)
      case "--workspace": workspace = try Self.value(of: name, &rest)
      case "--directory": directory = try Self.value(of: name, &rest)
      case "--python": python = try Self.value(of: name, &rest)
      case "--peers": peers = try Self.value(of: name, &rest)
      case "--size":
        let text = try Self.value(of: name, &rest)
        guard let number = Int(text), number >= 10_000 else {
          throw BenchError("--size needs a number of at least 10000, not \(text)")
        }
        size = number
      case "--results": results = try Self.value(of: name, &rest)
      case "--only": parts = try Self.parts(try Self.value(of: name, &rest))
      default: throw BenchError("unknown argument \(name)\n\(Self.usage)")
      }
    }
    try Files.makeFolders(of: "\(directory)/.")
  }

  private static func value(
    of name: String, _ rest: inout ArraySlice<String>
  ) throws(BenchError) -> String {
    guard let value = rest.popFirst() else { throw BenchError("\(name) needs a value\n\(usage)") }
    return value
  }

  private static func parts(_ text: String) throws(BenchError) -> [Part] {
    var parts: [Part] = []
    for word in text.split(separator: ",") {
      guard let part = Part(rawValue: String(word)) else {
        throw BenchError("no part \(word)\n\(usage)")
      }
      parts.append(part)
    }
    return parts
  }
}
