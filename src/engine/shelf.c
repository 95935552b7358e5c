/* shelf.c: see shelf.h. A record is a row of strings and numbers of fixed order; both ends of it are this file.
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

/* ---- writing ------------------------------------------------------------------------------------------- */

static void put(stm_arena *arena, stm_buf *to, const void *p, size_t n) { stm_buf_add(arena, to, p, n); }

static void put_string(stm_arena *arena, stm_buf *to, stm_str s)
{
    uint32_t n = s.p == NULL ? STM_NONE : (uint32_t)s.n;
    put(arena, to, &n, sizeof n);
    put(arena, to, s.p, s.p == NULL ? 0 : s.n);
}

static void put_article(stm_arena *arena, stm_buf *to, const stm_article *a)
{
    for (size_t k = 0; k < N_STRINGS; k++) {
        put_string(arena, to, *(const stm_str *)(const void *)((const char *)a + strings[k]));
    }
    put(arena, to, &a->dateline, sizeof a->dateline);
    put(arena, to, &a->dateline_day, sizeof a->dateline_day);
    put(arena, to, &a->published_day, sizeof a->published_day);
    put(arena, to, &a->published_at, sizeof a->published_at);
    put(arena, to, &a->published_from, sizeof a->published_from);
    put(arena, to, &a->bare, sizeof a->bare);
    put(arena, to, &a->byline.n, sizeof a->byline.n);
    for (uint32_t k = 0; k < a->byline.n; k++) {
        put_string(arena, to, a->byline.at[k]);
    }
    put(arena, to, &a->credits.n, sizeof a->credits.n);
    for (uint32_t k = 0; k < a->credits.n; k++) {
        put_string(arena, to, a->credits.at[k].agency);
        put(arena, to, &a->credits.at[k].kind, sizeof a->credits.at[k].kind);
        put(arena, to, &a->credits.at[k].at, sizeof a->credits.at[k].at);
    }
    put(arena, to, &a->furniture.n, sizeof a->furniture.n);
    put(arena, to, a->furniture.at, a->furniture.n * sizeof *a->furniture.at);
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

stm_status stm_shelf_add(stm_shelf *s, stm_arena *scratch, const stm_article *article, stm_err *err)
{
    stm_buf draft = { 0 };
    stm_status status = STM_OK;
    char *record = NULL;
    uint64_t at = 0;
    if (!room(s)) {
        return stm_fail(err, STM_NO_MEMORY, "out of memory");
    }
    put_article(scratch, &draft, article);
    if (s->memory_bytes == 0 || s->held + draft.n <= s->memory_bytes) {
        record = stm_mem_alloc(draft.n);
        if (record == NULL) {
            return stm_fail(err, STM_NO_MEMORY, "out of memory");
        }
        memcpy(record, draft.at, draft.n);
        s->held += draft.n;
    } else {
        status = stm_spill_add(&s->spill, draft.at, draft.n, &at, err);
    }
    s->records[s->n] = record;
    s->at[s->n] = at;
    s->bytes[s->n] = draft.n;
    s->text_bytes[s->n] = (uint32_t)article->text.n;
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

static void take_article(stm_arena *arena, reader *r, stm_article *a)
{
    uint32_t n;
    stm_article_init(a);
    for (size_t k = 0; k < N_STRINGS; k++) {
        *(stm_str *)(void *)((char *)a + strings[k]) = take_string(r);
    }
    take_into(r, &a->dateline, sizeof a->dateline);
    take_into(r, &a->dateline_day, sizeof a->dateline_day);
    take_into(r, &a->published_day, sizeof a->published_day);
    take_into(r, &a->published_at, sizeof a->published_at);
    take_into(r, &a->published_from, sizeof a->published_from);
    take_into(r, &a->bare, sizeof a->bare);
    take_into(r, &n, sizeof n);
    for (uint32_t k = 0; k < n && r->sound; k++) {
        stm_vec_push(arena, &a->byline, take_string(r));
    }
    take_into(r, &n, sizeof n);
    for (uint32_t k = 0; k < n && r->sound; k++) {
        stm_credit c = { .agency = take_string(r) };
        take_into(r, &c.kind, sizeof c.kind);
        take_into(r, &c.at, sizeof c.at);
        stm_vec_push(arena, &a->credits, c);
    }
    take_into(r, &n, sizeof n);
    for (uint32_t k = 0; k < n && r->sound; k++) {
        stm_furniture f;
        take_into(r, &f, sizeof f);
        stm_vec_push(arena, &a->furniture, f);
    }
}

bool stm_shelf_unpack(stm_arena *arena, stm_str record, stm_article **out)
{
    reader r = { record.p, record.p + record.n, true };
    *out = STM_NEW(arena, stm_article);
    take_article(arena, &r, *out);
    return r.sound && r.at == r.end;
}

stm_str stm_shelf_id(stm_str record)
{
    reader r = { record.p, record.p + record.n, true };
    return take_string(&r);
}

stm_status stm_shelf_bytes(const stm_shelf *s, uint32_t i, stm_arena *arena, stm_str *out, stm_err *err)
{
    char *record = stm_arena_alloc(arena, s->bytes[i]);
    *out = (stm_str){ record, s->bytes[i] };
    if (s->records[i] != NULL) {
        memcpy(record, s->records[i], s->bytes[i]);
        return STM_OK;
    }
    return stm_spill_read(&s->spill, s->at[i], record, s->bytes[i], err);
}

stm_status stm_shelf_get(const stm_shelf *s, uint32_t i, stm_arena *arena, stm_article **out, stm_err *err)
{
    stm_str record; /* strings point into it */
    stm_status status = stm_shelf_bytes(s, i, arena, &record, err);
    if (status == STM_OK && !stm_shelf_unpack(arena, record, out)) {
        status = stm_fail(err, STM_IO, "a temporary file cannot be read: other bytes came back");
    }
    return status;
}

void stm_shelf_fini(stm_shelf *s)
{
    for (uint32_t i = 0; i < s->n; i++) {
        stm_mem_free(s->records[i]);
    }
    stm_mem_free(s->records);
    stm_mem_free(s->at);
    stm_mem_free(s->bytes);
    stm_mem_free(s->text_bytes);
    stm_spill_close(&s->spill);
    *s = (stm_shelf){ 0 };
}
