/* corpus.h: `stemma reuse` over inputs of any size: articles are read, sketched and put away, once each; then the
 * groups that share text are compared, one batch after the other. Texts of large plain files are not put away but read
 * again from there.
 *
 * With an index (kept.h) the articles of earlier runs count as read before those of this one, and the results are those
 * of one run over all of them: everything with `all`, else what touches an article of this run.
 *
 * Results are those of stm_reuse_run on the same articles, at any bound of memory and any number of threads, but where
 * one group of linked articles alone is above the bound of a batch: then its weakest links are left out (statistics:
 * cut).
 */
#ifndef STM_ENGINE_CORPUS_H
#define STM_ENGINE_CORPUS_H

#include "intake/intake.h"
#include "reuse/reuse.h"

typedef struct stm_corpus_options {
    uint32_t threads;      /* 0: 1 */
    const char *index;     /* file of the index; NULL: none. Its first run decides how large a batch may be */
    bool index_as_it_is;   /* nothing is added to it */
    bool all;              /* with an index: all pairs and families, not those of new articles alone */
    bool quick;            /* only stm_corpus_estimate will be asked; no text is kept. Without an index */
    bool dated;            /* intake gives a date to articles without one: a later run could not know it */
    uint64_t memory_bytes; /* what goes beyond lies in temporary files; 0: no bound */
    uint64_t batch_bytes;  /* of text: largest group that is compared whole; 0: what memory_bytes allows */
    void (*on_progress)(void *arg, const char *doing,
                        uint64_t n); /* from any one thread at a time; NULL: nobody asks */
    void *on_progress_arg;
} stm_corpus_options;

typedef struct stm_corpus_counts {
    uint64_t articles, seeds; /* read; fingerprints taken */
    uint64_t kept, passed;    /* articles in the index before; read ones that were there already */
    bool anew;                /* the index was of other rules, and is made anew from its own articles */
    uint64_t looked, probed;  /* articles met in lists of a fingerprint; pairs of sketches compared */
    uint64_t links, linked;   /* pairs to align; articles that have any */
    uint64_t batches, cut;    /* links that were left out because a group was too large */
} stm_corpus_counts;

typedef struct stm_corpus stm_corpus;

/* Reads all of `intake`, which must have been opened with `bare` and must live as long as the corpus. */
stm_status stm_corpus_read(stm_intake *intake, const stm_corpus_options *options, stm_corpus **out,
                           stm_err *err) STM_MUST_USE;

/* Takes the pairs and families of some groups, by batch index; number[i] is the place of an article in index and input.
 * What it is given lives during the call; it may allocate from `arena`, inside the arena's guard. Several calls at a
 * time, on any threads; which groups come together, and which calls first, means nothing. Families without an article
 * from stm_corpus_first_new on have no edges, and there may be no such article in `articles`. */
typedef stm_status (*stm_corpus_sink)(void *arg, stm_arena *arena, const stm_reuse *reuse, stm_article *const *articles,
                                      const uint32_t *number, stm_err *err);
/* Once for each corpus. */
stm_status stm_corpus_compare(stm_corpus *corpus, stm_corpus_sink sink, void *arg, stm_err *err) STM_MUST_USE;
/* Takes an estimate for a pair of articles, a < b: what share of the letters of either stands in the other, 0-1. */
typedef stm_status (*stm_corpus_estimate_sink)(void *arg, uint32_t a, uint32_t b, double shared_a, double shared_b,
                                               stm_err *err);
/* Instead of stm_corpus_compare, for a corpus that was read with `quick`: pairs from their sketches alone, by b, then
 * a; those that share about twenty words or more. Nothing is aligned, and boilerplate counts. */
stm_status stm_corpus_estimate(stm_corpus *corpus, stm_corpus_estimate_sink sink, void *arg, stm_err *err) STM_MUST_USE;
/* Makes the index hold the articles of this run too, at once or not at all. Without an index: nothing. */
stm_status stm_corpus_keep(stm_corpus *corpus, stm_err *err) STM_MUST_USE;
/* How many there are, with those of the index; the first one that rows are asked for. */
uint32_t stm_corpus_articles(const stm_corpus *corpus);
uint32_t stm_corpus_first_new(const stm_corpus *corpus);
/* How many families have article `i` as their first one. */
uint32_t stm_corpus_families(const stm_corpus *corpus, uint32_t i);
const stm_corpus_counts *stm_corpus_counted(const stm_corpus *corpus);
/* An article again, without annotations, in `arena`; inside stm_arena_protect. It is as it was read ... */
stm_status stm_corpus_article(const stm_corpus *corpus, uint32_t i, stm_arena *arena, stm_article **out,
                              stm_err *err) STM_MUST_USE;
/* ... until what its text says of itself is looked for. */
void stm_corpus_furnish(const stm_corpus *corpus, stm_arena *arena, stm_article *article);
/* Its id alone, which may be borrowed from the corpus or lie in `arena`; inside stm_arena_protect. */
stm_status stm_corpus_id(const stm_corpus *corpus, uint32_t i, stm_arena *arena, stm_str *out,
                         stm_err *err) STM_MUST_USE;
uint32_t stm_corpus_text_bytes(const stm_corpus *corpus, uint32_t i);
void stm_corpus_close(stm_corpus *corpus);

#endif
