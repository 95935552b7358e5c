/* csv.c: see export.h; cells as csv_cell.h has them. */
#include <math.h>

#include "write/csv_cell.h"
#include "write/export.h"
#include "write/json_span.h"
#include "write/view.h"

typedef struct csv {
    stm_arena *arena;
    stm_buf *to;
    stm_json at; /* counts offsets */
    const stm_view *view;
    double sure; /* rows of items with less confidence are left out */
    bool first;
} csv;

static void cell(csv *c, stm_str s) { stm_csv_cell(c->arena, c->to, &c->first, s); }

static void cellz(csv *c, const char *z) { cell(c, stm_str_of(z)); }

static void number(csv *c, double v)
{
    stm_buf buf = { 0 };
    stm_json json;
    stm_json_init(&json, c->arena, &buf);
    stm_json_real(&json, v);
    cell(c, isnan(v) ? STM_NULL_STR : stm_buf_str(&buf));
}

static void count(csv *c, const char *prefix, uint32_t n) { cell(c, stm_str_format(c->arena, "%s%u", prefix, n)); }

static void end_row(csv *c) { stm_csv_end_row(c->arena, c->to, &c->first); }

static void heading(csv *c, const char *names)
{
    stm_buf_addz(c->arena, c->to, names);
    stm_buf_addz(c->arena, c->to, "\r\n");
    c->first = true;
}

/* The last cell: how sure the item is; empty where there is no doubt. */
static void end_sure_row(csv *c, double confidence)
{
    number(c, confidence);
    end_row(c);
}

/* article, outlet, published, words, start, end */
static void passage(csv *c, stm_passage p)
{
    const stm_article *a = c->view->run->articles.at[p.article];
    c->at.of = a;
    cell(c, a->id);
    cell(c, a->outlet);
    cell(c, a->published);
    cell(c, stm_view_words(c->arena, c->view, p, 0));
    count(c, "", stm_json_offset(&c->at, p.at.start));
    count(c, "", stm_json_offset(&c->at, p.at.end));
}

#define PASSAGE "article,outlet,published,words,start,end"

static stm_str part_of(const stm_article *a, stm_span at)
{
    return stm_span_some(at) ? stm_str_sub(a->text, at) : STM_NULL_STR;
}

/* What the article alone says of a quotation: source,cue,anonymous,negated,speaker_kind,modality,anonymity. The kind is
 * that of the article's entity; empty where the speaker is none. */
static void said_how(csv *c, const stm_article *a, const stm_quotation *q)
{
    cell(c, part_of(a, q->source));
    cell(c, part_of(a, q->cue));
    cellz(c, q->anonymous ? "true" : "false");
    cellz(c, q->negated ? "true" : "false");
    cellz(c, q->speaker == STM_NONE ? "" : stm_entity_kind_name(a->entities.at[q->speaker].kind));
    cellz(c, q->modality == STM_MODALITY_NONE ? "" : stm_modality_name(q->modality));
    cell(c, part_of(a, q->anonymity));
}

/* A row for each passage of a quotation; u and v are NULL for one that no utterance holds. */
static void quotation(csv *c, uint32_t story, uint32_t article, uint32_t index, uint32_t utterance,
                      const stm_utterance *u, const stm_variant *v)
{
    const stm_article *a = c->view->run->articles.at[article];
    const stm_quotation *q = v != NULL ? stm_variant_said(v, a) : &a->quotations.at[index];
    for (uint32_t part = 0; part < q->content.n; part++) {
        count(c, "s", story + 1);
        if (u == NULL) {
            cellz(c, "");
            cell(c, q->speaker_name);
            cellz(c, "");
            cellz(c, "");
            cellz(c, "");
        } else {
            count(c, "u", utterance + 1);
            cell(c, stm_view_speaker(c->view, u->speaker, u->speaker_name));
            cell(c, u->when);
            count(c, "", u->lines);
            cellz(c, stm_variant_name(v->relation));
        }
        cellz(c, stm_quotation_kind_name(q->kind));
        cellz(c, stm_act_name(q->act));
        passage(c, (stm_passage){ article, q->content.at[part] });
        cell(c, u == NULL ? STM_NULL_STR : v->note);
        count(c, "q", index + 1);
        said_how(c, a, q);
        end_row(c);
    }
}

/* The sayings of the record first, then every quotation that none of them holds, article by article. */
static void quotations(csv *c, uint32_t story)
{
    const stm_record *r = c->view->record;
    bool **joined = STM_NEW_ARRAY(c->arena, bool *, c->view->run->articles.n + 1);
    for (uint32_t i = 0; i < r->articles.n; i++) {
        uint32_t a = r->articles.at[i];
        joined[a] = STM_NEW_ARRAY(c->arena, bool, c->view->run->articles.at[a]->quotations.n + 1);
    }
    for (uint32_t i = 0; i < r->utterances.n; i++) {
        const stm_utterance *u = &r->utterances.at[i];
        for (uint32_t k = 0; k < u->variants.n; k++) {
            const stm_variant *v = &u->variants.at[k];
            quotation(c, story, v->article, v->quotation, i, u, v);
            joined[v->article][v->quotation] = true;
        }
    }
    for (uint32_t i = 0; i < r->articles.n; i++) {
        uint32_t a = r->articles.at[i];
        for (uint32_t k = 0; k < c->view->run->articles.at[a]->quotations.n; k++) {
            if (!joined[a][k]) {
                quotation(c, story, a, k, 0, NULL, NULL);
            }
        }
    }
}

static void figures(csv *c, uint32_t story)
{
    const stm_record *r = c->view->record;
    for (uint32_t i = 0; i < r->figures.n; i++) {
        const stm_record_figure *f = &r->figures.at[i];
        for (uint32_t k = 0; k < f->readings.n && !(f->confidence < c->sure); k++) {
            const stm_figure_reading *v = &f->readings.at[k];
            count(c, "s", story + 1);
            count(c, "n", i + 1);
            cell(c, f->counted);
            cellz(c, stm_figure_status_name(f->status));
            count(c, "", f->lines);
            count(c, "", f->origins);
            number(c, v->low);
            number(c, v->high);
            cell(c, v->unit);
            cell(c, stm_view_speaker(c->view, v->said_by, v->said_by_name));
            cell(c, v->holds);
            passage(c, v->passage);
            end_sure_row(c, f->confidence);
        }
    }
}

static void statements(csv *c, uint32_t story)
{
    const stm_record *r = c->view->record;
    for (uint32_t i = 0; i < r->statements.n; i++) {
        const stm_statement *s = &r->statements.at[i];
        for (uint32_t k = 0; k < s->readings.n && !(s->confidence < c->sure); k++) {
            const stm_statement_reading *v = &s->readings.at[k];
            count(c, "s", story + 1);
            count(c, "c", i + 1);
            cell(c, s->about);
            cellz(c, stm_statement_status_name(s->status));
            count(c, "", s->lines);
            count(c, "", s->origins);
            cellz(c, stm_stance_name(v->stance));
            cell(c, stm_view_speaker(c->view, v->said_by, v->said_by_name));
            cell(c, v->reading);
            passage(c, v->passage);
            end_sure_row(c, s->confidence);
        }
    }
}

static void proposals(csv *c, uint32_t story)
{
    const stm_record *r = c->view->record;
    for (uint32_t i = 0; i < r->proposals.n; i++) {
        const stm_proposal *p = &r->proposals.at[i];
        for (uint32_t k = 0; k < p->states.n && !(p->confidence < c->sure); k++) {
            const stm_proposal_state *v = &p->states.at[k];
            count(c, "s", story + 1);
            count(c, "p", i + 1);
            cell(c, p->name);
            cellz(c, stm_proposal_status_name(v->state));
            cell(c, v->when);
            cell(c, stm_view_speaker(c->view, v->said_by, v->said_by_name));
            passage(c, v->passage);
            end_sure_row(c, p->confidence);
        }
    }
}

static void timeline(csv *c, uint32_t story)
{
    const stm_record *r = c->view->record;
    for (uint32_t i = 0; i < r->timeline.n; i++) {
        const stm_event *e = &r->timeline.at[i];
        const char *status = stm_event_status_name(e->status);
        for (uint32_t k = 0; k < e->passages.n && !(e->confidence < c->sure); k++) {
            count(c, "s", story + 1);
            count(c, "", i + 1);
            cell(c, e->from);
            cell(c, e->to);
            cell(c, e->event);
            cellz(c, status == NULL ? "" : status);
            cell(c, stm_view_speaker(c->view, e->said_by, e->said_by_name));
            count(c, "", e->lines);
            cellz(c, e->agree ? "true" : "false");
            passage(c, e->passages.at[k]);
            end_sure_row(c, e->confidence);
        }
    }
}

const char *stm_table_name(stm_table table)
{
    static const char *const names[] = { "quotations", "figures", "statements", "proposals", "timeline" };
    return names[table];
}

void stm_csv_table(stm_arena *arena, stm_buf *to, const stm_run *run, stm_table table, double sure, stm_offsets offsets)
{
    static const char *const headings[] = {
        "story,utterance,speaker,when,lines,relation,kind,act," PASSAGE
        ",note,quotation,source,cue,anonymous,negated,speaker_kind,modality,anonymity",
        "story,figure,counted,status,lines,origins,low,high,unit,said_by,holds," PASSAGE ",confidence",
        "story,statement,about,status,lines,origins,stance,said_by,reading," PASSAGE ",confidence",
        "story,proposal,name,state,when,said_by," PASSAGE ",confidence",
        "story,event,from,to,what,status,said_by,lines,agree," PASSAGE ",confidence",
    };
    static void (*const write[])(csv *, uint32_t) = { quotations, figures, statements, proposals, timeline };
    csv c = { .arena = arena, .to = to, .sure = sure, .first = true };
    stm_buf unused = { 0 };
    stm_json_init(&c.at, arena, &unused);
    c.at.offsets = offsets;
    heading(&c, headings[table]);
    stm_view view, before;
    for (uint32_t s = 0; s < run->stories.n; s++) {
        stm_view_make(arena, run, &run->stories.at[s], NULL, s == 0 ? NULL : &before, &view);
        before = view;
        c.view = &view;
        write[table](&c, s);
    }
}

void stm_csv_row(stm_arena *arena, stm_buf *to, const stm_str *cells, size_t n)
{
    csv c = { .arena = arena, .to = to, .first = true };
    for (size_t i = 0; i < n; i++) {
        cell(&c, cells[i]);
    }
    end_row(&c);
}
