/* sketches.c: see sketches.h. Sketches lie close together in a pile.
 *
 * Invariant: what stm_sketches_get gives has the seeds that stm_sketches_add took.
 */
#include <assert.h>

#include "reuse/sketches.h"

#include "reuse/sketch_wide.h"

static_assert(STM_SKETCH_BITS - STM_PRINT_BITS == 8, "the first bits of a fingerprint are a byte");

static stm_status no_memory(stm_err *err) { return stm_fail(err, STM_NO_MEMORY, "out of memory while comparing"); }

/* Bytes of a packed sketch of so many seeds, so that another one can follow. */
static size_t packed_bytes(uint32_t n, bool far)
{
    size_t bytes = (size_t)n * (sizeof(uint32_t) + (far ? sizeof(uint32_t) : sizeof(uint16_t)) + 1);
    return (bytes + sizeof(uint64_t) - 1) / sizeof(uint64_t) * sizeof(uint64_t);
}

/* The sketch that lies at `at`. */
static stm_packed_sketch sketch_at(const char *at, uint32_t n, bool far)
{
    stm_packed_sketch s = { .prints = (const uint32_t *)(const void *)at, .n = n };
    const char *places = at + n * sizeof *s.prints;
    if (far) {
        s.far = (const uint32_t *)(const void *)places;
        s.firsts = (const uint8_t *)(s.far + n);
    } else {
        s.near = (const uint16_t *)(const void *)places;
        s.firsts = (const uint8_t *)(s.near + n);
    }
    return s;
}

static bool is_far(const stm_sketch *s) { return s->n != 0 && stm_seed_place(s->at[s->n - 1]) > UINT16_MAX; }

static void write_sketch(const stm_sketch *s, bool far, char *at)
{
    uint32_t *prints = (uint32_t *)(void *)at, *wide = prints + s->n;
    uint16_t *places = (uint16_t *)(void *)wide;
    uint8_t *firsts = far ? (uint8_t *)(wide + s->n) : (uint8_t *)(places + s->n);
#if STM_SKETCH_X86
    if (!far && stm_sketch_wide()) {
        stm_wide_part(s->at, s->n, prints, places, firsts);
        return;
    }
#endif
    for (uint32_t i = 0; i < s->n; i++) {
        uint64_t seed = s->at[i];
        prints[i] = (uint32_t)(seed >> STM_PLACE_BITS);
        firsts[i] = (uint8_t)(seed >> (STM_PLACE_BITS + STM_PRINT_BITS));
    }
    for (uint32_t i = 0; i < s->n && far; i++) {
        wide[i] = stm_seed_place(s->at[i]);
    }
    for (uint32_t i = 0; i < s->n && !far; i++) {
        places[i] = (uint16_t)s->at[i];
    }
}

/* ---- room ----------------------------------------------------------------------------------------------- */

static bool room_for(stm_sketch_room *room, size_t bytes)
{
    if (bytes > room->cap) {
        stm_mem_free(room->at);
        room->at = stm_mem_alloc(2 * bytes);
        room->cap = room->at == NULL ? 0 : 2 * bytes;
    }
    return bytes <= room->cap;
}

void stm_sketch_room_fini(stm_sketch_room *room)
{
    stm_mem_free(room->at);
    *room = (stm_sketch_room){ 0 };
}

bool stm_sketch_pack(stm_sketch_room *room, const stm_sketch *sketch, stm_packed_sketch *out)
{
    bool far = is_far(sketch);
    size_t bytes = packed_bytes(sketch->n, far);
    if (!room_for(room, bytes + 1)) { /* no room at all is none */
        return false;
    }
    if (bytes > 0) { /* what may lie behind the last seed */
        memset(room->at + bytes - sizeof(uint64_t), 0, sizeof(uint64_t));
    }
    write_sketch(sketch, far, room->at);
    *out = sketch_at(room->at, sketch->n, far);
    return true;
}

/* ---- all of them ---------------------------------------------------------------------------------------- */

static stm_status grow(stm_sketches *s, stm_err *err)
{
    uint32_t cap = s->cap == 0 ? 1024 : s->cap * 2;
    void *grown = stm_mem_realloc(s->places, cap * sizeof *s->places);
    if (grown == NULL) {
        return no_memory(err);
    }
    s->places = grown;
    grown = stm_mem_realloc(s->counts, cap * sizeof *s->counts);
    if (grown == NULL) {
        return no_memory(err);
    }
    s->counts = grown;
    grown = stm_mem_realloc(s->noisy, cap);
    if (grown == NULL) {
        return no_memory(err);
    }
    s->noisy = grown;
    s->cap = cap;
    return STM_OK;
}

/* To the file, by way of memory of its own. */
static stm_status spill_sketch(stm_sketches *s, const stm_sketch *sketch, uint64_t *at, stm_err *err)
{
    stm_sketch_room room = { 0 };
    stm_packed_sketch packed;
    stm_status status = stm_sketch_pack(&room, sketch, &packed) ? STM_OK : no_memory(err);
    if (status == STM_OK) {
        status = stm_spill_add(&s->spill, room.at, packed_bytes(sketch->n, is_far(sketch)), at, err);
    }
    stm_sketch_room_fini(&room);
    return status;
}

stm_status stm_sketches_add(stm_sketches *s, const stm_sketch *sketch, stm_err *err)
{
    bool far = is_far(sketch);
    size_t bytes = packed_bytes(sketch->n, far);
    stm_status status = s->n == s->cap ? grow(s, err) : STM_OK;
    stm_sketch_place place = { NULL };
    if (status != STM_OK) {
        return status;
    }
    if (s->memory_bytes == 0 || (s->spill.fd_plus_1 == 0 && s->held + bytes <= s->memory_bytes)) {
        char *at = stm_pile_room(&s->pile, bytes);
        if (at == NULL) {
            return no_memory(err);
        }
        write_sketch(sketch, far, at);
        place.held = at;
        s->held += bytes;
        s->n_held = s->n + 1;
    } else {
        status = spill_sketch(s, sketch, &place.at, err);
    }
    if (status == STM_OK) {
        s->places[s->n] = place;
        s->counts[s->n] = sketch->n | (far ? STM_SKETCH_FAR : 0);
        s->noisy[s->n++] = sketch->noisy;
    }
    return status;
}

stm_status stm_sketches_add_kept(stm_sketches *s, uint32_t n_seeds, bool noisy, stm_err *err)
{
    stm_status status = s->n == s->cap ? grow(s, err) : STM_OK;
    if (status == STM_OK) {
        s->places[s->n] = (stm_sketch_place){ NULL };
        s->counts[s->n] = n_seeds;
        s->noisy[s->n] = noisy;
        s->n_kept = s->n_held = ++s->n;
    }
    return status;
}

stm_status stm_sketches_get(const stm_sketches *s, uint32_t article, stm_sketch_room *room, stm_packed_sketch *out,
                            stm_err *err)
{
    uint32_t n = stm_sketches_count(s, article);
    bool far = (s->counts[article] & STM_SKETCH_FAR) != 0;
    const char *at = s->places[article].held;
    if (article < s->n_kept) {
        return s->get_kept(s->kept, article, room, out, err);
    }
    if (article >= s->n_held) {
        stm_status status;
        if (!room_for(room, packed_bytes(n, far) + 1)) {
            return no_memory(err);
        }
        status = stm_spill_read(&s->spill, s->places[article].at, room->at, packed_bytes(n, far), err);
        if (status != STM_OK) {
            return status;
        }
        at = room->at;
    }
    *out = sketch_at(at, n, far);
    return STM_OK;
}

#define AHEAD 64 /* lines of a cache; the rest of a longer sketch follows by itself */

void stm_sketches_expect(const stm_sketches *s, uint32_t article)
{
    const char *at = s->places[article].held;
    size_t bytes = stm_sketches_count(s, article) * sizeof(uint32_t);
    if (article < s->n_kept || article >= s->n_held) {
        return;
    }
    for (size_t k = 0; k < bytes && k < AHEAD * STM_MEM_LINE; k += STM_MEM_LINE) {
        __builtin_prefetch(at + k);
    }
}

void stm_sketches_release(stm_sketches *s)
{
    stm_pile_fini(&s->pile);
    stm_spill_close(&s->spill);
}

void stm_sketches_fini(stm_sketches *s)
{
    stm_sketches_release(s);
    stm_mem_free(s->places);
    stm_mem_free(s->counts);
    stm_mem_free(s->noisy);
    *s = (stm_sketches){ 0 };
}
