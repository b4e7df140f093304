/* Record handles: one read-only userdata a layout, filled by pointing it at the caller's slots. */
#include <stdlib.h>
#include <string.h>

#include "internal.h"

static const char layout_key = 0;

layout *record_at(lua_State *L, int index) {
  layout **box = lua_touserdata(L, index);
  if (box == NULL || lua_islightuserdata(L, index) || !lua_getmetatable(L, index)) return NULL;
  int is_record = lua_rawgetp(L, -1, &layout_key) == LUA_TBOOLEAN;
  lua_pop(L, 2);
  return is_record ? *box : NULL;
}

static void check_alive(lua_State *L, const layout *y) {
  if (!y->alive)
    raise_kind(L, SHIM_DEAD_HANDLE, "record handle '%s' used after the hook returned", y->name);
}

/* ---- names that nearly match ---- */

static int distance(const char *a, const char *b) {
  int row[NAME_MAX_BYTES + 1];
  size_t n = strlen(b), length = strlen(a);
  if (n > NAME_MAX_BYTES || length > NAME_MAX_BYTES) return INT32_MAX;
  for (size_t j = 0; j <= n; j++) row[j] = (int)j;
  for (size_t i = 1; a[i - 1] != '\0'; i++) {
    int corner = row[0];
    row[0] = (int)i;
    for (size_t j = 1; j <= n; j++) {
      int change = corner + (a[i - 1] != b[j - 1]);
      int shift = (row[j] < row[j - 1] ? row[j] : row[j - 1]) + 1;
      corner = row[j];
      row[j] = change < shift ? change : shift;
    }
  }
  return row[n];
}

/* Upvalue 1 maps a name to a slot, a function or false; the nearest declared one, NULL if none is near.
 * Of equally near names the first by bytes, whatever order the table has. */
static const char *nearest(lua_State *L, const char *name) {
  const char *best = NULL;
  int least = (int)strlen(name) / 3 + 2;
  for (lua_pushnil(L); lua_next(L, lua_upvalueindex(1)); lua_pop(L, 1)) {
    const char *candidate = lua_tostring(L, -2);
    int d = distance(name, candidate);
    if (d < least || (d == least && best != NULL && strcmp(candidate, best) < 0)) {
      best = candidate;
      least = d;
    }
  }
  return best;
}

static int refuse_name(lua_State *L, const layout *y) {
  if (lua_type(L, 2) != LUA_TSTRING)
    return raise_kind(L, SHIM_UNKNOWN_FIELD, "'%s' has no field of type %s", y->name,
                      luaL_typename(L, 2));
  const char *name = lua_tostring(L, 2);
  if (strlen(name) > NAME_MAX_BYTES)
    return raise_kind(L, SHIM_UNKNOWN_FIELD, "'%s' has no such field", y->name);
  meter_charge(L, 500);
  const char *near = nearest(L, name);
  if (near == NULL)
    return raise_kind(L, SHIM_UNKNOWN_FIELD, "'%s' has no field '%s'", y->name, name);
  return raise_kind(L, SHIM_UNKNOWN_FIELD, "'%s' has no field '%s'; did you mean '%s'?", y->name, name,
                    near);
}

/* ---- reading ---- */

/* Tables are built once a call and kept with the handle. */
static int push_encoded(lua_State *L, layout *y, const shim_slot *slot, int index, int handle) {
  const uint8_t *at = y->bytes + slot->payload;
  if (*at != 6) {
    flat_decode(L, at, at + slot->length, 1);
    return 1;
  }
  lua_getiuservalue(L, handle, 1);
  if (!y->cached) {
    lua_pop(L, 1);
    lua_createtable(L, 0, 1);
    lua_pushvalue(L, -1);
    lua_setiuservalue(L, handle, 1);
    y->cached = 1;
  }
  if (lua_rawgeti(L, -1, index + 1) != LUA_TNIL) return 1;
  lua_pop(L, 1);
  meter_charge(L, slot->length / 8);
  flat_decode(L, at, at + slot->length, 1);
  lua_pushvalue(L, -1);
  lua_rawseti(L, -3, index + 1);
  return 1;
}

static int push_slot(lua_State *L, layout *y, int index, int handle) {
  const shim_slot *slot = &y->slots[index];
  lua_Number number;
  switch (slot->kind) {
    case SHIM_SLOT_FALSE: lua_pushboolean(L, 0); return 1;
    case SHIM_SLOT_TRUE: lua_pushboolean(L, 1); return 1;
    case SHIM_SLOT_INTEGER: lua_pushinteger(L, slot->payload); return 1;
    case SHIM_SLOT_NUMBER:
      memcpy(&number, &slot->payload, sizeof number);
      lua_pushnumber(L, number);
      return 1;
    case SHIM_SLOT_TEXT:
      lua_pushlstring(L, slot->length == 0 ? "" : (const char *)y->bytes + slot->payload, slot->length);
      return 1;
    case SHIM_SLOT_ENCODED: return push_encoded(L, y, slot, index, handle);
    case SHIM_SLOT_PINNED:
      lua_rawgeti(L, LUA_REGISTRYINDEX, machine_of(L)->pins);
      lua_rawgeti(L, -1, slot->payload);
      return 1;
    default: lua_pushnil(L); return 1;
  }
}

static int read_field(lua_State *L) {
  layout *y = lua_touserdata(L, lua_upvalueindex(2));
  check_alive(L, y);
  lua_settop(L, 2);
  lua_pushvalue(L, 2);
  switch (lua_rawget(L, lua_upvalueindex(1))) {
    case LUA_TNUMBER: {
      int index = (int)lua_tointeger(L, -1);
      y->reads[index >> 6] |= (uint64_t)1 << (index & 63);
      return push_slot(L, y, index, 1);
    }
    case LUA_TFUNCTION: return 1;
    case LUA_TBOOLEAN:
      return raise_kind(L, SHIM_UNKNOWN_FIELD,
                        "field '%s' of '%s' is not declared: add it to 'reads' in plugin.yaml",
                        lua_tostring(L, 2), y->name);
    default: return refuse_name(L, y);
  }
}

static int refuse_write(lua_State *L) {
  layout *y = lua_touserdata(L, lua_upvalueindex(1));
  if (lua_type(L, 2) == LUA_TSTRING)
    return raise_kind(L, SHIM_RUNTIME, "field '%s' cannot be set: '%s' is read-only",
                      lua_tostring(L, 2), y->name);
  return raise_kind(L, SHIM_RUNTIME, "'%s' is read-only", y->name);
}

/* Handle at 1. Pushes a plain table of the fields that hold a value; all fields count as read. */
int record_pairs(lua_State *L, layout *y) {
  check_alive(L, y);
  meter_charge(L, y->count);
  lua_createtable(L, 0, y->count);
  int table = lua_gettop(L);
  for (int i = 0; i < y->count; i++) {
    y->reads[i >> 6] |= (uint64_t)1 << (i & 63);
    push_slot(L, y, i, 1);
    lua_setfield(L, table, y->names[i]);
    lua_settop(L, table);
  }
  return 1;
}

/* ---- registering ---- */

static int fail_call(lua_State *L) {
  size_t length;
  luaL_checklstring(L, 1, &length);
  const char *message = luaL_optlstring(L, 2, "", &length);
  lua_createtable(L, 0, 2);
  lua_pushvalue(L, 1);
  lua_setfield(L, -2, "code");
  lua_pushlstring(L, message, length);
  lua_setfield(L, -2, "message");
  return lua_error(L);
}

static char *copy_text(lua_State *L, int index) {
  char *copy = strdup(luaL_checkstring(L, index));
  if (copy == NULL) luaL_error(L, "not enough memory");
  return copy;
}

static layout *new_layout(lua_State *L, int table, int *number) {
  shim_machine *m = machine_of(L);
  layout **list = realloc(m->layouts, ((size_t)m->layout_count + 1) * sizeof *list);
  if (list == NULL) luaL_error(L, "not enough memory");
  m->layouts = list;
  layout *y = calloc(1, sizeof *y);
  if (y == NULL) luaL_error(L, "not enough memory");
  m->layouts[m->layout_count] = y;
  *number = m->layout_count++;
  lua_getfield(L, table, "fields");
  y->words = ((int)lua_rawlen(L, -1) + 63) / 64;
  y->names = calloc(lua_rawlen(L, -1) + 1, sizeof *y->names);
  y->reads = calloc((size_t)y->words + 1, sizeof *y->reads);
  if (y->names == NULL || y->reads == NULL) luaL_error(L, "not enough memory");
  for (lua_Integer i = 1; lua_rawgeti(L, -1, i) != LUA_TNIL; i++) {
    y->names[y->count++] = copy_text(L, -1);
    lua_pop(L, 1);
  }
  lua_pop(L, 2);
  lua_getfield(L, table, "name");
  y->name = copy_text(L, -1);
  lua_pop(L, 1);
  return y;
}

static void push_names(lua_State *L, int table, const layout *y) {
  lua_createtable(L, 0, y->count);
  int names = lua_gettop(L);
  lua_getfield(L, table, "undeclared");
  for (lua_Integer i = 1; lua_rawgeti(L, -1, i) != LUA_TNIL; i++) {
    lua_pushboolean(L, 0);
    lua_rawset(L, names);
  }
  lua_settop(L, names);
  lua_getfield(L, table, "builtins");
  for (lua_Integer i = 1; lua_rawgeti(L, -1, i) != LUA_TNIL; i++) {
    lua_pushcfunction(L, strcmp(lua_tostring(L, -1), "fail") == 0 ? fail_call : random_call);
    lua_rawset(L, names);
  }
  lua_settop(L, names);
  lua_getfield(L, table, "functions");
  int functions = lua_gettop(L);
  for (lua_pushnil(L); lua_next(L, functions); lua_pop(L, 1)) {
    lua_pushvalue(L, -2);
    host_push(L, y->name, lua_tostring(L, -3), (int)lua_tointeger(L, -2));
    lua_rawset(L, names);
  }
  lua_settop(L, names);
  for (int i = 0; i < y->count; i++) {
    lua_pushinteger(L, i);
    lua_setfield(L, names, y->names[i]);
  }
}

void record_add(lua_State *L, int table, int *number) {
  layout *y = new_layout(L, table, number);
  layout **box = lua_newuserdatauv(L, sizeof *box, 1);
  *box = y;
  lua_createtable(L, 0, 4);
  push_names(L, table, y);
  lua_pushlightuserdata(L, y);
  lua_pushcclosure(L, read_field, 2);
  lua_setfield(L, -2, "__index");
  lua_pushlightuserdata(L, y);
  lua_pushcclosure(L, refuse_write, 1);
  lua_setfield(L, -2, "__newindex");
  lua_pushboolean(L, 1);
  lua_rawsetp(L, -2, &layout_key);
  lua_setmetatable(L, -2);
  y->handle = luaL_ref(L, LUA_REGISTRYINDEX);
}

const uint64_t *shim_layout_reads(const shim_machine *m, int32_t number) {
  return m->layouts[number]->reads;
}

int32_t shim_layout_words(const shim_machine *m, int32_t number) { return m->layouts[number]->words; }
