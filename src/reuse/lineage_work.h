/* lineage_work.h: what lineage.c (the search) and lineage_cost.c (what a tree costs) share. */
#ifndef STM_REUSE_LINEAGE_WORK_H
#define STM_REUSE_LINEAGE_WORK_H

#include "reuse/lineage.h"

/* The family as the search sees it; nothing changes while it runs. */
typedef struct stm_lineage_work {
    const stm_columns *columns;
    const stm_lineage_priors *priors;
    const bool *noisy;
    uint32_t n, max;            /* texts; nodes at most */
    uint64_t *shorts;           /* columns that it costs less to invent once more: words of a short run, mostly */
    uint32_t *rival;            /* by column: the reading that most texts have in its place, or STM_NONE */
    uint32_t *rivals, n_rivals; /* the columns that have one */
    uint64_t *none;             /* an empty row */
    int32_t *pair;              /* n * n: cost of text p as parent of text c, priors included */
} stm_lineage_work;

/* A tree. Nodes 0 .. n-1 are the texts, the others lost sources, of which some are in use. */
typedef struct stm_forest {
    uint32_t *parent; /* max; STM_NONE: the root, or a lost source that is not in use */
    bool *used;       /* max */
} stm_forest;

/* What it costs that a text or lost source was made from another, when one of them is lost, or from nothing: the same
 * steps are met in most of the trees that are tried. Lost sources are told apart by what they hold. */
typedef struct stm_known_step {
    uint64_t parent, child;
    int32_t cost;
} stm_known_step;

/* Scratch of the valuation of a tree. */
typedef struct stm_valuation {
    uint32_t *order, *first_kid, *next_kid; /* order: parents before children */
    uint32_t n_order;
    uint64_t *below, *rows, *twos; /* of lost sources, by node - n: what stands below them, what they hold */
    uint64_t *mark;                /* of lost sources, by node - n: a hash of what they hold */
    stm_known_step *known;         /* n_known, a power of two; parent 0: free */
    uint32_t n_known;
    uint32_t *title; /* max: headline of a node that has none of its own; 0: none */
} stm_valuation;

#define STM_NO_TREE INT64_MAX

/* Fills all of `w` but columns, priors, noisy, n and max. */
void stm_lineage_prepare(stm_lineage_work *w, stm_arena *scratch);
void stm_valuation_init(stm_valuation *v, const stm_lineage_work *w, stm_arena *scratch);
/* What the tree costs, in tenths of a word; STM_NO_TREE: it is none, or has a lost source with fewer than two children.
 */
int64_t stm_lineage_value(const stm_lineage_work *w, const stm_forest *f, stm_valuation *v);

#endif
