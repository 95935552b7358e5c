/* story_parts.h: what the files of src/story share: the sparse vector of an article and the graph of like articles. */
#ifndef STM_STORY_PARTS_H
#define STM_STORY_PARTS_H

#include "story/story.h"

typedef struct stm_term_weight {
    uint32_t term; /* dense id; ascending within a vector */
    float weight;
} stm_term_weight;

/* One per article. The dot product of two is a weighted sum of cosines, 0 .. STM_STORY_SCALE. */
typedef struct stm_term_vector {
    STM_VEC(stm_term_weight) terms;
} stm_term_vector;

/* What title and lead of an article say, for asking how much of it another article has too. */
typedef struct stm_lead {
    STM_VEC(stm_term_weight) terms; /* a term of both stands twice */
    double sum;                     /* of the weights */
} stm_lead;

typedef struct stm_term_vectors {
    stm_term_vector *at; /* n articles */
    stm_lead *lead;      /* the same n */
    uint32_t n, n_terms;
} stm_term_vectors;

typedef struct stm_like {
    uint32_t other; /* article index */
    float score;
} stm_like;

/* Undirected: each edge stands in the lists of both ends, by `other`. */
typedef struct stm_like_list {
    STM_VEC(stm_like) likes;
} stm_like_list;

/* story_terms.c: words, names, numbers, titles of all articles, weighted by rarity. */
void stm_story_terms(stm_arena *arena, stm_article *const *articles, uint32_t n, stm_term_vectors *out);
/* story_pairs.c: the pairs that are alike enough to matter. `out` has n lists. */
void stm_story_pairs(stm_arena *arena, const stm_term_vectors *vectors, stm_like_list *out);
/* story_link.c: average-link clustering down to `threshold`; group[i] is the least article of i's cluster. */
void stm_story_link(stm_arena *arena, const stm_like_list *graph, uint32_t n, double threshold, uint32_t *group);

#endif
