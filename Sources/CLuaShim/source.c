/* What a file must be before Lua's own parser sees it: valid UTF-8, bounded suffix chains (looking for
 * a variable's name in an error takes Lua 5.4.4 seconds on long ones) and bounded nesting. */
#include <ctype.h>
#include <string.h>

#include "internal.h"

typedef struct {
  const unsigned char *at, *end, *line_start;
  int line;
  source_problem *problem;
} scanner;

static int found(scanner *s, const unsigned char *at, const char *problem) {
  s->problem->problem = problem;
  s->problem->line = s->line;
  s->problem->column = (int)(at - s->line_start) + 1;
  return 0;
}

/* Length of the UTF-8 sequence at `p`, 0 when it is none (too long, surrogate, beyond U+10FFFF). */
static size_t sequence(const unsigned char *p, const unsigned char *end) {
  size_t length = *p < 0x80 ? 1 : *p < 0xC2 ? 0 : *p < 0xE0 ? 2 : *p < 0xF0 ? 3 : *p < 0xF5 ? 4 : 0;
  if (length == 0 || (size_t)(end - p) < length) return 0;
  for (size_t i = 1; i < length; i++)
    if ((p[i] & 0xC0) != 0x80) return 0;
  if ((*p == 0xE0 && p[1] < 0xA0) || (*p == 0xED && p[1] > 0x9F)) return 0;
  if ((*p == 0xF0 && p[1] < 0x90) || (*p == 0xF4 && p[1] > 0x8F)) return 0;
  return length;
}

int is_utf8(const char *bytes, size_t length) {
  const unsigned char *p = (const unsigned char *)bytes, *end = p + length;
  while (p < end) {
    uint64_t eight;
    if (end - p >= 8 && (memcpy(&eight, p, 8), (eight & UINT64_C(0x8080808080808080)) == 0)) {
      p += 8;
      continue;
    }
    size_t step = sequence(p, end);
    if (step == 0) return 0;
    p += step;
  }
  return 1;
}

static int check_text(scanner *s) {
  for (const unsigned char *p = s->at; p < s->end;) {
    size_t length = sequence(p, s->end);
    if (length == 0) return found(s, p, "the file is not valid UTF-8");
    if (*p == '\0') return found(s, p, "the file contains a zero byte");
    if (*p == '\n') {
      s->line++;
      s->line_start = p + 1;
    }
    p += length;
  }
  return 1;
}

/* Steps over one byte and counts lines. */
static void step(scanner *s) {
  if (*s->at == '\n') {
    s->line++;
    s->line_start = s->at + 1;
  }
  s->at++;
}

static int next_is(const scanner *s, size_t offset, char c) {
  return (size_t)(s->end - s->at) > offset && s->at[offset] == (unsigned char)c;
}

/* At '[': the level of a long bracket, -1 when it is none. */
static int long_level(const scanner *s) {
  int level = 0;
  while (next_is(s, 1 + (size_t)level, '=')) level++;
  return next_is(s, 1 + (size_t)level, '[') ? level : -1;
}

static void skip_long(scanner *s, int level) {
  for (int i = 0; i < level + 2; i++) step(s);
  for (; s->at < s->end; step(s)) {
    if (*s->at != ']') continue;
    int equals = 0;
    while (next_is(s, 1 + (size_t)equals, '=')) equals++;
    if (equals == level && next_is(s, 1 + (size_t)level, ']')) {
      for (int i = 0; i < level + 2; i++) step(s);
      return;
    }
  }
}

static void skip_quoted(scanner *s) {
  unsigned char quote = *s->at;
  step(s);
  while (s->at < s->end && *s->at != quote && *s->at != '\n') {
    if (*s->at == '\\' && s->at + 1 < s->end) step(s);
    step(s);
  }
  if (s->at < s->end) step(s);
}

static void skip_comment(scanner *s) {
  s->at += 2;
  int level = next_is(s, 0, '[') ? long_level(s) : -1;
  if (level >= 0) {
    skip_long(s, level);
  } else {
    while (s->at < s->end && *s->at != '\n') s->at++;
  }
}

static int is_name_byte(unsigned char c) { return isalnum(c) || c == '_'; }

/* A keyword ends an expression, except the three that are values. */
static int is_operand(const unsigned char *word, size_t length) {
  static const char *const breaks[] = {"and", "break", "do",     "else",  "elseif", "end",   "for",
                                       "function", "goto", "if", "in",    "local",  "not",   "or",
                                       "repeat",   "return", "then", "until", "while", NULL};
  for (int i = 0; breaks[i] != NULL; i++)
    if (strlen(breaks[i]) == length && memcmp(breaks[i], word, length) == 0) return 0;
  return 1;
}

typedef struct {
  int suffixes[NESTING_MAX + 1];
  char grouping[NESTING_MAX + 1];
  int depth;
  int after_operand; /* a bracket that follows here is a suffix */
} chain;

static int add_suffix(scanner *s, chain *c) {
  if (++c->suffixes[c->depth] <= SUFFIXES_MAX) return 1;
  return found(s, s->at, "more than 100 suffixes ('.', '[', ':' or a call) in one expression");
}

static int open_bracket(scanner *s, chain *c) {
  int is_suffix = c->after_operand && *s->at != '{';
  if (is_suffix && !add_suffix(s, c)) return 0;
  if (c->depth == NESTING_MAX) return found(s, s->at, "more than 100 brackets inside each other");
  if (!is_suffix) c->suffixes[c->depth] = 0;
  c->depth++;
  c->suffixes[c->depth] = 0;
  c->grouping[c->depth] = !is_suffix && *s->at == '(';
  c->after_operand = 0;
  step(s);
  return 1;
}

static void close_bracket(scanner *s, chain *c) {
  if (c->depth > 0) {
    /* (a.b.c).d is one chain to Lua. */
    int inner = c->grouping[c->depth] ? c->suffixes[c->depth] : 0;
    c->depth--;
    c->suffixes[c->depth] += inner;
  }
  c->after_operand = 1;
  step(s);
}

static void scan_word(scanner *s, chain *c) {
  const unsigned char *word = s->at;
  while (s->at < s->end && (is_name_byte(*s->at) || *s->at >= 0x80)) s->at++;
  int operand = is_operand(word, (size_t)(s->at - word));
  if (!operand || c->after_operand) c->suffixes[c->depth] = 0;
  c->after_operand = operand;
}

static int scan_symbol(scanner *s, chain *c) {
  unsigned char first = *s->at;
  if (strchr("([{", first) != NULL) return open_bracket(s, c);
  if (strchr(")]}", first) != NULL) {
    close_bracket(s, c);
    return 1;
  }
  int is_dot = first == '.' && !next_is(s, 1, '.');
  int is_colon = first == ':' && !next_is(s, 1, ':');
  if (c->after_operand && (is_dot || is_colon)) {
    if (!add_suffix(s, c)) return 0;
    step(s);
    /* The name after it belongs to the suffix. */
    while (s->at < s->end && isspace(*s->at)) step(s);
    while (s->at < s->end && is_name_byte(*s->at)) s->at++;
    c->after_operand = 1;
    return 1;
  }
  while (s->at < s->end && (*s->at == '.' || *s->at == ':')) s->at++;
  if (first != '.' && first != ':') step(s);
  c->suffixes[c->depth] = 0;
  c->after_operand = 0;
  return 1;
}

static int scan_token(scanner *s, chain *c) {
  unsigned char first = *s->at;
  if (isspace(first)) {
    step(s);
  } else if (first == '-' && next_is(s, 1, '-')) {
    skip_comment(s);
  } else if (first == '"' || first == '\'') {
    skip_quoted(s);
    c->after_operand = 1;
  } else if (first == '[' && long_level(s) >= 0) {
    skip_long(s, long_level(s));
    c->after_operand = 1;
  } else if (is_name_byte(first) || first >= 0x80) {
    scan_word(s, c);
  } else {
    return scan_symbol(s, c);
  }
  return 1;
}

int source_check(const char *bytes, size_t length, source_problem *problem) {
  const unsigned char *start = (const unsigned char *)bytes;
  scanner text = {start, start + length, start, 1, problem};
  if (!check_text(&text)) return 0;
  scanner s = {start, start + length, start, 1, problem};
  chain c = {{0}, {0}, 0, 0};
  while (s.at < s.end)
    if (!scan_token(&s, &c)) return 0;
  return 1;
}
