/* annotations.c: see export.h. W3C Web Annotation Data Model (Recommendation, 23 February 2017): an AnnotationPage
 * whose items have a TextualBody and a target with a TextPositionSelector and a TextQuoteSelector. */
#include "write/export.h"
#include "write/json_span.h"
#include "write/view.h"

typedef struct page {
    stm_arena *arena;
    stm_json json;
    const stm_view *view;
    double sure; /* items with less confidence are left out */
    uint32_t story, n;
} page;

enum { CONTEXT = 32 }; /* bytes of prefix and suffix, at least; widened to whole characters */

static void keyed(page *p, const char *key, stm_str value)
{
    stm_json_key(&p->json, key);
    stm_json_str(&p->json, value);
}

/* Percent-encodes what an IRI may not hold (RFC 3987: ASCII outside unreserved; other characters may stand). */
static stm_str iri_part(stm_arena *arena, stm_str s)
{
    stm_buf buf = { 0 };
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool plain = c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                     c == '-' || c == '.' || c == '_' || c == '~' || c == '/';
        plain ? stm_buf_add(arena, &buf, s.p + i, 1) : stm_buf_format(arena, &buf, "%%%02X", c);
    }
    return stm_buf_str(&buf);
}

static stm_span around(const stm_article *a, stm_span at, bool before)
{
    uint32_t n = (uint32_t)a->text.n;
    stm_span s = before ? (stm_span){ at.start > CONTEXT ? at.start - CONTEXT : 0, at.start }
                        : (stm_span){ at.end, at.end + CONTEXT < n ? at.end + CONTEXT : n };
    while (s.start > 0 && s.start < n && before && ((unsigned char)a->text.p[s.start] & 0xC0) == 0x80) {
        s.start--;
    }
    while (!before && s.end < n && ((unsigned char)a->text.p[s.end] & 0xC0) == 0x80) {
        s.end++;
    }
    return s;
}

/* One annotation: what is said of a passage. */
static void annotation(page *p, const char *motivation, const char *item, uint32_t index, stm_str value, stm_passage at)
{
    stm_json *j = &p->json;
    const stm_article *a = p->view->run->articles.at[at.article];
    stm_str id = iri_part(p->arena, a->id);
    j->of = a;
    stm_json_begin(j, '{');
    keyed(p, "id", stm_str_format(p->arena, "urn:stemma:s%u:%s%u:%u", p->story + 1, item, index + 1, ++p->n));
    keyed(p, "type", STM_STR("Annotation"));
    keyed(p, "motivation", stm_str_of(motivation));
    stm_json_key(j, "body"), stm_json_begin(j, '{');
    keyed(p, "type", STM_STR("TextualBody"));
    keyed(p, "value", value);
    keyed(p, "format", STM_STR("text/plain"));
    stm_json_end(j, '}');
    stm_json_key(j, "target"), stm_json_begin(j, '{');
    keyed(p, "source", a->url.n != 0 ? a->url : stm_str_format(p->arena, "urn:stemma:article:%.*s", (int)id.n, id.p));
    stm_json_key(j, "selector"), stm_json_begin(j, '[');
    stm_json_begin(j, '{');
    keyed(p, "type", STM_STR("TextPositionSelector"));
    stm_json_span_fields(j, at.at);
    stm_json_end(j, '}');
    stm_json_begin(j, '{');
    keyed(p, "type", STM_STR("TextQuoteSelector"));
    keyed(p, "exact", stm_str_sub(a->text, at.at));
    keyed(p, "prefix", stm_str_sub(a->text, around(a, at.at, true)));
    keyed(p, "suffix", stm_str_sub(a->text, around(a, at.at, false)));
    stm_json_end(j, '}');
    stm_json_end(j, ']');
    stm_json_end(j, '}');
    stm_json_end(j, '}');
}

static stm_str joined(page *p, stm_str a, const char *between, stm_str b)
{
    return b.n == 0 ? a : stm_str_format(p->arena, "%.*s%s%.*s", (int)a.n, a.n == 0 ? "" : a.p, between, (int)b.n, b.p);
}

static void story(page *p)
{
    const stm_record *r = p->view->record;
    for (uint32_t i = 0; i < r->entities.n; i++) {
        for (uint32_t k = 0; k < r->entities.at[i].mentions.n; k++) {
            annotation(p, "identifying", "E", i, r->entities.at[i].name, r->entities.at[i].mentions.at[k]);
        }
    }
    for (uint32_t i = 0; i < r->utterances.n; i++) {
        const stm_utterance *u = &r->utterances.at[i];
        stm_str by = stm_view_speaker(p->view, u->speaker, u->speaker_name);
        for (uint32_t k = 0; k < u->variants.n; k++) {
            const stm_variant *v = &u->variants.at[k];
            const stm_quotation *q = stm_variant_said(v, p->view->run->articles.at[v->article]);
            stm_str value = joined(p, by.p == NULL ? STM_STR("speaker unknown") : by, ": ",
                                   stm_str_of(stm_variant_name(v->relation)));
            for (uint32_t c = 0; c < q->content.n; c++) {
                annotation(p, "describing", "u", i, joined(p, value, "; ", v->note),
                           (stm_passage){ v->article, q->content.at[c] });
            }
        }
    }
    for (uint32_t i = 0; i < r->figures.n; i++) {
        const stm_record_figure *f = &r->figures.at[i];
        for (uint32_t k = 0; k < f->readings.n && !(f->confidence < p->sure); k++) {
            stm_str number = stm_view_amount(p->arena, &f->readings.at[k]);
            annotation(p, "describing", "n", i, joined(p, f->counted, ": ", number), f->readings.at[k].passage);
        }
    }
    for (uint32_t i = 0; i < r->statements.n; i++) {
        const stm_statement *s = &r->statements.at[i];
        for (uint32_t k = 0; k < s->readings.n && !(s->confidence < p->sure); k++) {
            stm_str stance = stm_str_of(stm_stance_name(s->readings.at[k].stance));
            stm_str by = stm_view_speaker(p->view, s->readings.at[k].said_by, s->readings.at[k].said_by_name);
            annotation(p, "assessing", "c", i, joined(p, joined(p, s->about, ": ", stance), ", ", by),
                       s->readings.at[k].passage);
        }
    }
    for (uint32_t i = 0; i < r->proposals.n; i++) {
        const stm_proposal *x = &r->proposals.at[i];
        for (uint32_t k = 0; k < x->states.n && !(x->confidence < p->sure); k++) {
            stm_str state = stm_str_of(stm_proposal_status_name(x->states.at[k].state));
            annotation(p, "describing", "p", i, joined(p, x->name, ": ", state), x->states.at[k].passage);
        }
    }
    for (uint32_t i = 0; i < r->timeline.n; i++) {
        const stm_event *e = &r->timeline.at[i];
        for (uint32_t k = 0; k < e->passages.n && !(e->confidence < p->sure); k++) {
            annotation(p, "describing", "t", i,
                       joined(p, e->from.p == NULL ? STM_STR("day unknown") : e->from, ": ", e->event),
                       e->passages.at[k]);
        }
    }
}

void stm_annotations_run(stm_arena *arena, stm_buf *to, const stm_run *run, double sure)
{
    page p = { .arena = arena, .sure = sure };
    stm_json *j = &p.json;
    stm_json_init(j, arena, to);
    j->offsets = STM_OFFSETS_CODEPOINTS;
    stm_json_begin(j, '{');
    keyed(&p, "@context", STM_STR("http://www.w3.org/ns/anno.jsonld"));
    keyed(&p, "id", STM_STR("urn:stemma:annotations"));
    keyed(&p, "type", STM_STR("AnnotationPage"));
    stm_json_key(j, "items"), stm_json_begin(j, '[');
    stm_view view, before;
    for (uint32_t i = 0; i < run->stories.n; i++) {
        stm_view_make(arena, run, &run->stories.at[i], NULL, i == 0 ? NULL : &before, &view);
        before = view;
        p.view = &view;
        p.story = i;
        story(&p);
    }
    stm_json_end(j, ']');
    stm_json_end(j, '}');
    stm_buf_addz(arena, to, "\n");
}
