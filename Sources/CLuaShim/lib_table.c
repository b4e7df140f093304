/* The table library over raw access: lengths come from the table alone, spans are charged up front. */
#include "internal.h"

static lua_Integer raw_length(lua_State *L, int index) { return (lua_Integer)lua_rawlen(L, index); }

/* Number of items from..to; a span that no table can have is charged as what it asks for. */
static lua_Integer span(lua_State *L, lua_Integer from, lua_Integer to) {
  if (from > to) return 0;
  lua_Unsigned count = (lua_Unsigned)to - (lua_Unsigned)from;
  lua_Integer items = count >= INT64_MAX / 8 ? INT64_MAX / 8 : (lua_Integer)count + 1;
  meter_charge(L, items);
  return items;
}

static int table_concat(lua_State *L) {
  size_t gap, length;
  check_readable_table(L, 1);
  const char *between = luaL_optlstring(L, 2, "", &gap);
  lua_Integer from = luaL_optinteger(L, 3, 1);
  lua_Integer to = luaL_opt(L, luaL_checkinteger, 4, raw_length(L, 1));
  lua_Integer items = span(L, from, to);
  text t;
  text_begin(L, &t);
  for (lua_Integer n = 0; n < items; n++) {
    lua_rawgeti(L, 1, from + n);
    if (!lua_isstring(L, -1))
      luaL_error(L, "invalid value (at index %I) in table for 'concat'", (LUAI_UACINT)(from + n));
    const char *piece = lua_tolstring(L, -1, &length);
    if (n > 0) text_add(&t, between, gap);
    text_add(&t, piece, length);
    lua_pop(L, 1);
  }
  text_push(&t);
  return 1;
}

static int table_insert(lua_State *L) {
  check_writable_table(L, 1);
  lua_Integer end = raw_length(L, 1) + 1, position = end;
  if (lua_gettop(L) == 3) {
    position = luaL_checkinteger(L, 2);
    luaL_argcheck(L, position >= 1 && position <= end, 2, "position out of bounds");
    meter_charge(L, end - position);
    for (lua_Integer i = end; i > position; i--) {
      lua_rawgeti(L, 1, i - 1);
      lua_rawseti(L, 1, i);
    }
  } else if (lua_gettop(L) != 2) {
    return luaL_error(L, "wrong number of arguments to 'insert'");
  }
  lua_rawseti(L, 1, position);
  return 0;
}

static int table_remove(lua_State *L) {
  check_writable_table(L, 1);
  lua_Integer length = raw_length(L, 1);
  lua_Integer position = luaL_optinteger(L, 2, length);
  if (!lua_isnoneornil(L, 2))
    luaL_argcheck(L, position == length || (position >= 1 && position <= length + 1), 2,
                  "position out of bounds");
  lua_rawgeti(L, 1, position);
  if (position < length) meter_charge(L, length - position);
  for (; position < length; position++) {
    lua_rawgeti(L, 1, position + 1);
    lua_rawseti(L, 1, position);
  }
  if (lua_rawgeti(L, 1, position) != LUA_TNIL) {
    lua_pushnil(L);
    lua_rawseti(L, 1, position);
  }
  lua_pop(L, 1);
  return 1;
}

static int table_move(lua_State *L) {
  int target = lua_isnoneornil(L, 5) ? 1 : 5;
  lua_Integer from = luaL_checkinteger(L, 2), to = luaL_checkinteger(L, 3);
  lua_Integer at = luaL_checkinteger(L, 4);
  luaL_checktype(L, 1, LUA_TTABLE);
  check_writable_table(L, target);
  lua_pushvalue(L, target);
  check_readable_table(L, 1);
  int same = target == 1 || lua_rawequal(L, 1, target);
  if (from <= to) {
    luaL_argcheck(L, from > 0 || to < LUA_MAXINTEGER + from, 3, "too many elements to move");
    luaL_argcheck(L, at <= LUA_MAXINTEGER - (to - from), 4, "destination wrap around");
    lua_Integer items = span(L, from, to);
    int backwards = same && at > from && at <= to;
    for (lua_Integer n = 0; n < items; n++) {
      lua_Integer step = backwards ? items - 1 - n : n;
      lua_rawgeti(L, 1, from + step);
      lua_rawseti(L, target, at + step);
    }
  }
  return 1;
}

static int table_pack(lua_State *L) {
  int count = lua_gettop(L);
  meter_charge(L, count);
  lua_createtable(L, count, 1);
  lua_insert(L, 1);
  for (int i = count; i >= 1; i--) lua_rawseti(L, 1, i);
  lua_pushinteger(L, count);
  lua_setfield(L, 1, "n");
  return 1;
}

static int table_unpack(lua_State *L) {
  check_readable_table(L, 1);
  lua_Integer from = luaL_optinteger(L, 2, 1);
  lua_Integer to = luaL_opt(L, luaL_checkinteger, 3, raw_length(L, 1));
  if (from > to) return 0;
  if ((lua_Unsigned)to - (lua_Unsigned)from >= SPREAD_MAX)
    return luaL_error(L, "too many results to unpack (more than 10000)");
  lua_Integer items = span(L, from, to);
  luaL_checkstack(L, (int)items, "too many results to unpack");
  for (lua_Integer n = 0; n < items; n++) lua_rawgeti(L, 1, from + n);
  return (int)items;
}

/* ---- sort: a merge sort, so that even a careless comparison gives the same order every time ---- */

static int precedes(lua_State *L, int left, int right) {
  if (lua_isnil(L, 2)) return lua_compare(L, left, right, LUA_OPLT);
  lua_pushvalue(L, 2);
  lua_pushvalue(L, left - 1);
  lua_pushvalue(L, right - 2);
  lua_call(L, 2, 1);
  int answer = lua_toboolean(L, -1);
  lua_pop(L, 1);
  return answer;
}

/* Merges from..middle and middle..to (half open) of table `in` into table `out`. */
static void merge(lua_State *L, int in, int out, lua_Integer from, lua_Integer middle, lua_Integer to) {
  lua_Integer left = from, right = middle;
  meter_charge(L, to - from);
  for (lua_Integer at = from; at < to; at++) {
    int take_right = left >= middle;
    if (left < middle && right < to) {
      lua_rawgeti(L, in, right);
      lua_rawgeti(L, in, left);
      take_right = precedes(L, -2, -1);
      lua_pop(L, 2);
    }
    lua_rawgeti(L, in, take_right ? right++ : left++);
    lua_rawseti(L, out, at);
  }
}

static int table_sort(lua_State *L) {
  check_writable_table(L, 1);
  if (!lua_isnoneornil(L, 2)) luaL_checktype(L, 2, LUA_TFUNCTION);
  lua_settop(L, 2);
  lua_Integer length = raw_length(L, 1);
  if (length < 2) return 0;
  luaL_argcheck(L, length < BLOCK_MAX / 16, 1, "array too big");
  meter_charge(L, length);
  lua_createtable(L, (int)length, 0);
  lua_createtable(L, (int)length, 0);
  int in = 3, out = 4;
  for (lua_Integer i = 1; i <= length; i++) {
    lua_rawgeti(L, 1, i);
    lua_rawseti(L, in, i);
  }
  for (lua_Integer width = 1; width < length; width *= 2) {
    for (lua_Integer from = 1; from <= length; from += 2 * width) {
      lua_Integer middle = from + width, to = middle + width;
      if (middle > length + 1) middle = length + 1;
      if (to > length + 1) to = length + 1;
      merge(L, in, out, from, middle, to);
    }
    int swap = in;
    in = out;
    out = swap;
  }
  for (lua_Integer i = 1; i <= length; i++) {
    lua_rawgeti(L, in, i);
    lua_rawseti(L, 1, i);
  }
  return 0;
}

void table_open(lua_State *L, int globals) {
  lua_createtable(L, 0, 8);
  int library = lua_gettop(L);
  set_function(L, library, "concat", table_concat);
  set_function(L, library, "insert", table_insert);
  set_function(L, library, "remove", table_remove);
  set_function(L, library, "move", table_move);
  set_function(L, library, "pack", table_pack);
  set_function(L, library, "unpack", table_unpack);
  set_function(L, library, "sort", table_sort);
  frozen_wrap(L);
  lua_setfield(L, globals, "table");
}
