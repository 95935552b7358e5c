/* recall.c: see recall.h. Values of objects, articles, pairs and families.
 *
 * Tokens and trees are no part of what is kept: who needs them parses the texts again (stm_store_parse).
 */
#include "store/recall.h"

#include <math.h>
#include <stdlib.h>

#include "write/json.h"

static const stm_value *member(stm_recall *r, uint32_t of, const char *key)
{
    uint32_t i = r->broken ? STM_NONE : stm_object_get(&r->object, of, key);
    return i == STM_NONE ? NULL : &r->object.values.at[i];
}

stm_str stm_recall_str(stm_recall *r, uint32_t of, const char *key)
{
    const stm_value *v = member(r, of, key);
    if (v == NULL || v->kind == STM_V_NULL) {
        return STM_NULL_STR;
    }
    r->broken = r->broken || v->kind != STM_V_STRING;
    return v->kind == STM_V_STRING ? v->text : STM_NULL_STR;
}

static double real(stm_recall *r, const stm_value *v)
{
    char digits[48], *end;
    double d;
    if (v->kind != STM_V_NUMBER || v->text.n >= sizeof digits) {
        r->broken = true;
        return NAN;
    }
    memcpy(digits, v->text.p, v->text.n);
    digits[v->text.n] = '\0';
    d = strtod(digits, &end);
    r->broken = r->broken || *end != '\0' || !isfinite(d);
    return d;
}

double stm_recall_real(stm_recall *r, uint32_t of, const char *key)
{
    const stm_value *v = member(r, of, key);
    return v == NULL || v->kind == STM_V_NULL ? NAN : real(r, v);
}

static uint32_t whole(stm_recall *r, const stm_value *v)
{
    double d = v == NULL ? NAN : real(r, v);
    if (!(d >= 0 && d < STM_NONE && d == floor(d))) {
        r->broken = true;
        return 0;
    }
    return (uint32_t)d;
}

uint32_t stm_recall_count(stm_recall *r, uint32_t of, const char *key) { return whole(r, member(r, of, key)); }

uint32_t stm_recall_whole(stm_recall *r, uint32_t value) { return whole(r, &r->object.values.at[value]); }

bool stm_recall_flag(stm_recall *r, uint32_t of, const char *key)
{
    const stm_value *v = member(r, of, key);
    r->broken = r->broken || (v != NULL && v->kind != STM_V_TRUE && v->kind != STM_V_FALSE);
    return v != NULL && v->kind == STM_V_TRUE;
}

/* The number behind the letter, less one. */
static uint32_t id_of(stm_recall *r, stm_str id, char letter)
{
    uint64_t n = 0;
    if (id.p == NULL) {
        return STM_NONE;
    }
    r->broken = r->broken || id.n < 2 || id.n > 10 || id.p[0] != letter;
    for (size_t i = 1; i < id.n && !r->broken; i++) {
        r->broken = id.p[i] < '0' || id.p[i] > '9';
        n = n * 10 + (uint64_t)(id.p[i] - '0');
    }
    r->broken = r->broken || n == 0;
    return r->broken ? STM_NONE : (uint32_t)(n - 1);
}

uint32_t stm_recall_id(stm_recall *r, uint32_t of, const char *key, char letter)
{
    return id_of(r, stm_recall_str(r, of, key), letter);
}

uint32_t stm_recall_name(stm_recall *r, uint32_t of, const char *key)
{
    stm_str id = stm_recall_str(r, of, key);
    uint32_t index = id.p == NULL || r->names == NULL ? STM_NONE : stm_map_get(r->names, id);
    r->broken = r->broken || index == STM_NONE;
    return r->broken ? 0 : index;
}

uint32_t stm_recall_list(stm_recall *r, uint32_t of, const char *key)
{
    const stm_value *v = member(r, of, key);
    r->broken = r->broken || (v != NULL && v->kind != STM_V_ARRAY);
    return v == NULL || v->kind != STM_V_ARRAY ? STM_NONE : v->first;
}

stm_span stm_recall_span(stm_recall *r, uint32_t value)
{
    uint32_t first, second;
    stm_span out;
    if (r->broken || value == STM_NONE || r->object.values.at[value].kind == STM_V_NULL) {
        return STM_NO_SPAN;
    }
    first = stm_object_first(&r->object, value);
    second = first == STM_NONE ? STM_NONE : stm_object_next(&r->object, first);
    if (second == STM_NONE || stm_object_next(&r->object, second) != STM_NONE) {
        r->broken = true;
        return STM_NO_SPAN;
    }
    out = (stm_span){ whole(r, &r->object.values.at[first]), whole(r, &r->object.values.at[second]) };
    return out;
}

stm_span stm_recall_span_of(stm_recall *r, uint32_t of, const char *key)
{
    return stm_recall_span(r, stm_object_get(&r->object, of, key));
}

stm_span stm_recall_fields(stm_recall *r, uint32_t of)
{
    return (stm_span){ stm_recall_count(r, of, "start"), stm_recall_count(r, of, "end") };
}

static bool boundary(stm_str text, uint32_t at)
{
    return at == text.n || (at < text.n && ((unsigned char)text.p[at] & 0xC0) != 0x80);
}

static bool fits(stm_str text, stm_span at)
{
    return at.start <= at.end && boundary(text, at.start) && boundary(text, at.end);
}

void stm_recall_check(stm_recall *r, uint32_t article, stm_span at)
{
    r->broken = r->broken || (r->articles != NULL && !fits(r->articles[article]->text, at));
}

/* ---- an article ------------------------------------------------------------------------------------------- */

static int32_t day_of(stm_str iso)
{
    int v[3] = { 0, 0, 0 };
    for (size_t i = 0; i < 10; i++) {
        bool dash = i == 4 || i == 7;
        if (iso.n < 10 || (dash ? iso.p[i] != '-' : iso.p[i] < '0' || iso.p[i] > '9')) {
            return STM_NO_DAY;
        }
        if (!dash) {
            int *part = &v[i < 4 ? 0 : i < 7 ? 1 : 2];
            *part = *part * 10 + (iso.p[i] - '0');
        }
    }
    return stm_day_of((stm_date){ v[0], v[1], v[2] });
}

static void strs(stm_recall *r, uint32_t of, const char *key, stm_strs *out)
{
    STM_RECALL_EACH(r, of, key, i)
    {
        r->broken = r->object.values.at[i].kind != STM_V_STRING;
        stm_vec_push(r->arena, out, r->object.values.at[i].text);
    }
}

static void metadata(stm_recall *r, stm_article *a)
{
    uint32_t dateline = stm_object_get(&r->object, 0, "dateline");
    a->id = stm_recall_str(r, 0, "id");
    a->from = stm_recall_str(r, 0, "from");
    a->url = stm_recall_str(r, 0, "url");
    a->outlet = stm_recall_str(r, 0, "outlet");
    a->title = stm_recall_str(r, 0, "title");
    strs(r, 0, "byline", &a->byline);
    if (dateline != STM_NONE && r->object.values.at[dateline].kind == STM_V_OBJECT) {
        if (stm_object_get(&r->object, dateline, "start") != STM_NONE) { /* it stands in the text */
            a->dateline = stm_recall_fields(r, dateline);
        }
        a->dateline_place = stm_recall_str(r, dateline, "place");
        a->dateline_day = day_of(stm_recall_str(r, dateline, "date"));
    }
    STM_RECALL_EACH(r, 0, "credits", i)
    {
        stm_credit *c = stm_vec_add(r->arena, &a->credits);
        c->agency = stm_recall_str(r, i, "agency");
        c->at = stm_recall_fields(r, i);
        STM_RECALL_WORD(c->kind, r, i, "kind", stm_credit_kind, stm_credit_name, STM_CREDIT_TOLD);
    }
    a->published = stm_recall_str(r, 0, "published");
    a->published_day = day_of(a->published);
    if (stm_recall_str(r, 0, "published_from").p != NULL) {
        STM_RECALL_WORD(a->published_from, r, 0, "published_from", stm_published_from, stm_published_from_name,
                        STM_FROM_STORY);
    }
    a->published_why = stm_recall_str(r, 0, "published_why");
    a->written_day = day_of(stm_recall_str(r, 0, "written"));
    a->written_why = stm_recall_str(r, 0, "written_why");
    a->modified = stm_recall_str(r, 0, "modified");
    a->language = stm_recall_str(r, 0, "language");
    a->text = stm_recall_str(r, 0, "text");
    r->broken = r->broken || a->id.p == NULL || a->text.p == NULL || a->text.n >= STM_NONE ||
                (stm_span_some(a->dateline) && !fits(a->text, a->dateline));
    STM_RECALL_EACH(r, 0, "furniture", i)
    {
        stm_furniture *f = stm_vec_add(r->arena, &a->furniture);
        f->at = stm_recall_fields(r, i);
        STM_RECALL_WORD(f->kind, r, i, "kind", stm_furniture_kind, stm_furniture_name, STM_FURN_PROMO);
    }
}

static void sentences(stm_recall *r, stm_article *a)
{
    STM_RECALL_EACH(r, 0, "sentences", i) { stm_vec_add(r->arena, &a->sentences)->at = stm_recall_span(r, i); }
}

static void entities(stm_recall *r, stm_article *a)
{
    STM_RECALL_EACH(r, 0, "entities", i)
    {
        stm_entity *e = stm_vec_add(r->arena, &a->entities);
        STM_RECALL_WORD(e->kind, r, i, "kind", stm_entity_kind, stm_entity_kind_name, STM_OTHER);
        e->name = stm_recall_str(r, i, "name");
        e->country = stm_recall_str(r, i, "country");
        strs(r, i, "titles", &e->titles);
        STM_RECALL_EACH(r, i, "mentions", k)
        {
            stm_mention *m = stm_vec_add(r->arena, &e->mentions);
            m->at = stm_recall_fields(r, k);
            m->head = STM_NONE;
            STM_RECALL_WORD(m->form, r, k, "form", stm_mention_form, stm_mention_form_name, STM_MENTION_PRONOUN);
        }
    }
}

static void quotations(stm_recall *r, stm_article *a)
{
    STM_RECALL_EACH(r, 0, "quotations", i)
    {
        stm_quotation *q = stm_vec_add(r->arena, &a->quotations);
        STM_RECALL_WORD(q->kind, r, i, "kind", stm_quotation_kind, stm_quotation_kind_name, STM_QUOTE_INDIRECT);
        STM_RECALL_EACH(r, i, "content", k) { stm_vec_push(r->arena, &q->content, stm_recall_span(r, k)); }
        q->cue = stm_recall_span_of(r, i, "cue");
        q->source = stm_recall_span_of(r, i, "source");
        q->source_head = STM_NONE;
        q->speaker = stm_recall_id(r, i, "speaker", 'e');
        q->speaker_name = stm_recall_str(r, i, "speaker_name");
        q->anonymous = stm_recall_flag(r, i, "anonymous");
        STM_RECALL_WORD(q->act, r, i, "act", stm_act, stm_act_name, STM_ACT_COUNT - 1);
        q->negated = stm_recall_flag(r, i, "negated");
        if (stm_recall_str(r, i, "modality").p != NULL) {
            STM_RECALL_WORD(q->modality, r, i, "modality", stm_modality, stm_modality_name, STM_MODALITY_COUNT - 1);
        }
        q->anonymity = stm_recall_span_of(r, i, "anonymity");
        q->nested_in = stm_recall_id(r, i, "nested_in", 'q');
        r->broken = r->broken || (stm_span_some(q->anonymity) && !fits(a->text, q->anonymity));
    }
}

/* "+05:30" in minutes. */
static int16_t zone_of(stm_recall *r, stm_str zone)
{
    int minutes;
    if (zone.p == NULL) {
        return STM_NO_ZONE;
    }
    if (zone.n != 6 || (zone.p[0] != '+' && zone.p[0] != '-')) {
        r->broken = true;
        return STM_NO_ZONE;
    }
    minutes = ((zone.p[1] - '0') * 10 + zone.p[2] - '0') * 60 + (zone.p[4] - '0') * 10 + zone.p[5] - '0';
    return (int16_t)(zone.p[0] == '-' ? -minutes : minutes);
}

static void times(stm_recall *r, stm_article *a)
{
    STM_RECALL_EACH(r, 0, "times", i)
    {
        stm_time *t = stm_vec_add(r->arena, &a->times);
        t->at = stm_recall_fields(r, i);
        STM_RECALL_WORD(t->type, r, i, "type", stm_time_type, stm_time_type_name, STM_TIME_SET);
        t->value = stm_recall_str(r, i, "value");
        t->from = stm_recall_str(r, i, "from");
        t->to = stm_recall_str(r, i, "to");
        t->from_day = day_of(t->from);
        t->to_day = day_of(t->to);
        t->zone = zone_of(r, stm_recall_str(r, i, "zone"));
    }
}

static void figures(stm_recall *r, stm_article *a)
{
    STM_RECALL_EACH(r, 0, "figures", i)
    {
        stm_figure *f = stm_vec_add(r->arena, &a->figures);
        stm_str bounds = stm_recall_str(r, i, "bounds");
        uint32_t holds = stm_object_get(&r->object, i, "holds");
        f->at = stm_recall_fields(r, i);
        f->low = stm_recall_real(r, i, "low");
        f->high = stm_recall_real(r, i, "high");
        f->best = stm_recall_real(r, i, "best");
        f->bounds = stm_str_eqz(bounds, "acled")  ? STM_BOUNDS_ACLED
                    : stm_str_eqz(bounds, "ucdp") ? STM_BOUNDS_UCDP
                                                  : STM_BOUNDS_STEMMA;
        f->approximation = stm_recall_str(r, i, "approximation");
        f->unit = stm_recall_str(r, i, "unit");
        f->counted = stm_recall_str(r, i, "counted");
        f->counted_at = stm_recall_span_of(r, i, "counted_at");
        f->where = stm_recall_span_of(r, i, "where");
        f->holds_from = day_of(stm_recall_str(r, holds, "from"));
        f->holds_to = day_of(stm_recall_str(r, holds, "to"));
        f->quotation = stm_recall_id(r, i, "quotation", 'q');
        r->broken = r->broken || (stm_span_some(f->where) && !fits(a->text, f->where));
    }
}

bool stm_recall_article(stm_arena *arena, stm_str object, stm_article **out)
{
    stm_recall r = { .arena = arena };
    stm_article *a = STM_NEW(arena, stm_article);
    stm_article_init(a);
    *out = a;
    if (object.p == NULL || !stm_object_read(arena, object, &r.object)) {
        return false;
    }
    metadata(&r, a);
    sentences(&r, a);
    entities(&r, a);
    quotations(&r, a);
    times(&r, a);
    figures(&r, a);
    return !r.broken && stm_article_validate(a, NULL);
}

/* ---- reuse ------------------------------------------------------------------------------------------------ */

bool stm_recall_pair(stm_recall *r, stm_str object, stm_pair *out)
{
    uint32_t ids[2] = { STM_NONE, STM_NONE }, n = 0;
    stm_str from;
    memset(out, 0, sizeof *out);
    r->broken = r->broken || !stm_object_read(r->arena, object, &r->object);
    STM_RECALL_EACH(r, 0, "pair", i)
    {
        if (n < 2 && r->object.values.at[i].kind == STM_V_STRING) {
            ids[n++] = stm_map_get(r->names, r->object.values.at[i].text);
        }
    }
    if (r->broken || ids[0] == STM_NONE || ids[1] == STM_NONE) {
        return false;
    }
    out->a = ids[0], out->b = ids[1];
    out->shared_a = stm_recall_real(r, 0, "shared_a");
    out->shared_b = stm_recall_real(r, 0, "shared_b");
    STM_RECALL_WORD(out->relation, r, 0, "relation", stm_relation, stm_relation_name, STM_REL_COMMON_SOURCE);
    from = stm_recall_str(r, 0, "from");
    out->from = from.p == NULL ? STM_NONE : stm_map_get(r->names, from);
    out->confidence = stm_recall_real(r, 0, "confidence");
    STM_RECALL_EACH(r, 0, "passages", i)
    {
        stm_aligned *p = stm_vec_add(r->arena, &out->passages);
        p->a = stm_recall_span_of(r, i, "a");
        p->b = stm_recall_span_of(r, i, "b");
        STM_RECALL_WORD(p->kind, r, i, "kind", stm_aligned_kind, stm_aligned_name, STM_ALIGNED_MOVED);
        stm_recall_check(r, out->a, p->a);
        stm_recall_check(r, out->b, p->b);
    }
    return !r->broken;
}

/* A node by its name: an article's id, or the name of a lost source. */
static uint32_t node(stm_recall *r, stm_family *f, uint32_t of, const char *key)
{
    enum { MOST_LOST = 10000 };
    stm_str name = stm_recall_str(r, of, key);
    uint32_t article = name.p == NULL ? STM_NONE : stm_map_get(r->names, name);
    uint32_t place = article == STM_NONE ? STM_NONE : stm_u32s_place(&f->articles, article);
    if (name.p == NULL || place != STM_NONE) {
        return place;
    }
    for (uint32_t k = 0; k < MOST_LOST && name.n < 8; k++) {
        if (stm_str_eq(stm_lost_name(r->arena, k), name)) {
            f->n_lost = k + 1 > f->n_lost ? k + 1 : f->n_lost;
            return f->articles.n + k;
        }
    }
    r->broken = true;
    return STM_NONE;
}

bool stm_recall_family(stm_recall *r, stm_str object, stm_family *out, bool *inside, uint32_t *number)
{
    memset(out, 0, sizeof *out);
    *inside = true;
    r->broken = r->broken || !stm_object_read(r->arena, object, &r->object);
    STM_RECALL_EACH(r, 0, "articles", i)
    {
        uint32_t article = stm_map_get(r->names, r->object.values.at[i].text);
        *inside = *inside && article != STM_NONE;
        r->broken = r->object.values.at[i].kind != STM_V_STRING ||
                    (*inside && out->articles.n > 0 && out->articles.at[out->articles.n - 1] >= article);
        stm_vec_push(r->arena, &out->articles, article);
    }
    *number = stm_recall_id(r, 0, "family", 'f');
    if (r->broken || !*inside) {
        return !r->broken;
    }
    STM_RECALL_EACH(r, 0, "edges", i)
    {
        stm_edge *e = stm_vec_add(r->arena, &out->edges);
        e->from = node(r, out, i, "from");
        e->to = node(r, out, i, "to");
        STM_RECALL_WORD(e->relation, r, i, "relation", stm_relation, stm_relation_name, STM_REL_COMMON_SOURCE);
        e->told = stm_recall_flag(r, i, "told");
        e->confidence = stm_recall_real(r, i, "confidence");
        r->broken = r->broken || e->from == STM_NONE || e->to == STM_NONE;
    }
    out->root = node(r, out, 0, "root");
    STM_RECALL_EACH(r, 0, "passages", i)
    {
        stm_line_passage *p = stm_vec_add(r->arena, &out->passages);
        p->node = node(r, out, i, "article");
        r->broken = r->broken || p->node >= out->articles.n;
        p->at = stm_recall_fields(r, i);
        STM_RECALL_WORD(p->role, r, i, "role", stm_role, stm_role_name, STM_ROLE_SHARED);
        p->origin = node(r, out, i, "origin");
        p->from = node(r, out, i, "from");
        p->confidence = p->role == STM_ROLE_SHARED ? 0 : stm_recall_real(r, i, "confidence");
        if (!r->broken) {
            stm_recall_check(r, out->articles.at[p->node], p->at);
        }
    }
    return !r->broken;
}
