/* reuse_work.h: what the steps of the stage hand to each other during one run. */
#ifndef STM_REUSE_WORK_H
#define STM_REUSE_WORK_H

#include "base/crew.h"
#include "base/map.h"
#include "reuse/align.h"

/* Two articles that share text. */
typedef struct stm_rpair {
    uint32_t a, b;             /* article indexes, a < b */
    stm_alignment passages;    /* by a0 */
    uint32_t words_a, words_b; /* words of either article in passages that are not dropped */
    stm_relation relation;
    uint32_t from; /* article index or STM_NONE */
} stm_rpair;

typedef STM_VEC(stm_rpair) stm_rpairs;

/* What one thread has to itself. */
typedef struct stm_reuse_lane {
    stm_arena kept, scratch; /* texts and passages live in `kept` until the run ends */
    stm_arena draft;         /* of one article, at its greatest possible size */
    stm_aligner aligner;
    bool ready; /* aligner */
    stm_rpairs pairs;
} stm_reuse_lane;

#define STM_REUSE_LANES STM_CREW_MAX /* most threads */

typedef struct stm_reuse_work {
    stm_arena *arena; /* what lives as long as the run */
    const stm_article *const *articles;
    uint32_t n;
    const uint64_t *link_start; /* n + 1: where an article's links begin in `links` */
    const uint32_t *links;      /* earlier articles, ascending for each article */
    const stm_folds *folds;
    const struct stm_hedges *hedges;
    stm_map agencies; /* direction.h */
    uint8_t *origins; /* n: stm_origin */
    stm_rtext *texts; /* n */
    stm_rpairs pairs; /* by (a, b) */
    stm_reuse_lane lanes[STM_REUSE_LANES];
    uint32_t n_lanes;
} stm_reuse_work;

/* compare.c: fills w->texts and w->pairs with all that shares at least STM_PAIR_WORDS words. */
void stm_reuse_compare(stm_reuse_work *w);
/* boilerplate.c: marks passages that are nobody's text, and drops pairs that share nothing else. */
void stm_reuse_boilerplate(stm_reuse_work *w, stm_arena *scratch);
/* family.c: groups articles into families; edges are left to stm_reuse_stemma. */
void stm_reuse_families(stm_reuse_work *w, stm_arena *arena, stm_reuse *out);
/* stemma.c: root and edges of one family. */
void stm_reuse_stemma(stm_reuse_work *w, stm_arena *arena, stm_aligner *aligner, stm_arena *scratch,
                      stm_family *family);
/* relation.c: names relation and direction of each pair, from the stemmas. */
void stm_reuse_relations(stm_reuse_work *w, stm_arena *scratch, const stm_reuse *out);

/* How much of the shorter article stands in the longer one, in tenths of a percent. */
uint32_t stm_rpair_weight(const stm_reuse_work *w, const stm_rpair *p);
/* The pair of two articles, or NULL. */
stm_rpair *stm_rpair_find(stm_reuse_work *w, uint32_t a, uint32_t b);

#endif
