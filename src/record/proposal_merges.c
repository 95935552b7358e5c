/* proposal_merges.c: topics that turn out to be one proposal, once all texts are read.
 *
 * In: topics with their states, matches, utterances.  Out: the states of one in the other.
 *
 * Talks on a deal are how far the deal is; what says next to nothing of itself is the one of its kind that the story
 * speaks of most, what only says whose it is the one of theirs; two that come to one state in clauses of one matter, or
 * by one saying, are one, and so are talks set for one day. Never: two that a text sets against each other.
 * Cost: topics squared, times states of one kind.
 */
#include "record/proposals.h"
#include "record/record_words.h"

#define MAX_TOPICS 300
#define LEAST_COPIED 40 /* bytes of a passage that no two reporters write alike */
#define MANY 3          /* times as many mentions: the one that the story is about */

/* Of talks, deals and bills there is mostly one in a story; plans and bids everybody has. */
static bool plans(const stm_proposal_words *l, const stm_topic *t)
{
    static const char *const many[] = { "paper", "bid",  "request", "decision", "order",
                                        "rule",  "post", "advice",  "candidacy" };
    for (size_t i = 0; i < sizeof many / sizeof *many; i++) {
        if (stm_proposal_kind_is(l, t->kind, many[i])) {
            return true;
        }
    }
    return false;
}

/* Of resolutions there is mostly one in a story: two that no text tells of both. */
static bool apart_in_texts(const stm_proposal_words *l, const stm_topic *a, const stm_topic *b, uint32_t others)
{
    if (others != 1 ||
        !(stm_proposal_kind_is(l, a->kind, "resolution") || stm_proposal_kind_is(l, a->kind, "referendum") ||
          stm_proposal_kind_is(l, a->kind, "motion"))) {
        return false;
    }
    for (uint32_t i = 0; i < a->members.n; i++) {
        for (uint32_t k = 0; k < b->members.n; k++) {
            if (a->members.at[i] == b->members.at[k]) {
                return false;
            }
        }
    }
    return true;
}

/* "The Dockers' union" and "the Dockers": names of one body. */
static bool one_maker(const stm_work *w, uint32_t a, uint32_t b)
{
    const stm_record_entity *x = &w->record->entities.at[a], *y = &w->record->entities.at[b];
    stm_str shorter = x->name.n < y->name.n ? x->name : y->name, longer = x->name.n < y->name.n ? y->name : x->name;
    return a == b ||
           (x->kind == STM_ORGANIZATION && y->kind == STM_ORGANIZATION && shorter.n > 0 && longer.n > shorter.n &&
            memcmp(longer.p, shorter.p, shorter.n) == 0 && longer.p[shorter.n] == ' ');
}

static bool made_by(const stm_work *w, const stm_topic *t, uint32_t e)
{
    for (uint32_t i = 0; i < t->by.n; i++) {
        if (one_maker(w, t->by.at[i], e)) {
            return true;
        }
    }
    return false;
}

static bool one_owner(const stm_work *w, const stm_topic *t)
{
    for (uint32_t i = 1; i < t->by.n; i++) {
        if (!one_maker(w, t->by.at[0], t->by.at[i])) {
            return false;
        }
    }
    return t->by.n > 0;
}

static void add_owners(const stm_work *w, stm_topic *t, const stm_topic *from)
{
    for (uint32_t i = 0; i < from->by.n; i++) {
        if (!made_by(w, t, from->by.at[i])) {
            stm_vec_push(w->arena, &t->by, from->by.at[i]);
        }
    }
}

/* Both are somebody's, and not of one. */
static bool owners_apart(const stm_work *w, const stm_topic *a, const stm_topic *b)
{
    for (uint32_t i = 0; i < a->by.n; i++) {
        if (made_by(w, b, a->by.at[i])) {
            return false;
        }
    }
    return a->by.n > 0 && b->by.n > 0;
}

/* Adds a state, unless the topic has it of the same words. */
static void add_once(stm_work *w, stm_topic *t, const stm_proposal_state *s)
{
    for (uint32_t i = 0; i < t->states.n; i++) {
        const stm_proposal_state *x = &t->states.at[i];
        if (x->state == s->state && x->passage.article == s->passage.article &&
            stm_span_meets(x->passage.at, s->passage.at)) {
            return;
        }
    }
    stm_vec_push(w->arena, &t->states, *s);
}

/* "its own proposal", "the Friday plan": a topic that says next to nothing of itself is the one of its kind that the
 * story speaks of most, where there is such a one. */
static void merge_slight(stm_work *w, const stm_proposal_words *l, stm_topics *all)
{
    for (uint32_t i = 0; i < all->n; i++) {
        stm_topic *t = &all->at[i], *most = NULL;
        uint32_t others = 0;
        for (uint32_t k = 0; k < all->n; k++) {
            stm_topic *o = &all->at[k];
            if (k != i && o->kind == t->kind && !o->another && !o->slight && o->beside.weight >= STM_PROPOSAL_SLIGHT &&
                (t->gathers || !o->meet || o->gathers)) {
                others++;
                most = most == NULL || o->n > most->n ? o : most;
            }
        }
        for (uint32_t k = 0; k < i && most == NULL; k++) { /* none says much of itself */
            stm_topic *o = &all->at[k];
            if (o->kind == t->kind && !o->another && !o->meet && o->states.n > 0 && apart_in_texts(l, t, o, 1)) {
                most = o;
                others = 1;
            }
        }
        if (t->another || t->meet || t->person != 0 || most == NULL || (plans(l, t) && owners_apart(w, t, most))) {
            continue;
        }
        if (!(t->headline && most->n >= MANY && !plans(l, t)) &&
            !(t->aimless && most->n >= MANY * t->n && most->n >= 2 * MANY && stm_proposal_kind_is(l, t->kind, "deal") &&
              most->bid.n_parties == 0) &&
            !apart_in_texts(l, t, most, others) &&
            (t->beside.weight >= STM_PROPOSAL_SLIGHT || (others > 1 && most->n < 2) || (t->vague && plans(l, t)))) {
            continue;
        }
        for (uint32_t k = 0; k < t->states.n; k++) {
            add_once(w, most, &t->states.at[k]);
        }
        add_owners(w, most, t);
        most->slight = most->slight && t->slight;
        if (t->headline && t->named > most->named) {
            most->name = t->name;
            most->named = t->named;
        }
        t->states.n = 0;
        t->into = most;
    }
}

/* `b` goes into `a`, with its days and its name if that tells more. */
static void take_in(stm_work *w, stm_topic *a, stm_topic *b)
{
    for (uint32_t i = 0; i < b->states.n; i++) {
        add_once(w, a, &b->states.at[i]);
    }
    add_owners(w, a, b);
    a->slight = a->slight && b->slight;
    if (a->from_day == STM_NO_DAY) {
        a->from_day = b->from_day;
        a->to_day = b->to_day;
    }
    if (b->named > a->named) {
        a->name = b->name;
        a->named = b->named;
    }
    b->states.n = 0;
    b->into = a;
}

/* The talks on a deal are how far the deal is. */
static void merge_talks(stm_work *w, stm_topics *all)
{
    for (uint32_t i = 0; i < all->n; i++) {
        stm_topic *t = &all->at[i];
        if (t->toward != STM_NONE && t->toward != i && !t->meet && !t->gathers && t->from_day == STM_NO_DAY) {
            take_in(w, &all->at[t->toward], t);
        }
    }
}

/* "Her plan", "the mayor's proposal": what only says whose it is, is the one of theirs that the story speaks of most.
 */
static void merge_owned(stm_work *w, stm_topics *all)
{
    for (uint32_t i = 0; i < all->n; i++) {
        stm_topic *t = &all->at[i], *most = NULL;
        uint32_t n = 0;
        if (!t->aimless || t->another || t->meet || t->gathers || !one_owner(w, t) || t->states.n == 0 || t->plural) {
            continue;
        }
        for (uint32_t k = 0; k < all->n; k++) {
            stm_topic *o = &all->at[k];
            if (k != i && (o->kind == t->kind || (t->kinds & o->kinds) != 0) && !o->another && !o->meet &&
                o->states.n > 0 && !(o->aimless && (o->n < t->n || (o->n == t->n && k > i))) &&
                made_by(w, o, t->by.at[0])) {
                most = most == NULL || o->n > most->n ? o : most;
                n++;
            }
        }
        if (most != NULL && (n == 1 || !t->vague)) { /* "a proposal" of one of whom no other is told */
            take_in(w, most, t);
        }
    }
}

/* "The summit in Alda" is the meeting that the story is about, where some text says who meets and it speaks of that one
 * most. */
static void merge_placed(stm_work *w, stm_topics *all)
{
    for (uint32_t i = 0; i < all->n; i++) {
        stm_topic *t = &all->at[i], *most = NULL;
        bool rival = false;
        for (uint32_t k = 0; k < all->n && t->placed && t->states.n > 0; k++) {
            stm_topic *o = &all->at[k];
            if (k == i || o->kind != t->kind || o->placed || o->another || !(o->meet || o->gathers) ||
                o->states.n == 0) {
                continue;
            }
            rival = (rival && o->n <= most->n) || (most != NULL && o->n < MANY * most->n && most->n < MANY * o->n);
            most = most == NULL || o->n > most->n ? o : most;
        }
        if (most != NULL && !rival && most->n >= MANY) {
            take_in(w, most, t);
        }
    }
}

static bool people_within(const stm_topic *a, const stm_topic *b)
{
    for (uint32_t i = 0; i < a->people.n; i++) {
        bool in = false;
        for (uint32_t k = 0; k < b->people.n; k++) {
            in = in || a->people.at[i] == b->people.at[k];
        }
        if (!in) {
            return false;
        }
    }
    return a->people.n > 0;
}

/* "The meeting with Holm", "a meeting between Orr and Holm": one, where there is one alone that it can be. */
static void merge_people(stm_work *w, const stm_proposal_words *l, stm_topics *all)
{
    for (uint32_t i = 0; i < all->n; i++) {
        stm_topic *t = &all->at[i], *one = NULL;
        uint32_t n = 0;
        for (uint32_t k = 0; k < all->n && stm_proposal_kind_is(l, t->kind, "talks") && t->states.n > 0; k++) {
            stm_topic *o = &all->at[k];
            bool days = o->from_day != STM_NO_DAY && t->from_day != STM_NO_DAY &&
                        (o->from_day > t->to_day || t->from_day > o->to_day);
            if (k != i && o->kind == t->kind && !o->another && !t->another && o->states.n > 0 && !days &&
                people_within(t, o)) {
                one = o;
                n++;
            }
        }
        if (n == 1) {
            take_in(w, one, t);
        }
    }
}

/* Two states that are told in clauses of one matter, or are the same on the same day. */
static bool one_state(const stm_work *w, const stm_proposal_state *a, const stm_proposal_state *b)
{
    uint32_t ua, ub;
    if (a->state != b->state) {
        return false;
    }
    if (a->when.p != NULL && b->when.p != NULL && stm_str_eq(a->when, b->when)) {
        return true;
    }
    ua = stm_unit_at(w, w->member_of[a->passage.article], a->passage.at.start);
    ub = stm_unit_at(w, w->member_of[b->passage.article], b->passage.at.start);
    for (uint32_t k = 0; ua != STM_NONE && ub != STM_NONE && k < w->matches_of[ua].n; k++) {
        const stm_match *m = &w->matches.at[w->matches_of[ua].at[k]];
        if (m->a == ub || m->b == ub) {
            return m->strong;
        }
    }
    return false;
}

/* Both lie in versions of one saying. */
static bool one_saying(const stm_work *w, const stm_passage *a, const stm_passage *b)
{
    for (uint32_t u = 0; u < w->record->utterances.n; u++) {
        bool x = false, y = false;
        for (uint32_t i = 0; i < w->record->utterances.at[u].variants.n; i++) {
            const stm_variant *v = &w->record->utterances.at[u].variants.at[i];
            stm_span at = stm_span_of(stm_variant_said(v, w->article[w->member_of[v->article]]));
            x = x || (v->article == a->article && stm_span_meets(at, a->at));
            y = y || (v->article == b->article && stm_span_meets(at, b->at));
        }
        if (x && y) {
            return true;
        }
    }
    return false;
}

/* One speaker's word for one fate, or put forward on one day: one thing, even where a text calls it "its own" or "new".
 */
static bool surely_one(const stm_work *w, const stm_proposal_state *a, const stm_proposal_state *b)
{
    bool day = a->when.p != NULL && b->when.p != NULL && stm_str_eq(a->when, b->when);
    bool off = (a->state == STM_WITHDRAWN || a->state == STM_REJECTED) &&
               (b->state == STM_WITHDRAWN || b->state == STM_REJECTED);
    return (a->state == b->state || off) && a->passage.article != b->passage.article &&
           ((day && a->state == STM_PROPOSED) ||
            (a->said_by_name.p != NULL && b->said_by_name.p != NULL && one_saying(w, &a->passage, &b->passage)));
}

/* Topics of one kind that come to the same state in clauses of one matter are one under two names, and so are talks
 * set for one day. */
static void merge_matched(stm_work *w, const stm_proposal_words *l, stm_topics *all)
{
    for (uint32_t i = 0; i < all->n; i++) {
        for (uint32_t k = i + 1; k < all->n && k < i + MAX_TOPICS; k++) {
            stm_topic *a = &all->at[i], *b = &all->at[k];
            bool one = false;
            bool talks = stm_proposal_kind_is(l, a->kind, "talks") && a->from_day != STM_NO_DAY &&
                         b->from_day != STM_NO_DAY && a->from_day <= b->to_day && b->from_day <= a->to_day;
            if (talks && ((a->meet && a->beside.terms.n > 0 && !b->meet && !b->gathers) ||
                          (b->meet && b->beside.terms.n > 0 && !a->meet && !a->gathers))) {
                talks =
                    stm_matter_compare(w, &a->beside, &b->beside).shared >= 1; /* two people met, and talks of others */
            } else if (talks && (a->meet || b->meet) && a->beside.terms.n > 0 && b->beside.terms.n > 0) {
                talks = stm_matter_compare(w, &a->beside, &b->beside).shared >= 1; /* two people met on one day */
            }
            if (a->kind == b->kind &&
                (stm_proposal_kind_is(l, a->kind, "post") || stm_proposal_kind_is(l, a->kind, "resignation") ||
                 stm_proposal_kind_is(l, a->kind, "candidacy")) &&
                stm_matter_compare(w, &a->beside, &b->beside).exact == 0) {
                continue; /* of two people */
            }
            if (a->drops != b->drops ||
                (a->undoes != STM_NONE && b->undoes != STM_NONE &&
                 stm_topic_final(&all->at[a->undoes]) != stm_topic_final(&all->at[b->undoes]))) {
                continue; /* a call to drop a plan, and another that came on the same day */
            }
            one = a->kind == b->kind && talks && a->states.n > 0;
            for (uint32_t x = 0; a->kind == b->kind && x < a->states.n && !one; x++) {
                for (uint32_t y = 0; y < b->states.n && !one; y++) {
                    one = (!a->another && !b->another && one_state(w, &a->states.at[x], &b->states.at[y])) ||
                          ((!a->another || a->fresh) && (!b->another || b->fresh) &&
                           surely_one(w, &a->states.at[x], &b->states.at[y]));
                }
            }
            if (one && b->states.n > 0) {
                take_in(w, a, b);
                k = i; /* what it is set for now may be the day of one that was passed over */
            }
        }
    }
}

/* Calls to drop one plan are one call. */
static void merge_calls(stm_work *w, stm_topics *all)
{
    for (uint32_t i = 0; i < all->n; i++) {
        stm_topic *t = &all->at[i];
        for (uint32_t k = i + 1; k < all->n && t->undoes != STM_NONE && t->states.n > 0; k++) {
            stm_topic *o = &all->at[k];
            if (o->undoes != STM_NONE && o->states.n > 0 &&
                stm_topic_final(&all->at[o->undoes]) == stm_topic_final(&all->at[t->undoes])) {
                take_in(w, t, o);
            }
        }
    }
}

/* Both stand in the same words in two texts, one of which copies from the other. */
static bool copied(const stm_work *w, const stm_proposal_state *a, const stm_proposal_state *b)
{
    stm_span x = a->passage.at, y = b->passage.at;
    const stm_article *p = w->article[w->member_of[a->passage.article]],
                      *q = w->article[w->member_of[b->passage.article]];
    return a->state == b->state && p != q && x.end - x.start == y.end - y.start && x.end - x.start >= LEAST_COPIED &&
           memcmp(p->text.p + x.start, q->text.p + y.start, x.end - x.start) == 0;
}

static void merge_copied(stm_work *w, stm_topics *all)
{
    for (uint32_t i = 0; i < all->n; i++) {
        for (uint32_t k = i + 1; k < all->n && k < i + MAX_TOPICS; k++) {
            stm_topic *a = &all->at[i], *b = &all->at[k];
            bool one = false;
            for (uint32_t x = 0; a->kind == b->kind && x < a->states.n && !one; x++) {
                for (uint32_t y = 0; y < b->states.n && !one; y++) {
                    one = copied(w, &a->states.at[x], &b->states.at[y]);
                }
            }
            if (one) {
                take_in(w, a, b);
            }
        }
    }
}

void stm_proposal_merge(stm_work *w, const stm_proposal_words *l, stm_topics *all)
{
    merge_talks(w, all);
    merge_people(w, l, all);
    merge_slight(w, l, all);
    merge_owned(w, all);
    merge_placed(w, all);
    merge_matched(w, l, all);
    merge_copied(w, all);
    merge_calls(w, all);
}
