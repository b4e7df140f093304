import CLuaShim
import LuaBridge
import Testing

/// What a stock Lua with all its libraries answers; nil where it raises.
private func stock(_ chunk: String) -> LuaValue? {
  withUnsafeTemporaryAllocation(of: CChar.self, capacity: 1 << 16) { buffer -> LuaValue? in
    guard let base = buffer.baseAddress else { return nil }
    let length = shim_test_stock(chunk, chunk.utf8.count, base, buffer.count)
    guard length >= 0 else { return nil }
    let bytes = Array(UnsafeRawBufferPointer(buffer)[..<Int(length)])
    return String(validating: bytes, as: UTF8.self).map { .string($0) } ?? .bytes(bytes)
  }
}

/// A small generator with a fixed start, so that a failure can be repeated.
private struct Generator {
  var state: UInt64
  mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(bound))
  }
  mutating func pick(_ choices: [String]) -> String { choices[below(choices.count)] }
  mutating func pattern() -> String {
    let items = [
      "a", "b", ".", "%a", "%d", "%s", "%w", "%p", "%u", "%l", "%x", "%S", "%A", "[ab]", "[^ab]",
      "[a-c%d]",
      "[%w_]", "[]]", "[^%s]", "%.", "%%", "-", " ", "x", "()", "(a)", "(%w)", "(.)", "%1", "%b()",
      "%f[%w]",
      "%f[%W]", "[a-]", "[-a]", "[%a-z]", "é", "$",
    ]
    var pattern = below(6) == 0 ? "^" : ""
    var isOpen = false
    for _ in 0...below(5) {
      if !isOpen, below(5) == 0 {
        pattern += "("
        isOpen = true
      }
      pattern += pick(items)
      pattern += pick(["", "", "", "*", "+", "-", "?"])
      if isOpen, below(2) == 0 {
        pattern += ")"
        isOpen = false
      }
    }
    return pattern + (isOpen ? ")" : "") + (below(8) == 0 ? "$" : "")
  }
  mutating func subject() -> String {
    (0..<below(14)).map { _ in
      pick(["a", "b", "c", "x", "A", "1", "2", " ", "(", ")", "_", "-", ".", "é", "%", "]"])
    }.joined()
  }
}

private let prelude = """
  local function show(...)
    local out = {}
    for i = 1, select("#", ...) do out[i] = tostring((select(i, ...))) end
    return table.concat(out, "|")
  end
  local function try(f, ...)
    local function pack(ok, ...) return ok and show(...) or "raised" end
    return pack(pcall(f, ...))
  end
  local function all(s, p) local out = {} for a, b in s:gmatch(p) do
    out[#out + 1] = tostring(a) .. "/" .. tostring(b) end return table.concat(out, ";") end

  """

@Suite struct PatternTests {
  /// One chunk that asks every function about a batch of cases.
  private func chunk(seed: UInt64) -> String {
    var generator = Generator(state: seed)
    var text = prelude + "local out = {}\n"
    for _ in 0..<60 {
      let s = "[==[\(generator.subject())]==]"
      let p = "[==[\(generator.pattern())]==]"
      let initial = generator.below(8) - 3
      let replacement = generator.pick([
        "'<%0>'", "'%1'", "'%%'", "{a = 'A', b = false}", "string.upper", "'%2'",
      ])
      text += """
        out[#out + 1] = try(string.find, \(s), \(p), \(initial))
        out[#out + 1] = try(string.match, \(s), \(p))
        out[#out + 1] = try(string.gsub, \(s), \(p), \(replacement))
        out[#out + 1] = try(string.gsub, \(s), \(p), 'x', 2)
        out[#out + 1] = try(all, \(s), \(p))
        out[#out + 1] = try(string.find, \(s), \(p), \(initial), true)

        """
    }
    return text + "return table.concat(out, '\\n')"
  }

  @Test(arguments: 0..<40)
  func `patterns match as in stock Lua`(seed: Int) throws {
    let chunk = chunk(seed: UInt64(seed))
    let expected = try #require(stock(chunk))
    let budget = LuaBudget(
      instructions: 10_000_000, memoryBytes: 32 << 20, wallMilliseconds: 60_000)
    let plugin = try Plugin(
      LuaMachine(), main: "return { run = function()\n\(chunk)\nend }")
    let actual = try plugin.call("run", budget: budget).value
    for (number, (ours, theirs)) in zip(lines(actual), lines(expected)).enumerated()
    where ours != theirs {
      Issue.record("seed \(seed), answer \(number): \(ours) instead of \(theirs)")
    }
    #expect(lines(actual).count == lines(expected).count)
  }

  @Test(arguments: 0..<20)
  func `a word is found where stock Lua finds it, whatever its bytes are`(seed: Int) throws {
    var generator = Generator(state: UInt64(seed))
    let parts = ["退", "款", "失", "败", "日", "refund", " ", "r", "é", "，", "1"]
    func text(_ length: Int) -> String {
      (0..<length).map { _ in generator.pick(parts) }.joined()
    }
    var chunk = prelude + "local out = {}\n"
    for _ in 0..<200 {
      let (subject, word) = (text(generator.below(60)), text(generator.below(5)))
      let start = generator.below(30) - 5
      chunk += "out[#out + 1] = try(string.find, '\(subject)', '\(word)', \(start), true)\n"
    }
    chunk += "return table.concat(out, '\\n')"
    let expected = try #require(stock(chunk))
    #expect(lines(try answer(chunk)) == lines(expected))
  }

  @Test(arguments: [
    "('  客户 a  '):match('^%s*(.-)%s*$')", "('a,b,,'):match('^(.-),*$')", "(',,'):match('(.-),*$')",
    "('a1b2'):match('^(.-)%d*$')", "('ab'):match('^.-%a*$')", "('a)b'):match('^(.-))*$')",
    "('a x'):match('.-)%s*$')", "('a%'):match('^(.-)%%*$')", "('a]]'):match('^(.-)]*$')",
    "('  '):gsub('^(.-)%s*$', '<%1>')", "('ab'):match('(.-)(b*)$')",
  ])
  func `a lazy repetition before the end matches as in stock Lua`(expression: String) throws {
    let chunk = prelude + "return try(function() return \(expression) end)"
    #expect(try answer(chunk) == stock(chunk))
  }

  private func lines(_ value: LuaValue) -> [String] {
    let bytes: [UInt8]
    switch value {
    case .string(let text): bytes = Array(text.utf8)
    case .bytes(let text): bytes = text
    default: return []
    }
    // One character a byte, so that text that is not UTF-8 is compared too.
    let latin = String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    return latin.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  @Test(arguments: [
    "('hello world'):find('wor')", "('hello'):find('')", "('hello'):find('', 10)",
    "('hello'):find('', 6)",
    "('a.b'):find('.', 2, true)", "('key = value'):match('^(%w+)%s*=%s*(%w+)$')",
    "('x'):rep(3, ',')",
    "('abc'):sub(-2)", "('abc'):sub(0, -2)", "('abc'):byte(1, -1)", "('abc'):reverse()",
    "('äB'):upper()",
    "string.char(72, 105)", "('%5.2f|%-5d|%05d|%x|%q'):format(1.234, 7, 42, 255, 'a\\nb')",
    "('%s %s %s'):format(1, true, nil)", "('%10.3s|'):format('abcdef')", "('%c%c'):format(65, 66)",
    "('%g %e %a'):format(0.1, 12345.678, 1.0)", "('%i'):format(3.0)", "('%%'):format()",
    "#('x'):rep(0)", "tostring(1e15)", "tostring(2^53)", "tostring(-0.0)", "tostring(1/0)",
    "10 // 3", "'10' + 5", "math.type(1)", "math.tointeger('8')", "math.floor(-3.5)",
    "math.ult(1, -1)",
    "table.concat({1, 2, 3}, ', ', 2)", "select(-1, 1, 2, 3)", "tonumber('0x1p4')",
    "tonumber('z', 36)",
    "tonumber('  12  ')", "tonumber('1e')", "#utf8.char(20449, 29992)", "utf8.len('信用卡')",
    "utf8.codepoint('信用', 1, -1)", "utf8.offset('信用卡', 3)", "utf8.len('\\xff')",
    "table.unpack({1, 2, 3}, 2)", "table.pack(1, nil, 3).n",
    "(' trim '):gsub('^%s*(.-)%s*$', '%1')",
    "('abc'):gsub('', '-')", "('abc'):gsub('%w', '%0%0')", "('THE (quick) fox'):find('%((%a+)%)')",
  ])
  func `an expression has the value stock Lua gives it`(expression: String) throws {
    let chunk = prelude + "return show(\(expression))"
    #expect(try answer(chunk) == stock(chunk))
  }

  @Test(arguments: 0..<20)
  func `table functions work as in stock Lua`(seed: Int) throws {
    var generator = Generator(state: UInt64(seed) &+ 77)
    var text = prelude + "local t, out = {5, 3, 8}, {}\n"
    for _ in 0..<80 {
      let position = generator.below(6)
      text += generator.pick([
        "table.insert(t, \(position))",
        "out[#out + 1] = try(table.insert, t, \(position), \(position))",
        "out[#out + 1] = try(table.remove, t)", "out[#out + 1] = try(table.remove, t, \(position))",
        "try(table.sort, t)", "try(table.sort, t, function(a, b) return a > b end)",
        "table.move(t, 1, #t, 2)", "table.move(t, 2, #t, 1)",
        "out[#out + 1] = try(table.concat, table.move(t, 1, #t, 3, {0, 0}), ',')",
      ])
      text += "\nout[#out + 1] = try(table.concat, t, ',')\n"
    }
    text += "return table.concat(out, '\\n')"
    let budget = LuaBudget(
      instructions: 10_000_000, memoryBytes: 32 << 20, wallMilliseconds: 60_000)
    let plugin = try Plugin(LuaMachine(), run: text)
    #expect(try plugin.call("run", budget: budget).value == stock(text))
  }

  @Test func `sort is stable and does not mind a careless comparison`() throws {
    let value = try answer(
      """
      local t = {}
      for i = 1, 50 do t[i] = {key = i % 3, place = i} end
      table.sort(t, function(a, b) return a.key < b.key end)
      for i = 2, 50 do
        if t[i - 1].key == t[i].key and t[i - 1].place > t[i].place then return "unstable" end
      end
      table.sort(t, function() return true end)
      return #t
      """)
    #expect(value == .integer(50))
  }

  @Test func `pairs goes by numbers, then by the bytes of text, then booleans`() throws {
    let value = try answer(
      """
      local t = {[3] = 1, [1] = 1, [2.5] = 1, [-1] = 1, b = 1, a = 1, ["信"] = 1, [true] = 1, [false] = 1, B = 1}
      local seen = {}
      for k in pairs(t) do seen[#seen + 1] = tostring(k) end
      local k, walked = nil, {}
      repeat k = next(t, k) if k ~= nil then walked[#walked + 1] = tostring(k) end until k == nil
      return {table.concat(seen, " "), table.concat(walked, " ")}
      """)
    let order = LuaValue.string("-1 1 2.5 3 B a b 信 false true")
    #expect(value == .table(LuaTable(items: [order, order])))
  }

  @Test func `pairs skips what is removed on the way and does not see what is added`() throws {
    let value = try answer(
      """
      local t, seen = {a = 1, b = 2, c = 3}, ""
      for k in pairs(t) do seen = seen .. k t.b = nil t.zz = 1 end
      return seen
      """)
    #expect(value == .string("ac"))
  }
}
