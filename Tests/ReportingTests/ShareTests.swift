import Foundation
import Reporting
import Testing

@Suite struct ShareTests {
  @Test func `shares of the published rural bank print as published`() {
    let printed = [143, 97, 20, 8, 6, 4, 3, 1].map { Share($0, of: 285).text(decimals: 2) }
    #expect(
      printed == ["50.18%", "34.04%", "7.02%", "2.81%", "2.11%", "1.40%", "1.05%", "0.35%"])
  }

  @Test func `half goes up and anything less goes down`() {
    #expect(Share(1, of: 8).text(decimals: 0) == "13%")
    #expect(Share(1, of: 8).text(decimals: 1) == "12.5%")
    #expect(Share(12_499, of: 100_000).text(decimals: 0) == "12%")
    #expect(Share(12_500, of: 100_000).text(decimals: 0) == "13%")
    #expect(Share(1, of: 20_000).text(decimals: 2) == "0.01%")
    #expect(Share(1, of: 20_001).text(decimals: 2) == "0.00%")
    #expect(Share(199_999, of: 200_000).text(decimals: 2) == "100.00%")
  }

  @Test func `a fall prints like the rise of the same size and zero has no sign`() {
    #expect(Share(-1, of: 8).text(decimals: 0) == "-13%")
    #expect(Share(1, of: -8).text(decimals: 0) == "-13%")
    #expect(Share(-1, of: -8).text(decimals: 0) == "13%")
    #expect(Share(-1, of: 100_000).text(decimals: 2) == "0.00%")
  }

  @Test func `bounds print without overflow`() {
    #expect(Share(.max, of: .max).text(decimals: 9) == "100.000000000%")
    #expect(Share(.min, of: .min).text(decimals: 9) == "100.000000000%")
    #expect(Share(.min, of: 1).text(decimals: 0) == "-922337203685477580800%")
    #expect(Share(1, of: 3).text(decimals: 12) == "33.333333333%")
    #expect(Share(1, of: 3).text(decimals: -1) == "33%")
    #expect(Share(7, of: 0).text(decimals: 2) == "–")
  }

  /// The printed number p must satisfy p − ½ unit ≤ exact < p + ½ unit, in exact integers.
  @Test(arguments: 0...4)
  func `a printed share is the exact one rounded half up`(decimals: Int) throws {
    var random = SplitMix(state: UInt64(decimals) &+ 20_240_101)
    let scale = (0..<decimals).reduce(Int128(100)) { power, _ in power * 10 }
    for _ in 0..<4_000 {
      let whole = Int64.random(in: 1...(random.next() % 2 == 0 ? 400 : 1_000_000), using: &random)
      let part = Int64.random(in: 0...whole * 2, using: &random)
      let text = Share(part, of: whole).text(decimals: decimals)
      let digits = text.filter(\.isNumber)
      let printed = try #require(Int128(digits))
      let exact = Int128(part) * scale * 2
      let isBelow = exact < (2 * printed + 1) * Int128(whole)
      let isAtLeast = exact >= (2 * printed - 1) * Int128(whole)
      guard isBelow && isAtLeast && text.last == "%" else {
        Issue.record("\(part) of \(whole) printed as \(text)")
        return
      }
    }
  }

  /// A large bank's yearly report (2025): the rows as printed add up to 99.86 below a total of
  /// 100%, and the text gives the top three 77.1% while their rows add up to 77.0. Counts of
  /// 273,000 complaints that print exactly so; the bank published the shares alone.
  @Test func `rows rounded one by one add up to 99 86 and the total still states 100%`() {
    let top: [Int64] = [91_788, 79_503, 39_099]
    let middle: [Int64] = [
      14_489, 8_483, 7_664, 3_569, 3_569, 3_023, 2_204, 1_658, 1_112, 16_675,
    ]
    let small: [Int64] = [109, 55]
    let counts = top + middle + small
    let table = Table(
      id: "business", title: "",
      columns: [
        .init(key: "class", title: ""),
        .init(key: "count", title: "", kind: .count, total: .sum),
        .init(key: "share", title: "", kind: .share, total: .whole),
      ],
      rows: counts.map { count in
        let decimals = count < 1_000 ? 2 : 1
        return [
          .empty, .count(count),
          .share(numerator: count, denominator: 273_000, decimals: decimals),
        ]
      }
    ).totalled(label: "合计")
    let printed = table.rows.map { $0[2].text }
    #expect(
      printed == [
        "33.6%", "29.1%", "14.3%", "5.3%", "3.1%", "2.8%", "1.3%", "1.3%", "1.1%", "0.8%",
        "0.6%", "0.4%", "6.1%", "0.04%", "0.02%",
      ])
    let sum = printed.reduce(Decimal(0)) { $0 + (Decimal(string: String($1.dropLast())) ?? .nan) }
    #expect(sum == Decimal(string: "99.86"))
    #expect(table.totalRow == [.text("合计"), .count(273_000), .statement("100%")])
    #expect(Share(top.reduce(0, +), of: 273_000).text(decimals: 1) == "77.1%")
  }
}

/// A small generator with a fixed seed, so that a failure can be repeated.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
