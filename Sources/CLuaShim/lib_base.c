/* The basic functions that are kept or replaced. */
#include <string.h>

#include "internal.h"

/* A spent budget and an exhausted memory pass through every pcall. */
static void pass_fatal(lua_State *L, int status) {
  shim_machine *m = machine_of(L);
  if (m->fatal != SHIM_OK) meter_fatal(L, m->fatal);
  if (status == LUA_ERRMEM) meter_fatal(L, SHIM_MEMORY);
  if (status == LUA_ERRERR) meter_fatal(L, SHIM_RUNTIME);
}

static int base_pcall(lua_State *L) {
  luaL_checkany(L, 1);
  int status = lua_pcall(L, lua_gettop(L) - 1, LUA_MULTRET, 0);
  pass_fatal(L, status);
  lua_pushboolean(L, status == LUA_OK);
  lua_insert(L, 1);
  return lua_gettop(L);
}

/* The script's handler runs protected itself, so an error in it cannot call it again. */
static int run_handler(lua_State *L) {
  shim_machine *m = machine_of(L);
  lua_settop(L, 1);
  if (m->fatal != SHIM_OK) return 1;
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  int status = lua_pcall(L, 1, 1, 0);
  if (status == LUA_OK) return 1;
  pass_fatal(L, status);
  lua_pushliteral(L, "error in the error handler");
  return 1;
}

static int base_xpcall(lua_State *L) {
  int count = lua_gettop(L);
  luaL_checktype(L, 2, LUA_TFUNCTION);
  lua_pushvalue(L, 2);
  lua_pushcclosure(L, run_handler, 1);
  lua_replace(L, 2);
  lua_pushvalue(L, 1);
  lua_insert(L, 3);
  int status = lua_pcall(L, count - 2, LUA_MULTRET, 2);
  pass_fatal(L, status);
  lua_pushboolean(L, status == LUA_OK);
  lua_replace(L, 2);
  return lua_gettop(L) - 1;
}

static int base_tostring(lua_State *L) {
  luaL_checkany(L, 1);
  plain_text(L, 1, NULL);
  return 1;
}

static int base_tonumber(lua_State *L) {
  if (lua_type(L, 1) == LUA_TSTRING) meter_charge(L, (int64_t)(lua_rawlen(L, 1) / 8));
  return lua_tocfunction(L, lua_upvalueindex(1))(L);
}

static int base_print(lua_State *L) {
  int count = lua_gettop(L);
  text t;
  size_t length;
  text_begin(L, &t);
  for (int i = 1; i <= count; i++) {
    if (i > 1) text_add(&t, "\t", 1);
    const char *piece = plain_text(L, i, &length);
    text_add(&t, piece, length);
    lua_pop(L, 1);
  }
  host_print(L, t.data, t.size);
  return 0;
}

void base_open(lua_State *L, int globals) {
  static const char *const kept[] = {"assert", "error", "ipairs", "select", "type", "_VERSION", NULL};
  lua_pushcfunction(L, luaopen_base);
  lua_call(L, 0, 1);
  int stock = lua_gettop(L);
  take_functions(L, stock, globals, kept);
  lua_getfield(L, stock, "tonumber");
  lua_pushcclosure(L, base_tonumber, 1);
  lua_setfield(L, globals, "tonumber");
  set_function(L, globals, "pairs", keys_pairs);
  set_function(L, globals, "next", keys_next);
  set_function(L, globals, "pcall", base_pcall);
  set_function(L, globals, "xpcall", base_xpcall);
  set_function(L, globals, "tostring", base_tostring);
  set_function(L, globals, "print", base_print);
  set_function(L, globals, "require", load_require);
  lua_settop(L, stock - 1);
}
