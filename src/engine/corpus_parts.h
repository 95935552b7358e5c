/* corpus_parts.h: what the files of corpus.h share. */
#ifndef STM_ENGINE_CORPUS_PARTS_H
#define STM_ENGINE_CORPUS_PARTS_H

#include "engine/corpus.h"
#include "engine/kept.h"
#include "reuse/solve.h"

struct stm_corpus {
    stm_corpus_options options;
    stm_intake *intake;
    stm_corpus_counts counts;
    stm_stock *stock; /* of shelf, sketches and seeds, and then, where they are done with, of the comparison */
    stm_shelf shelf;
    stm_sketches sketches;
    stm_seeds *seeds;
    stm_postings postings;
    stm_links links;
    stm_kept *kept;    /* NULL: no index */
    uint32_t n_kept;   /* its articles are the first ones, with links and passages */
    uint32_t n_before; /* articles of earlier runs: n_kept, or those that were taken out of the index to be made anew */
    uint64_t *prints;  /* of new articles */
    uint32_t n_prints, cap_prints;
    stm_status known_status; /* of asking whether an article is known */
    /* of the comparison */
    uint32_t *group;  /* by article: first article of its group */
    uint32_t *number; /* by article: place in its batch */
    uint64_t batch_bytes;
    uint16_t *families; /* by article: how many begin with it */
};

/* Reads all of the intake: articles are sketched and put away. */
stm_status stm_corpus_first_pass(stm_corpus *c, stm_err *err) STM_MUST_USE;
/* The articles of an index whose links and passages do not count any more, as if they had been read now. */
stm_status stm_corpus_make_anew(stm_corpus *c, stm_err *err) STM_MUST_USE;

static inline uint32_t stm_corpus_size(const stm_corpus *c) { return c->n_kept + c->shelf.n; }

#endif
