/* The four meters: instructions, charged C work, memory, wall clock. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "internal.h"

int64_t clock_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static int allocation_refused(shim_machine *m, size_t old_size, size_t new_size) {
  if (new_size <= old_size) return 0;
  m->allocations++;
  if (m->fail_first > 0) {
    if (m->allocations == m->fail_first) return 1;
    if (m->allocations > m->fail_first && !m->fail_once) return 1;
  }
  if (m->exempt > 0) return 0;
  if (new_size > BLOCK_MAX) return 1;
  if (m->memory + (int64_t)(new_size - old_size) > m->memory_limit) return 1;
  return m->refusals > REFUSALS_MAX;
}

static void arm(shim_machine *m, int64_t left);
static int counter_left(const shim_machine *m);

/* An instruction that converts or compares text takes time in its length, and no hook runs in it. So
 * the longer the longest text, the shorter the interval at which the clock is looked at. */
static void note_text(shim_machine *m, int64_t size) {
  m->spent += size / 64;
  if (size <= m->largest_text) return;
  m->largest_text = size;
  if (size > LARGE_TEXT && m->armed && m->count_offset != 0 && m->fatal == SHIM_OK)
    arm(m, m->limit - meter_spent(m) + 1);
}

static int hook_interval(const shim_machine *m) {
  if (m->largest_text <= LARGE_TEXT) return HOOK_INTERVAL;
  int64_t interval = (int64_t)HOOK_INTERVAL * LARGE_TEXT / m->largest_text;
  return interval < HOOK_INTERVAL_LEAST ? HOOK_INTERVAL_LEAST : (int)interval;
}

/* Strings of more than 40 bytes are charged here, so that a loop that only concatenates pays for what
 * it copies. Short strings, tables and the stack are not: whether they need a new block depends on
 * earlier calls, and the count of instructions must not. */
void *meter_alloc(void *ud, void *block, size_t old_size, size_t new_size) {
  shim_machine *m = ud;
  size_t held = block == NULL ? 0 : old_size;
  if (new_size == 0) {
    m->memory -= (int64_t)held;
    free(block);
    return NULL;
  }
  if (allocation_refused(m, held, new_size)) {
    m->refusals++;
    return NULL;
  }
  void *fresh = realloc(block, new_size);
  if (fresh == NULL) return NULL;
  if (block == NULL && old_size == LUA_TTHREAD && m->state_bytes == 0) m->state_bytes = new_size;
  m->memory += (int64_t)new_size - (int64_t)held;
  if (m->memory > m->memory_peak) m->memory_peak = m->memory;
  if (block == NULL && old_size == LUA_TSTRING && new_size > 72) note_text(m, (int64_t)new_size);
  return fresh;
}

static int counter_left(const shim_machine *m) {
  int left;
  memcpy(&left, (const char *)m->L + m->count_offset, sizeof left);
  return left;
}

int64_t meter_spent(const shim_machine *m) {
  if (!m->armed || m->count_offset == 0) return m->spent;
  return m->spent + (m->interval - counter_left(m));
}

static void on_hook(lua_State *L, lua_Debug *ar);

/* Starts a new interval; what the running one has used is kept. */
static void arm(shim_machine *m, int64_t left) {
  if (m->armed && m->count_offset != 0) m->spent += m->interval - counter_left(m);
  int most = hook_interval(m);
  m->interval = left < 1 ? 1 : left < most ? (int)left : most;
  m->armed = 1;
  lua_sethook(m->L, on_hook, LUA_MASKCOUNT | (m->coverage ? LUA_MASKLINE : 0), m->interval);
}

/* Spent for good: from now on every instruction raises, and pcall passes it on. */
int meter_fatal(lua_State *L, int kind) {
  shim_machine *m = machine_of(L);
  if (m->fatal == SHIM_OK) {
    m->fatal = kind;
    failure_frames(L, 0);
    arm(m, 1);
  }
  lua_pushlightuserdata(L, m);
  return lua_error(L);
}

static int wall_passed(shim_machine *m) {
  m->since_clock = 0;
  return clock_now() - m->started - m->paused > m->wall_limit;
}

static void on_hook(lua_State *L, lua_Debug *ar) {
  shim_machine *m = machine_of(L);
  if (ar->event == LUA_HOOKLINE) {
    coverage_line(L, ar);
    return;
  }
  /* Lua has just begun the next interval of the same length. */
  m->spent += m->interval;
  if (m->fatal != SHIM_OK) meter_fatal(L, m->fatal);
  if (m->spent > m->limit) meter_fatal(L, SHIM_INSTRUCTIONS);
  if (wall_passed(m)) meter_fatal(L, SHIM_WALL_CLOCK);
  int64_t left = m->limit - m->spent + 1;
  if (left < m->interval || m->interval != hook_interval(m)) arm(m, left);
}

void meter_charge(lua_State *L, int64_t work) {
  shim_machine *m = machine_of(L);
  if (work <= 0) return;
  if (work > INT64_MAX / 4) work = INT64_MAX / 4;
  if (m->fatal != SHIM_OK) meter_fatal(L, m->fatal);
  m->spent += work;
  int64_t left = m->limit - meter_spent(m) + 1;
  if (left <= 0) {
    /* What was refused was not done: the meter stops one past the limit. */
    m->spent += left;
    meter_fatal(L, SHIM_INSTRUCTIONS);
  }
  m->since_clock += work;
  if (m->since_clock > 100000 && wall_passed(m)) meter_fatal(L, SHIM_WALL_CLOCK);
  if (m->armed && m->count_offset != 0 && left < counter_left(m)) arm(m, left);
}

void meter_begin(shim_machine *m, const shim_limits *limits) {
  m->limit = limits->instructions;
  m->memory_limit = limits->memory_bytes;
  m->wall_limit = limits->wall_nanoseconds;
  m->refused = limits->refused;
  m->refused_words = limits->refused_words;
  m->random[0] = limits->seed;
  m->random[1] = 0;
  m->spent = m->paused = m->since_clock = m->logged = 0;
  m->armed = m->refusals = 0;
  m->fatal = SHIM_OK;
  m->raised_text = NULL;
  m->memory_peak = m->memory;
  m->started = clock_now();
  arm(m, m->limit + 1);
}

/* 1 when the call has used more than it may, even if it ended before anything could stop it. */
int meter_end(shim_machine *m, shim_meters *meters) {
  int64_t spent = meter_spent(m);
  meters->instructions = spent > m->limit ? m->limit : spent;
  meters->memory_peak = m->memory_peak;
  meters->wall_nanoseconds = clock_now() - m->started - m->paused;
  lua_sethook(m->L, NULL, 0, 0);
  m->armed = 0;
  m->refused = NULL;
  return spent > m->limit;
}

/* Lua offers no way to read how far the running interval is, but the counter lies in lua_State as a
 * plain int beside its start value. It is found by its contents, only ever read, and when it is not
 * found counts are exact to one interval. */
void meter_find_counter(lua_State *L) {
  shim_machine *m = machine_of(L);
  enum { MARK = 0x2f5a7c31, SEEN_MAX = 4 };
  const char *base = (const char *)L;
  ptrdiff_t seen[SEEN_MAX];
  int count = 0;
  size_t span = m->state_bytes < 320 ? m->state_bytes : 320;
  if (luaL_loadbufferx(L, "local a = 1 local b = a return b", 32, "=probe", "t") != LUA_OK)
    lua_error(L);
  lua_sethook(L, on_hook, LUA_MASKCOUNT, MARK);
  for (size_t at = 0; at + sizeof(int) <= span && count < SEEN_MAX; at += sizeof(int)) {
    int word;
    memcpy(&word, base + at, sizeof word);
    if (word == MARK) seen[count++] = (ptrdiff_t)at;
  }
  lua_call(L, 0, 0);
  int moved = 0;
  ptrdiff_t offset = 0;
  for (int i = 0; i < count; i++) {
    int word;
    memcpy(&word, base + seen[i], sizeof word);
    if (word < MARK && word > MARK - 16) {
      offset = seen[i];
      moved++;
    }
  }
  lua_sethook(L, NULL, 0, 0);
  m->count_offset = count == 2 && moved == 1 ? offset : 0;
}
