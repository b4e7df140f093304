/* Making, using and closing a machine: the only entries from Swift, each below lua_pcall. */
#include <stdlib.h>
#include <string.h>

#include "internal.h"

/* Makes the failure complete and leaves the state ready for the next entry. */
static int32_t finish(shim_machine *m, int status, int overspent) {
  lua_settop(m->L, 0);
  m->busy = 0;
  if (m->fatal == SHIM_OK && status == LUA_OK && overspent) m->fatal = SHIM_INSTRUCTIONS;
  if (m->fatal == SHIM_OK && status == LUA_OK) return SHIM_OK;
  if (m->fatal == SHIM_OK && status == LUA_ERRMEM) m->fatal = SHIM_MEMORY;
  if (m->fatal == SHIM_OK && status == LUA_ERRERR) m->fatal = SHIM_RUNTIME;
  switch (m->fatal) {
    case SHIM_OK: break;
    case SHIM_INSTRUCTIONS: failure_set(m, m->fatal, "the instruction budget is spent"); break;
    case SHIM_MEMORY: failure_set(m, m->fatal, "the memory budget is spent"); break;
    case SHIM_WALL_CLOCK: failure_set(m, m->fatal, "the time limit has passed"); break;
    default: failure_set(m, m->fatal, "error while handling an error"); break;
  }
  return m->failure.kind;
}

static int32_t refuse_busy(shim_machine *m) {
  failure_reset(m);
  failure_set(m, SHIM_INTERNAL, "the machine is busy: a host function must not use its own machine");
  return SHIM_INTERNAL;
}

static int protect(shim_machine *m, lua_CFunction function, void *argument) {
  lua_State *L = m->L;
  failure_reset(m);
  m->busy = 1;
  m->raised_text = NULL;
  lua_settop(L, 0);
  lua_pushcfunction(L, failure_handler);
  lua_pushcfunction(L, function);
  lua_pushlightuserdata(L, argument);
  return lua_pcall(L, 1, 0, 1);
}

/* Work of the host itself: no budget, no memory limit. */
static int32_t set_up(shim_machine *m, lua_CFunction function, void *argument) {
  if (m->busy) return refuse_busy(m);
  m->fatal = SHIM_OK;
  m->spent = 0;
  m->limit = INT64_MAX / 2;
  m->exempt++;
  int status = protect(m, function, argument);
  m->exempt--;
  return finish(m, status, 0);
}

static int open_machine(lua_State *L) {
  shim_machine *m = machine_of(L);
  meter_find_counter(L);
  sandbox_open(L);
  lua_newtable(L);
  m->pins = luaL_ref(L, LUA_REGISTRYINDEX);
  lua_newtable(L);
  m->modules = luaL_ref(L, LUA_REGISTRYINDEX);
  /* Set once with something, so that setting it again allocates nothing. */
  lua_pushliteral(L, "");
  m->raised = luaL_ref(L, LUA_REGISTRYINDEX);
  return 0;
}

shim_machine *shim_new(shim_host_function host, void *context, int32_t coverage) {
  shim_machine *m = calloc(1, sizeof *m);
  if (m == NULL) return NULL;
  m->host = host;
  m->context = context;
  m->coverage = coverage;
  m->hidden_globals = LUA_NOREF;
  m->exempt = 1;
  m->L = lua_newstate(meter_alloc, m);
  m->exempt = 0;
  if (m->L != NULL) *(shim_machine **)lua_getextraspace(m->L) = m;
  if (m->L == NULL || set_up(m, open_machine, NULL) != SHIM_OK) {
    shim_close(m);
    return NULL;
  }
  return m;
}

static void free_layout(layout *y) {
  for (int i = 0; i < y->count; i++) free(y->names[i]);
  free(y->names);
  free(y->reads);
  free(y->name);
  free(y);
}

void shim_close(shim_machine *m) {
  if (m->L != NULL) {
    lua_sethook(m->L, NULL, 0, 0);
    lua_close(m->L);
  }
  for (int i = 0; i < m->layout_count; i++) free_layout(m->layouts[i]);
  for (int i = 0; i < m->function_count; i++) free(m->functions[i]);
  for (int i = 0; i < m->file_count; i++) free(m->files[i].lines);
  free(m->layouts);
  free(m->functions);
  free(m->files);
  free(m->sources);
  buffer_free(&m->arguments);
  buffer_free(&m->reply);
  buffer_free(&m->result);
  buffer_free(&m->failure_flat);
  buffer_free(&m->failure.message);
  free(m);
}

/* ---- set-up ---- */

typedef struct {
  const uint8_t *flat;
  size_t length;
  int32_t number;
} setting;

static int add_module(lua_State *L) {
  const setting *s = lua_touserdata(L, 1);
  flat_decode(L, s->flat, s->flat + s->length, 0);
  return load_add_module(L, lua_gettop(L));
}

static int add_layout(lua_State *L) {
  setting *s = lua_touserdata(L, 1);
  flat_decode(L, s->flat, s->flat + s->length, 0);
  record_add(L, lua_gettop(L), &s->number);
  return 0;
}

static int add_pin(lua_State *L) {
  setting *s = lua_touserdata(L, 1);
  lua_rawgeti(L, LUA_REGISTRYINDEX, machine_of(L)->pins);
  s->number = (int32_t)lua_rawlen(L, -1) + 1;
  flat_decode(L, s->flat, s->flat + s->length, 1);
  if (lua_isnil(L, -1)) {
    s->number = 0; /* pin 0 is never set and reads as nil */
  } else {
    lua_rawseti(L, -2, s->number);
  }
  return 0;
}

int32_t shim_add_module(shim_machine *m, const uint8_t *flat, size_t length) {
  setting s = {flat, length, 0};
  return set_up(m, add_module, &s);
}

int32_t shim_add_layout(shim_machine *m, const uint8_t *flat, size_t length, int32_t *number) {
  setting s = {flat, length, 0};
  int32_t kind = set_up(m, add_layout, &s);
  *number = s.number;
  return kind;
}

int32_t shim_pin(shim_machine *m, const uint8_t *flat, size_t length, int32_t *pin) {
  setting s = {flat, length, 0};
  int32_t kind = set_up(m, add_pin, &s);
  *pin = s.number;
  return kind;
}

/* ---- running ---- */

static int32_t run(shim_machine *m, lua_CFunction function, void *argument,
                   const shim_limits *limits, shim_meters *meters) {
  buffer_reset(&m->result);
  meter_begin(m, limits);
  int status = protect(m, function, argument);
  int overspent = meter_end(m, meters);
  return finish(m, status, overspent);
}

int32_t shim_load(shim_machine *m, const uint8_t *flat, size_t length, const char *main_name,
                  const shim_limits *limits, shim_meters *meters) {
  if (m->busy) return refuse_busy(m);
  load_request request = {flat, length, main_name};
  m->loading = 1;
  int32_t kind = run(m, load_run, &request, limits, meters);
  m->loading = 0;
  free(m->sources);
  m->sources = NULL;
  m->source_count = 0;
  return kind;
}

typedef struct {
  int32_t function, count;
  const shim_argument *arguments;
} call_request;

static void push_handle(lua_State *L, layout *y) {
  lua_rawgeti(L, LUA_REGISTRYINDEX, y->handle);
  if (!y->cached) return;
  lua_pushnil(L);
  lua_setiuservalue(L, -2, 1);
  y->cached = 0;
}

static int call_run(lua_State *L) {
  shim_machine *m = machine_of(L);
  const call_request *request = lua_touserdata(L, 1);
  luaL_checkstack(L, request->count + 6, "too many arguments");
  lua_rawgeti(L, LUA_REGISTRYINDEX, request->function);
  for (int32_t i = 0; i < request->count; i++) {
    const shim_argument *argument = &request->arguments[i];
    switch (argument->kind) {
      case SHIM_ARGUMENT_RECORD: push_handle(L, m->layouts[argument->number]); break;
      case SHIM_ARGUMENT_ENCODED:
        meter_charge(L, (int64_t)(argument->length / 64));
        flat_decode(L, argument->bytes, argument->bytes + argument->length, 0);
        break;
      default:
        lua_rawgeti(L, LUA_REGISTRYINDEX, m->pins);
        lua_rawgeti(L, -1, argument->number);
        lua_remove(L, -2);
        break;
    }
  }
  lua_call(L, request->count, 2);
  flat_encode(L, -2, &m->result, SHIM_BAD_RESULT, "answer");
  flat_encode(L, -1, &m->result, SHIM_BAD_RESULT, "second answer");
  return 0;
}

/* Points each record's handle at its contents; 0 when one layout comes twice. */
static int open_records(shim_machine *m, const shim_argument *arguments, int32_t count) {
  for (int32_t i = 0; i < count; i++) {
    if (arguments[i].kind != SHIM_ARGUMENT_RECORD) continue;
    layout *y = m->layouts[arguments[i].number];
    if (y->alive) return 0;
    y->slots = arguments[i].slots;
    y->bytes = arguments[i].bytes;
    y->alive = 1;
    memset(y->reads, 0, (size_t)y->words * sizeof *y->reads);
  }
  return 1;
}

static void close_records(shim_machine *m, const shim_argument *arguments, int32_t count) {
  for (int32_t i = 0; i < count; i++) {
    if (arguments[i].kind != SHIM_ARGUMENT_RECORD) continue;
    layout *y = m->layouts[arguments[i].number];
    y->slots = NULL;
    y->bytes = NULL;
    y->alive = 0;
  }
}

int32_t shim_call(shim_machine *m, int32_t function, const shim_argument *arguments, int32_t count,
                  const shim_limits *limits, shim_meters *meters) {
  if (m->busy) return refuse_busy(m);
  call_request request = {function, count, arguments};
  int32_t kind = SHIM_INTERNAL;
  if (open_records(m, arguments, count)) {
    kind = run(m, call_run, &request, limits, meters);
  } else {
    failure_reset(m);
    failure_set(m, SHIM_INTERNAL, "a record layout is passed twice in one call");
  }
  close_records(m, arguments, count);
  return kind;
}

const uint8_t *shim_result(const shim_machine *m, size_t *length) {
  static const uint8_t empty[1] = {0};
  *length = m->result.size;
  return m->result.data == NULL ? empty : m->result.data;
}

const char *shim_lua_release(void) { return LUA_RELEASE; }
