/* Frames: length of the contents (u32), kind (u32), contents. One write and, as a rule, one read each. */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#include "CWorker.h"

/* An answer mostly comes within LINGER. Waking a sleeping core takes longer than the answer itself, so
 * both sides look again for so long before they sleep. Each look gives the processor to whoever wants
 * it: on a busy machine, or one with a single core, the other side runs in that time. */
enum { HEAD = 8, ROOM = 64 << 10, LINGER = 100000 /* nanoseconds */ };

struct worker_channel {
  int descriptor;
  uint8_t *data;
  size_t size, capacity, taken; /* bytes received; of them taken as the last frame */
};

worker_channel *worker_channel_open(int32_t descriptor) {
  worker_channel *c = calloc(1, sizeof *c);
  if (c == NULL) return NULL;
  c->descriptor = descriptor;
  c->data = malloc(ROOM);
  c->capacity = ROOM;
  if (c->data == NULL) {
    free(c);
    return NULL;
  }
  return c;
}

void worker_channel_close(worker_channel *c) {
  close(c->descriptor);
  free(c->data);
  free(c);
}

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

/* Waits until the descriptor is ready. */
static int32_t await(worker_channel *c, short events, int64_t *timeout) {
  for (;;) {
    int64_t start = now();
    int64_t rest = *timeout < 0 ? 0 : *timeout;
    struct timespec limit = {rest / 1000000000, rest % 1000000000};
    struct pollfd entry = {c->descriptor, events, 0};
    int ready = ppoll(&entry, 1, *timeout < 0 ? NULL : &limit, NULL);
    int interrupted = ready < 0 && errno == EINTR;
    if (*timeout >= 0) {
      int64_t passed = now() - start;
      *timeout = passed < *timeout ? *timeout - passed : 0;
    }
    if (ready > 0) return WORKER_OK;
    if (ready < 0 && !interrupted) return WORKER_CLOSED;
    if (*timeout == 0) return WORKER_TIMED_OUT;
  }
}

/* Takes what has come, lingering for it; 0 when nothing came, -1 when the other side is gone. */
static ssize_t take(worker_channel *c, int64_t *timeout) {
  int64_t start = now(), passed = 0;
  int64_t most = *timeout >= 0 && *timeout < LINGER ? *timeout : LINGER;
  ssize_t n;
  for (;;) {
    n = recv(c->descriptor, c->data + c->size, c->capacity - c->size, MSG_DONTWAIT);
    if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR)) n = -1;
    else if (n < 0) n = 0;
    passed = now() - start;
    if (n != 0 || passed >= most) break;
    sched_yield();
  }
  if (*timeout >= 0) *timeout = passed < *timeout ? *timeout - passed : 0;
  return n;
}

int32_t worker_send(
    worker_channel *c, uint32_t kind, const uint8_t *bytes, size_t length, int64_t *timeout) {
  if (length > UINT32_MAX) return WORKER_TOO_LARGE;
  uint32_t head[2] = {(uint32_t)length, kind};
  size_t sent = 0, whole = HEAD + length;
  while (sent < whole) {
    struct iovec parts[2];
    size_t inside = sent > HEAD ? sent - HEAD : 0;
    int count = 0;
    if (sent < HEAD) parts[count++] = (struct iovec){(uint8_t *)head + sent, HEAD - sent};
    if (inside < length) parts[count++] = (struct iovec){(uint8_t *)bytes + inside, length - inside};
    struct msghdr message = {.msg_iov = parts, .msg_iovlen = (size_t)count};
    ssize_t n = sendmsg(c->descriptor, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (n > 0) {
      sent += (size_t)n;
      continue;
    }
    if (n < 0 && errno == EINTR) continue;
    if (n < 0 && errno != EAGAIN) return WORKER_CLOSED;
    int32_t waited = await(c, POLLOUT, timeout);
    if (waited != WORKER_OK) return waited;
  }
  return WORKER_OK;
}

/* Makes room for a whole frame of `need` bytes. */
static int32_t reserve(worker_channel *c, size_t need) {
  if (need <= c->capacity) return WORKER_OK;
  uint8_t *data = realloc(c->data, need);
  if (data == NULL) return WORKER_NO_MEMORY;
  c->data = data;
  c->capacity = need;
  return WORKER_OK;
}

int32_t worker_receive(
    worker_channel *c, size_t limit, uint32_t *kind, const uint8_t **bytes, size_t *length,
    int64_t *timeout) {
  memmove(c->data, c->data + c->taken, c->size - c->taken);
  c->size -= c->taken;
  c->taken = 0;
  for (;;) {
    if (c->size >= HEAD) {
      uint32_t head[2];
      memcpy(head, c->data, HEAD);
      if (head[0] > limit) return WORKER_TOO_LARGE;
      size_t whole = HEAD + (size_t)head[0];
      if (c->size >= whole) {
        c->taken = whole;
        *kind = head[1];
        *bytes = c->data + HEAD;
        *length = head[0];
        return WORKER_OK;
      }
      int32_t room = reserve(c, whole);
      if (room != WORKER_OK) return room;
    }
    ssize_t n = take(c, timeout);
    if (n < 0) return WORKER_CLOSED;
    c->size += (size_t)n;
    if (n > 0) continue;
    int32_t waited = await(c, POLLIN, timeout);
    if (waited != WORKER_OK) return waited;
  }
}
