/* The whole surface between Swift and Lua.
 *
 * Rules of this border:
 * - Every call of the Lua C API that may raise runs below a lua_pcall inside this target. Nothing here
 *   calls Swift with an error pending, and no Swift frame is ever crossed by a longjmp.
 * - Swift never sees a lua_State: `shim_machine` is opaque, arguments and answers are flat buffers
 *   (flat.c describes the format; FlatEncoder.swift and FlatDecoder.swift are its other side).
 */
#ifndef CLUASHIM_H
#define CLUASHIM_H

#include <stddef.h>
#include <stdint.h>

typedef struct shim_machine shim_machine;

/* Why a load or a call failed; LuaFailure.Kind in the same order (FailureReading.swift). */
enum {
  SHIM_OK = 0,
  SHIM_SYNTAX,
  SHIM_RUNTIME,
  SHIM_RAISED,
  SHIM_INSTRUCTIONS,
  SHIM_MEMORY,
  SHIM_WALL_CLOCK,
  SHIM_SOURCE_LIMIT,
  SHIM_BAD_RESULT,
  SHIM_DEAD_HANDLE,
  SHIM_UNKNOWN_FIELD,
  SHIM_NOT_PERMITTED,
  SHIM_HOST_FUNCTION,
  SHIM_MODULE_NOT_FOUND,
  SHIM_BAD_EXPORTS,
  SHIM_INTERNAL
};

/* What a slot of a record holds. */
enum {
  SHIM_SLOT_NIL = 0,
  SHIM_SLOT_FALSE,
  SHIM_SLOT_TRUE,
  SHIM_SLOT_INTEGER,
  SHIM_SLOT_NUMBER,
  SHIM_SLOT_TEXT,    /* payload = offset into the record's bytes, length */
  SHIM_SLOT_ENCODED, /* the same, a value in the flat format */
  SHIM_SLOT_PINNED   /* payload = the pin's number */
};

typedef struct {
  int32_t kind;
  uint32_t length;
  int64_t payload; /* integer, bits of a double, offset or pin */
} shim_slot;

/* An argument of a call. */
enum { SHIM_ARGUMENT_RECORD = 0, SHIM_ARGUMENT_ENCODED, SHIM_ARGUMENT_PINNED };

typedef struct {
  int32_t kind;
  int32_t number; /* the layout or the pin */
  const shim_slot *_Nullable slots;
  const uint8_t *_Nullable bytes;
  size_t length;
} shim_argument;

/* What a load or a call may use. */
typedef struct {
  int64_t instructions;
  int64_t memory_bytes;
  int64_t wall_nanoseconds;
  uint64_t seed;
  const uint64_t *_Nullable refused; /* a bit set = host function refused; NULL = none */
  int32_t refused_words;
} shim_limits;

/* What it used. */
typedef struct {
  int64_t instructions;
  int64_t memory_peak;
  int64_t wall_nanoseconds;
} shim_meters;

/* A growing array of bytes owned by the machine. */
typedef struct shim_buffer shim_buffer;
void shim_buffer_append(shim_buffer *_Nonnull buffer, const void *_Nullable bytes, size_t length);

/* How Swift answers a host call: the value, or {message, code}, is in the reply buffer. */
typedef struct {
  int32_t is_error;
  int64_t cost;
} shim_host_answer;

/* `function` >= 0 calls that function; ~function asks for the sentence that refuses it;
 * SHIM_LOG_FUNCTION takes a printed line. */
#define SHIM_LOG_FUNCTION 0x40000000
typedef shim_host_answer (*shim_host_function)(
    void *_Nullable context, int32_t function, const uint8_t *_Nonnull arguments, size_t length,
    shim_buffer *_Nonnull reply);

/* NULL when the process is out of memory. */
shim_machine *_Nullable shim_new(
    shim_host_function _Nonnull host, void *_Nullable context, int32_t coverage);
void shim_close(shim_machine *_Nonnull machine);

/* Each returns SHIM_OK or a kind; then shim_failure tells more. */

/* {name = text, functions = {name = number}, constants = table} */
int32_t shim_add_module(shim_machine *_Nonnull machine, const uint8_t *_Nonnull flat, size_t length);
/* {name, fields = {…}, undeclared = {…}, builtins = {…}, functions = {name = number}};
 * *layout gets the layout's number. */
int32_t shim_add_layout(
    shim_machine *_Nonnull machine, const uint8_t *_Nonnull flat, size_t length,
    int32_t *_Nonnull layout);
/* One value; *pin gets its number. */
int32_t shim_pin(
    shim_machine *_Nonnull machine, const uint8_t *_Nonnull flat, size_t length,
    int32_t *_Nonnull pin);
/* {{name, bytes}, …}; the result is a list of {name, kind, reference, file, line}.
 * Without a main file's name the files are only compiled, and there is no result. */
int32_t shim_load(
    shim_machine *_Nonnull machine, const uint8_t *_Nonnull flat, size_t length,
    const char *_Nullable main_name, const shim_limits *_Nonnull limits,
    shim_meters *_Nonnull meters);
/* The result is two values, one after the other. */
int32_t shim_call(
    shim_machine *_Nonnull machine, int32_t function, const shim_argument *_Nullable arguments,
    int32_t count, const shim_limits *_Nonnull limits, shim_meters *_Nonnull meters);

/* Valid until the machine is used again. */
const uint8_t *_Nonnull shim_result(const shim_machine *_Nonnull machine, size_t *_Nonnull length);
/* {kind, message, code, file, line, column, frames = {{file, line, name}, …}} */
const uint8_t *_Nonnull shim_failure(shim_machine *_Nonnull machine, size_t *_Nonnull length);
/* Bit i = field i was read in the last call; shim_layout_words words. */
const uint64_t *_Nonnull shim_layout_reads(const shim_machine *_Nonnull machine, int32_t layout);
int32_t shim_layout_words(const shim_machine *_Nonnull machine, int32_t layout);

int32_t shim_argument_buffers(const shim_machine *_Nonnull machine);
int32_t shim_reply_buffers(const shim_machine *_Nonnull machine);
int32_t shim_calls_in_flight(const shim_machine *_Nonnull machine);

/* Lines of a loaded file: bit 0 = holds code, bit 1 = ran; NULL past the last file. */
const uint8_t *_Nullable shim_coverage(
    const shim_machine *_Nonnull machine, int32_t file, const char *_Nullable *_Nonnull name,
    int32_t *_Nonnull line_count);

const char *_Nonnull shim_lua_release(void);

/* ---- for tests ---- */

/* Allocation number `first` from now on and those after it are refused; 0 = none.
 * With `once`, only that one (an emergency collection may then save it). */
void shim_test_fail_allocations(shim_machine *_Nonnull machine, int64_t first, int32_t once);
int64_t shim_test_allocations(const shim_machine *_Nonnull machine);
/* Bytes the state holds now. */
int64_t shim_test_memory(const shim_machine *_Nonnull machine);
/* Walks everything a script can reach; names of values outside the allow list, one a line.
 * Returns how many objects were seen, -1 when out of memory. */
int32_t shim_test_reachable(shim_machine *_Nonnull machine);
/* Runs a chunk in a stock Lua with all libraries and returns tostring of its result in `out`;
 * returns the length, -1 on an error (its text is in `out`). */
int32_t shim_test_stock(
    const char *_Nonnull chunk, size_t length, char *_Nonnull out, size_t capacity);
/* 1 when exact instruction counts are available on this build of Lua. */
int32_t shim_test_counts_exactly(const shim_machine *_Nonnull machine);
/* As on a build where the counter is not found. */
void shim_test_forget_counter(shim_machine *_Nonnull machine);

#endif
