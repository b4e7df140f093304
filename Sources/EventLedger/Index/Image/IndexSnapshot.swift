/// The index as of one position: two runs, and in memory what came after them.
struct IndexSnapshot: Sendable {
  let schema: IndexSchema
  let base: IndexRun?
  let delta: IndexRun?
  var image: IndexImage
  /// What the runs cover.
  let covered: LedgerHead

  init(_ schema: IndexSchema, base: IndexRun? = nil, delta: IndexRun? = nil) {
    self.schema = schema
    self.base = base
    self.delta = delta
    image = IndexImage(schema, base: base, delta: delta)
    covered = (delta ?? base)?.header.covered ?? .origin
  }

  /// Stands for a snapshot that is being changed elsewhere.
  static let none = IndexSnapshot(IndexSchema(version: 0))

  /// Oldest first.
  var runs: [IndexRun] { [base, delta].compactMap(\.self) }

  func confirm() throws(LedgerError) {
    try base?.bytes.confirm()
    try delta?.bytes.confirm()
  }

  /// Where a row stands.
  enum Place {
    case image(slot: Int)
    case delta(slot: Int)
    case base(slot: Int)
  }

  /// Where the newest state of a matter stands.
  func find(table: Int, _ id: UnsafeRawBufferPointer) -> Place? {
    if let slot = image.tables[table].find(id) { return .image(slot: slot) }
    if let slot = delta?.tables[table].find(id) { return .delta(slot: slot) }
    if let slot = base?.tables[table].find(id) { return .base(slot: slot) }
    return nil
  }

  /// A matter's last line and how many there are.
  func matterHead(_ matter: MatterKey) throws(LedgerError) -> MatterHead? {
    let table = table(ofKind: matter.kind)
    let found = withMatterID(matter, isDeclared: table < schema.tables.count) { id in
      find(table: table, id).map { head(table, $0) }
    }
    try confirm()
    return found
  }

  func table(ofKind kind: String) -> Int {
    var kind = kind
    return kind.withUTF8 { schema.place(ofKind: UnsafeRawBufferPointer($0)) }
  }

  private func head(_ table: Int, _ place: Place) -> MatterHead {
    let (version, last): (Int64, Int64) =
      switch place {
      case .image(let slot):
        (image.tables[table].versions[slot], image.tables[table].lasts[slot])
      case .delta(let slot):
        (
          delta?.tables[table].versions.value(slot) ?? 0,
          delta?.tables[table].lasts.value(slot) ?? 0
        )
      case .base(let slot):
        (base?.tables[table].versions.value(slot) ?? 0, base?.tables[table].lasts.value(slot) ?? 0)
      }
    return MatterHead(
      version: UInt64(bitPattern: version),
      position: LedgerPosition(rawValue: UInt64(bitPattern: last)))
  }

  /// Places of lines whose idempotency key may have this hash, newest run first.
  func commands(_ hash: UInt64) -> [LedgerPosition] {
    image.commands.find(hash) + (delta?.commands(hash) ?? []) + (base?.commands(hash) ?? [])
  }
}

/// A matter's last line.
struct MatterHead: Equatable {
  var version: UInt64
  var position: LedgerPosition
}

/// In the table of the other kinds a matter is named by kind and identifier together.
func withMatterID<R>(
  _ matter: MatterKey, isDeclared: Bool, _ body: (UnsafeRawBufferPointer) -> R
) -> R {
  if isDeclared {
    var id = matter.id
    return id.withUTF8 { body(UnsafeRawBufferPointer($0)) }
  }
  let joined = Array(matter.kind.utf8) + [0] + Array(matter.id.utf8)
  return joined.withUnsafeBytes { body($0) }
}
