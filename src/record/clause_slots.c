/* clause_slots.c: how two clauses that may tell one matter differ, slot by slot.
 *
 * In: a pair of clauses near to each other (matches.c), trees, times, figures.  Out: what kinds of difference there
 * are, the two stretches that differ most plainly, and how sure it is that the two tell one matter.
 *
 * Each clause is cut into slots: who, whom or what, when, each prepositional phrase by its preposition, what it is, and
 * how surely and how fully it is so. A slot that both fill, each with a word that the other's sentence has nothing
 * like, is a difference; so is another number or bound of like things, another time or measure of time, a verb of its
 * own where who does it or whom it befalls is the same, a reserve, a degree or a "not" that one of two like predicates
 * has, and words of its own in either clause. What one of them does not speak of is none. How sure it is that they tell
 * one matter depends on how many heads of slots, predicates included, have their like in the other clause. Two clauses
 * that do not differ stand in sentences that may: where these share enough and each has enough of its own, it is what
 * they tell beside the matter that differs, for who asks for all.
 * Never: pronouns in slots, offices beside a name, who speaks. Cost: slots times slots times the words of the
 * sentences. Source: predicate and argument alignment after Roth and Frank, "Aligning predicate argument structures in
 * monolingual comparable texts" (*SEM 2012).
 */
#include <math.h>

#include "record/clause_slots.h"
#include "record/event_times.h"

#define OWN_SLOT 1.0f   /* weight of words that the other lacks, in a slot */
#define OWN_CLAUSE 1.8f /* and in all of a clause, its predicate aside */

#define BASE_SURE 0.16
#define FOR_ANCHOR 0.12 /* up to MAX_ANCHORS */
#define MAX_ANCHORS 3
#define FOR_TERM 0.05 /* beyond two, up to three */
#define FOR_DICE 0.15
#define FOR_SLOT 0.15  /* it is known which slot differs, and another is alike */
#define FOR_OTHERS 0.1 /* less, where another does it */
#define MOST_SURE 0.9
#define OPEN_SURE 0.45 /* at most, where both may be right: for who asks for all */

enum { NOT = STM_RESERVE_NOT };

#define BESIDE_SURE 0.4 /* what differs is not the matter itself */

/* Of two sentences: share and weight of what they have in common, and what each has of its own: beside the clauses
 * that tell one matter, or one of them within that clause. */
#define LEAST_DICE 0.3f
#define LEAST_SHARED 6.0f
#define OWN_BESIDE 4.0f
#define OWN_WITHIN 8.0f

enum {
    WHO = STM_DIFFERS_WHO,
    WHOM = STM_DIFFERS_WHOM,
    WHEN = STM_DIFFERS_WHEN,
    HOW_MANY = STM_DIFFERS_NUMBER,
    PHRASE = STM_DIFFERS_PHRASE,
    WHAT = STM_DIFFERS_WHAT,
    VERB = STM_DIFFERS_VERB,
    SURE = STM_DIFFERS_RESERVE,
    DEGREE = STM_DIFFERS_DEGREE,
    WORDS = STM_DIFFERS_WORDS
};

typedef stm_slot slot;
typedef stm_frame frame;

/* ---- slots ------------------------------------------------------------------------------------------------- */

/* The first time in a stretch that says when or how long; or NULL. */
static const stm_time *time_in(const stm_article *a, stm_span at)
{
    for (uint32_t lo = stm_time_from(a, at.start); lo < a->times.n && a->times.at[lo].at.start < at.end; lo++) {
        const stm_time *t = &a->times.at[lo];
        if (!t->vague && (t->type == STM_TIME_DATE || t->type == STM_TIME_TIME || t->type == STM_TIME_DURATION)) {
            return t;
        }
    }
    return NULL;
}

static uint32_t preposition(const stm_article *a, uint32_t noun)
{
    for (uint32_t i = a->sentences.at[a->tokens.at[noun].sentence].first_token; i < noun; i++) {
        if (a->tokens.at[i].head == noun && a->tokens.at[i].deprel == STM_DEP_CASE) {
            return i;
        }
    }
    return STM_NONE;
}

/* Of what hangs on a predicate. What is to come is no reserve, since one text may be older, nor is what one is able to.
 */
static uint32_t reserve_of(const stm_work *w, uint32_t member, uint32_t i)
{
    const stm_article *a = w->article[member];
    uint8_t dep = a->tokens.at[i].deprel;
    if (dep != STM_DEP_AUX && dep != STM_DEP_ADVMOD) {
        return 0;
    }
    return stm_form_among(a, i, "may might")                      ? 1
           : stm_form_among(a, i, "must should ought")            ? STM_RESERVE_DUTY
           : stm_form_among(a, i, "not n't n\xE2\x80\x99t never") ? NOT
           : dep == STM_DEP_ADVMOD && (w->token_class[member][i] & (STM_WORD_HEDGE | STM_WORD_DOUBT)) != 0 ? 8
                                                                                                           : 0;
}

static uint32_t kind_of(uint8_t deprel)
{
    switch (deprel) {
    case STM_DEP_NSUBJ:
    case STM_DEP_OBL_AGENT: return WHO;
    case STM_DEP_OBJ:
    case STM_DEP_NSUBJ_PASS: return WHOM;
    case STM_DEP_OBL:
    case STM_DEP_OBL_UNMARKED:
    case STM_DEP_NMOD:
    case STM_DEP_IOBJ: return PHRASE;
    default: return 0;
    }
}

/* A word for a stretch of time, or for what is soon. */
static bool of_time(const stm_article *a, uint32_t i)
{
    return stm_form_among(
        a, i,
        "moment moments second seconds minute minutes hour hours day days week weeks month months year "
        "years weekend night morning afternoon evening soon immediately shortly promptly");
}

static void add_slot(frame *f, uint32_t kind, uint32_t head, stm_span at)
{
    const stm_article *a = f->a;
    if (f->n < STM_MAX_SLOTS) {
        slot *s = &f->slots[f->n];
        const stm_time *t = kind == PHRASE || kind == WHEN ? time_in(a, at) : NULL;
        bool when = (t != NULL && stm_span_meets(t->at, a->tokens.at[head].at)) ||
                    ((kind == PHRASE || kind == WHEN) && of_time(a, head));
        if (kind == WHEN && !when) {
            return;
        }
        *s = (slot){ when ? WHEN : kind, head, preposition(a, head), at, when ? t : NULL };
        f->n++;
    }
}

static void read_slots(const stm_work *w, frame *f, uint32_t head, bool inner)
{
    const stm_article *a = f->a;
    const stm_sentence *s = &a->sentences.at[a->tokens.at[head].sentence];
    bool copula = false;
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        const stm_token *t = &a->tokens.at[i];
        uint32_t kind = kind_of(t->deprel);
        if (t->head != head) {
            continue;
        }
        copula = copula || t->deprel == STM_DEP_COP;
        f->reserve |= reserve_of(w, f->u->member, i);
        f->degree = f->degree || stm_form_among(a, i,
                                                "nearly almost partly partially completely totally entirely fully "
                                                "mostly largely slightly barely hardly");
        if (kind != 0 && t->upos != STM_PRON) {
            add_slot(f, kind, i, stm_clause_span(a, i));
        } else if (t->deprel == STM_DEP_ADVMOD) {
            add_slot(f, WHEN, i, stm_clause_span(a, i));
        } else if (t->deprel == STM_DEP_XCOMP && !inner) {
            read_slots(w, f, i, true);
        }
    }
    if (copula) {
        add_slot(f, WHAT, head, stm_noun_phrase(a, head));
    }
}

static void read_frame(const stm_work *w, uint32_t unit, frame *f)
{
    const stm_unit *u = &w->units.at[unit];
    const stm_article *a = w->article[u->member];
    const stm_sentence *s = &a->sentences.at[u->sentence];
    f->u = u;
    f->a = a;
    f->n = f->n_terms = f->reserve = 0;
    f->degree = false;
    f->args = stm_arguments_of(a, u->head);
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens && f->n_terms < STM_MAX_TERMS; i++) {
        if (w->token_term[u->member][i].id != STM_NONE) {
            f->term[f->n_terms++] = w->token_term[u->member][i].id;
        }
    }
    read_slots(w, f, u->head, false);
    f->reserve ^= stm_clause_thought_not(a, u->head) ? NOT : 0;
}

/* ---- differences ------------------------------------------------------------------------------------------- */

static bool has_like(const stm_work *w, const frame *f, uint32_t term)
{
    for (uint32_t i = 0; i < f->n_terms; i++) {
        if (stm_terms_alike(w, f->term[i], term)) {
            return true;
        }
    }
    return false;
}

/* Nothing in the other sentence is like it; days are compared as days. */
static bool own(const stm_work *w, uint32_t term, const frame *other)
{
    return w->terms.items.at[term].key.p[0] != '@' && !has_like(w, other, term);
}

/* Part of a name whose head stands for it. */
static bool within_name(const stm_work *w, uint32_t member, uint32_t i)
{
    const stm_token *t = &w->article[member]->tokens.at[i];
    return t->upos == STM_PROPN && t->head != STM_NONE && w->at_token[member][t->head] != STM_NONE &&
           (t->deprel == STM_DEP_COMPOUND || t->deprel == STM_DEP_FLAT || t->deprel == STM_DEP_NMOD);
}

/* "Ann Roe, the head of the union": "the head of the union". */
static bool beside_name(const stm_work *w, const frame *f, uint32_t i)
{
    for (uint32_t step = 0; step < STM_MAX_SLOTS && i != f->u->head && i != STM_NONE; step++) {
        const stm_token *t = &f->a->tokens.at[i];
        uint32_t e = t->head == STM_NONE ? STM_NONE : w->at_token[f->u->member][t->head];
        if ((t->deprel == STM_DEP_APPOS || t->deprel == STM_DEP_COMPOUND) && e != STM_NONE && w->named.at[e]) {
            return true;
        }
        i = t->head;
    }
    return false;
}

/* Weight of what a stretch has of its own. */
static float own_words(const stm_work *w, const frame *f, stm_span at, const frame *other)
{
    float sum = 0;
    uint32_t m = f->u->member;
    for (uint32_t i = stm_token_from(f->a, at.start); i < f->a->tokens.n && f->a->tokens.at[i].at.start < at.end; i++) {
        stm_matter_term t = w->token_term[m][i];
        if (t.id != STM_NONE && f->a->tokens.at[i].upos != STM_PRON && !w->attribution[m][i] && !within_name(w, m, i) &&
            own(w, t.id, other)) {
            sum += t.weight * w->rarity.at[t.id];
        }
    }
    return sum;
}

/* The same, of the clause alone, without its predicate, which is compared by itself, and what stands beside a name:
 * whose office it is, is another matter. */
static float own_terms(const stm_work *w, const frame *f, const frame *other)
{
    const stm_sentence *s = &f->a->sentences.at[f->u->sentence];
    uint32_t m = f->u->member;
    float sum = 0;
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        stm_matter_term t = w->token_term[m][i];
        if (t.id != STM_NONE && !w->attribution[m][i] && !within_name(w, m, i) &&
            stm_clause_head(f->a, i) == f->u->head && i != f->u->head && !beside_name(w, f, i) && own(w, t.id, other)) {
            sum += t.weight * w->rarity.at[t.id];
        }
    }
    return sum;
}

/* A word of the slot that bounds or measures, and that the other lacks: "most of the weekend", "through the weekend".
 */
static bool own_form(const frame *f, const slot *x, const frame *g, const slot *y, bool names)
{
    for (uint32_t i = stm_token_from(f->a, x->at.start); i < f->a->tokens.n && f->a->tokens.at[i].at.start < x->at.end;
         i++) {
        uint8_t pos = f->a->tokens.at[i].upos;
        bool name = names && (pos == STM_PROPN || pos == STM_VERB);
        bool found =
            (!name && pos != STM_NOUN && pos != STM_NUM && pos != STM_ADJ && pos != STM_ADV && pos != STM_ADP) ||
            stm_form_among(f->a, i, "on in at of to for the about around approximately roughly");
        for (uint32_t k = stm_token_from(g->a, y->at.start);
             !found && k < g->a->tokens.n && g->a->tokens.at[k].at.start < y->at.end; k++) {
            found = stm_str_eq_nocase(stm_token_form(f->a, i), stm_token_form(g->a, k)) ||
                    (f->a->tokens.at[i].lemma.p != NULL && g->a->tokens.at[k].lemma.p != NULL &&
                     stm_str_eq_nocase(f->a->tokens.at[i].lemma, g->a->tokens.at[k].lemma));
        }
        if (!found) {
            return true;
        }
    }
    return false;
}

static bool other_time(const stm_time *x, const stm_time *y)
{
    bool values;
    if (x == NULL || y == NULL) {
        return false;
    }
    values = x->value.p != NULL && y->value.p != NULL && !stm_str_eq(x->value, y->value);
    if (x->type == STM_TIME_DURATION || y->type == STM_TIME_DURATION) {
        return x->type == y->type && values;
    }
    return (x->from_day != STM_NO_DAY && y->from_day != STM_NO_DAY &&
            (x->from_day != y->from_day || x->to_day != y->to_day)) ||
           (x->type == STM_TIME_TIME && y->type == STM_TIME_TIME && values);
}

/* The number that counts the noun, as a term; or STM_NONE. */
static uint32_t number_of(const stm_work *w, const frame *f, uint32_t noun)
{
    const stm_sentence *s = &f->a->sentences.at[f->u->sentence];
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        if (f->a->tokens.at[i].head == noun && f->a->tokens.at[i].deprel == STM_DEP_NUMMOD) {
            return w->token_term[f->u->member][i].id;
        }
    }
    return STM_NONE;
}

/* "12", and "twelve" as its term; not "dozen". */
static bool in_digits(const stm_work *w, uint32_t term)
{
    char c = w->terms.items.at[term].key.p[0];
    return c >= '0' && c <= '9';
}

/* The first figure in a slot, that is no part of a time; or NULL. */
static const stm_figure *figure_in(const frame *f, const slot *x)
{
    for (uint32_t i = 0; i < f->a->figures.n && f->a->figures.at[i].at.start < x->at.end; i++) {
        const stm_figure *q = &f->a->figures.at[i];
        if (q->at.start >= x->at.start && time_in(f->a, q->at) == NULL) {
            return q;
        }
    }
    return NULL;
}

static bool same_number(double x, double y) { return x == y || (isnan(x) && isnan(y)); }

/* One unit, and another number or other bounds: "three", "at least three", "some forty". */
static bool other_figure(const frame *f, const slot *x, const frame *g, const slot *y)
{
    const stm_figure *p = figure_in(f, x), *q = p == NULL ? NULL : figure_in(g, y);
    return q != NULL && !stm_figure_names_one(f->a, p) && !stm_figure_names_one(g->a, q) &&
           (p->unit.p == NULL) == (q->unit.p == NULL) && (p->unit.p == NULL || stm_str_eq(p->unit, q->unit)) &&
           !(same_number(p->low, q->low) && same_number(p->high, q->high));
}

/* "Four river barges", "four flatboats": one party, by its number. */
static bool same_count(const frame *f, const slot *x, const frame *g, const slot *y)
{
    const stm_figure *p = figure_in(f, x), *q = p == NULL ? NULL : figure_in(g, y);
    return x->kind == y->kind && (x->kind == WHO || x->kind == WHOM) && q != NULL && p->low >= 2 && p->low == q->low &&
           same_number(p->high, q->high);
}

static bool one_counted(const frame *f, const frame *g)
{
    for (uint32_t i = 0; i < f->n; i++) {
        for (uint32_t k = 0; k < g->n; k++) {
            if (same_count(f, &f->slots[i], g, &g->slots[k])) {
                return true;
            }
        }
    }
    return false;
}

/* Both name one day or month, whatever else they say of when. */
static bool one_day(const frame *f, const frame *g)
{
    for (uint32_t i = 0; i < f->n; i++) {
        const stm_time *x = f->slots[i].time;
        for (uint32_t k = 0; k < g->n && x != NULL && x->from_day != STM_NO_DAY && !stm_time_has_clock(x); k++) {
            const stm_time *y = g->slots[k].time;
            if (y != NULL && y->from_day == x->from_day && y->to_day == x->to_day && !stm_time_has_clock(y)) {
                return true;
            }
        }
    }
    return false;
}

/* Of one day, two hours or two stretches of time are another time; the hour of the one and the day of the other are
 * not. */
static bool one_kind_of_time(const slot *x, const slot *y)
{
    return x->time != NULL && y->time != NULL && x->time->type == y->time->type && x->time->type != STM_TIME_DATE;
}

static bool one_preposition(const frame *f, const slot *x, const frame *g, const slot *y)
{
    return x->by != STM_NONE && y->by != STM_NONE &&
           stm_str_eq_nocase(stm_token_form(f->a, x->by), stm_token_form(g->a, y->by));
}

static uint32_t compare_slots(stm_work *w, const frame *f, const slot *x, const frame *g, const slot *y)
{
    uint32_t p, q;
    bool alike;
    if (x->kind != y->kind) {
        bool count = x->kind != WHEN && y->kind != WHEN && other_figure(f, x, g, y) &&
                     stm_tokens_alike(w, f->u->member, x->head, g->u->member, y->head) == 1;
        return count ? HOW_MANY : 0;
    }
    if (stm_figures_convert(w, f->u->member, x->at, g->u->member, y->at)) {
        return 0; /* "for 48 km", "for about 30 miles" */
    }
    if (x->kind == WHEN && x->time != NULL && y->time != NULL && stm_time_has_clock(x->time) &&
        stm_time_has_clock(y->time)) {
        return stm_clocks_apart(f->a, x->time, g->a, y->time) ? WHEN : 0; /* hours of two days are of two deeds */
    }
    if (x->kind == WHEN) {
        return other_time(x->time, y->time) || (own_form(f, x, g, y, false) && own_form(g, y, f, x, false)) ? WHEN : 0;
    }
    alike = stm_tokens_alike(w, f->u->member, x->head, g->u->member, y->head) == 1;
    p = number_of(w, f, x->head);
    q = number_of(w, g, y->head);
    if (alike && ((p != STM_NONE && q != STM_NONE && p != q && in_digits(w, p) && in_digits(w, q)) ||
                  other_figure(f, x, g, y))) {
        return HOW_MANY;
    }
    if (same_count(f, x, g, y) || (x->kind == PHRASE && !alike && !one_preposition(f, x, g, y))) {
        return 0;
    }
    return own_words(w, f, x->at, g) >= OWN_SLOT && own_words(w, g, y->at, f) >= OWN_SLOT &&
                   own_form(f, x, g, y, true) && own_form(g, y, f, x, true)
               ? x->kind
               : 0;
}

/* The predicate and the heads of slots that have their like among those of the other clause. */
static uint32_t anchors(stm_work *w, const frame *f, const frame *g)
{
    bool taken[STM_MAX_SLOTS + 1] = { false };
    uint32_t n = 0;
    for (uint32_t i = 0; i <= f->n; i++) {
        uint32_t x = i == f->n ? f->u->head : f->slots[i].head;
        bool found = i < f->n && (f->slots[i].kind == WHEN || x == f->u->head);
        for (uint32_t k = 0; k <= g->n && !found; k++) {
            uint32_t y = k == g->n ? g->u->head : g->slots[k].head;
            if (!taken[k] && !(k < g->n && (g->slots[k].kind == WHEN || y == g->u->head)) &&
                stm_tokens_alike(w, f->u->member, x, g->u->member, y) == 1) {
                taken[k] = found = true;
                n++;
            }
        }
    }
    return n;
}

/* "who does not leave" says of nobody that he does not, nor does "tried to leave" or "declined to leave" that he left.
 */
static bool stands_alone(const frame *f)
{
    uint8_t dep = f->a->tokens.at[f->u->head].deprel;
    for (uint32_t i = f->a->sentences.at[f->u->sentence].first_token; i < f->u->head; i++) {
        const stm_token *t = &f->a->tokens.at[i];
        if (t->head == f->u->head && t->deprel == STM_DEP_MARK && stm_form_among(f->a, i, "to")) {
            return false;
        }
    }
    return dep != STM_DEP_ACL && dep != STM_DEP_ACL_RELCL && dep != STM_DEP_ADVCL && dep != STM_DEP_XCOMP &&
           !stm_unit_waits(f->a, f->u);
}

/* Two that may both be right, or be two things: times; unlike things where the other party of the deed is not known to
 * be one; what two deeds are done to, or how much of it ("rose 9 percent", "fell 12 percent");
 * what one is, and what another one is not ("bad", "not in our interest"); and whatever another does; and clauses in
 * other words, no slot of which is known to differ. */
static bool may_both_be(stm_work *w, const frame *f, const frame *g, const stm_difference *d, const slot *x,
                        const slot *y, uint32_t n_anchors)
{
    int agent = stm_tokens_alike(w, f->u->member, f->args.agent, g->u->member, g->args.agent);
    int patient = stm_tokens_alike(w, f->u->member, f->args.patient, g->u->member, g->args.patient);
    bool unlike = d->shown != 0 && stm_tokens_alike(w, f->u->member, x->head, g->u->member, y->head) < 0;
    bool deeds = stm_tokens_alike(w, f->u->member, f->u->head, g->u->member, g->u->head) < 0;
    bool denied = ((f->reserve ^ g->reserve) & NOT) != 0;
    return d->shown == WHEN || (d->shown == WHO && unlike) || (d->shown == HOW_MANY && deeds) ||
           (d->shown == WHAT && denied) || (d->shown == 0 && (d->kinds & SURE) == 0) ||
           (d->shown == WHOM && unlike && deeds) ||
           (d->shown == WHOM && unlike && agent < 1 && n_anchors < MAX_ANCHORS) ||
           (d->shown != WHO && agent < 0 && patient < 1);
}

static stm_difference compare(stm_work *w, const stm_match *m, const frame *f, const frame *g)
{
    stm_difference d = { 0 };
    const slot *x = NULL, *y = NULL;
    int agent = stm_tokens_alike(w, f->u->member, f->args.agent, g->u->member, g->args.agent);
    int patient = stm_tokens_alike(w, f->u->member, f->args.patient, g->u->member, g->args.patient);
    bool same = stm_tokens_alike(w, f->u->member, f->u->head, g->u->member, g->u->head) == 1;
    bool day = one_day(f, g);
    uint32_t n;
    if (stm_tokens_some_unlike(w, f->u->member, f->args.agent, g->u->member, g->args.agent)) {
        return d; /* others may have done it, too */
    }
    for (uint32_t i = 0; i < f->n; i++) {
        for (uint32_t k = 0; k < g->n; k++) {
            uint32_t found = compare_slots(w, f, &f->slots[i], g, &g->slots[k]);
            found = found == WHEN && day && !one_kind_of_time(&f->slots[i], &g->slots[k]) ? 0 : found;
            if (found != 0 && (d.kinds & found) == 0 && (d.shown == 0 || found == WHEN || found == HOW_MANY)) {
                d.shown = found;
                x = &f->slots[i];
                y = &g->slots[k];
            }
            d.kinds |= found;
        }
    }
    if (f->u->verb != STM_NONE && g->u->verb != STM_NONE && agent + patient > 0 && agent >= 0 && patient >= 0 &&
        !has_like(w, g, f->u->verb) && !has_like(w, f, g->u->verb)) {
        d.kinds |= VERB;
    }
    d.kinds |= same && f->reserve != g->reserve && stands_alone(f) && stands_alone(g) ? SURE : 0;
    d.kinds |= same && f->degree != g->degree ? DEGREE : 0;
    d.kinds |= own_terms(w, f, g) >= OWN_CLAUSE && own_terms(w, g, f) >= OWN_CLAUSE && !one_counted(f, g) ? WORDS : 0;
    if (d.shown != 0) {
        d.at_a = x->at;
        d.at_b = y->at;
    }
    if (d.kinds != 0) {
        n = anchors(w, f, g);
        d.sure = BASE_SURE + FOR_ANCHOR * (n < MAX_ANCHORS ? n : MAX_ANCHORS) +
                 FOR_TERM * (m->like.n < 5 ? (double)m->like.n - 2 : 3) + FOR_DICE * (double)m->like.dice +
                 (n > 1 && ((d.kinds & ~(uint32_t)(WORDS | SURE | VERB)) != 0 || agent + patient > 1) ? FOR_SLOT : 0) -
                 (agent < 0 && patient < 1 ? FOR_OTHERS : 0);
        d.sure = may_both_be(w, f, g, &d, x, y, n) && d.sure > OPEN_SURE ? OPEN_SURE : d.sure;
        d.sure = d.sure > MOST_SURE ? MOST_SURE : d.sure;
        d.excludes = d.sure > OPEN_SURE && stm_slots_exclude(w, f, g, &d, x, y, n);
    }
    return d;
}

stm_difference stm_clauses_differ(stm_work *w, const stm_match *m)
{
    frame f, g;
    read_frame(w, m->a, &f);
    read_frame(w, m->b, &g);
    if (f.u->negated == g.u->negated) { /* "no boat sank", "the boat did not sink" */
        f.reserve &= ~(uint32_t)NOT;
        g.reserve &= ~(uint32_t)NOT;
    }
    return compare(w, m, &f, &g);
}

/* ---- sentences --------------------------------------------------------------------------------------------- */

/* The clause of a sentence that has most that the other sentence lacks. */
static uint32_t fullest(const stm_work *w, const frame *f, const frame *g)
{
    uint32_t best = STM_NONE;
    float most = OWN_CLAUSE;
    for (uint32_t i = stm_first_unit(w, f->u->member, f->u->sentence);
         i < w->first_unit[f->u->member + 1] && w->units.at[i].sentence == f->u->sentence; i++) {
        frame x = *f;
        float own_here;
        x.u = &w->units.at[i];
        own_here = x.u->head == STM_NONE ? 0 : own_terms(w, &x, g);
        if (own_here > most) {
            best = i;
            most = own_here;
        }
    }
    return best;
}

stm_difference stm_sentences_differ(stm_work *w, const stm_match *m)
{
    stm_difference d = { 0 };
    stm_matter x = { 0 }, y = { 0 };
    stm_span at_a = stm_unit_sentence(w, m->a), at_b = stm_unit_sentence(w, m->b);
    stm_likeness like;
    float need;
    frame f, g;
    read_frame(w, m->a, &f);
    read_frame(w, m->b, &g);
    stm_matter_of(w, f.u->member, &at_a, 1, &x);
    stm_matter_of(w, g.u->member, &at_b, 1, &y);
    like = stm_matter_compare(w, &x, &y);
    d.unit[0] = fullest(w, &f, &g);
    d.unit[1] = fullest(w, &g, &f);
    need = d.unit[0] != m->a && d.unit[1] != m->b ? OWN_BESIDE : OWN_WITHIN;
    if (d.unit[0] != STM_NONE && d.unit[1] != STM_NONE && (d.unit[0] != m->a || d.unit[1] != m->b) &&
        like.dice >= LEAST_DICE && like.shared * (like.dice + like.least) >= LEAST_SHARED &&
        own_words(w, &f, at_a, &g) >= need && own_words(w, &g, at_b, &f) >= need) {
        d.kinds = STM_DIFFERS_BESIDE;
        d.sure = BESIDE_SURE;
    }
    return d;
}

uint32_t stm_clauses_anchored(stm_work *w, const stm_match *m)
{
    frame f, g;
    read_frame(w, m->a, &f);
    read_frame(w, m->b, &g);
    return anchors(w, &f, &g);
}
