/* reuse.h: map of the stage `reuse`: sketch -> seed -> chain -> align -> family -> stemma.
 *
 * In: articles (text, metadata; no annotations needed).  Out: pairs that share text, with aligned passages, and
 * families with their stemma.  Articles are named by their index in the input.
 */
#ifndef STM_REUSE_REUSE_H
#define STM_REUSE_REUSE_H

#include "article/article.h"

typedef enum stm_relation {
    STM_REL_IDENTICAL,
    STM_REL_REPRINT,
    STM_REL_EDIT,
    STM_REL_EXCERPT,
    STM_REL_COMMON_SOURCE
} stm_relation;
typedef enum stm_aligned_kind { STM_ALIGNED_SAME, STM_ALIGNED_EDITED, STM_ALIGNED_MOVED } stm_aligned_kind;

typedef struct stm_aligned {
    stm_span a, b;
    stm_aligned_kind kind;
} stm_aligned;

typedef struct stm_pair {
    uint32_t a, b;             /* article indexes, a < b */
    double shared_a, shared_b; /* share of each text that stands in the other, 0-1 */
    stm_relation relation;
    uint32_t from;                 /* article index, or STM_NONE: direction unknown */
    double confidence;             /* that the pair, its relation and `from` are right, 0-1; measured */
    STM_VEC(stm_aligned) passages; /* by a.start */
} stm_pair;

/* Node of a stemma: 0 .. n_articles-1 of the family are its articles (in `articles` order), higher ones are lost. */
typedef struct stm_edge {
    uint32_t from, to; /* node indexes */
    stm_relation relation;
    double confidence;
    bool told; /* something tells that `from` was first; false: their order is not known */
} stm_edge;

/* What an article is to a passage of its text, among those of its family that have it too. */
typedef enum stm_role {
    STM_ROLE_SOURCE, /* others have it from this article */
    STM_ROLE_COPY,   /* it has it from another one, or from a lost source */
    STM_ROLE_SHARED  /* who has it from whom is not known */
} stm_role;

typedef struct stm_line_passage {
    uint32_t node; /* of the article */
    stm_span at;   /* whole sentences */
    stm_role role;
    uint32_t origin, from; /* nodes: where the wording entered the family; the next one above that has it. STM_NONE: not
                            * known, and `from` of a source */
    double confidence;     /* the least of the edges on the way; 0: nothing is said */
} stm_line_passage;

typedef struct stm_family {
    stm_u32s articles; /* article indexes, ascending */
    uint32_t n_lost;   /* lost common sources: nodes articles.n .. articles.n + n_lost - 1, written α, β, ... */
    uint32_t root;     /* node index, or STM_NONE */
    STM_VEC(stm_edge) edges;
    STM_VEC(stm_line_passage)
    passages; /* what articles of it share, by node and place; none where there are no edges */
} stm_family;

typedef struct stm_reuse {
    STM_VEC(stm_pair) pairs;      /* by (a, b) */
    STM_VEC(stm_family) families; /* by first article */
} stm_reuse;

typedef struct stm_reuse_options {
    uint32_t threads;      /* 0: 1 */
    uint64_t memory_bytes; /* bound of the index; 0: no bound */
} stm_reuse_options;

/* The first pair whose `a` is no smaller than `article`: an index into pairs, or their number. */
uint32_t stm_pairs_from(const stm_reuse *reuse, uint32_t article);
/* The pair of articles a < b, or NULL. */
const stm_pair *stm_pair_of(const stm_reuse *reuse, uint32_t a, uint32_t b);

const char *stm_relation_name(stm_relation v);
const char *stm_role_name(stm_role v);
const char *stm_aligned_name(stm_aligned_kind v);

/* Compares the articles articles[0..n). `options` may be NULL. Results live in `arena`. */
stm_status stm_reuse_run(stm_arena *arena, const stm_article *const *articles, uint32_t n,
                         const stm_reuse_options *options, stm_reuse *out, stm_err *err) STM_MUST_USE;

#endif
