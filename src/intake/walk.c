/* walk.c: one path of the command line to the files that it stands for.
 *
 * In: a file, a folder, a pattern, or "-".  Out: in->files, sorted by byte order within a folder.  Never: follows a
 * symbolic link to a folder (loops), enters a hidden folder, opens a file, takes what tells of a folder for an article.
 * Cost: one stat a file.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/stat.h>

#include "intake/parts.h"

static int by_name(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

static void add(stm_intake *in, const char *name) { stm_vec_push(&in->arena, &in->files, name); }

/* "README.md", "LICENSE": it tells of the folder, and is read where it is named itself. */
static bool of_folder(const char *name)
{
    static const char *const words[] = { "readme", "license", "licence", "copying" };
    static const char *const ends[] = { "", ".md", ".txt", ".rst" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i]);
        for (size_t k = 0; k < sizeof ends / sizeof *ends && strncasecmp(name, words[i], n) == 0; k++) {
            if (strcasecmp(name + n, ends[k]) == 0) {
                return true;
            }
        }
    }
    return false;
}

/* Folders found on the way are added to `folders`, which is the list of what is still to do. */
static void read_folder(stm_intake *in, const char *folder, stm_strs *folders)
{
    const struct dirent *entry;
    size_t n = strlen(folder);
    const char *between = n > 0 && folder[n - 1] == '/' ? "" : "/";
    in->dir = opendir(folder);
    if (in->dir == NULL) {
        in->name = folder;
        stm_intake_fail(in, UINT64_MAX, "folder cannot be read: %s", errno == EACCES ? "no permission" : "error");
        return;
    }
    while ((entry = readdir(in->dir)) != NULL) {
        struct stat st;
        stm_str path;
        if (entry->d_name[0] == '.') {
            continue;
        }
        path = stm_str_format(&in->arena, "%s%s%s", folder, between, entry->d_name);
        if (lstat(path.p, &st) != 0) {
            continue;
        }
        if (S_ISDIR(st.st_mode)) {
            stm_vec_push(&in->arena, folders, path);
        } else if (of_folder(entry->d_name)) {
            continue;
        } else if (S_ISREG(st.st_mode) || (S_ISLNK(st.st_mode) && stat(path.p, &st) == 0 && S_ISREG(st.st_mode))) {
            add(in, path.p);
        }
    }
    (void)closedir(in->dir);
    in->dir = NULL;
}

static void walk_folder(stm_intake *in, const char *path)
{
    stm_strs folders = { 0 };
    uint32_t first = in->files.n;
    stm_vec_push(&in->arena, &folders, stm_str_of(path));
    for (uint32_t i = 0; i < folders.n; i++) {
        read_folder(in, folders.at[i].p, &folders);
    }
    if (in->files.n == first) {
        in->name = path;
        stm_intake_fail(in, UINT64_MAX, "folder holds no article");
    } else {
        qsort(in->files.at + first, in->files.n - first, sizeof in->files.at[0], by_name);
    }
}

static void walk_pattern(stm_intake *in, const char *path)
{
    int rc = glob(path, 0, NULL, &in->matches);
    in->globbed = true;
    in->name = path;
    if (rc != 0) {
        stm_intake_fail(in, UINT64_MAX, rc == GLOB_NOMATCH ? "no file of this name" : "pattern cannot be read");
    }
    for (size_t i = 0; rc == 0 && i < in->matches.gl_pathc; i++) {
        struct stat st;
        const char *name = stm_arena_copy(&in->arena, in->matches.gl_pathv[i], strlen(in->matches.gl_pathv[i]));
        if (stat(name, &st) == 0 && S_ISDIR(st.st_mode)) {
            walk_folder(in, name);
        } else {
            add(in, name);
        }
    }
    globfree(&in->matches);
    in->globbed = false;
}

void stm_intake_walk(stm_intake *in, const char *path)
{
    struct stat st;
    in->files.n = 0;
    in->file_at = 0;
    if (strcmp(path, "-") == 0) {
        add(in, path);
    } else if (stat(path, &st) != 0) {
        if (strpbrk(path, "*?[") != NULL) {
            walk_pattern(in, path);
        } else {
            add(in, path); /* opening it gives the reason */
        }
    } else if (S_ISDIR(st.st_mode)) {
        walk_folder(in, path);
    } else {
        add(in, path);
    }
}
