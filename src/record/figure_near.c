/* figure_near.c: a number with what stands near it in the tree of its sentence.
 *
 * In: figures, trees, terms, entities.  Out: what is counted, terms with their steps from the number, whose inhabitants
 * are counted; what two numbers have in common of it. Words of names are compared as they stand, too, since a name may
 * be an entity in one text and part of a longer one in the other. Never: who says it; other numbers.
 * Cost: the tokens of the sentence, a few times over; words times words.
 */
#include <math.h>

#include "record/figure_near.h"

#define SYNONYM 0.75f
#define ASIDE 3 /* steps to another item of a list */

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

static void add_near(stm_number *q, stm_near_term t)
{
    for (uint32_t i = 0; i < q->n_near; i++) {
        if (q->near[i].id == t.id && q->near[i].form == t.form) {
            q->near[i].steps = t.steps < q->near[i].steps ? t.steps : q->near[i].steps;
            return;
        }
    }
    if (q->n_near < STM_MAX_NEAR) {
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
    return mark && !(f->unit.p != NULL && stm_str_eqz(f->unit, "magnitude"));
}

/* The number says how many there are, or how much it is. */
static bool may_differ(const stm_work *w, uint32_t member, const stm_figure *f, const stm_number *q)
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

static const char places[] = "city town village island country state suburb community county province district region "
                             "capital neighborhood neighbourhood municipality settlement camp territory borough parish";

/* "home to 120,000 people", "a population of 120,000", "has 120,000 inhabitants", "a town of 120,000 people": the token
 * of the place, the nearest in the tree. */
static uint32_t inhabited(const stm_work *w, uint32_t member, const stm_figure *f, const stm_number *q,
                          const stm_sentence *s, const uint32_t *steps)
{
    const stm_article *a = w->article[member];
    uint32_t t = stm_token_from(a, f->at.start), best = STM_NONE;
    uint32_t head = counted_head(a, f);
    bool said = head != STM_NONE && stm_form_among(a, head, "residents inhabitants");
    said = said || (t > 1 && ((stm_form_among(a, t - 1, "to") && stm_form_among(a, t - 2, "home")) ||
                              (stm_form_among(a, t - 1, "of") && stm_form_among(a, t - 2, "population")) ||
                              (q->people && stm_form_among(a, t - 1, "of") && stm_form_among(a, t - 2, places))));
    for (uint32_t i = 0; i < s->n_tokens && said; i++) {
        uint32_t k = s->first_token + i, e = w->at_token[member][k];
        bool place = stm_form_among(a, k, places) ||
                     (e != STM_NONE && w->named.at[e] && w->record->entities.at[e].kind == STM_PLACE);
        if (place && steps[i] != STM_NONE && (best == STM_NONE || steps[i] < steps[best - s->first_token])) {
            best = k;
        }
    }
    return best;
}

bool stm_number_load(stm_work *w, stm_map *forms, uint32_t member, uint32_t figure, uint32_t *steps, stm_number *q)
{
    const stm_article *a = w->article[member];
    const stm_figure *f = &a->figures.at[figure];
    uint32_t s = stm_sentence_at(a, f->at.start), head = counted_head(a, f);
    double factor;
    const stm_sentence *x;
    *q = (stm_number){ .member = member, .figure = figure };
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
    q->place = inhabited(w, member, f, q, x, steps);
    for (uint32_t i = 0; i < x->n_tokens; i++) {
        uint32_t t = x->first_token + i;
        stm_matter_term term = w->token_term[member][t];
        uint8_t pos = a->tokens.at[t].upos;
        bool own = within(a, t, f->at) && pos != STM_NOUN && pos != STM_PROPN;
        if (term.id != STM_NONE && steps[i] != STM_NONE && !own && pos != STM_NUM && !w->attribution[member][t]) {
            add_near(q, (stm_near_term){ term.id, form_of(w, forms, member, t), steps[i],
                                         term.weight * w->rarity.at[term.id], pos == STM_NOUN || pos == STM_PROPN,
                                         pos == STM_PROPN });
        }
    }
    return true;
}

static float worth(uint32_t steps) { return steps <= 2 ? 1 : steps <= 4 ? 0.8f : steps <= 6 ? 0.4f : 0.1f; }

bool stm_near_alike(const stm_work *w, const stm_near_term *x, const stm_near_term *y)
{
    return (x->form != STM_NONE && x->form == y->form) || stm_terms_alike(w, x->id, y->id);
}

static uint64_t bit_of(uint32_t number) { return number == STM_NONE ? 0 : (uint64_t)1 << number % 64; }

float stm_numbers_share(const stm_work *w, const stm_number *p, const stm_number *q, bool *core)
{
    uint64_t ids = 0, forms = 0;
    stm_term_kin all = { 0 };
    float sum = 0;
    for (uint32_t k = 0; k < q->n_near; k++) {
        const stm_term_kin *kin = &w->kin[q->near[k].id];
        ids |= bit_of(q->near[k].id);
        forms |= bit_of(q->near[k].form);
        all.hint |= kin->hint;
        all.second |= kin->second;
    }
    for (uint32_t i = 0; i < p->n_near; i++) {
        bool may = (ids & bit_of(p->near[i].id)) != 0 || (forms & bit_of(p->near[i].form)) != 0 ||
                   stm_kin_may_be_alike(&w->kin[p->near[i].id], &all);
        float best = 0;
        for (uint32_t k = 0; may && k < q->n_near; k++) {
            const stm_near_term *x = &p->near[i], *y = &q->near[k];
            bool form = x->form != STM_NONE && x->form == y->form;
            if (stm_near_alike(w, x, y)) {
                float least = (x->weight < y->weight ? x->weight : y->weight) * worth(x->steps + y->steps) *
                              (form || x->id == y->id ? 1 : SYNONYM);
                best = least > best ? least : best;
                *core = *core || (x->noun && y->noun && x->steps <= STM_NEAR_CLOSE && y->steps <= STM_NEAR_CLOSE);
            }
        }
        sum += best;
    }
    return sum;
}

bool stm_number_has_near(const stm_work *w, const stm_number *q, const stm_near_term *x, uint32_t most)
{
    for (uint32_t k = 0; k < q->n_near; k++) {
        const stm_near_term *y = &q->near[k];
        if (y->steps <= most && stm_near_alike(w, x, y)) {
            return true;
        }
    }
    return false;
}

bool stm_number_has_own_name(const stm_work *w, const stm_number *p, const stm_number *q, uint32_t steps)
{
    for (uint32_t i = 0; i < p->n_near; i++) {
        const stm_near_term *x = &p->near[i];
        if (x->steps <= steps && x->name && !stm_number_has_near(w, q, x, UINT32_MAX)) {
            return true;
        }
    }
    return false;
}

bool stm_numbers_share_name(const stm_work *w, const stm_number *p, const stm_number *q)
{
    bool any_p = false, any_q = false;
    for (uint32_t i = 0; i < p->n_near; i++) {
        if (p->near[i].name && p->near[i].steps <= STM_NEAR_CLOSE) {
            any_p = true;
            if (stm_number_has_near(w, q, &p->near[i], STM_NEAR_CLOSE)) {
                return true;
            }
        }
    }
    for (uint32_t k = 0; k < q->n_near; k++) {
        any_q = any_q || (q->near[k].name && q->near[k].steps <= STM_NEAR_CLOSE);
    }
    return !any_p || !any_q;
}
