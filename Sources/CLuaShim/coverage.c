/* Which lines of which file hold code, and which ran.
 *
 * lua_getinfo tells the lines of one function, not of those inside it that nobody called. So the
 * lines come from the chunk's own dump (format of Lua 5.4), made here and read here only. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

enum { HEADER = 31, ABSOLUTE = -128 };

typedef struct {
  const uint8_t *at, *end;
  covered_file *file;
} reader;

static void skip(reader *r, uint64_t count) {
  r->at = (uint64_t)(r->end - r->at) < count ? r->end : r->at + count;
}

static uint64_t number(reader *r) {
  uint64_t value = 0;
  while (r->at < r->end) {
    uint8_t byte = *r->at++;
    value = value << 7 | (byte & 0x7F);
    if (byte & 0x80) break;
  }
  return value;
}

static void skip_text(reader *r) {
  uint64_t size = number(r);
  if (size > 0) skip(r, size - 1);
}

static void skip_constants(reader *r) {
  for (uint64_t n = number(r); n > 0 && r->at < r->end; n--) {
    uint8_t kind = *r->at++;
    if (kind == 0x03 || kind == 0x13) skip(r, 8);
    if (kind == 0x04 || kind == 0x14) skip_text(r);
  }
}

static void mark(reader *r, int64_t line) {
  if (line >= 1 && line <= r->file->line_count) r->file->lines[line - 1] |= 1;
}

/* Deltas of one byte; where one does not fit, the line stands in a second list. */
static void read_lines(reader *r, int64_t line, int is_vararg) {
  uint64_t count = number(r);
  const int8_t *deltas = (const int8_t *)r->at;
  skip(r, count);
  uint64_t absolutes = number(r);
  for (uint64_t i = 0; i < count; i++) {
    if (deltas[i] == ABSOLUTE && absolutes > 0) {
      number(r);
      line = (int64_t)number(r);
      absolutes--;
    } else {
      line += deltas[i];
    }
    /* The first instruction of a vararg function only prepares its arguments. */
    if (i > 0 || !is_vararg) mark(r, line);
  }
  for (; absolutes > 0 && r->at < r->end; absolutes--) {
    number(r);
    number(r);
  }
}

static void read_function(reader *r) {
  skip_text(r);
  int64_t line = (int64_t)number(r);
  number(r);
  int is_vararg = (size_t)(r->end - r->at) > 1 ? r->at[1] : 0;
  skip(r, 3);
  skip(r, number(r) * 4);
  skip_constants(r);
  skip(r, number(r) * 3);
  for (uint64_t n = number(r); n > 0 && r->at < r->end; n--) read_function(r);
  read_lines(r, line, is_vararg);
  for (uint64_t n = number(r); n > 0 && r->at < r->end; n--) {
    skip_text(r);
    number(r);
    number(r);
  }
  for (uint64_t n = number(r); n > 0 && r->at < r->end; n--) skip_text(r);
}

static int append_dump(lua_State *L, const void *bytes, size_t length, void *buffer) {
  (void)L;
  shim_buffer_append(buffer, bytes, length);
  return 0;
}

static covered_file *find_file(shim_machine *m, const char *name) {
  for (int i = 0; i < m->file_count; i++)
    if (strcmp(m->files[i].name, name) == 0) return &m->files[i];
  return NULL;
}

void coverage_add(lua_State *L, const char *name) {
  shim_machine *m = machine_of(L);
  if (find_file(m, name) != NULL) return;
  shim_buffer *dump = &m->failure_flat; /* scratch: no failure is being told here */
  buffer_reset(dump);
  covered_file *files = realloc(m->files, ((size_t)m->file_count + 1) * sizeof *files);
  if (files == NULL) luaL_error(L, "not enough memory");
  m->files = files;
  lua_dump(L, append_dump, dump, 0);
  if (dump->failed || dump->size <= HEADER + 1) return;
  covered_file *file = &files[m->file_count];
  memset(file, 0, sizeof *file);
  snprintf(file->name, sizeof file->name, "%s", name);
  file->line_count = FILE_BYTES_MAX + 1; /* a file has no more lines than bytes */
  file->lines = calloc((size_t)file->line_count, 1);
  if (file->lines == NULL) luaL_error(L, "not enough memory");
  m->file_count++;
  reader r = {dump->data + HEADER + 1, dump->data + dump->size, file};
  read_function(&r);
}

void coverage_line(lua_State *L, lua_Debug *ar) {
  if (!lua_getinfo(L, "S", ar)) return;
  covered_file *file = find_file(machine_of(L), ar->short_src);
  if (file != NULL && ar->currentline >= 1 && ar->currentline <= file->line_count)
    file->lines[ar->currentline - 1] |= 2;
}

const uint8_t *shim_coverage(const shim_machine *m, int32_t index, const char **name,
                             int32_t *line_count) {
  if (index >= m->file_count) return NULL;
  *name = m->files[index].name;
  *line_count = m->files[index].line_count;
  return m->files[index].lines;
}
