/* The string library without dump, pack, unpack and packsize; every pass over text is charged. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "internal.h"

static size_t first_of(lua_Integer position, size_t length) {
  if (position > 0) return (size_t)position;
  if (position == 0 || position < -(lua_Integer)length) return 1;
  return length + (size_t)position + 1;
}

static size_t last_of(lua_Integer position, size_t length) {
  if (position > (lua_Integer)length) return length;
  if (position >= 0) return (size_t)position;
  return position < -(lua_Integer)length ? 0 : length + (size_t)position + 1;
}

static int string_len(lua_State *L) {
  size_t length;
  luaL_checklstring(L, 1, &length);
  lua_pushinteger(L, (lua_Integer)length);
  return 1;
}

static int string_sub(lua_State *L) {
  size_t length;
  const char *s = luaL_checklstring(L, 1, &length);
  size_t from = first_of(luaL_checkinteger(L, 2), length);
  size_t to = last_of(luaL_optinteger(L, 3, -1), length);
  if (from > to) {
    lua_pushliteral(L, "");
  } else {
    lua_pushlstring(L, s + from - 1, to - from + 1);
  }
  return 1;
}

static int string_byte(lua_State *L) {
  size_t length;
  const char *s = luaL_checklstring(L, 1, &length);
  lua_Integer start = luaL_optinteger(L, 2, 1);
  size_t from = first_of(start, length);
  size_t to = last_of(luaL_optinteger(L, 3, (lua_Integer)from), length);
  if (from > to) return 0;
  size_t count = to - from + 1;
  if (count > SPREAD_MAX) return luaL_error(L, "string slice too long (more than 10000 values)");
  meter_charge(L, (int64_t)count);
  luaL_checkstack(L, (int)count, "string slice too long");
  for (size_t i = 0; i < count; i++) lua_pushinteger(L, (unsigned char)s[from - 1 + i]);
  return (int)count;
}

static int string_char(lua_State *L) {
  int count = lua_gettop(L);
  text t;
  text_begin(L, &t);
  for (int i = 1; i <= count; i++) {
    lua_Integer code = luaL_checkinteger(L, i);
    luaL_argcheck(L, code >= 0 && code <= 255, i, "value out of range");
    char byte = (char)code;
    text_add(&t, &byte, 1);
  }
  text_push(&t);
  return 1;
}

static char mirrored(const char *s, size_t length, size_t i) { return s[length - 1 - i]; }
static char lowered(const char *s, size_t length, size_t i) {
  (void)length;
  return (char)tolower((unsigned char)s[i]);
}
static char raised(const char *s, size_t length, size_t i) {
  (void)length;
  return (char)toupper((unsigned char)s[i]);
}

static int mapped(lua_State *L, char (*map)(const char *, size_t, size_t)) {
  size_t length;
  const char *s = luaL_checklstring(L, 1, &length);
  text t;
  meter_charge(L, (int64_t)(length / 8));
  text_begin(L, &t);
  char *room = text_room(&t, length);
  for (size_t i = 0; i < length; i++) room[i] = map(s, length, i);
  t.size = length;
  text_push(&t);
  return 1;
}

static int string_lower(lua_State *L) { return mapped(L, lowered); }
static int string_upper(lua_State *L) { return mapped(L, raised); }
static int string_reverse(lua_State *L) { return mapped(L, mirrored); }

static int string_rep(lua_State *L) {
  size_t length, gap;
  const char *s = luaL_checklstring(L, 1, &length);
  lua_Integer count = luaL_checkinteger(L, 2);
  const char *between = luaL_optlstring(L, 3, "", &gap);
  if (count <= 0 || length + gap == 0) {
    lua_pushliteral(L, "");
    return 1;
  }
  if ((lua_Integer)((TEXT_MAX + gap) / (length + gap)) < count)
    return luaL_error(L, "resulting string too large (more than 4 MiB)");
  text t;
  size_t total = (length + gap) * (size_t)count - gap;
  meter_charge(L, (int64_t)(total / 64) + count / 4);
  text_begin(L, &t);
  text_room(&t, total);
  for (lua_Integer i = 0; i < count; i++) {
    if (i > 0) text_add(&t, between, gap);
    text_add(&t, s, length);
  }
  text_push(&t);
  return 1;
}

/* Checks each conversion and makes %s arguments text, so that the stock function can do the rest. */
static void prepare_format(lua_State *L) {
  size_t length;
  const char *at = luaL_checklstring(L, 1, &length);
  const char *end = at + length;
  int argument = 1, count = lua_gettop(L);
  meter_charge(L, (int64_t)(length / 2));
  while (at < end) {
    if (*at++ != '%') continue;
    if (at < end && *at == '%') {
      at++;
      continue;
    }
    const char *start = at;
    while (at < end && *at != '\0' && strchr("-+ #0123456789.", *at) != NULL) at++;
    char letter = at < end ? *at++ : '\0';
    if (letter == '\0' || strchr("aAcdeEfgGiosuxXq", letter) == NULL || at - start > 12)
      luaL_error(L, "invalid conversion '%%%s' to 'format'",
                 lua_pushlstring(L, start, (size_t)(at - start > 12 ? 12 : at - start)));
    if (++argument > count) luaL_argerror(L, argument, "no value");
    if (letter == 's' && lua_type(L, argument) != LUA_TSTRING) {
      plain_text(L, argument, NULL);
      lua_replace(L, argument);
    }
    if (letter == 's' || letter == 'q') meter_charge(L, (int64_t)(lua_rawlen(L, argument) / 16));
  }
}

static int string_format(lua_State *L) {
  prepare_format(L);
  lua_CFunction stock = lua_tocfunction(L, lua_upvalueindex(1));
  return stock(L);
}

void string_open(lua_State *L, int globals) {
  lua_pushcfunction(L, luaopen_string);
  lua_call(L, 0, 1);
  int stock = lua_gettop(L);
  lua_createtable(L, 0, 16);
  int library = lua_gettop(L);
  set_function(L, library, "len", string_len);
  set_function(L, library, "sub", string_sub);
  set_function(L, library, "byte", string_byte);
  set_function(L, library, "char", string_char);
  set_function(L, library, "lower", string_lower);
  set_function(L, library, "upper", string_upper);
  set_function(L, library, "reverse", string_reverse);
  set_function(L, library, "rep", string_rep);
  lua_getfield(L, stock, "format");
  lua_pushcclosure(L, string_format, 1);
  lua_setfield(L, library, "format");
  pattern_open(L, library);
  /* ("x"):rep(3) must reach these functions, never the stock ones. */
  lua_pushliteral(L, "");
  lua_getmetatable(L, -1);
  lua_pushvalue(L, library);
  lua_setfield(L, -2, "__index");
  lua_settop(L, library);
  frozen_wrap(L);
  lua_setfield(L, globals, "string");
  lua_settop(L, stock - 1);
}
