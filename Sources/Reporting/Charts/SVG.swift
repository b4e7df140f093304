/// Builds the elements of one SVG; all coordinates are whole numbers, so that the same figure
/// gives the same bytes everywhere.
struct SVG {
  /// Where a text stands relative to its point.
  enum Anchor: String {
    case start, middle, end
  }

  /// The elements in drawing order.
  private(set) var elements: [String] = []

  mutating func rectangle(x: Int, y: Int, width: Int, height: Int, fill: String) {
    guard width > 0 else { return }
    elements.append(
      "<rect x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\" fill=\"\(fill)\""
        + " stroke=\"#222\" stroke-width=\"1\"/>")
  }

  mutating func line(
    from start: (x: Int, y: Int), to end: (x: Int, y: Int), stroke: String
  ) {
    elements.append(
      "<line x1=\"\(start.x)\" y1=\"\(start.y)\" x2=\"\(end.x)\" y2=\"\(end.y)\""
        + " stroke=\"\(stroke)\"/>")
  }

  mutating func polyline(_ points: [(x: Int, y: Int)], stroke: String, dashes: String) {
    let list = points.map { "\($0.x),\($0.y)" }.joined(separator: " ")
    let dash = dashes.isEmpty ? "" : " stroke-dasharray=\"\(dashes)\""
    elements.append(
      "<polyline points=\"\(list)\" fill=\"none\" stroke=\"\(stroke)\" stroke-width=\"2\"\(dash)/>"
    )
  }

  mutating func text(
    _ text: String, x: Int, y: Int, anchor: Anchor = .start, fill: String = "#111"
  ) {
    let side = anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\""
    elements.append(
      "<text x=\"\(x)\" y=\"\(y)\"\(side) fill=\"\(fill)\">\(Markup.escaped(text))</text>")
  }

  /// A point of a line, shaped by its series so that lines differ without colour.
  mutating func marker(_ shape: Int, x: Int, y: Int, fill: String) {
    switch shape % 4 {
    case 0:
      elements.append("<circle cx=\"\(x)\" cy=\"\(y)\" r=\"4\" fill=\"\(fill)\" stroke=\"#222\"/>")
    case 1: rectangle(x: x - 4, y: y - 4, width: 8, height: 8, fill: fill)
    case 2: polygon([(x, y - 5), (x + 5, y + 4), (x - 5, y + 4)], fill: fill)
    default: polygon([(x, y - 5), (x + 5, y), (x, y + 5), (x - 5, y)], fill: fill)
    }
  }

  private mutating func polygon(_ points: [(x: Int, y: Int)], fill: String) {
    let list = points.map { "\($0.x),\($0.y)" }.joined(separator: " ")
    elements.append("<polygon points=\"\(list)\" fill=\"\(fill)\" stroke=\"#222\"/>")
  }

  /// About how many units a text of the chart's size takes; a Chinese character takes 13.
  static func width(of text: String) -> Int {
    (DisplayWidth.columns(of: text) * 13 + 1) / 2
  }
}
