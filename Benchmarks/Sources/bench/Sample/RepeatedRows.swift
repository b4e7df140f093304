/// A CFPB extract made longer: its rows again and again, each with a complaint number of its own.
struct RepeatedRows {
  private let header: ArraySlice<UInt8>
  private let rows: [ArraySlice<UInt8>]
  private let idColumn: Int

  init(_ file: [UInt8]) throws(BenchError) {
    let lines = file.split(separator: 10)
    guard let header = lines.first, lines.count > 1 else { throw BenchError("an empty CSV file") }
    let names = Self.cells(header).map { String(decoding: $0, as: UTF8.self) }
    guard let column = names.firstIndex(where: { ["Complaint ID", "complaint_id"].contains($0) })
    else { throw BenchError("no column of complaint numbers in \(names)") }
    self.header = header
    idColumn = column
    // Rows with a quoted line break are left out.
    rows = lines.dropFirst().filter { Self.cells($0).count == names.count }
  }

  func bytes(_ count: Int) -> [UInt8] {
    var bytes = Array(header) + [10]
    for number in 0..<count {
      var cells = Self.cells(rows[number % rows.count])
      cells[idColumn] = Array("9\(1_000_000 + number)".utf8)[...]
      bytes += cells.joined(separator: [UInt8(ascii: ",")])
      bytes.append(10)
    }
    return bytes
  }

  /// The cells with their quotes.
  private static func cells(_ line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var cells: [ArraySlice<UInt8>] = []
    var (start, isQuoted) = (line.startIndex, false)
    for place in line.indices {
      switch line[place] {
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: ",") where !isQuoted:
        cells.append(line[start..<place])
        start = place + 1
      default: break
      }
    }
    return cells + [line[start...]]
  }
}
