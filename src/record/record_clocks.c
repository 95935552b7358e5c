/* record_clocks.c: one deed that independent lines set to two times of one day.
 *
 * In: matches of clauses, times.  Out: statements, contested.
 *
 * "Opened fire about 10 a.m." and "the shots fell shortly before noon": two clauses that match by their verb, each with
 * one time of day of its own, on days that can be one. What "about" and "shortly after" leave open is no difference,
 * nor are less than LEAST minutes. Never: a time without hour, a zone, a stretch ("from 9 to 11"). Cost: matches
 * times the times of their sentences.
 */
#include "record/event_times.h"

#define LEAST 45 /* minutes */
#define ROUGH 30 /* minutes more, where one of them is rough */
#define NO_TIME (-1)

/* Minutes since midnight of "2021-05-03T10:30", or NO_TIME. */
static int minutes_of(stm_str value)
{
    size_t t = value.p == NULL ? SIZE_MAX : stm_str_find(value, STM_STR("T"), 0);
    int h, m = 0;
    if (t == SIZE_MAX || t + 3 > value.n || value.p[t + 1] < '0' || value.p[t + 1] > '9' || value.p[t + 2] < '0' ||
        value.p[t + 2] > '9') {
        return NO_TIME;
    }
    h = (value.p[t + 1] - '0') * 10 + value.p[t + 2] - '0';
    if (t + 6 <= value.n && value.p[t + 3] == ':' && value.p[t + 4] >= '0' && value.p[t + 4] <= '5') {
        m = (value.p[t + 4] - '0') * 10 + value.p[t + 5] - '0';
    }
    return h < 24 ? h * 60 + m : NO_TIME;
}

static bool rough(const stm_article *a, const stm_time *t)
{
    uint32_t first = stm_token_from(a, t->at.start);
    for (uint32_t i = first > 3 ? first - 3 : 0; i < a->tokens.n && a->tokens.at[i].at.start < t->at.end; i++) {
        if (stm_form_among(a, i, "about around shortly approximately roughly nearly just before after by until past")) {
            return true;
        }
    }
    return false;
}

/* The one time of day in the clause of the unit; NULL: none, or several. */
static const stm_time *clock_of(const stm_article *a, const stm_unit *u)
{
    const stm_time *found = NULL;
    for (uint32_t i = 0; i < a->times.n && a->times.at[i].at.start < u->at.end; i++) {
        const stm_time *t = &a->times.at[i];
        uint32_t token = stm_token_from(a, t->at.start);
        if (t->at.start < u->at.start || !stm_time_has_clock(t) || token >= a->tokens.n ||
            stm_clause_head(a, token) != u->head) {
            continue;
        }
        if (found != NULL) {
            return NULL;
        }
        found = t;
    }
    return found;
}

bool stm_time_has_clock(const stm_time *t) { return t->type == STM_TIME_TIME && minutes_of(t->value) != NO_TIME; }

bool stm_time_one_clock(const stm_time *a, const stm_time *b)
{
    return stm_time_has_clock(a) && stm_time_has_clock(b) && minutes_of(a->value) == minutes_of(b->value);
}

bool stm_clocks_apart(const stm_article *a, const stm_time *x, const stm_article *b, const stm_time *y)
{
    int p = minutes_of(x->value), q = minutes_of(y->value), gap = p > q ? p - q : q - p;
    int least = LEAST + (rough(a, x) || rough(b, y) ? ROUGH : 0);
    bool days = x->from_day != STM_NO_DAY && y->from_day != STM_NO_DAY && x->from_day != y->from_day;
    /* twelve hours are mostly a missing "p.m." */
    return !days && x->zone == STM_NO_ZONE && y->zone == STM_NO_ZONE && gap >= least &&
           (gap < 720 - LEAST || gap > 720 + LEAST);
}

static stm_span with_time(const stm_article *a, const stm_unit *u, const stm_time *t)
{
    stm_span at = { a->tokens.at[u->head].at.start, t->at.end };
    stm_arguments x = stm_arguments_of(a, u->head);
    uint32_t who = x.agent != STM_NONE && x.agent < u->head ? x.agent : x.patient;
    if (t->at.start < at.start) {
        at = (stm_span){ t->at.start, a->tokens.at[u->head].at.end };
    }
    if (who != STM_NONE && who < u->head && stm_noun_phrase(a, who).start < at.start &&
        a->tokens.at[who].sentence == u->sentence) {
        at.start = stm_noun_phrase(a, who).start;
    }
    return at;
}

void stm_record_clocks(stm_work *w)
{
    uint8_t *done = STM_NEW_ARRAY(w->arena, uint8_t, (size_t)w->units.n + 1);
    for (uint32_t i = 0; i < w->matches.n; i++) {
        const stm_match *m = &w->matches.at[i];
        const stm_unit *u = &w->units.at[m->a], *v = &w->units.at[m->b];
        const stm_article *a = w->article[u->member], *b = w->article[v->member];
        const stm_time *x, *y;
        stm_contest c = { 0 };
        stm_str p, q;
        if (!m->same_verb || u->head == STM_NONE || v->head == STM_NONE || done[m->a] || done[m->b] || u->negated ||
            v->negated || u->modal || v->modal || u->verb == STM_NONE || v->verb == STM_NONE ||
            !stm_terms_alike(w, u->verb, v->verb)) {
            continue;
        }
        x = clock_of(a, u);
        y = x == NULL ? NULL : clock_of(b, v);
        if (y == NULL || !stm_clocks_apart(a, x, b, y)) {
            continue;
        }
        done[m->a] = done[m->b] = 1;
        stm_contest_add(w, &c, u->member, with_time(a, u, x), STM_ASSERTS, STM_NULL_STR);
        stm_contest_add(w, &c, v->member, with_time(b, v, y), STM_ASSERTS, STM_NULL_STR);
        p = stm_wording(w->arena, a, x->at);
        q = stm_wording(w->arena, b, y->at);
        stm_contest_close(w, &c, STM_ST_CONTESTED,
                          stm_str_format(w->arena, "At what time: %.*s or %.*s", (int)p.n, p.p, (int)q.n, q.p), 0.65);
    }
}
