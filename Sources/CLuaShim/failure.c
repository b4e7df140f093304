/* Failures: raising with a kind, and keeping what is known when nothing caught the error. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "internal.h"

static void copy_name(char *to, const char *from) {
  snprintf(to, NAME_MAX_BYTES, "%s", from == NULL ? "" : from);
}

void failure_reset(shim_machine *m) {
  failure *f = &m->failure;
  f->kind = SHIM_OK;
  f->line = f->column = f->frame_count = 0;
  f->file[0] = f->code[0] = '\0';
  buffer_reset(&f->message);
}

void failure_set(shim_machine *m, int kind, const char *message) {
  m->failure.kind = kind;
  buffer_reset(&m->failure.message);
  shim_buffer_append(&m->failure.message, message, strlen(message));
}

/* Allocates nothing in Lua: names and files are copied into fixed frames. */
void failure_frames(lua_State *L, int level) {
  failure *f = &machine_of(L)->failure;
  lua_Debug ar;
  f->frame_count = 0;
  for (; f->frame_count < FRAMES_MAX && lua_getstack(L, level, &ar); level++) {
    if (!lua_getinfo(L, "Sln", &ar)) continue;
    int is_lua = *ar.what != 'C';
    /* Our own frames below a field read or a host's entry tell an author nothing. */
    if (!is_lua && (ar.name == NULL || strcmp(ar.namewhat, "metamethod") == 0)) continue;
    frame *at = &f->frames[f->frame_count++];
    copy_name(at->file, is_lua ? ar.short_src : "");
    at->line = is_lua ? ar.currentline : 0;
    copy_name(at->name, *ar.what == 'm' ? "main chunk" : ar.name);
  }
}

int raise_known(lua_State *L, int kind) {
  shim_machine *m = machine_of(L);
  m->raised_kind = kind;
  m->raised_text = lua_tostring(L, -1);
  lua_pushvalue(L, -1);
  lua_rawseti(L, LUA_REGISTRYINDEX, m->raised);
  return lua_error(L);
}

int raise_text(lua_State *L, int kind) {
  luaL_where(L, 1);
  lua_insert(L, -2);
  lua_concat(L, 2);
  return raise_known(L, kind);
}

int raise_kind(lua_State *L, int kind, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  lua_pushvfstring(L, format, arguments);
  va_end(arguments);
  machine_of(L)->raised_code[0] = '\0';
  return raise_text(L, kind);
}

static void keep_message(shim_machine *m, const char *text, size_t length) {
  if (length > MESSAGE_MAX) {
    length = MESSAGE_MAX;
    while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80) length--;
  }
  buffer_reset(&m->failure.message);
  shim_buffer_append(&m->failure.message, text, length);
}

/* error{code = …, message = …}, also what ctx.fail raises; raw reads only. */
static int keep_structured(lua_State *L, shim_machine *m) {
  lua_pushliteral(L, "code");
  lua_rawget(L, 1);
  lua_pushliteral(L, "message");
  lua_rawget(L, 1);
  int has_code = lua_type(L, -2) == LUA_TSTRING;
  int has_message = lua_type(L, -1) == LUA_TSTRING;
  if (has_code) {
    copy_name(m->failure.code, lua_tostring(L, -2));
    size_t length = 0;
    const char *text = has_message ? lua_tolstring(L, -1, &length) : "";
    keep_message(m, text, length);
    m->failure.kind = SHIM_RAISED;
  }
  lua_pop(L, 2);
  return has_code;
}

/* The auxiliary library says this with an ordinary error. */
static int tells_no_memory(const char *message, size_t length) {
  static const char text[] = "not enough memory";
  size_t size = sizeof text - 1;
  return length >= size && memcmp(message + length - size, text, size) == 0;
}

static void keep_value(lua_State *L, shim_machine *m) {
  failure *f = &m->failure;
  size_t length;
  f->kind = SHIM_RUNTIME;
  if (lua_type(L, 1) == LUA_TSTRING) {
    const char *message = lua_tolstring(L, 1, &length);
    keep_message(m, message, length);
    if (tells_no_memory(message, length)) f->kind = SHIM_MEMORY;
    if (message == m->raised_text) {
      f->kind = m->raised_kind;
      copy_name(f->code, m->raised_code);
    }
    return;
  }
  if (lua_type(L, 1) == LUA_TTABLE && keep_structured(L, m)) return;
  char message[80];
  snprintf(message, sizeof message, "(error object is a %s value)", luaL_typename(L, 1));
  keep_message(m, message, strlen(message));
}

int failure_handler(lua_State *L) {
  shim_machine *m = machine_of(L);
  lua_settop(L, 1);
  if (m->fatal == SHIM_OK) {
    failure_frames(L, 1);
    keep_value(L, m);
  }
  return 1;
}

static void write_frames(const failure *f, shim_buffer *out) {
  buffer_field(out, "frames");
  buffer_tag(out, 6);
  buffer_u32(out, (uint32_t)f->frame_count);
  for (int i = 0; i < f->frame_count; i++) {
    buffer_tag(out, 6);
    buffer_u32(out, 3);
    buffer_tag(out, 5);
    buffer_text(out, f->frames[i].file, strlen(f->frames[i].file));
    buffer_tag(out, 3);
    buffer_integer(out, f->frames[i].line);
    buffer_tag(out, 5);
    buffer_text(out, f->frames[i].name, strlen(f->frames[i].name));
    buffer_u32(out, 0);
  }
  buffer_u32(out, 0);
}

static void write_text_field(shim_buffer *out, const char *key, const char *text, size_t length) {
  buffer_field(out, key);
  buffer_tag(out, 5);
  buffer_text(out, text, length);
}

static void write_integer_field(shim_buffer *out, const char *key, int64_t value) {
  buffer_field(out, key);
  buffer_tag(out, 3);
  buffer_integer(out, value);
}

const uint8_t *shim_failure(shim_machine *m, size_t *length) {
  static const uint8_t empty[1] = {0};
  const failure *f = &m->failure;
  shim_buffer *out = &m->failure_flat;
  buffer_reset(out);
  buffer_tag(out, 6);
  buffer_u32(out, 0);
  buffer_u32(out, 7);
  write_text_field(out, "code", f->code, strlen(f->code));
  write_integer_field(out, "column", f->column);
  write_text_field(out, "file", f->file, strlen(f->file));
  write_frames(f, out);
  write_integer_field(out, "kind", f->kind);
  write_integer_field(out, "line", f->line);
  write_text_field(out, "message", (const char *)f->message.data, f->message.size);
  *length = out->failed ? 0 : out->size;
  return out->failed || out->data == NULL ? empty : out->data;
}
