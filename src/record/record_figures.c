/* record_figures.c: readings of one quantity, aligned across articles by what is counted.
 *
 * In: figures of the articles, matters.  Out: record.figures.  Never: compares a share with a number of people.
 *
 * Two figures are readings of one quantity where units are of one dimension, the thing counted is the same word or a
 * synonym, and what is said of it around the figure is alike. Ranges that meet agree; ranges that do not meet are an
 * update where they hold for different days, a conflict where they hold for one, and unclear where the texts do not
 * say. Metric and other units are brought to one before they are compared, with room for rounding.
 * Cost: pairs that share a counted word which not more than MAX_SHARING figures have.
 */
#include <math.h>
#include <stdlib.h>

#include "record/figure_units.h"
#include "record/record_parts.h"

#define MAX_SHARING 150
#define ROUNDING 0.035
#define WIDE 0.2 /* of a number that is said to be about another */
#define CONVERSION 0.1
#define LEAD_SENTENCES 3
#define ANY_SHARED 1 /* weight of what the words around two figures share */
#define SOME_SHARED 3
#define FAR 20   /* times */
#define NEAR 200 /* figures before one that are looked through for a clash */

typedef struct quantity {
    uint32_t member, figure;
    double low, high; /* in the base unit */
    double factor;    /* of its own unit; what is converted is rounded */
    uint32_t dimension;
    stm_harm harm;                   /* what became of the people counted */
    bool part;                       /* "15 of the 19" */
    bool rate;                       /* "62 crowns a share": of each */
    bool lead;                       /* in the headline or the first sentences: the story's own total */
    uint32_t unit, sentence, person; /* of the matter; person: entity whose age it is */
    stm_matter counted, around;
    uint32_t up;
} quantity;

enum {
    NUMBER = STM_DIM_NUMBER,
    PERSON = STM_DIM_PERSON,
    SHARE = STM_DIM_SHARE,
    LENGTH = STM_DIM_LENGTH,
    TIME = STM_DIM_TIME,
    WEIGHT = STM_DIM_WEIGHT,
    AGE = STM_DIM_AGE,
    OTHER = STM_DIM_OTHER
};

static void to_base(stm_str unit, quantity *q)
{
    q->dimension = stm_dimension_of(unit, &q->factor);
    q->low *= q->factor;
    q->high *= q->factor;
}

/* Two totals that logic lets stand beside each other, "at least 17" and "31", are still two readings. */
static bool another_total(const quantity *a, const quantity *b)
{
    return a->harm != STM_NO_HARM && a->harm == b->harm && !isinf(a->low) && !isinf(b->low) && a->low != b->low;
}

static bool meet(const quantity *a, const quantity *b)
{
    double room = a->dimension >= LENGTH && a->dimension <= WEIGHT && a->dimension != TIME && a->factor != b->factor
                      ? ROUNDING
                  : a->dimension == SHARE ? ROUNDING / 3
                                          : 0;
    return !(a->high * (1 + room) < b->low || b->high * (1 + room) < a->low);
}

static bool same_unit(stm_str a, stm_str b)
{
    return (a.p == NULL && b.p == NULL) || (a.p != NULL && b.p != NULL && stm_str_eq(a, b));
}

bool stm_figures_convert(const stm_work *w, uint32_t a, stm_span in_a, uint32_t b, stm_span in_b)
{
    for (uint32_t i = 0; i < w->article[a]->figures.n; i++) {
        const stm_figure *f = &w->article[a]->figures.at[i];
        for (uint32_t k = 0; k < w->article[b]->figures.n && stm_span_meets(f->at, in_a); k++) {
            const stm_figure *g = &w->article[b]->figures.at[k];
            quantity x = { .low = f->low, .high = f->high }, y = { .low = g->low, .high = g->high };
            if (!stm_span_meets(g->at, in_b)) {
                continue;
            }
            to_base(f->unit, &x);
            to_base(g->unit, &y);
            x.low = isnan(x.low) ? x.high : x.low;
            y.low = isnan(y.low) ? y.high : y.low;
            if (x.dimension == y.dimension && x.dimension >= LENGTH && x.dimension <= WEIGHT &&
                !same_unit(f->unit, g->unit) && fabs(x.low - y.low) <= CONVERSION * x.low) {
                return true;
            }
        }
    }
    return false;
}

static bool matched(const stm_work *w, const quantity *a, const quantity *b)
{
    for (uint32_t k = 0; a->unit != STM_NONE && b->unit != STM_NONE && k < w->matches_of[a->unit].n; k++) {
        const stm_match *m = &w->matches.at[w->matches_of[a->unit].at[k]];
        if (m->a == b->unit || m->b == b->unit) {
            return m->strong;
        }
    }
    return false;
}

/* "Earnings were $2.31 a share, topping the analysts' estimate of $2.27", "his $9 million, her $2 million": what came
 * and what was thought, or two things, with money. */
static bool beside_each_other(const stm_work *w, const quantity *a)
{
    const stm_article *x = w->article[a->member];
    const stm_sentence *s = &x->sentences.at[a->sentence];
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        if (stm_form_among(
                x, i, "estimate estimates forecast forecasts consensus expectation expectations topping beating")) {
            return true;
        }
    }
    return a->dimension == OTHER && x->figures.at[a->figure].counted.p == NULL;
}

/* "One side says a few hundred, the other insists on thousands": one sentence, two mouths. */
static bool set_against(const stm_work *w, const quantity *a, const quantity *b)
{
    const stm_figure *f = &w->article[a->member]->figures.at[a->figure],
                     *g = &w->article[b->member]->figures.at[b->figure];
    uint32_t ea, eb;
    stm_str na, nb;
    if (a->sentence != b->sentence || f->quotation == STM_NONE || g->quotation == STM_NONE ||
        f->quotation == g->quotation || meet(a, b) || beside_each_other(w, a) || beside_each_other(w, b) ||
        (a->dimension == SHARE) != (b->dimension == SHARE) ||
        (f->counted.p != NULL && g->counted.p != NULL && !stm_str_eq_nocase(f->counted, g->counted))) {
        return false;
    }
    stm_said_by(w, a->member, f->quotation, &ea, &na);
    stm_said_by(w, b->member, g->quotation, &eb, &nb);
    return na.p != NULL && nb.p != NULL && !stm_str_eq_nocase(na, nb);
}

/* A text that counts the thing twice, "three counts of theft and one count of fraud", says two things with it. */
static bool counts_once(const stm_work *w, const quantity *q)
{
    const stm_article *a = w->article[q->member];
    stm_str counted = a->figures.at[q->figure].counted;
    for (uint32_t i = 0; i < a->figures.n && counted.p != NULL; i++) {
        const stm_figure *g = &a->figures.at[i];
        if (i != q->figure && g->counted.p != NULL && stm_str_eq_nocase(g->counted, counted) &&
            g->low != a->figures.at[q->figure].low) {
            return false;
        }
    }
    return true;
}

/* "two separate shooting cases" */
static bool counts_deeds(const stm_figure *f)
{
    stm_str s = f->counted;
    size_t from = s.n;
    while (s.p != NULL && from > 0 && s.p[from - 1] != ' ') {
        from--;
    }
    return s.p != NULL && stm_str_among((stm_str){ s.p + from, s.n - from },
                                        "case cases shooting shootings attack attacks incident incidents crash crashes "
                                        "blast blasts explosion explosions raid raids fire fires");
}

static bool one_quantity(const stm_work *w, const quantity *a, const quantity *b)
{
    const stm_figure *f = &w->article[a->member]->figures.at[a->figure],
                     *g = &w->article[b->member]->figures.at[b->figure];
    stm_likeness counted, around;
    bool people = a->dimension == PERSON || b->dimension == PERSON, same = meet(a, b), one_matter;
    if (a->member == b->member) {
        return set_against(w, a, b);
    }
    if (a->harm != b->harm || a->rate != b->rate) {
        return false;
    }
    if (!same && (a->part || b->part || a->low > b->high * FAR || b->low > a->high * FAR)) {
        return false; /* a part and the whole, or two things */
    }
    if (!same && (stm_figure_names_one(w->article[a->member], f) || stm_figure_names_one(w->article[b->member], g))) {
        return false;
    }
    if (a->harm != STM_NO_HARM && a->harm == b->harm && a->lead && b->lead && !counts_deeds(f) && !counts_deeds(g)) {
        return true;
    }
    if (a->dimension != b->dimension && !(people && (a->dimension == NUMBER || b->dimension == NUMBER))) {
        return false;
    }
    if (a->dimension == OTHER && !same_unit(f->unit, g->unit)) {
        return false;
    }
    counted = stm_matter_compare(w, &a->counted, &b->counted);
    if (a->dimension != b->dimension && a->harm == STM_NO_HARM && stm_span_some(f->counted_at) &&
        stm_span_some(g->counted_at) && counted.n == 0 && !stm_str_eqz(f->counted, "people") &&
        !stm_str_eqz(g->counted, "people")) {
        return false; /* "thousands of pages", "thousands of workers" */
    }
    around = stm_matter_compare(w, &a->around, &b->around);
    one_matter = matched(w, a, b);
    if (a->dimension == AGE) {
        bool named = counted.shared >= 1 && counted.least >= 0.6f;
        if ((a->person != STM_NONE && b->person != STM_NONE && a->person != b->person && w->named.at[a->person] &&
             w->named.at[b->person]) || /* "a man, 61" may be either */
            stm_figure_again_later(w->article[a->member], f, g) ||
            stm_figure_again_later(w->article[b->member], g, f)) {
            return false;
        }
        return same ? named || a->counted.terms.n == 0 || b->counted.terms.n == 0 || around.shared >= 4
                    : named && counted.n > 0 && a->person != STM_NONE && a->person == b->person;
    }
    if (((f->low == 1 && f->high == 1) && !stm_span_some(f->counted_at)) ||
        ((g->low == 1 && g->high == 1) && !stm_span_some(g->counted_at))) {
        return false; /* "one used by clerks, another by ..." */
    }
    if (same && a->dimension == OTHER && stm_figures_two_parties(w, a->member, f, b->member, g)) {
        return false;
    }
    if (same && a->dimension == OTHER && around.shared >= ANY_SHARED &&
        stm_figures_one_sum(w, a->member, f, b->member, g)) {
        return true;
    }
    if (same && people && a->harm == STM_NO_HARM && around.shared >= SOME_SHARED && stm_figures_one_crowd(f, g) &&
        stm_figure_wordy(w->arena, w->article[a->member], f) && stm_matters_share_event(w, &a->around, &b->around)) {
        return true;
    }
    if (same && around.shared >= SOME_SHARED && stm_figures_one_number(w, a->member, f, b->member, g)) {
        return true;
    }
    if (same && a->harm != STM_NO_HARM && a->low == b->low && a->high == b->high && counted.least >= 0.8f &&
        counted.exact > 0) {
        return true; /* two women died: of those, whatever the words around */
    }
    if (a->dimension >= LENGTH && a->dimension <= WEIGHT) {
        return around.shared >= 4 && (same ? around.least >= 0.35f : one_matter && around.dice >= 0.45f);
    }
    if (a->dimension == SHARE) {
        /* what it is a share of, and for another number what is said of it too */
        return around.shared >= 5 && counted.n > 0 && counted.least >= 0.6f &&
               (same ? one_matter || around.dice >= 0.3f : one_matter && around.dice >= 0.5f) &&
               !(a->high == 1 && a->low == 1) && !(b->high == 1 && b->low == 1);
    }
    if (stm_units_days_apart(w, a->unit, b->unit)) {
        return false;
    }
    if (!same) {
        return counted.least >= 0.8f && counted.exact > 0 && around.shared >= 5 && one_matter && around.dice >= 0.35f &&
               counts_once(w, a) && counts_once(w, b);
    }
    return counted.least >= 0.6f && around.shared >= 3 && (one_matter || around.dice >= 0.3f || around.least >= 0.45f);
}

static uint32_t root_of(quantity *q, uint32_t i)
{
    while (q[i].up != i) {
        q[i].up = q[q[i].up].up;
        i = q[i].up;
    }
    return i;
}

static void load(stm_work *w, uint32_t member, uint32_t figure, quantity *q)
{
    const stm_article *a = w->article[member];
    const stm_figure *f = &a->figures.at[figure];
    uint32_t s = stm_sentence_at(a, f->at.start);
    stm_span near = f->at;
    q->member = member;
    q->figure = figure;
    q->low = isnan(f->low) ? -INFINITY : f->low;
    q->high = isnan(f->high) ? INFINITY : f->high;
    to_base(f->unit, q);
    q->unit = stm_unit_at(w, member, f->at.start);
    q->sentence = s;
    q->part = stm_figure_is_part(a, f);
    q->rate = stm_figure_is_rate(a, f);
    q->lead = s != STM_NONE && (s < LEAD_SENTENCES || a->sentences.at[s].furniture != 0);
    if ((q->dimension == PERSON || q->dimension == NUMBER) && f->low == floor(f->low)) {
        uint32_t t = stm_token_from(a, f->at.start); /* "the third day since the killing": no total */
        q->harm =
            t < a->tokens.n && a->tokens.at[t].upos == STM_ADJ && a->tokens.at[t].xpos != STM_XP_JJR &&
                    !stm_figure_wordy(w->arena, w->article[q->member], &w->article[q->member]->figures.at[q->figure])
                ? STM_NO_HARM
                : stm_figure_harm(a, f);
        q->dimension = q->harm != STM_NO_HARM ? PERSON : q->dimension;
        q->lead = q->lead || (q->harm == STM_MISSING && stm_figure_still(a, f));
    }
    q->person = STM_NONE;
    if (q->dimension == TIME && f->counted.p != NULL && stm_str_starts(f->counted, "age of ")) {
        q->dimension = AGE;
        q->person = stm_figure_whose_age(w, member, f, s);
    }
    if (stm_span_some(f->counted_at)) {
        stm_matter_of(w, member, &f->counted_at, 1, &q->counted);
    }
    if (q->counted.terms.n == 0 && q->dimension != AGE) {
        stm_matter_of(w, member, &f->at, 1, &q->counted);
    }
    if (s != STM_NONE) {
        /* some twenty words around, within the sentence */
        const stm_sentence *x = &a->sentences.at[s];
        uint32_t t = stm_token_from(a, f->at.start);
        uint32_t from = t > x->first_token + 10 ? t - 10 : x->first_token;
        uint32_t to = t + 14 < x->first_token + x->n_tokens ? t + 14 : x->first_token + x->n_tokens;
        if (from < to) {
            near = (stm_span){ a->tokens.at[from].at.start, a->tokens.at[to - 1].at.end };
        }
    }
    stm_matter_of(w, member, &near, 1, &q->around);
}

/* What is counted, as a reader would name it. */
static stm_str counted_name(stm_work *w, const quantity *q)
{
    static const char *const dimension[] = { NULL,   "people", NULL,     "distance", "speed",
                                             "area", "time",   "weight", "age",      NULL };
    const stm_article *a = w->article[q->member];
    const stm_figure *f = &a->figures.at[q->figure];
    stm_str s = f->counted;
    while (s.n > 0 && (s.p[0] == '-' || s.p[0] == ' ')) {
        s.p++;
        s.n--;
    }
    if (q->dimension != SHARE && stm_str_starts(s, "share of ")) { /* "half a litre of milk" */
        s.p += strlen("share of ");
        s.n -= strlen("share of ");
    }
    if (s.n > 0 && !stm_figure_label_vague(s) && stm_figure_margin(a, f)) {
        return stm_str_format(w->arena, "margin in %.*s", (int)s.n, s.p);
    }
    if (q->harm != STM_NO_HARM) {
        return stm_harm_name(q->harm);
    }
    if (s.p == NULL || s.n == 0 || (f->unit.p != NULL && stm_str_eq(s, f->unit))) {
        stm_str sum = q->dimension != OTHER ? STM_NULL_STR
                      : q->rate             ? stm_figure_price(w->arena, a, f)
                                            : stm_figure_sum_of(w, q->member, f);
        if (sum.p != NULL) {
            return sum;
        }
        return q->dimension < OTHER && dimension[q->dimension] != NULL ? stm_str_of(dimension[q->dimension])
                                                                       : STM_NULL_STR;
    }
    if (q->rate && f->unit.p == NULL && stm_span_some(f->counted_at) && f->counted_at.start >= f->at.start) {
        return stm_wording(w->arena, a, stm_figure_with_rate(a, f)); /* "crowns a share" */
    }
    if (q->dimension == PERSON && stm_str_find(s, STM_STR(" "), 0) == SIZE_MAX &&
        (stm_str_ends(s, "ed") || stm_str_eqz(s, "dead") || stm_str_eqz(s, "hurt") || stm_str_eqz(s, "shot"))) {
        return stm_str_format(w->arena, "people %.*s", (int)s.n, s.p);
    }
    return stm_figure_whose(w, q->member, f, s);
}

static bool figures_apart(const stm_figure *f, const stm_figure *g)
{
    return f->holds_from != STM_NO_DAY && g->holds_from != STM_NO_DAY && f->holds_to != STM_NO_DAY &&
           g->holds_to != STM_NO_DAY && (f->holds_to < g->holds_from || g->holds_to < f->holds_from);
}

/* Days on which the two hold, as the texts give them; else those of publication. */
static bool holds_apart(const stm_work *w, const quantity *x, const quantity *y)
{
    const stm_figure *f = &w->article[x->member]->figures.at[x->figure],
                     *g = &w->article[y->member]->figures.at[y->figure];
    int32_t a = stm_article_today(w->article[x->member]), b = stm_article_today(w->article[y->member]);
    if (f->holds_from == STM_NO_DAY && g->holds_from == STM_NO_DAY) {
        return a != STM_NO_DAY && b != STM_NO_DAY && a != b;
    }
    return figures_apart(f, g);
}

/* Of numbers that differ each must count what the first counts: chains do not. */
static bool count_one_thing(const stm_work *w, const quantity *q, const stm_u32s *group)
{
    const quantity *x = &q[group->at[0]];
    for (uint32_t i = 1; i < group->n; i++) {
        const quantity *y = &q[group->at[i]];
        bool measured = x->dimension >= LENGTH && x->dimension <= AGE;
        if (!measured && !(x->member == y->member && x->sentence == y->sentence) &&
            (x->harm == STM_NO_HARM || x->harm != y->harm) && x->counted.terms.n > 0 && y->counted.terms.n > 0 &&
            stm_matter_compare(w, &x->counted, &y->counted).least < 0.6f) {
            return false;
        }
    }
    return true;
}

/* "a few" and "several" agree on nothing, unless they say the same. */
static bool only_vague(const stm_work *w, const quantity *q, const stm_u32s *group)
{
    const quantity *first = &q[group->at[0]];
    bool differ = false;
    for (uint32_t i = 0; i < group->n; i++) {
        const quantity *x = &q[group->at[i]];
        if (!stm_figure_wordy(w->arena, w->article[x->member], &w->article[x->member]->figures.at[x->figure])) {
            return false;
        }
        differ = differ || x->low < first->low || x->low > first->low || x->high < first->high || x->high > first->high;
    }
    return differ;
}

/* Two lines give the same number; "at least 50" and "90" may both be true, and agree on nothing. */
static bool two_lines_say(const stm_work *w, const quantity *q, const stm_u32s *group)
{
    for (uint32_t i = 0; i < group->n; i++) {
        for (uint32_t k = 0; k < i; k++) {
            const quantity *x = &q[group->at[i]], *y = &q[group->at[k]];
            double least = fabs(y->low) * ROUNDING, most = fabs(y->high) * ROUNDING;
            bool low = isinf(x->low) || isinf(y->low) ? x->low == y->low : fabs(x->low - y->low) <= least;
            bool high = isinf(x->high) || isinf(y->high) ? x->high == y->high : fabs(x->high - y->high) <= most;
            if (w->line[x->member] != w->line[y->member] && low && high) {
                return true;
            }
        }
    }
    return false;
}

/* "age of Ann Roe", which one line alone says of the number, where another has it of "a woman": that she is the woman
 * is known from the number, so that the number is not known of her from both. */
static bool age_of_one_text(const stm_work *w, const quantity *q, const stm_u32s *group, const stm_str *names,
                            uint32_t i)
{
    size_t at = strlen("age of "), from = names[i].n;
    stm_str last;
    bool noun = false;
    if (names[i].p == NULL || !stm_str_starts(names[i], "age of ") || names[i].n <= at || names[i].p[at] >= 'a') {
        return false;
    }
    while (from > at && names[i].p[from - 1] != ' ') {
        from--;
    }
    last = (stm_str){ names[i].p + from, names[i].n - from };
    for (uint32_t k = 0; k < group->n; k++) {
        bool has = names[k].p != NULL && stm_str_find(names[k], last, 0) != SIZE_MAX;
        if (has && w->line[q[group->at[k]].member] != w->line[q[group->at[i]].member]) {
            return false;
        }
        noun = noun || (names[k].p != NULL && names[k].n > at && names[k].p[at] >= 'a');
    }
    return noun;
}

/* The label that most readings give, if it says anything; of several, the longest. */
static stm_str label_of(stm_work *w, const quantity *q, const stm_u32s *group)
{
    stm_str best = STM_NULL_STR, *names = STM_NEW_ARRAY(w->arena, stm_str, (size_t)group->n + 1);
    uint32_t best_n = 0;
    for (uint32_t i = 0; i < group->n; i++) {
        names[i] = counted_name(w, &q[group->at[i]]);
    }
    for (uint32_t i = 0; i < group->n; i++) {
        stm_str s = names[i];
        uint32_t n = 0;
        bool again = false; /* a label that was counted */
        for (uint32_t k = 0; k < i && s.p != NULL && !again; k++) {
            again = names[k].p != NULL && stm_str_eq_nocase(names[k], s);
        }
        for (uint32_t k = i; k < group->n && s.p != NULL && !again; k++) {
            n += names[k].p != NULL && stm_str_eq_nocase(names[k], s);
        }
        n = n > 0 && age_of_one_text(w, q, group, names, i) ? 0 : n;
        n = n > 0 && stm_figure_label_vague(s) ? 1 : n * 2; /* "people shot" rather than "people" */
        if (s.p != NULL && n > 0 && (n > best_n || (n == best_n && s.n > best.n))) {
            best = s;
            best_n = n;
        }
    }
    return stm_figure_label_with_article(w->arena, best);
}

static bool near(double a, double b) { return isinf(a) || isinf(b) ? false : fabs(a - b) <= fabs(b) * ROUNDING; }

/* Of readings that may all be true, those that give the number which most lines give, or nearly, or have it for a
 * bound: "over seven" and "at most 27" agree with "eight" and "twelve" on nothing. */
static void keep_same(stm_work *w, const quantity *q, stm_u32s *group)
{
    uint32_t best = STM_NONE, most = 1, n = 0;
    for (uint32_t i = 0; i < group->n; i++) {
        const quantity *x = &q[group->at[i]];
        stm_u32s members = { 0 };
        uint32_t lines;
        bool again = false; /* a number that was counted */
        for (uint32_t k = 0; k < i && !again; k++) {
            again = q[group->at[k]].low == x->low && q[group->at[k]].high == x->high;
        }
        for (uint32_t k = 0; k < group->n && !again; k++) {
            const quantity *y = &q[group->at[k]];
            if (near(y->low, x->low) && near(y->high, x->high)) {
                stm_vec_push(w->arena, &members, y->member);
            }
        }
        lines = stm_lines_among(w, &members);
        if (lines > most) {
            most = lines;
            best = group->at[i];
        }
    }
    for (uint32_t i = 0; i < group->n && best != STM_NONE; i++) {
        const quantity *x = &q[group->at[i]], *y = &q[best];
        bool round = x->low <= y->low && y->high <= x->high && x->high - x->low <= fabs(y->low) * WIDE;
        if ((near(x->low, y->low) && (near(x->high, y->high) || isinf(x->high))) ||
            (isinf(x->low) && near(x->high, y->high)) || round) {
            group->at[n++] = group->at[i];
        }
    }
    group->n = best == STM_NONE ? group->n : n;
}

static void write_figure(stm_work *w, quantity *q, stm_u32s *group)
{
    stm_record_figure *r;
    stm_u32s members = { 0 }, said_by = { 0 };
    stm_strs names = { 0 };
    bool all_meet = true, apart = false, attribute = true, by_noun = true; /* "a woman": of how many, nobody says */
    uint32_t lines;
    for (uint32_t i = 0; i < group->n; i++) {
        const quantity *x = &q[group->at[i]];
        stm_vec_push(w->arena, &members, x->member);
        for (uint32_t k = 0; k < i; k++) {
            const quantity *y = &q[group->at[k]];
            if (!meet(x, y) || another_total(x, y)) {
                all_meet = false;
                apart = apart || holds_apart(w, x, y) ||
                        (x->harm != STM_NO_HARM && w->line[x->member] == w->line[y->member]);
            }
        }
    }
    if (all_meet) {
        keep_same(w, q, group);
        members.n = 0;
        for (uint32_t i = 0; i < group->n; i++) {
            stm_vec_push(w->arena, &members, q[group->at[i]].member);
        }
    }
    lines = stm_lines_among(w, &members);
    if ((all_meet && (lines < 2 || only_vague(w, q, group))) || (!all_meet && !count_one_thing(w, q, group))) {
        return;
    }
    r = stm_vec_add(w->arena, &w->record->figures);
    memset(r, 0, sizeof *r); /* one that was taken back may lie there */
    for (uint32_t i = 0; i < group->n; i++) {
        const quantity *x = &q[group->at[i]];
        const stm_article *a = w->article[x->member];
        const stm_figure *f = &a->figures.at[x->figure];
        stm_figure_reading v = {
            .passage = { w->index[x->member], f->at }, .low = f->low, .high = f->high, .unit = f->unit
        };
        stm_said_by(w, x->member, stm_figure_told_in(a, f), &v.said_by, &v.said_by_name);
        v.holds = x->person == STM_NONE ? stm_figure_holds(w, x->member, f)
                                        : STM_NULL_STR; /* the day beside an age is of what he did */
        stm_vec_push(w->arena, &r->readings, v);
        if (v.said_by_name.p != NULL || x->sentence == STM_NONE || a->sentences.at[x->sentence].furniture == 0) {
            stm_vec_push(w->arena, &said_by, v.said_by); /* a headline has its number from the text below it */
            stm_vec_push(w->arena, &names, v.said_by_name);
        }
    }
    r->counted = label_of(w, q, group);
    if (r->counted.p == NULL || (all_meet && stm_str_eqz(r->counted, "time"))) {
        w->record->figures.n--; /* numbers of which nobody knows what they count agree on nothing */
        return;
    }
    r->status = all_meet ? STM_FIG_AGREE : apart ? STM_FIG_UPDATE : STM_FIG_CONFLICT;
    r->lines = lines;
    r->origins = said_by.n == 0 ? 1 : stm_origins_among(w, &said_by, &names);
    r->confidence = all_meet ? 0.8 : 0.65;
    for (uint32_t i = 0; i < group->n && attribute; i++) {
        const quantity *x = &q[group->at[i]];
        attribute = stm_figure_attribute(w->article[x->member], &w->article[x->member]->figures.at[x->figure]);
    }
    for (uint32_t i = 0; i < group->n && by_noun; i++) {
        const quantity *x = &q[group->at[i]];
        by_noun = stm_figure_names_one(w->article[x->member], &w->article[x->member]->figures.at[x->figure]);
    }
    if (by_noun || stm_figure_label_vague(r->counted) ||
        (stm_figure_label_singular(r->counted) && q[group->at[0]].low > 1 && q[group->at[0]].dimension == NUMBER &&
         r->readings.at[0].unit.p == NULL) ||
        (attribute && stm_str_find(r->counted, STM_STR(" "), 0) == SIZE_MAX) ||
        (all_meet && !two_lines_say(w, q, group))) {
        r->confidence = 0.45; /* "speed: 120" says too little of what is measured */
    }
}

/* Joined, the two groups would hold two values of one article: then they are two quantities. */
static bool clash(const stm_work *w, quantity *q, uint32_t last, uint32_t x, uint32_t y)
{
    uint32_t from = last > NEAR ? last - NEAR : 0;
    for (uint32_t i = from; i <= last; i++) {
        uint32_t group = root_of(q, i), other = group == x ? y : x;
        for (uint32_t k = from; (group == x || group == y) && k < i; k++) {
            if (q[i].member == q[k].member && root_of(q, k) == other && !meet(&q[i], &q[k]) &&
                !set_against(w, &q[i], &q[k])) {
                return true;
            }
        }
    }
    return false;
}

/* "the third victim" counts nobody. */
static bool ordinal_of_people(const stm_article *a, const stm_figure *f)
{
    uint32_t t = stm_token_from(a, f->at.start);
    return t < a->tokens.n && f->unit.p != NULL && stm_str_eqz(f->unit, "person") && a->tokens.at[t].upos == STM_ADJ &&
           a->tokens.at[t].xpos != STM_XP_JJR; /* "more than" */
}

static int32_t day_of(const stm_work *w, const quantity *q)
{
    const stm_figure *f = &w->article[q->member]->figures.at[q->figure];
    return f->holds_from != STM_NO_DAY ? f->holds_from : stm_article_today(w->article[q->member]);
}

/* Readings in the order of the days that they hold for, the least of a day first; few enough for insertion. */
static void by_day(const stm_work *w, const quantity *q, stm_u32s *group)
{
    for (uint32_t i = 1; i < group->n; i++) {
        uint32_t x = group->at[i], k = i;
        for (; k > 0; k--) {
            const quantity *a = &q[group->at[k - 1]], *b = &q[x];
            int32_t da = day_of(w, a), db = day_of(w, b);
            if (da < db || (da == db && a->low <= b->low)) {
                break;
            }
            group->at[k] = group->at[k - 1];
        }
        group->at[k] = x;
    }
}

void stm_record_figures(stm_work *w)
{
    quantity *q;
    stm_u32s *group, *with, harmed[STM_HOMELESS + 1] = { { 0 } };
    uint32_t *seen, total = 0, n = 0;
    for (uint32_t m = 0; m < w->n; m++) {
        total += w->article[m]->figures.n;
    }
    q = STM_NEW_ARRAY(w->arena, quantity, (size_t)total + 1);
    group = STM_NEW_ARRAY(w->arena, stm_u32s, (size_t)total + 1);
    for (uint32_t m = 0; m < w->n; m++) {
        for (uint32_t f = 0; f < w->article[m]->figures.n; f++) {
            const stm_figure *x = &w->article[m]->figures.at[f];
            bool part = x->unit.p != NULL && (stm_str_eqz(x->unit, "share") || stm_str_eqz(x->unit, "percent"));
            if ((!isnan(x->low) || !isnan(x->high)) && stm_figure_counts(w->article[m], x) &&
                !ordinal_of_people(w->article[m], x) && !(part && stm_record_is_share(w, m, x->at))) {
                load(w, m, f, &q[n]);
                q[n].up = n;
                n++;
            }
        }
    }
    with = STM_NEW_ARRAY(w->arena, stm_u32s, (size_t)w->rarity.n + 1);
    seen = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)n + 1); /* by quantity: 1 + the last that it was compared with */
    for (uint32_t i = 0; i < n; i++) {
        uint32_t best[64], n_best = 0;
        for (uint32_t k = 0; k < q[i].around.terms.n + (q[i].harm != STM_NO_HARM); k++) {
            /* the arrested of one text are the detained of another */
            stm_u32s *list = k < q[i].around.terms.n ? &with[q[i].around.terms.at[k].id] : &harmed[q[i].harm];
            for (uint32_t j = list->n > MAX_SHARING ? list->n - MAX_SHARING : 0; j < list->n; j++) {
                uint32_t other = list->at[j];
                if (seen[other] != i + 1 && n_best < 64 && one_quantity(w, &q[other], &q[i])) {
                    best[n_best++] = other;
                }
                seen[other] = i + 1;
            }
            stm_vec_push(w->arena, list, i);
        }
        for (uint32_t b = 0; b < n_best; b++) {
            uint32_t x = root_of(q, best[b]), y = root_of(q, i);
            if (x != y && !clash(w, q, i, x, y)) {
                q[x < y ? y : x].up = x < y ? x : y;
            }
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        stm_vec_push(w->arena, &group[root_of(q, i)], i);
    }
    for (uint32_t i = 0; i < n; i++) {
        if (group[i].n > 1) {
            by_day(w, q, &group[i]);
            write_figure(w, q, &group[i]);
        }
    }
}
