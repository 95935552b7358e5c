/* recall.h: articles, reuse and records as the store's objects tell them, back in the form that the writers take.
 *
 * In: objects of docs/output.md.  Out: what was written, but for tokens and trees, which no object has.
 * Never: a passage outside of its article. Whatever does not fit is STM_FORMAT: the store is damaged.
 */
#ifndef STM_STORE_RECALL_H
#define STM_STORE_RECALL_H

#include "base/map.h"
#include "engine/engine.h"
#include "store/object.h"

/* An object that is being read: the first thing that does not fit makes it broken, and all that follows is empty. */
typedef struct stm_recall {
    stm_arena *arena;
    stm_object object;
    bool broken;
    const stm_map *names;         /* from an article's id to its index */
    stm_article *const *articles; /* by index; NULL: passages are not checked against texts */
} stm_recall;

/* Reads one article's object. In stm_arena_protect, as all of these; false: broken. */
bool stm_recall_article(stm_arena *arena, stm_str object, stm_article **out);
bool stm_recall_pair(stm_recall *r, stm_str object, stm_pair *out);
/* *inside false: an article of it is not among `names`, and nothing is read. */
bool stm_recall_family(stm_recall *r, stm_str object, stm_family *out, bool *inside, uint32_t *number);
/* A record; `family_of` leads from the store's number of a family, as "f3", to its index. recall_story.c */
bool stm_recall_record(stm_recall *r, stm_str object, const stm_map *families, stm_record *out);

/* ---- values; a value that is missing or of another kind is unknown, or breaks the object where it must be there ---
 */
stm_str stm_recall_str(stm_recall *r, uint32_t of, const char *key);    /* NULL where null; may be missing */
double stm_recall_real(stm_recall *r, uint32_t of, const char *key);    /* NaN where null or missing */
uint32_t stm_recall_count(stm_recall *r, uint32_t of, const char *key); /* must be there */
/* A value that is a whole number. */
uint32_t stm_recall_whole(stm_recall *r, uint32_t value);
bool stm_recall_flag(stm_recall *r, uint32_t of, const char *key); /* false where missing */
/* "e3" is 2; null or missing is STM_NONE. */
uint32_t stm_recall_id(stm_recall *r, uint32_t of, const char *key, char letter);
/* An article's index by its id; must be there. */
uint32_t stm_recall_name(stm_recall *r, uint32_t of, const char *key);
/* The first value of an array; STM_NONE where it is empty or missing. */
uint32_t stm_recall_list(stm_recall *r, uint32_t of, const char *key);
/* [start, end]; null or missing is no span. */
stm_span stm_recall_span(stm_recall *r, uint32_t value);
stm_span stm_recall_span_of(stm_recall *r, uint32_t of, const char *key);
/* The members start and end. */
stm_span stm_recall_fields(stm_recall *r, uint32_t of);
/* Whether the span lies in that article's text; breaks the object if not. */
void stm_recall_check(stm_recall *r, uint32_t article, stm_span at);
/* Sets `out` to the value of type T whose name is that of the member, of those up to `last`; breaks the object where
 * there is none. */
#define STM_RECALL_WORD(out, r, of, key, T, name_of, last)                                                             \
    do {                                                                                                               \
        stm_str word_ = stm_recall_str((r), (of), (key));                                                              \
        uint32_t v_ = 0;                                                                                               \
        while (v_ <= (uint32_t)(last) && !stm_str_eqz(word_, name_of((T)v_))) {                                        \
            v_++;                                                                                                      \
        }                                                                                                              \
        (r)->broken = (r)->broken || v_ > (uint32_t)(last);                                                            \
        (out) = v_ > (uint32_t)(last) ? (T)0 : (T)v_;                                                                  \
    } while (0)

/* Goes through the values of the member `key`, an array. */
#define STM_RECALL_EACH(r, of, key, at)                                                                                \
    for (uint32_t at = stm_recall_list((r), (of), (key)); !(r)->broken && at != STM_NONE;                              \
         at = stm_object_next(&(r)->object, at))

#endif
