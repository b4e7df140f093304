/// A place in one sorted source that moves forwards or backwards.
struct IndexCursor {
  private let run: RunFile?
  private let layer: SortedBlock?
  /// From the root to the leaf, each with the place in it.
  private var path: [(page: SortedBlock, place: Int)] = []

  init(run: RunFile) {
    self.run = run
    layer = nil
  }

  init(layer: SortedBlock) {
    run = nil
    self.layer = layer
  }

  /// The key here, or nil at either end; valid until the cursor moves.
  var key: UnsafeRawBufferPointer? {
    guard let last = path.last, last.place >= 0, last.place < last.page.count else { return nil }
    return last.page.key(last.place)
  }

  /// The value here; nil = removed. Only at a key.
  var value: UnsafeRawBufferPointer? {
    guard let last = path.last else { return nil }
    return last.page.value(last.place)
  }

  private var depth: Int { run.map { Int($0.header.depth) } ?? 1 }

  private func root() throws(LedgerError) -> SortedBlock? {
    if let layer { return layer }
    return try run?.root()
  }

  /// To the first key that is not below `bound`.
  mutating func seekFirst(notBelow bound: [UInt8]) throws(LedgerError) {
    try bound.lend { bound throws(LedgerError) in try seekFirst(bound) }
  }

  private mutating func seekFirst(_ bound: UnsafeRawBufferPointer) throws(LedgerError) {
    try descend(to: bound)
    guard let leaf = path.last else { return }
    path[path.count - 1].place = leaf.page.lowerBound(bound)
    if key == nil { try moveLeaf(by: 1) }
  }

  /// To the last key below `bound`; nil = to the last of all.
  mutating func seekLast(below bound: [UInt8]?) throws(LedgerError) {
    guard let bound else {
      path = []
      guard var page = try root() else { return }
      path.append((page, page.count - 1))
      while path.count < depth, let run {
        page = try run.child(page, page.count - 1)
        path.append((page, page.count - 1))
      }
      return
    }
    try bound.lend { bound throws(LedgerError) in
      try descend(to: bound)
      guard let leaf = path.last else { return }
      path[path.count - 1].place = leaf.page.lowerBound(bound) - 1
      if key == nil { try moveLeaf(by: -1) }
    }
  }

  private mutating func descend(to bound: UnsafeRawBufferPointer) throws(LedgerError) {
    path = []
    guard var page = try root() else { return }
    while path.count + 1 < depth, let run {
      let place = RunFile.descend(page, bound)
      path.append((page, place))
      page = try run.child(page, place)
    }
    path.append((page, 0))
  }

  mutating func advance() throws(LedgerError) {
    path[path.count - 1].place += 1
    if key == nil { try moveLeaf(by: 1) }
  }

  mutating func retreat() throws(LedgerError) {
    path[path.count - 1].place -= 1
    if key == nil { try moveLeaf(by: -1) }
  }

  /// To the first or last place of the neighbouring leaf; past an end the path is empty.
  private mutating func moveLeaf(by step: Int) throws(LedgerError) {
    path.removeLast()
    while let last = path.last, let run {
      let place = last.place + step
      if place < 0 || place >= last.page.count {
        path.removeLast()
        continue
      }
      path[path.count - 1].place = place
      while path.count < depth {
        let top = path[path.count - 1]
        let page = try run.child(top.page, top.place)
        path.append((page, step > 0 ? 0 : page.count - 1))
      }
      return
    }
    path = []
  }
}

/// Several sorted sources as one; where keys are equal the newest source counts.
struct MergedCursor {
  private var cursors: [IndexCursor]
  private let isReversed: Bool
  private(set) var key: UnsafeRawBufferPointer?
  /// nil = removed.
  private(set) var value: UnsafeRawBufferPointer?
  private var isStarted = false

  /// Oldest source first.
  init(_ sources: [IndexCursor], range: KeyRange, reversed: Bool) throws(LedgerError) {
    cursors = sources
    isReversed = reversed
    for place in cursors.indices {
      if reversed {
        try cursors[place].seekLast(below: range.upper)
      } else {
        try cursors[place].seekFirst(notBelow: range.lower)
      }
    }
  }

  /// To the next key, removed ones included; false at the end. The range's far end is the
  /// caller's to watch.
  mutating func next() throws(LedgerError) -> Bool {
    if isStarted, let current = key.map(Array.init) { try pass(current) }
    isStarted = true
    var best: Int?
    for place in cursors.indices {
      guard let candidate = cursors[place].key else { continue }
      guard let leader = best, let leading = cursors[leader].key else {
        best = place
        continue
      }
      let order = compareBytes(candidate, leading)
      if order == 0 || (order < 0) != isReversed { best = place }
    }
    guard let best else {
      key = nil
      value = nil
      return false
    }
    key = cursors[best].key
    value = cursors[best].value
    return true
  }

  private mutating func pass(_ key: [UInt8]) throws(LedgerError) {
    for place in cursors.indices {
      guard let candidate = cursors[place].key,
        key.withUnsafeBytes({ compareBytes(candidate, $0) }) == 0
      else { continue }
      if isReversed {
        try cursors[place].retreat()
      } else {
        try cursors[place].advance()
      }
    }
  }
}
