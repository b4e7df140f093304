internal import CLuaShim

/// The host functions of one machine, by number, and what the current call allows.
final class HostTable {
  struct Entry {
    let fullName: String
    let function: HostFunction
  }

  private(set) var functions: [Entry] = []
  private let log: ((String) -> Void)?
  /// The sentences for the functions that the running call may not use.
  var refusals: [Int: String] = [:]
  /// Storage for replies, kept from call to call.
  private var flat: [UInt8] = []

  init(log: ((String) -> Void)?) {
    self.log = log
  }

  /// Numbers functions; the table maps their short names to the numbers.
  func add(_ added: [HostFunction], group: String) -> LuaTable {
    var numbers: [LuaTable.Field] = []
    for function in added {
      numbers.append(.init(key: function.name, value: .integer(Int64(functions.count))))
      functions.append(Entry(fullName: "\(group).\(function.name)", function: function))
    }
    precondition(
      Set(added.map(\.name)).count == added.count, "\(group) declares a function twice.")
    return LuaTable(fields: numbers)
  }

  fileprivate func answer(
    _ number: Int32, _ arguments: UnsafeRawBufferPointer, _ reply: OpaquePointer
  ) -> shim_host_answer {
    if number < 0 {
      let sentence = refusals[Int(~number)] ?? "this function is not permitted here"
      return refuse(HostFunctionError(sentence), reply)
    }
    var decoder = FlatDecoder(arguments)
    var values: [LuaValue] = []
    while !decoder.isAtEnd { values.append(decoder.value()) }
    if number == SHIM_LOG_FUNCTION {
      log?(Self.line(values.first))
      return shim_host_answer(is_error: 0, cost: 0)
    }
    do throws(HostFunctionError) {
      let answer = try functions[Int(number)].function.body(values)
      send(answer.value, to: reply)
      return shim_host_answer(is_error: 0, cost: Int64(answer.cost))
    } catch {
      return refuse(error, reply)
    }
  }

  private static func line(_ value: LuaValue?) -> String {
    switch value {
    case .string(let text)?: text
    case .bytes(let bytes)?: String(decoding: bytes, as: UTF8.self)
    default: ""
    }
  }

  private func refuse(_ error: HostFunctionError, _ reply: OpaquePointer) -> shim_host_answer {
    let code = error.code.map { LuaValue.string($0) } ?? .boolean(false)
    send(.table(LuaTable(items: [.string(error.message), code])), to: reply)
    return shim_host_answer(is_error: 1, cost: Int64(error.cost))
  }

  private func send(_ value: LuaValue, to reply: OpaquePointer) {
    flat.removeAll(keepingCapacity: true)
    FlatEncoder.append(value, to: &flat)
    flat.withUnsafeBytes { shim_buffer_append(reply, $0.baseAddress, $0.count) }
  }
}

/// Called by C with the arguments as a flat buffer. The answer goes back by value, and C raises, if it
/// must, when this frame is gone.
let callHostFunction: shim_host_function = { context, number, arguments, length, reply in
  guard let context else { return shim_host_answer(is_error: 0, cost: 0) }
  let table = Unmanaged<HostTable>.fromOpaque(context).takeUnretainedValue()
  let bytes = UnsafeRawBufferPointer(start: arguments, count: length)
  return table.answer(number, bytes, reply)
}
