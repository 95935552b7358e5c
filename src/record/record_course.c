/* record_course.c: what happened in the course of the story's day, told without a time of its own.
 *
 * In: record.timeline, clauses, entities.  Out: more events, at the end of the day, with less confidence.
 *
 * Reports of one day name it once and then go on: "officers stopped the van", "police seized a gun". A clause in the
 * simple past follows the last day that the text has named. It is an event where that is the day that most lines date
 * something to, and where at least two articles tell it: verb and one of its arguments the same, the other not another.
 * Never: what somebody said, states, plans, what is denied; a sentence with a time of its own; another day's paragraph.
 * Invariant: the timeline stays in the order of days.
 * Cost: clauses that share a verb, each with each.
 * Source: a past tense moves the time of a story on, after Kamp and Reyle, "From Discourse to Logic" (1993), chapter 5.
 */
#include <stdlib.h>

#include "record/record_parts.h"

#define CONFIDENCE 0.45 /* the day is followed, not told */
#define SAME_WORDS 0.6f /* dice of the matters of two editions */
#define FAR 8           /* sentences behind the one that names the day */
#define MAX_TOLD 600
#define MAX_EVENT 200 /* bytes */

typedef struct told {
    uint32_t member, unit, up;
} told;

typedef STM_VEC(told) tolds;

/* The day that most lines date something to, of a few days before the last article; STM_NO_DAY: none stands out. */
static stm_str central_day(const stm_work *w)
{
    stm_str best = STM_NULL_STR;
    uint32_t most = 1;
    for (uint32_t i = 0; i < w->record->timeline.n; i++) {
        const stm_event *e = &w->record->timeline.at[i];
        stm_u32s members = { 0 };
        if (e->from.p == NULL || e->to.p == NULL || !stm_str_eq(e->from, e->to) || e->status != STM_EVENT_HAPPENED ||
            (best.p != NULL && stm_str_eq(best, e->from))) {
            continue;
        }
        for (uint32_t k = 0; k < w->record->timeline.n; k++) {
            const stm_event *x = &w->record->timeline.at[k];
            for (uint32_t p = 0;
                 p < x->passages.n && x->from.p != NULL && x->to.p != NULL && stm_str_eq(x->from, e->from) &&
                 stm_str_eq(x->to, e->from) && x->status == STM_EVENT_HAPPENED;
                 p++) {
                stm_vec_push(w->arena, &members, w->member_of[x->passages.at[p].article]);
            }
        }
        if (stm_lines_among(w, &members) > most) {
            most = stm_lines_among(w, &members);
            best = e->from;
        }
    }
    return best;
}

/* The time names a day, or at least a stretch of days; not a length, an hour, "then". */
static bool names_days(const stm_time *t)
{
    return !t->vague && t->from_day != STM_NO_DAY && t->to_day != STM_NO_DAY &&
           (t->type == STM_TIME_DATE || t->type == STM_TIME_TIME);
}

/* The time dates what the text goes on from: not "who might have been dismissed a week ago", "had come in May". */
static bool carries_on(const stm_article *a, const stm_time *t)
{
    uint32_t token = stm_token_from(a, t->at.start), head = token < a->tokens.n ? stm_clause_head(a, token) : STM_NONE;
    const stm_sentence *s = head == STM_NONE ? NULL : &a->sentences.at[a->tokens.at[head].sentence];
    if (head == STM_NONE || a->tokens.at[head].deprel == STM_DEP_ACL_RELCL ||
        a->tokens.at[head].deprel == STM_DEP_ACL) {
        return false;
    }
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        if (a->tokens.at[i].head == head && a->tokens.at[i].deprel == STM_DEP_AUX) {
            return false;
        }
    }
    return true;
}

/* By sentence: the day that the text is at, STM_NO_DAY: several days, or none yet. */
static int32_t *days_at(stm_work *w, uint32_t member)
{
    const stm_article *a = w->article[member];
    int32_t *day = STM_NEW_ARRAY(w->arena, int32_t, (size_t)a->sentences.n + 1), now = STM_NO_DAY;
    uint32_t t = 0, named = 0;
    for (uint32_t s = 0; s < a->sentences.n; s++) {
        for (; t < a->times.n && a->times.at[t].at.start < a->sentences.at[s].at.end; t++) {
            const stm_time *x = &a->times.at[t];
            if (names_days(x) && (now == STM_NO_DAY || carries_on(a, x))) {
                now = x->from_day == x->to_day                 ? x->from_day
                      : now >= x->from_day && now <= x->to_day ? now
                                                               : STM_NO_DAY;
                named = s;
            }
        }
        day[s] = s - named <= FAR ? now : STM_NO_DAY;
    }
    return day;
}

/* The sentence names another day. */
static bool has_day(stm_work *w, const stm_article *a, uint32_t sentence, stm_str day)
{
    stm_span at = a->sentences.at[sentence].at;
    for (uint32_t i = 0; i < a->times.n && a->times.at[i].at.start < at.end; i++) {
        const stm_time *t = &a->times.at[i];
        if (t->at.start >= at.start && names_days(t) &&
            (t->from_day != t->to_day || !stm_str_eq(stm_day_format(w->arena, t->from_day), day))) {
            return true;
        }
    }
    return false;
}

static bool in_timeline(const stm_work *w, uint32_t member, stm_span at)
{
    for (uint32_t i = 0; i < w->record->timeline.n; i++) {
        const stm_event *e = &w->record->timeline.at[i];
        for (uint32_t k = 0; k < e->passages.n; k++) {
            if (e->passages.at[k].article == w->index[member] && stm_span_meets(e->passages.at[k].at, at)) {
                return true;
            }
        }
    }
    return false;
}

/* The words of somebody, in marks or denied. */
static bool in_marks(const stm_article *a, const stm_unit *u)
{
    const stm_quotation *q = u->quotation == STM_NONE ? NULL : &a->quotations.at[u->quotation];
    return q != NULL && (q->kind != STM_QUOTE_INDIRECT || q->negated || q->act == STM_ACT_DENY);
}

/* A deed in the simple past, active or passive. */
static bool happened(const stm_work *w, const stm_unit *u)
{
    static const char *const states =
        "be have want know believe think seem appear remain include belong contain cost "
        "live work own need like hope fear expect lack mean describe house employ say tell "
        "add ask report announce realize realise look stand sit lie use list show tend try plan fail suffer serve deny "
        "accuse warn claim "
        "allege argue insist promise";
    const stm_article *a = w->article[u->member];
    const stm_token *h = u->head == STM_NONE ? NULL : &a->tokens.at[u->head];
    const stm_sentence *s = &a->sentences.at[u->sentence];
    bool passive = false;
    uint32_t first = h == NULL ? 0 : stm_token_from(a, stm_clause_span(a, u->head).start);
    if (h == NULL || h->upos != STM_VERB || a->tokens.at[first].xpos == STM_XP_WRB ||
        stm_form_among(a, first, "how what why who How What Why Who") || in_marks(a, u) || u->negated || u->modal ||
        u->caption || u->headline || w->attribution[u->member][u->head] != 0 || h->lemma.p == NULL ||
        stm_str_among(h->lemma, states) || u->verb == STM_NONE ||
        (h->deprel != STM_DEP_ROOT && h->deprel != STM_DEP_CONJ && h->deprel != STM_DEP_PARATAXIS &&
         h->deprel != STM_DEP_CCOMP && h->deprel != STM_DEP_ADVCL)) {
        return false;
    }
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        const stm_token *t = &a->tokens.at[i];
        if (t->head != u->head) {
            continue;
        }
        if (t->deprel == STM_DEP_AUX || t->xpos == STM_XP_TO || t->xpos == STM_XP_WRB ||
            (t->deprel == STM_DEP_MARK && t->lemma.p != NULL &&
             stm_str_among(t->lemma, "if unless whether until since"))) {
            return false; /* "had", "would", "did" */
        }
        passive = passive || (t->deprel == STM_DEP_AUX_PASS && stm_form_among(a, i, "was were"));
    }
    return h->xpos == STM_XP_VBD || (h->xpos == STM_XP_VBN && passive);
}

static bool one_event(stm_work *w, const stm_unit *a, const stm_unit *b)
{
    stm_arguments x, y;
    int agent, patient;
    if (!stm_terms_alike(w, a->verb, b->verb)) {
        return false;
    }
    if (w->line[a->member] == w->line[b->member] && stm_matter_compare(w, &a->matter, &b->matter).dice >= SAME_WORDS) {
        return true; /* two editions */
    }
    x = stm_arguments_of(w->article[a->member], a->head);
    y = stm_arguments_of(w->article[b->member], b->head);
    agent = stm_tokens_alike(w, a->member, x.agent, b->member, y.agent);
    patient = stm_tokens_alike(w, a->member, x.patient, b->member, y.patient);
    return agent + patient > 0 && agent >= 0 && patient >= 0;
}

static uint32_t root_of(tolds *t, uint32_t i)
{
    while (t->at[i].up != i) {
        i = t->at[i].up;
    }
    return i;
}

static void write_event(stm_work *w, const tolds *all, const stm_u32s *group, stm_str day)
{
    stm_event e = { .from = day, .to = day, .status = STM_EVENT_HAPPENED, .agree = true, .confidence = CONFIDENCE };
    stm_u32s members = { 0 };
    uint32_t articles = 0;
    e.said_by = STM_NONE;
    for (uint32_t i = 0; i < group->n; i++) {
        const told *t = &all->at[group->at[i]];
        const stm_article *a = w->article[t->member];
        const stm_unit *u = &w->units.at[t->unit];
        stm_str words = stm_unit_wording(w, t->unit);
        stm_passage p = { w->index[t->member], stm_span_trim(a, stm_clause_span(a, u->head)) };
        bool there = false;
        for (uint32_t k = 0; k < members.n; k++) {
            there = there || members.at[k] == t->member;
        }
        articles += !there;
        stm_vec_push(w->arena, &members, t->member);
        stm_vec_push(w->arena, &e.passages, p);
        if (words.p != NULL && words.n <= MAX_EVENT && (e.event.p == NULL || words.n > e.event.n)) {
            e.event = stm_capital(w->arena, words);
        }
    }
    e.lines = stm_lines_among(w, &members);
    if (articles > 1 && e.event.p != NULL) {
        uint32_t at = w->record->timeline.n;
        stm_vec_push(w->arena, &w->record->timeline, e);
        while (at > 0 && w->record->timeline.at[at - 1].from.p != NULL &&
               stm_str_cmp(w->record->timeline.at[at - 1].from, e.from) > 0) {
            w->record->timeline.at[at] = w->record->timeline.at[at - 1];
            at--;
        }
        w->record->timeline.at[at] = e;
    }
}

void stm_record_course(stm_work *w)
{
    stm_str day = central_day(w);
    tolds all = { 0 };
    stm_u32s *group;
    if (day.p == NULL) {
        return;
    }
    for (uint32_t m = 0; m < w->n; m++) {
        const stm_article *a = w->article[m];
        int32_t *at = days_at(w, m);
        for (uint32_t u = w->first_unit[m]; u < w->first_unit[m + 1] && all.n < MAX_TOLD; u++) {
            const stm_unit *x = &w->units.at[u];
            told t = { .member = m, .unit = u, .up = all.n };
            if (at[x->sentence] == STM_NO_DAY || !stm_str_eq(stm_day_format(w->arena, at[x->sentence]), day) ||
                has_day(w, a, x->sentence, day) || !happened(w, x) || in_timeline(w, m, a->tokens.at[x->head].at)) {
                continue;
            }
            stm_vec_push(w->arena, &all, t);
        }
    }
    for (uint32_t i = 0; i < all.n; i++) {
        for (uint32_t k = 0; k < i; k++) {
            uint32_t x = root_of(&all, i), y = root_of(&all, k);
            if (x != y && one_event(w, &w->units.at[all.at[i].unit], &w->units.at[all.at[k].unit])) {
                all.at[x < y ? y : x].up = x < y ? x : y;
            }
        }
    }
    group = STM_NEW_ARRAY(w->arena, stm_u32s, (size_t)all.n + 1);
    for (uint32_t i = 0; i < all.n; i++) {
        stm_vec_push(w->arena, &group[root_of(&all, i)], i);
    }
    for (uint32_t i = 0; i < all.n; i++) {
        if (group[i].n > 0) {
            write_event(w, &all, &group[i], day);
        }
    }
}
