/* store_add.c: articles into a store, and the stories that they touch brought up to date.
 *
 * In: a store, a run of articles.  Out: the store; the run as it is to be shown.  Never: a record that one run over all
 * articles would not make.
 *
 * Which articles share wording and which are of one story depends on all of them, so both are found anew each time; it
 * is the cheap part. Everything else of a story depends on its articles and on what these share, and on nothing
 * else but the rules, the models and the options: a key made of that (XXH3-128) is kept with the record, and a story
 * whose key is the same is left alone. What counts from outside of it, its number and the numbers of its families, is
 * put into the object that is there.
 *
 * Invariants: (1) old articles keep their numbers, so keys of untouched stories stay as they are. (2) an article whose
 * story changes is in a story that is made anew.  Cost: reuse and grouping of all articles; annotations and records of
 * the stories that changed.
 */
#include <xxhash.h>

#include "base/map.h"
#include "store/store_parts.h"

typedef struct old_story {
    int64_t id;
    uint32_t number;
    stm_digest key;
    stm_str object;
    bool kept;
} old_story;

typedef struct adding {
    stm_store *store;
    stm_engine *engine;
    stm_run *run;
    stm_together together;
    stm_store_report *report;
    stm_err *err;
    stm_status status;
    char fingerprint[STM_FINGERPRINT_CAP];
    stm_stored_articles stored;
    STM_VEC(stm_digest) digests; /* by index in run->articles */
    uint32_t n_old;
    stm_grouping grouping;
    stm_digest *keys; /* by story of the grouping */
    STM_VEC(old_story) old;
    uint32_t *story_was; /* by article: index into `old`, or STM_NONE */
    stm_u32s fresh;      /* stories of the grouping that are made anew */
    stm_u32s to_annotate;
} adding;

static stm_str bytes_of(const stm_digest *d) { return (stm_str){ (const char *)d->bytes, sizeof d->bytes }; }

/* ---- which articles are new ------------------------------------------------------------------------------- */

/* Same words and same particulars, and the same name, place or address: then it is the same article. */
static bool same(const stm_article *a, const stm_article *b)
{
    return stm_str_eq(a->id, b->id) || stm_str_eq(a->from, b->from) || (a->url.p != NULL && stm_str_eq(a->url, b->url));
}

static void merge_articles(void *arg)
{
    adding *c = arg;
    stm_arena *arena = &c->run->arena;
    stm_map names = { 0 }, digests = { 0 };
    uint32_t n = c->run->articles.n;
    stm_article **come = c->run->articles.at;
    stm_u32s next = { 0 }; /* by article: the next one with its digest */
    memset(&c->run->articles, 0, sizeof c->run->articles);
    for (uint32_t i = 0; i < c->stored.n + n; i++) {
        bool is_old = i < c->stored.n, known = false;
        stm_article *a = is_old ? c->stored.at[i].article : come[i - c->stored.n];
        const stm_str parts[] = { a->title, a->outlet, a->url, a->published, a->text };
        stm_digest digest = c->stored.n > i ? c->stored.at[i].digest : (stm_digest){ { 0 } };
        uint32_t *first, index = c->run->articles.n;
        stm_str id = a->id;
        if (!is_old && !stm_digest_of(parts, 5, &digest)) {
            stm_arena_fail(arena);
        }
        stm_vec_push(arena, &c->digests, digest);
        first = stm_map_put(arena, &digests, stm_str_dup(arena, bytes_of(&digest)), STM_NONE);
        for (uint32_t k = is_old ? STM_NONE : *first; k != STM_NONE && !known; k = next.at[k]) {
            known = same(a, c->run->articles.at[k]);
        }
        if (known) {
            c->digests.n--;
            c->report->known++;
            continue;
        }
        for (uint32_t k = 2; stm_map_get(&names, a->id) != STM_NONE; k++) {
            a->id = stm_str_format(arena, "%.*s-%u", (int)id.n, id.p, k);
        }
        (void)stm_map_put(arena, &names, a->id, index);
        stm_vec_push(arena, &next, *first);
        *first = index;
        stm_vec_push(arena, &c->run->articles, a);
        if (!is_old) {
            c->report->added++;
        }
    }
    c->n_old = c->stored.n;
}

/* ---- which stories have changed ---------------------------------------------------------------------------- */

static void key_add(stm_arena *arena, stm_buf *key, const void *p, size_t n) { stm_buf_add(arena, key, p, n); }

static void key_span(stm_arena *arena, stm_buf *key, stm_span s)
{
    key_add(arena, key, &s.start, sizeof s.start);
    key_add(arena, key, &s.end, sizeof s.end);
}

static void key_pair(stm_arena *arena, stm_buf *key, const stm_pair *p)
{
    const double shared[] = { p->shared_a, p->shared_b, p->confidence };
    const uint32_t plain[] = { p->a, p->b, (uint32_t)p->relation, p->from, p->passages.n };
    key_add(arena, key, plain, sizeof plain);
    key_add(arena, key, shared, sizeof shared);
    for (uint32_t i = 0; i < p->passages.n; i++) {
        uint32_t kind = p->passages.at[i].kind;
        key_span(arena, key, p->passages.at[i].a);
        key_span(arena, key, p->passages.at[i].b);
        key_add(arena, key, &kind, sizeof kind);
    }
}

static void key_family(stm_arena *arena, stm_buf *key, const stm_family *f)
{
    const uint32_t plain[] = { f->articles.n, f->n_lost, f->root, f->edges.n };
    key_add(arena, key, plain, sizeof plain);
    key_add(arena, key, f->articles.at, f->articles.n * sizeof *f->articles.at);
    for (uint32_t i = 0; i < f->edges.n; i++) {
        const stm_edge *e = &f->edges.at[i];
        const uint32_t edge[] = { e->from, e->to, (uint32_t)e->relation };
        key_add(arena, key, edge, sizeof edge);
        key_add(arena, key, &e->confidence, sizeof e->confidence);
    }
    for (uint32_t i = 0; i < f->passages.n; i++) {
        const stm_line_passage *p = &f->passages.at[i];
        const uint32_t passage[] = { p->node, p->at.start, p->at.end, (uint32_t)p->role, p->origin, p->from };
        key_add(arena, key, passage, sizeof passage);
        key_add(arena, key, &p->confidence, sizeof p->confidence);
    }
}

static void make_keys(void *arg)
{
    adding *c = arg;
    stm_arena *arena = &c->run->arena;
    const stm_reuse *reuse = &c->run->reuse;
    uint32_t n = c->grouping.stories.n;
    uint32_t *story = STM_NEW_ARRAY(arena, uint32_t, (size_t)c->run->articles.n + 1);
    stm_buf *keys = STM_NEW_ARRAY(arena, stm_buf, (size_t)n + 1);
    c->keys = STM_NEW_ARRAY(arena, stm_digest, (size_t)n + 1);
    for (uint32_t s = 0; s < n; s++) {
        const stm_u32s *members = &c->grouping.stories.at[s];
        stm_buf_format(arena, &keys[s], "%s %d ", c->fingerprint, (int)stm_engine_options_of(c->engine)->bounds);
        for (uint32_t i = 0; i < members->n; i++) {
            stm_str id = c->run->articles.at[members->at[i]]->id;
            story[members->at[i]] = s;
            stm_buf_format(arena, &keys[s], "%u %zu ", members->at[i], id.n);
            stm_buf_add_str(arena, &keys[s], id);
            key_add(arena, &keys[s], c->digests.at[members->at[i]].bytes, STM_DIGEST_BYTES);
        }
    }
    for (uint32_t i = 0; i < reuse->pairs.n; i++) {
        const stm_pair *p = &reuse->pairs.at[i];
        key_pair(arena, &keys[story[p->a]], p);
        if (story[p->b] != story[p->a]) {
            key_pair(arena, &keys[story[p->b]], p);
        }
    }
    for (uint32_t f = 0; f < reuse->families.n; f++) {
        const stm_u32s *members = &reuse->families.at[f].articles;
        for (uint32_t i = 0; i < members->n; i++) {
            bool first = true;
            for (uint32_t k = 0; k < i && first; k++) {
                first = story[members->at[k]] != story[members->at[i]];
            }
            if (first) {
                key_family(arena, &keys[story[members->at[i]]], &reuse->families.at[f]);
            }
        }
    }
    for (uint32_t s = 0; s < n; s++) {
        XXH128_canonical_t canonical;
        XXH128_canonicalFromHash(&canonical, XXH3_128bits(keys[s].at, keys[s].n));
        memcpy(c->keys[s].bytes, canonical.digest, STM_DIGEST_BYTES);
    }
}

/* Reads the stories that the store has, and which article is in which. */
static void read_old(void *arg)
{
    adding *c = arg;
    stm_arena *arena = &c->run->arena;
    sqlite3_stmt *q = stm_store_statement(c->store, STM_Q_STORIES, c->err);
    bool row = true;
    c->status = q == NULL ? STM_IO : STM_OK;
    c->story_was = STM_NEW_ARRAY(arena, uint32_t, (size_t)c->run->articles.n + 1);
    memset(c->story_was, 0xFF, c->run->articles.n * sizeof *c->story_was);
    while (c->status == STM_OK && row) {
        c->status = stm_store_step(c->store, q, &row, c->err);
        if (row) {
            old_story *o = stm_vec_add(arena, &c->old);
            const void *key = sqlite3_column_blob(q, 2);
            o->id = sqlite3_column_int64(q, 0);
            o->number = stm_column_index(q, 1);
            if (key != NULL && sqlite3_column_bytes(q, 2) == STM_DIGEST_BYTES) {
                memcpy(o->key.bytes, key, STM_DIGEST_BYTES);
            }
            o->object = stm_str_dup(arena, stm_column_str(q, 3));
        }
    }
    q = c->status == STM_OK ? stm_store_statement(c->store, STM_Q_STORY_ARTICLES, c->err) : NULL;
    row = q != NULL;
    while (c->status == STM_OK && row) {
        c->status = stm_store_step(c->store, q, &row, c->err);
        if (row) {
            int64_t article = sqlite3_column_int64(q, 0), story = sqlite3_column_int64(q, 1);
            for (uint32_t i = 0; i < c->old.n && article >= 1 && article <= c->n_old; i++) {
                if (c->old.at[i].id == story) {
                    c->story_was[article - 1] = i;
                }
            }
        }
    }
}

static void compare(void *arg)
{
    adding *c = arg;
    stm_arena *arena = &c->run->arena;
    for (uint32_t s = 0; s < c->grouping.stories.n; s++) {
        const stm_u32s *members = &c->grouping.stories.at[s];
        uint32_t was = c->story_was[members->at[0]];
        if (was != STM_NONE && memcmp(c->old.at[was].key.bytes, c->keys[s].bytes, STM_DIGEST_BYTES) == 0) {
            c->old.at[was].kept = true;
            continue;
        }
        stm_vec_push(arena, &c->fresh, s);
        for (uint32_t i = 0; i < members->n; i++) {
            stm_vec_push(arena, &c->to_annotate, members->at[i]);
        }
    }
}

/* ---- numbers of stories that stay -------------------------------------------------------------------------- */

/* The object with another number and other numbers of families. It was written by json_story.c: the key "families",
 * with its quotation marks, stands in it once, since a quotation mark inside of a string has a backslash before it. */
static stm_str restamped(stm_arena *arena, stm_str object, uint32_t number, const stm_u32s *families)
{
    size_t comma = stm_str_find(object, STM_STR(","), 0), list = stm_str_find(object, STM_STR("\"families\": ["), 0);
    size_t end = list == SIZE_MAX ? SIZE_MAX : stm_str_find(object, STM_STR("]"), list);
    stm_buf out = { 0 };
    if (comma == SIZE_MAX || end == SIZE_MAX) {
        return STM_NULL_STR;
    }
    stm_buf_format(arena, &out, "{\"story\": \"s%u\"", number + 1);
    stm_buf_add(arena, &out, object.p + comma, list - comma);
    stm_buf_addz(arena, &out, "\"families\": [");
    for (uint32_t i = 0; i < families->n; i++) {
        stm_buf_format(arena, &out, "%s\"f%u\"", i == 0 ? "" : ", ", families->at[i] + 1);
    }
    stm_buf_add(arena, &out, object.p + end, object.n - end);
    return stm_buf_str(&out);
}

static void restamp(void *arg)
{
    adding *c = arg;
    stm_arena *arena = &c->run->arena;
    uint32_t *story = STM_NEW_ARRAY(arena, uint32_t, (size_t)c->run->articles.n + 1);
    stm_u32s *families = STM_NEW_ARRAY(arena, stm_u32s, (size_t)c->grouping.stories.n + 1);
    for (uint32_t s = 0; s < c->grouping.stories.n; s++) {
        for (uint32_t i = 0; i < c->grouping.stories.at[s].n; i++) {
            story[c->grouping.stories.at[s].at[i]] = s;
        }
    }
    for (uint32_t f = 0; f < c->run->reuse.families.n; f++) {
        const stm_u32s *members = &c->run->reuse.families.at[f].articles;
        for (uint32_t i = 0; i < members->n; i++) {
            stm_u32s *of = &families[story[members->at[i]]];
            if (of->n == 0 || of->at[of->n - 1] != f) {
                stm_vec_push(arena, of, f);
            }
        }
    }
    for (uint32_t s = 0; s < c->grouping.stories.n && c->status == STM_OK; s++) {
        uint32_t was = c->story_was[c->grouping.stories.at[s].at[0]];
        sqlite3_stmt *q;
        stm_str object;
        if (was == STM_NONE || !c->old.at[was].kept) {
            continue;
        }
        object = restamped(arena, c->old.at[was].object, s, &families[s]);
        q = stm_store_statement(c->store, STM_Q_RESTAMP, c->err);
        if (q == NULL || object.p == NULL) {
            c->status = object.p == NULL ? stm_store_fail(c->store, SQLITE_CORRUPT, c->err) : STM_IO;
            return;
        }
        stm_bind_int(c->store, q, 1, c->old.at[was].id);
        stm_bind_int(c->store, q, 2, (int64_t)s + 1);
        stm_bind_str(c->store, q, 3, object);
        stm_bind_seal(c->store, q, 4, object);
        c->status = stm_store_do(c->store, q, c->err);
    }
}

/* ---- what the caller shows --------------------------------------------------------------------------------- */

static void renumber(stm_passages *v, const uint32_t *to)
{
    for (uint32_t i = 0; i < v->n; i++) {
        v->at[i].article = to[v->at[i].article];
    }
}

static void renumber_record(stm_record *r, const uint32_t *to, const uint32_t *family_to)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->articles.n; i++) {
        r->articles.at[i] = to[r->articles.at[i]];
    }
    for (uint32_t i = 0; i < r->families.n; i++) {
        if (family_to[r->families.at[i]] != STM_NONE) {
            r->families.at[n++] = family_to[r->families.at[i]];
        }
    }
    r->families.n = n;
    for (uint32_t i = 0; i < r->entities.n; i++) {
        renumber(&r->entities.at[i].mentions, to);
    }
    for (uint32_t i = 0; i < r->utterances.n; i++) {
        for (uint32_t k = 0; k < r->utterances.at[i].variants.n; k++) {
            r->utterances.at[i].variants.at[k].article = to[r->utterances.at[i].variants.at[k].article];
        }
    }
    for (uint32_t i = 0; i < r->figures.n; i++) {
        for (uint32_t k = 0; k < r->figures.at[i].readings.n; k++) {
            stm_passage *p = &r->figures.at[i].readings.at[k].passage;
            p->article = to[p->article];
        }
    }
    for (uint32_t i = 0; i < r->statements.n; i++) {
        for (uint32_t k = 0; k < r->statements.at[i].readings.n; k++) {
            stm_passage *p = &r->statements.at[i].readings.at[k].passage;
            p->article = to[p->article];
        }
    }
    for (uint32_t i = 0; i < r->proposals.n; i++) {
        for (uint32_t k = 0; k < r->proposals.at[i].states.n; k++) {
            stm_passage *p = &r->proposals.at[i].states.at[k].passage;
            p->article = to[p->article];
        }
    }
    for (uint32_t i = 0; i < r->timeline.n; i++) {
        renumber(&r->timeline.at[i].passages, to);
    }
}

/* Leaves in the run the articles of its stories, and of the reuse what lies wholly among them. */
static void keep_shown(void *arg)
{
    adding *c = arg;
    stm_run *run = c->run;
    stm_arena *arena = &run->arena;
    uint32_t *to = STM_NEW_ARRAY(arena, uint32_t, (size_t)run->articles.n + 1), n = 0, n_pairs = 0, n_families = 0;
    uint32_t *family_to = STM_NEW_ARRAY(arena, uint32_t, (size_t)run->reuse.families.n + 1);
    memset(to, 0xFF, run->articles.n * sizeof *to);
    memset(family_to, 0xFF, run->reuse.families.n * sizeof *family_to);
    for (uint32_t s = 0; s < run->stories.n; s++) {
        for (uint32_t i = 0; i < run->stories.at[s].articles.n; i++) {
            to[run->stories.at[s].articles.at[i]] = 0;
        }
    }
    for (uint32_t i = 0; i < run->articles.n; i++) {
        if (to[i] != STM_NONE) {
            to[i] = n;
            run->articles.at[n++] = run->articles.at[i];
        }
    }
    run->articles.n = n;
    for (uint32_t i = 0; i < run->reuse.pairs.n; i++) {
        stm_pair p = run->reuse.pairs.at[i];
        if (to[p.a] != STM_NONE && to[p.b] != STM_NONE) {
            p.a = to[p.a], p.b = to[p.b];
            p.from = p.from == STM_NONE ? STM_NONE : to[p.from];
            run->reuse.pairs.at[n_pairs++] = p;
        }
    }
    run->reuse.pairs.n = n_pairs;
    for (uint32_t f = 0; f < run->reuse.families.n; f++) {
        stm_u32s *members = &run->reuse.families.at[f].articles;
        bool inside = true;
        for (uint32_t i = 0; i < members->n; i++) {
            inside = inside && to[members->at[i]] != STM_NONE;
        }
        if (inside) {
            for (uint32_t i = 0; i < members->n; i++) {
                members->at[i] = to[members->at[i]];
            }
            family_to[f] = n_families;
            run->reuse.families.at[n_families++] = run->reuse.families.at[f];
        }
    }
    run->reuse.families.n = n_families;
    for (uint32_t s = 0; s < run->stories.n; s++) {
        renumber_record(&run->stories.at[s], to, family_to);
    }
}

/* ---- the whole --------------------------------------------------------------------------------------------- */

/* Whether the setting is there and is, or is not, that. */
static bool setting_is(adding *c, const char *name, const char *value, bool *other)
{
    sqlite3_stmt *q = c->store->version == 0 ? NULL : stm_store_statement(c->store, STM_Q_SETTING, c->err);
    bool row = false, equal = false;
    *other = false;
    if (q != NULL) {
        stm_bind_str(c->store, q, 1, stm_str_of(name));
        c->status = stm_store_step(c->store, q, &row, c->err);
        equal = row && stm_str_eqz(stm_column_str(q, 0), value);
        *other = !equal && c->status == STM_OK;
        (void)sqlite3_reset(q);
    } else if (c->store->version != 0) {
        c->status = STM_IO;
    }
    return equal;
}

static void read_settings(adding *c)
{
    bool other;
    stm_engine_fingerprint(c->engine, c->fingerprint);
    if (setting_is(c, "together", "one", &other)) {
        c->together = STM_TOGETHER_ONE;
    }
    if (c->status == STM_OK) {
        (void)setting_is(c, "made_by", c->fingerprint, &c->report->other_rules);
    }
}

static void set(adding *c, const char *name, const char *value)
{
    sqlite3_stmt *q = c->status == STM_OK ? stm_store_statement(c->store, STM_Q_SET_SETTING, c->err) : NULL;
    if (q == NULL) {
        c->status = c->status == STM_OK ? STM_IO : c->status;
        return;
    }
    stm_bind_str(c->store, q, 1, stm_str_of(name));
    stm_bind_str(c->store, q, 2, stm_str_of(value));
    c->status = stm_store_do(c->store, q, c->err);
}

static void protect(adding *c, void (*fn)(void *arg))
{
    if (c->status == STM_OK && stm_arena_protect(&c->run->arena, fn, c) != STM_OK) {
        c->status = stm_fail(c->err, STM_NO_MEMORY, "out of memory while adding to the store");
    }
}

static void drop_stories(adding *c)
{
    sqlite3_stmt *q = c->status == STM_OK ? stm_store_statement(c->store, STM_Q_PARK_NUMBERS, c->err) : NULL;
    if (q != NULL) {
        c->status = stm_store_do(c->store, q, c->err);
    }
    for (uint32_t i = 0; i < c->old.n && c->status == STM_OK; i++) {
        q = c->old.at[i].kept ? NULL : stm_store_statement(c->store, STM_Q_DROP_STORY, c->err);
        if (q != NULL) {
            stm_bind_int(c->store, q, 1, c->old.at[i].id);
            c->status = stm_store_do(c->store, q, c->err);
        }
    }
}

static void put_stories(adding *c)
{
    for (uint32_t k = 0; k < c->fresh.n && c->status == STM_OK; k++) {
        uint32_t s = c->fresh.at[k], was = c->story_was[c->grouping.stories.at[s].at[0]];
        int64_t id = 0;
        c->status = stm_engine_story(c->engine, c->run, &c->grouping.stories.at[s], c->err);
        if (c->status != STM_OK) {
            return;
        }
        if (was != STM_NONE && !c->old.at[was].kept && c->old.at[was].id != 0) {
            id = c->old.at[was].id; /* the row goes to the first story that has come of it */
            c->old.at[was].id = 0;
        }
        c->status = stm_store_put_story(c->store, c->run, &c->run->stories.at[k], s, id, &c->keys[s], c->err);
    }
}

static void add(adding *c)
{
    stm_run *run = c->run;
    read_settings(c);
    if (c->status == STM_OK) {
        c->status = stm_store_load(c->store, &run->arena, &c->stored, c->err);
    }
    if (c->status == STM_OK) {
        c->status = stm_store_migrate(c->store, c->err);
    }
    protect(c, merge_articles);
    for (uint32_t i = c->n_old; i < run->articles.n && c->status == STM_OK; i++) {
        c->status = stm_store_put_article(c->store, i, run->articles.at[i], &c->digests.at[i], c->err);
    }
    set(c, "together", c->together == STM_TOGETHER_ONE ? "one" : "found");
    set(c, "made_by", c->fingerprint);
    if (c->status == STM_OK) {
        c->status = stm_engine_group(c->engine, c->together, run, &c->grouping, c->err);
    }
    protect(c, make_keys);
    protect(c, read_old);
    protect(c, compare);
    if (c->status == STM_OK) {
        c->status = stm_engine_annotate(c->engine, run, &c->to_annotate, c->err);
    }
    if (c->status == STM_OK) {
        c->status = stm_store_put_reuse(c->store, run, c->err);
    }
    drop_stories(c);
    protect(c, restamp);
    put_stories(c);
    c->report->updated = run->stories.n;
    c->report->articles = run->articles.n;
    c->report->stories = c->grouping.stories.n;
    for (uint32_t i = 0; i < c->old.n; i++) {
        c->report->removed += !c->old.at[i].kept && c->old.at[i].id != 0;
    }
}

stm_status stm_store_add(stm_store *store, stm_engine *engine, stm_together together, stm_run *run,
                         stm_store_report *report, stm_err *err)
{
    adding c = { .store = store, .engine = engine, .run = run, .together = together, .report = report, .err = err };
    memset(report, 0, sizeof *report);
    if (!store->write) {
        return stm_fail(err, STM_USAGE, "%.120s was opened for reading only", store->path);
    }
    c.status = stm_store_begin(store, err);
    if (c.status == STM_OK) {
        add(&c);
    }
    if (c.status == STM_OK) {
        c.status = stm_store_commit(store, err);
    }
    if (c.status == STM_OK) {
        store->version = STM_STORE_VERSION;
        protect(&c, keep_shown);
    }
    stm_store_rollback(store);
    return c.status;
}
