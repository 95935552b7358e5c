/* seeds.c: the fingerprints of all articles on their way to postings.h. They are dealt into PARTS parts by their first
 * bits and kept there with their articles, in chunks that never move, or written to a temporary file when they are too
 * many.
 *
 * In: sketches.  Out: keys by part, each part ascending by article.  Cost: linear; memory up to the bound.
 */
#include "reuse/seeds.h"

static stm_status no_memory(stm_err *err) { return stm_fail(err, STM_NO_MEMORY, "out of memory while comparing"); }

stm_status stm_seeds_new(uint64_t memory_bytes, stm_seeds **out, stm_err *err)
{
    *out = stm_mem_zalloc(1, sizeof **out);
    if (*out == NULL) {
        return no_memory(err);
    }
    (*out)->memory_bytes = memory_bytes == 0 ? UINT64_MAX : memory_bytes;
    return STM_OK;
}

void stm_seeds_free(stm_seeds *s)
{
    if (s == NULL) {
        return;
    }
    for (uint32_t k = 0; k < PARTS; k++) {
        for (uint32_t c = 0; c < s->parts[k].n_chunks; c++) {
            stm_mem_free(s->parts[k].chunks[c]);
        }
    }
    stm_mem_free(s->runs);
    stm_spill_close(&s->spill);
    stm_mem_free(s);
}

/* Keys in the chunk, of which all before the one that is being filled are full. */
static size_t held(const part *p, uint32_t chunk)
{
    return chunk < p->chunk ? stm_chunk_size(chunk) : stm_chunk_size(chunk) - p->left;
}

/* Writes what is in memory to the file, as one run: nobody else writes in between. */
static stm_status spill_part(stm_seeds *s, part *p, run *r, stm_err *err)
{
    for (uint32_t c = 0; c <= p->chunk; c++) {
        uint64_t at;
        stm_status status = stm_spill_add(&s->spill, p->chunks[c], held(p, c) * sizeof **p->chunks, &at, err);
        if (status != STM_OK) {
            return status;
        }
        r->at = c == 0 ? at : r->at;
    }
    p->n_spilt += p->n;
    p->n = p->chunk = 0;
    p->left = stm_chunk_size(0);
    return STM_OK;
}

static stm_status spill_parts(stm_seeds *s, stm_err *err)
{
    if (s->n_runs + PARTS > s->cap_runs) {
        uint32_t cap = s->cap_runs * 2 + 4 * PARTS;
        run *runs = stm_mem_realloc(s->runs, cap * sizeof *runs);
        if (runs == NULL) {
            return no_memory(err);
        }
        s->runs = runs;
        s->cap_runs = cap;
    }
    for (uint32_t k = 0; k < PARTS; k++) {
        part *p = &s->parts[k];
        run *r = &s->runs[s->n_runs];
        stm_status status;
        if (p->n == 0) {
            continue;
        }
        *r = (run){ .n = p->n, .part = k, .next = p->last_run };
        status = spill_part(s, p, r, err);
        if (status != STM_OK) {
            return status;
        }
        p->last_run = ++s->n_runs;
    }
    s->held = 0;
    return STM_OK;
}

/* Makes the next chunk the one that is filled. */
static bool next_chunk(part *p)
{
    uint32_t next = p->n_chunks == 0 ? 0 : p->chunk + 1;
    if (next == CHUNKS_MOST) {
        return false;
    }
    if (next == p->n_chunks) {
        p->chunks[next] = stm_mem_alloc(stm_chunk_size(next) * sizeof **p->chunks);
        if (p->chunks[next] == NULL) {
            return false;
        }
        p->n_chunks++;
    }
    p->chunk = next;
    p->left = stm_chunk_size(next);
    return true;
}

/* Adds m keys, each plus `first`. */
static bool add_keys(part *p, const uint64_t *keys, size_t m, uint32_t first)
{
    while (m > 0) {
        size_t n;
        uint64_t *to;
        if (p->left == 0 && !next_chunk(p)) {
            return false;
        }
        n = m < p->left ? m : p->left;
        to = p->chunks[p->chunk] + (stm_chunk_size(p->chunk) - p->left);
        for (size_t i = 0; i < n; i++) { /* no carry: an article's number fits its bits */
            to[i] = keys[i] + first;
        }
        p->left -= n;
        p->n += n;
        keys += n;
        m -= n;
    }
    return true;
}

static uint64_t key_of(uint64_t seed, uint32_t article)
{
    return seed << PART_BITS >> (PART_BITS + STM_PLACE_BITS) << ARTICLE_BITS | article;
}

bool stm_dealt_set(stm_dealt *d, const stm_sketch *sketches, uint32_t n)
{
    uint32_t at[PARTS] = { 0 }, sum = 0;
    size_t total = 0;
    for (uint32_t k = 0; k < n; k++) {
        total += sketches[k].n;
    }
    if (d->starts == NULL && (d->starts = stm_mem_alloc((PARTS + 1) * sizeof *d->starts)) == NULL) {
        return false;
    }
    if (total > d->cap) {
        stm_mem_free(d->keys);
        d->cap = total + total / 4;
        d->keys = total > UINT32_MAX ? NULL : stm_mem_alloc(d->cap * sizeof *d->keys);
        if (d->keys == NULL) {
            d->cap = 0;
            return false;
        }
    }
    for (uint32_t k = 0; k < n; k++) {
        for (uint32_t i = 0; i < sketches[k].n; i++) {
            at[sketches[k].at[i] >> (64 - PART_BITS)]++;
        }
    }
    for (uint32_t k = 0; k < PARTS; k++) {
        d->starts[k] = sum;
        sum += at[k];
        at[k] = d->starts[k];
    }
    d->starts[PARTS] = sum;
    for (uint32_t k = 0; k < n; k++) {
        for (uint32_t i = 0; i < sketches[k].n; i++) {
            uint64_t seed = sketches[k].at[i];
            d->keys[at[seed >> (64 - PART_BITS)]++] = key_of(seed, k);
        }
    }
    return true;
}

void stm_dealt_fini(stm_dealt *d)
{
    stm_mem_free(d->keys);
    stm_mem_free(d->starts);
    *d = (stm_dealt){ 0 };
}

static stm_status too_many(stm_err *err)
{
    return stm_fail(err, STM_LIMIT, "more than %u articles cannot be compared", STM_REUSE_ARTICLES_MAX);
}

stm_status stm_seeds_add_dealt(stm_seeds *s, uint32_t first, uint32_t n, const stm_dealt *d, stm_err *err)
{
    if ((uint64_t)first + n > STM_REUSE_ARTICLES_MAX) {
        return too_many(err);
    }
    for (uint32_t k = 0; k < PARTS; k++) {
        uint32_t some = d->starts[k + 1] - d->starts[k]; /* keys is NULL where there are none at all */
        if (some > 0 && !add_keys(&s->parts[k], d->keys + d->starts[k], some, first)) {
            return no_memory(err);
        }
    }
    s->held += d->starts[PARTS] * sizeof *d->keys;
    return s->held > s->memory_bytes ? spill_parts(s, err) : STM_OK;
}

stm_status stm_seeds_add(stm_seeds *s, uint32_t article, const stm_sketch *sketch, stm_err *err)
{
    const uint64_t *at = sketch->at;
    if (article >= STM_REUSE_ARTICLES_MAX) {
        return too_many(err);
    }
    for (uint32_t i = 0; i < sketch->n; i++) {
        uint64_t key = key_of(at[i], article);
        if (!add_keys(&s->parts[at[i] >> (64 - PART_BITS)], &key, 1, 0)) {
            return no_memory(err);
        }
    }
    s->held += sketch->n * sizeof *at;
    return s->held > s->memory_bytes ? spill_parts(s, err) : STM_OK;
}

stm_status stm_seeds_gather(const stm_seeds *s, const part *p, uint64_t *to, stm_err *err)
{
    size_t end = (size_t)p->n_spilt;
    for (uint32_t r = p->last_run; r != 0; r = s->runs[r - 1].next) { /* last to first */
        stm_status status;
        end -= (size_t)s->runs[r - 1].n;
        status = stm_spill_read(&s->spill, s->runs[r - 1].at, to + end, (size_t)s->runs[r - 1].n * sizeof *to, err);
        if (status != STM_OK) {
            return status;
        }
    }
    to += p->n_spilt;
    for (uint32_t c = 0; c <= p->chunk && p->n > 0; c++) {
        memcpy(to, p->chunks[c], held(p, c) * sizeof *to);
        to += held(p, c);
    }
    return STM_OK;
}
