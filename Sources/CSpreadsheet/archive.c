#include "CSpreadsheet.h"

#include <minizip/unzip.h>
#include <stdlib.h>

struct sheet_archive {
  unzFile file;
  int is_open;
};

sheet_archive *sheet_archive_open(const char *path) {
  sheet_archive *archive = calloc(1, sizeof *archive);
  if (archive == NULL) return NULL;
  archive->file = unzOpen64(path);
  if (archive->file == NULL) {
    free(archive);
    return NULL;
  }
  return archive;
}

void sheet_archive_close(sheet_archive *archive) {
  if (archive->is_open) unzCloseCurrentFile(archive->file);
  unzClose(archive->file);
  free(archive);
}

int sheet_archive_begin(sheet_archive *archive, const char *name) {
  if (archive->is_open) sheet_archive_end(archive);
  /* 2 = compare without case, as the format's rules of names ask. */
  if (unzLocateFile(archive->file, name, 2) != UNZ_OK) return 0;
  if (unzOpenCurrentFile(archive->file) != UNZ_OK) return -1;
  archive->is_open = 1;
  return 1;
}

int sheet_archive_read(sheet_archive *archive, void *bytes, int count) {
  int got = unzReadCurrentFile(archive->file, bytes, (unsigned)count);
  return got < 0 ? -1 : got;
}

int sheet_archive_end(sheet_archive *archive) {
  archive->is_open = 0;
  return unzCloseCurrentFile(archive->file) == UNZ_OK ? 0 : -1;
}
