/* files.h: a folder of its own for a test program, and files in it. Whatever fails ends the test. */
#ifndef STM_TESTS_FILES_H
#define STM_TESTS_FILES_H

#include <stddef.h>

/* As set-up and tear-down of cmocka. */
int files_set_up(void **state);
int files_tear_down(void **state);
/* A path in the folder, or with "" the folder and a stroke; lives until 64 more were asked for. */
const char *files_path(const char *name);
/* The caller frees it; a NUL is behind it. */
char *files_read(const char *path, size_t *n);
void files_write(const char *path, const char *bytes, size_t n);
void files_write_text(const char *path, const char *text);
void files_copy(const char *from, const char *to);

#endif
