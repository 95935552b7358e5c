/* case_files.c: see case_files.h. */
#include "case_files.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int is_case(const struct dirent *e)
{
    size_t n = strlen(e->d_name);
    return n > 5 && strcmp(e->d_name + n - 5, ".case") == 0;
}

int case_files_each(const char *folder, int (*visit)(void *arg, const char *path), void *arg)
{
    char path[1024];
    struct dirent **found = NULL;
    int wrong = 0, n;
    snprintf(path, sizeof path, "%s/cases/%s", STM_TEST_DIR, folder);
    n = scandir(path, &found, is_case, alphasort);
    if (n <= 0) {
        fprintf(stderr, "%s: no *.case files\n", path);
        abort();
    }
    for (int i = 0; i < n; i++) {
        snprintf(path, sizeof path, "%s/cases/%s/%s", STM_TEST_DIR, folder, found[i]->d_name);
        wrong += visit(arg, path);
        free(found[i]);
    }
    free(found);
    return wrong;
}
