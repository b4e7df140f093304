/* string.find, match, gmatch, gsub over the metered matcher. */
#define _GNU_SOURCE
#include <ctype.h>
#include <string.h>

#include "matcher.h"

/* A start position as Lua counts it: from 1, negative from the end, 0 clipped to 1. */
static size_t start_of(lua_Integer position, size_t length) {
  if (position > 0) return (size_t)position;
  if (position == 0 || position < -(lua_Integer)length) return 1;
  return length + (size_t)position + 1;
}

/* What makes a text a pattern: ^ $ * + ? . ( [ % - */
static int is_plain(const char *pattern, size_t length) {
  static const uint8_t special[256] = {['^'] = 1, ['$'] = 1, ['*'] = 1, ['+'] = 1, ['?'] = 1,
                                       ['.'] = 1, ['('] = 1, ['['] = 1, ['%'] = 1, ['-'] = 1};
  for (size_t i = 0; i < length; i++)
    if (special[(unsigned char)pattern[i]]) return 0;
  return 1;
}

enum { SHORT_NEEDLE = 64, ANCHORS = 16 };

/* How common a byte is: those that begin a Chinese character are few and everywhere, those that end one
 * are many. */
static inline int commonness(unsigned char byte) {
  if (byte >= 0xC0) return 3;
  if (byte >= 0x80) return 0;
  return islower(byte) || byte == ' ' ? 2 : 1;
}

/* The byte of a text to look for: the last of the rarest before `before`, or else of all. */
static size_t anchor_of(const char *p, size_t length, size_t before) {
  size_t best = 0, count = length < ANCHORS ? length : ANCHORS;
  int least = 4;
  for (size_t i = 0; i < count; i++) {
    size_t at = (before + count - 1 - i) % count;
    int rank = commonness((unsigned char)p[at]);
    if (rank >= least) continue;
    least = rank;
    best = at;
    if (rank == 0) break;
  }
  return best;
}

/* `memmem` prepares tables before it looks, which costs more than the search for a short text does. */
static const char *find_text(const char *s, size_t length, const char *p, size_t pattern_length) {
  if (pattern_length == 0) return s;
  if (pattern_length > SHORT_NEEDLE) return memmem(s, length, p, pattern_length);
  if (pattern_length > length) return NULL;
  const char *last = s + (length - pattern_length);
  for (size_t anchor = 0; s <= last; s++) {
    /* A byte that misled is common in this text: another is looked for next. */
    anchor = anchor_of(p, pattern_length, anchor);
    const char *at = memchr(s + anchor, p[anchor], (size_t)(last - s) + 1);
    if (at == NULL) return NULL;
    s = at - anchor;
    if (memcmp(s, p, pattern_length) == 0) return s;
  }
  return NULL;
}

static int find_plain(lua_State *L, const char *s, size_t length, size_t init, const char *p,
                      size_t pattern_length) {
  size_t span = length - init + 1;
  size_t factor = pattern_length < 256 ? pattern_length : 256;
  meter_charge(L, (int64_t)(span / 16 + span / 64 * factor + pattern_length / 16));
  const char *at = find_text(s + init - 1, span, p, pattern_length);
  if (at == NULL) {
    lua_pushnil(L);
    return 1;
  }
  lua_pushinteger(L, at - s + 1);
  lua_pushinteger(L, at - s + (lua_Integer)pattern_length);
  return 2;
}

static int find_or_match(lua_State *L, int find) {
  size_t length, pattern_length;
  const char *s = luaL_checklstring(L, 1, &length);
  const char *p = luaL_checklstring(L, 2, &pattern_length);
  size_t init = start_of(luaL_optinteger(L, 3, 1), length);
  if (init > length + 1) {
    lua_pushnil(L);
    return 1;
  }
  meter_charge(L, (int64_t)(pattern_length / 16));
  if (find && (lua_toboolean(L, 4) || is_plain(p, pattern_length)))
    return find_plain(L, s, length, init, p, pattern_length);
  matcher m;
  matcher_begin(&m, L, s, length, p, pattern_length);
  int anchored = pattern_length > 0 && *p == '^';
  const char *at = s + init - 1;
  do {
    if (!anchored) at = matcher_skip(&m, at, p);
    matcher_again(&m);
    const char *end = matcher_run(&m, at, p + anchored);
    if (end != NULL) {
      matcher_settle(&m);
      if (!find) return matcher_push_all(&m, at, end);
      lua_pushinteger(L, at - s + 1);
      lua_pushinteger(L, end - s);
      return matcher_push_all(&m, NULL, NULL) + 2;
    }
  } while (at++ < m.subject_end && !anchored);
  matcher_settle(&m);
  lua_pushnil(L);
  return 1;
}

static int pattern_find(lua_State *L) { return find_or_match(L, 1); }
static int pattern_match(lua_State *L) { return find_or_match(L, 0); }

/* What a walk over the matches keeps from one to the next. */
typedef struct {
  matcher m;
  const char *pattern, *next, *last; /* the next attempt, the end of the last match */
} walk;

/* Upvalues: the walk; the subject and the pattern, which it points into. */
static int gmatch_step(lua_State *L) {
  walk *w = lua_touserdata(L, lua_upvalueindex(1));
  matcher *m = &w->m;
  m->L = L;
  for (const char *at = w->next; at <= m->subject_end; at++) {
    at = matcher_skip(m, at, w->pattern);
    matcher_again(m);
    const char *end = matcher_run(m, at, w->pattern);
    if (end != NULL && end != w->last) {
      matcher_settle(m);
      w->next = w->last = end;
      return matcher_push_all(m, at, end);
    }
  }
  matcher_settle(m);
  w->next = m->subject_end + 1;
  return 0;
}

static int pattern_gmatch(lua_State *L) {
  size_t length, pattern_length;
  const char *s = luaL_checklstring(L, 1, &length);
  const char *p = luaL_checklstring(L, 2, &pattern_length);
  size_t init = start_of(luaL_optinteger(L, 3, 1), length);
  if (init > length + 1) init = length + 2;
  lua_settop(L, 2);
  walk *w = lua_newuserdatauv(L, sizeof *w, 0);
  matcher_begin(&w->m, L, s, length, p, pattern_length);
  w->pattern = p;
  w->next = s + (init - 1);
  w->last = NULL;
  lua_insert(L, 1);
  lua_pushcclosure(L, gmatch_step, 3);
  return 1;
}

static void add_template(matcher *m, text *out, const char *s, const char *e) {
  lua_State *L = m->L;
  size_t length, piece;
  const char *template = lua_tolstring(L, 3, &length);
  const char *end = template + length;
  meter_charge(L, (int64_t)(length / 16));
  while (template < end) {
    const char *mark = memchr(template, '%', (size_t)(end - template));
    if (mark == NULL) mark = end;
    text_add(out, template, (size_t)(mark - template));
    if (mark == end) return;
    template = mark + 2;
    char letter = mark + 1 < end ? mark[1] : '\0';
    if (letter == '%') {
      text_add(out, "%", 1);
    } else if (letter == '0') {
      text_add(out, s, (size_t)(e - s));
    } else if (isdigit((unsigned char)letter)) {
      matcher_push(m, letter - '1', s, e);
      const char *capture = lua_tolstring(L, -1, &piece);
      text_add(out, capture, piece);
      lua_pop(L, 1);
    } else {
      luaL_error(L, "invalid use of '%%' in replacement string");
    }
  }
}

/* What a table or a function says; nil and false keep the match. */
static void add_answer(matcher *m, text *out, const char *s, const char *e, int kind) {
  lua_State *L = m->L;
  size_t length;
  if (kind == LUA_TFUNCTION) {
    lua_pushvalue(L, 3);
    int count = matcher_push_all(m, s, e);
    lua_call(L, count, 1);
  } else {
    matcher_push(m, 0, s, e);
    lua_gettable(L, 3);
  }
  if (!lua_toboolean(L, -1)) {
    text_add(out, s, (size_t)(e - s));
  } else if (lua_isstring(L, -1)) {
    const char *answer = lua_tolstring(L, -1, &length);
    text_add(out, answer, length);
  } else {
    luaL_error(L, "invalid replacement value (a %s)", luaL_typename(L, -1));
  }
  lua_pop(L, 1);
}

static int pattern_gsub(lua_State *L) {
  size_t length, pattern_length;
  const char *s = luaL_checklstring(L, 1, &length);
  const char *p = luaL_checklstring(L, 2, &pattern_length);
  int kind = lua_type(L, 3);
  luaL_argexpected(L, kind == LUA_TNUMBER || kind == LUA_TSTRING || kind == LUA_TTABLE ||
                   kind == LUA_TFUNCTION, 3, "string/function/table");
  lua_Integer most = luaL_optinteger(L, 4, (lua_Integer)length + 1);
  int anchored = pattern_length > 0 && *p == '^';
  matcher m;
  text out;
  matcher_begin(&m, L, s, length, p, pattern_length);
  lua_settop(L, 4);
  text_begin(L, &out);
  const char *at = s, *last = NULL;
  lua_Integer count = 0;
  while (count < most) {
    if (!anchored) {
      const char *next = matcher_skip(&m, at, p);
      text_add(&out, at, (size_t)(next - at));
      at = next;
    }
    matcher_again(&m);
    const char *end = matcher_run(&m, at, p + anchored);
    if (end != NULL && end != last) {
      count++;
      if (kind == LUA_TTABLE || kind == LUA_TFUNCTION) {
        add_answer(&m, &out, at, end, kind);
      } else {
        add_template(&m, &out, at, end);
      }
      at = last = end;
    } else if (at < m.subject_end) {
      text_add(&out, at++, 1);
    } else {
      break;
    }
    if (anchored) break;
  }
  matcher_settle(&m);
  text_add(&out, at, (size_t)(m.subject_end - at));
  text_push(&out);
  lua_pushinteger(L, count);
  return 2;
}

void pattern_open(lua_State *L, int library) {
  set_function(L, library, "find", pattern_find);
  set_function(L, library, "match", pattern_match);
  set_function(L, library, "gmatch", pattern_gmatch);
  set_function(L, library, "gsub", pattern_gsub);
}
