/* json_article.c: article and annotations as the contract (docs/output.md) writes them. */
#include <math.h>

#include "write/json.h"
#include "write/json_span.h"

static void strs(stm_json *j, const stm_strs *v)
{
    stm_json_begin(j, '[');
    for (uint32_t i = 0; i < v->n; i++) {
        stm_json_str(j, v->at[i]);
    }
    stm_json_end(j, ']');
}

void stm_json_written(stm_json *j, const stm_article *a)
{
    if (a->written_why.p != NULL) {
        stm_json_key(j, "written"), stm_json_str(j, stm_day_format(j->arena, a->written_day));
        stm_json_key(j, "written_why"), stm_json_str(j, a->written_why);
    }
}

static void metadata(stm_json *j, const stm_article *a)
{
    stm_json_key(j, "id"), stm_json_str(j, a->id);
    stm_json_key(j, "from"), stm_json_str(j, a->from);
    stm_json_key(j, "url"), stm_json_str(j, a->url);
    stm_json_key(j, "outlet"), stm_json_str(j, a->outlet);
    stm_json_key(j, "title"), stm_json_str(j, a->title);
    stm_json_key(j, "byline"), strs(j, &a->byline);
    stm_json_key(j, "dateline");
    if (stm_span_some(a->dateline) || a->dateline_place.p != NULL) {
        stm_json_begin(j, '{');
        stm_json_key(j, "place"), stm_json_str(j, a->dateline_place);
        stm_json_key(j, "date"), stm_json_str(j, stm_day_format(j->arena, a->dateline_day));
        if (stm_span_some(a->dateline)) {
            stm_json_span_fields(j, a->dateline);
        }
        stm_json_end(j, '}');
    } else {
        stm_json_null(j);
    }
    stm_json_key(j, "credits"), stm_json_begin(j, '[');
    for (uint32_t i = 0; i < a->credits.n; i++) {
        stm_json_begin(j, '{');
        stm_json_key(j, "agency"), stm_json_str(j, a->credits.at[i].agency);
        stm_json_key(j, "kind"), stm_json_z(j, stm_credit_name(a->credits.at[i].kind));
        stm_json_span_fields(j, a->credits.at[i].at);
        stm_json_end(j, '}');
    }
    stm_json_end(j, ']');
    stm_json_key(j, "published"), stm_json_str(j, a->published);
    stm_json_key(j, "published_from");
    if (a->published_from == STM_FROM_NOTHING) {
        stm_json_null(j);
    } else {
        stm_json_z(j, stm_published_from_name(a->published_from));
    }
    if (a->published_why.p != NULL) {
        stm_json_key(j, "published_why"), stm_json_str(j, a->published_why);
    }
    stm_json_written(j, a);
    stm_json_key(j, "modified"), stm_json_str(j, a->modified);
    stm_json_key(j, "language"), stm_json_str(j, a->language);
    stm_json_key(j, "text"), stm_json_str(j, a->text);
    stm_json_key(j, "furniture"), stm_json_begin(j, '[');
    for (uint32_t i = 0; i < a->furniture.n; i++) {
        stm_json_begin(j, '{');
        stm_json_key(j, "kind"), stm_json_z(j, stm_furniture_name(a->furniture.at[i].kind));
        stm_json_span_fields(j, a->furniture.at[i].at);
        stm_json_end(j, '}');
    }
    stm_json_end(j, ']');
}

static void tokens(stm_json *j, const stm_article *a)
{
    stm_json_key(j, "tokens"), stm_json_begin(j, '[');
    for (uint32_t i = 0; i < a->tokens.n; i++) {
        const stm_token *t = &a->tokens.at[i];
        stm_json_begin(j, '{');
        stm_json_span_fields(j, t->at);
        stm_json_key(j, "form"), stm_json_str(j, stm_token_form(a, i));
        stm_json_key(j, "lemma"), stm_json_str(j, t->lemma);
        stm_json_key(j, "upos");
        t->upos == STM_UPOS_NONE ? stm_json_null(j) : stm_json_z(j, stm_upos_name((stm_upos)t->upos));
        stm_json_key(j, "head");
        if (t->deprel == STM_DEP_NONE) {
            stm_json_null(j);
        } else {
            stm_json_int(j,
                         t->head == STM_NONE ? 0 : (int64_t)(t->head - a->sentences.at[t->sentence].first_token) + 1);
        }
        stm_json_key(j, "deprel");
        t->deprel == STM_DEP_NONE ? stm_json_null(j) : stm_json_z(j, stm_deprel_name((stm_deprel)t->deprel));
        stm_json_end(j, '}');
    }
    stm_json_end(j, ']');
}

static void entities(stm_json *j, const stm_article *a)
{
    stm_json_key(j, "entities"), stm_json_begin(j, '[');
    for (uint32_t i = 0; i < a->entities.n; i++) {
        const stm_entity *e = &a->entities.at[i];
        stm_json_begin(j, '{');
        stm_json_key(j, "id"), stm_json_id(j, 'e', i);
        stm_json_key(j, "kind"), stm_json_z(j, stm_entity_kind_name(e->kind));
        stm_json_key(j, "name"), stm_json_str(j, e->name);
        stm_json_key(j, "titles"), strs(j, &e->titles);
        if (e->country.p != NULL) {
            stm_json_key(j, "country"), stm_json_str(j, e->country);
        }
        stm_json_key(j, "mentions"), stm_json_begin(j, '[');
        for (uint32_t k = 0; k < e->mentions.n; k++) {
            stm_json_begin(j, '{');
            stm_json_span_fields(j, e->mentions.at[k].at);
            stm_json_key(j, "form"), stm_json_z(j, stm_mention_form_name(e->mentions.at[k].form));
            stm_json_end(j, '}');
        }
        stm_json_end(j, ']');
        stm_json_end(j, '}');
    }
    stm_json_end(j, ']');
}

static void quotations(stm_json *j, const stm_article *a)
{
    stm_json_key(j, "quotations"), stm_json_begin(j, '[');
    for (uint32_t i = 0; i < a->quotations.n; i++) {
        const stm_quotation *q = &a->quotations.at[i];
        stm_json_begin(j, '{');
        stm_json_key(j, "id"), stm_json_id(j, 'q', i);
        stm_json_key(j, "kind"), stm_json_z(j, stm_quotation_kind_name(q->kind));
        stm_json_key(j, "content"), stm_json_begin(j, '[');
        for (uint32_t k = 0; k < q->content.n; k++) {
            stm_json_span(j, q->content.at[k]);
        }
        stm_json_end(j, ']');
        stm_json_key(j, "cue"), stm_json_span(j, q->cue);
        stm_json_key(j, "source"), stm_json_span(j, q->source);
        stm_json_key(j, "speaker");
        stm_json_id(j, 'e', q->speaker);
        stm_json_key(j, "speaker_name"), stm_json_str(j, q->speaker_name);
        stm_json_key(j, "anonymous"), stm_json_bool(j, q->anonymous);
        stm_json_key(j, "act"), stm_json_z(j, stm_act_name(q->act));
        stm_json_key(j, "negated"), stm_json_bool(j, q->negated);
        stm_json_key(j, "modality");
        q->modality == STM_MODALITY_NONE ? stm_json_null(j) : stm_json_z(j, stm_modality_name(q->modality));
        stm_json_key(j, "anonymity"), stm_json_span(j, q->anonymity);
        stm_json_key(j, "nested_in");
        stm_json_id(j, 'q', q->nested_in);
        stm_json_end(j, '}');
    }
    stm_json_end(j, ']');
}

void stm_json_times(stm_json *j, const stm_article *a)
{
    stm_json_key(j, "times"), stm_json_begin(j, '[');
    for (uint32_t i = 0; i < a->times.n; i++) {
        const stm_time *t = &a->times.at[i];
        stm_json_begin(j, '{');
        stm_json_span_fields(j, t->at);
        stm_json_key(j, "type"), stm_json_z(j, stm_time_type_name(t->type));
        stm_json_key(j, "value"), stm_json_str(j, t->value);
        stm_json_key(j, "from"), stm_json_str(j, t->from);
        stm_json_key(j, "to"), stm_json_str(j, t->to);
        if (t->zone != STM_NO_ZONE) {
            int minutes = t->zone < 0 ? -t->zone : t->zone;
            stm_json_key(j, "zone");
            stm_json_str(j,
                         stm_str_format(j->arena, "%c%02d:%02d", t->zone < 0 ? '-' : '+', minutes / 60, minutes % 60));
        }
        stm_json_end(j, '}');
    }
    stm_json_end(j, ']');
}

static void figures(stm_json *j, const stm_article *a)
{
    stm_json_key(j, "figures"), stm_json_begin(j, '[');
    for (uint32_t i = 0; i < a->figures.n; i++) {
        const stm_figure *f = &a->figures.at[i];
        stm_json_begin(j, '{');
        stm_json_span_fields(j, f->at);
        stm_json_key(j, "low"), stm_json_real(j, f->low);
        stm_json_key(j, "high"), stm_json_real(j, f->high);
        if (f->bounds != STM_BOUNDS_STEMMA) {
            stm_json_key(j, "best"), stm_json_real(j, f->best);
            stm_json_key(j, "bounds"), stm_json_z(j, f->bounds == STM_BOUNDS_ACLED ? "acled" : "ucdp");
        }
        stm_json_key(j, "approximation"), stm_json_str(j, f->approximation);
        stm_json_key(j, "unit"), stm_json_str(j, f->unit);
        stm_json_key(j, "counted"), stm_json_str(j, f->counted);
        stm_json_key(j, "counted_at"), stm_json_span(j, f->counted_at);
        stm_json_key(j, "where"), stm_json_span(j, f->where);
        stm_json_key(j, "holds"), stm_json_begin(j, '{');
        stm_json_key(j, "from"), stm_json_str(j, stm_day_format(j->arena, f->holds_from));
        stm_json_key(j, "to"), stm_json_str(j, stm_day_format(j->arena, f->holds_to));
        stm_json_end(j, '}');
        stm_json_key(j, "quotation");
        stm_json_id(j, 'q', f->quotation);
        stm_json_end(j, '}');
    }
    stm_json_end(j, ']');
}

void stm_json_article(stm_json *j, const stm_article *a, stm_depth depth)
{
    j->of = a;
    stm_json_begin(j, '{');
    metadata(j, a);
    if (depth >= STM_DEPTH_PARSE) {
        stm_json_key(j, "sentences"), stm_json_begin(j, '[');
        for (uint32_t i = 0; i < a->sentences.n; i++) {
            stm_json_span(j, a->sentences.at[i].at);
        }
        stm_json_end(j, ']');
        if (j->tokens) {
            tokens(j, a);
        }
    }
    if (depth == STM_DEPTH_TIMES) {
        stm_json_times(j, a);
    }
    if (depth >= STM_DEPTH_ANNOTATE) {
        entities(j, a);
        quotations(j, a);
        stm_json_times(j, a);
        figures(j, a);
    }
    stm_json_end(j, '}');
}
