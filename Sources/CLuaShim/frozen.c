/* Read-only tables: an empty table as a face, whose metatable holds the real one.
 * The sandbox has neither rawset nor getmetatable, so the face stays empty and the table hidden. */
#include "internal.h"

static const char frozen_key = 0;

static int refuse_write(lua_State *L) {
  if (lua_type(L, 2) == LUA_TSTRING)
    return raise_kind(L, SHIM_RUNTIME, "field '%s' cannot be set: the table is read-only",
                      lua_tostring(L, 2));
  return raise_kind(L, SHIM_RUNTIME, "the table is read-only");
}

static int real_length(lua_State *L) {
  if (!frozen_open(L, 1)) return 0;
  lua_pushinteger(L, (lua_Integer)lua_rawlen(L, -1));
  return 1;
}

/* The real table is on the top, the face below it; pops the real table. */
void frozen_face(lua_State *L, lua_CFunction refuse) {
  lua_createtable(L, 0, 4);
  lua_pushvalue(L, -2);
  lua_setfield(L, -2, "__index");
  lua_pushcfunction(L, refuse);
  lua_setfield(L, -2, "__newindex");
  lua_pushcfunction(L, real_length);
  lua_setfield(L, -2, "__len");
  lua_pushvalue(L, -2);
  lua_rawsetp(L, -2, &frozen_key);
  lua_setmetatable(L, -3);
  lua_pop(L, 1);
}

void frozen_wrap(lua_State *L) {
  luaL_checkstack(L, 6, "too many tables inside tables");
  lua_createtable(L, 0, 0);
  lua_insert(L, -2);
  frozen_face(L, refuse_write);
}

int frozen_open(lua_State *L, int index) {
  if (lua_type(L, index) != LUA_TTABLE || !lua_getmetatable(L, index)) return 0;
  if (lua_rawgetp(L, -1, &frozen_key) == LUA_TTABLE) {
    lua_remove(L, -2);
    return 1;
  }
  lua_pop(L, 2);
  return 0;
}

void check_readable_table(lua_State *L, int index) {
  luaL_checktype(L, index, LUA_TTABLE);
  if (frozen_open(L, index)) lua_replace(L, index);
}

void check_writable_table(lua_State *L, int index) {
  luaL_checktype(L, index, LUA_TTABLE);
  if (frozen_open(L, index))
    luaL_argerror(L, index, "the table is read-only");
}
