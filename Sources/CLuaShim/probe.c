/* For the tests: what a script can reach, how a stock Lua answers, allocations that fail on demand. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

void shim_test_fail_allocations(shim_machine *m, int64_t first, int32_t once) {
  m->allocations = 0;
  m->fail_first = first;
  m->fail_once = once;
}

int64_t shim_test_allocations(const shim_machine *m) { return m->allocations; }
int64_t shim_test_memory(const shim_machine *m) { return m->memory; }
int32_t shim_test_counts_exactly(const shim_machine *m) { return m->count_offset != 0; }

void shim_test_forget_counter(shim_machine *m) { m->count_offset = 0; }

/* ---- what a script can reach ---- */

enum { STOCK_MAX = 256, PATH_MAX_BYTES = 400 };

typedef struct {
  shim_machine *m;
  int seen, count, stock_count;
  struct {
    lua_CFunction function;
    char name[32];
  } stock[STOCK_MAX];
} walk;

static void say(walk *w, const char *path, const char *kind, const char *more) {
  char line[PATH_MAX_BYTES + 80];
  int length = snprintf(line, sizeof line, "%s %s%s%s\n", kind, path, more[0] ? " = stock " : "", more);
  shim_buffer_append(&w->m->result, line, (size_t)length);
}

/* Some functions have two names; the first by bytes stands for both. */
static const char *stock_name(const walk *w, lua_CFunction function) {
  const char *name = "";
  for (int i = 0; i < w->stock_count; i++) {
    if (w->stock[i].function != function) continue;
    if (name[0] == '\0' || strcmp(w->stock[i].name, name) < 0) name = w->stock[i].name;
  }
  return name;
}

static void visit(walk *w, lua_State *L, const char *path);

static void visit_part(walk *w, lua_State *L, const char *path, const char *part) {
  char deeper[PATH_MAX_BYTES];
  snprintf(deeper, sizeof deeper, "%s%s", path, part);
  visit(w, L, deeper);
}

static void visit_pairs(walk *w, lua_State *L, const char *path) {
  char part[PATH_MAX_BYTES];
  int table = lua_gettop(L);
  /* Sorted by name, so that each object always gets the same path. */
  for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1)) {
    lua_pushvalue(L, -2);
    visit_part(w, L, path, "<key>");
  }
  lua_pushcfunction(L, keys_pairs);
  lua_newtable(L);
  for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1)) {
    lua_pushvalue(L, -2);
    lua_pushvalue(L, -2);
    if (lua_type(L, -2) == LUA_TLIGHTUSERDATA) {
      lua_pushliteral(L, "<hidden>");
      lua_replace(L, -3);
    }
    lua_rawset(L, table + 2);
  }
  lua_call(L, 1, 1);
  while (lua_pushvalue(L, table + 1), lua_call(L, 0, 2), !lua_isnil(L, -2)) {
    if (lua_type(L, -2) == LUA_TSTRING) {
      snprintf(part, sizeof part, ".%s", lua_tostring(L, -2));
    } else {
      snprintf(part, sizeof part, "[%lld]", (long long)lua_tointeger(L, -2));
    }
    visit_part(w, L, path, part);
    lua_pop(L, 1);
  }
  lua_settop(L, table);
}

static void visit_upvalues(walk *w, lua_State *L, const char *path) {
  char part[16];
  for (int i = 1; lua_getupvalue(L, -1, i) != NULL; i++) {
    snprintf(part, sizeof part, "^%d", i);
    visit_part(w, L, path, part);
  }
}

/* The object is on the top and is popped. */
static void visit(walk *w, lua_State *L, const char *path) {
  luaL_checkstack(L, 12, "walk");
  int kind = lua_type(L, -1), object = lua_gettop(L);
  int is_object = kind == LUA_TTABLE || kind == LUA_TFUNCTION || kind == LUA_TUSERDATA ||
                  kind == LUA_TTHREAD;
  if (is_object) {
    lua_pushvalue(L, -1);
    if (lua_rawget(L, w->seen) != LUA_TNIL) is_object = 0;
    lua_pop(L, 1);
  }
  if (!is_object) {
    lua_pop(L, 1);
    return;
  }
  lua_pushvalue(L, -1);
  lua_pushboolean(L, 1);
  lua_rawset(L, w->seen);
  w->count++;
  if (lua_iscfunction(L, -1)) say(w, path, "C", stock_name(w, lua_tocfunction(L, -1)));
  if (kind == LUA_TUSERDATA || kind == LUA_TTHREAD) say(w, path, lua_typename(L, kind), "");
  if (lua_getmetatable(L, -1)) visit_part(w, L, path, "<metatable>");
  if (kind == LUA_TTABLE) visit_pairs(w, L, path);
  if (kind == LUA_TFUNCTION) visit_upvalues(w, L, path);
  for (int i = 1; kind == LUA_TUSERDATA && lua_getiuservalue(L, object, i) != LUA_TNONE; i++)
    visit_part(w, L, path, "<uservalue>");
  lua_settop(L, object - 1);
}

static int list_stock(lua_State *L) {
  walk *w = lua_touserdata(L, 1);
  luaL_openlibs(L);
  lua_getfield(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
  for (lua_pushnil(L); lua_next(L, 2); lua_pop(L, 1)) {
    if (!lua_istable(L, -1)) continue;
    for (lua_pushnil(L); lua_next(L, 4); lua_pop(L, 1)) {
      if (!lua_iscfunction(L, -1) || w->stock_count == STOCK_MAX) continue;
      w->stock[w->stock_count].function = lua_tocfunction(L, -1);
      snprintf(w->stock[w->stock_count++].name, sizeof w->stock[0].name, "%s.%s",
               lua_tostring(L, 3), lua_type(L, 5) == LUA_TSTRING ? lua_tostring(L, 5) : "?");
    }
  }
  return 0;
}

static int walk_all(lua_State *L) {
  walk *w = lua_touserdata(L, 1);
  lua_newtable(L);
  w->seen = lua_gettop(L);
  lua_rawgeti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
  visit(w, L, "_ENV");
  lua_rawgeti(L, LUA_REGISTRYINDEX, w->m->modules);
  visit(w, L, "require");
  lua_pushliteral(L, "");
  if (lua_getmetatable(L, -1)) visit(w, L, "string<metatable>");
  for (int i = 0; i < w->m->layout_count; i++) {
    lua_rawgeti(L, LUA_REGISTRYINDEX, w->m->layouts[i]->handle);
    visit(w, L, w->m->layouts[i]->name);
  }
  return 0;
}

int32_t shim_test_reachable(shim_machine *m) {
  walk *w = calloc(1, sizeof *w);
  lua_State *stock = luaL_newstate();
  int count = -1;
  if (w != NULL && stock != NULL) {
    w->m = m;
    lua_pushcfunction(stock, list_stock);
    lua_pushlightuserdata(stock, w);
    lua_pcall(stock, 1, 0, 0);
    buffer_reset(&m->result);
    m->exempt++;
    m->spent = 0;
    m->limit = INT64_MAX / 2;
    lua_settop(m->L, 0);
    lua_pushcfunction(m->L, walk_all);
    lua_pushlightuserdata(m->L, w);
    if (lua_pcall(m->L, 1, 0, 0) == LUA_OK) count = w->count;
    lua_settop(m->L, 0);
    m->exempt--;
  }
  if (stock != NULL) lua_close(stock);
  free(w);
  return count;
}

/* ---- a stock Lua to compare with ---- */

typedef struct {
  const char *chunk;
  size_t length;
} stock_request;

static int run_stock(lua_State *L) {
  const stock_request *request = lua_touserdata(L, 1);
  luaL_openlibs(L);
  if (luaL_loadbufferx(L, request->chunk, request->length, "=stock", "t") != LUA_OK) lua_error(L);
  lua_call(L, 0, 1);
  luaL_tolstring(L, -1, NULL);
  return 1;
}

int32_t shim_test_stock(const char *chunk, size_t length, char *out, size_t capacity) {
  lua_State *L = luaL_newstate();
  if (L == NULL) return -1;
  stock_request request = {chunk, length};
  lua_pushcfunction(L, run_stock);
  lua_pushlightuserdata(L, &request);
  int ok = lua_pcall(L, 1, 1, 0) == LUA_OK;
  size_t size = 0;
  const char *answer = lua_type(L, -1) == LUA_TSTRING ? lua_tolstring(L, -1, &size) : "";
  if (size > capacity) size = capacity;
  memcpy(out, answer, size);
  lua_close(L);
  return ok ? (int32_t)size : -1;
}
