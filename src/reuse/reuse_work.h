/* reuse_work.h: what the steps of the stage hand to each other during one run. */
#ifndef STM_REUSE_WORK_H
#define STM_REUSE_WORK_H

#include "base/crew.h"
#include "base/map.h"
#include "reuse/solve.h"

/* Two articles that share text. */
typedef struct stm_rpair {
    uint32_t a, b;             /* article indexes, a < b */
    stm_alignment passages;    /* by a0 */
    uint32_t words_a, words_b; /* words of either article in passages that are not dropped */
    uint64_t link;             /* that it was found on */
    stm_relation relation;
    uint32_t from; /* article index or STM_NONE */
    bool credited; /* an excerpt: the text says where it is from */
} stm_rpair;

typedef STM_VEC(stm_rpair) stm_rpairs;

typedef struct stm_boiler_words {
    uint32_t article, from, to; /* words */
} stm_boiler_words;

/* What one thread has to itself. */
typedef struct stm_reuse_lane {
    stm_arena kept, scratch; /* texts and passages live in `kept` until the run ends */
    stm_arena draft;         /* of one article, or one family */
    stm_folding folding;     /* room NULL: nothing was folded yet */
    stm_aligner aligner;
    bool ready; /* aligner */
    stm_rpairs pairs;
    stm_err err; /* of fetching */
} stm_reuse_lane;

#define STM_REUSE_LANES STM_CREW_MAX /* most threads */

typedef struct stm_reuse_work {
    stm_arena *arena; /* what lives as long as the run */
    const stm_article **articles;
    uint32_t n;
    const uint32_t *number;         /* n: by article: its number among all */
    const stm_batch_source *source; /* NULL: all articles are there */
    const uint64_t *link_start;     /* n + 1: where an article's links begin in `links` */
    const uint32_t *links;          /* earlier articles, ascending for each article */
    const uint8_t *tells;           /* by link: it tells boilerplate, and is no pair; NULL: none does */
    const stm_folds *folds;
    const struct stm_hedges *hedges;
    stm_map agencies;                 /* direction.h */
    uint8_t *origins;                 /* n: stm_origin */
    stm_rtext *texts;                 /* n; letters NULL: not folded, and only n_words may be looked at */
    uint8_t *needed;                  /* n: texts that are to be folded */
    STM_VEC(stm_boiler_words) boiler; /* what is boilerplate in texts, folded or not */
    stm_status status;                /* why the run was left, where it was not for memory */
    stm_err *err;
    stm_rpairs pairs; /* by (a, b) */
    stm_reuse_lane lanes[STM_REUSE_LANES];
    uint32_t n_lanes;
    stm_crew *crew; /* of the calling thread; NULL: lanes are started for each step */
} stm_reuse_work;

/* compare.c: fills w->pairs with all that shares at least STM_PAIR_WORDS words, and folds the texts that this takes. */
void stm_reuse_compare(stm_reuse_work *w);
/* Folds the texts that w->needed names and that are not folded yet. */
void stm_reuse_fold(stm_reuse_work *w);
/* Has the articles that w->needed names completed, and marks their furniture. They are folded. */
void stm_reuse_furnish(stm_reuse_work *w);
/* boilerplate.c: marks passages that are nobody's text, and drops pairs that share nothing else. */
void stm_reuse_boilerplate(stm_reuse_work *w, stm_arena *scratch);
/* family.c: groups articles into families; edges are left to stm_reuse_stemma. */
void stm_reuse_families(stm_reuse_work *w, stm_arena *arena, stm_reuse *out);
/* stemma.c: root and edges of one family. */
void stm_reuse_stemma(stm_reuse_work *w, stm_arena *arena, stm_aligner *aligner, stm_arena *scratch,
                      stm_family *family);
/* family_lines.c: which line of text each passage of a family with a tree belongs to. */
void stm_family_lines(stm_reuse_work *w, stm_arena *arena, stm_arena *scratch, stm_family *family);
/* relation.c: names relation and direction of each pair, from the stemmas. */
void stm_reuse_relations(stm_reuse_work *w, stm_arena *scratch, const stm_reuse *out);

/* How much of the shorter article stands in the longer one, in tenths of a percent. */
uint32_t stm_rpair_weight(const stm_reuse_work *w, const stm_rpair *p);
/* The pair of two articles, or NULL. */
stm_rpair *stm_rpair_find(stm_reuse_work *w, uint32_t a, uint32_t b);

#endif
