import Foundation
import Reporting
import Testing

@Suite struct ChartTests {
  static func html(_ figure: Figure) -> String {
    let document = Document(
      id: "d", title: "", blocks: [.figure(figure)], provenance: .init(institution: ""))
    return String(decoding: HTMLWriter().write(document, options: .init()), as: UTF8.self)
  }

  /// Numbers of an attribute over all rectangles.
  static func values(_ attribute: String, _ html: String) -> [Int] {
    html.split(separator: "\n").filter { $0.hasPrefix("<rect") }.compactMap { line in
      line.split(separator: " \(attribute)=\"").dropFirst().first
        .flatMap { $0.split(separator: "\"").first }.flatMap { Int($0) }
    }
  }

  @Test(
    arguments: Figure.Kind.allCases,
    [
      [], [Int64](repeating: 0, count: 3), [-5, 1], [.max, .max, .max], [1], [.min],
      [Int64](repeating: 7, count: 60),
    ])
  func `any counts are drawn inside the picture`(kind: Figure.Kind, values: [Int64]) {
    let figure = Figure(
      id: "f", title: "t", kind: kind,
      categories: values.indices.map { "类别\($0)，名称很长很长很长很长很长很长很长很长很长很长" },
      series: [.init(name: "a", values: values), .init(name: "b", values: values)])
    let html = Self.html(figure)
    let ends = zip(Self.values("x", html), Self.values("width", html)).map(+)
    #expect(ends.allSatisfy { $0 <= 720 })
    #expect(Self.values("x", html).allSatisfy { $0 >= 0 })
    #expect(html.contains("role=\"img\""))
  }

  @Test(
    arguments: [[1, 1, 1], [143, 97, 45], [1, 1_000_000], [2, 2, 2, 2, 2, 2, 2]] as [[Int64]])
  func `a bar of shares is always exactly full`(values: [Int64]) {
    let figure = Figure(
      id: "f", title: "t", kind: .share, categories: values.map(String.init),
      series: [.init(name: "", values: values)])
    let html = Self.html(figure)
    let bars = zip(Self.values("height", html), Self.values("width", html))
    #expect(bars.filter { $0.0 == 34 }.map(\.1).reduce(0, +) == 704)
  }

  @Test func `a screen reader hears every figure`() {
    let html = Self.html(SampleDocument.figure(.stacked, zh: true))
    #expect(html.contains("<title id=\"figure-1-title\">图：stacked</title>"))
    #expect(
      html.contains(
        "贷款：一季度 40；二季度 35；三季度 38；四季度 35。银行卡：一季度 12；二季度 30；三季度 0；四季度 37</desc>"))
  }

  @Test func `each chart is well-formed XML`() throws {
    for kind in Figure.Kind.allCases {
      let html = Self.html(SampleDocument.figure(kind, zh: true))
      let start = try #require(html.range(of: "<svg"))
      let end = try #require(html.range(of: "</svg>"))
      let svg = html[start.lowerBound..<end.upperBound]
      #expect(svg.count(where: { $0 == "<" }) == svg.count(where: { $0 == ">" }))
      let numbers = svg.matches(of: #/ (?:x|y|width|height|x1|y2|cx)="([^"]*)"/#)
      #expect(numbers.count > 10)
      #expect(numbers.allSatisfy { Int($0.output.1) != nil })
    }
  }
}
