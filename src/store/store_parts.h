/* store_parts.h: what the files of src/store share: the open database and its prepared statements.
 *
 * Statements belong to the store and are finalised when it closes, so that code that holds one may leave through an
 * arena's guard. A bind that fails is remembered and comes out of the next stm_store_step.
 */
#ifndef STM_STORE_STORE_PARTS_H
#define STM_STORE_STORE_PARTS_H

#include <sqlite3.h>

#include "store/store.h"

#define STM_STORE_APPLICATION 0x73746d61 /* "stma": PRAGMA application_id */
#define STM_DIGEST_BYTES 16

typedef struct stm_digest {
    unsigned char bytes[STM_DIGEST_BYTES];
} stm_digest;

typedef enum stm_query {
    STM_Q_ARTICLES,
    STM_Q_BYLINES,
    STM_Q_CREDITS,
    STM_Q_FURNITURE,
    STM_Q_STORIES,
    STM_Q_STORY_ARTICLES,
    STM_Q_SETTING,
    STM_Q_SET_SETTING,
    STM_Q_ADD_ARTICLE,
    STM_Q_ADD_BYLINE,
    STM_Q_ADD_CREDIT,
    STM_Q_ADD_FURNITURE,
    STM_Q_SET_OBJECT,
    STM_Q_DROP_PAIRS,
    STM_Q_DROP_FAMILIES,
    STM_Q_ADD_PAIR,
    STM_Q_ADD_FAMILY,
    STM_Q_ADD_FAMILY_ARTICLE,
    STM_Q_DROP_STORY,
    STM_Q_PARK_NUMBERS,
    STM_Q_ADD_STORY,
    STM_Q_ADD_STORY_ARTICLE,
    STM_Q_RESTAMP,
    STM_Q_UNINDEX, /* before an article's passages go */
    STM_Q_INDEX,   /* when they are all there */
    STM_Q_DROP_PASSAGES,
    STM_Q_ADD_PASSAGE,
    STM_Q_SEARCH,
    STM_Q_COUNTS,
    STM_Q_STORIES_BY_DAY,
    STM_Q_STORY_ID,
    STM_Q_STORY,
    STM_Q_OBJECTS_OF, /* of a story */
    STM_Q_PAIRS_OF,
    STM_Q_FAMILIES_OF,
    STM_Q_ARTICLE,
    STM_Q_COUNT
} stm_query;

struct stm_store {
    sqlite3 *db;
    char *path;
    sqlite3_stmt *statements[STM_Q_COUNT];
    stm_digest seal;
    int bind_failed; /* SQLite's code; 0: none */
    bool write, in_transaction;
    int version; /* of the tables that the file has; 0: a new file */
};

/* What SQLite's code means for the person who called the program: a message with the way out, and our status. */
stm_status stm_store_fail(stm_store *store, int code, stm_err *err);
/* The statement, reset and without bindings. NULL after a failure. */
sqlite3_stmt *stm_store_statement(stm_store *store, stm_query query, stm_err *err);
/* Steps it: *row says whether there is one. At the end the statement is reset. */
stm_status stm_store_step(stm_store *store, sqlite3_stmt *statement, bool *row, stm_err *err) STM_MUST_USE;
/* Steps a statement that gives no rows. */
stm_status stm_store_do(stm_store *store, sqlite3_stmt *statement, stm_err *err) STM_MUST_USE;
/* Runs SQL that needs no values. */
stm_status stm_store_run(stm_store *store, const char *sql, stm_err *err) STM_MUST_USE;
stm_status stm_store_begin(stm_store *store, stm_err *err) STM_MUST_USE;
stm_status stm_store_commit(stm_store *store, stm_err *err) STM_MUST_USE;
void stm_store_rollback(stm_store *store);

/* A NULL string is NULL; STM_NONE and STM_NO_DAY are NULL; NaN is NULL. Columns and parameters count as SQLite does:
 * parameters from 1, columns from 0. The bytes are borrowed until the statement is reset. */
void stm_bind_str(stm_store *store, sqlite3_stmt *statement, int at, stm_str s);
void stm_bind_int(stm_store *store, sqlite3_stmt *statement, int at, int64_t v);
void stm_bind_index(stm_store *store, sqlite3_stmt *statement, int at, uint32_t v);
void stm_bind_real(stm_store *store, sqlite3_stmt *statement, int at, double v);
void stm_bind_blob(stm_store *store, sqlite3_stmt *statement, int at, const void *p, size_t n);
/* The seal of `object`, which is kept in the store until the statement is done. */
void stm_bind_seal(stm_store *store, sqlite3_stmt *statement, int at, stm_str object);
/* Borrowed until the next step. */
stm_str stm_column_str(sqlite3_stmt *statement, int at);
uint32_t stm_column_index(sqlite3_stmt *statement, int at);

/* store_schema.c: the tables of version STM_STORE_VERSION from those of `version`, inside a transaction. */
stm_status stm_store_migrate(stm_store *store, stm_err *err) STM_MUST_USE;
const char *stm_store_sql(stm_query query);

/* XXH3-128 of strings one after the other. Of title, outlet, url, date and text it tells one article from another,
 * whatever it is called; of an object (`seal`) it tells whether the object is what was written. */
/* False: out of memory. */
bool stm_digest_of(const stm_str *parts, int n, stm_digest *out) STM_MUST_USE;

/* store_load.c: all articles, in order, without annotations, into `arena`. */
typedef struct stm_stored_article {
    stm_article *article;
    stm_digest digest;
} stm_stored_article;
typedef STM_VEC(stm_stored_article) stm_stored_articles;
stm_status stm_store_load(stm_store *store, stm_arena *arena, stm_stored_articles *out, stm_err *err) STM_MUST_USE;

/* store_rows.c: one thing each into the tables; indexes are those of run->articles. */
stm_status stm_store_put_article(stm_store *store, uint32_t index, const stm_article *article, const stm_digest *digest,
                                 stm_err *err) STM_MUST_USE;
stm_status stm_store_put_reuse(stm_store *store, stm_run *run, stm_err *err) STM_MUST_USE;
/* A record that was made anew: the story, what its articles say now, and their passages. `id` 0: a new row. */
stm_status stm_store_put_story(stm_store *store, stm_run *run, const stm_record *record, uint32_t number, int64_t id,
                               const stm_digest *key, stm_err *err) STM_MUST_USE;

#endif
