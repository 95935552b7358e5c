/* event_joins.c: events of the timeline that are one, by what else the record knows.
 *
 * In: record.timeline, record.proposals, clauses.  Out: the timeline with fewer events, each with the passages of those
 * that it took in.
 *
 * What several texts say was put forward on one day under several names is one event where the record follows it as
 * one proposal: "a plan first discussed Friday", "the proposals that she made in Dunmore on Friday". So are talks that
 * are set for meeting days. "They will meet later this week" is "they will meet on Thursday": one verb, the same who
 * and whom, both still ahead, and the one stretch of days within the other. Never: joins what days keep apart, or what
 * happened with what is planned.
 * Cost: events times events of a story, times their passages.
 */
#include <math.h>

#include "record/record_parts.h"

bool stm_event_lies_on(const stm_event *e, stm_passage p)
{
    for (uint32_t i = 0; i < e->passages.n; i++) {
        if (e->passages.at[i].article == p.article && stm_span_meets(e->passages.at[i].at, p.at)) {
            return true;
        }
    }
    return false;
}

bool stm_event_add(stm_work *w, stm_event *e, stm_passage p)
{
    bool is_new = !stm_event_lies_on(e, p);
    if (is_new) {
        stm_vec_push(w->arena, &e->passages, p);
    }
    return is_new;
}

void stm_event_count(stm_work *w, stm_event *e)
{
    stm_u32s members = { 0 };
    for (uint32_t i = 0; i < e->passages.n; i++) {
        stm_vec_push(w->arena, &members, w->member_of[e->passages.at[i].article]);
    }
    e->lines = stm_lines_among(w, &members);
}

void stm_timeline_insert(stm_work *w, stm_event e)
{
    uint32_t at = w->record->timeline.n;
    stm_vec_push(w->arena, &w->record->timeline, e);
    while (at > 0 && w->record->timeline.at[at - 1].from.p != NULL &&
           stm_str_cmp(w->record->timeline.at[at - 1].from, e.from) > 0) {
        w->record->timeline.at[at] = w->record->timeline.at[at - 1];
        at--;
    }
    w->record->timeline.at[at] = e;
}

static bool one_day(const stm_event *a, const stm_event *b)
{
    return stm_str_eq(a->from, a->to) && stm_str_eq(b->from, b->to) && stm_str_eq(a->from, b->from);
}

static bool days_meet(const stm_event *a, const stm_event *b)
{
    return stm_str_cmp(a->from, b->to) <= 0 && stm_str_cmp(b->from, a->to) <= 0;
}

bool stm_event_within(const stm_event *a, const stm_event *b)
{
    return stm_str_cmp(a->from, b->from) >= 0 && stm_str_cmp(a->to, b->to) <= 0;
}

static bool ahead(const stm_event *e) { return e->status == STM_EVENT_PLANNED || e->status == STM_EVENT_CANCELLED; }

/* Both tell how one proposal was put forward on that day. */
static bool put_forward(const stm_record *r, const stm_event *a, const stm_event *b)
{
    for (uint32_t i = 0; one_day(a, b) && i < r->proposals.n; i++) {
        bool x = false, y = false;
        for (uint32_t k = 0; k < r->proposals.at[i].states.n; k++) {
            const stm_proposal_state *s = &r->proposals.at[i].states.at[k];
            if (s->when.p != NULL && stm_str_eq(s->when, a->from) &&
                (s->state == STM_PROPOSED || s->state == STM_DISCUSSED)) {
                x = x || stm_event_lies_on(a, s->passage);
                y = y || stm_event_lies_on(b, s->passage);
            }
        }
        if (x && y) {
            return true;
        }
    }
    return false;
}

/* Both tell that one proposal is set for the day, or called off: talks. */
static bool one_date(const stm_record *r, const stm_event *a, const stm_event *b)
{
    for (uint32_t i = 0; ahead(a) && ahead(b) && days_meet(a, b) && i < r->proposals.n; i++) {
        bool x = false, y = false;
        for (uint32_t k = 0; k < r->proposals.at[i].states.n; k++) {
            const stm_proposal_state *s = &r->proposals.at[i].states.at[k];
            if (s->state == STM_PROPOSED || s->state == STM_WITHDRAWN) {
                x = x || stm_event_lies_on(a, s->passage);
                y = y || stm_event_lies_on(b, s->passage);
            }
        }
        if (x && y) {
            return true;
        }
    }
    return false;
}

/* The verb of a passage, over "plans to" and the like, or STM_NONE; *member gets whose. */
static uint32_t verb_of(const stm_work *w, const stm_passage *p, uint32_t *member)
{
    uint32_t head;
    const stm_article *a;
    *member = w->member_of[p->article];
    a = w->article[*member];
    head = stm_clause_head(a, stm_token_from(a, p->at.start));
    for (uint32_t i = head == STM_NONE ? 0 : head + 1; head != STM_NONE && i < a->tokens.n && i < head + 4; i++) {
        if (a->tokens.at[i].head == head && a->tokens.at[i].deprel == STM_DEP_XCOMP) {
            head = i;
        }
    }
    return head;
}

/* Somebody has a part in both sentences. */
static bool one_of_them(const stm_work *w, uint32_t m, uint32_t x, uint32_t o, uint32_t y)
{
    const stm_sentence *s = &w->article[m]->sentences.at[w->article[m]->tokens.at[x].sentence];
    const stm_sentence *t = &w->article[o]->sentences.at[w->article[o]->tokens.at[y].sentence];
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        uint32_t e = w->at_token[m][i];
        for (uint32_t k = t->first_token;
             e != STM_NONE && w->record->entities.at[e].kind != STM_PLACE && k < t->first_token + t->n_tokens; k++) {
            if (w->at_token[o][k] == e) {
                return true;
            }
        }
    }
    return false;
}

/* A verb of light weight tells nothing by being the same. */
static bool light(stm_str lemma)
{
    return stm_among(lemma, "be have do go make take come get continue say hold give put");
}

/* One verb, and somebody who has a part in both. */
static bool one_plan(stm_work *w, const stm_event *a, const stm_event *b)
{
    if (a->status != STM_EVENT_PLANNED || b->status != STM_EVENT_PLANNED ||
        !(stm_event_within(a, b) || stm_event_within(b, a))) {
        return false;
    }
    for (uint32_t i = 0; i < a->passages.n; i++) {
        for (uint32_t k = 0; k < b->passages.n; k++) {
            uint32_t m, o, x = verb_of(w, &a->passages.at[i], &m), y = verb_of(w, &b->passages.at[k], &o);
            if (x != STM_NONE && y != STM_NONE && w->article[m]->tokens.at[x].upos == STM_VERB &&
                stm_str_eq(w->article[m]->tokens.at[x].lemma, w->article[o]->tokens.at[y].lemma) &&
                !light(w->article[m]->tokens.at[x].lemma) && one_of_them(w, m, x, o, y)) {
                return true;
            }
        }
    }
    return false;
}

/* The two passages speak of somebody or somewhere by one name. */
static bool one_name(const stm_work *w, const stm_passage *p, const stm_passage *q)
{
    uint32_t m = w->member_of[p->article], o = w->member_of[q->article];
    const stm_article *a = w->article[m], *b = w->article[o];
    for (uint32_t i = stm_token_from(a, p->at.start); i < a->tokens.n && a->tokens.at[i].at.start < p->at.end; i++) {
        uint32_t e = w->at_token[m][i];
        for (uint32_t k = stm_token_from(b, q->at.start);
             e != STM_NONE && w->named.at[e] && k < b->tokens.n && b->tokens.at[k].at.start < q->at.end; k++) {
            if (w->at_token[o][k] == e) {
                return true;
            }
        }
    }
    return false;
}

/* A noun of the passage is what the verb tells: "the meeting", "will meet". */
static bool has_noun_of(const stm_work *w, uint32_t member, uint32_t verb, const stm_passage *p)
{
    uint32_t o = w->member_of[p->article], term = w->token_term[member][verb].id;
    const stm_article *b = w->article[o];
    for (uint32_t k = stm_token_from(b, p->at.start);
         term != STM_NONE && k < b->tokens.n && b->tokens.at[k].at.start < p->at.end; k++) {
        if (b->tokens.at[k].upos == STM_NOUN && w->token_term[o][k].id != STM_NONE &&
            stm_terms_alike(w, term, w->token_term[o][k].id)) {
            return true;
        }
    }
    return false;
}

/* "They will meet in Brandt on Wednesday", and of that day: "the Brandt meeting was cancelled". */
static bool came_to_nothing(const stm_work *w, const stm_event *plan, const stm_event *off)
{
    if (plan->status != STM_EVENT_PLANNED || off->status != STM_EVENT_CANCELLED || !one_day(plan, off)) {
        return false;
    }
    for (uint32_t i = 0; i < plan->passages.n; i++) {
        uint32_t m, verb = verb_of(w, &plan->passages.at[i], &m);
        for (uint32_t k = 0; verb != STM_NONE && k < off->passages.n; k++) {
            if (has_noun_of(w, m, verb, &off->passages.at[k]) &&
                one_name(w, &plan->passages.at[i], &off->passages.at[k])) {
                return true;
            }
        }
    }
    return false;
}

void stm_event_take_in(stm_work *w, stm_event *to, const stm_event *from)
{
    bool better = isnan(from->confidence) && !isnan(to->confidence);
    if (from->status == STM_EVENT_CANCELLED && to->status == STM_EVENT_PLANNED && isnan(from->confidence)) {
        better = true; /* what became of it is told by who tells of that */
    }
    for (uint32_t i = 0; i < from->passages.n; i++) {
        (void)stm_event_add(w, to, from->passages.at[i]);
    }
    stm_event_count(w, to);
    if (stm_event_within(from, to)) {
        /* the words of "over the past week" are not told under the one day of the other */
        better = better || ((isnan(from->confidence) || !isnan(to->confidence)) &&
                            !(stm_str_eq(from->from, to->from) && stm_str_eq(from->to, to->to)));
        to->from = from->from;
        to->to = from->to;
    }
    if (better) {
        to->event = from->event;
        to->confidence = from->confidence;
    }
    if (from->said_by != to->said_by || !stm_str_eq(from->said_by_name, to->said_by_name)) {
        to->said_by = STM_NONE;
        to->said_by_name = STM_NULL_STR;
    }
    to->status = to->status == from->status                                                 ? to->status
                 : to->status == STM_EVENT_OPEN                                             ? from->status
                 : from->status == STM_EVENT_OPEN                                           ? to->status
                 : to->status == STM_EVENT_CANCELLED || from->status == STM_EVENT_CANCELLED ? STM_EVENT_CANCELLED
                 : to->status == STM_EVENT_HAPPENED || from->status == STM_EVENT_HAPPENED   ? STM_EVENT_HAPPENED
                                                                                            : to->status;
    to->agree = to->agree && from->agree;
}

void stm_events_join(stm_work *w)
{
    stm_record *r = w->record;
    uint32_t n = 0;
    bool *gone = STM_NEW_ARRAY(w->arena, bool, (size_t)r->timeline.n + 1);
    for (uint32_t i = 0; i < r->timeline.n; i++) {
        for (uint32_t k = i + 1; k < r->timeline.n && !gone[i]; k++) {
            stm_event *a = &r->timeline.at[i], *b = &r->timeline.at[k];
            if (!gone[k] && a->from.p != NULL && a->to.p != NULL && b->from.p != NULL && b->to.p != NULL &&
                (put_forward(r, a, b) || one_date(r, a, b) || one_plan(w, a, b) || came_to_nothing(w, a, b) ||
                 came_to_nothing(w, b, a))) {
                stm_event_take_in(w, a, b);
                gone[k] = true;
            }
        }
    }
    for (uint32_t i = 0; i < r->timeline.n; i++) {
        if (!gone[i]) {
            r->timeline.at[n++] = r->timeline.at[i];
        }
    }
    r->timeline.n = n;
    stm_events_elsewhere(w);
    stm_timeline_sort(r); /* what was taken in may have narrowed an event to a later day */
}
