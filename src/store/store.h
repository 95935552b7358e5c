/* store.h: map of the stage `store`: articles, annotations, reuse and records kept in one SQLite file.
 *
 * In: articles of a run.  Out: a file that holds them with the records of their stories, and can be searched
 * and verified; docs/store.md describes its tables.  Never: a file that is half of one state and half of another (one
 * transaction a call); anything of a file that is no store is touched.
 * Invariants: (1) after stm_store_add the file holds what one run over all of its articles, in the order in which they
 * came, would give. (2) articles are only ever added; their numbers are 1, 2, 3, ... in that order. (3) every passage
 * lies inside of its article's text, on character boundaries.
 */
#ifndef STM_STORE_STORE_H
#define STM_STORE_STORE_H

#include "engine/engine.h"

#define STM_STORE_VERSION 1 /* of the tables: PRAGMA user_version */

typedef struct stm_store stm_store;

/* Opens the store at `path`; `write`: for stm_store_add too, and a file that does not exist is made, by the first add.
 * STM_IO: cannot be opened, is in use by another program. STM_FORMAT: is no store, or one of a newer stemma. The
 * messages name the way out. The store is yours to close. */
stm_status stm_store_open(const char *path, bool write, stm_store **out, stm_err *err) STM_MUST_USE;
void stm_store_close(stm_store *store);

/* What an add did. */
typedef struct stm_store_report {
    uint32_t added, known;      /* articles: new, and there already */
    uint32_t updated, removed;  /* stories: made or made anew, and gone (merged or split) */
    uint32_t articles, stories; /* all that are in the store now */
    bool other_rules;           /* the records there were made by other rules or models, so all are made anew */
} stm_store_report;

/* Adds the articles of `run`, which stm_engine_read has filled (STM_DEPTH_ARTICLES: annotated are only those of stories
 * that are made anew), and brings the stories that they touch up to date; the records of all others stay as they are.
 * An article that is there already (the same words and particulars, and the same id, place or address) is left out; an
 * id that is taken by another article gets "-2", "-3", ... Afterwards `run` holds the stories that were made anew,
 * their articles and what these share, ready for the writers; and the store's, not the input's, order.
 * The file is changed in one transaction: after any failure it is what it was before. A store that was once added to
 * with STM_TOGETHER_ONE stays one story. */
stm_status stm_store_add(stm_store *store, stm_engine *engine, stm_together together, stm_run *run,
                         stm_store_report *report, stm_err *err) STM_MUST_USE;

/* Something that is wrong with a store: one sentence. */
typedef void (*stm_store_complaint)(void *arg, const char *what);
typedef struct stm_store_counts {
    uint64_t articles, stories, passages;
    bool other_rules; /* the records were made by other rules or models than this program has; nothing is wrong with
                         them */
} stm_store_counts;
/* Verifies the whole file: SQLite's own checks, foreign keys, numbers and offsets, the full-text index against the
 * texts, and the counts that the tables keep of one another. *wrong counts the complaints; STM_OK also when there
 * are some. */
stm_status stm_store_check(stm_store *store, stm_store_complaint complain, void *arg, stm_store_counts *counts,
                           uint64_t *wrong, stm_err *err) STM_MUST_USE;

#endif
