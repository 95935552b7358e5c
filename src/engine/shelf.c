/* shelf.c: see shelf.h. A record is a row of strings and numbers of fixed order, the id first, which may be decided
 * later than the rest; both ends of it are this file. Records lie close together in large blocks. One whose text is
 * elsewhere has in place of its length a number that no text has as its own, and then where it is.
 *
 * Invariant: what stm_shelf_get gives is equal to what stm_shelf_add took, but for annotations.
 */
#include "engine/shelf.h"

static const size_t strings[] = {
    offsetof(stm_article, id),        offsetof(stm_article, from),           offsetof(stm_article, url),
    offsetof(stm_article, outlet),    offsetof(stm_article, title),          offsetof(stm_article, language),
    offsetof(stm_article, modified),  offsetof(stm_article, dateline_place), offsetof(stm_article, text),
    offsetof(stm_article, published), offsetof(stm_article, published_why),
};
#define N_STRINGS (sizeof strings / sizeof *strings)
#define TEXT offsetof(stm_article, text)
#define ELSEWHERE (STM_NONE - 1) /* for the length of a text: a stm_text_place follows */
#define SHORT 256u               /* bytes of a text that is not worth a place */
#define ESCAPED 6u               /* a byte of text has no more where it is escaped */

/* ---- writing ------------------------------------------------------------------------------------------- */

static bool more_room(stm_pack *to, size_t n)
{
    size_t cap = to->cap + to->cap / 2 + n + 4096;
    char *grown = n > SIZE_MAX / 4 ? NULL : stm_mem_realloc(to->at, cap);
    if (grown == NULL) {
        return false;
    }
    to->at = grown;
    to->cap = cap;
    return true;
}

/* A failure shows in `sound` alone, so that what is put need not be looked at one by one. */
static void put(stm_pack *to, bool *sound, const void *p, size_t n)
{
    if (!*sound || (to->cap - to->n < n && !more_room(to, n))) {
        *sound = false;
        return;
    }
    if (n != 0) {
        memcpy(to->at + to->n, p, n);
    }
    to->n += n;
}

static void put_string(stm_pack *to, bool *sound, stm_str s)
{
    uint32_t n = s.p == NULL ? STM_NONE : (uint32_t)s.n;
    put(to, sound, &n, sizeof n);
    put(to, sound, s.p, s.p == NULL ? 0 : s.n);
}

static void put_text(stm_pack *to, bool *sound, stm_str text, const stm_text_place *place)
{
    uint32_t n = ELSEWHERE;
    if (place == NULL || place->file == 0 || text.n < SHORT) {
        put_string(to, sound, text);
        return;
    }
    put(to, sound, &n, sizeof n);
    put(to, sound, place, sizeof *place);
}

stm_status stm_pack_add(stm_pack *to, const stm_article *a, const stm_text_place *place)
{
    bool sound = true;
    for (size_t k = 1; k < N_STRINGS; k++) {
        stm_str s = *(const stm_str *)(const void *)((const char *)a + strings[k]);
        if (strings[k] == TEXT) {
            put_text(to, &sound, s, place);
        } else {
            put_string(to, &sound, s);
        }
    }
    put(to, &sound, &a->dateline, sizeof a->dateline);
    put(to, &sound, &a->dateline_day, sizeof a->dateline_day);
    put(to, &sound, &a->published_day, sizeof a->published_day);
    put(to, &sound, &a->published_at, sizeof a->published_at);
    put(to, &sound, &a->published_from, sizeof a->published_from);
    put(to, &sound, &a->bare, sizeof a->bare);
    put(to, &sound, &a->byline.n, sizeof a->byline.n);
    for (uint32_t k = 0; k < a->byline.n; k++) {
        put_string(to, &sound, a->byline.at[k]);
    }
    put(to, &sound, &a->credits.n, sizeof a->credits.n);
    for (uint32_t k = 0; k < a->credits.n; k++) {
        put_string(to, &sound, a->credits.at[k].agency);
        put(to, &sound, &a->credits.at[k].kind, sizeof a->credits.at[k].kind);
        put(to, &sound, &a->credits.at[k].at, sizeof a->credits.at[k].at);
    }
    put(to, &sound, &a->furniture.n, sizeof a->furniture.n);
    put(to, &sound, a->furniture.at, a->furniture.n * sizeof *a->furniture.at);
    return sound ? STM_OK : STM_NO_MEMORY;
}

void stm_pack_fini(stm_pack *pack)
{
    stm_mem_free(pack->at);
    *pack = (stm_pack){ 0 };
}

static bool room(stm_shelf *s)
{
    uint32_t cap = s->cap == 0 ? 1024 : s->cap * 2;
    void *grown;
    if (s->n < s->cap) {
        return true;
    }
    if ((grown = stm_mem_realloc(s->records, cap * sizeof *s->records)) == NULL) {
        return false;
    }
    s->records = grown;
    if ((grown = stm_mem_realloc(s->at, cap * sizeof *s->at)) == NULL) {
        return false;
    }
    s->at = grown;
    if ((grown = stm_mem_realloc(s->bytes, cap * sizeof *s->bytes)) == NULL) {
        return false;
    }
    s->bytes = grown;
    if ((grown = stm_mem_realloc(s->text_bytes, cap * sizeof *s->text_bytes)) == NULL) {
        return false;
    }
    s->text_bytes = grown;
    s->cap = cap;
    return true;
}

static void write_record(char *to, stm_str id, stm_str rest)
{
    uint32_t n = id.p == NULL ? STM_NONE : (uint32_t)id.n;
    memcpy(to, &n, sizeof n);
    if (id.n != 0) {
        memcpy(to + sizeof n, id.p, id.n);
    }
    memcpy(to + sizeof n + id.n, rest.p, rest.n);
}

/* To the file, by way of memory of its own. */
static stm_status spill_record(stm_shelf *s, stm_str id, stm_str rest, size_t n, uint64_t *at, stm_err *err)
{
    char *record = stm_mem_alloc(n);
    stm_status status;
    if (record == NULL) {
        return stm_fail(err, STM_NO_MEMORY, "out of memory");
    }
    write_record(record, id, rest);
    status = stm_spill_add(&s->spill, record, n, at, err);
    stm_mem_free(record);
    return status;
}

stm_status stm_shelf_add(stm_shelf *s, stm_str id, stm_str rest, uint32_t text_bytes, stm_err *err)
{
    size_t n = sizeof(uint32_t) + id.n + rest.n;
    stm_status status = STM_OK;
    char *record = NULL;
    uint64_t at = 0;
    if (n > UINT32_MAX || !room(s)) {
        return stm_fail(err, STM_NO_MEMORY, "out of memory");
    }
    if (s->memory_bytes == 0 || s->held + n <= s->memory_bytes) {
        record = stm_pile_room(&s->pile, n);
        if (record == NULL) {
            return stm_fail(err, STM_NO_MEMORY, "out of memory");
        }
        write_record(record, id, rest);
        s->held += n;
    } else {
        status = spill_record(s, id, rest, n, &at, err);
    }
    s->records[s->n] = record;
    s->at[s->n] = at;
    s->bytes[s->n] = (uint32_t)n;
    s->text_bytes[s->n] = text_bytes;
    s->n += status == STM_OK;
    return status;
}

/* ---- reading ------------------------------------------------------------------------------------------- */

typedef struct reader {
    const char *at, *end;
    bool sound;
} reader;

static const char *take(reader *r, size_t n)
{
    const char *at = r->at;
    if (n > (size_t)(r->end - r->at)) {
        r->sound = false;
        return NULL;
    }
    r->at += n;
    return at;
}

static void take_into(reader *r, void *to, size_t n)
{
    const char *at = take(r, n);
    if (at == NULL) {
        memset(to, 0, n);
    } else {
        memcpy(to, at, n);
    }
}

static stm_str take_string(reader *r)
{
    uint32_t n;
    take_into(r, &n, sizeof n);
    return n == STM_NONE ? STM_NULL_STR : (stm_str){ take(r, n), n };
}

/* The text, or where it is; elsewhere NULL: it is here, or the record is not sound. */
static stm_str take_text(reader *r, stm_text_place *elsewhere)
{
    uint32_t n = 0;
    if (elsewhere == NULL || (size_t)(r->end - r->at) < sizeof n + sizeof *elsewhere) {
        return take_string(r);
    }
    memcpy(&n, r->at, sizeof n);
    if (n != ELSEWHERE) {
        return take_string(r);
    }
    memcpy(elsewhere, r->at + sizeof n, sizeof *elsewhere);
    r->at += sizeof n + sizeof *elsewhere;
    return STM_NULL_STR;
}

/* How many of something follow, each of some bytes. */
static uint32_t take_count(reader *r)
{
    uint32_t n;
    take_into(r, &n, sizeof n);
    r->sound = r->sound && n <= (size_t)(r->end - r->at);
    return r->sound ? n : 0;
}

static void take_marks(stm_arena *arena, reader *r, stm_article *a)
{
    uint32_t n = take_count(r);
    stm_vec_reserve(arena, &a->credits, n);
    for (uint32_t k = 0; k < n && r->sound; k++) {
        stm_credit c = { .agency = take_string(r) };
        take_into(r, &c.kind, sizeof c.kind);
        take_into(r, &c.at, sizeof c.at);
        stm_vec_push(arena, &a->credits, c);
    }
    n = take_count(r);
    stm_vec_reserve(arena, &a->furniture, n);
    for (uint32_t k = 0; k < n && r->sound; k++) {
        stm_furniture f;
        take_into(r, &f, sizeof f);
        stm_vec_push(arena, &a->furniture, f);
    }
}

static void take_article(stm_arena *arena, reader *r, stm_article *a, stm_text_place *elsewhere)
{
    uint32_t n;
    stm_article_init(a);
    for (size_t k = 0; k < N_STRINGS; k++) {
        *(stm_str *)(void *)((char *)a + strings[k]) = strings[k] == TEXT ? take_text(r, elsewhere) : take_string(r);
    }
    take_into(r, &a->dateline, sizeof a->dateline);
    take_into(r, &a->dateline_day, sizeof a->dateline_day);
    take_into(r, &a->published_day, sizeof a->published_day);
    take_into(r, &a->published_at, sizeof a->published_at);
    take_into(r, &a->published_from, sizeof a->published_from);
    take_into(r, &a->bare, sizeof a->bare);
    n = take_count(r);
    stm_vec_reserve(arena, &a->byline, n);
    for (uint32_t k = 0; k < n && r->sound; k++) {
        stm_vec_push(arena, &a->byline, take_string(r));
    }
    take_marks(arena, r, a);
}

static bool unpack(stm_arena *arena, stm_str record, stm_article **out, stm_text_place *elsewhere)
{
    reader r = { record.p, record.p + record.n, true };
    *out = STM_NEW(arena, stm_article);
    take_article(arena, &r, *out, elsewhere);
    return r.sound && r.at == r.end;
}

bool stm_shelf_unpack(stm_arena *arena, stm_str record, stm_article **out) { return unpack(arena, record, out, NULL); }

static stm_status damaged(stm_err *err)
{
    return stm_fail(err, STM_IO, "a temporary file cannot be read: other bytes came back");
}

/* The record as it is here; borrowed from the shelf where it is in memory. */
static stm_status record_of(const stm_shelf *s, uint32_t i, stm_arena *arena, stm_str *out, stm_err *err)
{
    char *record;
    *out = (stm_str){ s->records[i], s->bytes[i] };
    if (s->records[i] != NULL) {
        return STM_OK;
    }
    record = stm_arena_raw(arena, s->bytes[i], 1);
    out->p = record;
    return stm_spill_read(&s->spill, s->at[i], record, s->bytes[i], err);
}

static stm_status text_again(const stm_shelf *s, uint32_t i, const stm_text_place *place, stm_arena *arena,
                             stm_str *out, stm_err *err)
{
    stm_status status;
    if (s->intake == NULL || place->bytes / ESCAPED > s->text_bytes[i]) {
        return damaged(err);
    }
    status = stm_intake_text_again(s->intake, place, arena, out, err);
    return status == STM_OK && out->n != s->text_bytes[i] ? damaged(err) : status;
}

stm_status stm_shelf_id(const stm_shelf *s, uint32_t i, stm_arena *arena, stm_str *out, stm_err *err)
{
    stm_str record;
    stm_status status = record_of(s, i, arena, &record, err);
    reader r = { record.p, record.p + record.n, true };
    *out = status == STM_OK ? take_string(&r) : STM_NULL_STR;
    return status == STM_OK && !r.sound ? damaged(err) : status;
}

/* A record whose text is elsewhere, with the text in it: `text` in place of what is from `first` to `end`. */
static stm_str with_text(stm_arena *arena, stm_str record, size_t first, size_t end, stm_str text)
{
    uint32_t n = (uint32_t)text.n;
    size_t size = first + sizeof n + text.n + (record.n - end);
    char *to = stm_arena_raw(arena, size, 1);
    memcpy(to, record.p, first);
    memcpy(to + first, &n, sizeof n);
    memcpy(to + first + sizeof n, text.p, text.n);
    memcpy(to + first + sizeof n + text.n, record.p + end, record.n - end);
    return (stm_str){ to, size };
}

stm_status stm_shelf_bytes(const stm_shelf *s, uint32_t i, stm_arena *arena, stm_str *out, stm_err *err)
{
    stm_text_place place = { 0 };
    stm_str record, text;
    stm_status status = record_of(s, i, arena, &record, err);
    reader r = { record.p, record.p + record.n, true };
    size_t first;
    if (status != STM_OK) {
        return status;
    }
    for (size_t k = 0; k < N_STRINGS && strings[k] != TEXT; k++) {
        (void)take_string(&r);
    }
    first = (size_t)(r.at - record.p);
    (void)take_text(&r, &place);
    if (!r.sound) {
        return damaged(err);
    }
    if (place.file == 0) {
        *out = s->records[i] == NULL ? record : stm_str_dup(arena, record);
        return STM_OK;
    }
    status = text_again(s, i, &place, arena, &text, err);
    *out = status == STM_OK ? with_text(arena, record, first, (size_t)(r.at - record.p), text) : STM_NULL_STR;
    return status;
}

stm_status stm_shelf_get(const stm_shelf *s, uint32_t i, stm_arena *arena, stm_article **out, stm_err *err)
{
    stm_text_place place = { 0 };
    stm_str record; /* strings point into it */
    stm_status status = record_of(s, i, arena, &record, err);
    if (status == STM_OK && !unpack(arena, record, out, &place)) {
        status = damaged(err);
    }
    if (status == STM_OK && place.file != 0) {
        status = text_again(s, i, &place, arena, &(*out)->text, err);
    }
    return status;
}

#define AHEAD 4096u /* bytes; the rest of a longer record follows by itself */

void stm_shelf_expect(const stm_shelf *s, uint32_t i)
{
    if (i < s->n && s->records[i] != NULL) {
        for (uint32_t k = 0; k < s->bytes[i] && k < AHEAD; k += 64) {
            __builtin_prefetch(s->records[i] + k);
        }
    }
}

void stm_shelf_fini(stm_shelf *s)
{
    stm_pile_fini(&s->pile);
    stm_mem_free(s->records);
    stm_mem_free(s->at);
    stm_mem_free(s->bytes);
    stm_mem_free(s->text_bytes);
    stm_spill_close(&s->spill);
    *s = (stm_shelf){ 0 };
}
