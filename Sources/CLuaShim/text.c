/* Building text below Lua: a scratch userdata that grows, so that an error on the way leaks nothing. */
#include <string.h>

#include "internal.h"

void text_begin(lua_State *L, text *t) {
  t->L = L;
  t->data = t->local;
  t->size = 0;
  t->capacity = sizeof t->local;
  luaL_checkstack(L, 4, "text");
  lua_pushnil(L);
  t->slot = lua_gettop(L);
}

char *text_room(text *t, size_t length) {
  if (length > t->capacity - t->size) {
    if (t->size + length > TEXT_MAX) luaL_error(t->L, "resulting text too large (more than 4 MiB)");
    size_t capacity = t->capacity;
    while (capacity - t->size < length) capacity *= 2;
    meter_charge(t->L, (int64_t)(capacity / 64));
    char *data = lua_newuserdatauv(t->L, capacity, 0);
    memcpy(data, t->data, t->size);
    lua_replace(t->L, t->slot);
    t->data = data;
    t->capacity = capacity;
  }
  return t->data + t->size;
}

void text_add(text *t, const char *bytes, size_t length) {
  if (length == 0) return;
  memcpy(text_room(t, length), bytes, length);
  t->size += length;
}

/* Pushes the text; the scratch stays in its slot. */
void text_push(text *t) { lua_pushlstring(t->L, t->data, t->size); }

/* tostring without addresses; pushes the text. */
const char *plain_text(lua_State *L, int index, size_t *length) {
  layout *record;
  index = lua_absindex(L, index);
  switch (lua_type(L, index)) {
    case LUA_TSTRING: lua_pushvalue(L, index); break;
    case LUA_TNUMBER:
      lua_pushvalue(L, index);
      lua_tostring(L, -1);
      break;
    case LUA_TBOOLEAN: lua_pushstring(L, lua_toboolean(L, index) ? "true" : "false"); break;
    case LUA_TNIL: lua_pushliteral(L, "nil"); break;
    case LUA_TUSERDATA:
      record = record_at(L, index);
      lua_pushfstring(L, "record: %s", record == NULL ? "?" : record->name);
      break;
    default: lua_pushstring(L, luaL_typename(L, index)); break;
  }
  return lua_tolstring(L, -1, length);
}
