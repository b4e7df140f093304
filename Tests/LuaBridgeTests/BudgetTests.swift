import CLuaShim
import LuaBridge
import Testing

private let work = """
  local words, seen = {}, 0
  for word in ("the quick brown fox, 信用卡投诉, jumps"):gmatch("%a+") do words[#words + 1] = word end
  table.sort(words, function(a, b) return a > b end)
  for key, value in pairs{x = 1, y = 2, z = {3}} do seen = seen + #tostring(value) + #key end
  local long = table.concat(words, "; "):rep(20)
  return long .. seen .. ("%5.1f"):format(math.sqrt(2)) .. tostring(pcall(error, "x"))
  """

@Suite struct BudgetTests {
  @Test func `the same script uses the same number of instructions a hundred times`() throws {
    let plugin = try Plugin(LuaMachine(), run: work)
    let first = try plugin.call()
    for _ in 1..<100 {
      let next = try plugin.call()
      #expect(next.meters.instructions == first.meters.instructions)
      #expect(next.value == first.value)
    }
    // Each machine hashes text differently.
    for _ in 0..<50 {
      let other = try Plugin(LuaMachine(), run: work).call()
      #expect(other.meters.instructions == first.meters.instructions)
    }
    #expect(first.meters.instructions > 100)
  }

  @Test(arguments: [
    work, "return 1", "local n = 0 for i = 1, 5000 do n = n + i end return n",
    "return (('ab'):rep(5000)):gsub('a', 'x')",
    "local s = 'x' for i = 1, 18 do s = s .. s end for i = 1, 60 do s = s:sub(1, 70000) end return #s",
  ])
  func `a script that needs N instructions fails at N - 1 and runs at N and N + 1`(
    body: String
  ) throws {
    let plugin = try Plugin(LuaMachine(), run: body)
    let whole = try plugin.call()
    let needed = whole.meters.instructions
    func budget(_ instructions: Int) -> LuaBudget {
      LuaBudget(instructions: instructions, memoryBytes: 8 << 20, wallMilliseconds: 10_000)
    }
    #expect(try plugin.failure("run", budget: budget(needed - 1)).kind == .instructions)
    for instructions in [needed, needed + 1] {
      let reply = try plugin.call("run", budget: budget(instructions))
      #expect(reply.value == whole.value)
      #expect(reply.meters.instructions == needed)
    }
  }

  @Test(arguments: [1, 2, 999, 1000, 1001, 54_321])
  func `an endless loop stops after exactly its budget`(instructions: Int) throws {
    let budget = LuaBudget(
      instructions: instructions, memoryBytes: 8 << 20, wallMilliseconds: 10_000)
    let failure = try failure("while true do end", budget: budget)
    #expect(failure.kind == .instructions)
    #expect(failure.meters.instructions == instructions)
    #expect(failure.message == "the instruction budget is spent")
  }

  @Test func `a spent budget tells where the script was`() throws {
    let failure = try failure("local function spin()\nwhile true do end\nend\npcall(spin)")
    #expect(failure.file == "main.lua")
    #expect(failure.line == 4)
    #expect(failure.traceback.first?.function == "spin" || failure.traceback.first?.line == 4)
  }

  @Test func `a budget is for one call, the next starts afresh`() throws {
    let plugin = try Plugin(LuaMachine(), run: "for i = 1, 50000 do end return 'done'")
    for _ in 1...5 { #expect(try plugin.call().value == .string("done")) }
  }

  @Test func `the memory cap holds and what was refused is given back`() throws {
    let body = "local t = {} for i = 1, 1e9 do t[i] = ('x'):rep(900) .. i end"
    let plugin = try Plugin(
      LuaMachine(), main: "return { run = function() \(body) end, ok = function() return 1 end }")
    let budget = LuaBudget(
      instructions: 100_000_000, memoryBytes: 1 << 20, wallMilliseconds: 10_000)
    for _ in 1...3 {
      let failure = try plugin.failure("run", budget: budget)
      #expect(failure.kind == .memory)
      #expect(failure.meters.memoryPeakBytes <= 1 << 20)
      #expect(try plugin.call("ok", budget: budget).value == .integer(1))
    }
  }

  @Test func `no single block is larger than 8 MiB whatever the budget`() throws {
    let budget = LuaBudget(
      instructions: 100_000_000, memoryBytes: 1 << 30, wallMilliseconds: 10_000)
    let grown = "local s = ('x'):rep(4 << 20) "
    let plugin = try Plugin(
      LuaMachine(), run: grown + "return #(s:sub(1, 4000000) .. s:sub(1, 4000000))")
    #expect(try plugin.call("run", budget: budget).value == .integer(8_000_000))
    #expect(try failure(grown + "return #(s .. s .. s)", budget: budget).kind == .memory)
  }

  @Test func `the wall clock stops what the instructions allow`() throws {
    let budget = LuaBudget(
      instructions: .max / 8, memoryBytes: 8 << 20, wallMilliseconds: 20)
    let failure = try failure(
      "while true do pcall(function() while true do end end) end", budget: budget)
    #expect(failure.kind == .wallClock)
    #expect(failure.meters.wallNanoseconds >= 20_000_000)
  }

  @Test func `this build of Lua lets the bridge count exactly`() throws {
    let made = shim_new({ _, _, _, _, _ in shim_host_answer() }, nil, 0)
    let state = try #require(made)
    #expect(shim_test_counts_exactly(state) == 1)
    shim_close(state)
  }

  @Test func `loading has its own budget`() throws {
    let machine = try LuaMachine()
    let source = LuaSource(name: "main.lua", text: "while true do end return {}")
    #expect(throws: LuaFailure.self) { try machine.load([source]) }
    let fine = LuaSource(name: "main.lua", text: "return { run = function() return 7 end }")
    let exports = try machine.load([fine])
    let run = try #require(exports.function("run"))
    #expect(try machine.call(run, arguments: []).value == .integer(7))
  }

  @Test func `random numbers depend on the seed alone`() throws {
    let plugin = try Plugin(
      LuaMachine(),
      run:
        "return {math.random(), math.random(6), math.random(-5, 5), math.random(math.mininteger, math.maxinteger)}"
    )
    let first = try plugin.call("run", seed: 1)
    #expect(try plugin.call("run", seed: 1).value == first.value)
    #expect(try plugin.call("run", seed: 2).value != first.value)
  }

  @Test func `random numbers stay in their interval and reach both ends`() throws {
    let seen = try answer(
      "local seen = {} for i = 1, 1000 do seen[math.random(3) + 0] = true end return {#seen, next({}) == nil}"
    )
    #expect(seen == .table(LuaTable(items: [.integer(3), .boolean(true)])))
    #expect(
      try failure("math.random(2, 1)").message == "bad argument #2 to 'random' (interval is empty)")
  }
}
