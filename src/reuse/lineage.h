/* lineage.h: the tree of a family of texts with lost sources anywhere in it, by parsimony. */
#ifndef STM_REUSE_LINEAGE_H
#define STM_REUSE_LINEAGE_H

#include "reuse/columns.h"

/* What is known besides the wording, in tenths of a word. */
typedef struct stm_lineage_priors {
    const int32_t *edge;     /* n * n: of text p being the parent of text c, at [p * n + c] */
    const int32_t *first;    /* n: of being the first of all */
    const int32_t *over;     /* n: of a lost source standing under this text */
    const uint8_t *editions; /* n * n: two versions of a running text: what either dropped was overtaken */
    const uint8_t *late;     /* n * n: text p was published after text c */
    const uint32_t *title;   /* n: number of the headline, alike ones alike; 0: none */
    uint32_t shared_titles;  /* those up to here stand over several texts */
    int32_t lost, lost_root;
} stm_lineage_priors;

typedef struct stm_lineage {
    uint32_t n_nodes; /* texts 0 .. n-1, then lost sources */
    uint32_t *parent; /* n_nodes; STM_NONE: the root */
    int32_t *margin;  /* n_nodes: how much dearer the tree is with the next best parent for this node */
} stm_lineage;

/* noisy: by text: letters were misread. Results live in `arena`. */
void stm_lineage_find(stm_arena *arena, stm_arena *scratch, const stm_columns *columns, const bool *noisy,
                      const stm_lineage_priors *priors, stm_lineage *out);

#endif
