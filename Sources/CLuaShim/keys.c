/* pairs and next in one fixed order: numbers ascending, then text by its bytes, then booleans.
 * The order of Lua's own traversal depends on addresses, and an answer must not. */
#include <stdlib.h>
#include <string.h>

#include "internal.h"

void key_read(lua_State *L, int index, sort_key *key) {
  switch (lua_type(L, index)) {
    case LUA_TNUMBER:
      key->rank = lua_isinteger(L, index) ? 0 : 1;
      if (key->rank == 0) {
        key->of.integer = lua_tointeger(L, index);
      } else {
        key->of.number = lua_tonumber(L, index);
      }
      return;
    case LUA_TSTRING:
      key->rank = 2;
      key->of.text.text = lua_tolstring(L, index, &key->of.text.length);
      return;
    case LUA_TBOOLEAN:
      key->rank = 3;
      key->of.integer = lua_toboolean(L, index);
      return;
    default:
      raise_kind(L, SHIM_RUNTIME, "a key of type %s has no order, so the table cannot be traversed",
                 luaL_typename(L, index));
  }
}

/* A float key is never equal to an integer (Lua makes it one), so rounding cannot tie them wrongly
 * below 2^53; above, the integer is compared as the nearest float, and position decides a tie. */
static int compare_numbers(const sort_key *a, const sort_key *b) {
  if (a->rank == 0 && b->rank == 0)
    return a->of.integer < b->of.integer ? -1 : a->of.integer > b->of.integer;
  lua_Number x = a->rank == 0 ? (lua_Number)a->of.integer : a->of.number;
  lua_Number y = b->rank == 0 ? (lua_Number)b->of.integer : b->of.number;
  return x < y ? -1 : x > y ? 1 : a->rank - b->rank;
}

int key_compare(const sort_key *a, const sort_key *b) {
  int left = a->rank < 2 ? 0 : a->rank, right = b->rank < 2 ? 0 : b->rank;
  if (left != right) return left - right;
  if (left == 0) return compare_numbers(a, b);
  if (left == 3) return (int)(a->of.integer - b->of.integer);
  size_t shorter = a->of.text.length < b->of.text.length ? a->of.text.length : b->of.text.length;
  int order = memcmp(a->of.text.text, b->of.text.text, shorter);
  if (order != 0) return order;
  return a->of.text.length < b->of.text.length ? -1 : a->of.text.length > b->of.text.length;
}

static int by_key(const void *left, const void *right) { return key_compare(left, right); }

/* Upvalues: table, keys in traversal order, their positions in sorted order or nil, place. */
static int pairs_step(lua_State *L) {
  lua_Integer place = lua_tointeger(L, lua_upvalueindex(4));
  lua_Integer count = (lua_Integer)lua_rawlen(L, lua_upvalueindex(2));
  const uint32_t *order = lua_touserdata(L, lua_upvalueindex(3));
  while (place < count) {
    lua_rawgeti(L, lua_upvalueindex(2), order == NULL ? place + 1 : (lua_Integer)order[place] + 1);
    place++;
    lua_pushvalue(L, -1);
    if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL) {
      lua_pushinteger(L, place);
      lua_replace(L, lua_upvalueindex(4));
      return 2;
    }
    lua_pop(L, 2); /* the script removed this key on its way */
    meter_charge(L, 1);
  }
  lua_pushnil(L);
  return 1;
}

/* Table at 1. Pushes the keys and their order; the snapshot is charged. */
static void snapshot(lua_State *L) {
  lua_Integer count = 0;
  for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) count++;
  meter_charge(L, count * 2);
  lua_createtable(L, count > INT32_MAX ? INT32_MAX : (int)count, 0);
  int keys = lua_gettop(L);
  sort_key *scratch = lua_newuserdatauv(L, (size_t)count * sizeof *scratch + 1, 0);
  lua_Integer n = 0;
  int sorted = 1, is_list = 1;
  for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) {
    if (n == count) continue;
    key_read(L, -2, &scratch[n]);
    scratch[n].position = (uint32_t)n;
    if (n > 0 && sorted) sorted = key_compare(&scratch[n - 1], &scratch[n]) < 0;
    is_list &= scratch[n].rank == 0 && scratch[n].of.integer >= 1 && scratch[n].of.integer <= count;
    lua_pushvalue(L, -2);
    lua_rawseti(L, keys, ++n);
  }
  if (!is_list) {
    /* Charged by the keys alone: whether they happen to stand in order depends on addresses. */
    lua_Integer doublings = 1;
    while (n >> doublings) doublings++;
    meter_charge(L, n * doublings);
  }
  if (sorted) {
    lua_pushnil(L);
  } else {
    uint32_t *order = lua_newuserdatauv(L, (size_t)n * sizeof *order, 0);
    qsort(scratch, (size_t)n, sizeof *scratch, by_key);
    for (lua_Integer i = 0; i < n; i++) order[i] = scratch[i].position;
  }
  lua_remove(L, -2);
}

int keys_pairs(lua_State *L) {
  luaL_checkany(L, 1);
  lua_settop(L, 1);
  layout *record = record_at(L, 1);
  if (record != NULL) {
    record_pairs(L, record); /* a plain table of what the record holds */
    lua_replace(L, 1);
  }
  check_readable_table(L, 1);
  lua_pushvalue(L, 1);
  snapshot(L);
  lua_pushinteger(L, 0);
  lua_pushcclosure(L, pairs_step, 4);
  return 1;
}

/* The smallest key above the given one; one pass, charged. */
int keys_next(lua_State *L) {
  check_readable_table(L, 1);
  lua_settop(L, 2);
  sort_key bound, best, here;
  int bounded = !lua_isnil(L, 2), found = 0;
  if (bounded) key_read(L, 2, &bound);
  lua_pushnil(L); /* 3: the best key so far */
  lua_Integer count = 0;
  for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) {
    count++;
    key_read(L, -2, &here);
    if (bounded && key_compare(&here, &bound) <= 0) continue;
    if (found && key_compare(&here, &best) >= 0) continue;
    best = here;
    found = 1;
    lua_pushvalue(L, -2);
    lua_replace(L, 3);
  }
  meter_charge(L, count);
  if (!found) return 1;
  lua_settop(L, 3);
  lua_pushvalue(L, 3);
  lua_rawget(L, 1);
  return 2;
}
