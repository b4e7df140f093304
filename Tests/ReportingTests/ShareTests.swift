import Reporting
import Testing

@Suite struct ShareTests {
  @Test func `shares of the published rural bank print as published`() {
    let printed = [143, 97, 20, 8, 6, 4, 3, 1].map { Share($0, of: 285).text(decimals: 2) }
    #expect(
      printed == ["50.18%", "34.04%", "7.02%", "2.81%", "2.11%", "1.40%", "1.05%", "0.35%"])
  }
}
