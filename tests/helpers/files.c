/* files.c: see files.h. */
#include "helpers/files.h"

#include <stdarg.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static char folder[64];

int files_set_up(void **state)
{
    (void)state;
    (void)snprintf(folder, sizeof folder, "/tmp/stemma-test-XXXXXX");
    assert_non_null(mkdtemp(folder));
    return 0;
}

int files_tear_down(void **state)
{
    char line[100];
    (void)state;
    (void)snprintf(line, sizeof line, "rm -rf %s", folder);
    return system(line);
}

const char *files_path(const char *name)
{
    static char path[64][128];
    static uint32_t next;
    next = (next + 1) % 64;
    (void)snprintf(path[next], sizeof path[next], "%s/%s", folder, name);
    return path[next];
}

char *files_read(const char *path, size_t *n)
{
    FILE *f = fopen(path, "rb");
    struct stat s;
    char *bytes;
    assert_non_null(f);
    assert_int_equal(fstat(fileno(f), &s), 0);
    *n = (size_t)s.st_size;
    bytes = malloc(*n + 1);
    assert_non_null(bytes);
    assert_int_equal(fread(bytes, 1, *n, f), *n);
    bytes[*n] = '\0';
    (void)fclose(f);
    return bytes;
}

void files_write(const char *path, const char *bytes, size_t n)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
}

void files_write_text(const char *path, const char *text) { files_write(path, text, strlen(text)); }

void files_copy(const char *from, const char *to)
{
    size_t n;
    char *bytes = files_read(from, &n);
    files_write(to, bytes, n);
    free(bytes);
}
