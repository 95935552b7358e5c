/* record_moments.c: one event whose time independent lines give differently, or more and less exactly.
 *
 * In: events of the timeline, times of their passages.  Out: statements, contested.
 *
 * "Around 5:30 p.m.", "late on Friday", "on Friday afternoon": what each text gives for one event is a reading, where
 * two of them are another hour or part of the day, or another stretch of days ("on Sunday", "over the weekend").
 * Times that can both be right are unsure. Never: the bare day beside an hour, which is only less; two hours of a clock
 * (record_clocks.c), times of other clauses of a passage; durations. Cost: passages of events times the times of their
 * sentences.
 */
#include "record/event_times.h"

#define SURE_APART 0.55
#define SURE_WITHIN 0.45 /* one says less exactly what the other says: of use only to who asks for all */

/* What a text gives: its days, and of one day the hour or part; NULL. */
typedef struct moment {
    uint32_t member;
    const stm_time *time;
    int32_t to; /* its last day: of "on Tuesday or Wednesday" that of the second */
    stm_span at;
} moment;

typedef STM_VEC(moment) moments;

/* "late on Friday": "late", or NULL. */
static stm_str part_of(const stm_article *a, const stm_time *t)
{
    stm_str s = stm_str_sub(a->text, t->at);
    return stm_str_starts(s, "late ") || stm_str_starts(s, "Late ")     ? STM_STR("late")
           : stm_str_starts(s, "early ") || stm_str_starts(s, "Early ") ? STM_STR("early")
                                                                        : STM_NULL_STR;
}

static bool within_day(const stm_article *a, const moment *x)
{
    const stm_time *t = x->time;
    return t->from_day == x->to && (t->type == STM_TIME_TIME || part_of(a, t).p != NULL);
}

/* "2021-05-03T14:30" -> "T14:30"; "late" */
static stm_str hour_of(const stm_article *a, const stm_time *t)
{
    size_t at = t->value.p == NULL ? SIZE_MAX : stm_str_find(t->value, STM_STR("T"), 0);
    return at == SIZE_MAX ? part_of(a, t) : (stm_str){ t->value.p + at, t->value.n - at };
}

static bool by_clock(stm_str hour) { return hour.n > 1 && hour.p[1] >= '0' && hour.p[1] <= '9'; }

static bool another(const stm_work *w, const moment *x, const moment *y)
{
    const stm_article *a = w->article[x->member], *b = w->article[y->member];
    const stm_time *s = x->time, *t = y->time;
    stm_str p, q;
    if (within_day(a, x) != within_day(b, y)) {
        return false;
    }
    if (!within_day(a, x)) {
        return s->from_day != t->from_day || x->to != y->to;
    }
    p = hour_of(a, s);
    q = hour_of(b, t);
    return p.p != NULL && q.p != NULL && !stm_str_eq(p, q) && !(by_clock(p) && by_clock(q));
}

/* The quarters of the day, from midnight on, that an hour or part of it can be in: bits. */
static uint32_t quarters(stm_str hour)
{
    static const struct {
        const char *part;
        uint32_t bits;
    } parts[] = {
        { "TMO", 3 }, { "TMI", 6 }, { "TAF", 4 }, { "TEV", 12 }, { "TNI", 9 }, { "early", 3 }, { "late", 12 }
    };
    if (by_clock(hour) && hour.n > 2) {
        return 1U << ((uint32_t)(hour.p[1] - '0') * 10 + (uint32_t)(hour.p[2] - '0')) / 6;
    }
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (stm_str_starts(hour, parts[i].part)) {
            return parts[i].bits;
        }
    }
    return 15;
}

/* Cannot both be right: "early on Tuesday", "at 5:30 p.m."; not "on Tuesday morning", "at 10:30 a.m.". */
static bool exclude(const stm_work *w, const moment *x, const moment *y)
{
    const stm_article *a = w->article[x->member], *b = w->article[y->member];
    if (within_day(a, x)) {
        return (quarters(hour_of(a, x->time)) & quarters(hour_of(b, y->time))) == 0;
    }
    return x->to < y->time->from_day || y->to < x->time->from_day;
}

/* "Around 5:30 p.m.": of the day that the sentences around it name. */
static bool bare_hour(const stm_time *t) { return t->type == STM_TIME_TIME && t->weekday == 0 && t->month == 0; }

/* "the Monday morning raid": of the raid, not of what its sentence tells. */
static bool in_name(const stm_article *a, const stm_time *t)
{
    for (uint32_t i = stm_token_from(a, t->at.start); i < a->tokens.n && a->tokens.at[i].at.start < t->at.end; i++) {
        uint32_t up = a->tokens.at[i].head;
        if (a->tokens.at[i].deprel == STM_DEP_COMPOUND && up != STM_NONE && a->tokens.at[up].at.start >= t->at.end) {
            return true;
        }
    }
    return false;
}

/* "By 10 a.m.", "until Friday": only a bound of when it was; "shortly after 10 a.m." is about then. */
static bool bound(const stm_article *a, const stm_time *t)
{
    uint32_t first = stm_token_from(a, t->at.start);
    return stm_time_is_bound(a, t->at) ||
           (first > 0 && first < a->tokens.n && stm_form_among(a, first - 1, "by since"));
}

/* The one time of the event's day in a passage; NULL: none, or several. */
static const stm_time *time_of(stm_work *w, const stm_article *a, stm_span at, const stm_event *e)
{
    const stm_time *best = NULL;
    uint32_t clause = STM_NONE;
    for (uint32_t i = 0; i < a->times.n && a->times.at[i].at.start < at.end; i++) {
        const stm_time *t = &a->times.at[i];
        uint32_t token = stm_token_from(a, t->at.start), head;
        if (t->at.start < at.start || t->vague || (t->type != STM_TIME_DATE && t->type != STM_TIME_TIME) ||
            t->from_day == STM_NO_DAY || t->to_day == STM_NO_DAY || token >= a->tokens.n ||
            (!bare_hour(t) && (stm_str_cmp(stm_day_format(w->arena, t->to_day), e->from) < 0 ||
                               stm_str_cmp(stm_day_format(w->arena, t->from_day), e->to) > 0))) {
            continue;
        }
        if (in_name(a, t) || bound(a, t)) {
            continue;
        }
        head = stm_clause_head(a, token);
        if (best != NULL && head != clause) {
            return NULL;
        }
        if (best == NULL || within_day(a, &(moment){ .time = t, .to = t->to_day })) {
            best = t;
            clause = head;
        }
    }
    return best;
}

static stm_span with_clause(const stm_work *w, uint32_t member, const stm_time *t, stm_span passage)
{
    uint32_t u = stm_unit_at(w, member, t->at.start);
    stm_span at = u == STM_NONE ? passage : w->units.at[u].at;
    at.start = at.start < passage.start ? passage.start : at.start;
    at.end = at.end > passage.end ? passage.end : at.end;
    return at.start < at.end ? at : passage;
}

static void event(stm_work *w, const stm_event *e)
{
    moments all = { 0 };
    stm_contest c = { 0 };
    stm_buf about = { 0 };
    bool *taken;
    uint32_t shown = 0;
    bool apart = false;
    if (e->from.p == NULL || e->to.p == NULL || e->lines < 2) {
        return;
    }
    for (uint32_t i = 0; i < e->passages.n; i++) {
        uint32_t m = w->member_of[e->passages.at[i].article];
        const stm_time *t = time_of(w, w->article[m], e->passages.at[i].at, e);
        if (t != NULL) {
            moment x = { m, t, t->to_day, with_clause(w, m, t, e->passages.at[i].at) };
            (void)stm_time_or_another(w->article[m], (uint32_t)(t - w->article[m]->times.at), &x.to);
            stm_vec_push(w->arena, &all, x);
        }
    }
    taken = STM_NEW_ARRAY(w->arena, bool, (size_t)all.n + 1);
    for (uint32_t i = 0; i < all.n; i++) {
        for (uint32_t k = i + 1; k < all.n; k++) {
            if (w->line[all.at[i].member] != w->line[all.at[k].member] && another(w, &all.at[i], &all.at[k])) {
                taken[i] = taken[k] = true;
                apart = apart || exclude(w, &all.at[i], &all.at[k]);
            }
        }
    }
    stm_buf_addz(w->arena, &about, "When: ");
    for (uint32_t i = 0; i < all.n; i++) {
        uint32_t had = c.st.readings.n;
        if (taken[i]) {
            const moment *x = &all.at[i];
            stm_str s = stm_wording(w->arena, w->article[x->member], x->time->at);
            stm_contest_add(w, &c, x->member, x->at, STM_ASSERTS, STM_NULL_STR);
            if (c.st.readings.n > had && shown < 4 && stm_str_find(stm_buf_str(&about), s, 0) == SIZE_MAX) {
                stm_buf_format(w->arena, &about, "%s%.*s", shown++ > 0 ? " or " : "", (int)s.n, s.p);
            }
        }
    }
    stm_buf_format(w->arena, &about, ", of “%.*s”", (int)e->event.n, e->event.p);
    stm_contest_close(w, &c, STM_ST_CONTESTED, stm_buf_str(&about), apart ? SURE_APART : SURE_WITHIN);
}

void stm_record_moments(stm_work *w)
{
    for (uint32_t i = 0; i < w->record->timeline.n; i++) {
        event(w, &w->record->timeline.at[i]);
    }
}
