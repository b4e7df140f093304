/* A C program that calls a Lua function as plainly as it can: the yardstick for PluginHost.

   No sandbox, no budget, no read log, no decision record. One state, the standard libraries, one
   reference to the function, one prebuilt `ctx` table, `lua_pcall` without a message handler. */
#ifndef CPLAINLUA_H
#define CPLAINLUA_H

#include <stddef.h>
#include <stdint.h>

typedef struct plain_host plain_host;

/* One field of a record. `text` is NULL for an integer, and `absent` reads as nil. */
typedef struct {
  const char *name;
  const char *text;
  size_t length;
  int64_t integer;
  int32_t absent;
} plain_field;

/* How the record reaches Lua. */
typedef enum {
  PLAIN_USERDATA, /* one reused userdata, `__index` in C over an array of fields */
  PLAIN_FILLED,   /* the same, the handle's slots filled anew for each call, texts by pointer */
  PLAIN_TABLE     /* a new table a call, every field set */
} plain_shape;

/* Runs a chunk that returns a table of hooks, and keeps `hook` of it. NULL when anything fails.
   `large_amount` becomes `ctx.settings.large_amount`. */
plain_host *plain_open(const char *chunk, size_t length, const char *hook, int64_t large_amount);

void plain_close(plain_host *host);

/* Calls the function `calls` times on the record and reads `unit` and `because` of each answer.
   Returns the bytes of all units read, so that the work cannot be left out; -1 when a call fails. */
int64_t plain_route(plain_host *host, plain_shape shape, const plain_field *fields, int32_t count,
                    int64_t calls);

#endif
