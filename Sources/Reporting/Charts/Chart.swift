/// A figure drawn as SVG, 720 units wide and as high as its rows need.
///
/// It bears the title and, in `desc`, every figure in words, for a screen reader.
struct Chart {
  let figure: Figure
  /// Prefix of the identifiers inside the page.
  let name: String
  let language: Document.Language

  static let width = 720
  static let fontSize = 13
  static let maximumLabelColumns = 36

  init(_ figure: Figure, name: String, language: Document.Language) {
    self.figure = figure
    self.name = name
    self.language = language
  }

  /// The whole element.
  var svg: String {
    var canvas = SVG()
    let height =
      switch figure.kind {
      case .bar: drawBars(on: &canvas)
      case .stacked: drawStacks(on: &canvas)
      case .line: drawLines(on: &canvas)
      case .share: drawShares(on: &canvas)
      }
    let fonts = HTMLStyle.fonts.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "&quot;")
    let opening =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(Self.width) \(height)\""
      + " width=\"\(Self.width)\" height=\"\(height)\" role=\"img\""
      + " aria-labelledby=\"\(name)-title \(name)-desc\""
      + " font-family=\"\(fonts)\" font-size=\"\(Self.fontSize)\">"
    let words = [
      "<title id=\"\(name)-title\">\(Markup.escaped(figure.title))</title>",
      "<desc id=\"\(name)-desc\">\(Markup.escaped(description))</desc>",
    ]
    return ([opening] + words + canvas.elements + ["</svg>"]).joined(separator: "\n")
  }

  /// Every figure in words: `系列：类别 3；类别 143`.
  private var description: String {
    let (colon, stop) = language == .zh ? ("：", "；") : (": ", "; ")
    return figure.series.map { series in
      let values = zip(figure.categories, series.values).map { label, value in
        "\(label) \(said(value, of: series))"
      }.joined(separator: stop)
      return series.name.isEmpty ? values : series.name + colon + values
    }.joined(separator: language == .zh ? "。" : ". ")
  }

  private func said(_ value: Int64, of series: Figure.Series) -> String {
    guard figure.kind == .share else { return String(value) }
    let share = share(value, of: series)
    return language == .zh ? "\(value)（\(share)）" : "\(value) (\(share))"
  }

  /// A value's share of its series, rounded last.
  func share(_ value: Int64, of series: Figure.Series) -> String {
    Share(value, of: series.sum).text(decimals: figure.decimals)
  }

  /// A series' value at a category; a missing one counts as zero, and so does one below it.
  func value(_ series: Figure.Series, _ category: Int) -> Int64 {
    category < series.values.count ? max(0, series.values[category]) : 0
  }

  /// A label cut to what the margin holds.
  func label(_ text: String) -> String {
    DisplayWidth.truncated(DisplayWidth.printable(text), to: Self.maximumLabelColumns)
  }

  /// The margin to the left that the labels need.
  func margin(for labels: [String]) -> Int {
    (labels.map { SVG.width(of: label($0)) }.max() ?? 0) + 12
  }

  /// Draws swatches with names in as many rows as they need; returns the next free y.
  func drawLegend(_ names: [String], on canvas: inout SVG, top: Int) -> Int {
    var (x, y) = (8, top)
    for (index, name) in names.enumerated() {
      let text = label(name)
      let width = swatchWidth + 6 + SVG.width(of: text) + 16
      if x > 8 && x + width > Self.width { (x, y) = (8, y + 22) }
      drawSwatch(index, on: &canvas, x: x, y: y)
      canvas.text(text, x: x + swatchWidth + 6, y: y + 11)
      x += width
    }
    return names.isEmpty ? top : y + 26
  }

  private var swatchWidth: Int { figure.kind == .line ? 32 : 12 }

  /// A square of the series' colour, or a piece of its line.
  private func drawSwatch(_ index: Int, on canvas: inout SVG, x: Int, y: Int) {
    let entry = ChartPalette.entry(index)
    guard figure.kind == .line else {
      canvas.rectangle(x: x, y: y, width: 12, height: 12, fill: entry.fill)
      return
    }
    canvas.polyline([(x, y + 6), (x + 32, y + 6)], stroke: entry.fill, dashes: entry.dashes)
    canvas.marker(index, x: x + 16, y: y + 6, fill: entry.fill)
  }
}
