internal import LuaBridge

/// `host.text`: characters are Unicode scalars, so the counts are the same on every system.
enum TextFunctions {
  static var bodies: [String: HostBody] {
    [
      "host.text.length": one("host.text.length") { .integer(Int64($0.unicodeScalars.count)) },
      "host.text.trim": one("host.text.trim") { .string(trimmed($0)) },
      "host.text.lower": one("host.text.lower") { .string(lowered($0)) },
      "host.text.fold": one("host.text.fold") { .string(folded($0)) },
      "host.text.contains": two("host.text.contains") { text, part in
        .boolean(place(of: part, in: text, from: 0) != nil)
      },
      "host.text.starts": two("host.text.starts") { .boolean($0.starts(with: $1)) },
      "host.text.ends": two("host.text.ends") { .boolean($0.suffix($1.count).elementsEqual($1)) },
      "host.text.find": HostBody { (values) throws(HostFunctionError) in
        let arguments = HostArguments("host.text.find", values)
        let text = Array(try arguments.text(0).unicodeScalars)
        let part = Array(try arguments.text(1).unicodeScalars)
        let from = try arguments.optionalInteger(2) ?? 1
        guard from >= 1, from <= Int64(text.count) + 1 else { return HostReply(.nil, cost: 1) }
        let place = place(of: part, in: text, from: Int(from) - 1)
        return HostReply(
          place.map { .integer(Int64($0 + 1)) } ?? .nil, cost: work(text.count, part.count))
      },
      "host.text.split": HostBody { (values) throws(HostFunctionError) in
        let arguments = HostArguments("host.text.split", values)
        let (text, separator) = (try arguments.text(0), try arguments.text(1))
        guard !separator.isEmpty else {
          throw HostFunctionError(
            "argument 2 of host.text.split must not be empty", code: "bad_argument")
        }
        let parts = split(Array(text.utf8), Array(separator.utf8))
        return HostReply(
          .table(LuaTable(items: parts.map { .string(String(decoding: $0, as: UTF8.self)) })),
          cost: work(text.utf8.count, separator.utf8.count) + parts.count)
      },
      "host.text.ngrams": HostBody { (values) throws(HostFunctionError) in
        let arguments = HostArguments("host.text.ngrams", values)
        let scalars = Array(try arguments.text(0).unicodeScalars)
        let size = try arguments.integer(1)
        guard (1...8).contains(size) else {
          throw HostFunctionError(
            "argument 2 of host.text.ngrams must be 1 to 8", code: "bad_argument")
        }
        guard scalars.count <= 65_536 else {
          throw HostFunctionError(
            "host.text.ngrams takes at most 65536 characters", code: "too_large")
        }
        let length = Int(size)
        guard scalars.count >= length else { return HostReply(.table(LuaTable())) }
        let grams = (0...scalars.count - length).map { start in
          var view = String.UnicodeScalarView()
          view.append(contentsOf: scalars[start..<start + length])
          return LuaValue.string(String(view))
        }
        return HostReply(.table(LuaTable(items: grams)), cost: grams.count * length)
      },
    ]
  }

  private static func one(
    _ name: String, _ body: @escaping (String) -> LuaValue
  ) -> HostBody {
    HostBody { (values) throws(HostFunctionError) in
      let text = try HostArguments(name, values).text(0)
      return HostReply(body(text), cost: text.utf8.count / 8)
    }
  }

  private static func two(
    _ name: String, _ body: @escaping ([Unicode.Scalar], [Unicode.Scalar]) -> LuaValue
  ) -> HostBody {
    HostBody { (values) throws(HostFunctionError) in
      let arguments = HostArguments(name, values)
      let text = Array(try arguments.text(0).unicodeScalars)
      let part = Array(try arguments.text(1).unicodeScalars)
      return HostReply(body(text, part), cost: work(text.count, part.count))
    }
  }

  /// The comparison below is text × part in the worst case, and is charged so.
  private static func work(_ text: Int, _ part: Int) -> Int {
    let (product, overflow) = max(1, text).multipliedReportingOverflow(by: max(1, part))
    return overflow ? Int.max / 4 : product / 8
  }

  private static func place<Unit: Equatable>(
    of part: [Unit], in text: [Unit], from: Int
  ) -> Int? {
    guard part.count <= text.count - from else { return nil }
    return (from...text.count - part.count).first { start in
      text[start..<start + part.count].elementsEqual(part)
    }
  }

  private static func split(_ text: [UInt8], _ separator: [UInt8]) -> [ArraySlice<UInt8>] {
    var parts: [ArraySlice<UInt8>] = []
    var start = 0
    while let end = place(of: separator, in: text, from: start) {
      parts.append(text[start..<end])
      start = end + separator.count
    }
    return parts + [text[start...]]
  }

  private static func trimmed(_ text: String) -> String {
    func isSpace(_ scalar: Unicode.Scalar) -> Bool {
      (9...13).contains(scalar.value) || [0x20, 0xA0, 0x3000, 0xFEFF].contains(scalar.value)
    }
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !isSpace($0) }),
      let last = scalars.lastIndex(where: { !isSpace($0) })
    else { return "" }
    return String(scalars[first...last])
  }

  private static func lowered(_ text: String) -> String {
    String(decoding: text.utf8.map { (65...90).contains($0) ? $0 + 32 : $0 }, as: UTF8.self)
  }

  private static func folded(_ text: String) -> String {
    var view = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      var value = scalar.value
      // FF01…FF5E are the full-width forms of 21…7E, in the same order.
      if (0xFF01...0xFF5E).contains(value) { value -= 0xFEE0 }
      if value == 0x3000 { value = 0x20 }
      if (0x41...0x5A).contains(value) { value += 0x20 }
      view.append(Unicode.Scalar(value) ?? scalar)
    }
    return String(view)
  }
}
