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

#include "data/data.h"
#include "record/record_parts.h"

#define MAX_NAME 90
#define LEAST_SHARED 1.5f
#define LEAST_COVER 0.33f
#define MAX_TOPICS 300
#define SLIGHT 1.2f /* weight of what is said beside a noun that tells hardly anything */

typedef enum word_role { ROLE_NOUN, ROLE_VERB, ROLE_SELF, ROLE_ADJ, ROLES } word_role;

typedef struct lists {
    stm_map role[ROLES]; /* noun: kind; others: state */
    stm_map kinds;
} lists;

typedef struct mention {
    uint32_t member, noun, kind;
    stm_span at;       /* the noun phrase */
    stm_matter beside; /* of the phrase, the noun left out */
    bool another;      /* "another plan": not one that was spoken of before */
    bool new_one; /* "a new plan", "their own plan": one that was, only where the words beside the noun say which */
} mention;

typedef struct topic {
    uint32_t kind, n, record; /* record: index of the proposal, or STM_NONE */
    uint32_t member;          /* last member that named it */
    bool another;             /* set against the others by its own words */
    stm_matter beside;
    stm_str name;
    STM_VEC(stm_proposal_state) states;
    stm_u32s by;
} topic;

typedef STM_VEC(topic) topics;

/* ---- the list -------------------------------------------------------------------------------------------- */

static uint32_t state_of(stm_str s)
{
    for (uint32_t i = 0; i <= STM_BROKEN; i++) {
        if (stm_str_eqz(s, stm_proposal_status_name((stm_proposal_status)i))) {
            return i;
        }
    }
    return STM_NONE;
}

static void read_lists(stm_arena *arena, lists *l)
{
    static const char *const roles[ROLES] = { "noun", "verb", "self", "adj" };
    const char *p = stm_data_proposals, *end = p + stm_data_proposals_size;
    while (p < end) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        uint32_t role = STM_NONE, value = STM_NONE, n = 0;
        stop = stop == NULL ? end : stop;
        while (*p != '#' && p < stop) {
            const char *from = p;
            stm_str word;
            while (p < stop && *p != ' ') {
                p++;
            }
            word = (stm_str){ from, (size_t)(p - from) };
            p += p < stop;
            if (n == 0) {
                for (uint32_t i = 0; i < ROLES; i++) {
                    role = stm_str_eqz(word, roles[i]) ? i : role;
                }
            } else if (n == 1) {
                value = role == ROLE_NOUN ? *stm_map_put(arena, &l->kinds, word, l->kinds.items.n) : state_of(word);
            } else if (role != STM_NONE && stm_map_get(&l->role[role], word) == STM_NONE) {
                *stm_map_put(arena, &l->role[role], word, value) = value;
            }
            n++;
        }
        p = stop + 1;
    }
}

/* ---- the tree around a noun ------------------------------------------------------------------------------ */

static stm_str lemma_of(const stm_article *a, uint32_t i)
{
    stm_str l = a->tokens.at[i].lemma;
    return l.p == NULL ? STM_STR("") : l;
}

static void range_of(const stm_article *a, uint32_t token, uint32_t *from, uint32_t *to)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[token].sentence];
    *from = s->first_token;
    *to = s->first_token + s->n_tokens;
}

/* State of a verb by the list, with its particle; STM_NONE. */
static uint32_t verb_state(stm_work *w, const stm_map *list, const stm_article *a, uint32_t verb)
{
    stm_str l = stm_lemma_known(w->arena, list, a, verb);
    uint32_t from, to;
    range_of(a, verb, &from, &to);
    for (uint32_t i = verb + 1; i < to && i < verb + 5; i++) {
        if (a->tokens.at[i].head == verb &&
            (a->tokens.at[i].deprel == STM_DEP_COMPOUND_PRT || a->tokens.at[i].deprel == STM_DEP_ADVMOD)) {
            stm_str p = lemma_of(a, i);
            uint32_t s = stm_map_get(list, stm_str_format(w->arena, "%.*s_%.*s", (int)l.n, l.p, (int)p.n, p.p));
            if (s != STM_NONE) {
                return s;
            }
        }
    }
    return stm_map_get(list, l);
}

static bool name_part(uint8_t deprel)
{
    return deprel == STM_DEP_AMOD || deprel == STM_DEP_COMPOUND || deprel == STM_DEP_NMOD_POSS ||
           deprel == STM_DEP_NUMMOD || deprel == STM_DEP_DET || deprel == STM_DEP_NMOD || deprel == STM_DEP_CASE ||
           deprel == STM_DEP_FLAT || deprel == STM_DEP_NMOD_UNMARKED || deprel == STM_DEP_OBL_UNMARKED ||
           deprel == STM_DEP_PUNCT;
}

static bool in_phrase(const stm_article *a, uint32_t token, uint32_t noun)
{
    for (uint32_t step = 0; step < 12 && token != STM_NONE; step++) {
        if (token == noun) {
            return true;
        }
        if (!name_part(a->tokens.at[token].deprel)) {
            return false;
        }
        token = a->tokens.at[token].head;
    }
    return false;
}

static stm_span phrase_of(const stm_article *a, uint32_t noun)
{
    uint32_t from, to, lo = noun, hi = noun;
    stm_span s;
    range_of(a, noun, &from, &to);
    while (lo > from && in_phrase(a, lo - 1, noun) && a->tokens.at[lo - 1].upos != STM_ADP &&
           a->tokens.at[lo - 1].upos != STM_SCONJ &&
           (a->tokens.at[lo - 1].upos != STM_PUNCT || stm_str_eqz(stm_token_form(a, lo - 1), "-"))) {
        lo--;
    }
    while (hi + 1 < to && in_phrase(a, hi + 1, noun) &&
           a->tokens.at[hi + 1].at.end - a->tokens.at[lo].at.start <= MAX_NAME) {
        hi++;
    }
    while (hi > noun && (a->tokens.at[hi].upos == STM_PUNCT || a->tokens.at[hi].upos == STM_ADP ||
                         a->tokens.at[hi].upos == STM_DET)) {
        hi--;
    }
    s = (stm_span){ a->tokens.at[lo].at.start, a->tokens.at[hi].at.end };
    return stm_span_trim(a, s);
}

/* ---- topics ---------------------------------------------------------------------------------------------- */

/* The phrase without "its" and "their own". */
static stm_span bare_phrase(const stm_article *a, stm_span at, uint32_t noun)
{
    for (uint32_t i = stm_token_from(a, at.start); i < noun; i++) {
        stm_str f = stm_token_form(a, i);
        if (a->tokens.at[i].upos == STM_PRON || a->tokens.at[i].upos == STM_ADV ||
            stm_str_eq_nocase(f, STM_STR("own")) || stm_str_eq_nocase(f, STM_STR("any")) ||
            stm_str_eq_nocase(f, STM_STR("no"))) {
            at.start = a->tokens.at[i + 1].at.start;
        } else {
            break;
        }
    }
    return at;
}

/* What the words before the noun say of which one it is; false: any, and so none. */
static bool which_one(const stm_article *a, stm_span at, mention *m)
{
    bool article = false;
    for (uint32_t i = stm_token_from(a, at.start); i < m->noun; i++) {
        stm_str f = stm_token_form(a, i);
        if (a->tokens.at[i].head != m->noun && a->tokens.at[i].deprel != STM_DEP_AMOD) {
            continue;
        }
        if (stm_str_eq_nocase(f, STM_STR("any")) || stm_str_eq_nocase(f, STM_STR("no")) ||
            stm_str_eq_nocase(f, STM_STR("every"))) {
            return false;
        }
        article = article || stm_str_eq_nocase(f, STM_STR("a")) || stm_str_eq_nocase(f, STM_STR("an"));
        m->another = m->another || stm_str_eq_nocase(f, STM_STR("another")) || stm_str_eq_nocase(f, STM_STR("rival")) ||
                     stm_str_eq_nocase(f, STM_STR("alternative"));
        m->new_one =
            m->new_one || stm_str_eq_nocase(f, STM_STR("own")) || (article && stm_str_eq_nocase(f, STM_STR("new")));
    }
    return true;
}

static topic *topic_of(stm_work *w, topics *all, const mention *m)
{
    topic *best = NULL;
    float most = 0;
    for (uint32_t i = 0; i < all->n && !m->another; i++) {
        topic *t = &all->at[i];
        stm_likeness like;
        if (t->kind != m->kind || t->another) {
            continue;
        }
        if (m->beside.terms.n == 0) {
            if (t->member == m->member && !m->new_one) {
                best = t;
            }
            continue;
        }
        like = stm_matter_compare(w, &t->beside, &m->beside);
        if (like.shared >= LEAST_SHARED && like.least >= LEAST_COVER && like.shared > most) {
            most = like.shared;
            best = t;
        }
    }
    if (best == NULL) {
        best = stm_vec_add(w->arena, all);
        best->kind = m->kind;
        best->another = m->another || (m->new_one && m->beside.terms.n == 0);
        best->beside = m->beside;
    }
    if (best != NULL) {
        best->member = m->member;
        best->n++;
        if (m->beside.weight > best->beside.weight || best->name.p == NULL) {
            best->name = stm_wording(w->arena, w->article[m->member], m->at);
            best->beside = m->beside;
        }
    }
    return best;
}

/* A word of the stretch hangs on the verb itself, not on a noun in between. */
static bool hangs_on(const stm_article *a, stm_span at, uint32_t verb)
{
    for (uint32_t i = stm_token_from(a, at.start); i < a->tokens.n && a->tokens.at[i].at.start < at.end; i++) {
        if (a->tokens.at[i].head == verb) {
            return true;
        }
    }
    return false;
}

/* The day that the clause of `verb` itself names; STM_NONE: any in the stretch. */
static stm_str day_in(stm_work *w, const stm_article *a, stm_span at, uint32_t verb)
{
    for (uint32_t i = 0; i < a->times.n && a->times.at[i].at.start < at.end; i++) {
        const stm_time *t = &a->times.at[i];
        if (stm_span_meets(t->at, at) && t->from_day != STM_NO_DAY && t->from_day == t->to_day &&
            (verb == STM_NONE || hangs_on(a, t->at, verb))) {
            return stm_day_format(w->arena, t->from_day);
        }
    }
    return STM_NULL_STR;
}

static void add_state(stm_work *w, topic *t, uint32_t member, uint32_t state, stm_span at, uint32_t verb)
{
    const stm_article *a = w->article[member];
    uint32_t unit = stm_unit_at(w, member, at.start), quotation = STM_NONE;
    stm_proposal_state s = { .state = (stm_proposal_status)state, .passage = { w->index[member], at } };
    for (uint32_t i = 0; i < t->states.n; i++) {
        if (t->states.at[i].passage.article == s.passage.article && t->states.at[i].state == s.state &&
            stm_span_meets(t->states.at[i].passage.at, at)) {
            return;
        }
    }
    for (uint32_t q = 0; q < a->quotations.n; q++) {
        /* who asserts the state, not who denies it of the same words */
        if (stm_span_meets(stm_span_of(&a->quotations.at[q]), at) && a->quotations.at[q].act != STM_ACT_DENY &&
            stm_span_of(&a->quotations.at[q]).start <= at.start + 8) {
            quotation = q;
        }
    }
    stm_said_by(w, member,
                quotation != STM_NONE ? quotation
                : unit == STM_NONE    ? STM_NONE
                                      : w->units.at[unit].quotation,
                &s.said_by, &s.said_by_name);
    if (s.said_by == STM_NONE && s.said_by_name.p != NULL &&
        stm_str_find(stm_wording(w->arena, a, at), s.said_by_name, 0) != SIZE_MAX) {
        s.said_by_name = STM_NULL_STR; /* the thing itself, or who acts on it, is not who tells of it */
    }
    s.when = day_in(w, a, at, verb);
    stm_vec_push(w->arena, &t->states, s);
}

static void add_by(stm_work *w, topic *t, uint32_t member, uint32_t token)
{
    uint32_t e = token == STM_NONE ? STM_NONE : w->at_token[member][token];
    for (uint32_t i = 0; i < t->by.n; i++) {
        if (t->by.at[i] == e) {
            return;
        }
    }
    if (e != STM_NONE) {
        stm_vec_push(w->arena, &t->by, e);
    }
}

static uint32_t child(const stm_article *a, uint32_t of, stm_deprel deprel)
{
    uint32_t from, to;
    range_of(a, of, &from, &to);
    for (uint32_t i = from; i < to; i++) {
        if (a->tokens.at[i].head == of && a->tokens.at[i].deprel == deprel) {
            return i;
        }
    }
    return STM_NONE;
}

/* A relative clause with a subject and an object of its own ("the plan for the delta, where troops made gains") says
 * nothing of the noun that it hangs on. */
static bool own_clause(const stm_article *a, uint32_t verb)
{
    uint32_t subject = child(a, verb, STM_DEP_NSUBJ), object = child(a, verb, STM_DEP_OBJ);
    return subject != STM_NONE && object != STM_NONE && !stm_form_among(a, subject, "that which who") &&
           !stm_form_among(a, object, "that which whom");
}

/* "drafted by Egypt" where the tree calls the agent a plain oblique. */
static uint32_t by_phrase(const stm_article *a, uint32_t verb)
{
    uint32_t from, to;
    range_of(a, verb, &from, &to);
    for (uint32_t i = from; i < to; i++) {
        if (a->tokens.at[i].head == verb && a->tokens.at[i].deprel == STM_DEP_OBL) {
            uint32_t c = child(a, i, STM_DEP_CASE);
            if (c != STM_NONE && stm_str_eq_nocase(stm_token_form(a, c), STM_STR("by"))) {
                return i;
            }
        }
    }
    return STM_NONE;
}

/* An agreement that is denied is still being talked of; anything else denied says no state. */
static uint32_t turned(const stm_article *a, uint32_t verb, uint32_t state)
{
    if (state == STM_NONE || !stm_clause_negated(a, verb)) {
        return state;
    }
    return state == STM_AGREED ? STM_DISCUSSED : state == STM_IN_FORCE ? STM_WITHDRAWN : STM_NONE;
}

/* "refused to sign", "willing to approve", "would sign": what is wanted, expected or refused has not come about. */
static uint32_t as_told(const stm_article *a, uint32_t verb, uint32_t state)
{
    static const char *const refusing[] = { "refuse", "decline", "fail" };
    const stm_token *t = &a->tokens.at[verb];
    uint32_t from, to;
    bool modal = false;
    range_of(a, verb, &from, &to);
    for (uint32_t i = from; i < to; i++) {
        modal = modal || (a->tokens.at[i].head == verb && a->tokens.at[i].xpos == STM_XP_MD);
    }
    if (state != STM_AGREED && state != STM_IN_FORCE) {
        return state;
    }
    if (t->xpos == STM_XP_VB && !modal && t->head != STM_NONE) {
        for (size_t i = 0; i < sizeof refusing / sizeof *refusing; i++) {
            if (stm_str_eqz(lemma_of(a, t->head), refusing[i])) {
                return STM_REJECTED;
            }
        }
        return STM_DISCUSSED;
    }
    return modal ? STM_DISCUSSED : state;
}

static void states_of(stm_work *w, const lists *l, topic *t, const mention *m)
{
    const stm_article *a = w->article[m->member];
    const stm_token *noun = &a->tokens.at[m->noun];
    uint32_t from, to, state, up = noun->head;
    range_of(a, m->noun, &from, &to);
    /* what governs the noun */
    if (up != STM_NONE) {
        const stm_token *g = &a->tokens.at[up];
        bool object = noun->deprel == STM_DEP_OBJ || noun->deprel == STM_DEP_NSUBJ_PASS;
        bool subject = noun->deprel == STM_DEP_NSUBJ;
        if (g->upos == STM_VERB && (object || subject)) {
            state = verb_state(w, &l->role[object ? ROLE_VERB : ROLE_SELF], a, up);
            state = turned(a, up, state);
            state = state == STM_NONE ? state : as_told(a, up, state);
            if (state == STM_IN_FORCE && stm_str_eqz(l->kinds.items.at[m->kind].key, "talks")) {
                state = STM_DISCUSSED; /* talks that begin are under way, not in force */
            }
            if (state != STM_NONE) {
                add_state(w, t, m->member, state, stm_clause_span(a, up), up);
                if (state == STM_PROPOSED && object) {
                    add_by(w, t, m->member, child(a, up, STM_DEP_NSUBJ));
                }
            }
        } else if (subject && (g->upos == STM_ADJ || g->upos == STM_VERB)) {
            state = stm_map_get(&l->role[ROLE_ADJ], lemma_of(a, up));
            if (state != STM_NONE && !stm_clause_negated(a, up)) {
                add_state(w, t, m->member, state, stm_clause_span(a, up), up);
            }
        }
    }
    /* what hangs on it */
    for (uint32_t i = from; i < to; i++) {
        const stm_token *x = &a->tokens.at[i];
        /* "a plan for the ships' return that was put forward": such a clause often hangs on the nearer noun */
        bool near = x->deprel == STM_DEP_ACL_RELCL && x->head != STM_NONE &&
                    a->tokens.at[x->head].at.start >= m->at.start && a->tokens.at[x->head].at.end <= m->at.end &&
                    child(a, i, STM_DEP_NSUBJ_PASS) != STM_NONE;
        if (x->head != m->noun && !near) {
            continue;
        }
        if (x->deprel == STM_DEP_ACL_RELCL && own_clause(a, i)) {
            continue;
        }
        if (x->deprel == STM_DEP_ACL || x->deprel == STM_DEP_ACL_RELCL) {
            state = turned(a, i, verb_state(w, &l->role[ROLE_VERB], a, i));
            if (state == STM_NONE && stm_str_eqz(lemma_of(a, i), "make")) {
                state = STM_PROPOSED;
            }
            if (state != STM_NONE) {
                uint32_t agent = child(a, i, STM_DEP_OBL_AGENT);
                add_state(w, t, m->member, state, (stm_span){ m->at.start, stm_clause_span(a, i).end }, i);
                if (state == STM_PROPOSED) {
                    add_by(w, t, m->member, agent != STM_NONE ? agent : by_phrase(a, i));
                }
            }
        } else if (x->deprel == STM_DEP_AMOD || x->deprel == STM_DEP_COMPOUND) {
            state = stm_map_get(&l->role[ROLE_ADJ], lemma_of(a, i));
            if (state == STM_NONE) {
                state = stm_map_get(&l->role[ROLE_ADJ], stm_str_lower(w->arena, stm_token_form(a, i)));
            }
            if (state != STM_NONE) {
                add_state(w, t, m->member, state, m->at, STM_NONE);
            }
        } else if (x->deprel == STM_DEP_NMOD_POSS) {
            add_by(w, t, m->member, i);
        }
    }
}

/* "its own proposal", "the Friday plan": a topic that says next to nothing of itself is the one of its kind that the
 * story speaks of most, where there is such a one. */
static void merge_slight(stm_work *w, topics *all)
{
    for (uint32_t i = 0; i < all->n; i++) {
        topic *t = &all->at[i], *most = NULL;
        uint32_t others = 0;
        for (uint32_t k = 0; k < all->n; k++) {
            topic *o = &all->at[k];
            if (k != i && o->kind == t->kind && !o->another && o->beside.weight >= SLIGHT) {
                others++;
                most = most == NULL || o->n > most->n ? o : most;
            }
        }
        if (t->another || t->beside.weight >= SLIGHT || most == NULL || (others > 1 && most->n < 2)) {
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

/* Topics of one kind that come to the same state in clauses of one matter are one under two names. */
static void merge_matched(stm_work *w, topics *all)
{
    for (uint32_t i = 0; i < all->n; i++) {
        for (uint32_t k = i + 1; k < all->n && k < i + MAX_TOPICS; k++) {
            topic *a = &all->at[i], *b = &all->at[k];
            bool one = false;
            for (uint32_t x = 0; a->kind == b->kind && !a->another && !b->another && x < a->states.n && !one; x++) {
                for (uint32_t y = 0; y < b->states.n && !one; y++) {
                    one = one_state(w, &a->states.at[x], &b->states.at[y]);
                }
            }
            for (uint32_t y = 0; one && y < b->states.n; y++) {
                stm_vec_push(w->arena, &a->states, b->states.at[y]);
            }
            b->states.n = one ? 0 : b->states.n;
        }
    }
}

void stm_record_proposals(stm_work *w)
{
    lists l = { 0 };
    topics all = { 0 };
    read_lists(w->arena, &l);
    for (uint32_t mem = 0; mem < w->n; mem++) {
        const stm_article *a = w->article[mem];
        for (uint32_t i = 0; i < a->tokens.n; i++) {
            mention m = { .member = mem, .noun = i };
            topic *t;
            stm_span parts[2];
            if ((a->tokens.at[i].upos != STM_NOUN && a->tokens.at[i].upos != STM_PROPN) ||
                a->tokens.at[i].deprel == STM_DEP_COMPOUND ||
                (m.kind = stm_map_get(&l.role[ROLE_NOUN], lemma_of(a, i))) == STM_NONE ||
                stm_unit_at(w, mem, a->tokens.at[i].at.start) == STM_NONE) {
                continue;
            }
            m.at = phrase_of(a, i);
            if (!which_one(a, m.at, &m)) {
                continue;
            }
            m.at = bare_phrase(a, m.at, i);
            parts[0] = (stm_span){ m.at.start, a->tokens.at[i].at.start };
            parts[1] = (stm_span){ a->tokens.at[i].at.end, m.at.end };
            stm_matter_of(w, mem, parts, parts[1].end > parts[1].start ? 2 : 1, &m.beside);
            t = topic_of(w, &all, &m);
            if (t != NULL) {
                states_of(w, &l, t, &m);
            }
        }
    }
    merge_slight(w, &all);
    merge_matched(w, &all);
    for (uint32_t i = 0; i < all.n; i++) {
        const topic *t = &all.at[i];
        if (t->states.n > 0) {
            stm_proposal *p = stm_vec_add(w->arena, &w->record->proposals);
            p->name = t->name;
            p->by = t->by;
            for (uint32_t k = 0; k < t->states.n; k++) {
                stm_vec_push(w->arena, &p->states, t->states.at[k]);
            }
            p->confidence = t->states.n > 1 ? 0.7 : 0.5;
        }
    }
}
