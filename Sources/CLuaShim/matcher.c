#include "matcher.h"

#include <ctype.h>
#include <string.h>

enum { ESCAPE = '%' };

static unsigned char byte_at(const char *s) { return (unsigned char)*s; }

static inline void steps(matcher *m, int64_t count) {
  if (count < m->credit) {
    m->credit -= (int)count;
    return;
  }
  meter_charge(m->L, STEP_BATCH - m->credit + count);
  m->credit = STEP_BATCH;
}

void matcher_begin(matcher *m, lua_State *L, const char *subject, size_t subject_length,
                   const char *pattern, size_t pattern_length) {
  m->L = L;
  m->subject = subject;
  m->subject_end = subject + subject_length;
  m->pattern_end = pattern + pattern_length;
  m->credit = STEP_BATCH;
  m->set = NULL;
  matcher_again(m);
}

void matcher_again(matcher *m) {
  m->level = 0;
  m->depth = 0;
}

void matcher_settle(matcher *m) {
  int used = STEP_BATCH - m->credit;
  m->credit = STEP_BATCH;
  meter_charge(m->L, used);
}

/* ---- single items ---- */

static inline int in_class(int c, int letter) {
  int in;
  switch (tolower(letter)) {
    case 'a': in = isalpha(c); break;
    case 'c': in = iscntrl(c); break;
    case 'd': in = isdigit(c); break;
    case 'g': in = isgraph(c); break;
    case 'l': in = islower(c); break;
    case 'p': in = ispunct(c); break;
    case 's': in = isspace(c); break;
    case 'u': in = isupper(c); break;
    case 'w': in = isalnum(c); break;
    case 'x': in = isxdigit(c); break;
    default: return letter == c;
  }
  return isupper(letter) ? !in : in != 0;
}

/* Where the item that starts at `p` ends: a character, an escape, or a set in brackets. */
static const char *item_end(matcher *m, const char *p) {
  if (p == m->pattern_end) luaL_error(m->L, "malformed pattern (ends with '%%')");
  char first = *p++;
  if (first == ESCAPE) {
    if (p == m->pattern_end) luaL_error(m->L, "malformed pattern (ends with '%%')");
    return p + 1;
  }
  if (first != '[') return p;
  if (p - 1 == m->set) return m->set_end;
  if (p < m->pattern_end && *p == '^') p++;
  /* A bracket that comes first is a member of the set. */
  do {
    if (p == m->pattern_end) luaL_error(m->L, "malformed pattern (missing ']')");
    if (*p++ == ESCAPE) {
      if (p == m->pattern_end) luaL_error(m->L, "malformed pattern (missing ']')");
      p++;
    }
  } while (p == m->pattern_end || *p != ']');
  return p + 1;
}

/* `p` is at '[', `last` at the closing ']'. */
static int set_has(int c, const char *p, const char *last) {
  int found = 1;
  p++;
  if (*p == '^') {
    found = 0;
    p++;
  }
  for (; p < last; p++) {
    if (*p == ESCAPE) {
      p++;
      if (in_class(c, byte_at(p))) return found;
    } else if (p + 2 < last && p[1] == '-') {
      if (byte_at(p) <= c && c <= byte_at(p + 2)) return found;
      p += 2;
    } else if (byte_at(p) == c) {
      return found;
    }
  }
  return !found;
}

static void find_bits(matcher *m, const char *p, const char *last) {
  steps(m, (last - p) * 4);
  memset(m->set_bits, 0, sizeof m->set_bits);
  for (int c = 0; c < 256; c++)
    if (set_has(c, p, last)) m->set_bits[c >> 6] |= (uint64_t)1 << (c & 63);
}

/* Whether the set's bytes stand as bits: reading a set costs its length, so one that is asked again and
 * again is read once. */
static inline int has_bits(matcher *m, const char *p, const char *last) {
  if (m->set != p) {
    m->set = p;
    m->set_end = last + 1;
    m->set_uses = 0;
  }
  if (m->set_uses > SET_USES_BEFORE_BITS) return 1;
  if (m->set_uses++ < SET_USES_BEFORE_BITS) return 0;
  find_bits(m, p, last);
  return 1;
}

static inline int has_bit(const matcher *m, int c) { return m->set_bits[c >> 6] >> (c & 63) & 1; }

static int in_set(matcher *m, int c, const char *p, const char *last) {
  steps(m, (last - p) / 8);
  return has_bits(m, p, last) ? has_bit(m, c) : set_has(c, p, last);
}

static inline int item_matches(matcher *m, const char *s, const char *p, const char *end) {
  if (s >= m->subject_end) return 0;
  steps(m, 1);
  int c = byte_at(s);
  switch (*p) {
    case '.': return 1;
    case ESCAPE: return in_class(c, byte_at(p + 1));
    case '[': return in_set(m, c, p, end - 1);
    default: return byte_at(p) == c;
  }
}

/* How many bytes from `s` on match the item, counted as if each were tried by itself. The work of one
 * call is bounded by the subject, so it is charged when it is done. */
static ptrdiff_t span(matcher *m, const char *s, const char *p, const char *end) {
  const char *at = s, *subject_end = m->subject_end;
  int letter;
  switch (*p) {
    case '.': at = subject_end; break;
    case ESCAPE:
      letter = byte_at(p + 1);
      while (at < subject_end && in_class(byte_at(at), letter)) at++;
      break;
    case '[':
      while (at < subject_end && !has_bits(m, p, end - 1) && set_has(byte_at(at), p, end - 1)) at++;
      if (m->set_uses > SET_USES_BEFORE_BITS)
        while (at < subject_end && has_bit(m, byte_at(at))) at++;
      steps(m, (at - s + (at < subject_end)) * ((end - 1 - p) / 8));
      break;
    default:
      while (at < subject_end && *at == *p) at++;
      break;
  }
  steps(m, (at - s) + (at < subject_end));
  return at - s;
}

/* A plain byte or a class whose refusal ends an attempt; NULL for any other beginning of a pattern.
 * `*cost` gets the steps of an attempt that it refuses. */
static const char *first_item(const matcher *m, const char *p, int *cost) {
  *cost = 2; /* one for the item, one for the round that tries it */
  if (p < m->pattern_end && *p == '(') {
    p++;
    *cost = 3;
  }
  if (p == m->pattern_end || strchr(".()[$", *p) != NULL) return NULL;
  const char *end = p + 1;
  if (*p == ESCAPE) {
    if (end == m->pattern_end || *end == 'b' || *end == 'f' || isdigit(byte_at(end))) return NULL;
    end++;
  }
  if (end < m->pattern_end && (*end == '*' || *end == '?' || *end == '-')) return NULL;
  return p;
}

const char *matcher_skip(matcher *m, const char *s, const char *p) {
  int cost;
  const char *item = first_item(m, p, &cost), *at = s;
  if (item == NULL) return s;
  if (*item == ESCAPE) {
    int letter = byte_at(item + 1);
    while (at < m->subject_end && !in_class(byte_at(at), letter)) at++;
  } else {
    at = memchr(s, *item, (size_t)(m->subject_end - s));
    if (at == NULL) at = m->subject_end;
  }
  if (at > s) steps(m, (at - s) * cost);
  return at;
}

/* ---- composed items ---- */

static const char *run(matcher *m, const char *s, const char *p);

static const char *match_longest(matcher *m, const char *s, const char *p, const char *end) {
  ptrdiff_t longest = span(m, s, p, end);
  if (end + 2 == m->pattern_end && end[1] == '$') {
    /* Only the end of the subject will do: giving bytes back cannot help. Counted as if it were tried. */
    int at_end = s + longest == m->subject_end;
    steps(m, at_end ? 1 : longest + 1);
    return at_end ? m->subject_end : NULL;
  }
  for (ptrdiff_t count = longest; count >= 0; count--) {
    const char *rest = run(m, s + count, end + 1);
    if (rest != NULL) return rest;
  }
  return NULL;
}

/* X, where nothing but `X*$` may follow, as in `(.-)%s*$`; NULL for any other rest. `*cost` gets the steps
 * of an attempt that its first byte refuses. */
static const char *awaited(const matcher *m, const char *p, int *cost) {
  *cost = 3;
  if (p < m->pattern_end && *p == ')') {
    p++;
    *cost = 4;
  }
  if (p == m->pattern_end || strchr(".()[$", *p) != NULL) return NULL;
  const char *end = p + 1;
  if (*p == ESCAPE) {
    if (end == m->pattern_end || *end == 'b' || *end == 'f' || isdigit(byte_at(end))) return NULL;
    end++;
  }
  return m->pattern_end - end == 2 && end[0] == '*' && end[1] == '$' ? p : NULL;
}

static const char *match_shortest(matcher *m, const char *s, const char *p, const char *end) {
  int cost;
  const char *item = awaited(m, end + 1, &cost), *first = s;
  for (;; s++) {
    /* The first attempt is made in full: it finds what is wrong with the pattern. */
    if (item != NULL && s > first && s < m->subject_end &&
        !(*item == ESCAPE ? in_class(byte_at(s), byte_at(item + 1)) : *item == *s)) {
      steps(m, cost);
    } else {
      const char *rest = run(m, s, end + 1);
      if (rest != NULL) return rest;
    }
    if (!item_matches(m, s, p, end)) return NULL;
  }
}

static const char *open_capture(matcher *m, const char *s, const char *p, int kind) {
  if (m->level >= CAPTURES_MAX) luaL_error(m->L, "too many captures");
  m->captures[m->level].at = s;
  m->captures[m->level].length = kind;
  m->level++;
  const char *rest = run(m, s, p);
  if (rest == NULL) m->level--;
  return rest;
}

static const char *close_capture(matcher *m, const char *s, const char *p) {
  int open = m->level - 1;
  while (open >= 0 && m->captures[open].length != CAPTURE_OPEN) open--;
  if (open < 0) luaL_error(m->L, "invalid pattern capture");
  m->captures[open].length = s - m->captures[open].at;
  const char *rest = run(m, s, p);
  if (rest == NULL) m->captures[open].length = CAPTURE_OPEN;
  return rest;
}

/* %bxy: from x to the y that balances it. */
static const char *match_balance(matcher *m, const char *s, const char *p) {
  if (m->pattern_end - p < 2) luaL_error(m->L, "malformed pattern (missing arguments to '%%b')");
  if (s >= m->subject_end || *s != p[0]) return NULL;
  int64_t open = 1;
  for (const char *at = s + 1; at < m->subject_end; at++) {
    steps(m, 1);
    if (*at == p[1]) {
      if (--open == 0) return at + 1;
    } else if (*at == p[0]) {
      open++;
    }
  }
  return NULL;
}

static const char *match_back(matcher *m, const char *s, int digit) {
  int index = digit - '1';
  if (index < 0 || index >= m->level || m->captures[index].length == CAPTURE_OPEN)
    luaL_error(m->L, "invalid capture index %%%d", index + 1);
  /* A position capture has no text to repeat, and stock Lua never finds it either. */
  if (m->captures[index].length < 0) return NULL;
  size_t length = (size_t)m->captures[index].length;
  steps(m, 1 + (int64_t)(length / 64));
  if ((size_t)(m->subject_end - s) < length || memcmp(m->captures[index].at, s, length) != 0)
    return NULL;
  return s + length;
}

/* %f[set]: the border where the set begins; outside the subject there are zero bytes. */
static int at_frontier(matcher *m, const char *s, const char *p, const char *end) {
  int before = s == m->subject ? 0 : byte_at(s - 1);
  int after = s == m->subject_end ? 0 : byte_at(s);
  return !in_set(m, before, p, end - 1) && in_set(m, after, p, end - 1);
}

/* One item with its suffix. Sets *s and *p past it and returns 1 to go on, 0 to stop with *s. */
static int match_item(matcher *m, const char **s, const char **p) {
  const char *end = item_end(m, *p);
  char suffix = end < m->pattern_end ? *end : '\0';
  switch (suffix) {
    case '?':
      if (item_matches(m, *s, *p, end)) {
        const char *rest = run(m, *s + 1, end + 1);
        if (rest != NULL) {
          *s = rest;
          return 0;
        }
      }
      *p = end + 1;
      return 1;
    case '*': *s = match_longest(m, *s, *p, end); return 0;
    case '+':
      *s = item_matches(m, *s, *p, end) ? match_longest(m, *s + 1, *p, end) : NULL;
      return 0;
    case '-': *s = match_shortest(m, *s, *p, end); return 0;
    default:
      if (!item_matches(m, *s, *p, end)) {
        *s = NULL;
        return 0;
      }
      *s += 1;
      *p = end;
      return 1;
  }
}

/* The escapes that are more than a class: %b %f %0 … %9. Returns -1 when it is a class. */
static int match_escape(matcher *m, const char **s, const char **p) {
  char letter = *p + 1 < m->pattern_end ? (*p)[1] : '\0';
  if (letter == 'b') {
    *s = match_balance(m, *s, *p + 2);
    *p += 4;
  } else if (letter == 'f') {
    const char *set = *p + 2;
    if (set >= m->pattern_end || *set != '[')
      luaL_error(m->L, "missing '[' after '%%f' in pattern");
    const char *end = item_end(m, set);
    if (!at_frontier(m, *s, set, end)) *s = NULL;
    *p = end;
  } else if (isdigit((unsigned char)letter)) {
    *s = match_back(m, *s, letter);
    *p += 2;
  } else {
    return -1;
  }
  return *s != NULL;
}

static const char *run_deeper(matcher *m, const char *s, const char *p) {
  while (p != m->pattern_end) {
    steps(m, 1);
    int go_on = -1;
    if (*p == '(') {
      if (p + 1 < m->pattern_end && p[1] == ')') return open_capture(m, s, p + 2, CAPTURE_POSITION);
      return open_capture(m, s, p + 1, CAPTURE_OPEN);
    }
    if (*p == ')') return close_capture(m, s, p + 1);
    if (*p == '$' && p + 1 == m->pattern_end) return s == m->subject_end ? s : NULL;
    if (*p == ESCAPE) go_on = match_escape(m, &s, &p);
    if (go_on < 0) go_on = match_item(m, &s, &p);
    if (!go_on) return s;
  }
  return s;
}

static const char *run(matcher *m, const char *s, const char *p) {
  if (++m->depth > MATCH_DEPTH_MAX) luaL_error(m->L, "pattern too complex");
  const char *end = run_deeper(m, s, p);
  m->depth--;
  return end;
}

const char *matcher_run(matcher *m, const char *s, const char *p) { return run(m, s, p); }

/* ---- captures ---- */

void matcher_push(matcher *m, int index, const char *s, const char *e) {
  if (index >= m->level) {
    if (index != 0) luaL_error(m->L, "invalid capture index %%%d", index + 1);
    lua_pushlstring(m->L, s, (size_t)(e - s));
    return;
  }
  ptrdiff_t length = m->captures[index].length;
  if (length == CAPTURE_OPEN) luaL_error(m->L, "unfinished capture");
  if (length == CAPTURE_POSITION) {
    lua_pushinteger(m->L, m->captures[index].at - m->subject + 1);
  } else {
    lua_pushlstring(m->L, m->captures[index].at, (size_t)length);
  }
}

int matcher_push_all(matcher *m, const char *s, const char *e) {
  int count = m->level == 0 && s != NULL ? 1 : m->level;
  luaL_checkstack(m->L, count, "too many captures");
  for (int i = 0; i < count; i++) matcher_push(m, i, s, e);
  return count;
}
