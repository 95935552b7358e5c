/* kept_keys.c: the fingerprints of a kept index: sorted runs of keys (fingerprint, then article), one after the other
 * in the order of their articles.
 *
 * A run adds its keys as a new run; then, as long as the last one is not much smaller than the one before, the two are
 * merged. So there are as many runs as the logarithm of the keys, and each key is written as often. Keys are read in
 * chunks of CHUNK; the first key and the checksum of every chunk are in memory.
 *
 * Cost of finding: fingerprints ascend, so every chunk is read once at the most.
 * Source: O'Neil et al., The Log-Structured Merge-Tree, 1996.
 */
#include "base/map.h"
#include "engine/kept.h"

#define CHUNK 1024u

typedef struct chunk {
    uint64_t first, sum;
} chunk;

typedef struct keys_run {
    uint64_t at, n; /* keys */
    chunk *chunks;
    uint64_t n_chunks;
    uint64_t loaded; /* chunk in `room`, plus 1 */
    uint64_t near;   /* no fingerprint that will be asked for begins before this chunk */
    uint64_t *room;
} keys_run;

struct stm_kept_keys {
    stm_ledger *ledger;
    keys_run *runs;
    uint32_t n;
    uint32_t found[2 * STM_SEED_CAP + CHUNK];
    /* the run that is being written */
    chunk *chunks;
    uint64_t n_keys, n_chunks, cap_chunks;
    uint64_t draft[CHUNK];
    bool writing;
};

static stm_status no_memory(stm_err *err) { return stm_fail(err, STM_NO_MEMORY, "out of memory"); }

static uint64_t size_of(const keys_run *r, uint64_t k) { return r->n - k * CHUNK < CHUNK ? r->n - k * CHUNK : CHUNK; }

/* ---- reading ------------------------------------------------------------------------------------------- */

static void close_run(keys_run *r)
{
    stm_mem_free(r->chunks);
    stm_mem_free(r->room);
    *r = (keys_run){ 0, 0, NULL, 0, 0, 0, NULL };
}

/* Blocks `keys` and `keys + 1` of the ledger. */
static stm_status open_run(const stm_ledger *ledger, uint32_t keys, keys_run *r, stm_err *err)
{
    uint32_t n;
    const stm_ledger_block *b = stm_ledger_blocks(ledger, &n) + keys;
    *r = (keys_run){ .at = b->at, .n = b->a, .n_chunks = (b->a + CHUNK - 1) / CHUNK };
    if (keys + 1 >= n || b[1].kind != STM_KEPT_CHUNKS || b[1].bytes != r->n_chunks * sizeof *r->chunks ||
        b->bytes != r->n * sizeof *r->room) {
        return stm_ledger_damaged(ledger, b->at, err);
    }
    r->chunks = stm_mem_alloc((size_t)b[1].bytes);
    r->room = stm_mem_alloc(CHUNK * sizeof *r->room);
    return r->chunks == NULL || r->room == NULL ? no_memory(err) : stm_ledger_load(ledger, &b[1], r->chunks, err);
}

static stm_status load_chunk(const stm_ledger *ledger, keys_run *r, uint64_t k, stm_err *err)
{
    size_t bytes = (size_t)size_of(r, k) * sizeof *r->room;
    uint64_t at = r->at + k * CHUNK * sizeof *r->room;
    stm_status status;
    if (r->loaded == k + 1) {
        return STM_OK;
    }
    r->loaded = 0;
    status = stm_ledger_read(ledger, at, r->room, bytes, err);
    if (status == STM_OK && stm_hash(r->room, bytes) != r->chunks[k].sum) {
        status = stm_ledger_damaged(ledger, at, err);
    }
    r->loaded = status == STM_OK ? k + 1 : 0;
    return status;
}

/* The last chunk from `from` on whose first key is at most `key`; `from` if there is none. */
static uint64_t chunk_of(const keys_run *r, uint64_t from, uint64_t key)
{
    uint64_t step = 1, lo = from, hi;
    while (lo + step < r->n_chunks && r->chunks[lo + step].first <= key) {
        lo += step;
        step *= 2;
    }
    hi = lo + step < r->n_chunks ? lo + step : r->n_chunks;
    while (hi - lo > 1) {
        uint64_t mid = lo + (hi - lo) / 2;
        if (r->chunks[mid].first <= key) {
            lo = mid;
        } else {
            hi = mid;
        }
    }
    return lo;
}

/* Adds to keys->found, of which only the last matter. */
static stm_status find_in(stm_kept_keys *keys, keys_run *r, uint64_t low, uint64_t high, uint32_t *n, stm_err *err)
{
    uint64_t k = chunk_of(r, r->near, low), last = chunk_of(r, k, high);
    r->near = k;
    k = last - k > 1 ? last - 1 : k; /* a whole chunk and more is enough */
    for (; k <= last; k++) {
        uint64_t lo = 0, hi = size_of(r, k);
        stm_status status = load_chunk(keys->ledger, r, k, err);
        if (status != STM_OK) {
            return status;
        }
        while (lo < hi) {
            uint64_t mid = lo + (hi - lo) / 2;
            if (r->room[mid] < low) {
                lo = mid + 1;
            } else {
                hi = mid;
            }
        }
        for (uint64_t i = lo; i < size_of(r, k) && r->room[i] <= high; i++) {
            keys->found[(*n)++] = (uint32_t)(r->room[i] & (STM_REUSE_ARTICLES_MAX - 1));
        }
        if (*n > STM_SEED_CAP) {
            memmove(keys->found, keys->found + *n - STM_SEED_CAP, STM_SEED_CAP * sizeof *keys->found);
            *n = STM_SEED_CAP;
        }
    }
    return STM_OK;
}

stm_status stm_kept_keys_find(void *arg, uint64_t fingerprint, const uint32_t **articles, uint32_t *n, stm_err *err)
{
    stm_kept_keys *keys = arg;
    uint64_t low = fingerprint << STM_ARTICLE_BITS, high = low | (STM_REUSE_ARTICLES_MAX - 1);
    *n = 0;
    *articles = keys->found;
    for (uint32_t r = 0; r < keys->n; r++) {
        stm_status status = keys->runs[r].n == 0 ? STM_OK : find_in(keys, &keys->runs[r], low, high, n, err);
        if (status != STM_OK) {
            return status;
        }
    }
    return STM_OK;
}

/* ---- writing ------------------------------------------------------------------------------------------- */

static stm_status put_chunk(stm_kept_keys *keys, size_t n, stm_err *err)
{
    if (keys->n_chunks == keys->cap_chunks) {
        uint64_t cap = keys->cap_chunks * 2 + 64;
        chunk *chunks = stm_mem_realloc(keys->chunks, (size_t)cap * sizeof *chunks);
        if (chunks == NULL) {
            return no_memory(err);
        }
        keys->chunks = chunks;
        keys->cap_chunks = cap;
    }
    keys->chunks[keys->n_chunks++] = (chunk){ keys->draft[0], stm_hash(keys->draft, n * sizeof *keys->draft) };
    return stm_ledger_add(keys->ledger, keys->draft, n * sizeof *keys->draft, err);
}

static void begin(stm_kept_keys *keys)
{
    stm_ledger_begin(keys->ledger, STM_KEPT_KEYS);
    keys->n_keys = keys->n_chunks = 0;
    keys->writing = true;
}

stm_status stm_kept_keys_take(void *arg, const uint64_t *at, size_t n, stm_err *err)
{
    stm_kept_keys *keys = arg;
    stm_status status = STM_OK;
    if (!keys->writing) {
        begin(keys);
    }
    for (size_t i = 0; i < n && status == STM_OK; i++) {
        keys->draft[keys->n_keys++ % CHUNK] = at[i];
        status = keys->n_keys % CHUNK == 0 ? put_chunk(keys, CHUNK, err) : STM_OK;
    }
    return status;
}

static stm_status end(stm_kept_keys *keys, stm_err *err)
{
    size_t rest = (size_t)(keys->n_keys % CHUNK);
    stm_status status = rest == 0 ? STM_OK : put_chunk(keys, rest, err);
    status = status == STM_OK ? stm_ledger_end(keys->ledger, keys->n_keys, 0, err) : status;
    if (status == STM_OK) {
        stm_ledger_begin(keys->ledger, STM_KEPT_CHUNKS);
        status = stm_ledger_add(keys->ledger, keys->chunks, (size_t)keys->n_chunks * sizeof *keys->chunks, err);
    }
    keys->writing = false;
    return status == STM_OK ? stm_ledger_end(keys->ledger, 0, 0, err) : status;
}

/* The place of the last run but `back` among the ledger's blocks; STM_NONE: there is none. */
static uint32_t run_block(const stm_ledger *ledger, uint32_t back)
{
    uint32_t n;
    const stm_ledger_block *b = stm_ledger_blocks(ledger, &n);
    while (n-- > 0) {
        if (b[n].kind == STM_KEPT_KEYS && back-- == 0) {
            return n;
        }
    }
    return STM_NONE;
}

static stm_status merge(stm_kept_keys *keys, keys_run *r, stm_err *err)
{
    uint64_t at[2] = { 0, 0 };
    stm_status status = STM_OK;
    begin(keys);
    while (status == STM_OK && (at[0] < r[0].n || at[1] < r[1].n)) {
        uint64_t key[2] = { UINT64_MAX, UINT64_MAX };
        uint32_t k;
        for (k = 0; k < 2 && status == STM_OK; k++) {
            if (at[k] < r[k].n) {
                status = load_chunk(keys->ledger, &r[k], at[k] / CHUNK, err);
                key[k] = r[k].room[at[k] % CHUNK];
            }
        }
        k = at[0] == r[0].n || (at[1] < r[1].n && key[1] < key[0]);
        at[k]++;
        status = status == STM_OK ? stm_kept_keys_take(keys, &key[k], 1, err) : status;
    }
    return status == STM_OK ? end(keys, err) : status;
}

stm_status stm_kept_keys_end(stm_kept_keys *keys, stm_err *err)
{
    stm_status status = STM_OK;
    if (!keys->writing) {
        return STM_OK;
    }
    status = end(keys, err);
    while (status == STM_OK) {
        uint32_t n, last = run_block(keys->ledger, 0), before = run_block(keys->ledger, 1);
        const stm_ledger_block *b = stm_ledger_blocks(keys->ledger, &n);
        keys_run r[2] = { { 0, 0, NULL, 0, 0, 0, NULL }, { 0, 0, NULL, 0, 0, 0, NULL } };
        if (before == STM_NONE || b[before].a > 2 * b[last].a) {
            break;
        }
        status = open_run(keys->ledger, before, &r[0], err);
        status = status == STM_OK ? open_run(keys->ledger, last, &r[1], err) : status;
        status = status == STM_OK ? merge(keys, r, err) : status;
        close_run(&r[0]);
        close_run(&r[1]);
        if (status == STM_OK) {
            stm_ledger_drop(keys->ledger, last + 1);
            stm_ledger_drop(keys->ledger, last);
            stm_ledger_drop(keys->ledger, before + 1);
            stm_ledger_drop(keys->ledger, before);
        }
    }
    return status;
}

/* ---- opening ------------------------------------------------------------------------------------------- */

stm_status stm_kept_keys_open(stm_ledger *ledger, bool none, stm_kept_keys **out, stm_err *err)
{
    uint32_t n;
    const stm_ledger_block *b = stm_ledger_blocks(ledger, &n);
    stm_kept_keys *keys = stm_mem_zalloc(1, sizeof *keys);
    stm_status status = STM_OK;
    *out = keys;
    if (keys == NULL) {
        return no_memory(err);
    }
    keys->ledger = ledger;
    keys->runs = stm_mem_zalloc(n + (size_t)1, sizeof *keys->runs);
    if (keys->runs == NULL) {
        return no_memory(err);
    }
    for (uint32_t i = 0; i < n && status == STM_OK; i++) {
        if (b[i].kind == STM_KEPT_KEYS && !none) {
            status = open_run(ledger, i, &keys->runs[keys->n++], err);
        }
    }
    return status;
}

void stm_kept_keys_close(stm_kept_keys *keys)
{
    if (keys == NULL) {
        return;
    }
    for (uint32_t r = 0; r < keys->n; r++) {
        close_run(&keys->runs[r]);
    }
    stm_mem_free(keys->runs);
    stm_mem_free(keys->chunks);
    stm_mem_free(keys);
}
