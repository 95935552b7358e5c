/* store_rows.c: articles, reuse, records and passages into the tables.
 *
 * Objects are written by the writers of docs/output.md, so that what the store holds is what the program prints.
 * Everything runs inside of the transaction of stm_store_add.
 */
#include "store/store_parts.h"

#include "text/text.h"
#include "write/json.h"

typedef struct rows {
    stm_store *store;
    stm_arena scratch; /* emptied after each row */
    stm_arena whole;   /* kept for the whole story */
    stm_str **speaker; /* by place in record->articles and quotation */
    stm_run *run;
    const stm_record *record;
    uint32_t number;
    int64_t id;
    const stm_digest *key;
    void (*fn)(void *arg);
    stm_err *err;
    stm_status status;
} rows;

static sqlite3_stmt *statement(rows *r, stm_query query)
{
    sqlite3_stmt *q = r->status == STM_OK ? stm_store_statement(r->store, query, r->err) : NULL;
    r->status = r->status == STM_OK && q == NULL ? STM_IO : r->status;
    return q;
}

static void done(rows *r, sqlite3_stmt *q) { r->status = stm_store_do(r->store, q, r->err); }

static void bind_day(rows *r, sqlite3_stmt *q, int at, int32_t day)
{
    if (day != STM_NO_DAY) {
        stm_bind_int(r->store, q, at, day);
    }
}

stm_status stm_store_put_article(stm_store *s, uint32_t index, const stm_article *a, const stm_digest *digest,
                                 stm_err *err)
{
    rows r = { .store = s, .err = err };
    sqlite3_stmt *q = statement(&r, STM_Q_ADD_ARTICLE);
    int64_t id = (int64_t)index + 1;
    if (q == NULL) {
        return r.status;
    }
    stm_bind_int(s, q, 1, id);
    stm_bind_str(s, q, 2, a->id);
    stm_bind_str(s, q, 3, a->from);
    stm_bind_str(s, q, 4, a->url);
    stm_bind_str(s, q, 5, a->outlet);
    stm_bind_str(s, q, 6, a->title);
    stm_bind_str(s, q, 7, a->language);
    stm_bind_str(s, q, 8, a->modified);
    stm_bind_index(s, q, 9, a->dateline.start);
    stm_bind_index(s, q, 10, a->dateline.end);
    stm_bind_str(s, q, 11, a->dateline_place);
    bind_day(&r, q, 12, a->dateline_day);
    stm_bind_str(s, q, 13, a->published);
    bind_day(&r, q, 14, a->published_day);
    if (a->published_at != STM_NO_INSTANT) {
        stm_bind_int(s, q, 15, a->published_at);
    }
    stm_bind_int(s, q, 16, a->published_from);
    stm_bind_str(s, q, 17, a->published_why);
    stm_bind_blob(s, q, 18, digest->bytes, sizeof digest->bytes);
    stm_bind_str(s, q, 19, a->text);
    done(&r, q);
    for (uint32_t i = 0; i < a->byline.n && (q = statement(&r, STM_Q_ADD_BYLINE)) != NULL; i++) {
        stm_bind_int(s, q, 1, id);
        stm_bind_int(s, q, 2, i);
        stm_bind_str(s, q, 3, a->byline.at[i]);
        done(&r, q);
    }
    for (uint32_t i = 0; i < a->credits.n && (q = statement(&r, STM_Q_ADD_CREDIT)) != NULL; i++) {
        stm_bind_int(s, q, 1, id);
        stm_bind_int(s, q, 2, i);
        stm_bind_str(s, q, 3, a->credits.at[i].agency);
        stm_bind_int(s, q, 4, a->credits.at[i].kind);
        stm_bind_int(s, q, 5, a->credits.at[i].at.start);
        stm_bind_int(s, q, 6, a->credits.at[i].at.end);
        done(&r, q);
    }
    for (uint32_t i = 0; i < a->furniture.n && (q = statement(&r, STM_Q_ADD_FURNITURE)) != NULL; i++) {
        stm_bind_int(s, q, 1, id);
        stm_bind_int(s, q, 2, i);
        stm_bind_int(s, q, 3, a->furniture.at[i].kind);
        stm_bind_int(s, q, 4, a->furniture.at[i].at.start);
        stm_bind_int(s, q, 5, a->furniture.at[i].at.end);
        done(&r, q);
    }
    return r.status;
}

/* ---- reuse ----------------------------------------------------------------------------------------------- */

static void put_reuse(void *arg)
{
    rows *r = arg;
    stm_store *s = r->store;
    sqlite3_stmt *q;
    stm_json json;
    for (uint32_t i = 0; i < r->run->reuse.pairs.n && (q = statement(r, STM_Q_ADD_PAIR)) != NULL; i++) {
        const stm_pair *p = &r->run->reuse.pairs.at[i];
        stm_buf object = { 0 };
        stm_json_init(&json, &r->scratch, &object);
        stm_json_pair(&json, p, r->run->articles.at);
        stm_bind_int(s, q, 1, (int64_t)p->a + 1);
        stm_bind_int(s, q, 2, (int64_t)p->b + 1);
        stm_bind_str(s, q, 3, stm_str_of(stm_relation_name(p->relation)));
        stm_bind_real(s, q, 4, p->shared_a);
        stm_bind_real(s, q, 5, p->shared_b);
        stm_bind_str(s, q, 6, stm_buf_str(&object));
        stm_bind_seal(s, q, 7, stm_buf_str(&object));
        done(r, q);
        stm_arena_reset(&r->scratch);
    }
    for (uint32_t i = 0; i < r->run->reuse.families.n && (q = statement(r, STM_Q_ADD_FAMILY)) != NULL; i++) {
        const stm_family *f = &r->run->reuse.families.at[i];
        stm_buf object = { 0 };
        stm_json_init(&json, &r->scratch, &object);
        stm_json_family(&json, f, i, r->run->articles.at);
        stm_bind_int(s, q, 1, (int64_t)i + 1);
        stm_bind_str(s, q, 2, stm_buf_str(&object));
        stm_bind_seal(s, q, 3, stm_buf_str(&object));
        done(r, q);
        for (uint32_t k = 0; k < f->articles.n && (q = statement(r, STM_Q_ADD_FAMILY_ARTICLE)) != NULL; k++) {
            stm_bind_int(s, q, 1, (int64_t)i + 1);
            stm_bind_int(s, q, 2, (int64_t)f->articles.at[k] + 1);
            done(r, q);
        }
        stm_arena_reset(&r->scratch);
    }
}

static void share(void *arg)
{
    rows *r = arg;
    stm_arena_share_guard(&r->whole, &r->scratch);
    r->fn(r);
}

/* fn(r) with arenas of its own. */
static stm_status with_scratch(rows *r, void (*fn)(void *arg))
{
    stm_status status;
    stm_arena_init(&r->scratch, 0);
    stm_arena_init(&r->whole, 0);
    r->fn = fn;
    status = stm_arena_protect(&r->scratch, share, r);
    stm_arena_fini(&r->scratch);
    stm_arena_fini(&r->whole);
    return status == STM_OK ? r->status : stm_fail(r->err, status, "out of memory while writing the store");
}

stm_status stm_store_put_reuse(stm_store *s, stm_run *run, stm_err *err)
{
    rows r = { .store = s, .run = run, .err = err };
    sqlite3_stmt *q = statement(&r, STM_Q_DROP_PAIRS);
    if (q != NULL) {
        done(&r, q);
    }
    q = statement(&r, STM_Q_DROP_FAMILIES);
    if (q != NULL) {
        done(&r, q);
    }
    return r.status == STM_OK ? with_scratch(&r, put_reuse) : r.status;
}

/* ---- passages -------------------------------------------------------------------------------------------- */

static void passage(rows *r, uint32_t article, const char *kind, stm_span at, stm_span shown, stm_str item,
                    stm_str speaker)
{
    sqlite3_stmt *q = statement(r, STM_Q_ADD_PASSAGE);
    if (q == NULL) {
        return;
    }
    stm_bind_int(r->store, q, 1, (int64_t)article + 1);
    stm_bind_str(r->store, q, 2, stm_str_of(kind));
    stm_bind_int(r->store, q, 3, at.start);
    stm_bind_int(r->store, q, 4, at.end);
    stm_bind_int(r->store, q, 5, shown.start);
    stm_bind_int(r->store, q, 6, shown.end);
    stm_bind_str(r->store, q, 7, item);
    stm_bind_str(r->store, q, 8, speaker);
    done(r, q);
}

/* The story knows a speaker by the fullest name of all articles. */
static void name_speakers(rows *r)
{
    const stm_record *record = r->record;
    uint32_t *place = STM_NEW_ARRAY(&r->whole, uint32_t, (size_t)r->run->articles.n + 1);
    r->speaker = STM_NEW_ARRAY(&r->whole, stm_str *, (size_t)record->articles.n + 1);
    for (uint32_t i = 0; i < record->articles.n; i++) {
        const stm_article *a = r->run->articles.at[record->articles.at[i]];
        place[record->articles.at[i]] = i;
        r->speaker[i] = STM_NEW_ARRAY(&r->whole, stm_str, (size_t)a->quotations.n + 1);
        for (uint32_t k = 0; k < a->quotations.n; k++) {
            r->speaker[i][k] = a->quotations.at[k].speaker_name;
        }
    }
    for (uint32_t i = 0; i < record->utterances.n; i++) {
        const stm_utterance *u = &record->utterances.at[i];
        stm_str name = u->speaker != STM_NONE ? record->entities.at[u->speaker].name : u->speaker_name;
        for (uint32_t k = 0; k < u->variants.n && name.p != NULL; k++) {
            r->speaker[place[u->variants.at[k].article]][u->variants.at[k].quotation] = name;
        }
    }
}

/* The words of a sentence and a clause are found by what stands around them. */
static stm_span around(const stm_article *a, stm_span at)
{
    uint32_t s = stm_sentence_at(a, at.start);
    if (s == STM_NONE || a->sentences.at[s].at.start > at.start || a->sentences.at[s].at.end < at.end) {
        return at;
    }
    return a->sentences.at[s].at;
}

static void article_passages(rows *r, uint32_t index, const stm_str *speaker)
{
    const stm_article *a = r->run->articles.at[index];
    for (uint32_t i = 0; i < a->paragraphs.n; i++) {
        passage(r, index, "text", a->paragraphs.at[i], a->paragraphs.at[i], STM_NULL_STR, STM_NULL_STR);
    }
    for (uint32_t i = 0; i < a->quotations.n; i++) {
        const stm_quotation *q = &a->quotations.at[i];
        for (uint32_t k = 0; k < q->content.n; k++) {
            passage(r, index, "quotation", q->content.at[k], q->content.at[k],
                    stm_str_format(&r->scratch, "q%u", i + 1), speaker[i]);
        }
    }
    for (uint32_t i = 0; i < a->figures.n; i++) {
        const stm_figure *f = &a->figures.at[i];
        passage(r, index, "figure", f->at, around(a, f->at), STM_NULL_STR,
                f->quotation == STM_NONE ? STM_NULL_STR : speaker[f->quotation]);
    }
}

static void statement_passages(rows *r)
{
    for (uint32_t i = 0; i < r->record->statements.n; i++) {
        const stm_statement *s = &r->record->statements.at[i];
        for (uint32_t k = 0; k < s->readings.n; k++) {
            const stm_statement_reading *x = &s->readings.at[k];
            stm_str name = x->said_by == STM_NONE ? x->said_by_name : r->record->entities.at[x->said_by].name;
            passage(r, x->passage.article, "statement", x->passage.at,
                    around(r->run->articles.at[x->passage.article], x->passage.at),
                    stm_str_format(&r->scratch, "c%u", i + 1), name);
        }
    }
}

/* ---- stories --------------------------------------------------------------------------------------------- */

static void of_article(rows *r, stm_query query, uint32_t index)
{
    sqlite3_stmt *q = statement(r, query);
    if (q != NULL) {
        stm_bind_int(r->store, q, 1, (int64_t)index + 1);
        done(r, q);
    }
}

static void put_story(void *arg)
{
    rows *r = arg;
    stm_store *s = r->store;
    stm_buf object = { 0 };
    stm_json json;
    sqlite3_stmt *q = statement(r, STM_Q_ADD_STORY);
    if (q == NULL) {
        return;
    }
    name_speakers(r);
    stm_json_init(&json, &r->whole, &object);
    stm_json_story(&json, r->record, r->number, r->run->articles.at);
    if (r->id != 0) {
        stm_bind_int(s, q, 1, r->id);
    }
    stm_bind_int(s, q, 2, (int64_t)r->number + 1);
    stm_bind_blob(s, q, 3, r->key->bytes, sizeof r->key->bytes);
    stm_bind_str(s, q, 4, r->record->title);
    stm_bind_str(s, q, 5, r->record->from);
    stm_bind_str(s, q, 6, r->record->to);
    stm_bind_int(s, q, 7, r->record->lines);
    stm_bind_str(s, q, 8, stm_buf_str(&object));
    stm_bind_seal(s, q, 9, stm_buf_str(&object));
    done(r, q);
    r->id = sqlite3_last_insert_rowid(s->db);
    for (uint32_t i = 0; i < r->record->articles.n && r->status == STM_OK; i++) {
        uint32_t index = r->record->articles.at[i];
        const stm_article *a = r->run->articles.at[index];
        if ((q = statement(r, STM_Q_ADD_STORY_ARTICLE)) != NULL) {
            stm_bind_int(s, q, 1, (int64_t)index + 1);
            stm_bind_int(s, q, 2, r->id);
            done(r, q);
        }
        if ((q = statement(r, STM_Q_SET_OBJECT)) != NULL) {
            memset(&object, 0, sizeof object);
            stm_json_init(&json, &r->scratch, &object);
            stm_json_article(&json, a, STM_DEPTH_ANNOTATE);
            stm_bind_int(s, q, 1, (int64_t)index + 1);
            stm_bind_str(s, q, 2, stm_buf_str(&object));
            stm_bind_seal(s, q, 4, stm_buf_str(&object));
            stm_bind_str(s, q, 3, stm_day_format(&r->scratch, a->published_day));
            done(r, q);
        }
        of_article(r, STM_Q_UNINDEX, index);
        of_article(r, STM_Q_DROP_PASSAGES, index);
        article_passages(r, index, r->speaker[i]);
        stm_arena_reset(&r->scratch);
    }
    statement_passages(r);
    for (uint32_t i = 0; i < r->record->articles.n; i++) {
        of_article(r, STM_Q_INDEX, r->record->articles.at[i]);
    }
}

stm_status stm_store_put_story(stm_store *s, stm_run *run, const stm_record *record, uint32_t number, int64_t id,
                               const stm_digest *key, stm_err *err)
{
    rows r = { .store = s, .run = run, .record = record, .number = number, .id = id, .key = key, .err = err };
    return with_scratch(&r, put_story);
}
