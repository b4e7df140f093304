/* math with a seeded random, utf8 with its scans charged. */
#include "internal.h"

/* splitmix64: a counter through a mixing function; the seed is the call's. */
static uint64_t next_random(shim_machine *m) {
  uint64_t z = m->random[0] + ++m->random[1] * UINT64_C(0x9e3779b97f4a7c15);
  z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
  return z ^ (z >> 31);
}

/* A number in 0 … most, each as likely: draws above `most` are thrown away. */
static uint64_t below(shim_machine *m, uint64_t most) {
  uint64_t mask = most;
  for (int shift = 1; shift < 64; shift *= 2) mask |= mask >> shift;
  uint64_t drawn;
  do {
    drawn = next_random(m) & mask;
  } while (drawn > most);
  return drawn;
}

int random_call(lua_State *L) {
  shim_machine *m = machine_of(L);
  lua_Integer low = 1, high;
  switch (lua_gettop(L)) {
    case 0:
      lua_pushnumber(L, (lua_Number)(next_random(m) >> 11) * (0.5 / ((uint64_t)1 << 52)));
      return 1;
    case 1: high = luaL_checkinteger(L, 1); break;
    case 2:
      low = luaL_checkinteger(L, 1);
      high = luaL_checkinteger(L, 2);
      break;
    default: return luaL_error(L, "wrong number of arguments");
  }
  luaL_argcheck(L, low <= high, lua_gettop(L), "interval is empty");
  uint64_t drawn = below(m, (uint64_t)high - (uint64_t)low);
  lua_pushinteger(L, (lua_Integer)(drawn + (uint64_t)low));
  return 1;
}

static void open_math(lua_State *L, int globals) {
  static const char *const kept[] = {"abs",  "acos", "asin", "atan", "ceil", "cos",        "deg",
                                     "exp",  "floor", "fmod", "huge", "log",  "max",        "maxinteger",
                                     "min",  "mininteger", "modf", "pi",   "rad", "sin", "sqrt",
                                     "tan",  "tointeger", "type", "ult",  NULL};
  lua_pushcfunction(L, luaopen_math);
  lua_call(L, 0, 1);
  lua_createtable(L, 0, 32);
  take_functions(L, lua_gettop(L) - 1, lua_gettop(L), kept);
  set_function(L, lua_gettop(L), "random", random_call);
  frozen_wrap(L);
  lua_setfield(L, globals, "math");
  lua_pop(L, 1);
}

static int stock(lua_State *L) { return lua_tocfunction(L, lua_upvalueindex(1))(L); }

static int utf8_scan(lua_State *L) {
  if (lua_type(L, 1) == LUA_TSTRING) meter_charge(L, (int64_t)(lua_rawlen(L, 1) / 2));
  return stock(L);
}

static int utf8_codepoint(lua_State *L) {
  size_t length;
  luaL_checklstring(L, 1, &length);
  lua_Integer from = luaL_optinteger(L, 2, 1);
  lua_Integer to = luaL_optinteger(L, 3, from);
  lua_Integer size = (lua_Integer)length;
  lua_Integer first = from < 0 ? from + size : from, last = to < 0 ? to + size : to;
  if (first >= 0 && last <= size && last - first >= SPREAD_MAX)
    return luaL_error(L, "string slice too long (more than 10000 values)");
  if (last > first && last <= size && first >= 0) meter_charge(L, last - first);
  return stock(L);
}

/* Walks |n| characters from a place, and is used step by step, so it pays for those alone. */
static int utf8_offset(lua_State *L) {
  size_t length;
  luaL_checklstring(L, 1, &length);
  lua_Integer n = luaL_checkinteger(L, 2);
  lua_Integer walk = n < 0 ? -(n + 1) : n;
  meter_charge(L, walk < (lua_Integer)length ? walk : (lua_Integer)length);
  return stock(L);
}

static void wrap(lua_State *L, int from, int to, const char *name, lua_CFunction function) {
  lua_getfield(L, from, name);
  lua_pushcclosure(L, function, 1);
  lua_setfield(L, to, name);
}

static void open_utf8(lua_State *L, int globals) {
  static const char *const kept[] = {"char", "charpattern", "codes", NULL};
  lua_pushcfunction(L, luaopen_utf8);
  lua_call(L, 0, 1);
  int from = lua_gettop(L);
  lua_createtable(L, 0, 8);
  take_functions(L, from, from + 1, kept);
  wrap(L, from, from + 1, "len", utf8_scan);
  wrap(L, from, from + 1, "codepoint", utf8_codepoint);
  wrap(L, from, from + 1, "offset", utf8_offset);
  frozen_wrap(L);
  lua_setfield(L, globals, "utf8");
  lua_settop(L, from - 1);
}

void number_open(lua_State *L, int globals) {
  open_math(L, globals);
  open_utf8(L, globals);
}
