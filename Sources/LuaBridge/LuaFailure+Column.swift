extension LuaFailure {
  /// Adds the column of a syntax error: where the text that Lua names (`near 'x'`) stands in the line,
  /// where it stands there once.
  func locatingColumn(in sources: [LuaSource]) -> LuaFailure {
    guard kind == .syntax, column == nil, let line,
      let source = sources.first(where: { $0.name == file }), let near = nearText
    else { return self }
    let lines = source.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard lines.indices.contains(line - 1) else { return self }
    let text = Array(lines[line - 1])
    let starts = (0...max(0, text.count - near.count)).filter { text[$0...].starts(with: near) }
    guard let start = starts.first, starts.count == 1 else { return self }
    return LuaFailure(
      kind: kind, message: message, code: code, file: file, line: line, column: start + 1,
      traceback: traceback, meters: meters, fieldsRead: fieldsRead)
  }

  /// The bytes between the quotes after `near`; nil at the end of the file.
  private var nearText: [UInt8]? {
    let mark = Array("near '".utf8)
    let bytes = Array(message.utf8)
    guard bytes.last == UInt8(ascii: "'"), bytes.count > mark.count else { return nil }
    let starts = 0...(bytes.count - mark.count)
    guard let start = starts.last(where: { bytes[$0...].starts(with: mark) }) else { return nil }
    let near = Array(bytes[(start + mark.count)..<(bytes.count - 1)])
    return near.isEmpty ? nil : near
  }
}
