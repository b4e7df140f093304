internal import ConsumerProtection
internal import EventLedger

extension Workspace {
  /// Complaints, newest first unless told otherwise.
  public func complaints(_ query: ComplaintQuery) throws(Failure) -> Page<ComplaintRow> {
    let view = try currentView()
    var items: [ComplaintRow] = []
    var next: String?
    do throws(LedgerError) {
      try view.index.scan(query.range, reversed: query.newestFirst) { key, value in
        let id = String(decoding: key.dropFirst(), as: UTF8.self)
        let row = ComplaintRow(id: id, bytes: Array(value))
        guard query.admits(row) else { return true }
        guard items.count < query.limit else {
          next = items.last?.id
          return false
        }
        items.append(row)
        return true
      }
      let total = query.isFiltered ? nil : try complaintCount(in: view)
      return Page(items: items, total: total, next: next)
    } catch {
      throw Failure(error)
    }
  }

  /// What falls due, earliest first, over all areas.
  public func due(_ query: DueQuery) throws(Failure) -> Page<DueRow> {
    try due(query, in: currentView())
  }

  func due(_ query: DueQuery, in view: LedgerView) throws(Failure) -> Page<DueRow> {
    let day = query.on ?? clock.civil(clock.now()).day
    let end = query.overdueOnly ? day : day + (query.within + 1)
    let lower =
      query.after.map { Array($0.utf8) }.flatMap { Self.cursorKey($0) } ?? [UInt8(ascii: "d")]
    var (items, next): ([DueRow], String?) = ([], nil)
    do throws(LedgerError) {
      let range = KeyRange(from: lower, to: IndexKey.dueStart(end))
      for (key, _) in try entries(range, in: view, atMost: query) {
        guard let row = try dueRow(key, on: day, in: view), query.unit ?? row.unit == row.unit
        else {
          continue
        }
        guard items.count < query.limit else {
          next = Self.cursor(key)
          break
        }
        items.append(row)
      }
    } catch {
      throw Failure(error)
    }
    return Page(items: items, total: nil, next: next)
  }

  /// How many complaints there are, from the counters by stage.
  func complaintCount(in view: LedgerView) throws(LedgerError) -> Int {
    try view.index.entries(in: KeyRange(prefix: IndexKey.stageCount("")))
      .reduce(0) { $0 + Int(Int64(storedBytes: $1.value)) }
  }

  /// The row of one complaint: one look-up.
  func row(_ id: String, in view: LedgerView) throws(LedgerError) -> ComplaintRow? {
    try view.index.get(IndexKey.complaint(id)).map { ComplaintRow(id: id, bytes: $0) }
  }

  private func entries(
    _ range: KeyRange, in view: LedgerView, atMost query: DueQuery
  ) throws(LedgerError) -> [(key: [UInt8], value: [UInt8])] {
    // A filter by unit may pass over entries of others, so only an unfiltered list is bounded.
    try view.index.entries(in: range, limit: query.unit == nil ? query.limit + 1 : .max)
  }

  private func dueRow(
    _ key: [UInt8], on day: CivilDay, in view: LedgerView
  ) throws(LedgerError) -> DueRow? {
    guard let parts = IndexKey.dueParts(key), let row = try row(parts.id, in: view),
      let open = row.open.first(where: { $0.name == parts.name && $0.due == parts.day })
    else { return nil }
    return DueRow(open, of: row, on: day)
  }

  /// A due entry's key as a text that is safe on a command line.
  private static func cursor(_ key: [UInt8]) -> String {
    guard let parts = IndexKey.dueParts(key) else { return "" }
    return "\(parts.day.iso)/\(parts.id)/\(parts.name)"
  }

  private static func cursorKey(_ cursor: [UInt8]) -> [UInt8]? {
    let parts = cursor.split(separator: UInt8(ascii: "/"), maxSplits: 2).map {
      String(decoding: $0, as: UTF8.self)
    }
    guard parts.count == 3, let day = CivilDay(iso: parts[0]) else { return nil }
    return IndexKey.due(day, parts[1], parts[2])
  }
}

extension ComplaintQuery {
  /// The rows between the days, behind the cursor.
  fileprivate var range: KeyRange {
    var lower = IndexKey.complaint(from.map { CaseNumber.prefix(of: $0) } ?? "")
    var upper =
      to.map { IndexKey.complaint(CaseNumber.prefix(of: $0 + 1)) }
      ?? KeyRange.successor(ofPrefix: IndexKey.complaint(""))
    if let after {
      if newestFirst {
        upper = IndexKey.complaint(after)
      } else {
        lower = IndexKey.complaint(after) + [0]
      }
    }
    return KeyRange(from: lower, to: upper)
  }
}
