internal import ConsumerProtection
internal import LuaBridge

/// `host.query`: counts while a report runs.
enum QueryFunctions {
  private static let rowCountMax = 20_000

  static func bodies(_ state: HostState) -> [String: HostBody] {
    [
      "host.query.count": HostBody { (values) throws(HostFunctionError) in
        let source = try source(state)
        let request = try request(
          HostArguments("host.query.count", values), source.dimensions, state.context.language)
        let table: CountTable
        do throws(QueryError) {
          table = try source.count(request)
        } catch {
          throw HostFunctionError("host.query.count: \(error.problem.en)", code: "query")
        }
        guard table.rows.count <= rowCountMax else {
          throw HostFunctionError(
            "host.query.count: more than \(rowCountMax) groups; ask for fewer dimensions",
            code: "too_large", cost: rowCountMax)
        }
        if table.synthetic > 0 { state.sawSynthetic = true }
        return HostReply(.table(lua(table)), cost: 100 + table.rows.count * 4)
      },
      "host.query.dimensions": HostBody { (_) throws(HostFunctionError) in
        let names = try source(state).dimensions
        return HostReply(.table(LuaTable(items: names.map { .string($0) })))
      },
    ]
  }

  private static func source(_ state: HostState) throws(HostFunctionError) -> any QuerySource {
    guard let source = state.query else {
      throw HostFunctionError("host.query: there is nothing to count here", code: "query")
    }
    return source
  }

  private static func request(
    _ arguments: HostArguments, _ dimensions: [String], _ language: Language
  ) throws(HostFunctionError) -> CountRequest {
    let table = try arguments.table(0)
    for field in table.fields where !["by", "from", "to", "where"].contains(field.key) {
      let near = Nearest.match(of: field.key, in: ["by", "from", "to", "where"])
      throw refused("unknown key `\(field.key)`" + (near.map { "; did you mean `\($0)`?" } ?? ""))
    }
    var by: [String] = []
    switch table["by"] ?? .nil {
    case .nil: break
    case .table(let list):
      for item in list.items {
        guard case .string(let name) = item else { throw refused("`by` must be a list of texts") }
        by.append(try known(name, dimensions))
      }
    default: throw refused("`by` must be a list of texts")
    }
    guard by.count <= 6 else { throw refused("at most 6 dimensions") }
    return CountRequest(
      by: by, from: try day("from", table), to: try day("to", table),
      conditions: try conditions(table["where"] ?? .nil, dimensions), language: language)
  }

  private static func conditions(
    _ value: LuaValue, _ dimensions: [String]
  ) throws(HostFunctionError) -> [CountRequest.Condition] {
    guard !value.isNil else { return [] }
    guard case .table(let table) = value, table.items.isEmpty else {
      throw refused("`where` must be {dimension = value}")
    }
    var conditions: [CountRequest.Condition] = []
    for field in table.fields {
      let name = try known(field.key, dimensions)
      let fieldValue: FieldValue
      switch field.value {
      case .string(let text): fieldValue = .text(text)
      case .integer(let integer): fieldValue = .integer(integer)
      case .boolean(let boolean): fieldValue = .bool(boolean)
      default: throw refused("where.\(name) must be a text, an integer or a boolean")
      }
      conditions.append(.init(dimension: name, value: fieldValue))
    }
    return conditions
  }

  private static func known(
    _ name: String, _ dimensions: [String]
  ) throws(HostFunctionError) -> String {
    guard !dimensions.contains(name) else { return name }
    let near = Nearest.match(of: name, in: dimensions)
    throw refused("unknown dimension `\(name)`" + (near.map { "; did you mean `\($0)`?" } ?? ""))
  }

  private static func day(_ key: String, _ table: LuaTable) throws(HostFunctionError) -> CivilDay? {
    switch table[key] ?? .nil {
    case .nil: return nil
    case .string(let text):
      guard let day = CivilDay(iso: text) else {
        throw refused("`\(key)` must be a day YYYY-MM-DD")
      }
      return day
    default: throw refused("`\(key)` must be a day YYYY-MM-DD")
    }
  }

  private static func refused(_ problem: String) -> HostFunctionError {
    HostFunctionError("host.query.count: \(problem)", code: "bad_argument")
  }

  private static func lua(_ table: CountTable) -> LuaTable {
    let rows = table.rows.sorted { left, right in
      for (first, second) in zip(left.keys, right.keys) {
        if let precedes = first.precedes(second) { return precedes }
      }
      return false
    }
    let items = rows.map { row in
      LuaValue.table(
        LuaTable([
          "keys": .table(LuaTable(items: row.keys.map { LuaValue($0) })),
          "count": .integer(row.count),
        ]))
    }
    return LuaTable(["total": .integer(table.total), "rows": .table(LuaTable(items: items))])
  }
}
