internal import CLuaShim

extension LuaFailure.Kind {
  /// The kinds in the order of the constants in CLuaShim.h, from `SHIM_SYNTAX`.
  private static let byNumber: [LuaFailure.Kind] = [
    .syntax, .runtime, .raised, .instructions, .memory, .wallClock, .sourceLimit, .badResult,
    .deadHandle, .unknownField, .notPermitted, .hostFunction, .moduleNotFound, .badExports,
    .internal,
  ]

  init(number: Int64) {
    let index = Int(number) - 1
    self = Self.byNumber.indices.contains(index) ? Self.byNumber[index] : .internal
  }
}

extension LuaFailure {
  /// Reads the failure that the machine has just had.
  init(of machine: OpaquePointer, meters: LuaMeters) {
    var length = 0
    let bytes = shim_failure(machine, &length)
    var decoder = FlatDecoder(UnsafeRawBufferPointer(start: bytes, count: length))
    guard length > 0, case .table(let table) = decoder.value() else {
      self.init(kind: .memory, message: "the process is out of memory", meters: meters)
      return
    }
    let frames = Self.frames(table["frames"])
    var message = Self.text(table["message"]) ?? ""
    let place = Self.takePlace(from: &message)
    let innermost = frames.first { $0.file != nil }
    let kind = Kind(number: Self.integer(table["kind"]) ?? 0)
    self.init(
      kind: kind, message: message, code: Self.text(table["code"]),
      file: place?.file ?? innermost?.file, line: place?.line ?? innermost?.line,
      column: Self.integer(table["column"]).flatMap { $0 > 0 ? Int($0) : nil }, traceback: frames,
      meters: meters)
  }

  private static func frames(_ value: LuaValue?) -> [Frame] {
    guard case .table(let list)? = value else { return [] }
    return list.items.compactMap { item in
      guard case .table(let frame) = item, frame.items.count == 3 else { return nil }
      let file = text(frame.items[0])
      let line = integer(frame.items[1]).flatMap { $0 > 0 ? Int($0) : nil }
      return Frame(file: file, line: file == nil ? nil : line, function: text(frame.items[2]))
    }
  }

  private static func integer(_ value: LuaValue?) -> Int64? {
    guard case .integer(let integer)? = value else { return nil }
    return integer
  }

  /// Text that is not empty.
  private static func text(_ value: LuaValue?) -> String? {
    switch value {
    case .string(let text)? where !text.isEmpty: text
    case .bytes(let bytes)?: String(decoding: bytes, as: UTF8.self)
    default: nil
    }
  }

  /// Takes the `file.lua:14: ` that Lua puts before a message off it.
  private static func takePlace(from message: inout String) -> (file: String, line: Int)? {
    let bytes = message.utf8
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let file = String(message[..<colon])
    let digits = bytes[bytes.index(after: colon)...].prefix { (48...57).contains($0) }
    let after = message[digits.endIndex...]
    guard file.hasSuffix(".lua"), let line = Int(Substring(digits)), after.hasPrefix(": ") else {
      return nil
    }
    message = String(after.dropFirst(2))
    return (file, line)
  }
}
