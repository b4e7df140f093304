extension LedgerLine {
  /// Whether the line has this type; no string is made.
  public func hasType(_ type: StaticString) -> Bool {
    chunk.withBytes(start + fields.type.start, fields.type.count) { JSONRaw.isEqual($0, type) }
  }

  /// Whether the line's matter is of this kind; no string is made.
  public func hasKind(_ kind: StaticString) -> Bool {
    chunk.withBytes(start + fields.kind.start, fields.kind.count) { JSONRaw.isEqual($0, kind) }
  }

  /// Lends the bytes of the identifier as the line writes them; valid only during the call.
  public func withID<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R {
    chunk.withBytes(start + fields.id.start, fields.id.count, body)
  }

  /// Lends the bytes of the type as the line writes them; valid only during the call.
  public func withType<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R {
    chunk.withBytes(start + fields.type.start, fields.type.count, body)
  }
}
