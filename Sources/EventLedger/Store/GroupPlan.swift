/// Lines of one commit group, made but not yet written.
struct GroupPlan {
  private let state: LedgerState
  private let options: LedgerOptions
  private let environment: LedgerEnvironment
  private let keys: KeyPool
  private let group: UInt64
  private let start: LedgerPosition
  private(set) var bytes: [UInt8] = []
  private var sequence: UInt64
  private var transaction: UInt64
  private var chain: ChainHash
  private var at: Int64
  private var nextKey: UInt64
  private var heads: [MatterKey: MatterHead] = [:]
  /// Heads before the transaction that is being added.
  private var undo: [MatterKey: MatterHead?] = [:]
  private var receipts: [String: Receipt] = [:]

  init(
    after state: LedgerState, keys: KeyPool, options: LedgerOptions,
    environment: LedgerEnvironment
  ) throws(LedgerError) {
    self.state = state
    self.options = options
    self.environment = environment
    self.keys = keys
    group = state.head.sequence + 1
    start = state.head.position
    sequence = state.head.sequence
    transaction = state.head.transaction
    chain = state.head.chain
    at = state.head.at
    nextKey = state.nextKey()
  }

  /// A clock may stand this far before the last line (ms).
  private static let clockStepMax: Int64 = 5 * 60 * 1_000

  /// The store's own lines are written whatever the clock says, and never before the last line: else a
  /// wrong clock would be the measure for the lines that follow.
  private func now(isOwn: Bool) throws(LedgerError) -> Int64 {
    let now = environment.clock.now()
    if isOwn { return max(now, at) }
    if now < at - Self.clockStepMax, !options.allowsClockStep {
      throw .clockStep(last: at, now: now)
    }
    return now
  }

  private func head(_ matter: MatterKey) throws(LedgerError) -> MatterHead? {
    if let head = heads[matter] { return head }
    return try state.matterHead(matter)
  }

  /// Adds a caller's transaction; when it throws the plan is as before.
  mutating func add(_ transaction: Transaction) throws(LedgerError) -> Receipt {
    try TransactionCheck.check(transaction)
    if let earlier = receipts[transaction.idempotencyKey] { return earlier }
    if let earlier = try state.receipt(transaction.idempotencyKey) { return earlier }
    for expectation in transaction.expected {
      let found = Int(try head(expectation.matter)?.version ?? 0)
      guard found == expectation.version else {
        throw .conflict(
          matter: expectation.matter, expected: expectation.version, found: found)
      }
    }
    return try addUnchecked(transaction)
  }

  /// Adds a transaction of the store itself.
  mutating func add(_ event: NewEvent) throws(LedgerError) -> Receipt {
    try addUnchecked(
      Transaction(idempotencyKey: "", expected: [], events: [event]), isOwn: true)
  }

  private mutating func addUnchecked(
    _ transaction: Transaction, isOwn: Bool = false
  ) throws(LedgerError) -> Receipt {
    let before = Mark(
      byteCount: bytes.count, sequence: sequence, transaction: self.transaction, chain: chain,
      nextKey: nextKey)
    undo = [:]
    do throws(LedgerError) {
      return try write(transaction, isOwn: isOwn)
    } catch {
      takeBack(to: before)
      throw error
    }
  }

  /// Where a transaction began, so that it can be taken back without copying the group.
  private struct Mark {
    var byteCount: Int
    var sequence: UInt64
    var transaction: UInt64
    var chain: ChainHash
    var nextKey: UInt64
  }

  private mutating func takeBack(to mark: Mark) {
    bytes.removeLast(bytes.count - mark.byteCount)
    sequence = mark.sequence
    transaction = mark.transaction
    chain = mark.chain
    nextKey = mark.nextKey
    for (matter, head) in undo { heads[matter] = head }
  }

  private mutating func write(
    _ new: Transaction, isOwn: Bool
  ) throws(LedgerError) -> Receipt {
    let now = try now(isOwn: isOwn)
    let first = sequence + 1
    let position = place(bytes.count)
    transaction += 1
    var labels: [String: UInt64] = [:]
    for (turn, event) in new.events.enumerated() {
      let sealed = try seal(event, &labels)
      try write(
        event, sealed, command: new.idempotencyKey, isLast: turn == new.events.count - 1, now)
    }
    at = now
    let receipt = Receipt(
      transaction: transaction, firstSequence: first, lastSequence: sequence, position: position,
      repeated: false)
    if !new.idempotencyKey.isEmpty {
      receipts[new.idempotencyKey] = Receipt(
        transaction: transaction, firstSequence: first, lastSequence: sequence,
        position: position, repeated: true)
    }
    return receipt
  }

  private func place(_ offset: Int) -> LedgerPosition {
    LedgerPosition(segment: start.segment, offset: start.offset + UInt32(offset))
  }

  private mutating func write(
    _ event: NewEvent, _ sealed: [SealedValue], command: String, isLast: Bool, _ now: Int64
  ) throws(LedgerError) {
    let before = try head(event.matter)
    sequence += 1
    let envelope = Envelope(
      sequence: sequence, group: group, transaction: transaction, endsTransaction: isLast,
      at: now, matterVersion: Int(before?.version ?? 0) + 1, previous: before?.position,
      command: command)
    let offset = bytes.count
    chain = LineWriter.append(event, envelope, sealed: sealed, after: chain, to: &bytes)
    let byteCount = bytes.count - offset
    guard byteCount <= LineFormat.byteCountMax else {
      throw .tooLong(byteCount: byteCount, byteCountMax: LineFormat.byteCountMax)
    }
    if undo[event.matter] == nil { undo.updateValue(heads[event.matter], forKey: event.matter) }
    heads[event.matter] = MatterHead(
      version: (before?.version ?? 0) + 1, position: place(offset))
  }

  private mutating func seal(
    _ event: NewEvent, _ labels: inout [String: UInt64]
  ) throws(LedgerError) -> [SealedValue] {
    var values: [SealedValue] = []
    for plaintext in event.sealed {
      let number = try number(plaintext.scope, &labels)
      values.append(
        try keys.seal(plaintext, key: number, event: event, randomness: environment.randomness))
    }
    return values
  }

  private mutating func number(
    _ scope: SealedPlaintext.Scope, _ labels: inout [String: UInt64]
  ) throws(LedgerError) -> UInt64 {
    switch scope {
    case .key(let number):
      guard number > 0, number < nextKey else { throw .invalid(.unknownKey(number)) }
      return number
    case .new(let label):
      if let number = labels[label] { return number }
      let number = nextKey
      try keys.provide(
        number, blockCount: options.keyBlockCount, randomness: environment.randomness)
      labels[label] = number
      nextKey += 1
      return number
    }
  }

  /// The lines as a reader will see them: what the writer wrote the scanner must accept.
  func lines() throws(LedgerError) -> [[LedgerLine]] {
    let block = ByteBlock(bytes)
    var transactions: [[LedgerLine]] = []
    var open: [LedgerLine] = []
    var offset = 0
    while offset < block.count {
      let rest = block.slice(offset, block.count - offset)
      guard let count = offsetOfLineFeed(rest),
        let fields = try? LineScanner.scan(block.slice(offset, count))
      else {
        throw .invalid(.badData(type: "", offset: offset))
      }
      let line = LedgerLine(
        chunk: block, start: offset, count: count, fields: fields, position: place(offset))
      open.append(line)
      if line.endsTransaction {
        transactions.append(open)
        open = []
      }
      offset += count + 1
    }
    return transactions
  }
}

/// A commit group that is ready to be written.
struct PlannedGroup {
  let bytes: [UInt8]
  let transactions: [[LedgerLine]]

  /// The record's end behind it; nil = there is nothing to write.
  var head: LedgerHead? {
    transactions.last?.last.map { LedgerHead($0) }
  }
}

extension GroupPlan {
  /// Bytes and lines, without the state they were planned over.
  func finished() throws(LedgerError) -> PlannedGroup {
    PlannedGroup(bytes: bytes, transactions: try lines())
  }
}

/// What makes a transaction inadmissible whatever the record holds.
enum TransactionCheck {
  static func check(_ transaction: Transaction) throws(LedgerError) {
    guard !transaction.events.isEmpty else { throw .invalid(.noEvents) }
    try check(transaction.idempotencyKey, "cmd", mayBeEmpty: true)
    var expected: [MatterKey: Int] = [:]
    for expectation in transaction.expected {
      let before = expected.updateValue(expectation.version, forKey: expectation.matter)
      guard before == nil || before == expectation.version else {
        throw .invalid(.contradictoryExpectation(expectation.matter))
      }
    }
    for event in transaction.events {
      guard event.matter.kind != LineFormat.storeKind else { throw .invalid(.reservedKind) }
      guard expected[event.matter] != nil else {
        throw .invalid(.missingExpectation(event.matter))
      }
      try check(event)
    }
  }

  private static func check(_ event: NewEvent) throws(LedgerError) {
    try check(event.matter.kind, "kind")
    try check(event.matter.id, "id")
    try check(event.type, "type")
    try check(event.zone, "zone")
    try check(event.organisation, "org", mayBeEmpty: true)
    try check(event.actor, "actor", mayBeEmpty: true)
    for plaintext in event.sealed { try check(plaintext.field, "f") }
    guard event.typeVersion > 0 else { throw .invalid(.badText(field: "tv")) }
    guard event.data.count <= LineFormat.byteCountMax else {
      throw .tooLong(byteCount: event.data.count, byteCountMax: LineFormat.byteCountMax)
    }
    let fault: Int? = event.data.withUnsafeBytes { bytes in
      var syntax = JSONSyntax(bytes)
      return syntax.passObject() && syntax.offset == bytes.count ? nil : syntax.offset
    }
    if let fault { throw .invalid(.badData(type: event.type, offset: fault)) }
  }

  private static func check(
    _ text: String, _ field: String, mayBeEmpty: Bool = false
  ) throws(LedgerError) {
    guard mayBeEmpty || !text.isEmpty, !text.utf8.contains(0) else {
      throw .invalid(.badText(field: field))
    }
  }
}
