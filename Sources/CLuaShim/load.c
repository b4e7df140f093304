/* Loading a plugin: its files are checked, the main file runs, `require` finds the others. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

enum { SOURCE_NAME_MAX = 56, SOURCES_MAX = 512 };

/* ---- the files ---- */

static uint32_t word_at(const uint8_t *at) {
  uint32_t word;
  memcpy(&word, at, sizeof word);
  return word;
}

/* A text with its tag; returns where the next value begins. */
static const uint8_t *read_text(const uint8_t *at, const char **text, size_t *length) {
  *length = word_at(at + 1);
  *text = (const char *)at + 5;
  return at + 5 + *length;
}

static int refuse_source(lua_State *L, const source *file, const source_problem *at) {
  shim_machine *m = machine_of(L);
  m->failure.column = at->column;
  m->raised_code[0] = '\0';
  lua_pushlstring(L, file->name, file->name_length);
  lua_pushfstring(L, "%s:%d: %s", lua_tostring(L, -1), at->line, at->problem);
  return raise_known(L, SHIM_SOURCE_LIMIT);
}

static void check_source(lua_State *L, source *file) {
  source_problem at = {NULL, 1, 1};
  if (file->name_length == 0 || file->name_length > SOURCE_NAME_MAX ||
      memchr(file->name, '\0', file->name_length) != NULL) {
    file->name_length = file->name_length > SOURCE_NAME_MAX ? SOURCE_NAME_MAX : file->name_length;
    at.problem = "a file's name has 1 to 56 bytes";
    refuse_source(L, file, &at);
  }
  if (file->length > FILE_BYTES_MAX) {
    at.problem = "the file is larger than 64 KiB";
    refuse_source(L, file, &at);
  }
  /* Editors on Windows put a byte order mark first. */
  if (file->length >= 3 && memcmp(file->bytes, "\xEF\xBB\xBF", 3) == 0) {
    file->bytes += 3;
    file->length -= 3;
  }
  if (file->length > 0 && file->bytes[0] == '\x1B') {
    at.problem = "the file is compiled Lua; only source text is loaded";
    refuse_source(L, file, &at);
  }
  if (!source_check(file->bytes, file->length, &at)) refuse_source(L, file, &at);
}

static void take_sources(lua_State *L, const load_request *request) {
  shim_machine *m = machine_of(L);
  uint32_t count = word_at(request->flat + 1);
  const uint8_t *at = request->flat + 5;
  size_t total = 0;
  source_problem problem = {"the plugin's files are larger than 256 KiB together", 1, 1};
  if (count > SOURCES_MAX) raise_kind(L, SHIM_SOURCE_LIMIT, "more than 512 files");
  m->sources = calloc(count + 1, sizeof *m->sources);
  if (m->sources == NULL) luaL_error(L, "not enough memory");
  m->source_count = (int)count;
  for (uint32_t i = 0; i < count; i++) {
    source *file = &m->sources[i];
    at = read_text(at + 5, &file->name, &file->name_length);
    at = read_text(at, &file->bytes, &file->length) + 4;
  }
  for (uint32_t i = 0; i < count; i++) {
    source *file = &m->sources[i];
    total += file->length;
    check_source(L, file);
    if (total > PLUGIN_BYTES_MAX) refuse_source(L, file, &problem);
  }
}

static const source *find_source(const shim_machine *m, const char *name) {
  for (int i = 0; i < m->source_count; i++)
    if (strlen(name) == m->sources[i].name_length &&
        memcmp(name, m->sources[i].name, m->sources[i].name_length) == 0)
      return &m->sources[i];
  return NULL;
}

/* Pushes the chunk; text only, so no crafted bytecode reaches the machine. */
static void load_chunk(lua_State *L, const source *file, const char *name) {
  shim_machine *m = machine_of(L);
  char chunk_name[SOURCE_NAME_MAX + 2];
  snprintf(chunk_name, sizeof chunk_name, "=%s", name);
  meter_charge(L, (int64_t)(file->length / 8));
  int status = luaL_loadbufferx(L, file->bytes, file->length, chunk_name, "t");
  if (status == LUA_ERRMEM) meter_fatal(L, SHIM_MEMORY);
  if (status != LUA_OK) {
    m->raised_code[0] = '\0';
    raise_known(L, SHIM_SYNTAX);
  }
  if (m->coverage) coverage_add(L, name);
}

/* ---- require ---- */

/* Lower-case words of letters, digits and underscores, joined by single dots. */
static int is_module_name(const char *name, size_t length) {
  if (length == 0 || length > SOURCE_NAME_MAX - 4 || name[length - 1] == '.') return 0;
  char before = '.';
  for (size_t i = 0; i < length; before = name[i++]) {
    char c = name[i];
    if (c == '.' ? before == '.' : !(islower((unsigned char)c) || isdigit((unsigned char)c) || c == '_'))
      return 0;
  }
  return 1;
}

static void run_module(lua_State *L, int modules, const char *name) {
  shim_machine *m = machine_of(L);
  char path[SOURCE_NAME_MAX + 1];
  snprintf(path, sizeof path, "%s", name);
  for (char *c = path; *c != '\0'; c++)
    if (*c == '.') *c = '/';
  strcat(path, ".lua");
  const source *file = find_source(m, path);
  if (file == NULL)
    raise_kind(L, SHIM_MODULE_NOT_FOUND, "module '%s' is neither a file of the plugin (%s) nor a "
               "module of the host", name, path);
  lua_pushlightuserdata(L, m); /* being loaded */
  lua_setfield(L, modules, name);
  load_chunk(L, file, path);
  lua_call(L, 0, 1);
  if (lua_isnil(L, -1)) {
    lua_pop(L, 1);
    lua_pushboolean(L, 1);
  }
  lua_pushvalue(L, -1);
  lua_setfield(L, modules, name);
}

int load_require(lua_State *L) {
  shim_machine *m = machine_of(L);
  size_t length;
  const char *name = luaL_checklstring(L, 1, &length);
  if (!is_module_name(name, length))
    return raise_kind(L, SHIM_MODULE_NOT_FOUND, "a module's name has lower-case letters, digits and "
                      "'_', joined by single dots");
  lua_rawgeti(L, LUA_REGISTRYINDEX, m->modules);
  int modules = lua_gettop(L);
  int kind = lua_getfield(L, modules, name);
  if (kind == LUA_TLIGHTUSERDATA)
    return raise_kind(L, SHIM_MODULE_NOT_FOUND, "module '%s' requires itself", name);
  if (kind != LUA_TNIL) return 1;
  if (!m->loading)
    return raise_kind(L, SHIM_MODULE_NOT_FOUND, "module '%s' was not required while the plugin loaded; "
                      "require it at the top of the file", name);
  run_module(L, modules, name);
  return 1;
}

/* A load that failed may have left modules half way. */
static void forget_unfinished(lua_State *L) {
  lua_rawgeti(L, LUA_REGISTRYINDEX, machine_of(L)->modules);
  int modules = lua_gettop(L);
  for (lua_pushnil(L); lua_next(L, modules); lua_pop(L, 1)) {
    if (!lua_islightuserdata(L, -1)) continue;
    lua_pushvalue(L, -2);
    lua_pushnil(L);
    lua_rawset(L, modules);
  }
  lua_settop(L, modules - 1);
}

/* ---- host modules ---- */

int load_add_module(lua_State *L, int table) {
  lua_getfield(L, table, "name");
  const char *name = luaL_checkstring(L, -1);
  lua_getfield(L, table, "constants");
  int module = lua_gettop(L);
  lua_getfield(L, table, "functions");
  int functions = lua_gettop(L);
  for (lua_pushnil(L); lua_next(L, functions); lua_pop(L, 1)) {
    lua_pushvalue(L, -2);
    host_push(L, name, lua_tostring(L, -3), (int)lua_tointeger(L, -2));
    lua_rawset(L, module);
  }
  lua_settop(L, module);
  frozen_wrap(L);
  lua_rawgeti(L, LUA_REGISTRYINDEX, machine_of(L)->modules);
  lua_insert(L, -2);
  lua_setfield(L, -2, name);
  return 0;
}

/* ---- the whole load ---- */

static void describe_entry(lua_State *L, int value) {
  lua_Debug ar;
  lua_createtable(L, 0, 5);
  lua_pushvalue(L, value - 1);
  lua_setfield(L, -2, "name");
  lua_pushstring(L, luaL_typename(L, value));
  lua_setfield(L, -2, "kind");
  if (!lua_isfunction(L, value)) return;
  lua_pushvalue(L, value);
  lua_pushinteger(L, luaL_ref(L, LUA_REGISTRYINDEX));
  lua_setfield(L, -2, "reference");
  lua_pushvalue(L, value);
  if (!lua_getinfo(L, ">S", &ar) || *ar.what == 'C') return;
  lua_pushstring(L, ar.short_src);
  lua_setfield(L, -2, "file");
  lua_pushinteger(L, ar.linedefined);
  lua_setfield(L, -2, "line");
}

static void list_exports(lua_State *L, int exports, const char *main_name) {
  if (frozen_open(L, exports)) lua_replace(L, exports);
  lua_newtable(L);
  int list = lua_gettop(L);
  lua_Integer count = 0;
  for (lua_pushnil(L); lua_next(L, exports); lua_pop(L, 1)) {
    if (lua_type(L, -2) != LUA_TSTRING)
      raise_kind(L, SHIM_BAD_EXPORTS, "%s must return a table whose keys are text; it has one of type %s",
                 main_name, luaL_typename(L, -2));
    describe_entry(L, lua_gettop(L));
    lua_rawseti(L, list, ++count);
  }
}

static int compile_all(lua_State *L, const load_request *request) {
  shim_machine *m = machine_of(L);
  char name[SOURCE_NAME_MAX + 1];
  take_sources(L, request);
  for (int i = 0; i < m->source_count; i++) {
    snprintf(name, sizeof name, "%.*s", (int)m->sources[i].name_length, m->sources[i].name);
    load_chunk(L, &m->sources[i], name);
    lua_pop(L, 1);
  }
  return 0;
}

int load_run(lua_State *L) {
  shim_machine *m = machine_of(L);
  const load_request *request = lua_touserdata(L, 1);
  if (request->main_name == NULL) return compile_all(L, request);
  sandbox_unseal(L);
  forget_unfinished(L);
  take_sources(L, request);
  const source *file = find_source(m, request->main_name);
  if (file == NULL)
    return raise_kind(L, SHIM_MODULE_NOT_FOUND, "the plugin has no file %s", request->main_name);
  load_chunk(L, file, request->main_name);
  lua_call(L, 0, 1);
  if (lua_type(L, -1) != LUA_TTABLE)
    return raise_kind(L, SHIM_BAD_EXPORTS, "%s must return a table; it returned a value of type %s",
                      request->main_name, luaL_typename(L, -1));
  list_exports(L, lua_gettop(L), request->main_name);
  flat_encode(L, -1, &m->result, SHIM_BAD_EXPORTS, "exports");
  sandbox_seal(L);
  return 0;
}
