internal import ConsumerProtection
internal import EventLedger

/// A complaint that a new one may repeat.
public struct Duplicate: Sendable, Equatable {
  /// The earlier complaint.
  public let row: ComplaintRow
  /// Whether the same person complains, told by keyed hashes.
  public let isSamePerson: Bool
  /// How many per cent of the character pairs of both narratives are the same; nil where one of them
  /// has none or was erased.
  public let similarity: Int?
}

/// How much is looked at to find duplicates.
public enum DuplicateSearch: Sendable {
  /// Nothing.
  case none
  /// The same person.
  case identity
  /// The same person, and narratives that are alike.
  case all
}

extension Workspace {
  /// No more narratives are opened and compared, however many complaints there are.
  private static let candidatesMax = 40

  /// What a complaint that was just registered may repeat, the likeliest first.
  ///
  /// A complaint is registered whatever is found here; what cannot be looked at is left out.
  func duplicates(
    of draft: Draft, registeredAs id: String, on day: CivilDay, _ search: DuplicateSearch
  ) -> [Duplicate] {
    guard search != .none, let view = try? currentView() else { return [] }
    var found: [String: (row: IndexRow, isSame: Bool)] = [:]
    let who = PersonalIdentity(
      idNumber: draft.complainant.idNumber, account: draft.complainant.account,
      phone: draft.complainant.phone, name: draft.complainant.name)
    // A name alone is shared by too many people.
    if who.idNumber != nil || who.account != nil || who.phone != nil {
      for person in (try? persons(who, in: view)) ?? [] {
        found[person.row.id] = (person.row, true)
      }
    }
    if search == .all {
      for row in alike(draft.narrative ?? "", in: view) where found[row.id] == nil {
        found[row.id] = (row, false)
      }
    }
    let policy = site.policy.intake
    // What was merged is offered as the complaint in which it goes on.
    let table = try? Self.complaints(in: view)
    for candidate in found.values {
      guard let table, let last = try? candidate.row.survivor(in: table),
        last.number != candidate.row.number
      else { continue }
      found[candidate.row.id] = nil
      if found[last.id] == nil { found[last.id] = (last, candidate.isSame) }
    }
    let recent = found.values.filter { candidate in
      guard candidate.row.id != id,
        let received = candidate.row.number(ComplaintColumn.receivedOn.rawValue)
      else { return false }
      return (0...policy.duplicateDays).contains(CivilDay(indexed: received).distance(to: day))
    }
    let pairs = CharacterPairs(draft.narrative ?? "")
    let duplicates = recent.sorted { $0.row.number > $1.row.number }.prefix(Self.candidatesMax)
      .compactMap { candidate -> Duplicate? in
        let similarity = narrative(of: candidate.row.id, in: view)
          .flatMap { CharacterPairs($0).similarity(to: pairs) }
        guard candidate.isSame || similarity ?? 0 >= policy.duplicateSimilarity else { return nil }
        return Duplicate(
          row: ComplaintRow(candidate.row), isSamePerson: candidate.isSame, similarity: similarity)
      }
    return duplicates.sorted { left, right in
      if left.isSamePerson != right.isSamePerson { return left.isSamePerson }
      if left.similarity != right.similarity {
        return left.similarity ?? 0 > right.similarity ?? 0
      }
      return left.row.id > right.row.id
    }
  }

  /// Rows whose texts share one of a few passages with this one; bounded by the index of n-grams.
  private func alike(_ narrative: String, in view: LedgerView) -> [IndexRow] {
    let characters = Array(narrative)
    guard characters.count >= 4 else { return [] }
    let length = min(6, characters.count)
    let starts = Set([0, (characters.count - length) / 2, characters.count - length])
    var rows: [IndexRow] = []
    for start in starts.sorted() {
      let passage = String(characters[start..<(start + length)])
      let found = (try? view.rows(of: Complaint.kind.text, mayContain: passage)) ?? []
      rows += found.prefix(Self.candidatesMax)
    }
    return rows
  }

  /// The narrative as it stands; nil where there is none or it was erased.
  private func narrative(of id: String, in view: LedgerView) -> String? {
    guard let lines = try? view.history(of: MatterKey(kind: Complaint.kind.text, id: id)),
      let (line, entry) = lines.standing("narrative"),
      let value = try? view.unseal(entry, of: line), case .text(let bytes) = value
    else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// The pairs of neighbouring characters of a text, blanks and punctuation left out; width and case do
/// not count.
struct CharacterPairs {
  private let pairs: [String: Int]
  private let count: Int

  init(_ text: String) {
    let characters = TextGrams.folded(text).unicodeScalars.filter {
      $0.properties.isAlphabetic || $0.properties.numericType != nil
    }
    var pairs: [String: Int] = [:]
    for (left, right) in zip(characters, characters.dropFirst()) {
      pairs["\(left)\(right)", default: 0] += 1
    }
    self.pairs = pairs
    count = max(0, characters.count - 1)
  }

  /// Twice the shared pairs over all pairs, in per cent; nil where a text has none.
  func similarity(to other: CharacterPairs) -> Int? {
    guard count > 0, other.count > 0 else { return nil }
    let shared = pairs.reduce(0) { $0 + min($1.value, other.pairs[$1.key] ?? 0) }
    return 200 * shared / (count + other.count)
  }
}
