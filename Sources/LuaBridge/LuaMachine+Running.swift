internal import CLuaShim

extension LuaMachine {
  /// Runs a plugin's main file, which must return a table with text keys.
  ///
  /// - Parameters:
  ///   - sources: Every Lua file of the plugin: 64 KiB each, 256 KiB together.
  ///   - main: The file to run; the others run once each when first required.
  ///   - budget: For the whole load.
  ///   - allowance: Host functions that may be called while loading.
  /// - Returns: What the main file returned, key by key.
  /// - Throws: ``LuaFailure``; the file and line of a syntax error or source limit are set.
  public func load(
    _ sources: [LuaSource], main: String = "main.lua", budget: LuaBudget = .load,
    allowance: LuaAllowance = .everything
  ) throws(LuaFailure) -> LuaExports {
    exports(meters: try load(sources, running: main, budget, allowance))
  }

  /// Compiles files without running them, for editors and checks.
  ///
  /// - Parameter sources: Files that may be loaded together, see ``load(_:main:budget:allowance:)``.
  /// - Throws: ``LuaFailure`` of kind `syntax` or `sourceLimit` for the first file that is not fit.
  public func compile(_ sources: [LuaSource]) throws(LuaFailure) {
    _ = try load(sources, running: nil, .load, .everything)
  }

  private func load(
    _ sources: [LuaSource], running main: String?, _ budget: LuaBudget, _ allowance: LuaAllowance
  ) throws(LuaFailure) -> LuaMeters {
    let files = sources.map { source in
      LuaValue.table(LuaTable(items: [.string(source.name), .bytes(source.bytes)]))
    }
    var flat: [UInt8] = []
    FlatEncoder.append(.table(LuaTable(items: files)), to: &flat)
    var meters = shim_meters()
    let kind = flat.withUnsafeBufferPointer { buffer in
      withLimits(budget, allowance, seed: 0) { limits in
        buffer.baseAddress.map { shim_load(state, $0, buffer.count, main, limits, &meters) } ?? 0
      }
    }
    if kind != 0 {
      throw LuaFailure(of: state, meters: LuaMeters(meters)).locatingColumn(in: sources)
    }
    return LuaMeters(meters)
  }

  /// Calls a hook with a record and a context: the fast path, nothing is allocated for the handles.
  ///
  /// - Parameters:
  ///   - function: From ``LuaExports``.
  ///   - record: The first argument; dead when the call returns.
  ///   - context: The second argument; dead when the call returns.
  ///   - budget: For this call alone.
  ///   - allowance: Host functions that may be called.
  ///   - seed: Seeds `math.random` and `ctx.random`; the same seed gives the same numbers.
  /// - Returns: The answer, what it used and what it read.
  /// - Throws: ``LuaFailure`` with the record's fields that were read.
  public func call(
    _ function: LuaFunctionReference, record: LuaRecord, context: LuaRecord,
    budget: LuaBudget = .hook, allowance: LuaAllowance = .everything, seed: UInt64 = 0
  ) throws(LuaFailure) -> LuaReply {
    let recordNumber = try registering(record.layout)
    let contextNumber = try registering(context.layout)
    let outcome = record.withArgument(recordNumber) { first in
      context.withArgument(contextNumber) { second in
        withUnsafeTemporaryAllocation(of: shim_argument.self, capacity: 2) { arguments in
          arguments.initializeElement(at: 0, to: first)
          arguments.initializeElement(at: 1, to: second)
          return run(function, UnsafeBufferPointer(arguments), budget, allowance, seed)
        }
      }
    }
    return try reply(
      outcome, records: (record.layout, recordNumber), (context.layout, contextNumber))
  }

  /// Calls a function with any arguments.
  ///
  /// - Parameters:
  ///   - function: From ``LuaExports``.
  ///   - arguments: At most 16; each layout at most once.
  ///   - budget: For this call alone.
  ///   - allowance: Host functions that may be called.
  ///   - seed: Seeds `math.random` and `ctx.random`.
  /// - Returns: The answer; `fieldsRead` is of the first record among the arguments, `contextFieldsRead`
  ///   of the second.
  /// - Throws: ``LuaFailure`` with the first record's fields that were read.
  public func call(
    _ function: LuaFunctionReference, arguments: [LuaArgument],
    budget: LuaBudget = .hook, allowance: LuaAllowance = .everything, seed: UInt64 = 0
  ) throws(LuaFailure) -> LuaReply {
    precondition(arguments.count <= 16, "A call has at most 16 arguments.")
    var records: [(layout: LuaRecordLayout, number: Int32)] = []
    for case .record(let record) in arguments {
      records.append((record.layout, try registering(record.layout)))
    }
    let outcome = withArguments(arguments[...], made: []) { made in
      made.withUnsafeBufferPointer { run(function, $0, budget, allowance, seed) }
    }
    return try reply(
      outcome, records: records.first, records.count > 1 ? records[1] : nil)
  }

  private func withArguments(
    _ rest: ArraySlice<LuaArgument>, made: [shim_argument],
    _ body: ([shim_argument]) -> Outcome
  ) -> Outcome {
    guard let argument = rest.first else { return body(made) }
    switch argument {
    case .record(let record):
      let number = number(of: record.layout) ?? 0
      return record.withArgument(number) { first in
        withArguments(rest.dropFirst(), made: made + [first], body)
      }
    case .value(let value):
      var flat: [UInt8] = []
      FlatEncoder.append(value, to: &flat)
      return flat.withUnsafeBufferPointer { buffer in
        let argument = shim_argument(
          kind: Int32(SHIM_ARGUMENT_ENCODED), number: 0, slots: nil, bytes: buffer.baseAddress,
          length: buffer.count)
        return withArguments(rest.dropFirst(), made: made + [argument], body)
      }
    case .pinned(let pin):
      precondition(pin.machine == identity, "A pinned value belongs to another machine.")
      let argument = shim_argument(
        kind: Int32(SHIM_ARGUMENT_PINNED), number: pin.reference, slots: nil, bytes: nil, length: 0)
      return withArguments(rest.dropFirst(), made: made + [argument], body)
    }
  }

  // MARK: - The call itself

  struct Outcome {
    let kind: Int32
    let meters: LuaMeters
  }

  private func registering(_ layout: LuaRecordLayout) throws(LuaFailure) -> Int32 {
    if let number = number(of: layout) { return number }
    try register(layout)
    return Int32(layouts.count - 1)
  }

  private func withLimits(
    _ budget: LuaBudget, _ allowance: LuaAllowance, seed: UInt64,
    _ body: (UnsafePointer<shim_limits>) -> Int32
  ) -> Int32 {
    // A nested call is refused by the machine, and must not change what the outer one may use.
    let outer = host.refusals
    host.refusals = allowance.refusals
    defer { host.refusals = outer }
    return allowance.mask.withUnsafeBufferPointer { mask in
      var limits = shim_limits(
        instructions: Int64(budget.instructions), memory_bytes: Int64(budget.memoryBytes),
        wall_nanoseconds: Int64(budget.wallMilliseconds) * 1_000_000, seed: seed,
        refused: mask.isEmpty ? nil : mask.baseAddress, refused_words: Int32(mask.count))
      return body(&limits)
    }
  }

  private func run(
    _ function: LuaFunctionReference, _ arguments: UnsafeBufferPointer<shim_argument>,
    _ budget: LuaBudget, _ allowance: LuaAllowance, _ seed: UInt64
  ) -> Outcome {
    precondition(function.machine == identity, "A function belongs to another machine.")
    var meters = shim_meters()
    let kind = withLimits(budget, allowance, seed: seed) { limits in
      shim_call(
        state, function.reference, arguments.baseAddress, Int32(arguments.count), limits, &meters)
    }
    return Outcome(kind: kind, meters: LuaMeters(meters))
  }

  // MARK: - Answers

  private typealias ReadRecord = (layout: LuaRecordLayout, number: Int32)

  private func reply(
    _ outcome: Outcome, records first: ReadRecord?, _ second: ReadRecord?
  ) throws(LuaFailure) -> LuaReply {
    let reads = first.map { read($0) } ?? .none
    if outcome.kind != 0 {
      var failure = LuaFailure(of: state, meters: outcome.meters)
      failure.fieldsRead = reads.names
      throw failure
    }
    var decoder = FlatDecoder(resultBytes)
    return LuaReply(
      value: decoder.value(), second: decoder.value(), meters: outcome.meters,
      reads: reads, contextReads: second.map { read($0) } ?? .none)
  }

  private var resultBytes: UnsafeRawBufferPointer {
    var length = 0
    let bytes = shim_result(state, &length)
    return UnsafeRawBufferPointer(start: bytes, count: length)
  }

  private func read(_ record: ReadRecord) -> LuaReads {
    LuaReads(
      record.layout, shim_layout_reads(state, record.number),
      count: Int(shim_layout_words(state, record.number)))
  }

  private func exports(meters: LuaMeters) -> LuaExports {
    var decoder = FlatDecoder(resultBytes)
    guard case .table(let list) = decoder.value() else {
      preconditionFailure("A load's result is a list.")
    }
    let entries = list.items.compactMap { item in
      if case .table(let entry) = item { LuaExports.Entry(entry, machine: identity) } else { nil }
    }
    let sorted = entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    return LuaExports(entries: sorted, meters: meters)
  }
}

extension LuaExports.Entry {
  fileprivate init(_ table: LuaTable, machine: UInt64) {
    func text(_ key: String) -> String? {
      if case .string(let text)? = table[key] { text } else { nil }
    }
    func integer(_ key: String) -> Int64? {
      if case .integer(let integer)? = table[key] { integer } else { nil }
    }
    self.init(
      name: text("name") ?? "", kind: text("kind") ?? "",
      function: integer("reference").map {
        LuaFunctionReference(reference: Int32($0), machine: machine)
      }, file: text("file"), line: integer("line").map(Int.init))
  }
}

extension LuaMeters {
  fileprivate init(_ meters: shim_meters) {
    self.init(
      instructions: Int(meters.instructions), memoryPeakBytes: Int(meters.memory_peak),
      wallNanoseconds: Int(meters.wall_nanoseconds))
  }
}

extension LuaRecord {
  /// Points an argument at this record's slots for the time of `body`.
  fileprivate func withArgument<Result>(
    _ number: Int32, _ body: (shim_argument) -> Result
  ) -> Result {
    slots.withUnsafeBufferPointer { slots in
      bytes.withUnsafeBufferPointer { bytes in
        body(
          shim_argument(
            kind: Int32(SHIM_ARGUMENT_RECORD), number: number, slots: slots.baseAddress,
            bytes: bytes.baseAddress, length: bytes.count))
      }
    }
  }
}
