/// Sorts places by packed columns; equal ones stay in their order.
enum Sorting {
  /// The places of all rows that have a value in the first column, in order of the columns.
  static func places(by columns: [PackedColumn], count: Int) -> [UInt32] {
    var places = (0..<UInt32(count)).map { $0 }
    var other = places
    for column in columns.reversed() where column.width > 0 {
      column.bytes.withUnsafeBytes { bytes in
        for byte in 0..<column.width {
          pass(bytes, width: column.width, byte, &places, &other)
        }
      }
    }
    guard let first = columns.first, first.isNullable else { return places }
    if first.width == 0 { return [] }
    // Absence is 0 and stands first.
    let absent = places.prefix { first.stored(Int($0)) == 0 }.count
    places.removeFirst(absent)
    return places
  }

  /// One stable pass by one byte of the column, the least significant first.
  private static func pass(
    _ bytes: UnsafeRawBufferPointer, width: Int, _ byte: Int, _ places: inout [UInt32],
    _ other: inout [UInt32]
  ) {
    var starts = [Int](repeating: 0, count: 257)
    places.withUnsafeBufferPointer { places in
      starts.withUnsafeMutableBufferPointer { starts in
        for place in places { starts[Int(bytes[Int(place) * width + byte]) + 1] += 1 }
        for value in 1..<257 { starts[value] += starts[value - 1] }
        other.withUnsafeMutableBufferPointer { other in
          for place in places {
            let value = Int(bytes[Int(place) * width + byte])
            other[starts[value]] = place
            starts[value] += 1
          }
        }
      }
    }
    swap(&places, &other)
  }
}
