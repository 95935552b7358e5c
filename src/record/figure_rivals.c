/* figure_rivals.c: numbers of one thing that two lines give differently, where too little stands around them for
 * record_figures.c.
 *
 * In: figures of the articles, trees, terms.  Out: record.figures, conflicts and updates.
 *
 * What a number is of stands near it in the tree of its sentence: "home to 120,000 people" of a town, "$43 at Alder's".
 * Two figures of one dimension that count one thing have a weight in common: that of the words which both have near to
 * them, the less the farther away. Where each is the other's best partner in its article and the two numbers do not
 * meet, they are readings of one quantity. The same number elsewhere in that article is the better partner, so that a
 * list of which two texts have every item is no conflict.
 * Never: two texts of one line; numbers of one or none; numbers that only name one; rounding; more than MOST_TIMES
 * apart. Cost: pairs of figures that share a term which not more than MAX_SHARING figures have; the tokens of their
 * sentences.
 */
#include <math.h>
#include <stdlib.h>

#include "record/figure_near.h"

#define MAX_SHARING 150
#define MOST_TIMES 3.0 /* one number of the other */
#define LEAST_WEIGHT 3.0f
#define ENOUGH 4.0f /* for one pair of the readings */
#define SURE 0.4
#define BY_KIND_SURE 0.65
#define FOR_SAME 1.0f /* weight that the same number has for a partner */
#define LEAD_SENTENCES 5
#define BESIDE 3         /* and to what it may be told of */
#define ROUNDED 0.5      /* of the last digit that is given */
#define MOST_ROUNDED 0.1 /* and of the stm_number */

/* All that may differ, those of a member together. */
typedef struct numbers {
    stm_number *at;
    uint32_t n, *first; /* by member: its first */
} numbers;

/* Two numbers that may be of one thing. */
typedef struct two {
    uint32_t a, b;
    float weight;                 /* once it was asked: weigh */
    bool same, core, sure, asked; /* sure: by what the numbers are, whatever stands around them */
} two;

typedef STM_VEC(two) twos;

static bool one_value(const stm_number *p, const stm_number *q) { return p->low == q->low && p->high == q->high; }

static bool one_unit(const stm_work *w, const stm_number *p, const stm_number *q)
{
    stm_str x = w->article[p->member]->figures.at[p->figure].unit,
            y = w->article[q->member]->figures.at[q->figure].unit;
    return p->dimension != STM_DIM_OTHER || (x.p != NULL && y.p != NULL && stm_str_eq(x, y));
}

/* The inhabitants of one place. */
static bool one_place(const stm_work *w, const stm_number *p, const stm_number *q)
{
    uint32_t x = w->at_token[p->member][p->place];
    return x != STM_NONE && x == w->at_token[q->member][q->place];
}

static bool one_kind(const stm_work *w, const stm_number *p, const stm_number *q)
{
    bool plain = p->dimension == STM_DIM_NUMBER || p->dimension == STM_DIM_PERSON;
    if (p->place != STM_NONE && q->place != STM_NONE) {
        return one_place(w, p, q);
    }
    if (p->dimension != q->dimension || !one_unit(w, p, q) || (p->place == STM_NONE) != (q->place == STM_NONE)) {
        return false;
    }
    return !plain || (p->people && q->people) ||
           (p->counted != STM_NONE && q->counted != STM_NONE && stm_terms_alike(w, p->counted, q->counted));
}

/* A measure or a sum of each is told of another name: "602 miles from Tarn", "52 percent in Ost". */
static bool two_names(const stm_work *w, const stm_number *p, const stm_number *q)
{
    bool plain = p->dimension == STM_DIM_NUMBER || p->dimension == STM_DIM_PERSON;
    const stm_figure *f = &w->article[p->member]->figures.at[p->figure],
                     *g = &w->article[q->member]->figures.at[q->figure];
    return !plain && (!stm_numbers_share_name(w, p, q) ||
                      (stm_number_has_own_name(w, p, q, BESIDE) && stm_number_has_own_name(w, q, p, BESIDE)) ||
                      (p->dimension == STM_DIM_OTHER && stm_figures_two_parties(w, p->member, f, q->member, g)));
}

/* The number is the other one, given with fewer digits. */
static bool rounded(double few, double many)
{
    double unit = 1;
    if (few <= 0 || few != floor(few)) {
        return fabs(few - many) <= 0.05;
    }
    while (fmod(few, unit * 10) == 0) {
        unit *= 10;
    }
    return unit > 1 && fabs(few - many) <= ROUNDED * unit && fabs(few - many) <= MOST_ROUNDED * few;
}

static bool apart(const stm_work *w, const stm_number *p, const stm_number *q)
{
    const stm_figure *f = &w->article[p->member]->figures.at[p->figure],
                     *g = &w->article[q->member]->figures.at[q->figure];
    bool one = (f->unit.p == NULL) == (g->unit.p == NULL) && (f->unit.p == NULL || stm_str_eq(f->unit, g->unit));
    return (p->high < q->low || q->high < p->low) && p->low <= MOST_TIMES * q->low && q->low <= MOST_TIMES * p->low &&
           (one ? !rounded(f->low, g->low) && !rounded(g->low, f->low) : fabs(p->low - q->low) > 0.1 * p->low);
}

/* Another number of the member's, and another value, is as near to the noun. */
static bool also_near(const stm_work *w, const numbers *all, const stm_number *p, const stm_near_term *x)
{
    for (uint32_t i = all->first[p->member]; i < all->first[p->member + 1]; i++) {
        if (&all->at[i] != p && all->at[i].dimension == p->dimension && !one_value(&all->at[i], p) &&
            stm_number_has_near(w, &all->at[i], x, STM_NEAR_CLOSE + 1)) {
            return true;
        }
    }
    return false;
}

/* A noun that is close to both, and to no other number of either text. */
static bool own_noun(const stm_work *w, const numbers *all, const stm_number *p, const stm_number *q)
{
    for (uint32_t i = 0; i < p->n_near; i++) {
        for (uint32_t k = 0; k < q->n_near; k++) {
            const stm_near_term *x = &p->near[i], *y = &q->near[k];
            if (x->noun && y->noun && x->steps <= STM_NEAR_CLOSE && y->steps <= STM_NEAR_CLOSE && x->weight > 2 &&
                y->weight > 2 && stm_near_alike(w, x, y) && !also_near(w, all, p, x) && !also_near(w, all, q, y)) {
                return true;
            }
        }
    }
    return false;
}

/* A text that counts the thing twice says two things with it. */
static bool counts_once(const stm_work *w, const numbers *all, const stm_number *p)
{
    for (uint32_t i = all->first[p->member]; i < all->first[p->member + 1]; i++) {
        if (&all->at[i] != p && one_kind(w, &all->at[i], p) && !one_value(&all->at[i], p)) {
            return false;
        }
    }
    return true;
}

/* The clauses tell what different ones do, or what is done to different ones, or of other days. */
static bool two_deeds(stm_work *w, const stm_number *p, const stm_number *q)
{
    const stm_article *a = w->article[p->member], *b = w->article[q->member];
    uint32_t x = stm_clause_head(a, stm_token_from(a, a->figures.at[p->figure].at.start)),
             y = stm_clause_head(b, stm_token_from(b, b->figures.at[q->figure].at.start));
    uint32_t u = stm_unit_at(w, p->member, a->figures.at[p->figure].at.start),
             v = stm_unit_at(w, q->member, b->figures.at[q->figure].at.start);
    stm_arguments f, g;
    if (stm_units_days_apart(w, u, v)) {
        return true;
    }
    if (x == STM_NONE || y == STM_NONE) {
        return false;
    }
    f = stm_arguments_of(a, x);
    g = stm_arguments_of(b, y);
    return (p->dimension != STM_DIM_OTHER && p->dimension != STM_DIM_SHARE &&
            stm_tokens_alike(w, p->member, f.agent, q->member, g.agent) < 0) ||
           (p->dimension == STM_DIM_TIME && stm_tokens_alike(w, p->member, x, q->member, y) < 1);
}

/* The pair, with what its numbers have around them in common. */
static const two *weigh(const stm_work *w, const numbers *all, const twos *pairs, uint32_t pair)
{
    two *p = &pairs->at[pair];
    if (!p->asked) {
        p->asked = true;
        p->weight = stm_numbers_share(w, &all->at[p->a], &all->at[p->b], &p->core) + (p->same ? FOR_SAME : 0);
    }
    return p;
}

/* The pair is the best of `x` in the member of its other number. */
static bool best_of(const stm_work *w, const numbers *all, const twos *pairs, uint32_t pair, uint32_t x,
                    uint32_t member)
{
    const two *p = weigh(w, all, pairs, pair);
    for (uint32_t i = 0; i < all->at[x].pairs.n; i++) {
        uint32_t other = all->at[x].pairs.at[i];
        const two *q = &pairs->at[other];
        uint32_t to = q->a == x ? q->b : q->a;
        if (other == pair || all->at[to].member != member) {
            continue;
        }
        q = weigh(w, all, pairs, other);
        if (q->weight > p->weight || (q->weight == p->weight && other < pair)) {
            return false;
        }
    }
    return true;
}

static void add_pair(stm_work *w, const numbers *all, uint32_t a, uint32_t b, twos *pairs)
{
    two p = { .a = a, .b = b };
    if (w->line[all->at[a].member] != w->line[all->at[b].member] && one_kind(w, &all->at[a], &all->at[b])) {
        p.same = one_value(&all->at[a], &all->at[b]);
        stm_vec_push(w->arena, &all->at[a].pairs, pairs->n);
        stm_vec_push(w->arena, &all->at[b].pairs, pairs->n);
        stm_vec_push(w->arena, pairs, p);
    }
}

static twos find_pairs(stm_work *w, const numbers *all, uint32_t n_keys)
{
    twos pairs = { 0 };
    stm_u32s *with = STM_NEW_ARRAY(w->arena, stm_u32s, (size_t)n_keys + 1);
    uint32_t *seen = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)all->n + 1);
    for (uint32_t i = 0; i < all->n; i++) {
        for (uint32_t k = 0; k < 2 * all->at[i].n_near; k++) {
            const stm_near_term *t = &all->at[i].near[k / 2];
            stm_u32s *list = k % 2 == 0 ? &with[t->id] : t->form != STM_NONE ? &with[t->form] : NULL;
            for (uint32_t j = list == NULL || list->n < MAX_SHARING ? 0 : list->n - MAX_SHARING;
                 list != NULL && j < list->n; j++) {
                if (seen[list->at[j]] != i + 1) {
                    seen[list->at[j]] = i + 1;
                    add_pair(w, all, list->at[j], i, &pairs);
                }
            }
            if (list != NULL) {
                stm_vec_push(w->arena, list, i);
            }
        }
    }
    return pairs;
}

/* Two figures that are readings of one quantity already. */
static bool known(const stm_work *w, const stm_number *p, const stm_number *q)
{
    stm_span x = w->article[p->member]->figures.at[p->figure].at, y = w->article[q->member]->figures.at[q->figure].at;
    for (uint32_t i = 0; i < w->record->figures.n; i++) {
        const stm_record_figure *r = &w->record->figures.at[i];
        bool a = false, b = false;
        for (uint32_t k = 0; k < r->readings.n; k++) {
            const stm_passage *at = &r->readings.at[k].passage;
            a = a || (at->article == w->index[p->member] && stm_span_meets(at->at, x));
            b = b || (at->article == w->index[q->member] && stm_span_meets(at->at, y));
        }
        if (a && b) {
            return true;
        }
    }
    return false;
}

/* Numbers that are of one quantity, one of a member. */
typedef struct rivals {
    stm_u32s numbers;
    float weight;
    bool differ, sure;
} rivals;

static bool plain(const stm_number *p) { return p->dimension == STM_DIM_NUMBER || p->dimension == STM_DIM_PERSON; }

/* The strength of what the text is about: its first magnitude or speed, told at the beginning. */
static bool of_lead(const stm_work *w, const numbers *all, const stm_number *p)
{
    const stm_article *a = w->article[p->member];
    const stm_figure *f = &a->figures.at[p->figure];
    bool first = stm_sentence_at(a, f->at.start) < LEAD_SENTENCES &&
                 (p->dimension == STM_DIM_SPEED || (f->unit.p != NULL && stm_str_eqz(f->unit, "magnitude")));
    for (const stm_number *q = &all->at[all->first[p->member]]; first && q < p; q++) {
        first = q->dimension != p->dimension || !one_unit(w, q, p);
    }
    return first;
}

/* Strengths of what the texts are about, or the inhabitants of one place. */
static bool by_kind(const stm_work *w, const numbers *all, const two *p)
{
    const stm_number *x = &all->at[p->a], *y = &all->at[p->b];
    return (x->place != STM_NONE && y->place != STM_NONE) || (of_lead(w, all, x) && of_lead(w, all, y));
}

/* "The final turnout was 63 percent": the noun that a copula gives the number, with no word that tells which of
 * several it is; STM_NONE. */
static uint32_t measured(const stm_work *w, const stm_number *q)
{
    const stm_article *a = w->article[q->member];
    stm_span at = a->figures.at[q->figure].at;
    uint32_t is = STM_NONE, subject = STM_NONE;
    for (uint32_t i = stm_token_from(a, at.start); i < a->tokens.n && a->tokens.at[i].at.start < at.end; i++) {
        uint32_t h = a->tokens.at[i].head;
        is = h == STM_NONE || a->tokens.at[h].at.start < at.start || a->tokens.at[h].at.start >= at.end ? i : is;
    }
    for (uint32_t i = is == STM_NONE ? a->tokens.n : a->sentences.at[a->tokens.at[is].sentence].first_token; i < is;
         i++) {
        bool noun = a->tokens.at[i].upos == STM_NOUN && a->tokens.at[i].deprel == STM_DEP_NSUBJ;
        subject = noun && a->tokens.at[i].head == is ? i : subject;
    }
    for (uint32_t i = subject == STM_NONE ? is : a->sentences.at[a->tokens.at[is].sentence].first_token;
         subject != STM_NONE && i < is; i++) {
        if (a->tokens.at[i].head == subject && a->tokens.at[i].upos != STM_DET &&
            !stm_form_among(a, i, "final total overall latest preliminary")) {
            return STM_NONE;
        }
    }
    return subject;
}

static bool one_noun(const stm_work *w, const stm_number *p, const stm_number *q)
{
    uint32_t x = measured(w, p), y = measured(w, q);
    return x != STM_NONE && y != STM_NONE &&
           stm_str_eq(stm_token_lemma(w->article[p->member], x), stm_token_lemma(w->article[q->member], y));
}

/* No text gives the noun two numbers. */
static bool measured_once(const stm_work *w, const numbers *all, const stm_number *p)
{
    for (uint32_t i = all->first[p->member]; i < all->first[p->member + 1]; i++) {
        if (&all->at[i] != p && all->at[i].dimension == p->dimension && !one_value(&all->at[i], p) &&
            one_noun(w, &all->at[i], p)) {
            return false;
        }
    }
    return true;
}

/* A share that the same noun has in both. */
static bool by_noun(stm_work *w, const numbers *all, const two *p)
{
    const stm_number *x = &all->at[p->a], *y = &all->at[p->b];
    return x->dimension == STM_DIM_SHARE && one_noun(w, x, y) && measured_once(w, all, x) && measured_once(w, all, y) &&
           !two_deeds(w, x, y);
}

/* Each is the best that the other has in its member, and nothing speaks against it. */
static bool partners(stm_work *w, const numbers *all, const twos *pairs, uint32_t i)
{
    const two *p = &pairs->at[i];
    const stm_number *x = &all->at[p->a], *y = &all->at[p->b];
    if (!(p->same || (apart(w, x, y) && !known(w, x, y)))) {
        return false;
    }
    if (by_kind(w, all, p) || by_noun(w, all, p)) {
        return true;
    }
    if (!p->same && (x->dimension == STM_DIM_SHARE || x->dimension == STM_DIM_OTHER) &&
        stm_article_today(w->article[x->member]) != stm_article_today(w->article[y->member])) {
        return false; /* prices and shares of two days are two */
    }
    p = weigh(w, all, pairs, i);
    return p->weight >= LEAST_WEIGHT && p->core && best_of(w, all, pairs, i, p->a, y->member) &&
           best_of(w, all, pairs, i, p->b, x->member) && !two_names(w, x, y) && !two_deeds(w, x, y) &&
           (!plain(x) || (counts_once(w, all, x) && counts_once(w, all, y))) && own_noun(w, all, x, y);
}

/* No other value of its member is among them. */
static bool may_join(const numbers *all, const rivals *r, const stm_number *q)
{
    for (uint32_t i = 0; i < r->numbers.n; i++) {
        const stm_number *x = &all->at[r->numbers.at[i]];
        if (x->member == q->member && !one_value(x, q)) {
            return false;
        }
    }
    return true;
}

/* What is counted, or the unit. */
static stm_str label(const stm_work *w, const stm_number *q)
{
    const stm_article *a = w->article[q->member];
    const stm_figure *f = &a->figures.at[q->figure];
    return q->place != STM_NONE                                     ? STM_STR("inhabitants")
           : f->unit.p != NULL && stm_str_eqz(f->unit, "magnitude") ? f->unit
           : f->counted.p != NULL                                   ? f->counted
                                                                    : f->unit;
}

/* The noun of which all of them are measures, or nothing. */
static stm_str one_measure(const stm_work *w, const numbers *all, const rivals *r)
{
    stm_str noun = STM_NULL_STR;
    for (uint32_t i = 0; i < r->numbers.n; i++) {
        const stm_number *q = &all->at[r->numbers.at[i]];
        uint32_t t = measured(w, q);
        stm_str lemma = t == STM_NONE ? STM_NULL_STR : w->article[q->member]->tokens.at[t].lemma;
        if (lemma.p == NULL || (i > 0 && !stm_str_eq(lemma, noun))) {
            return STM_NULL_STR;
        }
        noun = lemma;
    }
    return noun;
}

static int in_order(const void *a, const void *b)
{
    return (*(const uint32_t *)a > *(const uint32_t *)b) - (*(const uint32_t *)a < *(const uint32_t *)b);
}

static void write_rivals(stm_work *w, const numbers *all, const rivals *r)
{
    stm_record_figure *out = stm_vec_add(w->arena, &w->record->figures);
    stm_u32s members = { 0 }, said_by = { 0 };
    stm_strs names = { 0 };
    int32_t day = STM_NO_DAY;
    bool later = false;
    stm_str measure;
    qsort(r->numbers.at, r->numbers.n, sizeof *r->numbers.at, in_order);
    memset(out, 0, sizeof *out);
    for (uint32_t i = 0; i < r->numbers.n; i++) {
        const stm_number *x = &all->at[r->numbers.at[i]];
        const stm_figure *f = &w->article[x->member]->figures.at[x->figure];
        int32_t today = stm_article_today(w->article[x->member]);
        stm_figure_reading v = {
            .passage = { w->index[x->member], f->at }, .low = f->low, .high = f->high, .unit = f->unit
        };
        stm_said_by(w, x->member, f->quotation, &v.said_by, &v.said_by_name);
        v.holds = stm_figure_holds(w, x->member, f);
        later = later || (day != STM_NO_DAY && today != STM_NO_DAY && today != day);
        day = today;
        stm_vec_push(w->arena, &out->readings, v);
        stm_vec_push(w->arena, &members, x->member);
        stm_vec_push(w->arena, &said_by, v.said_by);
        stm_vec_push(w->arena, &names, v.said_by_name);
    }
    measure = one_measure(w, all, r);
    out->counted = measure.p != NULL ? measure : label(w, &all->at[r->numbers.at[0]]);
    out->status = later && !r->sure ? STM_FIG_UPDATE : STM_FIG_CONFLICT;
    out->lines = stm_lines_among(w, &members);
    out->origins = stm_origins_among(w, &said_by, &names);
    out->confidence = r->sure || measure.p != NULL ? BY_KIND_SURE : SURE;
}

static int heaviest_first(const void *a, const void *b)
{
    const two *x = a, *y = b;
    return x->sure != y->sure       ? y->sure - x->sure
           : x->weight != y->weight ? (x->weight < y->weight) - (x->weight > y->weight)
           : x->a != y->a           ? (x->a > y->a) - (x->a < y->a)
                                    : (x->b > y->b) - (x->b < y->b);
}

/* Where the text gives the number first. */
static uint32_t first_told(const stm_work *w, const numbers *all, uint32_t i)
{
    uint32_t best = i;
    for (uint32_t k = all->first[all->at[i].member]; k < best; k++) {
        best = plain(&all->at[i]) && one_value(&all->at[k], &all->at[i]) && one_kind(w, &all->at[k], &all->at[i])
                   ? k
                   : best;
    }
    return best;
}

static void join(stm_work *w, const numbers *all, const twos *pairs)
{
    twos good = { 0 };
    STM_VEC(rivals) groups = { 0 };
    uint32_t *in = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)all->n + 1); /* by number: its group, from 1 on */
    for (uint32_t i = 0; i < pairs->n; i++) {
        if (partners(w, all, pairs, i)) {
            two p = *weigh(w, all, pairs, i);
            p.sure = by_kind(w, all, &p);
            p.weight = p.weight < ENOUGH && by_noun(w, all, &p) ? ENOUGH : p.weight;
            p.a = first_told(w, all, p.a);
            p.b = first_told(w, all, p.b);
            stm_vec_push(w->arena, &good, p);
        }
    }
    if (good.n > 0) {
        qsort(good.at, good.n, sizeof *good.at, heaviest_first);
    }
    for (uint32_t i = 0; i < good.n; i++) {
        const two *p = &good.at[i];
        uint32_t old = in[p->a] != 0 ? p->a : p->b, new = old == p->a ? p->b : p->a;
        rivals *r;
        if (in[old] == 0) {
            r = stm_vec_add(w->arena, &groups);
            *r = (rivals){ .weight = p->weight };
            stm_vec_push(w->arena, &r->numbers, old);
            in[old] = groups.n;
        }
        r = &groups.at[in[old] - 1];
        if (in[new] == 0 && may_join(all, r, &all->at[new])) {
            stm_vec_push(w->arena, &r->numbers, new);
            in[new] = in[old];
        }
        r->differ = r->differ || (in[new] == in[old] && !p->same);
        r->sure = r->sure || p->sure;
    }
    for (uint32_t i = 0; i < groups.n; i++) {
        if (groups.at[i].differ && (groups.at[i].sure || groups.at[i].weight >= ENOUGH)) {
            write_rivals(w, all, &groups.at[i]);
        }
    }
}

void stm_record_rivals(stm_work *w)
{
    uint32_t total = 0, longest = 0;
    numbers all = { .first = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)w->n + 1) };
    uint32_t *steps;
    twos pairs;
    stm_map forms = { 0 };
    if (stm_lines_total(w->line, w->n) < 2) {
        return; /* nothing can be a rival of its own line */
    }
    for (uint32_t m = 0; m < w->n; m++) {
        total += w->article[m]->figures.n;
        for (uint32_t s = 0; s < w->article[m]->sentences.n; s++) {
            uint32_t k = w->article[m]->sentences.at[s].n_tokens;
            longest = k > longest ? k : longest;
        }
    }
    all.at = stm_arena_raw(w->arena, (size_t)total + 1, sizeof *all.at);
    steps = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)longest + 1);
    for (uint32_t m = 0; m < w->n; m++) {
        all.first[m] = all.n;
        for (uint32_t f = 0; f < w->article[m]->figures.n; f++) {
            all.n += stm_number_load(w, &forms, m, f, steps, &all.at[all.n]);
        }
    }
    all.first[w->n] = all.n;
    pairs = find_pairs(w, &all, w->rarity.n + forms.items.n);
    join(w, &all, &pairs);
}
