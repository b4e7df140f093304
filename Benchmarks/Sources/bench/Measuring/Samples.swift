/// What was measured of one side, in its order.
struct Samples {
  private(set) var values: [Double] = []

  mutating func add(_ value: Double) { values.append(value) }

  var median: Double { quantile(0.5) }

  /// The value below which this share of the samples lies; 0 without samples.
  func quantile(_ share: Double) -> Double {
    guard !values.isEmpty else { return 0 }
    let sorted = values.sorted()
    return sorted[min(Int(Double(sorted.count) * share), sorted.count - 1)]
  }

  /// Tenth and ninetieth percentile: the noise of the machine, shown beside every median.
  var spread: String {
    "\(Figure.text(quantile(0.1)))…\(Figure.text(quantile(0.9)))"
  }
}
