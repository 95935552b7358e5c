/* search.h: finding passages in a store.
 *
 * A query is words that must all stand in one passage: captain tow. "in quotation marks" words stand side by side and
 * in this order; OR between two lets either do; a minus or NOT before one lets none of it stand there; a star behind a
 * word stands for any ending. Capitals, accents and punctuation count for nothing.
 */
#ifndef STM_STORE_SEARCH_H
#define STM_STORE_SEARCH_H

#include "store/store.h"

typedef struct stm_term {
    stm_strs words; /* folded; more than one: side by side */
    bool prefix;    /* the last is a beginning */
} stm_term;
typedef STM_VEC(stm_term) stm_terms;

typedef struct stm_sought {
    STM_VEC(stm_terms) all; /* of each at least one must be found */
    stm_terms none;         /* nothing of these */
} stm_sought;

/* Reads a query. STM_USAGE: the message says what is wrong with it and what to write instead. `err->byte` is where.
 * Nothing to look for is no error: `out` is empty. Results live in `arena`. */
stm_status stm_search_parse(stm_arena *arena, stm_str query, stm_sought *out, stm_err *err) STM_MUST_USE;
/* Does `text` have what is sought? *matches: where, in bytes, ascending, without overlaps. In stm_arena_protect. */
bool stm_search_match(stm_arena *arena, const stm_sought *sought, stm_str text, stm_spans *matches);
/* The expression of FTS5 that finds at least what is sought, in the columns `words` and `speaker`; NULL: nothing is
 * sought. In stm_arena_protect. */
stm_str stm_search_expression(stm_arena *arena, const stm_sought *sought, const stm_sought *speaker);

typedef struct stm_search_options {
    stm_str query;    /* may be empty where a speaker is named */
    stm_str speaker;  /* words of the speaker's name; NULL: any */
    const char *kind; /* "text", "quotation", "figure", "statement" */
    stm_str from, to; /* days of publication, ISO; NULL: open */
    uint32_t limit;   /* 0: no limit */
} stm_search_options;

typedef struct stm_hit {
    const stm_article *article;  /* id, url, outlet, title, text; published is the day, also where the story fixed it */
    uint32_t story;              /* number, from 1; STM_NONE: none */
    int64_t article_number;      /* 1, 2, 3, ... as they came */
    int64_t story_id;            /* which stays when the story grows; 0: none */
    stm_str story_title;         /* NULL: none */
    stm_str kind, item, speaker; /* item: q1 of the article, c1 of the story; NULL: none */
    stm_span at, shown;          /* the passage; what was searched: for figures and statements their sentence */
    stm_spans matches;           /* in article->text */
} stm_hit;

/* A status other than STM_OK ends the search and is what it returns. */
typedef stm_status (*stm_search_sink)(void *arg, stm_arena *arena, const stm_hit *hit);

/* Hands over the hits, best first (BM25), ties by article and place. *found counts them, also those above the limit.
 * STM_USAGE as stm_search_parse, and where nothing is sought. */
stm_status stm_search(stm_store *store, const stm_search_options *options, stm_search_sink sink, void *arg,
                      uint32_t *found, stm_err *err) STM_MUST_USE;

#endif
