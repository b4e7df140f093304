/* The pattern matcher of the sandbox: Lua 5.4's patterns, every step counted. */
#ifndef CLUASHIM_MATCHER_H
#define CLUASHIM_MATCHER_H

#include "internal.h"

enum { SET_USES_BEFORE_BITS = 16 };
enum { CAPTURES_MAX = 32, MATCH_DEPTH_MAX = 200, STEP_BATCH = 256 };
enum { CAPTURE_OPEN = -1, CAPTURE_POSITION = -2 };

typedef struct {
  lua_State *L;
  const char *subject, *subject_end;
  const char *pattern_end;
  int depth, credit;
  int level; /* captures so far, open or closed */
  /* The set that was looked at last, where it ends, how often, and its bytes as bits once that pays. */
  const char *set, *set_end;
  int set_uses;
  uint64_t set_bits[4];
  struct {
    const char *at;
    ptrdiff_t length;
  } captures[CAPTURES_MAX];
} matcher;

void matcher_begin(matcher *m, lua_State *L, const char *subject, size_t subject_length,
                   const char *pattern, size_t pattern_length);
/* Forgets the captures of the last attempt. */
void matcher_again(matcher *m);
/* Where the match that starts at `s` ends, NULL when there is none. May raise. */
const char *matcher_run(matcher *m, const char *s, const char *p);
/* The next place from `s` on where a match may begin, passing over those that the pattern's first item
 * refuses; counted as if each had been tried. May raise. */
const char *matcher_skip(matcher *m, const char *s, const char *p);
/* Charges the steps that are not charged yet. */
void matcher_settle(matcher *m);
/* Pushes capture `index`, or the whole match for 0 when there are none. */
void matcher_push(matcher *m, int index, const char *s, const char *e);
/* Pushes all captures, or the whole match when there are none and `s` is given; returns how many. */
int matcher_push_all(matcher *m, const char *s, const char *e);

#endif
