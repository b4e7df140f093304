/// The words of a spec, in Lua; what needs the host goes through `host.ask`.
enum SpecWords {
  /// A module of the spec's machine. Errors point at the line of the spec (level 2).
  static let source = """
    local host = require("host.ask")
    local M = {}
    local tests, path = {}, {}

    function M.describe(name, body)
      path[#path + 1] = tostring(name)
      body()
      path[#path] = nil
    end

    function M.it(name, body)
      if type(body) ~= "function" then error("it needs a function behind its name", 2) end
      path[#path + 1] = tostring(name)
      tests[#tests + 1] = { name = table.concat(path, " "), body = body }
      path[#path] = nil
    end

    function M.ask(hook, given, options)
      local answer = host.ask(hook, given, options)
      if answer.failed then error("the hook failed", 2) end
      return answer.value
    end

    function M.fails(hook, given, options)
      local failure = host.fails(hook, given, options)
      if failure == nil then error("the hook answered", 2) end
      return failure
    end

    function M.expect(found)
      return {
        is = function(expected)
          if host.differs(found, expected) then error("differs", 2) end
        end,
        has = function(expected)
          if host.lacks(found, expected) then error("differs", 2) end
        end,
        reads = function(expected)
          if host.read_others(expected) then error("differs", 2) end
        end,
      }
    end

    function M.tests()
      local exports = {}
      for place, test in ipairs(tests) do
        exports[string.format("%06d %s", place, test.name)] = test.body
      end
      return exports
    end

    return M
    """
}
