extension Chart {
  private static let shareHeight = 34

  /// One full bar a series, cut in proportion to its categories; returns the height.
  ///
  /// The parts are cut at rounded running sums, so that the bar is always exactly full. One
  /// series names each category with count and share below; several name them once.
  func drawShares(on canvas: inout SVG) -> Int {
    let isSingle = figure.series.count == 1
    let left = isSingle ? 8 : margin(for: figure.series.map(\.name))
    let width = Self.width - left - 8
    var y = 8
    for series in figure.series {
      if !isSingle {
        canvas.text(label(series.name), x: left - 6, y: y + 21, anchor: .end)
      }
      drawShareBar(of: series, x: left, y: y, width: width, on: &canvas)
      y += Self.shareHeight + 12
    }
    return drawLegend(legendOfShares, on: &canvas, top: y) + 4
  }

  private var legendOfShares: [String] {
    guard figure.series.count == 1, let series = figure.series.first else {
      return figure.categories
    }
    return figure.categories.enumerated().map { index, category in
      let value = value(series, index)
      let name = DisplayWidth.truncated(DisplayWidth.printable(category), to: 20)
      return "\(name) \(value) \(share(value, of: series))"
    }
  }

  private func drawShareBar(
    of series: Figure.Series, x: Int, y: Int, width: Int, on canvas: inout SVG
  ) {
    let values = figure.categories.indices.map { value(series, $0) }
    let total = values.reduce(Int128(0)) { $0 + Int128($1) }
    guard total > 0 else {
      canvas.rectangle(x: x, y: y, width: width, height: Self.shareHeight, fill: "#fff")
      return
    }
    var sum: Int128 = 0
    var start = 0
    for (index, value) in values.enumerated() where value > 0 {
      sum += Int128(value)
      let end = Int((sum * Int128(width) * 2 + total) / (2 * total))
      let entry = ChartPalette.entry(index)
      canvas.rectangle(
        x: x + start, y: y, width: end - start, height: Self.shareHeight, fill: entry.fill)
      let text = share(value, of: series)
      if SVG.width(of: text) + 6 <= end - start {
        canvas.text(
          text, x: x + (start + end) / 2, y: y + 21, anchor: .middle, fill: entry.ink)
      }
      start = end
    }
  }
}
