/// What can be seen of a Lua file without running it: names declared and used, modules, functions.
///
/// Names are taken file by file, not scope by scope, so that a finding is never a false alarm: a name
/// that is declared anywhere in the file counts as known.
struct LuaOutline {
  /// A use of a name.
  struct Use: Equatable {
    let name: String
    let line: Int
  }

  /// A function's parameters and the tokens of its body.
  struct Function {
    let parameters: [String]
    let body: Range<Int>
  }

  let tokens: [LuaToken]
  private(set) var declared: Set<String> = []
  /// Names that are read, and are neither declared, members, nor keys of a table constructor.
  private(set) var reads: [Use] = []
  /// Names that are assigned and nowhere declared.
  private(set) var writes: [Use] = []
  /// Locals that hold a module.
  private(set) var modules: [String: String] = [:]
  /// Every `require` with a name in quotes.
  private(set) var requires: [Use] = []

  init(_ bytes: [UInt8]) {
    tokens = LuaLexer.tokens(of: bytes)
    findDeclarations()
    findUses()
  }

  private func text(_ place: Int) -> String {
    tokens.indices.contains(place) && tokens[place].kind != .string ? tokens[place].text : ""
  }

  private mutating func findDeclarations() {
    for place in tokens.indices where tokens[place].kind == .keyword {
      switch tokens[place].text {
      case "local" where text(place + 1) == "function": declared.insert(text(place + 2))
      case "local", "for": declareNames(from: place + 1)
      case "function": declared.formUnion(parameters(from: place + 1))
      default: break
      }
    }
    for place in tokens.indices where text(place) == "require" {
      let name = text(place + 1) == "(" ? place + 2 : place + 1
      guard tokens.indices.contains(name), tokens[name].kind == .string else { continue }
      requires.append(Use(name: tokens[name].text, line: tokens[name].line))
      if text(place - 1) == "=", tokens.indices.contains(place - 2) {
        modules[text(place - 2)] = tokens[name].text
      }
    }
  }

  private mutating func declareNames(from start: Int) {
    var place = start
    while tokens.indices.contains(place), tokens[place].kind == .name {
      declared.insert(tokens[place].text)
      place += 1
      // `local x <const>`
      if text(place) == "<" { place += 3 }
      guard text(place) == "," else { return }
      place += 1
    }
  }

  /// The parameters of a function whose `function` stands before `start`.
  private func parameters(from start: Int) -> [String] {
    var place = start
    while tokens.indices.contains(place), text(place) != "(" {
      guard tokens[place].kind == .name || [".", ":"].contains(text(place)) else { return [] }
      place += 1
    }
    var names = text(place - 2) == ":" ? ["self"] : []
    place += 1
    while tokens.indices.contains(place), text(place) != ")" {
      if tokens[place].kind == .name { names.append(tokens[place].text) }
      place += 1
    }
    return names
  }

  private mutating func findUses() {
    var brackets: [String] = []
    for (place, token) in tokens.enumerated() {
      if token.kind == .symbol {
        if ["{", "(", "["].contains(token.text) { brackets.append(token.text) }
        if ["}", ")", "]"].contains(token.text) { _ = brackets.popLast() }
      }
      guard token.kind == .name, !declared.contains(token.text) else { continue }
      let (before, after) = (text(place - 1), text(place + 1))
      let isMember = before == "." || before == ":"
      let isKey = after == "=" && brackets.last == "{" && ["{", ",", ";"].contains(before)
      let isLabel =
        (before == "::" && after == "::") || before == "goto" || (before == "<" && after == ">")
      guard !isMember, !isKey, !isLabel else { continue }
      let use = Use(name: token.text, line: token.line)
      let isDefinition = before == "function" && (after == "(" || after == "")
      if isDefinition || (after == "=" && !brackets.contains("{")) {
        writes.append(use)
      } else {
        reads.append(use)
      }
    }
  }

  /// Members read of a variable: `date.parse` for `date`.
  func members(of variable: String, in range: Range<Int>? = nil) -> [Use] {
    (range ?? tokens.indices).compactMap { place in
      guard tokens[place].kind == .name, tokens[place].text == variable,
        ![".", ":"].contains(text(place - 1)), [".", ":"].contains(text(place + 1)),
        tokens.indices.contains(place + 2), tokens[place + 2].kind == .name
      else { return nil }
      return Use(name: tokens[place + 2].text, line: tokens[place + 2].line)
    }
  }

  /// Whether the variable is handed on whole inside the range, so that its reads cannot be seen.
  func escapes(_ variable: String, in range: Range<Int>) -> Bool {
    range.contains { place in
      tokens[place].kind == .name && tokens[place].text == variable
        && ![".", ":"].contains(text(place - 1)) && text(place + 1) != "."
    }
  }

  /// The function that the main file's table gives to a hook.
  func function(of hook: String) -> Function? {
    for place in tokens.indices
    where tokens[place].kind == .string && tokens[place].text == hook
      && text(place + 1) == "]" && text(place + 2) == "="
    {
      if text(place + 3) == "function" { return function(at: place + 3) }
      guard let name = dottedName(from: place + 3) else { return nil }
      return definition(of: name)
    }
    return nil
  }

  private func dottedName(from start: Int) -> [String]? {
    guard tokens.indices.contains(start), tokens[start].kind == .name else { return nil }
    var name = [tokens[start].text]
    var place = start + 1
    while text(place) == ".", tokens.indices.contains(place + 1) {
      name.append(tokens[place + 1].text)
      place += 2
    }
    return name
  }

  /// `function M.route(…)`, `local function route(…)` or `M.route = function(…)`.
  private func definition(of name: [String]) -> Function? {
    for place in tokens.indices where text(place) == "function" {
      if dottedName(from: place + 1) == name { return function(at: place) }
      let start = place - 1 - (name.count * 2 - 1)
      if text(place - 1) == "=", start >= 0, dottedName(from: start) == name {
        return function(at: place)
      }
    }
    return nil
  }

  /// The function whose word `function` stands there.
  private func function(at place: Int) -> Function {
    var depth = 0
    var end = place
    // `for` and `while` open with their `do`; `elseif` goes on with the block of its `if`.
    while end < tokens.count {
      switch text(end) {
      case "function", "do", "if", "repeat": depth += tokens[end].kind == .keyword ? 1 : 0
      case "end", "until": depth -= tokens[end].kind == .keyword ? 1 : 0
      default: break
      }
      end += 1
      if depth == 0 { break }
    }
    return Function(parameters: parameters(from: place + 1), body: place..<end)
  }

  /// Texts that stand where a locale code is expected: `because = "code"`, `because = {"code"`,
  /// and the first argument of a call of `variable.t`.
  func localeCodes(translator: String?) -> [Use] {
    var codes: [Use] = []
    for place in tokens.indices where tokens[place].kind == .name {
      var string = place + 2
      if tokens[place].text == "because", text(place + 1) == "=" {
        if text(string) == "{" { string += 1 }
      } else if let translator, tokens[place].text == translator, text(place + 1) == ".",
        text(place + 2) == "t"
      {
        string = text(place + 3) == "(" ? place + 4 : place + 3
      } else {
        continue
      }
      // A text that is joined to another is only part of a code.
      guard tokens.indices.contains(string), tokens[string].kind == .string,
        text(string + 1) != "..", !tokens[string].text.isEmpty
      else { continue }
      codes.append(Use(name: tokens[string].text, line: tokens[string].line))
    }
    return codes
  }
}
