/* Puts the sandbox together: one table of globals with what a script may have, and nothing else. */
#include "internal.h"

void set_function(lua_State *L, int table, const char *name, lua_CFunction function) {
  lua_pushcfunction(L, function);
  lua_setfield(L, table, name);
}

void take_functions(lua_State *L, int from, int to, const char *const *names) {
  for (; *names != NULL; names++) {
    lua_getfield(L, from, *names);
    lua_setfield(L, to, *names);
  }
}

void sandbox_open(lua_State *L) {
  lua_createtable(L, 0, 32);
  int globals = lua_gettop(L);
  base_open(L, globals);
  string_open(L, globals);
  table_open(L, globals);
  number_open(L, globals);
  lua_pushvalue(L, globals);
  lua_rawseti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
  lua_settop(L, globals - 1);
}

static int refuse_global(lua_State *L) {
  return raise_kind(L, SHIM_RUNTIME, "global '%s' cannot be set in a hook: use a local",
                    lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "?");
}

static void move_all(lua_State *L, int from, int to) {
  for (lua_pushnil(L); lua_next(L, from); lua_pop(L, 1)) {
    lua_pushvalue(L, -2);
    lua_pushvalue(L, -2);
    lua_rawset(L, to);
  }
}

/* A plugin keeps no state between calls, or its answers would depend on which worker saw which case:
 * after the load the globals move behind a read-only face. */
void sandbox_seal(lua_State *L) {
  shim_machine *m = machine_of(L);
  lua_rawgeti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
  int globals = lua_gettop(L);
  lua_createtable(L, 0, 32);
  int hidden = lua_gettop(L);
  move_all(L, globals, hidden);
  for (lua_pushnil(L); lua_next(L, hidden); lua_pop(L, 1)) {
    lua_pushvalue(L, -2);
    lua_pushnil(L);
    lua_rawset(L, globals);
  }
  lua_pushvalue(L, hidden);
  m->hidden_globals = luaL_ref(L, LUA_REGISTRYINDEX);
  lua_pushvalue(L, globals);
  lua_insert(L, hidden);
  frozen_face(L, refuse_global);
  lua_settop(L, globals - 1);
}

void sandbox_unseal(lua_State *L) {
  shim_machine *m = machine_of(L);
  if (m->hidden_globals == LUA_NOREF) return;
  lua_rawgeti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
  int globals = lua_gettop(L);
  lua_pushnil(L);
  lua_setmetatable(L, globals);
  lua_rawgeti(L, LUA_REGISTRYINDEX, m->hidden_globals);
  move_all(L, globals + 1, globals);
  luaL_unref(L, LUA_REGISTRYINDEX, m->hidden_globals);
  m->hidden_globals = LUA_NOREF;
  lua_settop(L, globals - 1);
}
