/// An axis from zero to a round number at or above the greatest value.
struct ChartScale {
  /// The distance of two marks: 1, 2 or 5 times a power of ten.
  let step: Int128
  /// The last mark.
  let top: Int128

  init(greatest: Int128) {
    let greatest = max(1, greatest)
    var power: Int128 = 1
    var step: Int128 = 1
    search: while true {
      for factor in [1, 2, 5] as [Int128] {
        step = factor * power
        if step * 5 >= greatest { break search }
      }
      power *= 10
    }
    self.step = step
    top = (greatest + step - 1) / step * step
  }

  /// The marks from 0 to the top.
  var marks: [Int128] { (0...Int(top / step)).map { Int128($0) * step } }

  /// Where a value lies on a line of this length, rounded to the nearest whole unit; below
  /// zero counts as zero.
  func position(of value: Int128, length: Int) -> Int {
    Int((max(0, value) * Int128(length) * 2 + top) / (2 * top))
  }
}
