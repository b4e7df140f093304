extension Chart {
  private static let plotHeight = 220

  /// A line a series over the categories, which stand in order from left to right; returns
  /// the height. Series differ by colour, dashes and marks.
  func drawLines(on canvas: inout SVG) -> Int {
    let scale = ChartScale(greatest: Int128(figure.series.flatMap(\.values).max() ?? 0))
    let names = figure.series.count > 1 ? figure.series.map(\.name) : []
    let top = drawLegend(names, on: &canvas, top: 8) + 12
    let left = SVG.width(of: String(scale.top)) + 14
    let frame = LineFrame(
      scale: scale, left: left, top: top, height: Self.plotHeight,
      width: Self.width - left - 24, count: figure.categories.count)
    frame.drawMarks(on: &canvas)
    drawCategories(frame, on: &canvas)
    for (index, series) in figure.series.enumerated() {
      let entry = ChartPalette.entry(index)
      let values = figure.categories.indices.map { value(series, $0) }
      let points = values.enumerated().map { frame.point($0.offset, $0.element) }
      canvas.polyline(points, stroke: entry.fill, dashes: entry.dashes)
      for (point, value) in zip(points, values) {
        canvas.marker(index, x: point.x, y: point.y, fill: entry.fill)
        if figure.series.count == 1 && frame.count <= 16 {
          canvas.text(String(value), x: point.x, y: point.y - 9, anchor: .middle)
        }
      }
    }
    return frame.bottom + 26
  }

  /// Labels below the plot; where they would overlap, every second, third … is shown.
  private func drawCategories(_ frame: LineFrame, on canvas: inout SVG) {
    let labels = figure.categories.map {
      DisplayWidth.truncated(DisplayWidth.printable($0), to: 16)
    }
    let widest = (labels.map { SVG.width(of: $0) }.max() ?? 0) + 8
    let stride = max(1, (widest * frame.count + frame.width - 1) / max(1, frame.width))
    for (index, label) in labels.enumerated() where index % stride == 0 {
      // A label at either end stays inside the picture.
      let half = SVG.width(of: label) / 2
      let x = min(max(frame.point(index, 0).x, half), Self.width - half)
      canvas.text(label, x: x, y: frame.bottom + 18, anchor: .middle, fill: "#444")
    }
  }

  /// The place of points over equal steps.
  private struct LineFrame {
    let scale: ChartScale
    let left: Int
    let top: Int
    let height: Int
    let width: Int
    let count: Int

    var bottom: Int { top + height }

    /// The point of a category's value, in the middle of the category's share of the width.
    func point(_ category: Int, _ value: Int64) -> (x: Int, y: Int) {
      let x = left + (2 * category + 1) * width / (2 * max(1, count))
      return (x, bottom - scale.position(of: Int128(value), length: height))
    }

    func drawMarks(on canvas: inout SVG) {
      for mark in scale.marks {
        let y = bottom - scale.position(of: mark, length: height)
        canvas.line(
          from: (left, y), to: (left + width, y), stroke: mark == 0 ? "#222" : "#ccc")
        canvas.text(String(mark), x: left - 6, y: y + 4, anchor: .end, fill: "#444")
      }
    }
  }
}
