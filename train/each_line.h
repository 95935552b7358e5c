/* each_line.h: files of JSON lines, one object after the other, for the small programs of train/.
 *
 * In: paths.  Out: one call for each line, inside an arena that is emptied after it.  Never: more than one line in
 * memory.
 */
#ifndef TRAIN_EACH_LINE_H
#define TRAIN_EACH_LINE_H
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"

/* Reads the files and calls work(arg) with each line's object in *in, which lasts as long as the call. -> 0; 2: a file
 * can't be opened; 3: out of memory. */
static int train_each_line(char **paths, int n, stm_arena *arena, json_object **in, void (*work)(void *), void *arg)
{
    char *line = NULL;
    size_t cap = 0;
    int rc = 0;
    for (int i = 0; i < n && rc == 0; i++) {
        FILE *f = fopen(paths[i], "r");
        if (f == NULL) {
            (void)fprintf(stderr, "%s: cannot be opened\n", paths[i]);
            rc = 2;
            break;
        }
        while (rc == 0 && getline(&line, &cap, f) > 0) {
            *in = json_tokener_parse(line);
            rc = stm_arena_protect(arena, work, arg) == STM_OK ? 0 : 3;
            json_object_put(*in);
            stm_arena_reset(arena);
        }
        (void)fclose(f);
    }
    free(line);
    return rc;
}

#endif
