import LuaBridge
import Testing

/// Each probe is a way out of a naive sandbox. It must end in one of its classes, and the next call on
/// the same machine must work.
struct Probe: Sendable, CustomTestStringConvertible {
  let name: String
  let kinds: Set<LuaFailure.Kind>
  let body: String
  var testDescription: String { name }

  /// A probe that only the wall clock stops gets the ordinary one; for the others it must not matter.
  var budget: LuaBudget {
    if kinds.contains(.wallClock) { return .hook }
    return LuaBudget(instructions: 200_000, memoryBytes: 8 << 20, wallMilliseconds: 600_000)
  }

  init(_ name: String, _ kinds: Set<LuaFailure.Kind>, _ body: String) {
    self.name = name
    self.kinds = kinds
    self.body = body
  }
}

private let spent: Set<LuaFailure.Kind> = [.instructions]
private let exhausted: Set<LuaFailure.Kind> = [.instructions, .memory]

private let endless: [Probe] = [
  Probe("a plain loop", spent, "while true do end"),
  Probe("a loop of pcall", spent, "while true do pcall(function() while true do end end) end"),
  Probe("nested pcall", spent, "local function f() while true do pcall(f) end end f()"),
  Probe(
    "an xpcall handler that loops", spent,
    "xpcall(function() error('x') end, function() while true do end end)"),
  Probe(
    "xpcall in its own handler", spent,
    "local function h() while true do xpcall(error, h) end end xpcall(error, h)"),
  Probe("repeat until", spent, "repeat local x = 1 until false"),
  Probe("goto", spent, "::top:: goto top"),
  Probe("a for loop of floats", spent, "for i = 1, math.huge do end"),
  Probe("a handler that catches the end", spent, "local ok repeat ok = pcall(error) until ok"),
  Probe(
    "a comparison that never sorts", spent,
    "local t = {} for i = 1, 20000 do t[i] = i end table.sort(t, function(a, b) return true end)"),
  Probe(
    "an error in a loop of sort", [.runtime], "table.sort({3, 2, 1}, function() error('no') end)"),
  Probe(
    "print without end", [.runtime, .instructions], "while true do print(('x'):rep(1000)) end"),
]

private let cWork: [Probe] = [
  Probe("rep of nothing 2^53 times", [], "return (''):rep(1 << 53)"),
  Probe("rep with an empty separator", [], "return (''):rep(1 << 53, '')"),
  Probe("rep of a byte 2^53 times", [.runtime], "return ('x'):rep(1 << 53)"),
  Probe("rep of a separator 2^62 times", [.runtime], "return (''):rep(1 << 62, 'x')"),
  Probe(
    "lazy captures in a row", spent,
    "local s = ('a'):rep(2000) return s:find('.-.-.-.-.-.-b')"),
  Probe("star after star", spent, "local s = ('a'):rep(3000) return s:match(('a*'):rep(8) .. 'b')"),
  Probe("gsub a*b", spent, "return (('a'):rep(200000)):gsub('a*b', '')"),
  Probe("gmatch a*b", spent, "for x in (('a'):rep(200000)):gmatch('a*b') do end"),
  Probe(
    "plain find of 1 MB in 2 MB", spent,
    "local h, n = ('a'):rep(2 << 20), ('a'):rep(1 << 20) .. 'b' for i = 1, 1e9 do h:find(n, 1, true) end"
  ),
  Probe(
    "balance without end", spent,
    "local s = ('('):rep(1 << 20) while true do s:find('%b()') end"),
  Probe(
    "a set of 100 000 members", spent,
    "local p = '[' .. ('b'):rep(100000) .. ']x' return (('a'):rep(100000)):find(p)"),
  Probe("table.move of 2^40", spent, "table.move({}, 1, 1 << 40, 2)"),
  Probe("table.move of all integers", spent, "table.move({}, 1, math.maxinteger - 1, 2)"),
  Probe("table.move that wraps", [.runtime], "table.move({}, 1, 2, math.maxinteger)"),
  Probe("unpack of 2^31", [.runtime], "return table.unpack({}, 1, 1 << 31)"),
  Probe(
    "unpack of all integers", [.runtime],
    "return table.unpack({}, math.mininteger, math.maxinteger)"),
  Probe("unpack of 10^7", [.runtime], "return table.unpack({}, 0, 1e7)"),
  Probe("concat of 2^40", spent, "return table.concat({}, '', 1, 1 << 40)"),
  Probe(
    "concat of a big list, again and again", exhausted,
    "local t = {} for i = 1, 10000 do t[i] = 'xxxxxxxxxx' end while true do table.concat(t) end"),
  Probe(
    "insert at the front", spent,
    "local t = {} while true do table.insert(t, 1, 1) end"),
  Probe(
    "remove from the front", spent,
    "local t = {} for i = 1, 1e4 do t[i] = 1 end while true do table.insert(t, table.remove(t, 1)) end"
  ),
  Probe("string.byte of everything", [.runtime], "return (('x'):rep(100000)):byte(1, -1)"),
  Probe("codepoint of everything", [.runtime], "return utf8.codepoint(('x'):rep(100000), 1, -1)"),
  Probe(
    "utf8.len of 3 MB, again and again", spent,
    "local s = ('x'):rep(3 << 20) while true do utf8.len(s) end"),
  Probe(
    "tonumber of 1 MB of blanks", spent,
    "local s = (' '):rep(1 << 20) while true do tonumber(s) end"),
  Probe(
    "format of a wide list", [.runtime, .memory, .instructions],
    "local f = ('%99d'):rep(1 << 17) return f:format(table.unpack({}, 1, 9000))"),
  Probe(
    "pairs over a big table in a loop", spent,
    "local t = {} for i = 1, 5000 do t[i] = i end while true do for k in pairs(t) do break end end"),
  Probe(
    "next over a big table in a loop", spent,
    "local t = {} for i = 1, 5000 do t[i] = i end while true do next(t) end"),
]

private let memory: [Probe] = [
  Probe("doubling a string", exhausted, "local s = 'x' while true do s = s .. s end"),
  Probe(
    "concatenating 200 kB", exhausted,
    "local s, t = ('x'):rep(200000), {} while true do t[#t + 1] = s .. #t end"),
  Probe("a table without end", exhausted, "local t = {} for i = 1, 1e9 do t[i] = {} end"),
  Probe(
    "closures without end", exhausted,
    "local t = {} while true do t[#t + 1] = function() return t end end"),
  Probe(
    "memory inside pcall", exhausted,
    "while true do pcall(function() local t = {} for i = 1, 1e9 do t[i] = ('x'):rep(1000) end end) end"
  ),
  Probe(
    "deep recursion", [.instructions, .memory, .runtime],
    "local function f() return 1 + f() end f()"),
  Probe(
    "deep recursion through pcall", [.runtime, .instructions, .memory],
    "local function f() local ok, e = pcall(f) error(e) end f()"),
  Probe(
    "deep recursion through gsub", [.runtime, .instructions, .memory],
    "local function f() return ('x'):gsub('x', f) end f()"),
  Probe(
    "deep recursion through sort", [.runtime, .instructions, .memory],
    "local function f() table.sort({1, 2}, f) end f()"),
  Probe(
    "an error at depth 195 with a handler that errs", [.runtime, .instructions],
    """
    local function down(n) if n == 0 then error('deep') end
      return xpcall(down, function() error('again') end, n - 1) end
    while true do down(195) end
    """),
  // Nobody counts what one instruction converts: again the wall clock, looked at more often.
  Probe(
    "arithmetic on 2 MB of digits", [.instructions, .wallClock],
    "local s = '1' for i = 1, 21 do s = s .. s end while true do local x = s + 1 end"),
  Probe(
    "conversion of 2 MB of digits in a loop of pcall", [.instructions, .wallClock],
    "local s = '1' for i = 1, 21 do s = s .. s end while true do pcall(math.abs, s) end"),
  Probe(
    "comparison of 2 MB", [.instructions, .wallClock],
    "local s = '1' for i = 1, 20 do s = s .. s end local a, b = s .. 'a', s .. 'b' while true do local x = a < b end"
  ),
  // One instruction copies all arguments: only the wall clock sees that.
  Probe(
    "varargs that grow", [.instructions, .memory, .wallClock],
    "local function f(...) return f(1, 2, 3, 4, 5, 6, 7, 8, ...) end f()"),
]

private let escapes: [Probe] = [
  Probe("load", [.runtime], "return load('return 1')()"),
  Probe("dofile", [.runtime], "return dofile('/etc/passwd')"),
  Probe("os", [.runtime], "return os.time()"),
  Probe("io", [.runtime], "return io.open('/etc/passwd')"),
  Probe("debug", [.runtime], "return debug.getinfo(1)"),
  Probe("package", [.runtime], "return package.loadlib('x', 'y')"),
  Probe("coroutine", [.runtime], "return coroutine.wrap(print)"),
  Probe("collectgarbage", [.runtime], "return collectgarbage('count')"),
  Probe("setmetatable", [.runtime], "return setmetatable({}, {})"),
  Probe("getmetatable", [.runtime], "return getmetatable('').__index"),
  Probe("rawset", [.runtime], "return rawset(string, 'rep', print)"),
  Probe("string.dump", [.runtime], "return string.dump(print)"),
  Probe("string.pack", [.runtime], "return string.pack('s', 'x')"),
  Probe("math.randomseed", [.runtime], "math.randomseed(1)"),
  Probe("_G", [.runtime], "return _G.string"),
  Probe("poisoning the string library", [.runtime], "string.rep = function() return 'bad' end"),
  Probe("poisoning through a method", [.runtime], "local s = ('').rep.x"),
  Probe("poisoning the table library", [.runtime], "table.insert(table, 1, 1)"),
  Probe("sorting a library", [.runtime], "table.sort(string)"),
  Probe("moving into a library", [.runtime], "table.move({1}, 1, 1, 1, math)"),
  Probe("a global in a hook", [.runtime], "leak = 1"),
  Probe("a global of the sandbox in a hook", [.runtime], "_ENV.print = nil"),
  Probe("require a path", [.moduleNotFound], "require '../../etc/passwd'"),
  Probe("require a stock library", [.moduleNotFound], "require 'os'"),
  Probe("require nothing", [.moduleNotFound], "require ''"),
  Probe("require a hidden file", [.moduleNotFound], "require '.x'"),
  Probe("require two dots", [.moduleNotFound], "require 'a..b'"),
  Probe("require a zero byte", [.moduleNotFound], "require 'main\\0x'"),
  Probe("an address by %p", [.runtime], "return ('%p'):format({})"),
  Probe("too many captures", [.runtime], "return ('x'):find(('()'):rep(33))"),
  Probe("a pattern too deep", [.runtime], "return (('x'):rep(1000)):match(('(x'):rep(300))"),
  Probe("a malformed set", [.runtime], "return ('x'):find('[a')"),
  Probe("a pattern that ends in an escape", [.runtime], "return ('x'):find('%')"),
  Probe(
    "a bad iterator in a tail call", [.runtime],
    "local function f() for i in 5 do end end return f()"),
  Probe("closing a variable that cannot be closed", [.runtime], "local x <close> = {}"),
]

/// Every probe; both engines are held to them.
let sandboxProbes = endless + cWork + memory + escapes

extension LuaMeters {
  /// What was used of a budget at twice its limit or more, as the engine itself measured it. Not the wall
  /// clock: a machine that is busy elsewhere stretches it, and no test measures time.
  func overTwice(_ budget: LuaBudget) -> [String] {
    let used = [
      ("instructions", instructions, budget.instructions),
      ("memory", memoryPeakBytes, budget.memoryBytes),
    ]
    return used.filter { $0.1 >= 2 * $0.2 }.map { "\($0.0): \($0.1) of \($0.2)" }
  }
}
