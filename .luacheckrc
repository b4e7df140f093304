-- What plugins may use: Lua 5.4 as the host offers it. No os, io, debug, load, coroutine, metatables.
-- `require` reaches the plugin's own files and the host modules (host.date, host.text, …) only.
stds.xiaobao = {
  read_globals = {
    "_VERSION", "assert", "error", "ipairs", "next", "pairs", "pcall", "print", "require", "select",
    "tonumber", "tostring", "type", "xpcall",
    string = {
      fields = {
        "byte", "char", "find", "format", "gmatch", "gsub", "len", "lower", "match", "rep", "reverse",
        "sub", "upper",
      },
    },
    table = { fields = { "concat", "insert", "move", "pack", "remove", "sort", "unpack" } },
    math = {
      fields = {
        "abs", "acos", "asin", "atan", "ceil", "cos", "deg", "exp", "floor", "fmod", "huge", "log",
        "max", "maxinteger", "min", "mininteger", "modf", "pi", "rad", "random", "sin", "sqrt", "tan",
        "tointeger", "type", "ult",
      },
    },
    utf8 = { fields = { "char", "charpattern", "codepoint", "codes", "len", "offset" } },
  },
}

std = "xiaobao"
max_line_length = 120

-- One line a year reads better than a wrapped one.
files["plugins/cn.calendar/years.lua"] = { max_line_length = false }
