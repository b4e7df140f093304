/// The layers of docs/developing/layers.md, the lowest first: a target imports only what stands before
/// it.
enum Layers {
  static let order = [
    "CLua", "CLuaShim", "CWorker", "CSpreadsheet", "LuaBridge", "Spreadsheets",
    "ConsumerProtection",
    "EventLedger", "Reporting", "PluginHost", "Casework", "xiaobao", "XiaobaoTestSupport",
  ]

  /// These four do not know each other, whatever their order; and the plugin host knows no ledger.
  static let strangers: Set<[String]> = {
    let four = ["LuaBridge", "ConsumerProtection", "EventLedger", "Reporting"]
    let pairs = four.flatMap { one in four.filter { $0 != one }.map { [one, $0] } }
    return Set(pairs + [["PluginHost", "EventLedger"]])
  }()

  /// What is wrong with these uses, one sentence each.
  static func violations(_ uses: [(target: String, imports: String)]) -> [String] {
    uses.compactMap { use in
      guard let other = order.firstIndex(of: use.imports) else { return nil }
      guard let own = order.firstIndex(of: use.target) else {
        return "\(use.target) stands in no layer"
      }
      if other > own { return "\(use.target) uses \(use.imports), which stands below it" }
      if strangers.contains([use.target, use.imports]) {
        return "\(use.target) uses \(use.imports); they do not know each other"
      }
      return nil
    }
  }
}
