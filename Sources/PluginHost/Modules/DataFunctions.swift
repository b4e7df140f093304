internal import ConsumerProtection
internal import LuaBridge

/// `host.json` and `host.csv`.
enum DataFunctions {
  private static let byteCountMax = 1 << 20

  static var bodies: [String: HostBody] {
    [
      "host.json.encode": HostBody { (values) throws(HostFunctionError) in
        let value = try json(HostArguments("host.json.encode", values)[0], depth: 0)
        var writer = JSONWriter()
        writer.write(value)
        let text = String(decoding: writer.bytes, as: UTF8.self)
        return HostReply(.string(text), cost: writer.bytes.count / 4)
      },
      "host.json.decode": HostBody { (values) throws(HostFunctionError) in
        let text = try limited(HostArguments("host.json.decode", values))
        do throws(JSONError) {
          return HostReply(
            LuaValue(try JSONReader.value(of: Array(text.utf8))), cost: text.utf8.count)
        } catch {
          throw HostFunctionError(
            "host.json.decode: line \(error.line), column \(error.column): \(error.problem.en)",
            code: "bad_json", cost: text.utf8.count / 2)
        }
      },
      "host.csv.parse": HostBody { (values) throws(HostFunctionError) in
        let text = try limited(HostArguments("host.csv.parse", values))
        var (reader, rows): (CSVReader, [LuaValue]) = (CSVReader(), [])
        func take(_ row: CSVReader.Row) {
          rows.append(
            .table(
              LuaTable(items: row.cells.map { .string(String(decoding: $0, as: UTF8.self)) })))
        }
        do throws(CSVReader.Problem) {
          try reader.read(text.utf8, take)
          try reader.finish(take)
        } catch {
          throw HostFunctionError(
            "host.csv.parse: line \(error.line): \(error.problem.en)", code: "bad_csv",
            cost: text.utf8.count)
        }
        return HostReply(.table(LuaTable(items: rows)), cost: text.utf8.count)
      },
    ]
  }

  private static func limited(_ arguments: HostArguments) throws(HostFunctionError) -> String {
    let text = try arguments.text(0)
    guard text.utf8.count <= byteCountMax else {
      throw HostFunctionError("\(arguments.function) takes at most 1 MiB", code: "too_large")
    }
    return text
  }

  private static func json(_ value: LuaValue, depth: Int) throws(HostFunctionError) -> JSONValue {
    guard depth <= 32 else {
      throw HostFunctionError("host.json.encode: nested deeper than 32", code: "too_deep")
    }
    switch value {
    case .number(let number) where !number.isFinite:
      throw HostFunctionError("host.json.encode: \(number) is no JSON number", code: "bad_value")
    case .bytes:
      throw HostFunctionError("host.json.encode: a text is not UTF-8", code: "bad_value")
    case .table(let table):
      guard table.items.isEmpty || table.fields.isEmpty else {
        throw HostFunctionError(
          "host.json.encode: a table has both items and named fields", code: "bad_value")
      }
      if table.fields.isEmpty {
        var items: [JSONValue] = []
        for item in table.items { items.append(try json(item, depth: depth + 1)) }
        return .array(items)
      }
      var members: [JSONValue.Member] = []
      for field in table.fields {
        members.append(.init(field.key, try json(field.value, depth: depth + 1)))
      }
      return .object(members)
    default: return value.json
    }
  }
}
