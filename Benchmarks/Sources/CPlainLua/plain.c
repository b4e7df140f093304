#include "CPlainLua.h"

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <stdlib.h>

enum { SLOTS_MAX = 64 };

typedef struct {
  const plain_field *fields;
  plain_field slots[SLOTS_MAX];
} handle;

struct plain_host {
  lua_State *L;
  int function, context, record, names;
  handle *handle;
};

static void push_value(lua_State *L, const plain_field *field) {
  if (field->absent)
    lua_pushnil(L);
  else if (field->text != NULL)
    lua_pushlstring(L, field->text, field->length);
  else
    lua_pushinteger(L, field->integer);
}

/* Upvalue 1 maps a name to its place. */
static int read_field(lua_State *L) {
  handle *h = lua_touserdata(L, 1);
  lua_settop(L, 2);
  if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNUMBER) return luaL_error(L, "no such field");
  push_value(L, &h->fields[lua_tointeger(L, -1)]);
  return 1;
}

static void make_record(plain_host *host) {
  lua_State *L = host->L;
  host->handle = lua_newuserdatauv(L, sizeof *host->handle, 0);
  lua_createtable(L, 0, 1);
  lua_newtable(L);
  lua_pushvalue(L, -1);
  host->names = luaL_ref(L, LUA_REGISTRYINDEX);
  lua_pushcclosure(L, read_field, 1);
  lua_setfield(L, -2, "__index");
  lua_setmetatable(L, -2);
  host->record = luaL_ref(L, LUA_REGISTRYINDEX);
}

static void make_context(plain_host *host, int64_t large_amount) {
  lua_State *L = host->L;
  lua_newtable(L);
  lua_newtable(L);
  lua_pushinteger(L, large_amount);
  lua_setfield(L, -2, "large_amount");
  lua_setfield(L, -2, "settings");
  host->context = luaL_ref(L, LUA_REGISTRYINDEX);
}

plain_host *plain_open(const char *chunk, size_t length, const char *hook, int64_t large_amount) {
  plain_host *host = calloc(1, sizeof *host);
  if (host == NULL) return NULL;
  host->L = luaL_newstate();
  if (host->L == NULL) {
    free(host);
    return NULL;
  }
  luaL_openlibs(host->L);
  if (luaL_loadbufferx(host->L, chunk, length, "=main.lua", "t") != LUA_OK ||
      lua_pcall(host->L, 0, 1, 0) != LUA_OK || !lua_istable(host->L, -1) ||
      lua_getfield(host->L, -1, hook) != LUA_TFUNCTION) {
    plain_close(host);
    return NULL;
  }
  host->function = luaL_ref(host->L, LUA_REGISTRYINDEX);
  lua_settop(host->L, 0);
  make_record(host);
  make_context(host, large_amount);
  return host;
}

void plain_close(plain_host *host) {
  lua_close(host->L);
  free(host);
}

static void push_table(lua_State *L, const plain_field *fields, int32_t count) {
  lua_createtable(L, 0, count);
  for (int32_t i = 0; i < count; i++) {
    if (fields[i].absent) continue;
    push_value(L, &fields[i]);
    lua_setfield(L, -2, fields[i].name);
  }
}

/* The answer is on top; -1 when it is not the expected table. */
static int64_t read_answer(lua_State *L) {
  size_t unit_length = 0, because_length = 0;
  if (!lua_istable(L, -1)) return -1;
  if (lua_getfield(L, -1, "unit") != LUA_TSTRING) return -1;
  lua_tolstring(L, -1, &unit_length);
  if (lua_getfield(L, -2, "because") != LUA_TSTRING) return -1;
  lua_tolstring(L, -1, &because_length);
  return (int64_t)unit_length;
}

static void name_fields(plain_host *host, const plain_field *fields, int32_t count) {
  lua_rawgeti(host->L, LUA_REGISTRYINDEX, host->names);
  for (int32_t i = 0; i < count; i++) {
    lua_pushinteger(host->L, i);
    lua_setfield(host->L, -2, fields[i].name);
  }
  lua_pop(host->L, 1);
}

int64_t plain_route(plain_host *host, plain_shape shape, const plain_field *fields, int32_t count,
                    int64_t calls) {
  lua_State *L = host->L;
  int64_t total = 0;
  if (count > SLOTS_MAX) return -1;
  if (shape != PLAIN_TABLE) name_fields(host, fields, count);
  for (int64_t i = 0; i < calls; i++) {
    lua_rawgeti(L, LUA_REGISTRYINDEX, host->function);
    if (shape != PLAIN_TABLE) {
      handle *h = host->handle;
      h->fields = fields;
      if (shape == PLAIN_FILLED) {
        for (int32_t slot = 0; slot < count; slot++) h->slots[slot] = fields[slot];
        h->fields = h->slots;
      }
      lua_rawgeti(L, LUA_REGISTRYINDEX, host->record);
    } else {
      push_table(L, fields, count);
    }
    lua_rawgeti(L, LUA_REGISTRYINDEX, host->context);
    int64_t length = lua_pcall(L, 2, 1, 0) == LUA_OK ? read_answer(L) : -1;
    lua_settop(L, 0);
    if (length < 0) return -1;
    total += length;
  }
  return total;
}
