/* cases.h: case files of a readable form: comments (#), settings (NAME VALUE), texts (> ...), and under each text the
 * lines that are expected of it, one item a line, in text order. Anything found and not listed fails too.
 */
#ifndef STM_TESTS_CASES_H
#define STM_TESTS_CASES_H

#include "extract/extract.h"

typedef struct case_run {
    const char *folder; /* under tests/cases */
    /* Writes what is found in `article`, a line each, to `out`. */
    void (*describe)(stm_arena *arena, const stm_lexicon *lexicon, stm_article *article, stm_buf *out);
} case_run;

/* Runs every *.case of the folder; returns the number of texts whose lines are not as expected, each shown on stderr.
 */
int cases_run(const case_run *run, int *texts);

#endif
