/* event_outcomes.c: what was planned for a day, and what came of it on that day, as one event.
 *
 * In: record.timeline with the sayings that have a day, record.proposals.  Out: the timeline with fewer events, each
 * told as it came.
 *
 * "The board will meet on Friday to sign the lease", and of that Friday "the harbour board signed the lease": one does
 * what he was to do. "A vote on the draft is due on Monday", and of that Monday "Orsa vetoed the draft": the record
 * follows the draft as one proposal. What one said was to come, of a plan of his that he withdrew later and before
 * that day, is called off. Never: a plan of one day and a deed of another, or of several days; two events
 * that one text tells both of; what another did. Cost: plans times events of their day, times their passages.
 */
#include "record/record_parts.h"

#define LEAST_TERMS 4 /* that a plan and what was to come of it have in common */
#define LEAST_COVERED 0.5f
#define DAY 10 /* bytes of "2021-05-03" */

static bool one_day(const stm_event *a, const stm_event *b)
{
    return a->from.p != NULL && b->from.p != NULL && stm_str_eq(a->from, a->to) && stm_str_eq(b->from, b->to) &&
           stm_str_eq(a->from, b->from);
}

/* A verb of light weight tells nothing by being the same. */
static bool light(stm_str lemma)
{
    return stm_among(lemma, "be have do go make take come get continue say hold give put tell speak");
}

/* The infinitive is one of the plan's verbs: "will sign", "will meet to sign", "expected to sign". */
static bool meant_too(const stm_article *a, uint32_t i)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[i].sentence];
    for (uint32_t k = s->first_token; k < i && a->tokens.at[i].xpos == STM_XP_VB; k++) {
        if (a->tokens.at[k].head == i &&
            ((a->tokens.at[k].deprel == STM_DEP_MARK && a->tokens.at[k].xpos == STM_XP_TO) ||
             a->tokens.at[k].xpos == STM_XP_MD)) {
            return !stm_clause_negated(a, i);
        }
    }
    return false;
}

/* Who does it: the subject of the verb, or of the one that it hangs on. */
static uint32_t who_does(const stm_article *a, uint32_t verb)
{
    for (uint32_t step = 0; step < 3 && verb != STM_NONE; step++) {
        uint32_t who = stm_arguments_of(a, verb).agent;
        if (who != STM_NONE) {
            return who;
        }
        verb = a->tokens.at[verb].deprel == STM_DEP_XCOMP || a->tokens.at[verb].deprel == STM_DEP_ADVCL
                   ? a->tokens.at[verb].head
                   : STM_NONE;
    }
    return STM_NONE;
}

/* One who does both; "the board" of the one text is "the harbour board" of the other. */
static bool one_doer(stm_work *w, uint32_t m, uint32_t x, uint32_t o, uint32_t y)
{
    if (x == STM_NONE || y == STM_NONE) {
        return false;
    }
    return stm_tokens_alike(w, m, x, o, y) == 1 ||
           (w->article[m]->tokens.at[x].upos == STM_NOUN && w->article[o]->tokens.at[y].upos == STM_NOUN &&
            stm_str_eq(stm_token_lemma(w->article[m], x), stm_token_lemma(w->article[o], y)));
}

/* One passage plans what the other says that the same one has done. */
static bool done_as_planned(stm_work *w, const stm_passage *p, const stm_passage *q)
{
    uint32_t m = w->member_of[p->article], o = w->member_of[q->article];
    const stm_article *a = w->article[m], *b = w->article[o];
    for (uint32_t i = stm_token_from(a, p->at.start); i < a->tokens.n && a->tokens.at[i].at.start < p->at.end; i++) {
        if (a->tokens.at[i].upos != STM_VERB || light(stm_token_lemma(a, i)) || !meant_too(a, i)) {
            continue;
        }
        for (uint32_t k = stm_token_from(b, q->at.start); k < b->tokens.n && b->tokens.at[k].at.start < q->at.end;
             k++) {
            if (b->tokens.at[k].xpos == STM_XP_VBD && !stm_clause_negated(b, k) &&
                stm_str_eq(stm_token_lemma(a, i), stm_token_lemma(b, k)) &&
                one_doer(w, m, who_does(a, i), o, who_does(b, k))) {
                return true;
            }
        }
    }
    return false;
}

/* The words of a passage tell that something is to be decided. */
static bool to_decide(const stm_work *w, const stm_passage *p)
{
    const stm_article *a = w->article[w->member_of[p->article]];
    for (uint32_t i = stm_token_from(a, p->at.start); i < a->tokens.n && a->tokens.at[i].at.start < p->at.end; i++) {
        if (stm_among(stm_token_lemma(a, i), "vote decide decision ruling rule")) {
            return true;
        }
    }
    return false;
}

/* Both tell of one thing that the record follows: first it is to be decided on, then it was. */
static bool was_decided(const stm_work *w, const stm_event *plan, const stm_event *done)
{
    for (uint32_t i = 0; i < w->record->proposals.n; i++) {
        const stm_proposal *x = &w->record->proposals.at[i];
        bool before = false, after = false;
        for (uint32_t k = 0; k < x->states.n; k++) {
            const stm_proposal_state *s = &x->states.at[k];
            bool first = s->state == STM_PROPOSED || s->state == STM_DISCUSSED;
            bool last = s->state == STM_VETOED || s->state == STM_AGREED || s->state == STM_REJECTED;
            before |= first && stm_event_lies_on(plan, s->passage) && to_decide(w, &s->passage);
            after |= last && stm_event_lies_on(done, s->passage);
        }
        if (before && after) {
            return true;
        }
    }
    return false;
}

static bool came_about(stm_work *w, const stm_event *plan, const stm_event *done)
{
    if (plan->status != STM_EVENT_PLANNED || done->status != STM_EVENT_HAPPENED || !one_day(plan, done)) {
        return false;
    }
    for (uint32_t i = 0; i < plan->passages.n; i++) {
        for (uint32_t k = 0; k < done->passages.n; k++) {
            if (plan->passages.at[i].article == done->passages.at[k].article) {
                return false;
            }
        }
    }
    for (uint32_t i = 0; i < plan->passages.n; i++) {
        for (uint32_t k = 0; k < done->passages.n; k++) {
            if (done_as_planned(w, &plan->passages.at[i], &done->passages.at[k])) {
                return true;
            }
        }
    }
    return was_decided(w, plan, done);
}

/* The proposal speaks of what the passage tells is to come. */
static bool plans(stm_work *w, const stm_proposal *x, const stm_passage *p)
{
    stm_matter own;
    stm_matter_of(w, w->member_of[p->article], &p->at, 1, &own);
    for (uint32_t i = 0; i < x->states.n; i++) {
        const stm_proposal_state *s = &x->states.at[i];
        stm_matter told;
        stm_likeness like;
        if (s->state == STM_PROPOSED) {
            stm_matter_of(w, w->member_of[s->passage.article], &s->passage.at, 1, &told);
            like = stm_matter_compare(w, &own, &told);
            if (like.n >= LEAST_TERMS && like.least >= LEAST_COVERED) {
                return true;
            }
        }
    }
    return false;
}

/* The plan that the event was part of was withdrawn before its day, by what a later text tells. */
static bool withdrawn(stm_work *w, stm_event *e)
{
    for (uint32_t i = 0; e->said_by != STM_NONE && e->passages.n > 0 && i < w->record->proposals.n; i++) {
        const stm_proposal *x = &w->record->proposals.at[i];
        const stm_proposal_state *last = x->states.n > 0 ? &x->states.at[x->states.n - 1] : NULL;
        bool his = false, before = true;
        for (uint32_t k = 0; k < x->by.n; k++) {
            his |= x->by.at[k] == e->said_by;
        }
        if (!his || last == NULL || last->state != STM_WITHDRAWN || last->when.n != DAY || e->from.n != DAY ||
            stm_str_cmp(last->when, e->from) >= 0) {
            continue;
        }
        for (uint32_t k = 0; k < e->passages.n; k++) {
            int32_t told = stm_article_today(w->article[w->member_of[e->passages.at[k].article]]);
            int32_t off = stm_article_today(w->article[w->member_of[last->passage.article]]);
            before = before && told != STM_NO_DAY && off != STM_NO_DAY && told < off;
        }
        if (before && plans(w, x, &e->passages.at[0])) {
            stm_vec_push(w->arena, &e->passages, last->passage); /* who looks it up must find what called it off */
            return true;
        }
    }
    return false;
}

void stm_event_outcomes(stm_work *w)
{
    stm_record *r = w->record;
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->timeline.n; i++) {
        stm_event *e = &r->timeline.at[i];
        if ((e->status == STM_EVENT_PLANNED || e->status == STM_EVENT_OPEN) && withdrawn(w, e)) {
            e->status = STM_EVENT_CANCELLED;
        }
    }
    bool *gone = STM_NEW_ARRAY(w->arena, bool, (size_t)r->timeline.n + 1);
    for (uint32_t i = 0; i < r->timeline.n; i++) {
        for (uint32_t k = 0; k < r->timeline.n && !gone[i]; k++) {
            stm_event *plan = &r->timeline.at[i], *done = &r->timeline.at[k];
            if (k != i && !gone[k] && came_about(w, plan, done)) {
                stm_event as_told = *done;
                stm_event_take_in(w, done, plan);
                done->event = as_told.event; /* what came of it is told by who tells of that */
                done->said_by = as_told.said_by;
                done->said_by_name = as_told.said_by_name;
                done->confidence = as_told.confidence;
                gone[i] = true;
            }
        }
    }
    for (uint32_t i = 0; i < r->timeline.n; i++) {
        if (!gone[i]) {
            r->timeline.at[n++] = r->timeline.at[i];
        }
    }
    r->timeline.n = n;
}
