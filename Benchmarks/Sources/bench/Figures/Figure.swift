/// One line of the results: what we need or do beside what the yardstick needs or does.
struct Figure {
  /// What an issue asks of `ratio`.
  enum Target {
    case atLeast(Double)
    case atMost(Double)

    var text: String {
      switch self {
      case .atLeast(let ratio): ">= \(Figure.text(ratio))"
      case .atMost(let ratio): "<= \(Figure.text(ratio))"
      }
    }

    func isMet(by ratio: Double) -> Bool {
      switch self {
      case .atLeast(let least): ratio >= least
      case .atMost(let most): ratio <= most
      }
    }
  }

  let name: String
  let ours: Double
  /// The peer's median of the same run; nil where nothing is compared.
  var theirs: Double?
  /// The unit of both; `/s` means that more is better, a time that less is.
  let unit: String
  var target: Target?
  /// How far the samples of both sides spread, for people.
  var note = ""

  /// `ours / theirs`.
  var ratio: Double? {
    guard let theirs, theirs > 0 else { return nil }
    return ours / theirs
  }

  var isMet: Bool? {
    guard let ratio, let target else { return nil }
    return target.isMet(by: ratio)
  }

  /// Three significant digits, without an exponent.
  static func text(_ value: Double) -> String {
    let size = value.magnitude
    let digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let scaled = Int64((size * scale).rounded())
    var text = String(scaled)
    if digits > 0 {
      while text.count <= digits { text = "0" + text }
      text.insert(".", at: text.index(text.endIndex, offsetBy: -digits))
    }
    return value < 0 ? "-" + text : text
  }
}
