internal import ConsumerProtection
internal import LuaBridge
internal import Reporting

/// `host.decimal` and `host.document`.
enum DecimalFunctions {
  static var bodies: [String: HostBody] {
    [
      "host.decimal.share": HostBody { (values) throws(HostFunctionError) in
        let arguments = HostArguments("host.decimal.share", values)
        let share = Share(try arguments.integer(0), of: try arguments.integer(1))
        var text = share.text(decimals: try places(arguments))
        if text.hasSuffix("%") { text.removeLast() }
        return HostReply(.string(text), cost: 10)
      },
      "host.decimal.money": HostBody { (values) throws(HostFunctionError) in
        let fen = try HostArguments("host.decimal.money", values).integer(0)
        return HostReply(.string(grouped(Money(fen: fen))), cost: 10)
      },
      "host.decimal.parse_money": HostBody { (values) throws(HostFunctionError) in
        let text = try HostArguments("host.decimal.parse_money", values).text(0)
        return HostReply(Money(text).map { .integer($0.fen) } ?? .nil, cost: 5)
      },
      "host.document.share": HostBody { (values) throws(HostFunctionError) in
        let arguments = HostArguments("host.document.share", values)
        let (part, whole) = (try arguments.integer(0), try arguments.integer(1))
        let places = try places(arguments)
        return HostReply(
          .table(
            LuaTable(items: [.integer(part), .integer(whole), .integer(Int64(places))])))
      },
      "host.document.table": HostBody { (values) throws(HostFunctionError) in
        let table = try HostArguments("host.document.table", values).table(0)
        let kind = LuaTable.Field(key: "kind", value: .string("table"))
        return HostReply(.table(LuaTable(items: table.items, fields: table.fields + [kind])))
      },
    ]
  }

  private static func places(_ arguments: HostArguments) throws(HostFunctionError) -> Int {
    let places = try arguments.optionalInteger(2) ?? 2
    guard (0...9).contains(places) else {
      throw HostFunctionError(
        "argument 3 of \(arguments.function) must be 0 to 9", code: "bad_argument")
    }
    return Int(places)
  }

  /// `1,234.56`.
  private static func grouped(_ money: Money) -> String {
    let text = money.text
    let sign = text.hasPrefix("-") ? "-" : ""
    let parts = text.drop { $0 == "-" }.split(separator: ".")
    guard let whole = parts.first, let cents = parts.last else { return text }
    var groups: [Substring] = []
    var rest = whole
    while rest.count > 3 {
      groups.insert(rest.suffix(3), at: 0)
      rest = rest.dropLast(3)
    }
    groups.insert(rest, at: 0)
    return "\(sign)\(groups.joined(separator: ",")).\(cents)"
  }
}
