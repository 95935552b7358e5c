/* record_proposals.c: plans, drafts, resolutions, offers, talks, and what became of them.
 *
 * In: trees, quotations, times.  Out: record.proposals.  Words: data/proposals.txt.
 *
 * A noun of the list is a mention; what governs it, or hangs on it, may say a state ("rejected the plan", "a deal
 * reached on Friday", "the truce collapsed", "the draft resolution"). A negated agreement is still under discussion.
 * Mentions are one proposal where their kinds of noun are one and what is said beside the noun is alike; a bare "the
 * plan" is the last one of its kind in the article. A proposal without a state is not shown.
 * Cost: linear in tokens; mentions times proposals of their kind.
 */
#include <math.h>
#include <stdlib.h>

#include "record/proposals.h"
#include "record/record_words.h"

#define LEAST_SHARED 1.5f
#define LEAST_COVER 0.33f
#define LEAST_PARTNER 0.7f
#define MAX_TOPICS 300
#define SLIGHT 1.2f /* weight of what is said beside a noun that tells hardly anything */

typedef STM_VEC(stm_topic) topics;

/* How much a phrase tells as the name of a proposal: little, if only adjectives stand beside the noun ("hefty bills").
 */
static float telling(const stm_work *w, const stm_proposal_mention *m)
{
    const stm_article *a = w->article[m->member];
    if (m->meet && m->any) {
        return SLIGHT / 4; /* "a meeting with his counterpart": whose is not told */
    }
    for (uint32_t i = stm_token_from(a, m->at.start); i < a->tokens.n && a->tokens.at[i].at.start < m->at.end; i++) {
        if (i != m->noun && (a->tokens.at[i].upos == STM_NOUN || a->tokens.at[i].upos == STM_PROPN)) {
            return m->beside.weight;
        }
    }
    return m->any ? 0 : m->beside.weight / 4;
}

/* "The meeting", "a summit": what a verb of meeting may speak of too. */
static bool gathers(const stm_work *w, const stm_proposal_mention *m)
{
    return stm_str_among(stm_token_lemma(w->article[m->member], m->noun), "meeting summit");
}

/* "An offer", "plans": a thing that the reader does not know yet. "A new plan" is told apart by its own words. */
static bool unknown_yet(const stm_article *a, const stm_proposal_mention *m)
{
    uint32_t first = stm_token_from(a, m->at.start);
    for (uint32_t i = m->noun + 1; i < a->tokens.n && a->tokens.at[i].sentence == a->tokens.at[m->noun].sentence; i++) {
        if (a->tokens.at[i].head == m->noun && a->tokens.at[i].deprel == STM_DEP_ACL &&
            a->tokens.at[i].xpos == STM_XP_VBN) {
            return false; /* "proposals made by the envoy in Alda": those */
        }
    }
    return m->any && !m->new_one && !m->meet && (stm_form_among(a, first, "a an A An") || first == m->noun);
}

/* Of what a bare "that offer" may be said: a plan, or a bid. */
static bool kinds_meet(const stm_work *w, const stm_topic *t, const stm_proposal_mention *m)
{
    const stm_proposal_words *l = &w->words->proposals;
    bool offer = stm_str_among(stm_token_lemma(w->article[m->member], m->noun), "offer proposal bid");
    return t->kind == m->kind ||
           (offer && m->beside.terms.n == 0 &&
            (stm_proposal_kind_is(l, t->kind, "bid") || stm_proposal_kind_is(l, t->kind, "paper")) &&
            (stm_proposal_kind_is(l, m->kind, "bid") || stm_proposal_kind_is(l, m->kind, "paper")));
}

/* Who bids: the subject of a verb of bidding, or whose the bid is. Of other things, and unknown: STM_NONE. */
static uint32_t bidder(const stm_work *w, const stm_proposal_mention *m)
{
    const stm_article *a = w->article[m->member];
    const stm_sentence *s = &a->sentences.at[a->tokens.at[m->noun].sentence];
    uint32_t verb = a->tokens.at[m->noun].head;
    stm_str noun = stm_token_lemma(a, m->noun);
    if (m->meet || !stm_str_among(noun, "bid offer takeover buyout")) {
        return STM_NONE;
    }
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        const stm_token *t = &a->tokens.at[i];
        bool bids = t->head == verb && verb != STM_NONE && t->deprel == STM_DEP_NSUBJ &&
                    a->tokens.at[m->noun].deprel == STM_DEP_OBJ &&
                    stm_str_among(stm_token_lemma(a, verb), "make discuss consider submit prepare launch table raise "
                                                            "sweeten drop withdraw pull plan mull weigh improve up");
        if ((t->head == m->noun && t->deprel == STM_DEP_NMOD_POSS) || bids) {
            return w->at_token[m->member][i];
        }
    }
    return STM_NONE;
}

/* "Orsa Fund had also discussed a bid": not the one of whom the text has told. */
static bool one_more(const stm_work *w, const stm_proposal_mention *m)
{
    const stm_article *a = w->article[m->member];
    uint32_t verb = a->tokens.at[m->noun].head;
    if (verb == STM_NONE || !unknown_yet(a, m) ||
        !stm_str_among(stm_token_lemma(a, m->noun), "bid offer takeover buyout")) {
        return false;
    }
    for (uint32_t i = verb > 3 ? verb - 3 : 0; i < verb; i++) {
        if (a->tokens.at[i].head == verb && stm_form_among(a, i, "also")) {
            return true;
        }
    }
    return false;
}

static stm_topic *topic_of(stm_work *w, topics *all, const stm_proposal_mention *m)
{
    stm_topic *best = NULL;
    float most = 0;
    bool fresh = m->beside.terms.n == 0 && unknown_yet(w->article[m->member], m);
    uint32_t who = bidder(w, m);
    for (uint32_t i = 0; i < all->n && !m->another && !one_more(w, m); i++) {
        stm_topic *t = &all->at[i];
        stm_likeness like;
        if (!kinds_meet(w, t, m) || t->another) {
            continue;
        }
        if (m->beside.terms.n == 0) {
            if (t->member == m->member && !m->new_one && !fresh && (t->meet || !m->meet) &&
                (best == NULL || t->last >= best->last)) {
                best = t; /* the one that was spoken of last */
            }
            continue;
        }
        if (t->meet != m->meet && !(m->meet ? t->gathers : gathers(w, m))) {
            continue; /* talks that were held are not the meeting that is planned */
        }
        if (t->who != STM_NONE && who != STM_NONE && t->who != who) {
            continue; /* two bidders, two bids */
        }
        like = stm_matter_compare(w, &t->beside, &m->beside);
        bool same_partner = t->meet && m->meet && like.exact > 0 && like.least >= LEAST_PARTNER;
        if ((same_partner || like.shared >= LEAST_SHARED) && like.least >= LEAST_COVER && like.shared > most) {
            most = like.shared;
            best = t;
        }
    }
    if (best == NULL) {
        best = stm_vec_add(w->arena, all);
        best->kind = m->kind;
        best->from_day = best->to_day = STM_NO_DAY;
        best->who = STM_NONE;
        best->meet = m->meet;
        best->another = m->another || (m->new_one && m->beside.terms.n == 0);
        best->fresh = best->another && !m->another;
        best->beside = m->beside;
    }
    if (best != NULL) {
        best->gathers = best->gathers || gathers(w, m);
        best->member = m->member;
        best->last = m->noun;
        best->who = best->who == STM_NONE ? who : best->who;
        best->n++;
        if (best->name.p == NULL || telling(w, m) > best->named ||
            (telling(w, m) == best->named && best->vague && !m->any)) {
            best->name = m->label.p != NULL ? m->label : stm_wording(w->arena, w->article[m->member], m->at);
            best->named = telling(w, m);
            best->vague = unknown_yet(w->article[m->member], m); /* "hefty bills" is no better name than "the bill" */
        }
        if (m->beside.weight > best->beside.weight) {
            best->beside = m->beside;
        }
    }
    return best;
}

/* Of talks, deals and bills there is mostly one in a story; plans and bids everybody has. */
static bool plans(const stm_proposal_words *l, const stm_topic *t)
{
    return stm_proposal_kind_is(l, t->kind, "paper") || stm_proposal_kind_is(l, t->kind, "bid");
}

/* "its own proposal", "the Friday plan": a topic that says next to nothing of itself is the one of its kind that the
 * story speaks of most, where there is such a one. */
static void merge_slight(stm_work *w, const stm_proposal_words *l, topics *all)
{
    for (uint32_t i = 0; i < all->n; i++) {
        stm_topic *t = &all->at[i], *most = NULL;
        uint32_t others = 0;
        for (uint32_t k = 0; k < all->n; k++) {
            stm_topic *o = &all->at[k];
            if (k != i && o->kind == t->kind && !o->another && o->beside.weight >= SLIGHT) {
                others++;
                most = most == NULL || o->n > most->n ? o : most;
            }
        }
        if (t->another || t->meet || t->beside.weight >= SLIGHT || most == NULL || (others > 1 && most->n < 2) ||
            (t->vague && plans(l, t))) {
            continue;
        }
        for (uint32_t k = 0; k < t->states.n; k++) {
            stm_vec_push(w->arena, &most->states, t->states.at[k]);
        }
        for (uint32_t k = 0; k < t->by.n; k++) {
            stm_vec_push(w->arena, &most->by, t->by.at[k]);
        }
        t->states.n = 0;
    }
}

static uint32_t member_of(const stm_work *w, uint32_t article)
{
    for (uint32_t m = 0; m < w->n; m++) {
        if (w->index[m] == article) {
            return m;
        }
    }
    return 0;
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
    ua = stm_unit_at(w, member_of(w, a->passage.article), a->passage.at.start);
    ub = stm_unit_at(w, member_of(w, b->passage.article), b->passage.at.start);
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

/* `b` goes into `a`, with its days and its name if that tells more. */
static void take_in(stm_work *w, stm_topic *a, stm_topic *b)
{
    for (uint32_t i = 0; i < b->states.n; i++) {
        stm_vec_push(w->arena, &a->states, b->states.at[i]);
    }
    if (a->from_day == STM_NO_DAY) {
        a->from_day = b->from_day;
        a->to_day = b->to_day;
    }
    if (b->named > a->named) {
        a->name = b->name;
        a->named = b->named;
    }
    b->states.n = 0;
}

/* Topics of one kind that come to the same state in clauses of one matter are one under two names, and so are talks
 * set for one day. */
static void merge_matched(stm_work *w, const stm_proposal_words *l, topics *all)
{
    for (uint32_t i = 0; i < all->n; i++) {
        for (uint32_t k = i + 1; k < all->n && k < i + MAX_TOPICS; k++) {
            stm_topic *a = &all->at[i], *b = &all->at[k];
            bool one = false;
            bool talks = stm_proposal_kind_is(l, a->kind, "talks") && a->from_day != STM_NO_DAY &&
                         b->from_day != STM_NO_DAY && a->from_day <= b->to_day && b->from_day <= a->to_day;
            if (talks && (a->meet || b->meet) && a->beside.terms.n > 0 && b->beside.terms.n > 0) {
                talks = stm_matter_compare(w, &a->beside, &b->beside).shared >= 1; /* two people met on one day */
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

/* The ISO day of a state, else that of its article; NULL unknown. */
static stm_str day_of(const stm_work *w, const stm_proposal_state *s)
{
    int32_t day = w->article[member_of(w, s->passage.article)]->published_day;
    return s->when.p != NULL ? s->when : day == STM_NO_DAY ? STM_NULL_STR : stm_day_format(w->arena, day);
}

/* By day, unknown ones last, else in the order of the articles. */
static void order_states(const stm_work *w, stm_proposal *p)
{
    stm_str *day = STM_NEW_ARRAY(w->arena, stm_str, (size_t)p->states.n + 1);
    for (uint32_t i = 0; i < p->states.n; i++) {
        stm_proposal_state s = p->states.at[i];
        stm_str own = day_of(w, &s);
        uint32_t k = i;
        while (k > 0 && own.p != NULL && (day[k - 1].p == NULL || stm_str_cmp(day[k - 1], own) > 0)) {
            p->states.at[k] = p->states.at[k - 1];
            day[k] = day[k - 1];
            k--;
        }
        p->states.at[k] = s;
        day[k] = own;
    }
}

/* "an offer", "plans": whose, and of what, its name does not say; of "a curfew" it does. */
static bool says_nothing(const stm_proposal_words *l, const stm_topic *t)
{
    uint32_t blanks = 0;
    for (size_t i = 0; i < t->name.n; i++) {
        blanks += t->name.p[i] == ' ';
        if (t->name.p[i] >= '0' && t->name.p[i] <= '9') {
            return false;
        }
    }
    return t->vague && t->named <= 0 && blanks < 2 && !stm_proposal_kind_is(l, t->kind, "ban") &&
           !stm_proposal_kind_is(l, t->kind, "truce");
}

void stm_record_proposals(stm_work *w)
{
    const stm_proposal_words *l = &w->words->proposals;
    topics all = { 0 };
    for (uint32_t mem = 0; mem < w->n; mem++) {
        const stm_article *a = w->article[mem];
        for (uint32_t i = 0; i < a->tokens.n; i++) {
            stm_proposal_mention m = { .member = mem, .noun = i, .kind = stm_proposal_kind(l, a, i) };
            stm_topic *t;
            stm_span parts[2];
            if (m.kind == STM_NONE && stm_proposal_meets(w, l, mem, i, &m)) {
                stm_proposal_meet_states(w, topic_of(w, &all, &m), &m);
                continue;
            }
            if (m.kind == STM_NONE || stm_unit_at(w, mem, a->tokens.at[i].at.start) == STM_NONE) {
                continue;
            }
            m.at = stm_proposal_phrase(l, a, i);
            if (!stm_proposal_which(a, m.at, &m)) {
                continue;
            }
            m.at = stm_proposal_bare(a, m.at, i);
            parts[0] = (stm_span){ m.at.start, a->tokens.at[i].at.start };
            parts[1] = (stm_span){ a->tokens.at[i].at.end, m.at.end };
            stm_matter_of(w, mem, parts, parts[1].end > parts[1].start ? 2 : 1, &m.beside);
            t = topic_of(w, &all, &m);
            if (t != NULL) {
                t->meeting = stm_str_eqz(stm_token_lemma(a, i), "meeting");
                stm_proposal_states(w, l, t, &m);
            }
        }
    }
    merge_slight(w, l, &all);
    merge_matched(w, l, &all);
    for (uint32_t i = 0; i < all.n; i++) {
        const stm_topic *t = &all.at[i];
        if (t->states.n > 0) {
            stm_proposal *p = stm_vec_add(w->arena, &w->record->proposals);
            p->name = t->name;
            p->by = t->by;
            for (uint32_t k = 0; k < t->states.n; k++) {
                stm_vec_push(w->arena, &p->states, t->states.at[k]);
            }
            order_states(w, p);
            p->confidence = t->states.n > 1 ? 0.7 : says_nothing(l, t) ? 0.4 : 0.5;
        }
    }
}
