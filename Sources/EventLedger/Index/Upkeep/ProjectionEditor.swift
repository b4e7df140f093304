/// What a projection sees and changes: the row of its line's matter, and the few entries of its own.
///
/// It belongs to one thread at a time and is used again for each line.
public final class ProjectionEditor {
  // One thread at a time, and no call reaches back into the editor while it changes a row.
  @exclusivity(unchecked) var index: IndexSnapshot
  @exclusivity(unchecked) private(set) var table = 0
  @exclusivity(unchecked) private var slot = 0
  /// Whether the line is the matter's first.
  public private(set) var isNew = false

  /// A rebuild asks nothing before it is written, and so needs no look-up tables.
  private let answersQuestions: Bool

  init(_ index: IndexSnapshot, answersQuestions: Bool = true) {
    self.index = index
    self.answersQuestions = answersQuestions
  }

  // MARK: The row

  /// The number of the row of the line that was taken last.
  var rowNumber: UInt32 {
    UInt32(truncatingIfNeeded: index.image.tables[table].number(slot))
  }

  /// A number, or a code's number; nil = absent.
  public func number(_ column: Int) -> Int64? {
    let value = index.image.tables[table].columns[column][slot]
    return value == Absent.number ? nil : value
  }

  /// Sets a number; nil = absent.
  public func set(_ column: Int, _ number: Int64?) {
    index.image.tables[table].columns[column].set(slot, number ?? Absent.number)
  }

  /// Sets a code by its text; nothing = absent.
  public func setCode(_ column: Int, _ text: UnsafeRawBufferPointer) {
    let code =
      text.isEmpty ? Absent.number : self.code(list: nil, column: column, text)
    index.image.tables[table].columns[column].set(slot, code)
  }

  /// Sets a code by its text; nil or empty = absent.
  public func setCode(_ column: Int, _ text: String?) {
    var text = text ?? ""
    text.withUTF8 { setCode(column, UnsafeRawBufferPointer($0)) }
  }

  /// The text of a code column; nil = absent.
  public func code(_ column: Int) -> String? {
    guard let number = number(column), let place = dictionary(nil, column) else { return nil }
    return index.image.tables[table].dictionaries[place].text(number)
  }

  /// Sets a text column.
  public func setText(_ column: Int, _ text: UnsafeRawBufferPointer) {
    index.image.tables[table].texts[column].set(slot, text)
  }

  /// Tuples in a list of the row.
  public func count(list: Int) -> Int { index.image.tables[table].lists[list].count(slot) }

  /// One part of a tuple; codes as their numbers.
  public func value(list: Int, tuple: Int, part: Int) -> Int64? {
    let value = index.image.tables[table].lists[list].value(slot, tuple, part)
    return value == Absent.number ? nil : value
  }

  /// All parts of all tuples, one tuple behind the other; absence as `ProjectionEditor.absent`.
  public func tuples(list: Int) -> [Int64] { index.image.tables[table].lists[list].tuples(slot) }

  /// Sets a list: all parts of all tuples, one tuple behind the other.
  public func set(list: Int, _ tuples: [Int64]) {
    index.image.tables[table].lists[list].set(slot, tuples)
  }

  /// How absence is written in `tuples`.
  public static var absent: Int64 { Absent.number }

  /// The number of a code's text in a code column of a list (or, nil, of the table itself).
  public func code(list: Int?, column: Int, _ text: UnsafeRawBufferPointer) -> Int64 {
    guard let place = dictionary(list, column) else { return Absent.number }
    return index.image.tables[table].dictionaries[place].code(text)
  }

  /// The text of a code's number in a list.
  public func text(list: Int, column: Int, _ code: Int64) -> String {
    guard let place = dictionary(list, column) else { return "" }
    return index.image.tables[table].dictionaries[place].text(code)
  }

  private func dictionary(_ list: Int?, _ column: Int) -> Int? {
    index.image.tables[table].dictionaryPlace(list, column)
  }

  // MARK: Entries

  /// The value under a key of the projection's own entries, or nil.
  public func get(_ key: [UInt8]) -> [UInt8]? { index.entry(key) }
  /// Sets an entry.
  public func put(_ key: [UInt8], _ value: [UInt8]) {
    index.image.entries.updateValue(value, forKey: key)
  }
  /// Removes an entry; removing an absent one is nothing.
  public func delete(_ key: [UInt8]) { index.image.entries.updateValue(nil, forKey: key) }
}

extension ProjectionEditor {
  /// Takes one line into account.
  func take(_ line: LedgerLine, isFirst: Bool, projection: some Projection) {
    stand(at: line)
    index.image.tables[table].versions.set(slot, Int64(line.matterVersion))
    index.image.tables[table].lasts.set(slot, Int64(bitPattern: line.position.rawValue))
    if isFirst, line.fields.command.count > 0 {
      index.image.commands.insert(KeyHash.hash(line.bytes(line.fields.command)), line.position)
    }
    if line.fields.sealed.count > 0 {
      let used = SealedKeys.largest(line.bytes(line.fields.sealed))
      if used >= index.image.nextKey { index.image.nextKey = used + 1 }
    }
    if !line.isStoreLine {
      projection.project(line, into: self)
      if answersQuestions { index.image.tables[table].enterLookups(slot) }
    }
  }

  /// To the row of a line's matter; taken over from a run or made.
  private func stand(at line: LedgerLine) {
    let kind = line.bytes(line.fields.kind)
    table = index.schema.place(ofKind: kind)
    let id = line.bytes(line.fields.id)
    if table == index.schema.tables.count || id.contains(0x5C) {
      withMatterID(line.matter, isDeclared: table < index.schema.tables.count) { stand($0) }
    } else {
      stand(id)
    }
  }

  private func stand(_ id: UnsafeRawBufferPointer) {
    isNew = false
    if let found = index.image.tables[table].find(id) {
      slot = found
    } else if let run = index.delta?.tables[table], let found = run.find(id) {
      slot = index.image.tables[table].takeRow(run, slot: found)
    } else if let run = index.base?.tables[table], let found = run.find(id) {
      slot = index.image.tables[table].takeRow(run, slot: found)
    } else {
      slot = index.image.tables[table].addRow(id)
      isNew = true
    }
  }
}

extension TableImage {
  func dictionaryPlace(_ list: Int?, _ column: Int) -> Int? {
    let places = list.map { listDictionaries[$0] } ?? columnDictionaries
    return places[column]
  }
}

/// Finds key numbers in the sealed values of a line that the scanner has accepted.
enum SealedKeys {
  /// The largest; 0 = none. A quote inside a text is escaped, so `"k":` is always the name.
  static func largest(_ sealed: UnsafeRawBufferPointer) -> UInt64 {
    var largest: UInt64 = 0
    var place = 0
    while place + 4 < sealed.count {
      guard sealed[place] == 0x22, sealed[place + 1] == 0x6B, sealed[place + 2] == 0x22,
        sealed[place + 3] == 0x3A
      else {
        place += 1
        continue
      }
      place += 4
      var number: UInt64 = 0
      while place < sealed.count, sealed[place] >= 0x30, sealed[place] <= 0x39 {
        number = number &* 10 &+ UInt64(sealed[place] - 0x30)
        place += 1
      }
      largest = max(largest, number)
    }
    return largest
  }
}
