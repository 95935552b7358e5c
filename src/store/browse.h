/* browse.h: a store as a reader goes through it: stories by day, one story as the writers take it, one article.
 *
 * In: an open store.  Out: rows and runs in the caller's arena.  Never: changes the file.
 * What a series of calls gives is of one state of the store: that of the moment in which it was opened.
 */
#ifndef STM_STORE_BROWSE_H
#define STM_STORE_BROWSE_H

#include "store/store.h"

/* Opens the store at `path` to read it: it cannot be written to, not even by mistake, and of what others write
 * meanwhile nothing is seen until it is closed. A program that holds the file is waited for `wait_ms`; *busy: that was
 * not enough, and the status is STM_IO. Else as stm_store_open. */
stm_status stm_store_look(const char *path, uint32_t wait_ms, stm_store **out, bool *busy, stm_err *err) STM_MUST_USE;

typedef struct stm_story_row {
    int64_t id;       /* stays when the story grows */
    uint32_t number;  /* that of s1, s2, ... */
    stm_str title;    /* NULL: none of its articles has one */
    stm_str from, to; /* ISO days; NULL */
    uint32_t articles, lines;
    uint32_t contested; /* items that its page has under "Contested" */
    stm_strs names;     /* where there is no title: the ids of its first articles */
} stm_story_row;
typedef STM_VEC(stm_story_row) stm_story_rows;

typedef struct stm_browse_counts {
    uint64_t articles, stories;
} stm_browse_counts;
stm_status stm_store_counts_of(stm_store *store, stm_browse_counts *out, stm_err *err) STM_MUST_USE;

/* Stories by their last day, newest first, those without a day last; `limit` of them after the first `skip`. */
stm_status stm_store_stories(stm_store *store, stm_arena *arena, uint32_t skip, uint32_t limit, stm_story_rows *out,
                             stm_err *err) STM_MUST_USE;
/* The id of the story with that number, from 1; 0: there is none. */
stm_status stm_store_story_id(stm_store *store, uint32_t number, int64_t *id, stm_err *err) STM_MUST_USE;

/* One story with its articles and what these share with one another, into an initialised run: what `stemma record
 * --jsonl` writes of it. *number: that of s1, s2, ...; 0: there is no such story, and the run stays empty. */
stm_status stm_store_recall(stm_store *store, int64_t id, stm_run *run, uint32_t *number, stm_err *err) STM_MUST_USE;
/* Paragraphs, sentences, tokens and trees of the articles of a run that was recalled, which the writers of pages go by.
 * Needs no store. Thread-safe for different runs. */
stm_status stm_store_parse(stm_engine *engine, stm_run *run, stm_err *err) STM_MUST_USE;
/* The story's object as it is kept; NULL: there is none. */
stm_status stm_store_story_object(stm_store *store, stm_arena *arena, int64_t id, stm_str *out,
                                  stm_err *err) STM_MUST_USE;

typedef struct stm_article_page {
    stm_article *article; /* with annotations; NULL: there is none */
    int64_t story;        /* its id; 0: none */
    uint32_t story_number;
    stm_str story_title;
} stm_article_page;
/* The article with that number: 1, 2, 3, ... in the order in which they came. */
stm_status stm_store_article(stm_store *store, stm_arena *arena, int64_t number, stm_article_page *out,
                             stm_err *err) STM_MUST_USE;

#endif
