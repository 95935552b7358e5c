/* contest.c: a statement in the making, by readings.
 *
 * In: passages of articles.  Out: statements with their lines and origins counted.  Never: two readings that lie on one
 * another in one article.  Cost: readings times readings, of which there are few.
 */
#include "record/record_parts.h"

#define MAX_READINGS 12

/* Bytes of the passage that the quotation says: what stands between its pieces is not said by it. */
static uint32_t said_of(const stm_quotation *q, stm_span at)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < q->content.n; i++) {
        stm_span s = q->content.at[i];
        uint32_t from = s.start > at.start ? s.start : at.start, to = s.end < at.end ? s.end : at.end;
        n += from < to ? to - from : 0;
    }
    return n;
}

/* The quotation that is the passage, else the innermost that most of the passage lies in, or STM_NONE: "that the island
 * had notified the port that it would not come" is said by who says so of the island. */
static uint32_t spoken_in(const stm_article *a, stm_span at, bool marks)
{
    uint32_t best = STM_NONE, least = UINT32_MAX;
    for (uint32_t i = 0; i < a->quotations.n; i++) {
        const stm_quotation *q = &a->quotations.at[i];
        stm_span s = stm_span_of(q);
        if (marks && q->kind == STM_QUOTE_INDIRECT) {
            continue;
        }
        if (q->content.n == 1 && stm_span_meets(s, at) && stm_span_trim(a, s).start == at.start &&
            stm_span_trim(a, s).end == at.end && q->kind != STM_QUOTE_DIRECT) {
            return i;
        }
        if (said_of(q, at) * 2 > at.end - at.start && s.end - s.start < least) {
            least = s.end - s.start;
            best = i;
        }
    }
    return best;
}

/* The words with the mark that a cut left open. */
static stm_str closed(stm_arena *arena, stm_str s)
{
    static const char open[] = "\xE2\x80\x9C", close[] = "\xE2\x80\x9D";
    uint32_t plain = 0;
    size_t last_open = SIZE_MAX, last_close = SIZE_MAX;
    for (size_t i = 0; i < s.n; i++) {
        plain += s.p[i] == '"';
        last_open = i + 3 <= s.n && memcmp(s.p + i, open, 3) == 0 ? i : last_open;
        last_close = i + 3 <= s.n && memcmp(s.p + i, close, 3) == 0 ? i : last_close;
    }
    if (plain % 2 == 1 && s.p[0] != '"') {
        return stm_str_format(arena, "%.*s\"", (int)s.n, s.p);
    }
    return last_open != SIZE_MAX && last_open > 0 && (last_close == SIZE_MAX || last_close < last_open)
               ? stm_str_format(arena, "%.*s%s", (int)s.n, s.p, close)
               : s;
}

void stm_contest_add(stm_work *w, stm_contest *c, uint32_t member, stm_span at, stm_stance stance, stm_str reading)
{
    const stm_article *a = w->article[member];
    stm_statement_reading r = { .passage = { w->index[member], stm_span_trim(a, at) }, .stance = stance };
    for (uint32_t i = 0; i < c->st.readings.n; i++) {
        if (c->st.readings.at[i].passage.article == r.passage.article &&
            stm_span_meets(c->st.readings.at[i].passage.at, r.passage.at)) {
            return;
        }
    }
    if (c->st.readings.n >= MAX_READINGS) {
        return;
    }
    if (reading.p == NULL && stm_str_starts(stm_str_sub(a->text, r.passage.at), "that ")) {
        reading = closed(w->arena, stm_wording(w->arena, a, (stm_span){ r.passage.at.start + 5, r.passage.at.end }));
    }
    r.reading = reading.p != NULL ? reading : closed(w->arena, stm_wording(w->arena, a, r.passage.at));
    stm_said_by(w, member, spoken_in(a, r.passage.at, c->st.wording), &r.said_by, &r.said_by_name);
    stm_vec_push(w->arena, &c->st.readings, r);
    stm_vec_push(w->arena, &c->members, member);
    stm_vec_push(w->arena, &c->said_by, r.said_by);
    stm_vec_push(w->arena, &c->names, r.said_by_name);
}

void stm_contest_close(stm_work *w, stm_contest *c, stm_statement_status status, stm_str about, double confidence)
{
    if (c->st.readings.n < 2) {
        return;
    }
    c->st.status = status;
    c->st.about = about;
    c->st.confidence = confidence;
    c->st.lines = stm_lines_among(w, &c->members);
    c->st.origins = stm_origins_among(w, &c->said_by, &c->names);
    stm_vec_push(w->arena, &w->record->statements, c->st);
}
