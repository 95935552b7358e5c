/* jsonl.c: one JSON object to an article, under our own field names and those of the usual tools.
 *
 * In: an object that json-c or flat.c has read, borrowed.  Out: text, metadata, and for output of our own stages the
 * furniture, credits and dateline that it carries.  Never: changes a user's id or text (but for U+0000). Invariants:
 * (1) spans of the input that do not fit the text are left out, with a note. (2) --map goes before the built-in names,
 * and our own names before those of other tools.  Cost: linear.
 */
#include <math.h>
#include <stdio.h>

#include "intake/flat.h"
#include "intake/parts.h"

/* Other names of each field, best first: news-please, newspaper, trafilatura, NewsAPI, schema.org, feeds. */
static const char *const names[][10] = {
    { "text", "maintext", "main_text", "body", "articleBody", "article_text", "full_text", "content", "raw_text",
      NULL },
    { "id", "_id", "article_id", "guid", NULL },
    { "url", "link", "canonical_url", "source_url", NULL },
    { "title", "headline", "headlines", NULL },
    { "outlet", "source_domain", "source", "site_name", "sitename", "publisher", "publication", "hostname", NULL },
    { "published", "date_publish", "date_published", "datePublished", "publish_date", "published_at", "publishedAt",
      "pubDate", "date", NULL },
    { "modified", "date_modify", "date_modified", "dateModified", "updated_at", "updated", NULL },
    { "language", "lang", "inLanguage", NULL },
    { "byline", "authors", "author", "creator", NULL },
};
enum field { TEXT, ID, URL, TITLE, OUTLET, PUBLISHED, MODIFIED, LANGUAGE, BYLINE };

static stm_str text_of(json_object *v)
{
    return (stm_str){ json_object_get_string(v), (size_t)json_object_get_string_len(v) };
}

/* An object, read the one way or the other. */
typedef struct source {
    json_object *tree;
    const stm_flat *flat; /* NULL: the tree */
} source;

/* A value of it. */
typedef struct value {
    stm_str text;      /* p NULL: no string */
    json_object *tree; /* NULL: a text that is in the arena already, ... */
    stm_str raw;       /* ... as it stands in the line */
} value;

static value value_of(json_object *v)
{
    return (value){ json_object_is_type(v, json_type_string) ? text_of(v) : STM_NULL_STR, v, STM_NULL_STR };
}

static bool get(const source *o, const char *name, value *out)
{
    const stm_flat_member *m = o->flat == NULL ? NULL : stm_flat_get(o->flat, name);
    json_object *v = NULL;
    if (o->flat != NULL) {
        *out = m == NULL ? (value){ STM_NULL_STR, NULL, STM_NULL_STR } : (value){ m->text, NULL, m->raw };
        return m != NULL;
    }
    if (!json_object_object_get_ex(o->tree, name, &v)) {
        return false;
    }
    *out = value_of(v);
    return true;
}

static bool is_useful(value of)
{
    json_object *v = of.tree;
    if (of.text.p != NULL) {
        return stm_str_trim(of.text).n > 0;
    }
    switch (json_object_get_type(v)) {
    case json_type_array: return json_object_array_length(v) > 0;
    case json_type_null: return false;
    default: return true;
    }
}

/* The first useful value under any name of the field; false: none. */
static bool find(const stm_intake *in, const source *o, enum field field, value *v)
{
    for (uint32_t i = 0; i < in->options.n_map; i++) {
        const char *eq = strchr(in->options.map[i], '=');
        char theirs[128];
        if (strcmp(eq + 1, names[field][0]) == 0 && (size_t)(eq - in->options.map[i]) < sizeof theirs) {
            memcpy(theirs, in->options.map[i], (size_t)(eq - in->options.map[i]));
            theirs[eq - in->options.map[i]] = '\0';
            if (get(o, theirs, v) && is_useful(*v)) {
                return true;
            }
        }
    }
    for (size_t i = 0; names[field][i] != NULL; i++) {
        if (get(o, names[field][i], v) && is_useful(*v)) {
            return true;
        }
    }
    return false;
}

/* A string, or the name inside of {"name": ...}, or the first of a list. */
static stm_str copy_string(stm_arena *arena, value of)
{
    static const char *const inner[] = { "name", "title", "@value", "uri" };
    json_object *v = of.tree;
    if (v == NULL) {
        return of.text;
    }
    if (json_object_is_type(v, json_type_array) && json_object_array_length(v) > 0) {
        v = json_object_array_get_idx(v, 0);
    }
    for (size_t i = 0; i < sizeof inner / sizeof inner[0] && json_object_is_type(v, json_type_object); i++) {
        json_object *in_it = NULL;
        if (json_object_object_get_ex(v, inner[i], &in_it) && json_object_is_type(in_it, json_type_string)) {
            v = in_it;
        }
    }
    if (json_object_is_type(v, json_type_string)) {
        return stm_intake_clean(arena, stm_str_dup(arena, text_of(v)));
    }
    if (json_object_is_type(v, json_type_int)) {
        return stm_str_format(arena, "%lld", (long long)json_object_get_int64(v));
    }
    return STM_NULL_STR;
}

static stm_str string(const stm_intake *in, stm_arena *arena, const source *o, enum field field)
{
    value v;
    return find(in, o, field, &v) ? copy_string(arena, v) : STM_NULL_STR;
}

/* ---- what our own stages have written ------------------------------------------------------------------ */

static json_object *member(json_object *o, const char *name, json_type type)
{
    json_object *v = NULL;
    return json_object_is_type(o, json_type_object) && json_object_object_get_ex(o, name, &v) &&
                   json_object_is_type(v, type)
               ? v
               : NULL;
}

static bool inside(stm_str text, int64_t at)
{
    return at >= 0 && (uint64_t)at <= text.n && ((uint64_t)at == text.n || ((unsigned char)text.p[at] & 0xC0) != 0x80);
}

static bool span_of(json_object *o, stm_str text, stm_span *out)
{
    json_object *s = member(o, "start", json_type_int), *e = member(o, "end", json_type_int);
    int64_t start = s == NULL ? -1 : json_object_get_int64(s), end = e == NULL ? -1 : json_object_get_int64(e);
    if (start >= end || !inside(text, start) || !inside(text, end)) {
        return false;
    }
    *out = (stm_span){ (uint32_t)start, (uint32_t)end };
    return true;
}

static void marks(stm_intake *in, stm_arena *arena, json_object *o, stm_article *a)
{
    json_object *list = member(o, "furniture", json_type_array);
    uint32_t bad = 0;
    for (size_t i = 0; list != NULL && i < json_object_array_length(list); i++) {
        json_object *f = json_object_array_get_idx(list, i), *kind = member(f, "kind", json_type_string);
        stm_span at;
        bool known = false;
        for (int k = STM_FURN_HEADLINE; kind != NULL && k <= STM_FURN_PROMO && !known; k++) {
            known = stm_str_eqz(text_of(kind), stm_furniture_name((stm_furniture_kind)k));
            if (known && span_of(f, a->text, &at) &&
                (a->furniture.n == 0 || a->furniture.at[a->furniture.n - 1].at.end <= at.start)) {
                stm_vec_push(arena, &a->furniture, (stm_furniture){ (stm_furniture_kind)k, at });
            } else if (known) {
                bad++;
            }
        }
        bad += !known;
    }
    list = member(o, "credits", json_type_array);
    for (size_t i = 0; list != NULL && i < json_object_array_length(list); i++) {
        json_object *c = json_object_array_get_idx(list, i), *kind = member(c, "kind", json_type_string);
        json_object *agency = member(c, "agency", json_type_string);
        stm_span at;
        bool known = false;
        for (int k = STM_CREDIT_TEXT; kind != NULL && agency != NULL && k <= STM_CREDIT_TOLD && !known; k++) {
            known = stm_str_eqz(text_of(kind), stm_credit_name((stm_credit_kind)k)) && span_of(c, a->text, &at);
            if (known) {
                stm_str name = copy_string(arena, value_of(agency));
                stm_vec_push(arena, &a->credits, (stm_credit){ name, (stm_credit_kind)k, at });
            }
        }
        bad += !known;
    }
    if (bad != 0) {
        stm_intake_note(in, UINT64_MAX, "%u marks do not fit the text and were left out", bad);
    }
}

static void dateline(stm_arena *arena, json_object *o, stm_article *a)
{
    json_object *d = member(o, "dateline", json_type_object);
    json_object *place = member(d, "place", json_type_string), *date = member(d, "date", json_type_string);
    if (d != NULL) {
        (void)span_of(d, a->text, &a->dateline);
        a->dateline_place = place == NULL ? STM_NULL_STR : copy_string(arena, value_of(place));
        a->dateline_day = date == NULL ? STM_NO_DAY : stm_when_read(text_of(date)).day;
    }
}

/* ---- the article --------------------------------------------------------------------------------------- */

static void published(stm_intake *in, stm_arena *arena, const source *o, stm_article *a)
{
    value v, from;
    stm_when when = { STM_NO_DAY, -1, INT32_MIN };
    stm_published_from of = STM_FROM_METADATA;
    if (!find(in, o, PUBLISHED, &v)) {
        return;
    }
    if (json_object_is_type(v.tree, json_type_int) || json_object_is_type(v.tree, json_type_double)) {
        double seconds = json_object_get_double(v.tree);
        if (fabs(seconds) > 1e11) {
            seconds /= 1000; /* JavaScript counts milliseconds */
        }
        if (seconds > -6e10 && seconds < 2.5e11) {
            double day = floor(seconds / 86400);
            when = (stm_when){ (int32_t)day, (int32_t)(seconds - day * 86400), 0 };
        }
    } else {
        stm_str s = copy_string(arena, v);
        when = s.p == NULL ? when : stm_when_read(s);
    }
    if (when.day == STM_NO_DAY) {
        stm_intake_note(in, UINT64_MAX, "the date of publication is not understood");
        return;
    }
    if (get(o, "published_from", &from) && from.text.p != NULL) {
        for (int k = STM_FROM_METADATA; k <= STM_FROM_STORY; k++) {
            if (stm_str_eqz(from.text, stm_published_from_name((stm_published_from)k))) {
                of = (stm_published_from)k;
            }
        }
    }
    stm_when_set(arena, a, when, of);
    if (get(o, "published_why", &from) && from.text.p != NULL) {
        a->published_why = copy_string(arena, from);
    }
}

static void byline(stm_intake *in, stm_arena *arena, const source *o, stm_article *a)
{
    value v = { 0 };
    bool some = find(in, o, BYLINE, &v), list = some && json_object_is_type(v.tree, json_type_array);
    size_t n = !some ? 0 : list ? json_object_array_length(v.tree) : 1;
    for (size_t i = 0; i < n; i++) {
        value one = list ? value_of(json_object_array_get_idx(v.tree, i)) : v;
        stm_str name = stm_str_trim(copy_string(arena, one));
        if (name.n > 0 && list) {
            stm_vec_push(arena, &a->byline, name);
        } else if (name.n > 0) {
            stm_byline_split(arena, &in->words, name, &a->byline);
        }
    }
}

static bool object(stm_intake *in, stm_arena *arena, const source *o, stm_article *a)
{
    value v;
    json_object *from = member(o->tree, "from", json_type_string);
    if (!find(in, o, TEXT, &v) || v.text.p == NULL) {
        stm_intake_fail(in, UINT64_MAX, "has no field \"text\" with text in it");
        return false;
    }
    a->text = copy_string(arena, v);
    in->raw = v.raw;
    a->id = string(in, arena, o, ID);
    a->url = string(in, arena, o, URL);
    a->title = string(in, arena, o, TITLE);
    a->outlet = string(in, arena, o, OUTLET);
    a->language = string(in, arena, o, LANGUAGE);
    if (a->text.n <= in->options.max_article_bytes) {
        published(in, arena, o, a);
        byline(in, arena, o, a);
        if (find(in, o, MODIFIED, &v)) {
            stm_str s = copy_string(arena, v);
            stm_when when = s.p == NULL ? (stm_when){ STM_NO_DAY, -1, INT32_MIN } : stm_when_read(s);
            a->modified = when.day == STM_NO_DAY ? STM_NULL_STR : stm_when_format(arena, when);
        }
        if (member(o->tree, "furniture", json_type_array) != NULL) {
            a->from = from == NULL ? STM_NULL_STR : copy_string(arena, value_of(from));
            marks(in, arena, o->tree, a);
            dateline(arena, o->tree, a);
            in->furnished = true;
        }
    }
    return true;
}

/* No text under a name of ours, but one as ninjs has it. */
static bool is_ninjs(const stm_intake *in, const source *o)
{
    static const char *const bodies[] = { "body_text", "body_xhtml", "body_html" };
    value v;
    bool found = false;
    if (find(in, o, TEXT, &v)) {
        return false;
    }
    for (size_t i = 0; o->flat != NULL && i < sizeof bodies / sizeof bodies[0]; i++) {
        found = found || get(o, bodies[i], &v);
    }
    return o->flat != NULL ? found : stm_is_ninjs(o->tree);
}

bool stm_intake_object(stm_intake *in, stm_arena *arena, json_object *o, stm_article *a)
{
    if (is_ninjs(in, &(source){ o, NULL })) {
        return stm_intake_ninjs(in, arena, o, a);
    }
    return object(in, arena, &(source){ o, NULL }, a);
}

/* What is read and nothing but ASCII needs no decoding, and what decoding leaves alone is not read again. */
bool stm_intake_flat(stm_intake *in, stm_arena *arena, stm_str *line, stm_article *a, bool *got)
{
    stm_flat flat;
    stm_str bytes = *line;
    bool flat_one = stm_flat_read(arena, bytes, &flat);
    if (!flat_one || !flat.ascii) {
        *line = stm_intake_decode(in, arena, bytes, STM_NULL_STR);
        if (line->p != bytes.p || line->n != bytes.n) {
            flat_one = stm_flat_read(arena, *line, &flat);
        }
    }
    if (!flat_one || is_ninjs(in, &(source){ NULL, &flat })) {
        return false;
    }
    *got = object(in, arena, &(source){ NULL, &flat }, a);
    return true;
}
