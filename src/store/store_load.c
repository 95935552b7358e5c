/* store_load.c: the articles of a store, as intake once gave them: text and metadata, no annotations.
 *
 * Annotations are made anew for the articles of the stories that are made anew: they follow from the text, and from the
 * date, which the story may fix.  Cost: the bytes of all texts.
 */
#include "store/store_parts.h"

#include <xxhash.h>

bool stm_digest_of(const stm_str *parts, int n, stm_digest *out)
{
    XXH3_state_t *state = XXH3_createState();
    XXH128_canonical_t canonical;
    if (state == NULL) {
        return false;
    }
    (void)XXH3_128bits_reset(state);
    for (int i = 0; i < n; i++) {
        const uint64_t head[] = { parts[i].p == NULL, parts[i].n };
        (void)XXH3_128bits_update(state, head, sizeof head);
        (void)XXH3_128bits_update(state, parts[i].p == NULL ? "" : parts[i].p, parts[i].n);
    }
    XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(state));
    (void)XXH3_freeState(state);
    memcpy(out->bytes, canonical.digest, sizeof out->bytes);
    return true;
}

typedef struct load_call {
    stm_store *store;
    stm_arena *arena;
    stm_stored_articles *out;
    stm_err *err;
    stm_status status;
} load_call;

static stm_str copied(load_call *c, sqlite3_stmt *q, int at) { return stm_str_dup(c->arena, stm_column_str(q, at)); }

static int64_t number_or(sqlite3_stmt *q, int at, int64_t unknown)
{
    return sqlite3_column_type(q, at) == SQLITE_NULL ? unknown : sqlite3_column_int64(q, at);
}

static void read_article(load_call *c, sqlite3_stmt *q)
{
    stm_stored_article *stored = stm_vec_add(c->arena, c->out);
    stm_article *a = STM_NEW(c->arena, stm_article);
    const void *digest = sqlite3_column_blob(q, 17);
    stm_article_init(a);
    stored->article = a;
    a->id = copied(c, q, 1);
    a->from = copied(c, q, 2);
    a->url = copied(c, q, 3);
    a->outlet = copied(c, q, 4);
    a->title = copied(c, q, 5);
    a->language = copied(c, q, 6);
    a->modified = copied(c, q, 7);
    a->dateline = (stm_span){ stm_column_index(q, 8), stm_column_index(q, 9) };
    a->dateline_place = copied(c, q, 10);
    a->dateline_day = (int32_t)number_or(q, 11, STM_NO_DAY);
    a->published = copied(c, q, 12);
    a->published_day = (int32_t)number_or(q, 13, STM_NO_DAY);
    a->published_at = number_or(q, 14, STM_NO_INSTANT);
    a->published_from = (stm_published_from)number_or(q, 15, 0);
    a->published_why = copied(c, q, 16);
    a->text = copied(c, q, 18);
    if (digest != NULL && sqlite3_column_bytes(q, 17) == STM_DIGEST_BYTES) {
        memcpy(stored->digest.bytes, digest, STM_DIGEST_BYTES);
    }
}

/* Runs over a query whose first column is an article's number, and hands over each row. */
static void each(load_call *c, stm_query query, void (*row_of)(load_call *c, sqlite3_stmt *q, stm_article *a))
{
    sqlite3_stmt *q = c->status == STM_OK ? stm_store_statement(c->store, query, c->err) : NULL;
    bool row = q != NULL;
    c->status = c->status == STM_OK && q == NULL ? STM_IO : c->status;
    while (row) {
        c->status = stm_store_step(c->store, q, &row, c->err);
        if (row) {
            int64_t id = sqlite3_column_int64(q, 0);
            if (query == STM_Q_ARTICLES && id != (int64_t)c->out->n + 1) {
                c->status = stm_store_fail(c->store, SQLITE_CORRUPT, c->err);
                row = false;
            } else if (row_of == NULL) {
                read_article(c, q);
            } else if (id >= 1 && id <= (int64_t)c->out->n) {
                row_of(c, q, c->out->at[id - 1].article);
            }
        }
    }
}

static void byline(load_call *c, sqlite3_stmt *q, stm_article *a)
{
    stm_vec_push(c->arena, &a->byline, copied(c, q, 1));
}

static void credit(load_call *c, sqlite3_stmt *q, stm_article *a)
{
    stm_credit credit = { copied(c, q, 1),
                          (stm_credit_kind)sqlite3_column_int(q, 2),
                          { stm_column_index(q, 3), stm_column_index(q, 4) } };
    stm_vec_push(c->arena, &a->credits, credit);
}

static void furniture(load_call *c, sqlite3_stmt *q, stm_article *a)
{
    stm_furniture f = { (stm_furniture_kind)sqlite3_column_int(q, 1),
                        { stm_column_index(q, 2), stm_column_index(q, 3) } };
    stm_vec_push(c->arena, &a->furniture, f);
}

static void load(void *arg)
{
    load_call *c = arg;
    each(c, STM_Q_ARTICLES, NULL);
    each(c, STM_Q_BYLINES, byline);
    each(c, STM_Q_CREDITS, credit);
    each(c, STM_Q_FURNITURE, furniture);
    for (uint32_t i = 0; i < c->out->n && c->status == STM_OK; i++) {
        if (!stm_article_validate(c->out->at[i].article, NULL)) {
            c->status = stm_store_fail(c->store, SQLITE_CORRUPT, c->err);
        }
    }
}

stm_status stm_store_load(stm_store *store, stm_arena *arena, stm_stored_articles *out, stm_err *err)
{
    load_call call = { store, arena, out, err, STM_OK };
    memset(out, 0, sizeof *out);
    if (store->version == 0) {
        return STM_OK;
    }
    if (stm_arena_protect(arena, load, &call) != STM_OK) {
        return stm_fail(err, STM_NO_MEMORY, "out of memory while reading the store");
    }
    return call.status;
}
