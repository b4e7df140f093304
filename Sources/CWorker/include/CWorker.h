/* A child process that runs plugins: how it is started, what it gives up, and how frames pass.
 * Nothing here knows Lua. */
#ifndef CWORKER_H
#define CWORKER_H

#include <stddef.h>
#include <stdint.h>

/* The descriptor of the channel in the child. */
#define WORKER_CHANNEL 3

/* ---- starting and ending ---- */

/* Starts `executable` with one argument. The child has /dev/null for its three streams, one end of the
 * channel as descriptor 3, no other descriptor, no environment, and a process group of its own.
 * Returns 0 or an errno. */
int32_t worker_start(
    const char *_Nonnull executable, const char *_Nonnull argument, int32_t *_Nonnull process,
    int32_t *_Nonnull channel);
/* Ends the child at once and takes its status away; the signal that ended it before, or 0. */
int32_t worker_end(int32_t process);

/* ---- the channel ---- */

enum { WORKER_OK = 0, WORKER_CLOSED, WORKER_TIMED_OUT, WORKER_TOO_LARGE, WORKER_NO_MEMORY };

typedef struct worker_channel worker_channel;

/* Takes the descriptor over; NULL when the process is out of memory. */
worker_channel *_Nullable worker_channel_open(int32_t descriptor);
void worker_channel_close(worker_channel *_Nonnull channel);

/* `timeout` in nanoseconds is lowered by the time that passed; a negative one waits for ever. */
int32_t worker_send(
    worker_channel *_Nonnull channel, uint32_t kind, const uint8_t *_Nullable bytes, size_t length,
    int64_t *_Nonnull timeout);
/* The bytes stay until the next receive. A frame above `limit` bytes is WORKER_TOO_LARGE. */
int32_t worker_receive(
    worker_channel *_Nonnull channel, size_t limit, uint32_t *_Nonnull kind,
    const uint8_t *_Nullable *_Nonnull bytes, size_t *_Nonnull length, int64_t *_Nonnull timeout);

/* ---- what the child gives up ---- */

typedef struct {
  int32_t no_new_privileges; /* 1 = held */
  int32_t limits;            /* 1 = set */
  int32_t landlock;          /* the kernel's level, 0 = the kernel has none */
  int32_t seccomp;           /* 1 = the filter holds */
} worker_confinement;

/* Gives up files, processes, sockets and privileges for good. */
worker_confinement worker_confine(void);
/* Address space: what the process had when it was confined, and this much more. */
int32_t worker_limit_memory(int64_t more);
/* Processor seconds from now until the kernel ends the process. */
int32_t worker_limit_processor(int64_t seconds);

/* Tries what a confined process must not be able to do. */
enum {
  WORKER_TRY_OPEN = 0,   /* read a file */
  WORKER_TRY_LIST,       /* read a folder */
  WORKER_TRY_SOCKET,
  WORKER_TRY_FORK,
  WORKER_TRY_EXEC,
  WORKER_TRY_CODE,       /* memory that can be run */
  WORKER_TRY_MEMORY,     /* as much as `argument` says */
  WORKER_TRY_DESCRIPTORS /* how many descriptors are open */
};
/* 0 = it could (descriptors: their number), else the errno. The kernel may end the process instead. */
int32_t worker_try(int32_t act, int64_t argument);

#endif
