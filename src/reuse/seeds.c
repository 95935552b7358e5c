/* seeds.c: the fingerprints of all articles on their way to postings.h. They are dealt into PARTS parts by their first
 * bits, a handful of articles at a time, and kept so in large blocks, or written to a temporary file, part by part,
 * when they are too many.
 *
 * In: sketches.  Out: keys by part, each part ascending by article.  Cost: linear; memory up to the bound.
 */
#include <assert.h>

#include "reuse/seeds.h"

#include "reuse/sketch_wide.h"

static_assert(STM_SKETCH_BITS - PART_BITS == STM_PRINT_BITS, "a part takes the bits that a print has not");

static stm_status no_memory(stm_err *err) { return stm_fail(err, STM_NO_MEMORY, "out of memory while comparing"); }

stm_status stm_seeds_new(uint64_t memory_bytes, stm_stock *stock, stm_seeds **out, stm_err *err)
{
    *out = stm_mem_zalloc(1, sizeof **out);
    if (*out == NULL) {
        return no_memory(err);
    }
    (*out)->from = stock;
    (*out)->memory_bytes = memory_bytes == 0 ? UINT64_MAX : memory_bytes;
    return STM_OK;
}

static void free_slabs(stm_seeds *s)
{
    for (size_t k = 0; k < s->n_slabs; k++) {
        if (s->slabs[k].size == STM_MEM_HUGE) {
            stm_stock_give(s->from, s->slabs[k].at);
        } else {
            stm_mem_free(s->slabs[k].at);
        }
    }
    s->n_slabs = s->slab = s->n_batches = 0;
}

void stm_seeds_drop(stm_seeds *s)
{
    free_slabs(s);
    memset(s->parts, 0, sizeof s->parts);
}

void stm_seeds_free(stm_seeds *s)
{
    if (s == NULL) {
        return;
    }
    free_slabs(s);
    stm_mem_free(s->slabs);
    stm_mem_free(s->batches);
    stm_mem_free(s->runs);
    stm_spill_close(&s->spill);
    stm_mem_free(s);
}

static uint8_t *articles_of(const batch *b) { return (uint8_t *)(b->prints + b->starts[PARTS]); }

/* Calls for what another batch has of the part. */
static void expect(const batch *b, uint32_t part_number)
{
    __builtin_prefetch(b->prints + b->starts[part_number]);
    __builtin_prefetch(articles_of(b) + b->starts[part_number]);
}

static void make_keys(const uint32_t *prints, const uint8_t *articles, uint32_t n, uint32_t first, uint64_t *to)
{
#if STM_SKETCH_X86
    if (stm_sketch_wide()) {
        stm_wide_keys(prints, articles, n, first, ARTICLE_BITS, to);
        return;
    }
#endif
    for (uint32_t i = 0; i < n; i++) {
        to[i] = (uint64_t)prints[i] << ARTICLE_BITS | (first + articles[i]);
    }
}

#define AHEAD 8 /* batches */

/* Puts what is in memory of the part together, ascending by article. */
static void gather_held(const stm_seeds *s, uint32_t part_number, uint64_t *to)
{
    for (size_t k = 0; k < s->n_batches; k++) {
        const batch *b = s->batches[k];
        const uint32_t *prints = b->prints + b->starts[part_number];
        const uint8_t *articles = articles_of(b) + b->starts[part_number];
        uint32_t n = b->starts[part_number + 1] - b->starts[part_number];
        if (k + AHEAD < s->n_batches) {
            expect(s->batches[k + AHEAD], part_number);
        }
        make_keys(prints, articles, n, b->first, to);
        to += n;
    }
}

/* Writes what is in memory of a part to the file, as one run: nobody else writes in between. `room`: for its keys. */
static stm_status spill_part(stm_seeds *s, uint32_t part_number, uint64_t *room, run *r, stm_err *err)
{
    part *p = &s->parts[part_number];
    stm_status status;
    gather_held(s, part_number, room);
    status = stm_spill_add(&s->spill, room, (size_t)p->n * sizeof *room, &r->at, err);
    if (status == STM_OK) {
        p->n_spilt += p->n;
        p->n = 0;
    }
    return status;
}

static stm_status spill_parts(stm_seeds *s, stm_err *err)
{
    uint64_t most = 0, *room;
    stm_status status = STM_OK;
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
        most = s->parts[k].n > most ? s->parts[k].n : most;
    }
    room = stm_mem_alloc((size_t)most * sizeof *room);
    if (room == NULL) {
        return no_memory(err);
    }
    for (uint32_t k = 0; k < PARTS && status == STM_OK; k++) {
        part *p = &s->parts[k];
        run *r = &s->runs[s->n_runs];
        if (p->n == 0) {
            continue;
        }
        *r = (run){ .n = p->n, .part = k, .next = p->last_run };
        status = spill_part(s, k, room, r, err);
        if (status == STM_OK) {
            p->last_run = ++s->n_runs;
        }
    }
    stm_mem_free(room);
    s->held = s->n_batches = s->slab = 0;
    for (size_t k = 0; k < s->n_slabs; k++) {
        s->slabs[k].used = 0;
    }
    return status;
}

#define FIRST_SLAB ((size_t)1 << 18) /* enough for few articles, who need no large page */

/* Room in the slab that is being filled, or in the next one that has any. NULL: no memory. */
static void *slab_room(stm_seeds *s, size_t bytes)
{
    void *at;
    while (s->slab < s->n_slabs && s->slabs[s->slab].size - s->slabs[s->slab].used < bytes) {
        s->held += s->slabs[s->slab].size - s->slabs[s->slab].used;
        s->slab++;
    }
    if (s->slab == s->n_slabs) {
        size_t size = s->n_slabs == 0 ? FIRST_SLAB : STM_MEM_HUGE;
        if (s->n_slabs == s->cap_slabs) {
            size_t cap = s->cap_slabs * 2 + 16;
            slab *slabs = stm_mem_realloc(s->slabs, cap * sizeof *slabs);
            if (slabs == NULL) {
                return NULL;
            }
            s->slabs = slabs;
            s->cap_slabs = cap;
        }
        size = size < bytes ? bytes : size;
        at = size == STM_MEM_HUGE ? stm_stock_take(s->from) : stm_mem_alloc(size);
        if (at == NULL) {
            return NULL;
        }
        s->slabs[s->n_slabs++] = (slab){ at, size, 0 };
    }
    at = s->slabs[s->slab].at + s->slabs[s->slab].used;
    s->slabs[s->slab].used += bytes;
    s->held += bytes;
    return at;
}

static batch *new_batch(stm_seeds *s, size_t bytes)
{
    batch *b;
    if (s->n_batches == s->cap_batches) {
        size_t cap = s->cap_batches * 2 + 64;
        batch **batches = stm_mem_realloc(s->batches, cap * sizeof *batches);
        if (batches == NULL) {
            return NULL;
        }
        s->batches = batches;
        s->cap_batches = cap;
    }
    b = slab_room(s, bytes);
    if (b != NULL) {
        s->batches[s->n_batches++] = b;
    }
    return b;
}

/* Of a batch of so many fingerprints; the next one may lie behind it. */
static size_t batch_bytes(size_t n)
{
    size_t bytes = sizeof(batch) + n * (sizeof(uint32_t) + 1);
    return (bytes + sizeof(uint64_t) - 1) / sizeof(uint64_t) * sizeof(uint64_t);
}

/* Deals out the fingerprints of up to BATCH_MOST articles, `total` in all. */
static void deal_batch(const stm_sketch *sketches, uint32_t n, uint32_t total, batch *to)
{
    uint32_t at[PARTS] = { 0 }, sum = 0;
    uint8_t *articles;
    for (uint32_t k = 0; k < n; k++) {
        for (uint32_t i = 0; i < sketches[k].n; i++) {
            at[sketches[k].at[i] >> (64 - PART_BITS)]++;
        }
    }
    for (uint32_t k = 0; k < PARTS; k++) {
        to->starts[k] = sum;
        sum += at[k];
        at[k] = to->starts[k];
    }
    assert(sum == total);
    to->starts[PARTS] = total;
    articles = articles_of(to);
    for (uint32_t k = 0; k < n; k++) {
        for (uint32_t i = 0; i < sketches[k].n; i++) {
            uint64_t seed = sketches[k].at[i];
            uint32_t place = at[seed >> (64 - PART_BITS)]++;
            to->prints[place] = (uint32_t)(seed >> STM_PLACE_BITS);
            articles[place] = (uint8_t)k;
        }
    }
}

/* Room for `bytes` more. */
static batch *dealt_room(stm_dealt *d, size_t bytes)
{
    if (bytes > d->cap - d->n) {
        size_t cap = d->n + bytes + bytes / 4;
        char *grown = stm_mem_realloc(d->at, cap);
        if (grown == NULL) {
            return NULL;
        }
        d->at = grown;
        d->cap = cap;
    }
    d->n += bytes;
    return (batch *)(void *)(d->at + d->n - bytes);
}

bool stm_dealt_set(stm_dealt *d, const stm_sketch *sketches, uint32_t n)
{
    d->n = 0;
    d->articles = n;
    for (uint32_t k = 0; k < n;) {
        uint32_t first = k;
        size_t total = 0;
        batch *b;
        for (; k < n && k - first < BATCH_MOST; k++) {
            total += sketches[k].n;
        }
        b = total > UINT32_MAX ? NULL : dealt_room(d, batch_bytes(total));
        if (b == NULL) {
            return false;
        }
        b->first = first;
        deal_batch(sketches + first, k - first, (uint32_t)total, b);
    }
    return true;
}

void stm_dealt_fini(stm_dealt *d)
{
    stm_mem_free(d->at);
    *d = (stm_dealt){ 0 };
}

static stm_status too_many(stm_err *err)
{
    return stm_fail(err, STM_LIMIT, "more than %u articles cannot be compared", STM_REUSE_ARTICLES_MAX);
}

stm_status stm_seeds_add(stm_seeds *s, uint32_t first, const stm_dealt *d, stm_err *err)
{
    if ((uint64_t)first + d->articles > STM_REUSE_ARTICLES_MAX) {
        return too_many(err);
    }
    for (size_t at = 0; at < d->n;) {
        const batch *from = (const batch *)(const void *)(d->at + at);
        size_t bytes = batch_bytes(from->starts[PARTS]);
        batch *b = from->starts[PARTS] == 0 ? NULL : new_batch(s, bytes);
        at += bytes;
        if (from->starts[PARTS] == 0) {
            continue;
        }
        if (b == NULL) {
            return no_memory(err);
        }
        memcpy(b, from, bytes);
        b->first += first;
        for (uint32_t k = 0; k < PARTS; k++) {
            s->parts[k].n += b->starts[k + 1] - b->starts[k];
        }
    }
    return s->held > s->memory_bytes ? spill_parts(s, err) : STM_OK;
}

stm_status stm_seeds_gather(const stm_seeds *s, uint32_t part_number, uint64_t *to, stm_err *err)
{
    const part *p = &s->parts[part_number];
    size_t end = (size_t)p->n_spilt;
    for (uint32_t r = p->last_run; r != 0; r = s->runs[r - 1].next) { /* last to first */
        stm_status status;
        end -= (size_t)s->runs[r - 1].n;
        status = stm_spill_read(&s->spill, s->runs[r - 1].at, to + end, (size_t)s->runs[r - 1].n * sizeof *to, err);
        if (status != STM_OK) {
            return status;
        }
    }
    gather_held(s, part_number, to + p->n_spilt);
    return STM_OK;
}
