/* variant_gaps.c: where two versions of a saying differ most in what they tell.
 *
 * In: the words of both, and which of them both have in one order.  Out: the words of either at one place.
 *
 * Between two words that both have lie words of the one, of the other, or of both that stand for each other. A place
 * weighs as much as it has words that say something and that the other version has nowhere (of two that stand for each
 * other the more), then by its length: one that is only told elsewhere in the sentence is not lost. Places that only
 * function words part are one. Never: a name that one version gives more fully, or by a description; another tense;
 * another word for "about". Cost: words times words.
 */
#include "record/variant_words.h"

enum { NEGATION = 3, BRIDGE = 2, MOST_NAME = 6, LONG = 2 * STM_VARIANT_MAX_WORDS };

typedef struct gap {
    uint32_t a0, a1, b0, b1; /* words [0, 1) of either */
} gap;

static uint32_t token_of(const stm_work *w, const stm_variant_side *x, uint32_t i)
{
    return stm_token_from(w->article[x->member], x->words->span[i].start);
}

static bool tells(const stm_work *w, const stm_variant_side *x, uint32_t i)
{
    return stm_variant_weighs(w->article[x->member], token_of(w, x, i)) &&
           !stm_among(x->words->at[i], "about around approximately roughly some any there") &&
           !stm_among(stm_token_lemma(w->article[x->member], token_of(w, x, i)), "be have do");
}

/* The entity that the last word of [from, to) names, else that of the word behind. */
static uint32_t named_by(const stm_work *w, const stm_variant_side *x, uint32_t from, uint32_t to)
{
    uint32_t e;
    while (to > from + 1 && w->article[x->member]->tokens.at[token_of(w, x, to - 1)].upos == STM_NUM) {
        to--; /* "Orr III, 38" */
    }
    e = to > from ? w->at_token[x->member][token_of(w, x, to - 1)] : STM_NONE;
    return e == STM_NONE && to < x->words->n ? w->at_token[x->member][token_of(w, x, to)] : e;
}

/* "Orr", "Mayor Tom Orr"; "his deputy", "Lind": one who goes by two names. */
static bool only_name(const stm_work *w, const stm_variant_side *a, const stm_variant_side *b, const gap *g)
{
    uint32_t x = named_by(w, a, g->a0, g->a1), y = named_by(w, b, g->b0, g->b1);
    for (uint32_t i = g->a0; i < g->a1; i++) {
        if (w->article[a->member]->tokens.at[token_of(w, a, i)].upos == STM_VERB) {
            return false;
        }
    }
    for (uint32_t i = g->b0; i < g->b1; i++) {
        if (w->article[b->member]->tokens.at[token_of(w, b, i)].upos == STM_VERB) {
            return false;
        }
    }
    return x != STM_NONE && x == y && g->a1 - g->a0 <= MOST_NAME && g->b1 - g->b0 <= MOST_NAME;
}

/* "III, 38" of "Orr III, 38, said": more of the name right before, and no other word. */
static bool goes_on(const stm_work *w, const stm_variant_side *x, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        uint8_t upos = w->article[x->member]->tokens.at[token_of(w, x, i)].upos;
        if (upos != STM_PROPN && upos != STM_NUM) {
            return false;
        }
    }
    return from > 0 && to > from && w->at_token[x->member][token_of(w, x, from - 1)] != STM_NONE &&
           w->article[x->member]->tokens.at[token_of(w, x, from - 1)].upos == STM_PROPN;
}

/* Words of [from, to) that say something and that the other version has nowhere. */
static uint32_t weight_of(const stm_work *w, const stm_variant_side *x, uint32_t from, uint32_t to,
                          const stm_variant_side *other)
{
    uint32_t n = 0;
    for (uint32_t i = from; i < to; i++) {
        uint32_t bits = w->token_class[x->member][token_of(w, x, i)];
        bool there = false;
        for (uint32_t k = 0; k < other->words->n && !there; k++) {
            there = !other->keep[k] && (stm_variant_one_word(x->words->at[i], other->words->at[k]) ||
                                        stm_str_eq(stm_token_lemma(w->article[x->member], token_of(w, x, i)),
                                                   stm_token_lemma(w->article[other->member], token_of(w, other, k))));
        }
        n += there ? 0 : (bits & STM_WORD_NOT) ? NEGATION : (bits & STM_WORD_HEDGE) ? 1 : tells(w, x, i) ? 1 : 0;
    }
    return n;
}

static bool says_something(const stm_work *w, const stm_variant_side *x, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        uint32_t token = token_of(w, x, i);
        if (tells(w, x, i) || (w->token_class[x->member][token] & (STM_WORD_NOT | STM_WORD_HEDGE)) != 0) {
            return true;
        }
    }
    return false;
}

/* The place from a word of either on: *g gets it. False: the next word is one that both have. */
static bool read_gap(const stm_variant_side *a, const stm_variant_side *b, uint32_t i, uint32_t k, gap *g)
{
    *g = (gap){ i, i, k, k };
    while (g->a1 < a->words->n && !a->keep[g->a1] && a->words->piece[g->a1] == a->words->piece[i]) {
        g->a1++;
    }
    while (g->b1 < b->words->n && !b->keep[g->b1] && b->words->piece[g->b1] == b->words->piece[k]) {
        g->b1++;
    }
    return g->a1 > i || g->b1 > k;
}

/* What follows behind a function word or two is of one place with it, where both have words of their own on either
 * side. */
static void go_on(const stm_work *w, const stm_variant_side *a, const stm_variant_side *b, gap *g)
{
    for (;;) {
        uint32_t n = 0;
        gap next;
        while (n < BRIDGE && g->a1 + n < a->words->n && g->b1 + n < b->words->n && a->keep[g->a1 + n] &&
               b->keep[g->b1 + n] && !tells(w, a, g->a1 + n) && a->words->piece[g->a1 + n] == a->words->piece[g->a0] &&
               b->words->piece[g->b1 + n] == b->words->piece[g->b0]) {
            n++;
        }
        if (n == 0 || g->a1 + n >= a->words->n || g->b1 + n >= b->words->n ||
            !read_gap(a, b, g->a1 + n, g->b1 + n, &next) || next.a1 == next.a0 || next.b1 == next.b0 ||
            a->words->piece[next.a0] != a->words->piece[g->a0] || b->words->piece[next.b0] != b->words->piece[g->b0]) {
            return;
        }
        g->a1 = next.a1;
        g->b1 = next.b1;
    }
}

static stm_span span_of(const stm_work *w, const stm_variant_side *x, uint32_t from, uint32_t to)
{
    while (from + 1 < to && stm_variant_tail(w->article[x->member], x->words->span[from])) {
        from++; /* "'s two boats" of "Lee's two boats" */
    }
    return to > from ? (stm_span){ x->words->span[from].start, x->words->span[to - 1].end } : STM_NO_SPAN;
}

bool stm_variant_gap(const stm_work *w, const stm_variant_side *a, const stm_variant_side *b, stm_span *of_a,
                     stm_span *of_b)
{
    uint32_t most = 0;
    for (uint32_t i = 0, k = 0; i < a->words->n || k < b->words->n;) {
        gap g;
        uint32_t weight, of_one, of_other;
        bool only;
        if (!read_gap(a, b, i, k, &g)) {
            i++;
            k++;
            continue;
        }
        go_on(w, a, b, &g);
        of_one = weight_of(w, a, g.a0, g.a1, b);
        of_other = weight_of(w, b, g.b0, g.b1, a);
        weight = of_one > of_other ? of_one : of_other; /* one word for another is one difference */
        only = only_name(w, a, b, &g) || (g.b1 == g.b0 && goes_on(w, a, g.a0, g.a1)) ||
               (g.a1 == g.a0 && goes_on(w, b, g.b0, g.b1));
        weight = only ? 0 : weight * LONG + (g.a1 - g.a0) + (g.b1 - g.b0);
        weight = weight < LONG ? 0 : weight;
        if (weight > most) {
            most = weight;
            *of_a = says_something(w, a, g.a0, g.a1) || of_other == 0 ? span_of(w, a, g.a0, g.a1) : STM_NO_SPAN;
            *of_b = says_something(w, b, g.b0, g.b1) || of_one == 0 ? span_of(w, b, g.b0, g.b1) : STM_NO_SPAN;
        }
        i = g.a1;
        k = g.b1;
    }
    return most > 0;
}

bool stm_variant_moved(const stm_work *w, const stm_variant_side *a, const stm_variant_side *b)
{
    for (uint32_t i = 0; i < a->words->n; i++) {
        for (uint32_t k = 0; k < b->words->n && !a->keep[i] && tells(w, a, i); k++) {
            if (!b->keep[k] && stm_variant_one_word(a->words->at[i], b->words->at[k])) {
                return true;
            }
        }
    }
    return false;
}
