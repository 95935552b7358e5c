/* align.c: see align.h. Chains are taken best first; each claims the words that it covers on both sides, and a chain
 * that finds its words taken is cut or given up, so that a word has one partner.
 *
 * In: chains of letters.  Out: passages of at least STM_PASSAGE_WORDS words.  Cost: linear in the matches.
 */
#include "reuse/align.h"

#include <stdlib.h>

#include "reuse/reuse_tuning.h"

void stm_aligner_init(stm_aligner *al, stm_arena *arena)
{
    memset(al, 0, sizeof *al);
    al->arena = arena;
    stm_matcher_init(&al->matcher, arena);
}

void stm_aligner_set(stm_aligner *al, const stm_rtext *a)
{
    stm_matcher_set(&al->matcher, a);
    if (a->n_words + 1 > al->cap_a) {
        al->cap_a = (a->n_words + 1) * 2;
        al->in_a = stm_arena_array(al->arena, al->cap_a, 1);
    }
}

static uint32_t word_letters(const stm_rtext *t, uint32_t w)
{
    return t->words[w + 1].letter - t->words[w].letter;
}

/* First word of which more than half lies in letters [at, ..); last + 1 of those that mostly lie before `end`. */
static uint32_t first_word(const stm_rtext *t, uint32_t at)
{
    uint32_t w = t->word_of[at];
    return (at - t->words[w].letter) * 2 > word_letters(t, w) ? w + 1 : w;
}

static uint32_t end_word(const stm_rtext *t, uint32_t end)
{
    uint32_t w = t->word_of[end - 1];
    return (end - t->words[w].letter) * 2 < word_letters(t, w) ? w : w + 1;
}

static uint32_t claim(uint8_t *taken, uint32_t from, uint32_t to)
{
    uint32_t n = 0;
    for (uint32_t w = from; w < to; w++) {
        n += taken[w] == 0;
        taken[w] = 1;
    }
    return n;
}

/* Counts figures and names of [from, to): what a form report changes and a copy keeps. */
static void count_facts(const stm_rtext *t, const uint8_t *taken, uint32_t from, uint32_t to, stm_passage_words *p)
{
    for (uint32_t w = from; w < to; w++) {
        uint32_t f = t->words[w].flags;
        if ((f & STM_RWORD_DIGIT) != 0 || ((f & STM_RWORD_CAPITAL) != 0 && (f & STM_RWORD_SENTENCE) == 0)) {
            p->facts++;
            p->facts_same += taken[w];
        }
    }
}

static int by_place(const void *x, const void *y)
{
    const stm_passage_words *p = x, *q = y;
    return p->a0 != q->a0 ? (p->a0 < q->a0 ? -1 : 1) : p->b0 != q->b0 ? (p->b0 < q->b0 ? -1 : 1) : 0;
}

static bool same_words(const stm_rtext *a, const stm_rtext *b, const stm_passage_words *p)
{
    if (p->a1 - p->a0 != p->b1 - p->b0) {
        return false;
    }
    for (uint32_t k = 0; k < p->a1 - p->a0; k++) {
        if (a->words[p->a0 + k].hash != b->words[p->b0 + k].hash) {
            return false;
        }
    }
    return true;
}

/* Marks as moved what does not lie on the heaviest collinear path through the passages. */
static void mark_moved(stm_alignment *v)
{
    /* passages are few: a plain quadratic dynamic programme, over at most 256 of them */
    uint32_t weight[256];
    int32_t from[256], best = -1;
    uint32_t n = v->n < 256 ? v->n : 256;
    for (uint32_t q = 0; q < n; q++) {
        uint32_t own = v->at[q].a1 - v->at[q].a0;
        weight[q] = own;
        from[q] = -1;
        for (uint32_t p = 0; p < q; p++) {
            if (v->at[p].b0 < v->at[q].b0 && weight[p] + own > weight[q]) {
                weight[q] = weight[p] + own;
                from[q] = (int32_t)p;
            }
        }
        if (best < 0 || weight[q] > weight[best]) {
            best = (int32_t)q;
        }
    }
    for (uint32_t q = n; q-- > 0;) {
        if ((int32_t)q == best) {
            best = from[q];
        } else {
            v->at[q].kind = STM_ALIGNED_MOVED;
        }
    }
}

void stm_aligner_run(stm_aligner *al, const stm_rtext *b, stm_arena *arena, stm_alignment *out)
{
    stm_matcher *m = &al->matcher;
    const stm_rtext *a = m->a;
    memset(out, 0, sizeof *out);
    stm_matcher_chain(m, b);
    if (b->n_words + 1 > al->cap_b) {
        al->cap_b = (b->n_words + 1) * 2;
        al->in_b = stm_arena_array(al->arena, al->cap_b, 1);
    }
    memset(al->in_a, 0, a->n_words);
    memset(al->in_b, 0, b->n_words);
    for (uint32_t c = 0; c < m->chains.n; c++) {
        const stm_chain *chain = &m->chains.at[c];
        stm_passage_words p = { .a0 = UINT32_MAX, .b0 = UINT32_MAX, .kind = STM_ALIGNED_EDITED };
        if (chain->letters < STM_PASSAGE_WORDS * 2) {
            continue;
        }
        for (uint32_t i = 0; i < chain->n; i++) {
            const stm_match *x = &m->matches.at[chain->first + i];
            uint32_t a0 = first_word(a, x->a), a1 = end_word(a, x->a + x->n);
            uint32_t b0 = first_word(b, x->b), b1 = end_word(b, x->b + x->n);
            uint32_t free_a = 0, free_b = 0;
            if (a0 >= a1 || b0 >= b1) {
                continue;
            }
            free_a = claim(al->in_a, a0, a1);
            free_b = claim(al->in_b, b0, b1);
            if (free_a == 0 || free_b == 0) {
                continue;
            }
            p.a0 = a0 < p.a0 ? a0 : p.a0;
            p.b0 = b0 < p.b0 ? b0 : p.b0;
            p.a1 = a1 > p.a1 ? a1 : p.a1;
            p.b1 = b1 > p.b1 ? b1 : p.b1;
            p.same_a += free_a;
            p.same_b += free_b;
        }
        if (p.same_a > 0 && p.a1 - p.a0 >= STM_PASSAGE_WORDS && p.b1 - p.b0 >= STM_PASSAGE_WORDS &&
            p.same_a * 2 >= p.a1 - p.a0 && p.same_b * 2 >= p.b1 - p.b0) {
            count_facts(a, al->in_a, p.a0, p.a1, &p);
            count_facts(b, al->in_b, p.b0, p.b1, &p);
            stm_vec_push(arena, out, p);
        }
    }
    if (out->n > 1) {
        qsort(out->at, out->n, sizeof *out->at, by_place);
    }
    for (uint32_t i = 0; i < out->n; i++) {
        if (same_words(a, b, &out->at[i])) {
            out->at[i].kind = STM_ALIGNED_SAME;
        }
    }
    mark_moved(out);
}
