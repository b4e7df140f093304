internal import ConsumerProtection
internal import EventLedger

/// Gives the next case numbers of a view; a batch takes several before anything is stored.
struct CaseNumbers {
  private let view: LedgerView
  private var given: [String: Int64] = [:]

  init(view: LedgerView) { self.view = view }

  mutating func next(
    on day: CivilDay, of kind: MatterKind = Complaint.kind
  ) throws(Failure) -> String {
    let letter = CaseNumber.letter(of: kind)
    let place = letter + day.iso
    let last: Int64
    if let known = given[place] {
      last = known
    } else {
      do throws(LedgerError) {
        last =
          try view.index.get(IndexKey.counter(day, letter: letter)).map { Int64(storedBytes: $0) }
          ?? 0
      } catch {
        throw Failure(error)
      }
    }
    given[place] = last + 1
    return CaseNumber.text(day, last + 1, letter: letter)
  }
}

extension Int64 {
  /// Reads a counter of the index, big-endian.
  init(storedBytes bytes: [UInt8]) {
    self = bytes.reduce(0) { $0 << 8 | Int64($1) }
  }

  /// A counter as the index keeps it, big-endian.
  var storedBytes: [UInt8] {
    [56, 48, 40, 32, 24, 16, 8, 0].map { UInt8(truncatingIfNeeded: self >> $0) }
  }
}
