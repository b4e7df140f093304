/* What spreadsheets need from C libraries: minizip opens the archive, expat reads its XML (both
   linked statically), libxlsxwriter writes and is loaded only when a sheet is written. */
#ifndef CSPREADSHEET_H
#define CSPREADSHEET_H

#include <expat.h>
#include <stdint.h>

/* --- archive, for reading ---------------------------------------------------------------------- */

typedef struct sheet_archive sheet_archive;

/* NULL when the file cannot be opened or is no zip archive. */
sheet_archive *sheet_archive_open(const char *path);
void sheet_archive_close(sheet_archive *archive);
/* Begins the member of that name, upper and lower case alike; 0 when there is none, -1 when it is
   encrypted or damaged. */
int sheet_archive_begin(sheet_archive *archive, const char *name);
/* The next bytes of the member: their count, 0 at its end, -1 when it is damaged. */
int sheet_archive_read(sheet_archive *archive, void *bytes, int count);
/* Ends the member; -1 when its checksum is wrong. Only a member read to its end is checked. */
int sheet_archive_end(sheet_archive *archive);

/* --- workbook, for writing --------------------------------------------------------------------- */

typedef struct sheet_book sheet_book;

/* The looks of a cell. */
enum {
  sheet_look_text,
  sheet_look_heading,
  sheet_look_title,
  sheet_look_count,
  sheet_look_share,
  sheet_look_share_1,
  sheet_look_share_2,
  sheet_look_money,
  sheet_look_day,
  sheet_look_bold,
  sheet_look_bold_count,
  sheet_look_bold_money,
  sheet_look_count_of_looks
};

/* NULL when libxlsxwriter cannot be loaded; *why then says it, in the system's words. */
sheet_book *sheet_book_new(int64_t created, const char **why);
/* Adds a sheet, which the following calls write to; 0 when the library refuses its name. */
int sheet_book_sheet(sheet_book *book, const char *name);
/* Each gives 0 when the library refuses the cell. Rows and columns count from 0. */
int sheet_book_text(sheet_book *book, uint32_t row, uint16_t column, const char *text, int look);
int sheet_book_number(sheet_book *book, uint32_t row, uint16_t column, double number, int look);
void sheet_book_width(sheet_book *book, uint16_t column, double width);
/* Keeps the rows above this one in sight. */
void sheet_book_freeze(sheet_book *book, uint32_t row);
/* A list of allowed texts for the cells of a column; the list ends in NULL. */
void sheet_book_choices(
  sheet_book *book, uint32_t first, uint32_t last, uint16_t column, const char *const *texts);
/* Finishes the file and frees the book. The descriptor of the file in memory, which the caller
   closes; -1 when it could not be written, *why then says it. */
int sheet_book_finish(sheet_book *book, const char **why);

#endif
