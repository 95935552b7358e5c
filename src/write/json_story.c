/* json_story.c: pairs, families, stories as the contract (docs/output.md) writes them. */
#include <math.h>
#include <stdio.h>

#include "write/json.h"
#include "write/json_span.h"

static void key_id(stm_json *j, const char *key, char letter, uint32_t index)
{
    stm_json_key(j, key);
    stm_json_id(j, letter, index);
}

static void confidence(stm_json *j, double v)
{
    if (!isnan(v)) {
        stm_json_key(j, "confidence"), stm_json_real(j, v);
    }
}

void stm_json_pair(stm_json *j, const stm_pair *p, stm_article *const *articles)
{
    stm_json_begin(j, '{');
    stm_json_key(j, "pair"), stm_json_begin(j, '[');
    stm_json_str(j, articles[p->a]->id);
    stm_json_str(j, articles[p->b]->id);
    stm_json_end(j, ']');
    stm_json_key(j, "shared_a"), stm_json_real(j, p->shared_a);
    stm_json_key(j, "shared_b"), stm_json_real(j, p->shared_b);
    stm_json_key(j, "relation"), stm_json_z(j, stm_relation_name(p->relation));
    stm_json_key(j, "from"), stm_json_str(j, p->from == STM_NONE ? STM_NULL_STR : articles[p->from]->id);
    confidence(j, p->confidence);
    stm_json_key(j, "passages"), stm_json_begin(j, '[');
    for (uint32_t i = 0; i < p->passages.n; i++) {
        stm_json_begin(j, '{');
        j->of = articles[p->a];
        stm_json_key(j, "a"), stm_json_span(j, p->passages.at[i].a);
        j->of = articles[p->b];
        stm_json_key(j, "b"), stm_json_span(j, p->passages.at[i].b);
        stm_json_key(j, "kind"), stm_json_z(j, stm_aligned_name(p->passages.at[i].kind));
        stm_json_end(j, '}');
    }
    stm_json_end(j, ']');
    stm_json_end(j, '}');
}

stm_str stm_lost_name(stm_arena *arena, uint32_t k)
{
    static const char *const greek[] = { "α", "β", "γ", "δ", "ε", "ζ", "η", "θ", "ι", "κ", "λ", "μ",
                                         "ν", "ξ", "ο", "π", "ρ", "σ", "τ", "υ", "φ", "χ", "ψ", "ω" };
    uint32_t n = (uint32_t)(sizeof greek / sizeof *greek);
    return k < n ? stm_str_of(greek[k]) : stm_str_format(arena, "%s%u", greek[k % n], k / n + 1);
}

static void node(stm_json *j, const stm_family *f, uint32_t index, stm_article *const *articles)
{
    if (index == STM_NONE) {
        stm_json_null(j);
    } else if (index < f->articles.n) {
        stm_json_str(j, articles[f->articles.at[index]]->id);
    } else {
        stm_json_str(j, stm_lost_name(j->arena, index - f->articles.n));
    }
}

void stm_json_family(stm_json *j, const stm_family *f, uint32_t index, stm_article *const *articles)
{
    stm_json_begin(j, '{');
    key_id(j, "family", 'f', index);
    stm_json_key(j, "articles"), stm_json_begin(j, '[');
    for (uint32_t i = 0; i < f->articles.n; i++) {
        stm_json_str(j, articles[f->articles.at[i]]->id);
    }
    stm_json_end(j, ']');
    stm_json_key(j, "root"), node(j, f, f->root, articles);
    stm_json_key(j, "edges"), stm_json_begin(j, '[');
    for (uint32_t i = 0; i < f->edges.n; i++) {
        stm_json_begin(j, '{');
        stm_json_key(j, "from"), node(j, f, f->edges.at[i].from, articles);
        stm_json_key(j, "to"), node(j, f, f->edges.at[i].to, articles);
        stm_json_key(j, "relation"), stm_json_z(j, stm_relation_name(f->edges.at[i].relation));
        stm_json_key(j, "told"), stm_json_bool(j, f->edges.at[i].told);
        confidence(j, f->edges.at[i].confidence);
        stm_json_end(j, '}');
    }
    stm_json_end(j, ']');
    stm_json_key(j, "passages"), stm_json_begin(j, '[');
    for (uint32_t i = 0; i < f->passages.n; i++) {
        const stm_line_passage *p = &f->passages.at[i];
        stm_json_begin(j, '{');
        stm_json_key(j, "article"), node(j, f, p->node, articles);
        j->of = articles[f->articles.at[p->node]];
        stm_json_span_fields(j, p->at);
        stm_json_key(j, "role"), stm_json_z(j, stm_role_name(p->role));
        stm_json_key(j, "origin"), node(j, f, p->origin, articles);
        stm_json_key(j, "from"), node(j, f, p->from, articles);
        if (p->role != STM_ROLE_SHARED) {
            confidence(j, p->confidence);
        }
        stm_json_end(j, '}');
    }
    stm_json_end(j, ']');
    stm_json_end(j, '}');
}

static void passage_fields(stm_json *j, stm_passage p, stm_article *const *articles)
{
    j->of = articles[p.article];
    stm_json_key(j, "article"), stm_json_str(j, articles[p.article]->id);
    stm_json_span_fields(j, p.at);
}

static void passage_pair(stm_json *j, stm_passage p, stm_article *const *articles)
{
    j->of = articles[p.article];
    stm_json_key(j, "article"), stm_json_str(j, articles[p.article]->id);
    stm_json_key(j, "passage"), stm_json_span(j, p.at);
}

static void passages(stm_json *j, const stm_passages *v, stm_article *const *articles)
{
    stm_json_begin(j, '[');
    for (uint32_t i = 0; i < v->n; i++) {
        stm_json_begin(j, '{');
        passage_fields(j, v->at[i], articles);
        stm_json_end(j, '}');
    }
    stm_json_end(j, ']');
}

static void said_by(stm_json *j, uint32_t entity, stm_str name)
{
    key_id(j, "said_by", 'E', entity);
    stm_json_key(j, "said_by_name"), stm_json_str(j, name);
}

static void story_entities(stm_json *j, const stm_record *r, stm_article *const *articles)
{
    stm_json_key(j, "entities"), stm_json_begin(j, '[');
    for (uint32_t i = 0; i < r->entities.n; i++) {
        const stm_record_entity *e = &r->entities.at[i];
        stm_json_begin(j, '{');
        key_id(j, "id", 'E', i);
        stm_json_key(j, "kind"), stm_json_z(j, stm_entity_kind_name(e->kind));
        stm_json_key(j, "name"), stm_json_str(j, e->name);
        stm_json_key(j, "forms"), stm_json_begin(j, '[');
        for (uint32_t k = 0; k < e->forms.n; k++) {
            stm_json_str(j, e->forms.at[k]);
        }
        stm_json_end(j, ']');
        stm_json_key(j, "mentions"), passages(j, &e->mentions, articles);
        stm_json_end(j, '}');
    }
    stm_json_end(j, ']');
}

static void utterances(stm_json *j, const stm_record *r, stm_article *const *articles)
{
    stm_json_key(j, "utterances"), stm_json_begin(j, '[');
    for (uint32_t i = 0; i < r->utterances.n; i++) {
        const stm_utterance *u = &r->utterances.at[i];
        stm_json_begin(j, '{');
        key_id(j, "id", 'u', i);
        key_id(j, "speaker", 'E', u->speaker);
        stm_json_key(j, "speaker_name"), stm_json_str(j, u->speaker_name);
        stm_json_key(j, "when"), stm_json_str(j, u->when);
        stm_json_key(j, "lines"), stm_json_int(j, u->lines);
        confidence(j, u->confidence);
        stm_json_key(j, "variants"), stm_json_begin(j, '[');
        for (uint32_t k = 0; k < u->variants.n; k++) {
            const stm_variant *v = &u->variants.at[k];
            const stm_quotation *q = stm_variant_said(v, articles[v->article]);
            j->of = articles[v->article];
            stm_json_begin(j, '{');
            stm_json_key(j, "article"), stm_json_str(j, articles[v->article]->id);
            key_id(j, "quotation", 'q', v->quotation);
            stm_json_key(j, "content"), stm_json_begin(j, '[');
            for (uint32_t c = 0; c < q->content.n; c++) {
                stm_json_span(j, q->content.at[c]);
            }
            stm_json_end(j, ']');
            stm_json_key(j, "relation"), stm_json_z(j, stm_variant_name(v->relation));
            stm_json_key(j, "note"), stm_json_str(j, v->note);
            stm_json_end(j, '}');
        }
        stm_json_end(j, ']');
        stm_json_end(j, '}');
    }
    stm_json_end(j, ']');
}

static void story_figures(stm_json *j, const stm_record *r, stm_article *const *articles)
{
    stm_json_key(j, "figures"), stm_json_begin(j, '[');
    for (uint32_t i = 0; i < r->figures.n; i++) {
        const stm_record_figure *f = &r->figures.at[i];
        stm_json_begin(j, '{');
        key_id(j, "id", 'n', i);
        stm_json_key(j, "counted"), stm_json_str(j, f->counted);
        stm_json_key(j, "status"), stm_json_z(j, stm_figure_status_name(f->status));
        stm_json_key(j, "lines"), stm_json_int(j, f->lines);
        stm_json_key(j, "origins"), stm_json_int(j, f->origins);
        confidence(j, f->confidence);
        stm_json_key(j, "readings"), stm_json_begin(j, '[');
        for (uint32_t k = 0; k < f->readings.n; k++) {
            const stm_figure_reading *v = &f->readings.at[k];
            stm_json_begin(j, '{');
            passage_fields(j, v->passage, articles);
            stm_json_key(j, "low"), stm_json_real(j, v->low);
            stm_json_key(j, "high"), stm_json_real(j, v->high);
            stm_json_key(j, "unit"), stm_json_str(j, v->unit);
            said_by(j, v->said_by, v->said_by_name);
            stm_json_key(j, "holds"), stm_json_str(j, v->holds);
            stm_json_end(j, '}');
        }
        stm_json_end(j, ']');
        stm_json_end(j, '}');
    }
    stm_json_end(j, ']');
}

static void statements(stm_json *j, const stm_record *r, stm_article *const *articles)
{
    stm_json_key(j, "statements"), stm_json_begin(j, '[');
    for (uint32_t i = 0; i < r->statements.n; i++) {
        const stm_statement *s = &r->statements.at[i];
        stm_json_begin(j, '{');
        key_id(j, "id", 'c', i);
        stm_json_key(j, "about"), stm_json_str(j, s->about);
        stm_json_key(j, "status"), stm_json_z(j, stm_statement_status_name(s->status));
        stm_json_key(j, "lines"), stm_json_int(j, s->lines);
        stm_json_key(j, "origins"), stm_json_int(j, s->origins);
        if (s->wording) {
            stm_json_key(j, "wording"), stm_json_bool(j, true);
        }
        confidence(j, s->confidence);
        stm_json_key(j, "readings"), stm_json_begin(j, '[');
        for (uint32_t k = 0; k < s->readings.n; k++) {
            const stm_statement_reading *v = &s->readings.at[k];
            stm_json_begin(j, '{');
            passage_pair(j, v->passage, articles);
            stm_json_key(j, "stance"), stm_json_z(j, stm_stance_name(v->stance));
            said_by(j, v->said_by, v->said_by_name);
            stm_json_key(j, "reading"), stm_json_str(j, v->reading);
            stm_json_end(j, '}');
        }
        stm_json_end(j, ']');
        stm_json_end(j, '}');
    }
    stm_json_end(j, ']');
}

static void proposals(stm_json *j, const stm_record *r, stm_article *const *articles)
{
    stm_json_key(j, "proposals"), stm_json_begin(j, '[');
    for (uint32_t i = 0; i < r->proposals.n; i++) {
        const stm_proposal *p = &r->proposals.at[i];
        stm_json_begin(j, '{');
        key_id(j, "id", 'p', i);
        stm_json_key(j, "name"), stm_json_str(j, p->name);
        stm_json_key(j, "by"), stm_json_begin(j, '[');
        for (uint32_t k = 0; k < p->by.n; k++) {
            stm_json_id(j, 'E', p->by.at[k]);
        }
        stm_json_end(j, ']');
        confidence(j, p->confidence);
        stm_json_key(j, "states"), stm_json_begin(j, '[');
        for (uint32_t k = 0; k < p->states.n; k++) {
            const stm_proposal_state *s = &p->states.at[k];
            stm_json_begin(j, '{');
            stm_json_key(j, "state"), stm_json_z(j, stm_proposal_status_name(s->state));
            stm_json_key(j, "when"), stm_json_str(j, s->when);
            said_by(j, s->said_by, s->said_by_name);
            passage_pair(j, s->passage, articles);
            stm_json_end(j, '}');
        }
        stm_json_end(j, ']');
        stm_json_end(j, '}');
    }
    stm_json_end(j, ']');
}

static void event_status(stm_json *j, stm_event_status status)
{
    const char *name = stm_event_status_name(status);
    stm_json_str(j, name == NULL ? STM_NULL_STR : stm_str_of(name));
}

static void timeline(stm_json *j, const stm_record *r, stm_article *const *articles)
{
    stm_json_key(j, "timeline"), stm_json_begin(j, '[');
    for (uint32_t i = 0; i < r->timeline.n; i++) {
        const stm_event *e = &r->timeline.at[i];
        stm_json_begin(j, '{');
        stm_json_key(j, "from"), stm_json_str(j, e->from);
        stm_json_key(j, "to"), stm_json_str(j, e->to);
        stm_json_key(j, "event"), stm_json_str(j, e->event);
        stm_json_key(j, "status"), event_status(j, e->status);
        said_by(j, e->said_by, e->said_by_name);
        stm_json_key(j, "lines"), stm_json_int(j, e->lines);
        stm_json_key(j, "agree"), stm_json_bool(j, e->agree);
        confidence(j, e->confidence);
        stm_json_key(j, "passages"), stm_json_begin(j, '[');
        for (uint32_t k = 0; k < e->passages.n; k++) {
            stm_json_begin(j, '{');
            passage_fields(j, e->passages.at[k], articles);
            if (k >= e->n_told) {
                stm_json_key(j, "beside"), stm_json_bool(j, true);
            }
            stm_json_end(j, '}');
        }
        stm_json_end(j, ']');
        stm_json_end(j, '}');
    }
    stm_json_end(j, ']');
}

/* The articles that the story dated, or whose "today" it told: day, reasoning, and their times as they read with it. */
static void dated(stm_json *j, const stm_record *r, stm_article *const *articles)
{
    stm_json_key(j, "dated"), stm_json_begin(j, '[');
    for (uint32_t i = 0; i < r->articles.n; i++) {
        const stm_article *a = articles[r->articles.at[i]];
        if (a->published_why.p == NULL && a->written_why.p == NULL) {
            continue;
        }
        stm_json_begin(j, '{');
        stm_json_key(j, "id"), stm_json_str(j, a->id);
        stm_json_key(j, "published"), stm_json_str(j, a->published);
        stm_json_key(j, "published_from"), stm_json_z(j, stm_published_from_name(a->published_from));
        if (a->published_why.p != NULL) {
            stm_json_key(j, "published_why"), stm_json_str(j, a->published_why);
        }
        stm_json_written(j, a);
        stm_json_times(j, a);
        stm_json_end(j, '}');
    }
    stm_json_end(j, ']');
}

/* Lines of text are numbered from 1 in the order of their first article. */
static void line_of(stm_json *j, const stm_record *r)
{
    uint32_t *number = STM_NEW_ARRAY(j->arena, uint32_t, (size_t)r->line_of.n + 1), n = 0;
    stm_json_key(j, "line_of"), stm_json_begin(j, '[');
    for (uint32_t i = 0; i < r->line_of.n; i++) {
        number[i] = r->line_of.at[i] == i ? ++n : number[r->line_of.at[i]];
        stm_json_int(j, number[i]);
    }
    stm_json_end(j, ']');
}

void stm_json_story(stm_json *j, const stm_record *r, uint32_t index, stm_article *const *articles)
{
    stm_json_begin(j, '{');
    key_id(j, "story", 's', index);
    stm_json_key(j, "title"), stm_json_str(j, r->title);
    stm_json_key(j, "from"), stm_json_str(j, r->from);
    stm_json_key(j, "to"), stm_json_str(j, r->to);
    stm_json_key(j, "articles"), stm_json_begin(j, '[');
    for (uint32_t i = 0; i < r->articles.n; i++) {
        stm_json_str(j, articles[r->articles.at[i]]->id);
    }
    stm_json_end(j, ']');
    dated(j, r, articles);
    stm_json_key(j, "families"), stm_json_begin(j, '[');
    for (uint32_t i = 0; i < r->families.n; i++) {
        stm_json_id(j, 'f', r->families.at[i]);
    }
    stm_json_end(j, ']');
    stm_json_key(j, "lines"), stm_json_int(j, r->lines);
    line_of(j, r);
    story_entities(j, r, articles);
    utterances(j, r, articles);
    story_figures(j, r, articles);
    statements(j, r, articles);
    proposals(j, r, articles);
    timeline(j, r, articles);
    stm_json_end(j, '}');
}

static void drain(stm_json *j)
{
    if (j->drain != NULL) {
        j->drain(j->drain_arg, j->to);
    }
}

void stm_json_run(stm_json *j, const stm_run *run)
{
    stm_json_begin(j, '{');
    stm_json_key(j, "stemma"), stm_json_z(j, "1");
    stm_json_key(j, "articles"), stm_json_begin(j, '[');
    for (uint32_t i = 0; i < run->articles.n; i++) {
        stm_json_article(j, run->articles.at[i], STM_DEPTH_ANNOTATE);
        drain(j);
    }
    stm_json_end(j, ']');
    stm_json_key(j, "reuse"), stm_json_begin(j, '[');
    for (uint32_t i = 0; i < run->reuse.pairs.n; i++) {
        stm_json_pair(j, &run->reuse.pairs.at[i], run->articles.at);
        drain(j);
    }
    for (uint32_t i = 0; i < run->reuse.families.n; i++) {
        stm_json_family(j, &run->reuse.families.at[i], i, run->articles.at);
    }
    stm_json_end(j, ']');
    stm_json_key(j, "stories"), stm_json_begin(j, '[');
    for (uint32_t i = 0; i < run->stories.n; i++) {
        stm_json_story(j, &run->stories.at[i], j->first_story + i, run->articles.at);
        drain(j);
    }
    stm_json_end(j, ']');
    stm_json_end(j, '}');
}
