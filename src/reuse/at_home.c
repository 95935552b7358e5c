/* at_home.c: see at_home.h. An article goes on speaking of the people and things that its paragraphs name; a paragraph
 * that was put into another one brings words that stand nowhere else in it. So the long words of a passage are looked
 * for in the rest of both texts.
 *
 * In: a pair with passages.  Out: an article, or none.  Cost: words of both texts, times the logarithm of the
 * passage's.
 */
#include "reuse/at_home.h"

#include <stdlib.h>

#include "reuse/reuse_tuning.h"

#define SIEVE 2048 /* bits by the end of a word's hash: most words of a text are none of a passage's */

static int by_hash(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return a < b ? -1 : a > b;
}

static bool counts(const stm_rtext *t, uint32_t w)
{
    return (t->flags[w] & (STM_RWORD_FURNITURE | STM_RWORD_BOILER)) == 0 && stm_rtext_letters(t, w) >= STM_HOME_LETTERS;
}

/* The long words of the passages, each once, ascending. */
static uint32_t words_of(const stm_rtext *t, stm_arena *scratch, const stm_rpair *p, uint32_t **out)
{
    uint32_t n = 0, kept = 0, *at;
    for (uint32_t k = 0; k < p->passages.n; k++) { /* which may overlap */
        n += p->passages.at[k].a1 - p->passages.at[k].a0;
    }
    at = STM_NEW_ARRAY(scratch, uint32_t, (size_t)n + 1);
    n = 0;
    for (uint32_t k = 0; k < p->passages.n; k++) {
        const stm_passage_words *x = &p->passages.at[k];
        for (uint32_t w = x->a0; w < x->a1 && !x->dropped; w++) {
            if (counts(t, w)) {
                at[n++] = t->hash[w];
            }
        }
    }
    qsort(at, n, sizeof *at, by_hash);
    for (uint32_t k = 0; k < n; k++) {
        if (kept == 0 || at[kept - 1] != at[k]) {
            at[kept++] = at[k];
        }
    }
    *out = at;
    return kept;
}

static bool is_shared(const stm_rpair *p, bool of_a, uint32_t w)
{
    for (uint32_t k = 0; k < p->passages.n; k++) {
        const stm_passage_words *x = &p->passages.at[k];
        if (of_a ? w >= x->a0 && w < x->a1 : w >= x->b0 && w < x->b1) {
            return true;
        }
    }
    return false;
}

/* How many of the words stand in the rest of one text; no more are looked for than `most` and one. */
static uint32_t found_in(const stm_reuse_work *work, stm_arena *scratch, const stm_rpair *p, bool of_a,
                         const uint32_t *words, uint32_t n, uint32_t most)
{
    const stm_rtext *t = &work->texts[of_a ? p->a : p->b];
    bool *found = STM_NEW_ARRAY(scratch, bool, n);
    uint64_t sieve[SIEVE / 64] = { 0 };
    uint32_t sum = 0;
    for (uint32_t k = 0; k < n; k++) {
        sieve[words[k] % SIEVE / 64] |= (uint64_t)1 << words[k] % 64;
    }
    for (uint32_t w = 0; w < t->n_words && sum <= most; w += 64) {
        uint32_t some = t->n_words - w < 64 ? t->n_words - w : 64;
        uint64_t maybe = 0;
        for (uint32_t k = 0; k < some; k++) {
            maybe |= (sieve[t->hash[w + k] % SIEVE / 64] >> t->hash[w + k] % 64 & 1) << k;
        }
        for (; maybe != 0; maybe &= maybe - 1) {
            uint32_t k = w + (uint32_t)__builtin_ctzll(maybe);
            bool own = counts(t, k) && !is_shared(p, of_a, k);
            const uint32_t *at = own ? bsearch(&t->hash[k], words, n, sizeof *words, by_hash) : NULL;
            if (at != NULL && !found[at - words]) {
                found[at - words] = true;
                sum++;
            }
        }
    }
    return sum;
}

uint32_t stm_at_home(const stm_reuse_work *w, stm_arena *scratch, const stm_rpair *p, bool may_a, bool may_b)
{
    uint32_t *words, n = words_of(&w->texts[p->a], scratch, p, &words), in_a, in_b, least;
    if (n == 0) {
        return STM_NONE;
    }
    least = (n * STM_HOME_PERCENT + 99) / 100;
    least = least < STM_HOME_WORDS ? STM_HOME_WORDS : least;
    if (may_a) {
        in_a = found_in(w, scratch, p, true, words, n, n);
        if (in_a >= least && found_in(w, scratch, p, false, words, n, in_a - least) <= in_a - least) {
            return p->a;
        }
        may_b = may_b && in_a + least <= n;
    }
    if (may_b) {
        in_b = found_in(w, scratch, p, false, words, n, n);
        if (in_b >= least && found_in(w, scratch, p, true, words, n, in_b - least) <= in_b - least) {
            return p->b;
        }
    }
    return STM_NONE;
}

int32_t stm_passages_alike(const stm_rpair *p, uint32_t guest)
{
    int32_t sum = 0;
    for (uint32_t k = 0; k < p->passages.n; k++) {
        const stm_passage_words *x = &p->passages.at[k];
        int32_t own_a = (int32_t)(x->a1 - x->a0 - x->same_a), own_b = (int32_t)(x->b1 - x->b0 - x->same_b);
        if (!x->dropped) {
            sum += 2 * (int32_t)x->same_a - own_a - own_b - (guest == p->a ? own_a : own_b);
        }
    }
    return sum;
}
