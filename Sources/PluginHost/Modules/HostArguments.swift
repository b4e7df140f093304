internal import ConsumerProtection
internal import LuaBridge

/// The arguments of a host function; each refusal names function, position and what was expected.
struct HostArguments {
  let function: String
  let values: [LuaValue]

  init(_ function: String, _ values: [LuaValue]) {
    self.function = function
    self.values = values
  }

  subscript(place: Int) -> LuaValue { values.indices.contains(place) ? values[place] : .nil }

  func error(_ place: Int, _ expected: String) -> HostFunctionError {
    HostFunctionError(
      "argument \(place + 1) of \(function) must be \(expected), not \(self[place].typePhrase.en)",
      code: "bad_argument")
  }

  func text(_ place: Int) throws(HostFunctionError) -> String {
    guard case .string(let text) = self[place] else { throw error(place, "a text") }
    return text
  }

  func optionalText(_ place: Int) throws(HostFunctionError) -> String? {
    self[place].isNil ? nil : try text(place)
  }

  func integer(_ place: Int) throws(HostFunctionError) -> Int64 {
    switch self[place] {
    case .integer(let integer): return integer
    case .number(let number) where number == number.rounded() && abs(number) < 9e15:
      return Int64(number)
    default: throw error(place, "an integer")
    }
  }

  func optionalInteger(_ place: Int) throws(HostFunctionError) -> Int64? {
    self[place].isNil ? nil : try integer(place)
  }

  func day(_ place: Int) throws(HostFunctionError) -> CivilDay {
    let text = try text(place)
    guard let day = CivilDay(iso: text) else {
      throw HostFunctionError(
        "argument \(place + 1) of \(function) must be a day YYYY-MM-DD", code: "bad_argument")
    }
    return day
  }

  func table(_ place: Int) throws(HostFunctionError) -> LuaTable {
    guard case .table(let table) = self[place] else { throw error(place, "a table") }
    return table
  }
}

/// The body of a host function; a value around the closure, so that tables of bodies can be made.
struct HostBody {
  let call: HostFunction.Body

  init(_ call: @escaping HostFunction.Body) { self.call = call }
}
