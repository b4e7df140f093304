/* Writes by libxlsxwriter, loaded at the first sheet: it brings libcrypto with it, which would cost
   every start of the program more than the program's own. */
#define _GNU_SOURCE
#include "CSpreadsheet.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xlsxwriter.h>

/* The functions of the library that we call. */
#define FUNCTIONS(F)                                                                              \
  F(workbook_new_opt)                                                                             \
  F(workbook_set_properties)                                                                      \
  F(workbook_add_format)                                                                          \
  F(workbook_add_worksheet)                                                                       \
  F(workbook_close)                                                                               \
  F(worksheet_write_string)                                                                       \
  F(worksheet_write_number)                                                                       \
  F(worksheet_set_column)                                                                         \
  F(worksheet_freeze_panes)                                                                       \
  F(worksheet_data_validation_range)                                                              \
  F(format_set_bold)                                                                              \
  F(format_set_font_size)                                                                         \
  F(format_set_bg_color)                                                                          \
  F(format_set_border)                                                                            \
  F(format_set_text_wrap)                                                                         \
  F(format_set_align)                                                                             \
  F(format_set_num_format)                                                                        \
  F(lxw_strerror)

static struct {
#define FIELD(name) __typeof__(&name) name;
  FUNCTIONS(FIELD)
#undef FIELD
  int is_loaded;
} library;

static const char *load(void) {
  if (library.is_loaded) return NULL;
  /* The name with its version: that is the one of the headers. */
  void *handle = dlopen("libxlsxwriter.so.4", RTLD_NOW | RTLD_LOCAL);
  if (handle == NULL) return dlerror();
#define FIND(symbol)                                                                              \
  if ((*(void **)&library.symbol = dlsym(handle, #symbol)) == NULL) return dlerror();
  FUNCTIONS(FIND)
#undef FIND
  library.is_loaded = 1;
  return NULL;
}

struct sheet_book {
  int descriptor;
  lxw_workbook *workbook;
  lxw_worksheet *sheet;
  lxw_format *looks[sheet_look_count_of_looks];
};

static void set_looks(sheet_book *book) {
  for (int look = 0; look < sheet_look_count_of_looks; look += 1) {
    lxw_format *format = library.workbook_add_format(book->workbook);
    library.format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    book->looks[look] = format;
    if (look != sheet_look_title) library.format_set_border(format, LXW_BORDER_THIN);
  }
  lxw_format **looks = book->looks;
  library.format_set_text_wrap(looks[sheet_look_text]);
  library.format_set_text_wrap(looks[sheet_look_heading]);
  library.format_set_text_wrap(looks[sheet_look_bold]);
  library.format_set_bold(looks[sheet_look_heading]);
  library.format_set_bg_color(looks[sheet_look_heading], 0xE7EBF0);
  library.format_set_bold(looks[sheet_look_title]);
  library.format_set_font_size(looks[sheet_look_title], 14);
  library.format_set_num_format(looks[sheet_look_count], "0");
  library.format_set_num_format(looks[sheet_look_share], "0%");
  library.format_set_num_format(looks[sheet_look_share_1], "0.0%");
  library.format_set_num_format(looks[sheet_look_share_2], "0.00%");
  library.format_set_num_format(looks[sheet_look_money], "0.00");
  library.format_set_num_format(looks[sheet_look_day], "yyyy-mm-dd");
  library.format_set_bold(looks[sheet_look_bold]);
  library.format_set_bold(looks[sheet_look_bold_count]);
  library.format_set_num_format(looks[sheet_look_bold_count], "0");
  library.format_set_bold(looks[sheet_look_bold_money]);
  library.format_set_num_format(looks[sheet_look_bold_money], "0.00");
}

sheet_book *sheet_book_new(int64_t created, const char **why) {
  if ((*why = load()) != NULL) return NULL;
  sheet_book *book = calloc(1, sizeof *book);
  int descriptor = memfd_create("xlsx", MFD_CLOEXEC);
  if (book == NULL || descriptor < 0) {
    *why = "memfd_create";
    if (descriptor >= 0) close(descriptor);
    free(book);
    return NULL;
  }
  book->descriptor = descriptor;
  char path[64];
  snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
  /* The parts are kept in nameless files; in memory where the system has such a folder. */
  struct stat info;
  int has_memory =
    stat("/dev/shm", &info) == 0 && S_ISDIR(info.st_mode) && access("/dev/shm", W_OK) == 0;
  lxw_workbook_options options = {.tmpdir = has_memory ? "/dev/shm" : NULL, .use_zip64 = 0};
  book->workbook = library.workbook_new_opt(path, &options);
  if (book->workbook == NULL) {
    *why = "workbook_new";
    close(descriptor);
    free(book);
    return NULL;
  }
  lxw_doc_properties properties = {.created = (time_t)created};
  library.workbook_set_properties(book->workbook, &properties);
  set_looks(book);
  return book;
}

int sheet_book_sheet(sheet_book *book, const char *name) {
  book->sheet = library.workbook_add_worksheet(book->workbook, name);
  return book->sheet != NULL;
}

int sheet_book_text(sheet_book *book, uint32_t row, uint16_t column, const char *text, int look) {
  return library.worksheet_write_string(book->sheet, row, column, text, book->looks[look])
         == LXW_NO_ERROR;
}

int sheet_book_number(sheet_book *book, uint32_t row, uint16_t column, double number, int look) {
  return library.worksheet_write_number(book->sheet, row, column, number, book->looks[look])
         == LXW_NO_ERROR;
}

void sheet_book_width(sheet_book *book, uint16_t column, double width) {
  library.worksheet_set_column(book->sheet, column, column, width, NULL);
}

void sheet_book_freeze(sheet_book *book, uint32_t row) {
  library.worksheet_freeze_panes(book->sheet, row, 0);
}

void sheet_book_choices(
  sheet_book *book, uint32_t first, uint32_t last, uint16_t column, const char *const *texts) {
  lxw_data_validation rule = {
    .validate = LXW_VALIDATION_TYPE_LIST,
    /* The library copies the list and does not write to it. */
    .value_list = (void *)texts,
  };
  library.worksheet_data_validation_range(book->sheet, first, column, last, column, &rule);
}

int sheet_book_finish(sheet_book *book, const char **why) {
  int descriptor = book->descriptor;
  lxw_error error = library.workbook_close(book->workbook);
  free(book);
  if (error != LXW_NO_ERROR) {
    *why = library.lxw_strerror(error);
    close(descriptor);
    return -1;
  }
  return descriptor;
}
