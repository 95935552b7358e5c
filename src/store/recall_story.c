/* recall_story.c: see recall.h. The record of one story. */
#include "store/recall.h"

static void said_by(stm_recall *r, uint32_t of, const stm_record *out, uint32_t *entity, stm_str *name)
{
    *entity = stm_recall_id(r, of, "said_by", 'E');
    *name = stm_recall_str(r, of, "said_by_name");
    r->broken = r->broken || (*entity != STM_NONE && *entity >= out->entities.n);
}

static stm_passage passage(stm_recall *r, uint32_t of)
{
    stm_passage p = { stm_recall_name(r, of, "article"), stm_recall_fields(r, of) };
    stm_recall_check(r, p.article, p.at);
    return p;
}

static stm_passage passage_pair(stm_recall *r, uint32_t of)
{
    stm_passage p = { stm_recall_name(r, of, "article"), stm_recall_span_of(r, of, "passage") };
    stm_recall_check(r, p.article, p.at);
    return p;
}

static void entities(stm_recall *r, stm_record *out)
{
    STM_RECALL_EACH(r, 0, "entities", i)
    {
        stm_record_entity *e = stm_vec_add(r->arena, &out->entities);
        STM_RECALL_WORD(e->kind, r, i, "kind", stm_entity_kind, stm_entity_kind_name, STM_OTHER);
        e->name = stm_recall_str(r, i, "name");
        STM_RECALL_EACH(r, i, "forms", k) { stm_vec_push(r->arena, &e->forms, r->object.values.at[k].text); }
        STM_RECALL_EACH(r, i, "mentions", k) { stm_vec_push(r->arena, &e->mentions, passage(r, k)); }
    }
}

/* A part of the quotation is told where the variant's passages are not the quotation's. */
static void variant(stm_recall *r, uint32_t of, stm_variant *v)
{
    const stm_quotation *q;
    stm_spans content = { 0 };
    bool whole;
    v->article = stm_recall_name(r, of, "article");
    v->quotation = stm_recall_id(r, of, "quotation", 'q');
    STM_RECALL_WORD(v->relation, r, of, "relation", stm_variant_relation, stm_variant_name, STM_VARIANT_ALTERED);
    v->note = stm_recall_str(r, of, "note");
    STM_RECALL_EACH(r, of, "content", i)
    {
        stm_vec_push(r->arena, &content, stm_recall_span(r, i));
        stm_recall_check(r, v->article, content.at[content.n - 1]);
    }
    if (r->broken || r->articles == NULL) {
        return;
    }
    if (v->quotation >= r->articles[v->article]->quotations.n || content.n == 0) {
        r->broken = true;
        return;
    }
    q = &r->articles[v->article]->quotations.at[v->quotation];
    whole = content.n == q->content.n;
    for (uint32_t i = 0; whole && i < content.n; i++) {
        whole = content.at[i].start == q->content.at[i].start && content.at[i].end == q->content.at[i].end;
    }
    if (!whole) {
        stm_quotation *part = STM_NEW(r->arena, stm_quotation);
        *part = *q;
        part->content = content;
        v->part = part;
    }
}

static void utterances(stm_recall *r, stm_record *out)
{
    STM_RECALL_EACH(r, 0, "utterances", i)
    {
        stm_utterance *u = stm_vec_add(r->arena, &out->utterances);
        u->speaker = stm_recall_id(r, i, "speaker", 'E');
        u->speaker_name = stm_recall_str(r, i, "speaker_name");
        u->when = stm_recall_str(r, i, "when");
        u->lines = stm_recall_count(r, i, "lines");
        u->confidence = stm_recall_real(r, i, "confidence");
        r->broken = r->broken || (u->speaker != STM_NONE && u->speaker >= out->entities.n);
        STM_RECALL_EACH(r, i, "variants", k) { variant(r, k, stm_vec_add(r->arena, &u->variants)); }
    }
}

static void figures(stm_recall *r, stm_record *out)
{
    STM_RECALL_EACH(r, 0, "figures", i)
    {
        stm_record_figure *f = stm_vec_add(r->arena, &out->figures);
        f->counted = stm_recall_str(r, i, "counted");
        STM_RECALL_WORD(f->status, r, i, "status", stm_figure_status, stm_figure_status_name, STM_FIG_UNCLEAR);
        f->lines = stm_recall_count(r, i, "lines");
        f->origins = stm_recall_count(r, i, "origins");
        f->confidence = stm_recall_real(r, i, "confidence");
        STM_RECALL_EACH(r, i, "readings", k)
        {
            stm_figure_reading *x = stm_vec_add(r->arena, &f->readings);
            x->passage = passage(r, k);
            x->low = stm_recall_real(r, k, "low");
            x->high = stm_recall_real(r, k, "high");
            x->unit = stm_recall_str(r, k, "unit");
            said_by(r, k, out, &x->said_by, &x->said_by_name);
            x->holds = stm_recall_str(r, k, "holds");
        }
    }
}

static void statements(stm_recall *r, stm_record *out)
{
    STM_RECALL_EACH(r, 0, "statements", i)
    {
        stm_statement *s = stm_vec_add(r->arena, &out->statements);
        s->about = stm_recall_str(r, i, "about");
        STM_RECALL_WORD(s->status, r, i, "status", stm_statement_status, stm_statement_status_name,
                        STM_ST_SINGLE_SOURCE);
        s->lines = stm_recall_count(r, i, "lines");
        s->origins = stm_recall_count(r, i, "origins");
        s->wording = stm_recall_flag(r, i, "wording");
        s->confidence = stm_recall_real(r, i, "confidence");
        STM_RECALL_EACH(r, i, "readings", k)
        {
            stm_statement_reading *x = stm_vec_add(r->arena, &s->readings);
            x->passage = passage_pair(r, k);
            STM_RECALL_WORD(x->stance, r, k, "stance", stm_stance, stm_stance_name, STM_REPORTS);
            said_by(r, k, out, &x->said_by, &x->said_by_name);
            x->reading = stm_recall_str(r, k, "reading");
        }
    }
}

static void proposals(stm_recall *r, stm_record *out)
{
    STM_RECALL_EACH(r, 0, "proposals", i)
    {
        stm_proposal *p = stm_vec_add(r->arena, &out->proposals);
        p->name = stm_recall_str(r, i, "name");
        p->confidence = stm_recall_real(r, i, "confidence");
        STM_RECALL_EACH(r, i, "by", k)
        {
            stm_str id = r->object.values.at[k].text;
            uint32_t n = 0;
            for (size_t c = 1; c < id.n && c < 9; c++) {
                n = n * 10 + (uint32_t)(id.p[c] - '0');
            }
            r->broken = id.n < 2 || id.p[0] != 'E' || n == 0 || n > out->entities.n;
            stm_vec_push(r->arena, &p->by, n - 1);
        }
        STM_RECALL_EACH(r, i, "states", k)
        {
            stm_proposal_state *s = stm_vec_add(r->arena, &p->states);
            STM_RECALL_WORD(s->state, r, k, "state", stm_proposal_status, stm_proposal_status_name, STM_BROKEN);
            s->when = stm_recall_str(r, k, "when");
            said_by(r, k, out, &s->said_by, &s->said_by_name);
            s->passage = passage_pair(r, k);
        }
    }
}

static void timeline(stm_recall *r, stm_record *out)
{
    STM_RECALL_EACH(r, 0, "timeline", i)
    {
        stm_event *e = stm_vec_add(r->arena, &out->timeline);
        stm_str status = stm_recall_str(r, i, "status");
        e->from = stm_recall_str(r, i, "from");
        e->to = stm_recall_str(r, i, "to");
        e->event = stm_recall_str(r, i, "event");
        for (uint32_t v = STM_EVENT_HAPPENED; v <= STM_EVENT_CANCELLED && status.p != NULL; v++) {
            if (stm_str_eqz(status, stm_event_status_name((stm_event_status)v))) {
                e->status = (stm_event_status)v;
            }
        }
        said_by(r, i, out, &e->said_by, &e->said_by_name);
        e->lines = stm_recall_count(r, i, "lines");
        e->agree = stm_recall_flag(r, i, "agree");
        e->confidence = stm_recall_real(r, i, "confidence");
        STM_RECALL_EACH(r, i, "passages", k)
        {
            stm_vec_push(r->arena, &e->passages, passage(r, k));
            e->n_told += !stm_recall_flag(r, k, "beside");
        }
    }
}

/* Lines are numbered from 1 in the order of their first article. */
static void lines(stm_recall *r, stm_record *out)
{
    stm_u32s first = { 0 };
    STM_RECALL_EACH(r, 0, "line_of", i)
    {
        uint32_t number = stm_recall_whole(r, i);
        r->broken = r->broken || number == 0 || number > first.n + 1;
        if (number == first.n + 1) {
            stm_vec_push(r->arena, &first, out->line_of.n);
        }
        stm_vec_push(r->arena, &out->line_of, r->broken ? 0 : first.at[number - 1]);
    }
    r->broken = r->broken || (out->line_of.n != 0 && out->line_of.n != out->articles.n);
}

bool stm_recall_record(stm_recall *r, stm_str object, const stm_map *families, stm_record *out)
{
    memset(out, 0, sizeof *out);
    if (r->broken || object.p == NULL || !stm_object_read(r->arena, object, &r->object)) {
        return false;
    }
    out->title = stm_recall_str(r, 0, "title");
    out->from = stm_recall_str(r, 0, "from");
    out->to = stm_recall_str(r, 0, "to");
    out->lines = stm_recall_count(r, 0, "lines");
    STM_RECALL_EACH(r, 0, "articles", i)
    {
        uint32_t index = stm_map_get(r->names, r->object.values.at[i].text);
        r->broken = r->object.values.at[i].kind != STM_V_STRING || index == STM_NONE;
        stm_vec_push(r->arena, &out->articles, index);
    }
    STM_RECALL_EACH(r, 0, "families", i)
    {
        uint32_t index = families == NULL ? STM_NONE : stm_map_get(families, r->object.values.at[i].text);
        if (index != STM_NONE) { /* else it has articles of other stories too */
            stm_vec_push(r->arena, &out->families, index);
        }
    }
    lines(r, out);
    entities(r, out);
    utterances(r, out);
    figures(r, out);
    statements(r, out);
    proposals(r, out);
    timeline(r, out);
    return !r->broken;
}
