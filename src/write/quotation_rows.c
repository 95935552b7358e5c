/* quotation_rows.c: see quotation_rows.h.
 *
 * One table of columns writes both formats: in CSV a missing value is an empty cell, in JSON null.
 * Invariants: (1) every row has every column. (2) offsets count in the unit asked for, in the article's text.
 * Cost: linear in the quotations and the length of their words.
 */
#include "write/quotation_rows.h"

#include "write/csv_cell.h"
#include "write/json_span.h"

typedef struct rows {
    stm_arena *arena;
    stm_buf *to;
    stm_json json;
    bool csv, first;
} rows;

static void text(rows *r, const char *name, stm_str s)
{
    if (r->csv) {
        stm_csv_cell(r->arena, r->to, &r->first, s);
    } else {
        stm_json_key(&r->json, name), stm_json_str(&r->json, s);
    }
}

static void at(rows *r, const char *name, bool some, uint32_t byte)
{
    if (r->csv) {
        text(r, name, some ? stm_str_format(r->arena, "%u", stm_json_offset(&r->json, byte)) : STM_NULL_STR);
        return;
    }
    stm_json_key(&r->json, name);
    some ? stm_json_int(&r->json, stm_json_offset(&r->json, byte)) : stm_json_null(&r->json);
}

static void flag(rows *r, const char *name, bool v)
{
    if (r->csv) {
        text(r, name, stm_str_of(v ? "true" : "false"));
    } else {
        stm_json_key(&r->json, name), stm_json_bool(&r->json, v);
    }
}

static stm_str words(const stm_article *a, stm_span s)
{
    return stm_span_some(s) ? stm_str_sub(a->text, s) : STM_NULL_STR;
}

/* The passages of the content, parted by " ... ". */
static stm_str content(rows *r, const stm_article *a, const stm_quotation *q)
{
    stm_buf buf = { 0 };
    for (uint32_t i = 0; i < q->content.n; i++) {
        stm_str s = stm_str_sub(a->text, q->content.at[i]);
        stm_buf_addz(r->arena, &buf, i > 0 ? " ... " : "");
        stm_buf_add(r->arena, &buf, s.p, s.n);
    }
    return stm_buf_str(&buf);
}

static const char heading[] =
    "article,outlet,published,quotation,kind,speaker,cue,content,text,beginIndex,endIndex,mention,mentionBegin,"
    "mentionEnd,canonicalSpeaker,speaker_kind,anonymous,anonymity,act,negated,modality,nested_in";

static void row(rows *r, const stm_article *a, uint32_t index)
{
    const stm_quotation *q = &a->quotations.at[index];
    stm_span all = { q->content.at[0].start, q->content.at[q->content.n - 1].end };
    const stm_entity *e = q->speaker == STM_NONE ? NULL : &a->entities.at[q->speaker];
    bool source = stm_span_some(q->source);
    text(r, "article", a->id);
    text(r, "outlet", a->outlet);
    text(r, "published", a->published);
    text(r, "quotation", stm_str_format(r->arena, "q%u", index + 1));
    text(r, "kind", stm_str_of(stm_quotation_kind_name(q->kind)));
    text(r, "speaker", q->speaker_name);
    text(r, "cue", words(a, q->cue));
    text(r, "content", content(r, a, q));
    text(r, "text", stm_str_sub(a->text, all));
    at(r, "beginIndex", true, all.start);
    at(r, "endIndex", true, all.end);
    text(r, "mention", words(a, q->source));
    at(r, "mentionBegin", source, q->source.start);
    at(r, "mentionEnd", source, q->source.end);
    text(r, "canonicalSpeaker", e != NULL && !q->anonymous ? e->name : STM_NULL_STR);
    text(r, "speaker_kind", e == NULL ? STM_NULL_STR : stm_str_of(stm_entity_kind_name(e->kind)));
    flag(r, "anonymous", q->anonymous);
    text(r, "anonymity", words(a, q->anonymity));
    text(r, "act", stm_str_of(stm_act_name(q->act)));
    flag(r, "negated", q->negated);
    text(r, "modality", q->modality == STM_MODALITY_NONE ? STM_NULL_STR : stm_str_of(stm_modality_name(q->modality)));
    text(r, "nested_in", q->nested_in == STM_NONE ? STM_NULL_STR : stm_str_format(r->arena, "q%u", q->nested_in + 1));
}

void stm_quotation_rows_heading(stm_arena *arena, stm_buf *to)
{
    stm_buf_addz(arena, to, heading);
    stm_buf_addz(arena, to, "\r\n");
}

void stm_quotation_rows(stm_arena *arena, stm_buf *to, const stm_article *a, stm_offsets offsets, bool csv)
{
    rows r = { .arena = arena, .to = to, .csv = csv, .first = true };
    stm_json_init(&r.json, arena, to);
    r.json.offsets = offsets;
    r.json.of = a;
    for (uint32_t i = 0; i < a->quotations.n; i++) {
        if (!csv) {
            stm_json_begin(&r.json, '{');
        }
        row(&r, a, i);
        if (csv) {
            stm_csv_end_row(arena, to, &r.first);
        } else {
            stm_json_end(&r.json, '}');
            stm_buf_addz(arena, to, "\n");
            r.json.comma[0] = false;
        }
    }
}
