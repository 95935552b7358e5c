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

/* ---- days ------------------------------------------------------------------------------------------------- */

#define STM_STORY_SPAN 7 /* days within which the articles of one story are thought to lie */

/* The day of that weekday nearest to `anchor`. */
static inline int32_t stm_day_around(int32_t anchor, int32_t weekday)
{
    int32_t ahead = (weekday - stm_weekday(anchor) + 7) % 7;
    return stm_add_days(anchor, ahead <= 3 ? ahead : ahead - 7);
}

/* story_told.c. `self` is a member; `by` becomes the article (of all, not of the members) that tells, unless the day is
 * STM_NO_DAY. Dated articles may lie so far apart that the weekday of writing could be of two weeks: */
/* the week of what a dated article tells of the same weekday in the same words; */
int32_t stm_week_of_told(stm_arena *arena, stm_article *const *articles, const stm_u32s *members, uint32_t self,
                         int32_t weekday, uint32_t *by);
/* the week of the dated articles that share half of either text with it. STM_NO_DAY: none does, or they are of two. */
int32_t stm_week_of_kin(stm_article *const *articles, const stm_u32s *members, uint32_t self, int32_t weekday,
                        const stm_reuse *reuse, uint32_t *by);
/* The day that a dated article's lead gives to what the lead of `self` tells, of the week up to its own: `self` was not
 * written before it. */
int32_t stm_told_not_before(stm_arena *arena, stm_article *const *articles, const stm_u32s *members, uint32_t self,
                            uint32_t *by);
/* The day of a happening that another article's lead dates by the calendar to more than a week before `anchor`, told in
 * the lead of `self` without that date: `self` is its first report, not one of the week of the anchor. */
int32_t stm_told_long_before(stm_arena *arena, stm_article *const *articles, const stm_u32s *members, uint32_t self,
                             int32_t anchor, uint32_t *by);
/* The day from `first` on that weekdays with these scores (1-7) fit best, of those near dated articles; STM_NO_DAY:
 * none leads. */
int32_t stm_day_best_from(stm_article *const *articles, const stm_u32s *members, const double *score_of, int32_t first);

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
