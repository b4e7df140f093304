/// The numbers of one code column's texts: those of the runs, read when first needed, and new ones.
struct DictionaryImage: Sendable {
  /// Oldest run first.
  fileprivate let sections: [TextSection]
  /// Texts that the runs hold.
  let runCount: Int
  fileprivate var table = ByteTable()
  fileprivate var isLoaded: Bool

  init(_ sections: [TextSection]) {
    self.sections = sections
    runCount = sections.reduce(0) { $0 + $1.count }
    isLoaded = runCount == 0
  }

  /// Texts in all.
  var count: Int { isLoaded ? table.count : runCount }

  /// The number of a text, given anew when it has none.
  mutating func code(_ text: UnsafeRawBufferPointer) -> Int64 {
    if !isLoaded { load() }
    return Int64(table.insert(text).number)
  }

  private mutating func load() {
    for section in sections {
      for place in 0..<section.count { _ = table.insert(section.bytes(place)) }
    }
    isLoaded = true
  }

  /// The number of a text that occurs, or nil.
  func find(_ text: UnsafeRawBufferPointer) -> Int64? {
    if isLoaded { return table.find(text).map { Int64($0) } }
    var first = 0
    for section in sections {
      for place in 0..<section.count where compareBytes(section.bytes(place), text) == 0 {
        return Int64(first + place)
      }
      first += section.count
    }
    return nil
  }

  func text(_ code: Int64) -> String { DictionaryReader(self).text(code) }

  /// Texts that the runs do not hold.
  var added: TextColumn { isLoaded ? table.column(from: runCount) : TextColumn() }
}

/// A dictionary that is only read; an object, so that a look costs no copy.
final class DictionaryReader: Sendable {
  private let sections: [TextSection]
  private let table: ByteTable
  private let isLoaded: Bool
  private let count: Int

  init(_ image: DictionaryImage) {
    (sections, table, isLoaded, count) = (image.sections, image.table, image.isLoaded, image.count)
  }

  /// Lends the text of a number; nothing for a number that is none.
  func withText<R>(_ code: Int64, _ body: (UnsafeRawBufferPointer) -> R) -> R {
    var place = Int(truncatingIfNeeded: code)
    let none = UnsafeRawBufferPointer(start: nil, count: 0)
    guard code >= 0, place < count else { return body(none) }
    if isLoaded { return table.withBytes(place, body) }
    for section in sections {
      if place < section.count { return body(section.bytes(place)) }
      place -= section.count
    }
    return body(none)
  }

  func text(_ code: Int64) -> String {
    withText(code) { String(decoding: $0, as: UTF8.self) }
  }
}
