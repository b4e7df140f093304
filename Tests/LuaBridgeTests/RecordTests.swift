import LuaBridge
import Testing

private let layout = LuaRecordLayout(
  name: "complaint",
  fields: ["amount", "business_class", "closed", "ratio", "tags", "reply", "unit"],
  undeclared: ["complainant_name"])
private let contextLayout = LuaRecordLayout(
  name: "ctx", fields: ["now", "settings"], builtins: [.fail, .random])

private func record() -> LuaRecord {
  var record = LuaRecord(layout)
  record.set("amount", .integer(12_345))
  record.set("business_class", .text("信用卡"))
  record.set("closed", .boolean(false))
  record.set("ratio", .number(0.5))
  record.set("tags", .value(.table(LuaTable(items: [.string("重大"), .string("group")]))))
  record.set("unit", .text(""))
  return record
}

/// A plugin of one hook `run(c, ctx)`.
private struct Hook {
  let machine: LuaMachine
  let function: LuaFunctionReference
  var context = LuaRecord(contextLayout)

  init(_ body: String, before: String = "") throws {
    machine = try LuaMachine()
    let text = "\(before)\nreturn { run = function(c, ctx)\n\(body)\nend }"
    function = try #require(
      try machine.load([LuaSource(name: "main.lua", text: text)]).function("run"))
    context.set("now", .integer(42))
    let settings = LuaValue.table(
      LuaTable([
        "limit": .integer(10), "list": .table(LuaTable(items: [.integer(3), .integer(1)])),
      ]))
    context.set("settings", .pinned(try machine.pin(settings)))
  }

  func call(_ record: LuaRecord = record()) throws(LuaFailure) -> LuaReply {
    try machine.call(function, record: record, context: context)
  }

  func failure() -> LuaFailure? {
    do {
      Issue.record("answered \(try call().value)")
      return nil
    } catch {
      return error
    }
  }
}

@Suite struct RecordTests {
  @Test func `each kind of slot reads as its value`() throws {
    let hook = try Hook(
      "return {c.amount, c.business_class, c.closed, c.ratio, c.tags[1], #c.tags, c.unit, math.type(c.amount)}"
    )
    let reply = try hook.call()
    let expected: [LuaValue] = [
      .integer(12_345), .string("信用卡"), .boolean(false), .number(0.5), .string("重大"), .integer(2),
      .string(""), .string("integer"),
    ]
    #expect(reply.value == .table(LuaTable(items: expected)))
  }

  @Test func `an absent field reads as nil`() throws {
    #expect(try Hook("return c.reply == nil").call().value == .boolean(true))
  }

  @Test func `the fields read are told in layout order, each once, and afresh for each call`()
    throws
  {
    let hook = try Hook(
      "if c.unit == 'x' then return c.reply end return c.amount + c.amount + ctx.now")
    var other = record()
    other.set("unit", .text("x"))
    #expect(try hook.call().fieldsRead == ["amount", "unit"])
    #expect(try hook.call(other).fieldsRead == ["reply", "unit"])
    let reply = try hook.call()
    #expect(reply.fieldsRead == ["amount", "unit"])
    #expect(reply.contextFieldsRead == ["now"])
  }

  @Test(arguments: [
    (
      "return c.amuont", LuaFailure.Kind.unknownField,
      "'complaint' has no field 'amuont'; did you mean 'amount'?"
    ),
    ("return c.zzzzzzzzzz", .unknownField, "'complaint' has no field 'zzzzzzzzzz'"),
    ("return c[1]", .unknownField, "'complaint' has no field of type number"),
    ("return c[nil]", .unknownField, "'complaint' has no field of type nil"),
    (
      "return c.complainant_name", .unknownField,
      "field 'complainant_name' of 'complaint' is not declared: add it to 'reads' in plugin.yaml"
    ),
    ("c.amount = 1", .runtime, "field 'amount' cannot be set: 'complaint' is read-only"),
    ("c[1] = 1", .runtime, "'complaint' is read-only"),
    ("c.tags[1] = 'x'", .runtime, "the table is read-only"),
    ("ctx.settings.limit = 1", .runtime, "field 'limit' cannot be set: the table is read-only"),
    ("ctx.settings.list[1] = 1", .runtime, "the table is read-only"),
    (
      "table.sort(ctx.settings.list)", .runtime,
      "bad argument #1 to 'sort' (the table is read-only)"
    ),
    ("return c", .badResult, "answer: a record handle cannot leave the script; name its fields"),
    ("return #c", .runtime, "attempt to get length of a userdata value (local 'c')"),
  ])
  func `a wrong use of a handle says what is wrong`(
    body: String, kind: LuaFailure.Kind, message: String
  ) throws {
    let failure = try #require(try Hook(body).failure())
    #expect(failure.kind == kind)
    #expect(failure.message == message)
    #expect(failure.file == (kind == .badResult ? nil : "main.lua"))
    #expect(failure.line == (kind == .badResult ? nil : 3))
    #expect(
      kind != .unknownField
        || failure.traceback == [.init(file: "main.lua", line: 3, function: nil)])
  }

  @Test func `a handle is dead after its call`() throws {
    let machine = try LuaMachine()
    let text = """
      local kept
      return {
        keep = function(c) kept = c return c.amount end,
        use = function() return kept.amount end,
        walk = function() for k in pairs(kept) do end end,
      }
      """
    let exports = try machine.load([LuaSource(name: "main.lua", text: text)])
    let keep = try #require(exports.function("keep"))
    #expect(try machine.call(keep, arguments: [.record(record())]).value == .integer(12_345))
    for name in ["use", "walk"] {
      let function = try #require(exports.function(name))
      let failure = #expect(throws: LuaFailure.self) { try machine.call(function, arguments: []) }
      #expect(failure?.kind == .deadHandle)
      #expect(failure?.message == "record handle 'complaint' used after the hook returned")
    }
  }

  @Test func `pairs walks what the record holds in the order of names and reads everything`() throws
  {
    let reply = try Hook("local t = {} for k, v in pairs(c) do t[#t + 1] = k end return t").call()
    let names = ["amount", "business_class", "closed", "ratio", "tags", "unit"]
    #expect(reply.value == .table(LuaTable(items: names.map { .string($0) })))
    #expect(reply.fieldsRead == layout.fields)
  }

  @Test func `a pinned table works with pairs, ipairs, the length, concat, unpack and next`() throws
  {
    let reply = try Hook(
      """
      local s, out = ctx.settings, {}
      for k, v in pairs(s) do out[#out + 1] = k .. ":" .. type(v) end
      for i, v in ipairs(s.list) do out[#out + 1] = i .. "=" .. v end
      out[#out + 1] = #s.list .. table.concat(s.list, "+") .. select("#", table.unpack(s.list)) .. next(s)
      return out
      """
    ).call()
    let expected = ["limit:number", "list:table", "1=3", "2=1", "23+12limit"]
    #expect(reply.value == .table(LuaTable(items: expected.map { .string($0) })))
  }

  @Test func `a table of a record is the same table within a call`() throws {
    #expect(try Hook("return c.tags == c.tags").call().value == .boolean(true))
    let hook = try Hook("return c.tags[1]")
    var other = record()
    other.set("tags", .value(.table(LuaTable(items: [.string("new")]))))
    #expect(try hook.call().value == .string("重大"))
    #expect(try hook.call(other).value == .string("new"))
  }

  @Test func `a failure carries what was read before it`() throws {
    let failure = try #require(
      try Hook("local x = c.unit return c.amount < c.business_class").failure())
    #expect(failure.fieldsRead == ["amount", "business_class", "unit"])
    #expect(failure.message == "attempt to compare number with string")
  }

  @Test func `fail raises a code and a message, and pcall may catch it`() throws {
    let failure = try #require(try Hook("ctx.fail('no_unit', '找不到机构')").failure())
    #expect(failure.kind == .raised)
    #expect(failure.code == "no_unit")
    #expect(failure.message == "找不到机构")
    #expect(failure.line == 3)
    let caught = try Hook("local ok, e = pcall(ctx.fail, 'a', 'b') return e").call()
    #expect(caught.value == .table(LuaTable(["code": .string("a"), "message": .string("b")])))
  }

  @Test func `a record is emptied and filled again`() throws {
    let hook = try Hook("return tostring(c.amount) .. tostring(c.business_class)")
    var reused = record()
    reused.removeAll()
    #expect(try hook.call(reused).value == .string("nilnil"))
    reused.set("business_class", .text("存款"))
    #expect(try hook.call(reused).value == .string("nil存款"))
  }

  @Test func `the same layout twice in a call is refused`() throws {
    let machine = try LuaMachine()
    let run = try #require(
      try machine.load([LuaSource(name: "main.lua", text: "return { run = print }")]).function(
        "run"))
    let failure = #expect(throws: LuaFailure.self) {
      try machine.call(run, record: record(), context: record())
    }
    #expect(failure?.kind == .internal)
  }

  @Test func `a layout of more than 64 fields reads and logs all of them`() throws {
    let wide = LuaRecordLayout(name: "wide", fields: (0..<130).map { "f\($0)" })
    var record = LuaRecord(wide)
    for index in 0..<130 { record.set(index, .integer(Int64(index))) }
    let machine = try LuaMachine()
    let text = "return { run = function(w) return w.f0 + w.f63 + w.f64 + w.f129 end }"
    let run = try #require(
      try machine.load([LuaSource(name: "main.lua", text: text)]).function("run"))
    let reply = try machine.call(run, arguments: [.record(record)])
    #expect(reply.value == .integer(256))
    #expect(reply.fieldsRead == ["f0", "f63", "f64", "f129"])
  }
}
