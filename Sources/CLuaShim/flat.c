/* The flat format: how values cross between Swift and Lua, always by copy.
 *
 *   0 nil   1 false   2 true   3 integer, 8 bytes   4 float, 8 bytes
 *   5 text in UTF-8: length u32, bytes   7 any other text: the same
 *   6 table: count u32, items 1 … count; count u32, fields: key (length u32, bytes), value
 *
 * Numbers stand in host order. Fields written here are sorted by the bytes of their keys, so that the
 * same answer has the same bytes, and so that of several defects always the same is named. */
#include <stdlib.h>
#include <string.h>

#include "internal.h"

void buffer_reset(shim_buffer *buffer) {
  buffer->size = 0;
  buffer->failed = 0;
}

void buffer_free(shim_buffer *buffer) {
  free(buffer->data);
  buffer->data = NULL;
  buffer->size = buffer->capacity = 0;
}

void shim_buffer_append(shim_buffer *b, const void *bytes, size_t length) {
  if (length == 0 || b->failed) return;
  if (length > b->capacity - b->size) {
    size_t capacity = b->capacity < 256 ? 256 : b->capacity;
    while (capacity - b->size < length) capacity *= 2;
    uint8_t *data = realloc(b->data, capacity);
    if (data == NULL) {
      b->failed = 1;
      return;
    }
    b->data = data;
    b->capacity = capacity;
  }
  memcpy(b->data + b->size, bytes, length);
  b->size += length;
}

/* A few bytes where there is room: every answer puts many of them. */
static inline void put(shim_buffer *b, const void *bytes, size_t length) {
  if (b->failed || length > b->capacity - b->size) {
    shim_buffer_append(b, bytes, length);
    return;
  }
  memcpy(b->data + b->size, bytes, length);
  b->size += length;
}

void buffer_tag(shim_buffer *b, uint8_t tag) { put(b, &tag, sizeof tag); }
void buffer_u32(shim_buffer *b, uint32_t word) { put(b, &word, sizeof word); }
void buffer_integer(shim_buffer *b, int64_t value) { put(b, &value, sizeof value); }

void buffer_text(shim_buffer *b, const void *bytes, size_t length) {
  buffer_u32(b, (uint32_t)length);
  shim_buffer_append(b, bytes, length);
}

void buffer_field(shim_buffer *b, const char *key) { buffer_text(b, key, strlen(key)); }

/* ---- Lua to flat ---- */

typedef struct step {
  const struct step *outer;
  const char *key; /* NULL: an item */
  lua_Integer item;
  const void *table;
} step;

typedef struct {
  lua_State *L;
  shim_buffer *out;
  int kind;
  const char *what;
} encoder;

static void add_path(luaL_Buffer *b, const step *at) {
  if (at == NULL) return;
  add_path(b, at->outer);
  char number[32];
  if (at->key != NULL) {
    luaL_addchar(b, '.');
    luaL_addstring(b, at->key);
  } else if (at->item > 0) {
    lua_Integer item = at->item;
    char *digit = number + sizeof number;
    *--digit = '\0';
    *--digit = ']';
    for (; item > 0; item /= 10) *--digit = (char)('0' + item % 10);
    *--digit = '[';
    luaL_addstring(b, digit);
  }
}

static int refuse(encoder *e, const step *at, const char *problem) {
  luaL_Buffer b;
  luaL_buffinit(e->L, &b);
  luaL_addstring(&b, e->what);
  add_path(&b, at);
  luaL_addstring(&b, ": ");
  luaL_addstring(&b, problem);
  luaL_pushresult(&b);
  machine_of(e->L)->raised_code[0] = '\0';
  return raise_text(e->L, e->kind);
}

static void encode(encoder *e, int index, const step *at, int depth);

typedef struct {
  const char *text;
  size_t length;
  int value; /* where its value lies on the stack, while the table has few keys */
} text_key;

static int by_bytes(const void *left, const void *right) {
  const text_key *a = left, *b = right;
  size_t shorter = a->length < b->length ? a->length : b->length;
  int order = memcmp(a->text, b->text, shorter);
  return order != 0 ? order : a->length < b->length ? -1 : a->length > b->length;
}

enum { FEW_KEYS = 8 };

static void sort_few(text_key *keys, size_t count) {
  for (size_t i = 1; i < count; i++) {
    text_key key = keys[i];
    size_t at = i;
    for (; at > 0 && by_bytes(&keys[at - 1], &key) > 0; at--) keys[at] = keys[at - 1];
    keys[at] = key;
  }
}

typedef struct {
  lua_Integer items;
  size_t fields;
  text_key few[FEW_KEYS];
} contents;

/* Counts items and fields; refuses keys that are neither 1 … n nor text. Most answers have a handful of
 * keys: the values of the first few stay on the stack, so that the table is walked once. */
static void measure(encoder *e, int table, const step *at, contents *found) {
  lua_State *L = e->L;
  lua_Integer highest = 0;
  const char *problem = NULL;
  found->items = 0;
  found->fields = 0;
  lua_pushnil(L);
  while (lua_next(L, table)) {
    if (lua_type(L, -2) == LUA_TSTRING) {
      if (found->fields < FEW_KEYS) {
        text_key *key = &found->few[found->fields];
        key->text = lua_tolstring(L, -2, &key->length);
        key->value = lua_gettop(L) - 1;
        found->fields++;
        lua_insert(L, -2);
        continue;
      }
      found->fields++;
    } else if (lua_isinteger(L, -2) && lua_tointeger(L, -2) > 0) {
      if (lua_tointeger(L, -2) > highest) highest = lua_tointeger(L, -2);
      found->items++;
    } else {
      problem = "keys must be text or 1, 2, 3 and so on";
    }
    lua_pop(L, 1);
  }
  if (problem != NULL) refuse(e, at, problem);
  if (highest != found->items) refuse(e, at, "the list has a hole");
  meter_charge(L, (found->items + (lua_Integer)found->fields) * 4);
}

static void encode_few(encoder *e, contents *found, const step *at, int depth) {
  sort_few(found->few, found->fields);
  for (size_t i = 0; i < found->fields; i++) {
    step here = {at, found->few[i].text, 0, NULL};
    buffer_text(e->out, found->few[i].text, found->few[i].length);
    encode(e, found->few[i].value, &here, depth + 1);
  }
}

static void encode_many(encoder *e, int table, const step *at, size_t count, int depth) {
  lua_State *L = e->L;
  text_key *keys = lua_newuserdatauv(L, count * sizeof *keys, 0);
  size_t n = 0;
  for (lua_pushnil(L); lua_next(L, table) && n <= count; lua_pop(L, 1)) {
    if (lua_type(L, -2) != LUA_TSTRING || n == count) continue;
    keys[n].text = lua_tolstring(L, -2, &keys[n].length);
    n++;
  }
  /* The table is not written to while it is encoded, so it keeps its keys' text alive. */
  qsort(keys, n, sizeof *keys, by_bytes);
  for (size_t i = 0; i < n; i++) {
    step here = {at, keys[i].text, 0, NULL};
    buffer_text(e->out, keys[i].text, keys[i].length);
    lua_pushlstring(L, keys[i].text, keys[i].length);
    lua_rawget(L, table);
    encode(e, lua_gettop(L), &here, depth + 1);
    lua_pop(L, 1);
  }
}

static void encode_table(encoder *e, int index, const step *at, int depth) {
  lua_State *L = e->L;
  luaL_checkstack(L, FEW_KEYS + 8, "too many tables inside tables");
  int top = lua_gettop(L);
  const void *address = lua_topointer(L, index);
  for (const step *outer = at; outer != NULL; outer = outer->outer)
    if (outer->table == address) refuse(e, at, "the table contains itself");
  if (depth > DEPTH_MAX) refuse(e, at, "more than 32 tables inside each other");
  step self = {at, NULL, 0, address};
  contents found;
  int table = frozen_open(L, index) ? lua_gettop(L) : index;
  measure(e, table, at, &found);
  buffer_tag(e->out, 6);
  buffer_u32(e->out, (uint32_t)found.items);
  for (lua_Integer i = 1; i <= found.items; i++) {
    step here = {&self, NULL, i, NULL};
    lua_rawgeti(L, table, i);
    encode(e, lua_gettop(L), &here, depth + 1);
    lua_pop(L, 1);
  }
  buffer_u32(e->out, (uint32_t)found.fields);
  if (found.fields <= FEW_KEYS)
    encode_few(e, &found, &self, depth);
  else
    encode_many(e, table, &self, found.fields, depth);
  lua_settop(L, top);
}

static void encode(encoder *e, int index, const step *at, int depth) {
  lua_State *L = e->L;
  size_t length;
  switch (lua_type(L, index)) {
    case LUA_TNONE:
    case LUA_TNIL: buffer_tag(e->out, 0); break;
    case LUA_TBOOLEAN: buffer_tag(e->out, lua_toboolean(L, index) ? 2 : 1); break;
    case LUA_TNUMBER:
      if (lua_isinteger(L, index)) {
        buffer_tag(e->out, 3);
        buffer_integer(e->out, lua_tointeger(L, index));
      } else {
        lua_Number number = lua_tonumber(L, index);
        buffer_tag(e->out, 4);
        shim_buffer_append(e->out, &number, sizeof number);
      }
      break;
    case LUA_TSTRING: {
      const char *text = lua_tolstring(L, index, &length);
      if (e->out->size + length > RESULT_MAX) refuse(e, at, "more than 16 MiB");
      meter_charge(L, (int64_t)(length / 64));
      buffer_tag(e->out, is_utf8(text, length) ? 5 : 7);
      buffer_text(e->out, text, length);
      break;
    }
    case LUA_TTABLE: encode_table(e, index, at, depth); break;
    case LUA_TFUNCTION: refuse(e, at, "a function cannot leave the script"); break;
    default: refuse(e, at, "a record handle cannot leave the script; name its fields"); break;
  }
  if (e->out->size > RESULT_MAX) refuse(e, at, "more than 16 MiB");
  if (e->out->failed) luaL_error(L, "not enough memory");
}

void flat_encode(lua_State *L, int index, shim_buffer *out, int kind, const char *what) {
  encoder e = {L, out, kind, what};
  encode(&e, lua_absindex(L, index), NULL, 0);
}

/* ---- flat to Lua ---- */

static uint32_t word_at(const uint8_t *at) {
  uint32_t word;
  memcpy(&word, at, sizeof word);
  return word;
}

/* Pushes one value and returns where the next begins. The bytes come from our own encoder; the checks
 * turn a defect there into a clean error. */
const uint8_t *flat_decode(lua_State *L, const uint8_t *at, const uint8_t *end, int frozen) {
  luaL_checkstack(L, 6, "too many tables inside tables");
  int tag = at < end ? *at++ : 255;
  size_t need = tag == 3 || tag == 4 ? 8 : tag >= 5 ? 4 : 0;
  if (tag > 7 || (size_t)(end - at) < need) luaL_error(L, "a flat value is damaged");
  switch (tag) {
    case 0: lua_pushnil(L); return at;
    case 1: lua_pushboolean(L, 0); return at;
    case 2: lua_pushboolean(L, 1); return at;
    case 3: {
      int64_t integer;
      memcpy(&integer, at, 8);
      lua_pushinteger(L, integer);
      return at + 8;
    }
    case 4: {
      double number;
      memcpy(&number, at, 8);
      lua_pushnumber(L, number);
      return at + 8;
    }
    case 5:
    case 7: {
      uint32_t length = word_at(at);
      at += 4;
      if ((size_t)(end - at) < length) luaL_error(L, "a flat value is damaged");
      lua_pushlstring(L, (const char *)at, length);
      return at + length;
    }
    default: break;
  }
  uint32_t items = word_at(at);
  at += 4;
  if ((size_t)(end - at) < items) luaL_error(L, "a flat value is damaged");
  lua_createtable(L, (int)items, 0);
  for (uint32_t i = 1; i <= items; i++) {
    at = flat_decode(L, at, end, frozen);
    lua_rawseti(L, -2, i);
  }
  if ((size_t)(end - at) < 4) luaL_error(L, "a flat value is damaged");
  uint32_t fields = word_at(at);
  at += 4;
  for (uint32_t i = 0; i < fields; i++) {
    uint32_t length = (size_t)(end - at) < 4 ? UINT32_MAX : word_at(at);
    at += 4;
    if (length == UINT32_MAX || (size_t)(end - at) < length) luaL_error(L, "a flat value is damaged");
    lua_pushlstring(L, (const char *)at, length);
    at = flat_decode(L, at + length, end, frozen);
    lua_rawset(L, -3);
  }
  if (frozen) frozen_wrap(L);
  return at;
}
