/* replay.c: runs one fuzz target over files and folders, so that a corpus is an ordinary test with any compiler. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "fuzz.h"

static int replay_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    uint8_t *bytes = NULL;
    size_t n = 0, cap = 0;
    if (f == NULL) {
        (void)fprintf(stderr, "%s: cannot be opened\n", path);
        return 1;
    }
    for (;;) {
        if (n == cap) {
            uint8_t *more = realloc(bytes, cap = cap * 2 + 4096);
            if (more == NULL) {
                break;
            }
            bytes = more;
        }
        size_t got = fread(bytes + n, 1, cap - n, f);
        if (got == 0) {
            break;
        }
        n += got;
    }
    (void)fclose(f);
    /* exactly as many bytes as there are, so that reading past them is found */
    uint8_t *exact = malloc(n == 0 ? 1 : n);
    if (exact != NULL) {
        memcpy(exact, bytes == NULL ? (const uint8_t *)"" : bytes, n);
        (void)LLVMFuzzerTestOneInput(exact, n);
    }
    free(exact);
    free(bytes);
    return 0;
}

static int replay(const char *path, unsigned *files)
{
    struct stat st;
    DIR *dir;
    const struct dirent *entry;
    int failed = 0;
    if (stat(path, &st) != 0 || !S_ISDIR(st.st_mode)) {
        ++*files;
        return replay_file(path);
    }
    dir = opendir(path);
    while (dir != NULL && (entry = readdir(dir)) != NULL) {
        char name[4096];
        if (entry->d_name[0] != '.') {
            (void)snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
            failed |= replay_file(name);
            ++*files;
        }
    }
    if (dir != NULL) {
        (void)closedir(dir);
    }
    return failed;
}

int main(int argc, char **argv)
{
    unsigned files = 0;
    int failed = 0;
    for (int i = 1; i < argc; i++) {
        failed |= replay(argv[i], &files);
    }
    (void)printf("%u inputs\n", files);
    return failed || files == 0;
}
