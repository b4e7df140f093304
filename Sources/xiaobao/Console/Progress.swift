internal import Synchronization

/// A bar on standard error for long work; without a terminal nothing but the last line.
final class Progress: Sendable {
  private struct State {
    var shown = -1
  }

  private let columns: Int?
  private let state = Mutex(State())

  /// A bar for a terminal of so many columns; nil when standard error is none.
  init(errorWidth: Int?) {
    columns = errorWidth
  }

  /// Draws the bar anew when the percentage changed; `label` stands behind it, e.g. `1009 rows`.
  func show(done: Int, of total: Int, label: String) {
    guard let columns, total > 0 else { return }
    let percent = min(100, done * 100 / total)
    let isNew = state.withLock { state in
      defer { state.shown = percent }
      return state.shown != percent
    }
    if isNew { Output.error("\r" + Self.bar(percent: percent, columns: columns, label: label)) }
  }

  /// Shows how many lines were read, where the end is not known.
  func tick(lines: UInt64) {
    guard columns != nil else { return }
    state.withLock { $0.shown = 0 }
    Output.error("\r\(lines)")
  }

  /// Takes the bar away again.
  func clear() {
    guard columns != nil else { return }
    let wasShown = state.withLock { $0.shown >= 0 }
    if wasShown { Output.error("\r\u{1B}[K") }
  }

  /// The bar as text: `[#####-----]  50 %  label`.
  static func bar(percent: Int, columns: Int, label: String) -> String {
    let room = max(10, min(40, columns - label.utf8.count - 14))
    let filled = room * percent / 100
    let body =
      String(repeating: "#", count: filled) + String(repeating: "-", count: room - filled)
    let number = String(repeating: " ", count: 3 - "\(percent)".utf8.count) + "\(percent)"
    return "[\(body)] \(number) %  \(label)"
  }
}
