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
#define LEAST_CROSSED 0.5f
#define LEAST_PARTNER 0.7f
#define NEAR 80 /* tokens between a plan and the talks on it */

/* How much a phrase tells as the name of a proposal: little, if only adjectives stand beside the noun ("hefty bills").
 */
static float telling(const stm_work *w, const stm_proposal_mention *m)
{
    const stm_article *a = w->article[m->member];
    if (m->meet && m->any) {
        return STM_PROPOSAL_SLIGHT / 4; /* "a meeting with his counterpart": whose is not told */
    }
    if (stm_str_eqz(stm_token_lemma(a, m->noun), "negotiate")) {
        return STM_PROPOSAL_SLIGHT / 4; /* "talks with Alda": the deal has a better name */
    }
    if (m->told > 0) {
        return m->told; /* "a bill letting towns sue" */
    }
    if (m->any && a->tokens.at[m->noun].xpos == STM_XP_NNS) {
        return 0; /* "hefty bills in the courts of the world" may be of another kind */
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
    return stm_among(stm_token_lemma(w->article[m->member], m->noun), "meeting summit");
}

static bool plural(const stm_work *w, const stm_proposal_mention *m)
{
    return w->article[m->member]->tokens.at[m->noun].xpos == STM_XP_NNS;
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
    if (a->tokens.at[m->noun].deprel == STM_DEP_APPOS) {
        return false; /* "the deal that she struck, an agreement under fire" */
    }
    return m->any && !m->new_one && !m->meet && (stm_form_among(a, first, "a an A An") || first == m->noun);
}

/* Of what a bare "that offer" may be said: a plan, or a bid. */
static bool kinds_meet(const stm_work *w, const stm_topic *t, const stm_proposal_mention *m)
{
    const stm_proposal_words *l = &w->words->proposals;
    bool offer = stm_among(stm_token_lemma(w->article[m->member], m->noun), "offer proposal bid");
    return (t->kinds >> m->kind & 1) != 0 || (t->bid.is && m->bid.is) ||
           (offer && m->beside.terms.n == 0 &&
            (stm_proposal_kind_is(l, t->kind, "bid") || stm_proposal_kind_is(l, t->kind, "paper")) &&
            (stm_proposal_kind_is(l, m->kind, "bid") || stm_proposal_kind_is(l, m->kind, "paper")));
}

/* "Orsa Fund had also discussed a bid": not the one of whom the text has told. */
static bool one_more(const stm_work *w, const stm_proposal_mention *m)
{
    const stm_article *a = w->article[m->member];
    uint32_t verb = a->tokens.at[m->noun].head;
    if (verb == STM_NONE || !unknown_yet(a, m) ||
        !stm_among(stm_token_lemma(a, m->noun), "bid offer takeover buyout")) {
        return false;
    }
    for (uint32_t i = verb > 3 ? verb - 3 : 0; i < verb; i++) {
        if (a->tokens.at[i].head == verb && stm_form_among(a, i, "also")) {
            return true;
        }
    }
    return false;
}

/* Kinds of things that turn into each other: a deal becomes a bill, an offer a deal. */
static bool bound(const stm_proposal_words *l, uint32_t kind)
{
    return stm_proposal_kind_is(l, kind, "deal") || stm_proposal_kind_is(l, kind, "bill") ||
           stm_proposal_kind_is(l, kind, "bid");
}

/* What is asked of somebody is what is planned, promised or advised. */
static bool asked_or_planned(const stm_proposal_words *l, uint32_t kind)
{
    return stm_proposal_kind_is(l, kind, "request") || stm_proposal_kind_is(l, kind, "paper") ||
           stm_proposal_kind_is(l, kind, "advice") || stm_proposal_kind_is(l, kind, "pledge") ||
           stm_proposal_kind_is(l, kind, "decision");
}

/* A bridge that is proposed, and a plan for it. */
static bool thing_of(const stm_proposal_words *l, uint32_t a, uint32_t b)
{
    return stm_proposal_kind_is(l, a, "thing") && stm_proposal_kind_is(l, b, "paper");
}

static void add_people(stm_work *w, stm_topic *t, const stm_proposal_mention *m)
{
    const stm_article *a = w->article[m->member];
    for (uint32_t i = stm_token_from(a, m->at.start); i < a->tokens.n && a->tokens.at[i].at.start < m->at.end; i++) {
        uint32_t e = w->at_token[m->member][i];
        bool known = e == STM_NONE || (w->record->entities.at[e].kind != STM_PERSON &&
                                       w->record->entities.at[e].kind != STM_ORGANIZATION);
        for (uint32_t k = 0; k < t->people.n && !known; k++) {
            known = t->people.at[k] == e;
        }
        if (!known) {
            stm_vec_push(w->arena, &t->people, e);
        }
    }
}

/* "The summit in Alda": no word but the place stands beside the noun. */
static bool only_placed(const stm_work *w, const stm_proposal_mention *m)
{
    const stm_article *a = w->article[m->member];
    if (m->meet || !gathers(w, m)) {
        return false;
    }
    for (uint32_t i = stm_token_from(a, m->at.start); i < a->tokens.n && a->tokens.at[i].at.start < m->at.end; i++) {
        uint32_t e = w->at_token[m->member][i];
        uint8_t upos = a->tokens.at[i].upos;
        bool place = upos == STM_PROPN && (e == STM_NONE || w->record->entities.at[e].kind == STM_PLACE);
        if (i != m->noun && upos != STM_DET && upos != STM_ADP && upos != STM_PUNCT && !place) {
            return false;
        }
    }
    return true;
}

/* "A proposal in the council": a resolution before it is one. */
static bool before_body(const stm_work *w, const stm_proposal_mention *m)
{
    const stm_article *a = w->article[m->member];
    uint32_t end = stm_token_from(a, m->at.end), e;
    if (m->noun + 2 >= end || end > a->tokens.n || !stm_form_among(a, m->noun + 1, "in before") ||
        !stm_proposal_kind_is(&w->words->proposals, m->kind, "paper")) {
        return false;
    }
    e = w->at_token[m->member][end - 1];
    return e != STM_NONE && w->record->entities.at[e].kind == STM_ORGANIZATION;
}

/* "The measure", "the proposal" of a resolution, a ban or a bill: words for whatever is decided on. */
static bool stands_for(const stm_work *w, const stm_topic *t, const stm_proposal_mention *m)
{
    static const char *const decided[] = { "bill", "resolution", "motion", "amendment", "referendum", "ban", "order" };
    if (!m->any && stm_proposal_kind_is(&w->words->proposals, t->kind, "thing") &&
        stm_among(stm_token_lemma(w->article[m->member], m->noun), "measure proposal plan")) {
        return true;
    }
    if (!m->any && stm_among(stm_token_lemma(w->article[m->member], m->noun), "measure proposal initiative")) {
        for (size_t i = 0; i < sizeof decided / sizeof *decided; i++) {
            if (stm_proposal_kind_is(&w->words->proposals, t->kind, decided[i])) {
                return true;
            }
        }
    }
    return false;
}

/* The topic that a phrase without words of its own means: of its kind the one that was spoken of last in the article,
 * or where there is none of its kind, of the kinds that are bound up with it. */
static stm_topic *spoken_of_last(stm_work *w, const stm_proposal_words *l, stm_topics *all,
                                 const stm_proposal_mention *m)
{
    stm_topic *best = NULL, *other = NULL;
    uint32_t speaker = stm_speaker_over(w, m->member, m->noun);
    for (uint32_t i = 0; i < all->n; i++) {
        stm_topic *t = &all->at[i];
        if (t->another || t->drops || (t->slight && stm_proposal_kind_is(l, t->kind, "paper")) ||
            t->member != m->member || (m->meet && !t->meet && !t->gathers) ||
            (t->meet && !m->meet && !t->gathers && !gathers(w, m)) ||
            (t->plural && !plural(w, m) && stm_proposal_kind_is(l, t->kind, "bill")) ||
            (!t->by_noun && plural(w, m) && stm_str_eqz(stm_token_lemma(w->article[m->member], m->noun), "plan")) ||
            stm_bid_fits(w, t, m) == STM_BID_APART) {
            continue;
        }
        if (m->bid.is && t->bid.is && speaker != STM_NONE && t->bid.who == speaker) {
            return t; /* who bids speaks of "the offer" */
        }
        if (kinds_meet(w, t, m)) { /* "rejected the plan": not what she "plans to" do, if a plan is told of */
            bool later = best != NULL && t->last >= best->last;
            best = best == NULL || (t->by_noun != best->by_noun ? t->by_noun : later) ? t : best;
        } else if (((bound(l, m->kind) || m->bid.is) && (bound(l, t->kind) || t->bid.is)) || stands_for(w, t, m)) {
            other = other == NULL || t->last >= other->last ? t : other;
        }
    }
    return best != NULL ? best : other;
}

/* The phrase says what it is about: a noun or a number that is nobody in it. "The president's deal with Marenia" does
 * not. */
static bool says_what(const stm_work *w, const stm_proposal_mention *m)
{
    const stm_article *a = w->article[m->member];
    uint32_t first = stm_token_from(a, m->at.start), whose = STM_NONE;
    for (uint32_t i = first; i < m->noun; i++) {
        whose = stm_form_among(a, i, "'s \xE2\x80\x99s") ? i : whose;
    }
    if (m->told > 0) {
        return true;
    }
    for (uint32_t i = whose == STM_NONE ? first : whose; i < a->tokens.n && a->tokens.at[i].at.start < m->at.end; i++) {
        uint32_t e = w->at_token[m->member][i];
        bool nobody = e == STM_NONE || w->record->entities.at[e].kind == STM_OTHER;
        if (i != m->noun && ((a->tokens.at[i].upos == STM_NOUN && nobody) || a->tokens.at[i].upos == STM_NUM ||
                             stm_form_among(a, i, "previous earlier old first other"))) {
            return true;
        }
    }
    return false;
}

/* No word stands beside the noun but adjectives. */
static bool only_adjectives(const stm_work *w, const stm_proposal_mention *m)
{
    const stm_article *a = w->article[m->member];
    for (uint32_t i = stm_token_from(a, m->at.start); i < a->tokens.n && a->tokens.at[i].at.start < m->at.end; i++) {
        uint8_t upos = a->tokens.at[i].upos;
        if (i != m->noun && upos != STM_ADJ && upos != STM_DET && upos != STM_ADV && upos != STM_PUNCT) {
            return false;
        }
    }
    return true;
}

/* "This plan": the one of which the text has just told. */
static bool pointed_at(const stm_work *w, const stm_proposal_mention *m)
{
    const stm_article *a = w->article[m->member];
    return stm_form_among(a, stm_token_from(a, m->at.start), "this that This That");
}

static bool in_headline(const stm_article *a, uint32_t token)
{
    return a->sentences.at[a->tokens.at[token].sentence].furniture == 1 + STM_FURN_HEADLINE;
}

static stm_topic *topic_of(stm_work *w, stm_topics *all, const stm_proposal_mention *m)
{
    const stm_proposal_words *l = &w->words->proposals;
    stm_topic *best = NULL;
    float most = 0;
    bool fresh = m->beside.terms.n == 0 && unknown_yet(w->article[m->member], m) &&
                 !(stm_proposal_kind_is(l, m->kind, "talks") && plural(w, m)); /* "negotiations": those that go on */
    bool fits = false, found;
    if (m->beside.terms.n == 0 && m->bid.who == STM_NONE && m->bid.unit[0].p == NULL && m->bid.unit[1].p == NULL &&
        !m->another && m->undoes == 0 && !m->new_one && !fresh && !one_more(w, m)) {
        best = spoken_of_last(w, l, all, m);
    }
    best = m->of != 0 ? &all->at[m->of - 1] : best;
    found = best != NULL;
    for (uint32_t i = 0; i < all->n && !found && !m->another && m->undoes == 0 && !one_more(w, m); i++) {
        stm_topic *t = &all->at[i];
        stm_bid_fit fit = stm_bid_fits(w, t, m);
        stm_likeness like;
        bool same_partner, crossed = !kinds_meet(w, t, m);
        if (t->another || t->drops != m->drops || fit == STM_BID_APART ||
            (crossed && !((bound(l, m->kind) || m->bid.is) && (bound(l, t->kind) || t->bid.is)) &&
             !(asked_or_planned(l, m->kind) && asked_or_planned(l, t->kind)) && !thing_of(l, m->kind, t->kind) &&
             !thing_of(l, t->kind, m->kind) &&
             !((t->in_body && stm_proposal_kind_is(l, m->kind, "resolution")) ||
               (before_body(w, m) && stm_proposal_kind_is(l, t->kind, "resolution"))))) {
            continue;
        }
        if (fit == STM_BID_SAME) {
            best = m->bid.several && fits ? best : t; /* the last one of a bidder; of those that are over, the first */
            fits = true;
            continue;
        }
        if (t->meet != m->meet && !(m->meet ? t->gathers : gathers(w, m))) {
            continue; /* talks that were held are not the meeting that is planned */
        }
        like = stm_matter_compare(w, &t->beside, &m->beside);
        if (!fits && like.shared >= LEAST_SHARED && stm_proposal_same_deed(w, l, t, m)) {
            best = t;
            break;
        }
        same_partner = (t->meet || t->gathers) && (m->meet || gathers(w, m)) && (t->meet || m->meet) &&
                       like.exact > 0 && like.least >= LEAST_PARTNER;
        if (crossed && like.exact < 2 &&
            ((asked_or_planned(l, m->kind) && asked_or_planned(l, t->kind)) || thing_of(l, m->kind, t->kind) ||
             thing_of(l, t->kind, m->kind))) {
            continue; /* a visit to Alda, and a plan to build a bridge to it */
        }
        if (!fits && (same_partner || like.shared >= LEAST_SHARED) &&
            like.least >= (crossed || m->over != 0 ? LEAST_CROSSED : LEAST_COVER) && like.shared > most) {
            most = like.shared;
            best = t;
        }
    }
    if (best == NULL && !m->any && !m->new_one && !m->another &&
        (bound(l, m->kind) ? only_adjectives(w, m) || pointed_at(w, m) : only_adjectives(w, m) && pointed_at(w, m))) {
        best = spoken_of_last(w, l, all, m); /* "the informal compromise", "that merger deal" */
    }
    if (best == NULL) {
        best = stm_vec_add(w->arena, all);
        best->kind = m->kind;
        best->from_day = best->to_day = best->over_day = STM_NO_DAY;
        best->bid.who = best->toward = STM_NONE;
        best->drops = m->drops;
        best->whom = m->whom;
        best->deed = m->deed;
        best->deed_member = m->member;
        best->undoes = m->undoes != 0 ? (uint32_t)(best - all->at) : STM_NONE;
        best->meet = m->meet;
        best->another = m->another || (m->new_one && m->beside.terms.n == 0);
        best->fresh = best->another && !m->another;
        best->beside = m->beside;
    }
    if (m->meet || gathers(w, m) || m->kind == stm_proposal_talks(l)) {
        add_people(w, best, m);
    }
    best->placed = (best->n == 0 || best->placed) && only_placed(w, m);
    best->in_body = best->in_body || before_body(w, m);
    best->by_noun = best->by_noun || m->over == 0;
    best->gathers = best->gathers || gathers(w, m);
    best->aimless = (best->n == 0 || best->aimless) && !says_what(w, m);
    if (best->members.n == 0 || best->members.at[best->members.n - 1] != m->member) {
        stm_vec_push(w->arena, &best->members, m->member);
    }
    best->member = m->member;
    best->last = m->noun;
    best->kinds |= 1u << m->kind;
    stm_bid_learn(w, best, m);
    best->declined = (best->n == 0 || best->declined) && m->declined;
    best->slight = best->n == 0 ? m->slight : best->slight;
    best->n++;
    best->plural = (best->n == 1 || best->plural) && plural(w, m);
    best->headline = (best->n == 1 || best->headline) && in_headline(w->article[m->member], m->noun);
    if (best->name.p == NULL || telling(w, m) > best->named ||
        (telling(w, m) == best->named && best->vague && !m->any)) {
        best->name = m->label.p != NULL ? m->label : stm_wording(w->arena, w->article[m->member], m->at);
        best->named = telling(w, m);
        best->vague = unknown_yet(w->article[m->member], m); /* "hefty bills" is no better name than "the bill" */
    }
    if (m->beside.weight > best->beside.weight) {
        best->beside = m->beside;
    }
    return best;
}

/* The ISO day of a state, else that of its article; NULL unknown. */
static stm_str day_of(const stm_work *w, const stm_proposal_state *s)
{
    int32_t day = w->article[w->member_of[s->passage.article]]->published_day;
    return s->when.p != NULL ? s->when : day == STM_NO_DAY ? STM_NULL_STR : stm_day_format(w->arena, day);
}

/* x goes before y: of an earlier day, or of one day, since what was put forward was so before anything came of it. */
static bool goes_before(stm_str day_x, const stm_proposal_state *x, stm_str day_y, const stm_proposal_state *y)
{
    int c = day_x.p == NULL || day_y.p == NULL ? (day_x.p == NULL) - (day_y.p == NULL) : stm_str_cmp(day_x, day_y);
    return c < 0 || (c == 0 && x->state == STM_PROPOSED && y->state != STM_PROPOSED);
}

/* By day, unknown ones last, else in the order of the articles. */
static void order_states(const stm_work *w, stm_proposal *p)
{
    stm_str *day = STM_NEW_ARRAY(w->arena, stm_str, (size_t)p->states.n + 1);
    for (uint32_t i = 0; i < p->states.n; i++) {
        stm_proposal_state s = p->states.at[i];
        stm_str own = day_of(w, &s);
        uint32_t k = i;
        while (k > 0 && goes_before(own, &s, day[k - 1], &p->states.at[k - 1])) {
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
    if (stm_proposal_kind_is(l, t->kind, "thing") && blanks < 2 && t->states.n < 2) {
        return true; /* "the project" */
    }
    return t->vague && t->named <= 0 && blanks < 2 && !stm_proposal_kind_is(l, t->kind, "ban") &&
           !stm_proposal_kind_is(l, t->kind, "truce");
}

/* "Orsa's offer", "its bid": it has been made, where the article says nothing else of it. */
static void add_made(stm_work *w, stm_topic *t)
{
    for (uint32_t i = 0; i < t->made.n; i++) {
        bool told = false;
        for (uint32_t k = 0; k < t->states.n; k++) {
            told = told || t->states.at[k].passage.article == t->made.at[i].article;
        }
        if (!told) {
            stm_proposal_add_state(w, t, w->member_of[t->made.at[i].article], STM_PROPOSED, t->made.at[i].at, STM_NONE);
        }
    }
}

/* Text, caption or headline; not what the page says around it. */
static bool in_story(const stm_article *a, uint32_t token)
{
    uint32_t f = a->sentences.at[a->tokens.at[token].sentence].furniture;
    return f == 0 || f == 1 + STM_FURN_CAPTION || f == 1 + STM_FURN_HEADLINE;
}

/* "The negotiations had reached an impasse", "a deadlock in the talks": those on what the text has just named. */
static bool stuck(const stm_article *a, const stm_proposal_mention *m)
{
    uint32_t from, to;
    stm_proposal_range(a, m->noun, &from, &to);
    for (uint32_t i = from; i < to && m->beside.terms.n == 0 && !m->any; i++) {
        uint32_t up = a->tokens.at[m->noun].head;
        if (a->tokens.at[i].upos == STM_NOUN && stm_among(stm_token_lemma(a, i), "impasse deadlock stalemate") &&
            (i + 4 > m->noun || (up != STM_NONE && a->tokens.at[i].head == up))) {
            return true;
        }
    }
    return false;
}

/* "The negotiations are going on": what they are about, where the article has spoken of a plan or a deal right before.
 */
static stm_topic *negotiated(const stm_work *w, const stm_proposal_words *l, stm_topics *all,
                             const stm_proposal_mention *m)
{
    const stm_article *a = w->article[m->member];
    stm_topic *best = NULL;
    uint32_t up = a->tokens.at[m->noun].head;
    bool going = up != STM_NONE && a->tokens.at[up].upos == STM_ADJ && a->tokens.at[m->noun].deprel == STM_DEP_NSUBJ;
    if (!stm_proposal_kind_is(l, m->kind, "talks") || !(going || stuck(a, m))) {
        return NULL;
    }
    for (uint32_t i = 0; i < all->n; i++) {
        stm_topic *t = &all->at[i];
        if (!t->another && t->member == m->member && t->last < m->noun && m->noun - t->last <= NEAR &&
            (bound(l, t->kind) || stm_proposal_kind_is(l, t->kind, "paper"))) {
            best = best == NULL || t->last > best->last ? t : best;
        }
    }
    return best;
}

/* The proposal that "it" is, named last and shortly before, under a verb or a noun that decides on proposals and on
 * little else: "rejected it", "it was vetoed", "the acceptance of it"; NULL. */
static stm_topic *it_means(const stm_work *w, stm_topics *all, uint32_t member, uint32_t token)
{
    const stm_article *a = w->article[member];
    const stm_token *x = &a->tokens.at[token];
    stm_topic *best = NULL;
    stm_str over = x->head == STM_NONE ? STM_NULL_STR : stm_token_lemma(a, x->head);
    bool of = token > 1 && stm_form_among(a, token - 1, "of") && a->tokens.at[token - 2].upos == STM_NOUN &&
              stm_among(stm_token_lemma(a, token - 2), "acceptance rejection approval adoption ratification passage");
    bool verb = over.p != NULL && a->tokens.at[x->head].upos == STM_VERB &&
                (x->deprel == STM_DEP_OBJ || x->deprel == STM_DEP_NSUBJ_PASS) &&
                stm_among(over, "accept reject approve veto withdraw scrap ratify endorse oppose adopt revoke rescind "
                                "repeal shelve sign");
    if (!stm_form_among(a, token, "it It") || !(of || verb)) {
        return NULL;
    }
    for (uint32_t i = 0; i < all->n; i++) {
        stm_topic *t = &all->at[i];
        if (t->member == member && !t->meet && t->last < token && token - t->last <= NEAR / 2 &&
            a->tokens.at[t->last].sentence + 1 >= x->sentence) {
            best = best == NULL || t->last > best->last ? t : best;
        }
    }
    return best;
}

/* The name with the quotation mark that closes what was opened in it. */
static stm_str with_marks(stm_arena *arena, stm_str name)
{
    static const char open[] = "\xE2\x80\x9C", close[] = "\xE2\x80\x9D";
    uint32_t straight = 0;
    int32_t depth = 0;
    for (size_t i = 0; i < name.n; i++) {
        straight += name.p[i] == '"';
        if (i + 3 <= name.n) {
            depth += memcmp(name.p + i, open, 3) == 0;
            depth -= memcmp(name.p + i, close, 3) == 0;
        }
    }
    return depth == 1          ? stm_str_format(arena, "%.*s%s", (int)name.n, name.p, close)
           : straight % 2 == 1 ? stm_str_format(arena, "%.*s\"", (int)name.n, name.p)
                               : name;
}

/* "The review" for "that review"; "Nora Vint's decision" for "decision", where one is known whose it is. */
static stm_str readable(const stm_work *w, const stm_topic *t)
{
    static const char *const pointing[] = { "this ", "that ", "these ", "those " };
    stm_str name = with_marks(w->arena, t->name);
    for (size_t i = 0; i < sizeof pointing / sizeof *pointing; i++) {
        size_t n = strlen(pointing[i]);
        if (stm_str_starts(name, pointing[i]) && name.n > n) {
            return stm_str_format(w->arena, "the %.*s", (int)(name.n - n), name.p + n);
        }
    }
    if (memchr(name.p, ' ', name.n) == NULL && name.n > 0 && name.p[0] >= 'a' && name.p[0] <= 'z' && t->by.n > 0 &&
        w->named.at[t->by.at[0]]) {
        stm_str who = w->record->entities.at[t->by.at[0]].name;
        return stm_str_format(w->arena, "%.*s's %.*s", (int)who.n, who.p, (int)name.n, name.p);
    }
    return name;
}

void stm_record_proposals(stm_work *w)
{
    const stm_proposal_words *l = &w->words->proposals;
    stm_topics all = { 0 };
    stm_named_ats calls = { 0 }, named = { 0 };
    stm_named_mentions silent = { 0 };
    stm_map things = { 0 };
    stm_proposal_find_things(w, l, &things);
    for (uint32_t mem = 0; mem < w->n; mem++) {
        const stm_article *a = w->article[mem];
        uint32_t talked_of = STM_NONE, talks = STM_NONE;
        for (uint32_t i = 0; i < a->tokens.n; i++) {
            stm_proposal_mention m = { .member = mem, .noun = i, .kind = stm_proposal_kind(l, a, i) };
            stm_proposal_mention asked;
            stm_topic *t, *plan;
            uint32_t inner, told;
            bool thing;
            if (m.kind == STM_NONE && stm_proposal_meets(w, l, mem, i, &m)) {
                stm_bid_read(w, l, &m);
                stm_proposal_meet_states(w, topic_of(w, &all, &m), &m);
                continue;
            }
            if (m.kind == STM_NONE && stm_bid_joins(w, l, mem, i, &m)) {
                t = topic_of(w, &all, &m);
                stm_bid_joins_states(w, l, t, &m);
                stm_bid_learn(w, t, &m);
                continue;
            }
            if (m.kind == STM_NONE && (stm_proposal_made(w, l, mem, i, &m) || stm_proposal_aims(w, l, mem, i, &m) ||
                                       stm_proposal_deed(w, l, mem, i, &m))) {
                t = m.again ? stm_proposal_asked_before(w, &all, &m) : topic_of(w, &all, &m);
                if (t == NULL) {
                    continue;
                }
                if (m.thing != 0) {
                    *stm_map_put(w->arena, &things, stm_token_lemma(a, m.thing - 1), 0) = (uint32_t)(t - all.at) + 1;
                }
                if (m.undoes != 0) {
                    stm_proposal_name_at(w, &calls, mem, m.undoes - 1, (uint32_t)(t - all.at));
                }
                if (m.over != 0) {
                    stm_proposal_aims_state(w, t, &m);
                } else {
                    stm_proposal_made_state(w, t, &m);
                }
                t->slight = t->slight && m.slight;
                continue;
            }
            if (m.kind == STM_NONE && stm_proposal_answered(w, l, &all, mem, i)) {
                continue;
            }
            if (m.kind == STM_NONE && stm_proposal_veto(a, i)) {
                m.kind = stm_map_get(&l->role[STM_ROLE_NOUN], STM_STR("bill"));
                m.bid.who = STM_NONE;
                t = spoken_of_last(w, l, &all, &m);
                if (t != NULL) {
                    stm_proposal_veto_state(w, t, mem, i);
                }
                continue;
            }
            if (m.kind == STM_NONE && stm_proposal_voted(a, i)) {
                m.kind = stm_map_get(&l->role[STM_ROLE_NOUN], STM_STR("bill"));
                m.at = a->tokens.at[i].at;
                m.bid.who = STM_NONE;
                t = spoken_of_last(w, l, &all, &m);
                if (t != NULL) {
                    stm_proposal_beside(w, l, t, &m);
                }
                continue;
            }
            t = m.kind == STM_NONE ? it_means(w, &all, mem, i) : NULL;
            if (t != NULL) {
                m.kind = t->kind;
                m.at = a->tokens.at[i].at;
                m.bid.who = STM_NONE;
                t->last = i;
                stm_proposal_states(w, l, t, &m);
                stm_proposal_beside(w, l, t, &m);
                continue;
            }
            thing = m.kind == STM_NONE && stm_proposal_thing(&things, a, i);
            m.kind = thing ? stm_map_get(&l->kinds, STM_STR("thing")) : m.kind;
            if (m.kind == STM_NONE || !in_story(a, i) || stm_bid_joined(w, l, mem, i)) {
                continue;
            }
            m.at = stm_proposal_phrase(l, a, i);
            if (!stm_proposal_which(a, m.at, &m)) {
                continue;
            }
            m.at = stm_proposal_bare(a, m.at, i);
            m.at = stm_proposal_without_addressee(w, l, &m);
            stm_bid_read(w, l, &m);
            stm_proposal_read_beside(w, &m);
            m.of = thing ? stm_proposal_thing_topic(w, &things, &all, &m) : 0;
            if (m.of == STM_NONE) {
                continue;
            }
            inner = stm_proposal_asked_for(l, a, i, m.kind);
            if (inner != STM_NONE) {
                stm_proposal_read_asked(w, &m, inner, &asked);
            }
            t = topic_of(w, &all, inner != STM_NONE ? &asked : &m);
            stm_proposal_name_at(w, &named, mem, i, (uint32_t)(t - all.at));
            if (thing) {
                *stm_map_put(w->arena, &things, a->tokens.at[i].lemma, 0) = (uint32_t)(t - all.at) + 1;
            }
            if (i == talked_of) {
                all.at[talks].toward = (uint32_t)(t - all.at);
            }
            talked_of = m.kind == stm_proposal_talks(l) ? stm_proposal_talked_of(l, a, i) : talked_of;
            talks = m.kind == stm_proposal_talks(l) ? (uint32_t)(t - all.at) : talks;
            t->meeting = stm_str_eqz(stm_token_lemma(a, i), "meeting");
            plan = negotiated(w, l, &all, &m);
            told = t->states.n;
            stm_proposal_states(w, l, plan != NULL ? plan : t, &m);
            stm_proposal_beside(w, l, plan != NULL && stuck(a, &m) ? plan : t, &m);
            t->slight = t->slight && t->states.n == told;
            if (t->states.n == told && plan == NULL) {
                *stm_vec_add(w->arena, &silent) = (stm_named_mention){ (uint32_t)(t - all.at), m };
            }
            stm_bid_learn(w, t, &m);
            if (stm_bid_made(w, &m) || stm_proposal_owned(w, l, &m)) {
                stm_passage *made = stm_vec_add(w->arena, &t->made);
                *made = (stm_passage){ w->index[mem], m.at };
            }
        }
    }
    stm_proposal_silent(w, l, &all, &silent);
    for (uint32_t i = 0; i < all.n; i++) {
        add_made(w, &all.at[i]);
    }
    stm_proposal_exits(w, &all);
    stm_proposal_hires(w, &all);
    stm_proposal_races(w, &all);
    stm_proposal_find_undone(&calls, &named, &all);
    stm_proposal_merge(w, l, &all);
    for (uint32_t i = 0; i < all.n; i++) {
        const stm_topic *t = &all.at[i];
        if (t->states.n > 0 && !t->declined && !stm_proposal_slight(w, t)) {
            stm_proposal *p = stm_vec_add(w->arena, &w->record->proposals);
            p->name = readable(w, t);
            p->by = t->by;
            for (uint32_t k = 0; k < t->states.n; k++) {
                stm_vec_push(w->arena, &p->states, t->states.at[k]);
            }
            order_states(w, p);
            p->confidence = memchr(p->name.p, ' ', p->name.n) == NULL ? 0.4
                            : t->states.n > 1                         ? 0.7
                            : says_nothing(l, t)                      ? 0.4
                                                                      : 0.5;
        }
    }
}
