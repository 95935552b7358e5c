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

#include "record/figure_units.h"
#include "record/record_parts.h"

#define MAX_SHARING 150
#define MAX_NEAR 48    /* words around one figure */
#define MOST_TIMES 3.0 /* one number of the other */
#define LEAST_WEIGHT 3.0f
#define ENOUGH 4.0f /* for one pair of the readings */
#define SURE 0.4
#define FOR_SAME 1.0f /* weight that the same number has for a partner */
#define SYNONYM 0.75f
#define CLOSE 2     /* steps from the number to the thing that it is of */
#define BESIDE 3    /* and to what it may be told of */
#define ASIDE 3     /* steps to another item of a list */
#define ROUNDED 0.5 /* of the last digit that is given */

typedef struct near_term {
    uint32_t id, form; /* of a name, the word as it stands, as a number beyond the terms; STM_NONE: no name */
    uint32_t steps;    /* in the tree, from the number */
    float weight;
    bool noun, name;
} near_term;

typedef struct number {
    uint32_t member, figure;
    double low, high; /* in the dimension's unit */
    stm_dimension dimension;
    uint32_t counted; /* term of what is counted, or STM_NONE */
    bool people;      /* "inhabitants" are "people" */
    near_term near[MAX_NEAR];
    uint32_t n_near;
    stm_u32s pairs;
} number;

/* Two numbers that may be of one thing. */
typedef struct two {
    uint32_t a, b;
    float weight;
    bool same, core;
} two;

typedef STM_VEC(two) twos;

static bool within(const stm_article *a, uint32_t token, stm_span at)
{
    return a->tokens.at[token].at.start >= at.start && a->tokens.at[token].at.start < at.end;
}

/* Steps in the tree of the sentence from the figure to each of its tokens; STM_NONE: no way. */
static void measure_steps(const stm_article *a, const stm_figure *f, const stm_sentence *s, uint32_t *steps)
{
    bool more = true;
    for (uint32_t i = 0; i < s->n_tokens; i++) {
        steps[i] = within(a, s->first_token + i, f->at) ? 0 : STM_NONE;
    }
    while (more) { /* few rounds: trees are not deep */
        more = false;
        for (uint32_t i = 0; i < s->n_tokens; i++) {
            const stm_token *t = &a->tokens.at[s->first_token + i];
            uint32_t h = t->head == STM_NONE ? STM_NONE : t->head - s->first_token;
            uint32_t step = t->deprel == STM_DEP_CONJ || t->deprel == STM_DEP_PARATAXIS ? ASIDE : 1;
            for (uint32_t way = 0; way < 2 && h < s->n_tokens; way++) {
                uint32_t from = way == 0 ? i : h, to = way == 0 ? h : i;
                if (steps[from] != STM_NONE && steps[from] + step < steps[to]) {
                    steps[to] = steps[from] + step;
                    more = true;
                }
            }
        }
    }
}

static void add_near(number *q, near_term t)
{
    for (uint32_t i = 0; i < q->n_near; i++) {
        if (q->near[i].id == t.id && q->near[i].form == t.form) {
            q->near[i].steps = t.steps < q->near[i].steps ? t.steps : q->near[i].steps;
            return;
        }
    }
    if (q->n_near < MAX_NEAR) {
        q->near[q->n_near++] = t;
    }
}

/* Of what is counted, the last noun. */
static uint32_t counted_head(const stm_article *a, const stm_figure *f)
{
    uint32_t best = STM_NONE;
    for (uint32_t i = stm_span_some(f->counted_at) ? stm_token_from(a, f->counted_at.start) : a->tokens.n;
         i < a->tokens.n && a->tokens.at[i].at.start < f->counted_at.end; i++) {
        if (a->tokens.at[i].upos == STM_NOUN || a->tokens.at[i].upos == STM_PROPN) {
            best = i;
        }
    }
    return best;
}

/* "two other victims", "6-foot-9", "the last four games": of all of them, or of something else. */
static bool of_some(const stm_article *a, const stm_figure *f)
{
    uint32_t first = stm_token_from(a, f->at.start), i = first;
    stm_str own = stm_str_sub(a->text, f->at);
    bool mark = f->at.end < a->text.n && a->text.p[f->at.end] == '-';
    for (size_t k = 1; k + 1 < own.n; k++) {
        mark = mark || (own.p[k] == '-' && own.p[k - 1] >= '0' && own.p[k - 1] <= '9');
    }
    i -= i > 0;
    for (; i < a->tokens.n && a->tokens.at[i].at.start < f->at.end; i++) {
        mark = mark ||
               stm_form_among(a, i, "other others another extra additional more further both first last final next");
    }
    return mark && (f->unit.p == NULL || stm_dimension_of(f->unit, &(double){ 0 }) != STM_DIM_OTHER);
}

/* The number says how many there are, or how much it is. */
static bool may_differ(const stm_work *w, uint32_t member, const stm_figure *f, const number *q)
{
    const stm_article *a = w->article[member];
    bool plain = q->dimension == STM_DIM_NUMBER || q->dimension == STM_DIM_PERSON;
    return !isnan(f->low) && f->low >= 0 && !of_some(a, f) && stm_figure_counts(a, f) && !stm_figure_names_one(a, f) &&
           !(plain && (f->low < 2 || (q->counted == STM_NONE && !q->people) || stm_figure_attribute(a, f) ||
                       a->tokens.at[stm_token_from(a, f->at.start)].upos == STM_ADJ)) &&
           !(q->dimension == STM_DIM_TIME && f->counted.p != NULL && stm_str_starts(f->counted, "age of "));
}

/* A word of a name, as a number beyond the terms. */
static uint32_t form_of(stm_work *w, stm_map *forms, uint32_t member, uint32_t token)
{
    stm_str s = stm_str_sub(w->lower[member], w->article[member]->tokens.at[token].at);
    uint32_t *at;
    if (w->article[member]->tokens.at[token].upos != STM_PROPN) {
        return STM_NONE;
    }
    at = stm_map_put(w->arena, forms, s, forms->items.n);
    return w->rarity.n + *at;
}

static bool load(stm_work *w, stm_map *forms, uint32_t member, uint32_t figure, uint32_t *steps, number *q)
{
    const stm_article *a = w->article[member];
    const stm_figure *f = &a->figures.at[figure];
    uint32_t s = stm_sentence_at(a, f->at.start), head = counted_head(a, f);
    double factor;
    const stm_sentence *x;
    *q = (number){ .member = member, .figure = figure };
    q->dimension = stm_dimension_of(f->unit, &factor);
    q->low = f->low * factor;
    q->high = (isnan(f->high) ? INFINITY : f->high) * factor;
    q->counted = head == STM_NONE ? STM_NONE : w->token_term[member][head].id;
    q->people = head != STM_NONE && stm_form_among(a, head, "people persons residents inhabitants");
    if (s == STM_NONE || !may_differ(w, member, f, q)) {
        return false;
    }
    x = &a->sentences.at[s];
    measure_steps(a, f, x, steps);
    for (uint32_t i = 0; i < x->n_tokens; i++) {
        uint32_t t = x->first_token + i;
        stm_matter_term term = w->token_term[member][t];
        uint8_t pos = a->tokens.at[t].upos;
        bool own = within(a, t, f->at) && pos != STM_NOUN && pos != STM_PROPN;
        if (term.id != STM_NONE && steps[i] != STM_NONE && !own && pos != STM_NUM && !w->attribution[member][t]) {
            add_near(q,
                     (near_term){ term.id, form_of(w, forms, member, t), steps[i], term.weight * w->rarity.at[term.id],
                                  pos == STM_NOUN || pos == STM_PROPN, pos == STM_PROPN });
        }
    }
    return true;
}

static float worth(uint32_t steps) { return steps <= 2 ? 1 : steps <= 4 ? 0.8f : steps <= 6 ? 0.4f : 0.1f; }

/* What the two have near to them in common; *core: a noun among it that is close to both. */
static float weigh(const stm_work *w, const number *p, const number *q, bool *core)
{
    float sum = 0;
    for (uint32_t i = 0; i < p->n_near; i++) {
        float best = 0;
        for (uint32_t k = 0; k < q->n_near; k++) {
            const near_term *x = &p->near[i], *y = &q->near[k];
            bool form = x->form != STM_NONE && x->form == y->form;
            if (form || stm_terms_alike(w, x->id, y->id)) {
                float least = (x->weight < y->weight ? x->weight : y->weight) * worth(x->steps + y->steps) *
                              (form || x->id == y->id ? 1 : SYNONYM);
                best = least > best ? least : best;
                *core = *core || (x->noun && y->noun && x->steps <= CLOSE && y->steps <= CLOSE);
            }
        }
        sum += best;
    }
    return sum;
}

static bool one_unit(const stm_work *w, const number *p, const number *q)
{
    stm_str x = w->article[p->member]->figures.at[p->figure].unit,
            y = w->article[q->member]->figures.at[q->figure].unit;
    return p->dimension != STM_DIM_OTHER || stm_str_eq(x, y);
}

static bool one_kind(const stm_work *w, const number *p, const number *q)
{
    bool plain = p->dimension == STM_DIM_NUMBER || p->dimension == STM_DIM_PERSON;
    if (p->dimension != q->dimension || !one_unit(w, p, q)) {
        return false;
    }
    return !plain || (p->people && q->people) ||
           (p->counted != STM_NONE && q->counted != STM_NONE && stm_terms_alike(w, p->counted, q->counted));
}

/* A word that the other has near to it, too. */
static bool has_near(const stm_work *w, const number *q, const near_term *x, uint32_t most)
{
    for (uint32_t k = 0; k < q->n_near; k++) {
        const near_term *y = &q->near[k];
        if (y->steps <= most && ((x->form != STM_NONE && x->form == y->form) || stm_terms_alike(w, x->id, y->id))) {
            return true;
        }
    }
    return false;
}

/* The number stands by a noun (or a name), within so many steps, that the other has not within as many as `most`. */
static bool has_own(const stm_work *w, const number *p, const number *q, bool name, uint32_t steps, uint32_t most)
{
    for (uint32_t i = 0; i < p->n_near; i++) {
        const near_term *x = &p->near[i];
        if (x->steps <= steps && (name ? x->name : x->noun) && !has_near(w, q, x, most)) {
            return true;
        }
    }
    return false;
}

static bool names_shared(const stm_work *w, const number *p, const number *q)
{
    bool any_p = false, any_q = false;
    for (uint32_t i = 0; i < p->n_near; i++) {
        if (p->near[i].name && p->near[i].steps <= CLOSE) {
            any_p = true;
            if (has_near(w, q, &p->near[i], CLOSE)) {
                return true;
            }
        }
    }
    for (uint32_t k = 0; k < q->n_near; k++) {
        any_q = any_q || (q->near[k].name && q->near[k].steps <= CLOSE);
    }
    return !any_p || !any_q;
}

/* A measure or a sum of each is told of another name: "602 miles from Tarn", "52 percent in Ost". */
static bool two_names(const stm_work *w, const number *p, const number *q)
{
    bool plain = p->dimension == STM_DIM_NUMBER || p->dimension == STM_DIM_PERSON;
    const stm_figure *f = &w->article[p->member]->figures.at[p->figure],
                     *g = &w->article[q->member]->figures.at[q->figure];
    return !plain && (!names_shared(w, p, q) ||
                      (has_own(w, p, q, true, BESIDE, UINT32_MAX) && has_own(w, q, p, true, BESIDE, UINT32_MAX)) ||
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
    return unit > 1 && fabs(few - many) <= ROUNDED * unit;
}

static bool apart(const stm_work *w, const number *p, const number *q)
{
    const stm_figure *f = &w->article[p->member]->figures.at[p->figure],
                     *g = &w->article[q->member]->figures.at[q->figure];
    bool one = (f->unit.p == NULL) == (g->unit.p == NULL) && (f->unit.p == NULL || stm_str_eq(f->unit, g->unit));
    return (p->high < q->low || q->high < p->low) && p->low <= MOST_TIMES * q->low && q->low <= MOST_TIMES * p->low &&
           (one ? !rounded(f->low, g->low) && !rounded(g->low, f->low) : fabs(p->low - q->low) > 0.1 * p->low);
}

/* Another number of the member's, and another value, is as near to the noun. */
static bool also_near(const stm_work *w, const number *all, uint32_t n, const number *p, const near_term *x)
{
    for (uint32_t i = 0; i < n; i++) {
        if (all[i].member == p->member && &all[i] != p && all[i].dimension == p->dimension &&
            (all[i].low != p->low || all[i].high != p->high) && has_near(w, &all[i], x, CLOSE + 1)) {
            return true;
        }
    }
    return false;
}

/* A noun that is close to both, and to no other number of either text. */
static bool own_noun(const stm_work *w, const number *all, uint32_t n, const number *p, const number *q)
{
    for (uint32_t i = 0; i < p->n_near; i++) {
        for (uint32_t k = 0; k < q->n_near; k++) {
            const near_term *x = &p->near[i], *y = &q->near[k];
            if (x->noun && y->noun && x->steps <= CLOSE && y->steps <= CLOSE && x->weight > 2 && y->weight > 2 &&
                ((x->form != STM_NONE && x->form == y->form) || stm_terms_alike(w, x->id, y->id)) &&
                !also_near(w, all, n, p, x) && !also_near(w, all, n, q, y)) {
                return true;
            }
        }
    }
    return false;
}

/* A text that counts the thing twice says two things with it. */
static bool counts_once(const stm_work *w, const number *all, uint32_t n, const number *p)
{
    for (uint32_t i = 0; i < n; i++) {
        if (all[i].member == p->member && &all[i] != p && one_kind(w, &all[i], p) &&
            (all[i].low != p->low || all[i].high != p->high)) {
            return false;
        }
    }
    return true;
}

/* The clauses tell what different ones do, or what is done to different ones, or of other days. */
static bool two_deeds(stm_work *w, const number *p, const number *q)
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

/* The pair is the best of `x` in the member of its other number. */
static bool best_of(const number *all, const twos *pairs, uint32_t pair, uint32_t x, uint32_t member)
{
    const two *p = &pairs->at[pair];
    for (uint32_t i = 0; i < all[x].pairs.n; i++) {
        uint32_t other = all[x].pairs.at[i];
        const two *q = &pairs->at[other];
        uint32_t to = q->a == x ? q->b : q->a;
        if (other != pair && all[to].member == member &&
            (q->weight > p->weight || (q->weight == p->weight && other < pair))) {
            return false;
        }
    }
    return true;
}

static void add_pair(stm_work *w, number *all, uint32_t a, uint32_t b, twos *pairs)
{
    two p = { .a = a, .b = b };
    if (w->line[all[a].member] != w->line[all[b].member] && one_kind(w, &all[a], &all[b])) {
        p.same = all[a].low == all[b].low && all[a].high == all[b].high;
        p.weight = weigh(w, &all[a], &all[b], &p.core) + (p.same ? FOR_SAME : 0);
        stm_vec_push(w->arena, &all[a].pairs, pairs->n);
        stm_vec_push(w->arena, &all[b].pairs, pairs->n);
        stm_vec_push(w->arena, pairs, p);
    }
}

static twos find_pairs(stm_work *w, number *all, uint32_t n, uint32_t n_keys)
{
    twos pairs = { 0 };
    stm_u32s *with = STM_NEW_ARRAY(w->arena, stm_u32s, (size_t)n_keys + 1);
    uint32_t *seen = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)n + 1);
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t k = 0; k < 2 * all[i].n_near; k++) {
            const near_term *t = &all[i].near[k / 2];
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
static bool known(const stm_work *w, const number *p, const number *q)
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
    bool differ;
} rivals;

static bool plain(const number *p) { return p->dimension == STM_DIM_NUMBER || p->dimension == STM_DIM_PERSON; }

/* Each is the best that the other has in its member, and nothing speaks against it. */
static bool partners(stm_work *w, const number *all, uint32_t n, const twos *pairs, uint32_t i)
{
    const two *p = &pairs->at[i];
    const number *x = &all[p->a], *y = &all[p->b];
    return p->weight >= LEAST_WEIGHT && p->core && (p->same || apart(w, x, y)) &&
           best_of(all, pairs, i, p->a, y->member) && best_of(all, pairs, i, p->b, x->member) && !two_names(w, x, y) &&
           !two_deeds(w, x, y) && (!plain(x) || (counts_once(w, all, n, x) && counts_once(w, all, n, y))) &&
           own_noun(w, all, n, x, y) && (p->same || !known(w, x, y));
}

static bool has_member(const number *all, const rivals *r, uint32_t member)
{
    for (uint32_t i = 0; i < r->numbers.n; i++) {
        if (all[r->numbers.at[i]].member == member) {
            return true;
        }
    }
    return false;
}

/* What is counted, or the unit. */
static stm_str label(const stm_work *w, const number *q)
{
    const stm_article *a = w->article[q->member];
    const stm_figure *f = &a->figures.at[q->figure];
    return f->counted.p != NULL ? f->counted : f->unit;
}

static void write_rivals(stm_work *w, const number *all, const rivals *r)
{
    stm_record_figure *out = stm_vec_add(w->arena, &w->record->figures);
    stm_u32s members = { 0 }, said_by = { 0 };
    stm_strs names = { 0 };
    memset(out, 0, sizeof *out);
    for (uint32_t i = 0; i < r->numbers.n; i++) {
        const number *x = &all[r->numbers.at[i]];
        const stm_figure *f = &w->article[x->member]->figures.at[x->figure];
        stm_figure_reading v = {
            .passage = { w->index[x->member], f->at }, .low = f->low, .high = f->high, .unit = f->unit
        };
        stm_said_by(w, x->member, f->quotation, &v.said_by, &v.said_by_name);
        v.holds = f->holds_from != STM_NO_DAY && f->holds_from == f->holds_to ? stm_day_format(w->arena, f->holds_from)
                                                                              : STM_NULL_STR;
        stm_vec_push(w->arena, &out->readings, v);
        stm_vec_push(w->arena, &members, x->member);
        stm_vec_push(w->arena, &said_by, v.said_by);
        stm_vec_push(w->arena, &names, v.said_by_name);
    }
    out->counted = label(w, &all[r->numbers.at[0]]);
    out->status = STM_FIG_CONFLICT;
    out->lines = stm_lines_among(w, &members);
    out->origins = stm_origins_among(w, &said_by, &names);
    out->confidence = SURE;
}

static int heaviest_first(const void *a, const void *b)
{
    const two *x = a, *y = b;
    return x->weight != y->weight ? (x->weight < y->weight) - (x->weight > y->weight)
           : x->a != y->a         ? (x->a > y->a) - (x->a < y->a)
                                  : (x->b > y->b) - (x->b < y->b);
}

static void join(stm_work *w, const number *all, uint32_t n, const twos *pairs)
{
    twos good = { 0 };
    STM_VEC(rivals) groups = { 0 };
    uint32_t *in = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)n + 1); /* by number: its group, from 1 on */
    for (uint32_t i = 0; i < pairs->n; i++) {
        if (partners(w, all, n, pairs, i)) {
            stm_vec_push(w->arena, &good, pairs->at[i]);
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
        if (in[new] == 0 && !has_member(all, r, all[new].member)) {
            stm_vec_push(w->arena, &r->numbers, new);
            in[new] = in[old];
        }
        r->differ = r->differ || (in[new] == in[old] && !p->same);
    }
    for (uint32_t i = 0; i < groups.n; i++) {
        if (groups.at[i].differ && groups.at[i].weight >= ENOUGH) {
            write_rivals(w, all, &groups.at[i]);
        }
    }
}

void stm_record_rivals(stm_work *w)
{
    uint32_t total = 0, n = 0, longest = 0;
    number *all;
    uint32_t *steps;
    twos pairs;
    stm_map forms = { 0 };
    for (uint32_t m = 0; m < w->n; m++) {
        total += w->article[m]->figures.n;
        for (uint32_t s = 0; s < w->article[m]->sentences.n; s++) {
            uint32_t k = w->article[m]->sentences.at[s].n_tokens;
            longest = k > longest ? k : longest;
        }
    }
    all = STM_NEW_ARRAY(w->arena, number, (size_t)total + 1);
    steps = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)longest + 1);
    for (uint32_t m = 0; m < w->n; m++) {
        for (uint32_t f = 0; f < w->article[m]->figures.n; f++) {
            n += load(w, &forms, m, f, steps, &all[n]);
        }
    }
    pairs = find_pairs(w, all, n, w->rarity.n + forms.items.n);
    join(w, all, n, &pairs);
}
