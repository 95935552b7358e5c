/* corpora.h: made articles in any number that share text, and what a corpus (engine/corpus.h) says of them, for tests
 * of streams, of the kept index, and of what fails on the way. Texts are words by chance: nobody's.
 */
#ifndef STM_TESTS_CORPORA_H
#define STM_TESTS_CORPORA_H

#include "engine/corpus.h"
#include "helpers/files.h"

/* Articles first .. first + n - 1 as JSONL, ids n0, n1, ...: originals, edited copies of near and far earlier ones,
 * excerpts, shared footers. An article is a function of its number. The caller frees it. */
char *corpora_text(uint32_t first, uint32_t n);

typedef struct corpora_run {
    const char *text;  /* JSONL; NULL: nothing is read, or ... */
    const char *path;  /* ... this file */
    const char *index; /* NULL: none */
    bool all, as_it_is;
    bool keep; /* stm_corpus_keep in the end */
    uint32_t threads;
    uint64_t memory_bytes, batch_bytes;
    stm_corpus_counts counts; /* out */
    char *rows;      /* out: pairs and families as lines, in the order of their articles; the caller frees it */
    bool no_rows;    /* they are counted only */
    uint32_t n_rows; /* out */
} corpora_run;

stm_status corpora_do(corpora_run *run, stm_err *err);
/* The same; fails the test where it does not succeed. Returns run->rows. */
char *corpora_rows(corpora_run run);

/* Rows of everything in an index; of what a run adds that reads articles first .. first + n - 1; of one run without an
 * index over the first n. The caller frees them. */
char *corpora_all_of(const char *index);
char *corpora_add(const char *index, uint32_t first, uint32_t n, uint32_t threads);
char *corpora_one_run(uint32_t n);
/* Frees both. */
void corpora_assert_same(char *a, char *b);

#endif
