extension Chart {
  private static let barHeight = 16
  private static let groupGap = 10

  /// Groups of horizontal bars, so that long Chinese labels stay legible; returns the height.
  func drawBars(on canvas: inout SVG) -> Int {
    let greatest = figure.series.flatMap(\.values).max() ?? 0
    let frame = BarFrame(self, greatest: Int128(greatest), barsPerGroup: figure.series.count)
    let bottom = frame.drawAxis(on: &canvas)
    for category in figure.categories.indices {
      let top = frame.top(ofGroup: category)
      frame.drawLabel(category, on: &canvas)
      for (index, series) in figure.series.enumerated() {
        let value = value(series, category)
        let length = frame.length(of: Int128(value))
        let y = top + index * Self.barHeight
        canvas.rectangle(
          x: frame.left, y: y, width: length, height: Self.barHeight,
          fill: ChartPalette.entry(index).fill)
        canvas.text(String(value), x: frame.left + length + 5, y: y + 12)
      }
    }
    return bottom
  }

  /// One horizontal bar a category, the series one after another in it; returns the height.
  func drawStacks(on canvas: inout SVG) -> Int {
    let totals = figure.categories.indices.map { category in
      figure.series.reduce(Int128(0)) { $0 + Int128(value($1, category)) }
    }
    let frame = BarFrame(self, greatest: totals.max() ?? 0, barsPerGroup: 1)
    let bottom = frame.drawAxis(on: &canvas)
    for category in figure.categories.indices {
      let top = frame.top(ofGroup: category)
      frame.drawLabel(category, on: &canvas)
      var sum: Int128 = 0
      for (index, series) in figure.series.enumerated() {
        let value = value(series, category)
        let start = frame.length(of: sum)
        sum += Int128(value)
        let entry = ChartPalette.entry(index)
        let width = frame.length(of: sum) - start
        canvas.rectangle(
          x: frame.left + start, y: top, width: width, height: Self.barHeight, fill: entry.fill)
        if SVG.width(of: String(value)) + 6 <= width {
          canvas.text(
            String(value), x: frame.left + start + width / 2, y: top + 12, anchor: .middle,
            fill: entry.ink)
        }
      }
      canvas.text(String(sum), x: frame.left + frame.length(of: sum) + 5, y: top + 12)
    }
    return bottom
  }

  /// The place of groups of horizontal bars.
  struct BarFrame {
    let chart: Chart
    let scale: ChartScale
    let left: Int
    let plotWidth: Int
    let groupHeight: Int

    init(_ chart: Chart, greatest: Int128, barsPerGroup: Int) {
      self.chart = chart
      scale = ChartScale(greatest: greatest)
      left = chart.margin(for: chart.figure.categories)
      plotWidth = Chart.width - left - SVG.width(of: String(scale.top)) - 16
      groupHeight = Chart.barHeight * max(1, barsPerGroup) + Chart.groupGap
    }

    /// Names of the series, unless there is only one.
    var legend: [String] {
      chart.figure.series.count > 1 ? chart.figure.series.map(\.name) : []
    }

    var plotTop: Int {
      var unused = SVG()
      return chart.drawLegend(legend, on: &unused, top: 8)
    }

    func top(ofGroup index: Int) -> Int { plotTop + Chart.groupGap / 2 + index * groupHeight }

    func length(of value: Int128) -> Int { scale.position(of: value, length: plotWidth) }

    func drawLabel(_ category: Int, on canvas: inout SVG) {
      canvas.text(
        chart.label(chart.figure.categories[category]), x: left - 6,
        y: top(ofGroup: category) + (groupHeight - Chart.groupGap) / 2 + 4, anchor: .end)
    }

    /// Legend, marks and base line; returns the height of the whole.
    func drawAxis(on canvas: inout SVG) -> Int {
      let top = chart.drawLegend(legend, on: &canvas, top: 8)
      let bottom = top + groupHeight * chart.figure.categories.count
      for mark in scale.marks {
        let x = left + length(of: mark)
        canvas.line(from: (x, top), to: (x, bottom), stroke: mark == 0 ? "#222" : "#ccc")
        canvas.text(String(mark), x: x, y: bottom + 16, anchor: .middle, fill: "#444")
      }
      return bottom + 24
    }
  }
}
