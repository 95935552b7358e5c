/* kept.h: an index that is kept: articles of earlier runs, so that new ones are compared with them without reading
 * them again. Behind it is one file (base/ledger.h).
 *
 * Kept of each article: what the shelf knows of it (text, metadata), its fingerprints in order with those of others,
 * its id, a hash of id and text; of each link, its weight, and the passages that aligning found, before anything was
 * judged boilerplate; how many families begin with each article. Some two bytes for each byte of text
 * (docs/results/reuse.md). Where fingerprints stand in a text is found again from the text.
 *
 * In memory: 60 bytes an article, 16 a link.
 */
#ifndef STM_ENGINE_KEPT_H
#define STM_ENGINE_KEPT_H

#include "base/ledger.h"
#include "engine/shelf.h"
#include "reuse/solve.h"

/* Of one article. */
typedef struct stm_kept_row {
    uint64_t at;    /* in the file: the shelf's record */
    uint64_t print; /* stm_kept_print */
    uint32_t bytes, text_bytes, n_seeds;
    uint32_t record_sum;
    uint32_t noisy, none; /* 1: stm_sketch.noisy; 0 */
} stm_kept_row;

typedef struct stm_kept_keys stm_kept_keys; /* kept_keys.c */

typedef struct stm_kept {
    stm_ledger *ledger;
    bool write;
    bool stale; /* links and passages were found by other rules: there are articles alone, until stm_kept_forget */
    uint64_t batch_bytes; /* of text: largest group that is compared whole, since the index was made */
    uint32_t n;
    stm_kept_row *rows;   /* n */
    uint64_t *link_start; /* n + 1 */
    stm_candidate *links; /* of each article, ascending */
    uint64_t *aligned;    /* by link: 0: not aligned yet, 1: nothing shared, else where its passages are */
    uint16_t *families;   /* n: how many families have it as their first article */
    uint64_t *prints;     /* open addressing; 0: free */
    uint64_t n_prints, prints_mask;
    stm_kept_keys *keys;
    /* of this run */
    uint64_t *noted; /* pairs of numbers: link, where */
    size_t n_noted, cap_noted;
    bool noting;
} stm_kept;

/* STM_IO, STM_FORMAT: ledger.h. write: made if it is not there, with this batch_bytes. */
stm_status stm_kept_open(const char *path, bool write, uint64_t batch_bytes, stm_kept **out, stm_err *err) STM_MUST_USE;
void stm_kept_close(stm_kept *kept);
/* Makes it empty, from the next commit on; batch_bytes stays. */
stm_status stm_kept_forget(stm_kept *kept, stm_err *err) STM_MUST_USE;

/* Every id, in the order of the articles; valid during the call. */
stm_status stm_kept_ids(const stm_kept *kept, void (*take)(void *arg, stm_str id), void *arg,
                        stm_err *err) STM_MUST_USE;
uint64_t stm_kept_print(const stm_article *article);
/* Whether an article with this print is there, or was asked for before. */
stm_status stm_kept_meet(stm_kept *kept, uint64_t print, bool *known, stm_err *err) STM_MUST_USE;

/* Inside stm_arena_protect; thread-safe. */
stm_status stm_kept_article(const stm_kept *kept, uint32_t i, stm_arena *arena, stm_article **out,
                            stm_err *err) STM_MUST_USE;
/* As stm_sketches_get, sketched again; `kept` is an stm_kept. Thread-safe with a room for each thread. */
stm_status stm_kept_sketch(const void *kept, uint32_t i, stm_sketch_room *room, stm_packed_sketch *out,
                           stm_err *err) STM_MUST_USE;
/* What stm_postings_build asks and gives: looks fingerprints up, and writes new ones behind them. */
stm_kept_seeds stm_kept_seeds_of(stm_kept *kept);

/* What was found on a link before. Inside stm_arena_protect. */
stm_status stm_kept_recall(const stm_kept *kept, uint64_t link, stm_arena *arena, stm_link_result *out, bool *known,
                           stm_err *err) STM_MUST_USE;
/* Notes what was found now, for links that nothing was known of. Inside stm_arena_protect. */
stm_status stm_kept_note(stm_kept *kept, uint64_t link, stm_arena *scratch, const stm_link_result *result,
                         stm_err *err) STM_MUST_USE;

/* Adds the articles of a run and makes all of it count: links of articles n_kept .. n_kept + shelf->n - 1 are in
 * `links`; families: n_kept + shelf->n. */
stm_status stm_kept_commit(stm_kept *kept, const stm_shelf *shelf, const stm_sketches *sketches, const uint64_t *prints,
                           const stm_links *links, const uint16_t *families, stm_err *err) STM_MUST_USE;
/* Whether the file at `path` begins as an index does. */
bool stm_kept_is(const char *path);
/* Reads every byte that counts and compares it with its checksum. */
stm_status stm_kept_check(const stm_kept *kept, stm_err *err) STM_MUST_USE;

/* kept_keys.c: runs of sorted keys. */
/* none: what is there is not looked at. */
stm_status stm_kept_keys_open(stm_ledger *ledger, bool none, stm_kept_keys **out, stm_err *err) STM_MUST_USE;
void stm_kept_keys_close(stm_kept_keys *keys);
stm_status stm_kept_keys_find(void *keys, uint64_t fingerprint, const uint32_t **articles, uint32_t *n, stm_err *err);
stm_status stm_kept_keys_take(void *keys, const uint64_t *at, size_t n, stm_err *err);
/* Ends the run that was taken; small runs are made one with it. Before the commit. */
stm_status stm_kept_keys_end(stm_kept_keys *keys, stm_err *err) STM_MUST_USE;

enum {                        /* kinds of blocks */
       STM_KEPT_SETTINGS = 1, /* a: batch_bytes; the hash of the rules */
       STM_KEPT_RECORDS,      /* followed by its rows */
       STM_KEPT_ROWS,         /* a: first article, b: how many */
       STM_KEPT_IDS,
       STM_KEPT_LINKS, /* 32-bit numbers of links, then links; a: how many articles, b: how many links */
       STM_KEPT_KEYS,  /* a: how many; followed by the first key and the checksum of each chunk */
       STM_KEPT_CHUNKS,
       STM_KEPT_ALIGNED, /* followed by its places */
       STM_KEPT_PLACES,  /* a: how many */
       STM_KEPT_FAMILIES
};

#endif
