/* The whole surface between Swift and Lua.
 *
 * Rules of this border:
 * - Every call of the Lua C API that may raise runs below a lua_pcall inside this target. Nothing here
 *   calls Swift with an error pending, and no Swift frame is ever crossed by a longjmp.
 * - Swift never sees a lua_State: `shim_machine` is opaque, arguments and answers are flat buffers.
 */
#ifndef CLUASHIM_H
#define CLUASHIM_H

#include <stddef.h>
#include <stdint.h>

typedef struct shim_machine shim_machine;

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

#endif
