/* story_parts.h: what the files of src/story share: the counts and the sparse vector of an article, and the graph of
 * like articles.
 */
#ifndef STM_STORY_PARTS_H
#define STM_STORY_PARTS_H

#include "base/crew.h"
#include "story/story.h"

/* ---- threads ---------------------------------------------------------------------------------------------- */

typedef struct stm_story_lanes {
    uint32_t threads;
    stm_arena arena[STM_CREW_MAX]; /* by lane: scratch of one grouping */
} stm_story_lanes;
/* One item, inside of the guard of its lane's arena. */
typedef void stm_story_job(void *arg, stm_arena *scratch, uint32_t lane, uint32_t item);
/* story.c: the job for items 0 .. n-1 on all lanes; a failure leaves the guard of `arena`. */
void stm_story_crew(stm_arena *arena, stm_story_lanes *lanes, uint32_t n, stm_story_job *job, void *arg);

/* ---- counts ----------------------------------------------------------------------------------------------- */

typedef enum stm_term_view {
    STM_VIEW_WORDS,
    STM_VIEW_LEAD,
    STM_VIEW_NAMES,
    STM_VIEW_NUMBERS,
    STM_VIEW_TITLE,
    STM_VIEW_PAIRS,
    STM_VIEWS
} stm_term_view;

#define STM_STORY_PARTS 16u /* parts of all terms, by hash, that are worked on apart */

/* What an article has of each term, each term once, by part. */
typedef struct stm_term_counts {
    uint64_t *hash; /* of view and word; story_terms.c puts the place of the term there */
    uint16_t *what; /* stm_term_view, and 8 times how often */
    uint32_t start[STM_STORY_PARTS + 1];
    uint32_t weekdays; /* bits of those that title and lead name, Monday the lowest */
    uint64_t *lead;    /* hashes of the words of lead and of title, each once in either, in the view WORDS */
    uint32_t n_lead;
} stm_term_counts;

static inline uint32_t stm_term_part(uint64_t hash) { return (uint32_t)(hash >> 60); }
/* The hash of a word in one view; that of the same word in another follows from it. */
static inline uint64_t stm_term_hash(uint64_t word, stm_term_view view)
{
    return word ^ (uint64_t)view * UINT64_C(0x9E3779B97F4A7C15);
}

/* story_count.c. Scratch for one article after the other. */
typedef struct stm_term_counter stm_term_counter;
stm_term_counter *stm_term_counter_new(stm_arena *arena);
/* `out` lives in `arena`, which is the counter's. */
void stm_term_count(stm_arena *arena, stm_term_counter *counter, const stm_article *article, stm_term_counts *out);

/* ---- vectors ---------------------------------------------------------------------------------------------- */

typedef struct stm_term_weight {
    uint32_t term; /* dense id, the most frequent first */
    float weight;
} stm_term_weight;

/* One per article. The dot product of two is a weighted sum of cosines, 0 .. 1.3. */
typedef struct stm_term_vector {
    const stm_term_weight *frequent, *rare; /* in any order */
    uint32_t n_frequent, n_rare;
} stm_term_vector;

/* What title and lead of an article say, for asking how much of it another article has too. */
typedef struct stm_lead {
    const stm_term_weight *at; /* a term of both stands twice */
    uint32_t n;
    double sum; /* of the weights */
} stm_lead;

typedef struct stm_term_vectors {
    stm_term_vector *at; /* n articles */
    stm_lead *lead;      /* the same n */
    uint32_t *df;        /* by term: articles that have it, descending */
    uint8_t *weekdays;   /* bits of those that title and lead name */
    int32_t *day;        /* of publication, or STM_NO_DAY */
    uint32_t n, n_terms;
    uint32_t first_rare; /* terms from here on are in few enough articles to find others by */
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
void stm_story_terms(stm_arena *arena, stm_story_lanes *lanes, stm_article *const *articles, uint32_t n,
                     stm_term_vectors *out);
/* story_pairs.c: the pairs that are alike enough to matter. `out` has n lists. */
void stm_story_pairs(stm_arena *arena, stm_story_lanes *lanes, const stm_term_vectors *vectors, stm_like_list *out);
/* story_link.c: average-link clustering down to `threshold`; group[i] is the least article of i's cluster. */
void stm_story_link(stm_arena *arena, const stm_like_list *graph, uint32_t n, double threshold, uint32_t *group);

#endif
