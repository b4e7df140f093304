/* Host functions: arguments go to Swift as a flat buffer, the answer comes back as one, and only when
 * the Swift frame is gone does this file push values or raise. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

static int is_refused(const shim_machine *m, int number) {
  return m->refused != NULL && (number >> 6) < m->refused_words &&
         (m->refused[number >> 6] >> (number & 63) & 1) != 0;
}

/* The only place where Swift is called. Time spent there is not the script's. */
static shim_host_answer ask_host(shim_machine *m, int32_t number) {
  static const uint8_t empty[1] = {0};
  int64_t from = clock_now();
  buffer_reset(&m->reply);
  m->calls_in_flight++;
  shim_host_answer answer =
      m->host(m->context, number, m->arguments.data == NULL ? empty : m->arguments.data,
              m->arguments.size, &m->reply);
  m->calls_in_flight--;
  m->paused += clock_now() - from;
  return answer;
}

static int push_reply(lua_State *L, shim_machine *m) {
  if (m->reply.failed || m->reply.size == 0) return luaL_error(L, "not enough memory");
  meter_charge(L, (int64_t)(m->reply.size / 16));
  flat_decode(L, m->reply.data, m->reply.data + m->reply.size, 0);
  return 1;
}

/* The reply is {message, code}. */
static int raise_reply(lua_State *L, shim_machine *m, int kind) {
  push_reply(L, m);
  lua_rawgeti(L, -1, 2);
  const char *code = lua_tostring(L, -1);
  snprintf(m->raised_code, sizeof m->raised_code, "%s", code == NULL ? "" : code);
  lua_pop(L, 1);
  lua_rawgeti(L, -1, 1);
  return raise_text(L, kind);
}

int host_call(lua_State *L) {
  shim_machine *m = machine_of(L);
  int number = (int)lua_tointeger(L, lua_upvalueindex(1));
  const char *name = m->functions[number];
  char what[NAME_MAX_BYTES * 2];
  if (is_refused(m, number)) {
    buffer_reset(&m->arguments);
    ask_host(m, ~number);
    return raise_reply(L, m, SHIM_NOT_PERMITTED);
  }
  int count = lua_gettop(L);
  buffer_reset(&m->arguments);
  for (int i = 1; i <= count; i++) {
    if (i == 1 && record_at(L, 1) != NULL)
      return raise_kind(L, SHIM_RUNTIME, "argument 1 of %s is a record handle: call it with a dot, "
                        "not a colon, and pass fields", name);
    snprintf(what, sizeof what, "argument %d of %s", i, name);
    flat_encode(L, i, &m->arguments, SHIM_RUNTIME, what);
  }
  meter_charge(L, 20 + (int64_t)(m->arguments.size / 16));
  shim_host_answer answer = ask_host(m, number);
  meter_charge(L, answer.cost);
  return answer.is_error ? raise_reply(L, m, SHIM_HOST_FUNCTION) : push_reply(L, m);
}

void host_push(lua_State *L, const char *group, const char *name, int number) {
  shim_machine *m = machine_of(L);
  if (number >= m->function_count) {
    char **list = realloc(m->functions, ((size_t)number + 1) * sizeof *list);
    if (list == NULL) luaL_error(L, "not enough memory");
    for (int i = m->function_count; i <= number; i++) list[i] = NULL;
    m->functions = list;
    m->function_count = number + 1;
  }
  size_t length = strlen(group) + strlen(name) + 2;
  char *full = realloc(m->functions[number], length);
  if (full == NULL) luaL_error(L, "not enough memory");
  snprintf(full, length, "%s.%s", group, name);
  m->functions[number] = full;
  lua_pushinteger(L, number);
  lua_pushcclosure(L, host_call, 1);
}

void host_print(lua_State *L, const char *line, size_t length) {
  shim_machine *m = machine_of(L);
  m->logged += (int64_t)length + 1;
  if (m->logged > LOG_BYTES_MAX) raise_kind(L, SHIM_RUNTIME, "more than 256 KiB printed in one call");
  meter_charge(L, 20 + (int64_t)(length / 16));
  buffer_reset(&m->arguments);
  buffer_tag(&m->arguments, 5);
  buffer_text(&m->arguments, line, length);
  ask_host(m, SHIM_LOG_FUNCTION);
}

int32_t shim_argument_buffers(const shim_machine *m) { return m->arguments.data != NULL; }
int32_t shim_reply_buffers(const shim_machine *m) { return m->reply.data != NULL; }
int32_t shim_calls_in_flight(const shim_machine *m) { return m->calls_in_flight; }
