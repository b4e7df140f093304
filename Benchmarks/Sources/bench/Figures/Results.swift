internal import ConsumerProtection
internal import Glibc

/// Prints figures for people and keeps them as JSON lines for programs. It asserts nothing.
final class Results {
  private let path: String
  private var lines: [UInt8] = []

  init(path: String) { self.path = path }

  /// A heading for people.
  func section(_ title: String) {
    print("\n\(title)")
    print(
      "  \(Self.padded("figure", 44))\(Self.left("ours", 11))\(Self.left("theirs", 11))"
        + "  \(Self.padded("unit", 10))\(Self.left("ratio", 8))  p10…p90 (ours; theirs)")
  }

  /// Prints a remark.
  func note(_ text: String) {
    print("  \(text)")
    fflush(nil)
  }

  func add(_ figure: Figure) {
    let ratio = figure.ratio.map(Figure.text) ?? "-"
    var line =
      "  \(Self.padded(figure.name, 44))\(Self.left(Figure.text(figure.ours), 11))"
      + "\(Self.left(figure.theirs.map(Figure.text) ?? "-", 11))"
      + "  \(Self.padded(figure.unit, 10))\(Self.left(ratio, 8))"
    if let target = figure.target {
      line += "  target \(target.text) \(figure.isMet == true ? "met" : "missed")"
    }
    print(figure.note.isEmpty ? line : "\(line)  \(figure.note)")
    fflush(nil)
    append(figure)
  }

  private func append(_ figure: Figure) {
    func number(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("name", .text(figure.name))
      writer.member("ours", number(figure.ours))
      writer.member("theirs", number(figure.theirs))
      writer.member("unit", .text(figure.unit))
      writer.member("ratio", number(figure.ratio))
      writer.member("target", figure.target.map { .text($0.text) } ?? .null)
      writer.member("met", figure.isMet.map { .boolean($0) } ?? .null)
    }
    lines += writer.bytes + [10]
  }

  /// Writes the JSON lines; a run replaces those of the run before.
  func save() throws(BenchError) {
    try Files.makeFolders(of: path)
    try Files.write(lines, to: path)
    print("\n\(path)")
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }

  private static func left(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(1, width - text.count)) + text
  }
}
