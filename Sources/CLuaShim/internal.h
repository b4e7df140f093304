/* What the files of this target share. "May raise" means: only below a lua_pcall. */
#ifndef CLUASHIM_INTERNAL_H
#define CLUASHIM_INTERNAL_H

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

#include "CLuaShim.h"

enum {
  HOOK_INTERVAL = 1000,
  HOOK_INTERVAL_LEAST = 8,
  LARGE_TEXT = 64 << 10,      /* texts above make the hook fire more often */
  BLOCK_MAX = 8 << 20,        /* bytes in one block */
  TEXT_MAX = 4 << 20,         /* bytes a library function may build */
  SPREAD_MAX = 10000,         /* values that unpack, byte and codepoint may return */
  RESULT_MAX = 16 << 20,      /* bytes of one flat value */
  DEPTH_MAX = 32,             /* tables inside tables in a flat value */
  REFUSALS_MAX = 64,          /* emergency collections in one call */
  FRAMES_MAX = 32,
  NAME_MAX_BYTES = 64,
  MESSAGE_MAX = 8 << 10,
  LOG_BYTES_MAX = 256 << 10,  /* printed in one call */
  FILE_BYTES_MAX = 64 << 10,
  PLUGIN_BYTES_MAX = 256 << 10,
  SUFFIXES_MAX = 100,
  NESTING_MAX = 100
};

struct shim_buffer {
  uint8_t *data;
  size_t size, capacity;
  int failed; /* the process is out of memory */
};

typedef struct {
  char file[NAME_MAX_BYTES];
  int line;
  char name[NAME_MAX_BYTES];
} frame;

typedef struct {
  int kind, line, column, frame_count;
  char file[NAME_MAX_BYTES];
  char code[NAME_MAX_BYTES];
  shim_buffer message;
  frame frames[FRAMES_MAX];
} failure;

/* A record handle's fields and, during a call, its contents. */
typedef struct {
  char *name;
  char **names; /* field names in slot order */
  int count, words;
  int *sorted; /* slots in the order of their names' bytes */
  uint64_t *reads;
  const shim_slot *slots;
  const uint8_t *bytes;
  int alive, cached;
  int handle; /* registry reference of the userdata */
} layout;

typedef struct {
  char name[NAME_MAX_BYTES];
  int line_count;
  uint8_t *lines;
} covered_file;

typedef struct {
  const char *name;
  size_t name_length;
  const char *bytes;
  size_t length;
} source;

struct shim_machine {
  lua_State *L;
  shim_host_function host;
  void *context;
  int busy, loading, coverage;
  int calls_in_flight;
  /* instructions: spent = finished intervals and charges; the running interval comes on top */
  int64_t limit, spent;
  int interval, armed;
  ptrdiff_t count_offset; /* of the private hook counter in lua_State; 0 = not found */
  int fatal;              /* a kind, sticky until the call ends */
  /* wall clock */
  int64_t started, paused, wall_limit, since_clock;
  /* memory */
  int64_t memory, memory_peak, memory_limit;
  int64_t largest_text; /* ever made in this machine */
  int exempt, refusals;
  size_t state_bytes;
  int64_t allocations, fail_first;
  int fail_once;
  /* host calls */
  const uint64_t *refused;
  int refused_words;
  char **functions; /* full names, by number */
  int function_count;
  shim_buffer arguments, reply, result, failure_flat;
  int64_t logged;
  uint64_t random[2];
  /* the kind of the error that is on its way, known by its text's address; the registry holds the
   * text, so that no other text comes to lie there once a script has caught and dropped it */
  int raised_kind;
  const void *raised_text;
  int raised; /* where in the registry */
  char raised_code[NAME_MAX_BYTES];
  failure failure;
  layout **layouts;
  int layout_count;
  covered_file *files;
  int file_count;
  /* during a load */
  source *sources;
  int source_count;
  int pins, modules, hidden_globals; /* registry references of tables */
};

static inline shim_machine *machine_of(lua_State *L) {
  return *(shim_machine **)lua_getextraspace(L);
}

/* meter.c */
void *meter_alloc(void *ud, void *block, size_t old_size, size_t new_size);
void meter_find_counter(lua_State *L);              /* may raise */
void meter_begin(shim_machine *m, const shim_limits *limits);
int meter_end(shim_machine *m, shim_meters *meters);
int64_t meter_spent(const shim_machine *m);
void meter_charge(lua_State *L, int64_t work);      /* may raise */
int meter_fatal(lua_State *L, int kind);            /* always raises */
int64_t clock_now(void);

/* failure.c */
int failure_handler(lua_State *L);                  /* the message handler of every entry */
void failure_frames(lua_State *L, int level);
void failure_reset(shim_machine *m);
void failure_set(shim_machine *m, int kind, const char *message);
int raise_kind(lua_State *L, int kind, const char *format, ...); /* always raises */
int raise_text(lua_State *L, int kind);             /* raises the text on the top of the stack */
int raise_known(lua_State *L, int kind);            /* the same, without the place before it */

/* flat.c */
void flat_encode(lua_State *L, int index, shim_buffer *out, int kind, const char *what); /* may raise */
const uint8_t *flat_decode(lua_State *L, const uint8_t *at, const uint8_t *end, int frozen); /* may raise */
void buffer_reset(shim_buffer *buffer);
void buffer_free(shim_buffer *buffer);
void buffer_tag(shim_buffer *b, uint8_t tag);
void buffer_u32(shim_buffer *b, uint32_t word);
void buffer_integer(shim_buffer *b, int64_t value);
void buffer_text(shim_buffer *b, const void *text, size_t length);
void buffer_field(shim_buffer *b, const char *key);

/* frozen.c */
void frozen_wrap(lua_State *L);                     /* may raise; table on top -> its read-only face */
void frozen_face(lua_State *L, lua_CFunction refuse); /* may raise */
int frozen_open(lua_State *L, int index);           /* pushes the real table, or nothing and returns 0 */
void check_readable_table(lua_State *L, int index); /* may raise; replaces a face by the real table */
void check_writable_table(lua_State *L, int index); /* may raise */

/* keys.c: the order of pairs */
typedef struct {
  int rank; /* 0 integer, 1 float, 2 text, 3 boolean */
  uint32_t position;
  union {
    lua_Integer integer;
    lua_Number number;
    struct {
      const char *text;
      size_t length;
    } text;
  } of;
} sort_key;
void key_read(lua_State *L, int index, sort_key *key); /* may raise */
int key_compare(const sort_key *left, const sort_key *right);
int keys_pairs(lua_State *L); /* pairs */
int keys_next(lua_State *L);  /* next */

/* record.c */
void record_add(lua_State *L, int table, int *number); /* may raise */
int record_pairs(lua_State *L, layout *y);          /* may raise */
layout *record_at(lua_State *L, int index);

/* host.c */
void host_push(lua_State *L, const char *group, const char *name, int number); /* may raise */
int host_call(lua_State *L);
void host_print(lua_State *L, const char *text, size_t length); /* may raise */

/* text.c: building text below Lua */
typedef struct {
  lua_State *L;
  char *data;
  size_t size, capacity;
  int slot;
  char local[256];
} text;
void text_begin(lua_State *L, text *t);             /* may raise; takes one stack slot */
char *text_room(text *t, size_t length);            /* may raise */
void text_add(text *t, const char *bytes, size_t length);
void text_push(text *t);
const char *plain_text(lua_State *L, int index, size_t *length); /* pushes tostring(value) */

/* sandbox */
void sandbox_open(lua_State *L);                    /* may raise */
void sandbox_seal(lua_State *L);                    /* may raise: globals are read-only from now on */
void sandbox_unseal(lua_State *L);                  /* may raise */
void base_open(lua_State *L, int globals);
void string_open(lua_State *L, int globals);
void pattern_open(lua_State *L, int library);
void table_open(lua_State *L, int globals);
void number_open(lua_State *L, int globals);        /* math and utf8 */
int random_call(lua_State *L);
void set_function(lua_State *L, int table, const char *name, lua_CFunction function);
void take_functions(lua_State *L, int from, int to, const char *const *names);

/* source.c */
typedef struct {
  const char *problem;
  int line, column;
} source_problem;
int is_utf8(const char *bytes, size_t length);
int source_check(const char *bytes, size_t length, source_problem *problem);

/* load.c */
int load_require(lua_State *L);
int load_run(lua_State *L);                         /* the protected part of shim_load */
int load_add_module(lua_State *L, int table);       /* may raise */
typedef struct {
  const uint8_t *flat;
  size_t length;
  const char *main_name;
} load_request;

/* coverage.c */
void coverage_add(lua_State *L, const char *name);  /* may raise; the chunk is on top */
void coverage_line(lua_State *L, lua_Debug *ar);

#endif
