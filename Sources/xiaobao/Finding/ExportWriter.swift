internal import Casework
internal import ConsumerProtection
internal import Synchronization

/// Collects lines of an export and writes them in blocks.
final class ExportWriter: Sendable {
  private static let blockByteCount = 64 << 10

  private let columns: [ComplaintListColumn]
  private let format: ExportFormat
  private let pending = Mutex<[UInt8]>([])

  init(columns: [ComplaintListColumn], format: ExportFormat) {
    self.columns = columns
    self.format = format
  }

  /// Takes one row.
  func take(_ values: [JSONValue]) {
    let line = line(values)
    let block: [UInt8]? = pending.withLock { pending in
      pending += line
      guard pending.count >= Self.blockByteCount else { return nil }
      defer { pending.removeAll(keepingCapacity: true) }
      return pending
    }
    if let block { Output.write(block) }
  }

  /// Writes what is left.
  func flush() {
    let block = pending.withLock { pending in
      defer { pending = [] }
      return pending
    }
    if !block.isEmpty { Output.write(block) }
  }

  private func line(_ values: [JSONValue]) -> [UInt8] {
    switch format {
    case .csv: Array(ExportRun.line(values.map(Self.text)).utf8)
    case .jsonl:
      Array(
        JSONText.line(
          .object(
            zip(columns, values).filter { $0.1 != .null }.map {
              JSONValue.Member($0.0.rawValue, $0.1)
            })
        ).utf8) + [0x0A]
    }
  }

  private static func text(_ value: JSONValue) -> String {
    switch value {
    case .text(let text): text
    case .integer(let number): String(number)
    case .boolean(let flag): flag ? "1" : "0"
    case .null, .number, .array, .object: ""
    }
  }
}
