/* slots_exclude.c: whether what two clauses differ in cannot both be so.
 *
 * In: two clauses cut into slots, the two slots that differ most plainly.  Out: yes or no.
 *
 * A thing has many names, and a text that says more does not contradict one that says less: "the package" is "the
 * compromise", "a teenager" may be black and unarmed. So a difference is a contradiction only where the two tell one
 * deed (one predicate, one other party, no other names beside it, texts of the same days), and where numbers of one
 * thing do not meet, words are opposites, one denies, doubts or limits what the other tells flatly, or all of the two
 * clauses but one thing is the same. Where it is not known, the answer is no.
 * Cost: slots times slots, words times words.
 */
#include <math.h>

#include "record/clause_slots.h"

#define MOST_DAYS 3     /* between two texts that may tell of one count */
#define MOST_NAMES 8    /* of one slot */
#define REST_ALIKE 0.5f /* weight of what a clause may have of its own beside the slot */
#define ROUNDED 0.5     /* of the last digit that is given */
#define LEAST_ANCHORS 3 /* where the other party is not known */

enum { WHO = STM_DIFFERS_WHO, HOW_MANY = STM_DIFFERS_NUMBER, PHRASE = STM_DIFFERS_PHRASE };

/* ---- one deed ---------------------------------------------------------------------------------------------- */

static bool one_time(const stm_frame *f, const stm_frame *g)
{
    int32_t x = f->a->published_day, y = g->a->published_day;
    return x == STM_NO_DAY || y == STM_NO_DAY || (x > y ? x - y : y - x) <= MOST_DAYS;
}

/* Entities that have a name, whose mentions' heads stand in the slot. */
static uint32_t names_in(const stm_work *w, const stm_frame *f, const stm_slot *x, uint32_t *out)
{
    uint32_t n = 0, m = f->u->member;
    for (uint32_t i = stm_token_from(f->a, x->at.start);
         i < f->a->tokens.n && f->a->tokens.at[i].at.start < x->at.end && n < MOST_NAMES; i++) {
        uint32_t e = w->at_token[m][i];
        if (e != STM_NONE && w->named.at[e]) {
            out[n++] = e;
        }
    }
    return n;
}

/* Both slots have names, and none is in both. */
static bool names_apart(const stm_work *w, const stm_frame *f, const stm_slot *x, const stm_frame *g, const stm_slot *y)
{
    uint32_t p[MOST_NAMES], q[MOST_NAMES], n = names_in(w, f, x, p), m = names_in(w, g, y, q);
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t k = 0; k < m; k++) {
            if (p[i] == q[k]) {
                return false;
            }
        }
    }
    return n > 0 && m > 0;
}

static bool one_preposition(const stm_frame *f, const stm_slot *x, const stm_frame *g, const stm_slot *y)
{
    return x->by != STM_NONE && y->by != STM_NONE &&
           stm_str_eq_nocase(stm_token_form(f->a, x->by), stm_token_form(g->a, y->by));
}

/* Beside what differs, some slot of either names something that the other's slot does not. */
static bool others_named(const stm_work *w, const stm_frame *f, const stm_slot *x, const stm_frame *g,
                         const stm_slot *y)
{
    for (uint32_t i = 0; i < f->n; i++) {
        for (uint32_t k = 0; k < g->n; k++) {
            const stm_slot *p = &f->slots[i], *q = &g->slots[k];
            if (p != x && q != y && p->kind == q->kind && (p->kind != PHRASE || one_preposition(f, p, g, q)) &&
                names_apart(w, f, p, g, q)) {
                return true;
            }
        }
    }
    return false;
}

/* Who does it and whom it befalls, as far as it is not what differs: 1 at least one of them is known to be one, and
 * none to be two; 0 nothing is known. */
static int other_parties(stm_work *w, const stm_frame *f, const stm_slot *x, const stm_frame *g, const stm_slot *y)
{
    bool agent_differs = x != NULL && (f->args.agent == x->head || g->args.agent == y->head);
    bool patient_differs = x != NULL && (f->args.patient == x->head || g->args.patient == y->head);
    int agent = agent_differs ? 0 : stm_tokens_alike(w, f->u->member, f->args.agent, g->u->member, g->args.agent);
    int patient =
        patient_differs ? 0 : stm_tokens_alike(w, f->u->member, f->args.patient, g->u->member, g->args.patient);
    return agent < 0 || patient < 0 ? -1 : agent + patient > 0;
}

/* Both say who does it, and one of them by a pronoun that may be anybody. */
static bool unknown_doer(stm_work *w, const stm_frame *f, const stm_frame *g)
{
    return f->args.agent != STM_NONE && g->args.agent != STM_NONE &&
           stm_tokens_alike(w, f->u->member, f->args.agent, g->u->member, g->args.agent) < 1;
}

/* ---- what cannot both be so -------------------------------------------------------------------------------- */

/* The number that counts the head of the slot, or is it ("5 percent"). */
static const stm_figure *count_of(const stm_frame *f, const stm_slot *x)
{
    for (uint32_t i = 0; i < f->a->figures.n && f->a->figures.at[i].at.start < x->at.end; i++) {
        const stm_figure *q = &f->a->figures.at[i];
        if (q->at.start < x->at.start || stm_figure_names_one(f->a, q) || stm_figure_attribute(f->a, q)) {
            continue;
        }
        for (uint32_t t = stm_token_from(f->a, q->at.start);
             t < f->a->tokens.n && f->a->tokens.at[t].at.start < q->at.end; t++) {
            if (t == x->head || f->a->tokens.at[t].head == x->head) {
                return q;
            }
        }
    }
    return NULL;
}

static double low_of(const stm_figure *q) { return isnan(q->low) ? -INFINITY : q->low; }
static double high_of(const stm_figure *q) { return isnan(q->high) ? INFINITY : q->high; }

/* The number is the other one, given with fewer digits: 6 billion for 6.1 billion. */
static bool rounded(double few, double many)
{
    double unit = 1;
    if (few <= 0 || few != floor(few)) {
        return false;
    }
    while (fmod(few, unit * 10) == 0) {
        unit *= 10;
    }
    return unit > 1 && fabs(few - many) <= ROUNDED * unit;
}

static bool numbers_apart(const stm_frame *f, const stm_slot *x, const stm_frame *g, const stm_slot *y)
{
    const stm_figure *p = count_of(f, x), *q = p == NULL ? NULL : count_of(g, y);
    return q != NULL && (p->unit.p == NULL) == (q->unit.p == NULL) &&
           (p->unit.p == NULL || stm_str_eq(p->unit, q->unit)) && (high_of(p) < low_of(q) || high_of(q) < low_of(p)) &&
           !rounded(p->low, q->low) && !rounded(q->low, p->low);
}

static bool opposed(stm_work *w, const stm_frame *f, stm_span at_f, const stm_frame *g, stm_span at_g)
{
    stm_matter x, y;
    stm_matter_of(w, f->u->member, &at_f, 1, &x);
    stm_matter_of(w, g->u->member, &at_g, 1, &y);
    return stm_matter_opposed(w, &x, &y);
}

/* Weight of what the clause has outside of its slot that the other's sentence has nothing like. */
static float rest_of(const stm_work *w, const stm_frame *f, const stm_slot *x, const stm_frame *g)
{
    const stm_sentence *s = &f->a->sentences.at[f->u->sentence];
    uint32_t m = f->u->member;
    float sum = 0;
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        stm_matter_term t = w->token_term[m][i];
        bool there = t.id == STM_NONE || w->attribution[m][i] || stm_clause_head(f->a, i) != f->u->head ||
                     stm_span_meets(f->a->tokens.at[i].at, x->at);
        for (uint32_t k = 0; k < g->n_terms && !there; k++) {
            there = stm_terms_alike(w, g->term[k], t.id);
        }
        sum += there ? 0 : t.weight * w->rarity.at[t.id];
    }
    return sum;
}

static bool named_head(const stm_work *w, const stm_frame *f, const stm_slot *x)
{
    uint32_t e = w->at_token[f->u->member][x->head];
    return e != STM_NONE && w->named.at[e];
}

/* One thing, of which all else is the same, is in two places. */
static bool two_places(stm_work *w, const stm_frame *f, const stm_slot *x, const stm_frame *g, const stm_slot *y)
{
    return x->kind == PHRASE && y->kind == PHRASE && one_preposition(f, x, g, y) &&
           stm_form_among(f->a, x->by, "in at on under near behind beside inside outside above below beneath") &&
           stm_tokens_alike(w, f->u->member, f->args.patient, g->u->member, g->args.patient) == 1 &&
           stm_tokens_alike(w, f->u->member, x->head, g->u->member, y->head) < 0 && count_of(f, x) == NULL &&
           count_of(g, y) == NULL && named_head(w, f, x) == named_head(w, g, y) && rest_of(w, f, x, g) < REST_ALIKE &&
           rest_of(w, g, y, f) < REST_ALIKE;
}

bool stm_slots_exclude(stm_work *w, const stm_frame *f, const stm_frame *g, const stm_difference *d, const stm_slot *x,
                       const stm_slot *y, uint32_t n_anchors)
{
    bool same = stm_tokens_alike(w, f->u->member, f->u->head, g->u->member, g->u->head) == 1;
    uint32_t reserve = (f->reserve ^ g->reserve) & ~(uint32_t)STM_RESERVE_DUTY;
    int others = other_parties(w, f, x, g, y);
    if (!one_time(f, g) || others_named(w, f, x, g, y) || others < 0 || (others == 0 && n_anchors < LEAST_ANCHORS)) {
        return false;
    }
    if (!same) {
        return others > 0 && (d->kinds & STM_DIFFERS_VERB) != 0 &&
               opposed(w, f, f->a->tokens.at[f->u->head].at, g, g->a->tokens.at[g->u->head].at);
    }
    if (x == NULL) {
        return !unknown_doer(w, f, g) &&
               ((d->kinds & STM_DIFFERS_DEGREE) != 0 || ((d->kinds & STM_DIFFERS_RESERVE) != 0 && reserve != 0));
    }
    if (d->shown == HOW_MANY) {
        bool is_number = x->head == f->u->head && y->head == g->u->head && others > 0; /* "turnout was 63 percent" */
        return numbers_apart(f, x, g, y) && !names_apart(w, f, x, g, y) && (x->by == STM_NONE) == (y->by == STM_NONE) &&
               (x->by == STM_NONE || one_preposition(f, x, g, y)) &&
               (is_number || (rest_of(w, f, x, g) < REST_ALIKE && rest_of(w, g, y, f) < REST_ALIKE));
    }
    return opposed(w, f, x->at, g, y->at) || two_places(w, f, x, g, y);
}
