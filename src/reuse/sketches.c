/* sketches.c: see sketches.h. */
#include "reuse/sketches.h"

#define BLOCK ((uint64_t)STM_MEM_HUGE / sizeof(uint64_t)) /* seeds */
#define FIRST (BLOCK / 8) /* of the first block, until it has more: few need no large page */

static stm_status no_memory(stm_err *err) { return stm_fail(err, STM_NO_MEMORY, "out of memory while comparing"); }

static stm_status grow(stm_sketches *s, stm_err *err)
{
    uint32_t cap = s->cap == 0 ? 1024 : s->cap * 2;
    uint64_t *start = stm_mem_realloc(s->start, ((size_t)cap + 1) * sizeof *start);
    uint8_t *noisy;
    if (start == NULL) {
        return no_memory(err);
    }
    s->start = start;
    noisy = stm_mem_realloc(s->noisy, cap);
    if (noisy == NULL) {
        return no_memory(err);
    }
    s->noisy = noisy;
    if (s->cap == 0) {
        s->start[0] = 0;
    }
    s->cap = cap;
    return STM_OK;
}

/* The next block; the first is one of FIRST. */
static bool add_block(stm_sketches *s)
{
    if (s->n_blocks == s->cap_blocks) {
        uint32_t cap = s->cap_blocks == 0 ? 64 : s->cap_blocks * 2;
        uint64_t **blocks = stm_mem_realloc(s->blocks, cap * sizeof *blocks);
        if (blocks == NULL) {
            return false;
        }
        s->blocks = blocks;
        s->cap_blocks = cap;
    }
    s->blocks[s->n_blocks] = s->n_blocks == 0 ? stm_mem_alloc(FIRST * sizeof **s->blocks) : stm_stock_take(s->from);
    if (s->blocks[s->n_blocks] == NULL) {
        return false;
    }
    s->n_blocks++;
    return true;
}

/* The first block is full at FIRST seeds: makes it as large as the others. */
static bool grow_first(stm_sketches *s)
{
    uint64_t *grown = stm_stock_take(s->from);
    if (grown == NULL) {
        return false;
    }
    memcpy(grown, s->blocks[0], FIRST * sizeof *grown);
    stm_mem_free(s->blocks[0]);
    s->blocks[0] = grown;
    s->large = true;
    return true;
}

static stm_status keep(stm_sketches *s, const uint64_t *at, uint64_t n, stm_err *err)
{
    uint64_t end = s->start[s->n] - s->start[s->n_kept];
    while (n > 0) {
        uint64_t here = end % BLOCK, most = end < FIRST ? FIRST : BLOCK, room = most - here < n ? most - here : n;
        if ((here == 0 && !add_block(s)) || (end == FIRST && !grow_first(s))) {
            return no_memory(err);
        }
        memcpy(s->blocks[end / BLOCK] + here, at, room * sizeof *at);
        at += room;
        n -= room;
        end += room;
    }
    return STM_OK;
}

stm_status stm_sketches_add(stm_sketches *s, const stm_sketch *sketch, stm_err *err)
{
    uint64_t at;
    stm_status status = s->n == s->cap ? grow(s, err) : STM_OK;
    if (status != STM_OK) {
        return status;
    }
    if (s->memory_bytes == 0 ||
        (s->spill.fd_plus_1 == 0 && s->held + sketch->n * sizeof *sketch->at <= s->memory_bytes)) {
        status = keep(s, sketch->at, sketch->n, err);
        s->held += sketch->n * sizeof *sketch->at;
    } else {
        status = stm_spill_add(&s->spill, sketch->at, sketch->n * sizeof *sketch->at, &at, err);
    }
    if (status == STM_OK) {
        s->noisy[s->n] = sketch->noisy;
        s->n++;
        s->start[s->n] = s->start[s->n - 1] + sketch->n;
    }
    return status;
}

stm_status stm_sketches_add_kept(stm_sketches *s, uint32_t n_seeds, bool noisy, stm_err *err)
{
    stm_status status = s->n == s->cap ? grow(s, err) : STM_OK;
    if (status == STM_OK) {
        s->noisy[s->n] = noisy;
        s->n_kept = ++s->n;
        s->start[s->n] = s->start[s->n - 1] + n_seeds;
    }
    return status;
}

bool stm_sketch_room_for(stm_sketch_room *room, uint64_t n)
{
    uint64_t *grown;
    if (n <= room->cap) {
        return true;
    }
    grown = stm_mem_realloc(room->at, (size_t)n * 2 * sizeof *grown);
    if (grown == NULL) {
        return false;
    }
    room->at = grown;
    room->cap = (size_t)n * 2;
    return true;
}

stm_status stm_sketches_get(const stm_sketches *s, uint32_t article, stm_sketch_room *room, const uint64_t **at,
                            stm_err *err)
{
    uint64_t first = s->start[article] - s->start[s->n_kept], n = stm_sketches_count(s, article);
    uint64_t held = s->held / sizeof **at;
    if (article < s->n_kept) {
        return s->get_kept(s->kept, article, room, at, err);
    }
    if (first < held && first % BLOCK + n <= BLOCK) {
        *at = s->blocks[first / BLOCK] + first % BLOCK;
        return STM_OK;
    }
    if (!stm_sketch_room_for(room, n)) {
        return no_memory(err);
    }
    *at = room->at;
    if (first >= held) {
        return n == 0 ? STM_OK
                      : stm_spill_read(&s->spill, (first - held) * sizeof **at, room->at, (size_t)n * sizeof **at, err);
    }
    for (uint64_t done = 0; done < n;) {
        uint64_t here = (first + done) % BLOCK, part = BLOCK - here < n - done ? BLOCK - here : n - done;
        memcpy(room->at + done, s->blocks[(first + done) / BLOCK] + here, part * sizeof **at);
        done += part;
    }
    return STM_OK;
}

#define AHEAD 64 /* lines of a cache; the rest of a longer sketch follows by itself */

void stm_sketches_expect(const stm_sketches *s, uint32_t article)
{
    uint64_t first = s->start[article] - s->start[s->n_kept], n = stm_sketches_count(s, article);
    const char *p;
    if (article < s->n_kept || n == 0 || first + n > s->held / sizeof **s->blocks) {
        return;
    }
    p = (const char *)(s->blocks[first / BLOCK] + first % BLOCK);
    n = n < BLOCK - first % BLOCK ? n : BLOCK - first % BLOCK;
    n = n * sizeof **s->blocks < AHEAD * 64 ? n * sizeof **s->blocks : AHEAD * 64;
    for (uint64_t k = 0; k < n; k += 64) {
        __builtin_prefetch(p + k);
    }
}

void stm_sketches_release(stm_sketches *s)
{
    for (uint32_t k = 0; k < s->n_blocks; k++) {
        if (k > 0 || s->large) {
            stm_stock_give(s->from, s->blocks[k]);
        } else {
            stm_mem_free(s->blocks[k]);
        }
    }
    stm_mem_free(s->blocks);
    stm_spill_close(&s->spill);
    s->blocks = NULL;
    s->n_blocks = s->cap_blocks = 0;
}

void stm_sketches_fini(stm_sketches *s)
{
    stm_sketches_release(s);
    stm_mem_free(s->start);
    stm_mem_free(s->noisy);
    *s = (stm_sketches){ 0 };
}
