/* at_home.c: see at_home.h. An article goes on speaking of the people and things that its paragraphs name; a paragraph
 * that was put into another one brings words that stand nowhere else in it. So the long words of a passage are looked
 * for in the rest of both texts.
 *
 * In: a pair with passages.  Out: an article, or none.  Cost: words of both texts.
 */
#include "reuse/at_home.h"

#include "reuse/reuse_tuning.h"
#include "reuse/sketch_wide.h"

#if STM_SKETCH_X86
#include <immintrin.h>
#endif

#define SIEVE 128u /* times 32 bits, by the end of a word's hash: most words of a text are none of a passage's */

/* Long words of a pair's passages, each once, by their hashes. */
typedef struct home_words {
    uint32_t *at, n;
    uint32_t *slots, mask; /* where a word stands in `at`, plus 1; as many as leave more than half of them free */
} home_words;

/* The slot that a word has, or would have. */
static uint32_t *slot_of(const home_words *v, uint32_t hash)
{
    uint32_t i = hash & v->mask;
    while (v->slots[i] != 0 && v->at[v->slots[i] - 1] != hash) {
        i = (i + 1) & v->mask;
    }
    return &v->slots[i];
}

static bool counts(const stm_rtext *t, uint32_t w)
{
    return (t->flags[w] & (STM_RWORD_FURNITURE | STM_RWORD_BOILER)) == 0 && stm_rtext_letters(t, w) >= STM_HOME_LETTERS;
}

static void words_of(const stm_rtext *t, stm_arena *scratch, const stm_rpair *p, home_words *out)
{
    uint32_t n = 0, size = 16;
    for (uint32_t k = 0; k < p->passages.n; k++) { /* which may overlap */
        n += p->passages.at[k].a1 - p->passages.at[k].a0;
    }
    while (size < (uint32_t)1 << 31 && size < 2 * n) {
        size *= 2;
    }
    *out = (home_words){ .mask = size - 1 };
    out->at = stm_arena_raw(scratch, (size_t)n + 1, sizeof *out->at);
    out->slots = STM_NEW_ARRAY(scratch, uint32_t, size);
    for (uint32_t k = 0; k < p->passages.n; k++) {
        const stm_passage_words *x = &p->passages.at[k];
        for (uint32_t w = x->a0; w < x->a1 && !x->dropped; w++) {
            uint32_t *slot = counts(t, w) ? slot_of(out, t->hash[w]) : NULL;
            if (slot != NULL && *slot == 0) {
                out->at[out->n++] = t->hash[w];
                *slot = out->n;
            }
        }
    }
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

#if STM_SKETCH_X86
/* Sixty-four hashes are asked for in a sieve that stands in registers, sixteen at once */
__attribute__((target("avx512f,avx512bw"))) static uint64_t pass_wide(const uint32_t *sieve, const uint32_t *hash,
                                                                      uint32_t n)
{
    __m512i t[SIEVE / 16];
    uint64_t found = 0, there = n < 64 ? ((uint64_t)1 << n) - 1 : ~(uint64_t)0;
    for (uint32_t k = 0; k < SIEVE / 16; k++) {
        t[k] = _mm512_loadu_si512(sieve + 16 * k);
    }
    for (uint32_t k = 0; k < 64; k += 16) {
        __m512i h = _mm512_maskz_loadu_epi32((__mmask16)(there >> k), hash + k);
        __mmask16 second = _mm512_test_epi32_mask(h, _mm512_set1_epi32(32));
        __mmask16 fourth = _mm512_test_epi32_mask(h, _mm512_set1_epi32(64));
        __m512i x = _mm512_mask_blend_epi32(second, _mm512_permutex2var_epi32(t[0], h, t[1]),
                                            _mm512_permutex2var_epi32(t[2], h, t[3]));
        __m512i y = _mm512_mask_blend_epi32(second, _mm512_permutex2var_epi32(t[4], h, t[5]),
                                            _mm512_permutex2var_epi32(t[6], h, t[7]));
        __m512i bit = _mm512_and_si512(_mm512_srli_epi32(h, 7), _mm512_set1_epi32(31));
        x = _mm512_srlv_epi32(_mm512_mask_blend_epi32(fourth, x, y), bit);
        found |= (uint64_t)_mm512_test_epi32_mask(x, _mm512_set1_epi32(1)) << k;
    }
    return found & there;
}
#endif

/* Which of up to 64 hashes may be in the sieve. */
static uint64_t pass(bool wide, const uint32_t *sieve, const uint32_t *hash, uint32_t n)
{
    uint64_t maybe = 0;
#if STM_SKETCH_X86
    if (wide) {
        return pass_wide(sieve, hash, n);
    }
#endif
    (void)wide;
    for (uint32_t k = 0; k < n; k++) {
        maybe |= (uint64_t)(sieve[hash[k] % SIEVE] >> hash[k] / SIEVE % 32 & 1) << k;
    }
    return maybe;
}

static bool is_wide(void)
{
#if STM_SKETCH_X86
    return stm_sketch_wide();
#else
    return false;
#endif
}

/* How many of the words stand in the rest of one text; no more are looked for than `most` and one. */
static uint32_t found_in(const stm_reuse_work *work, stm_arena *scratch, const stm_rpair *p, bool of_a,
                         const home_words *words, uint32_t most)
{
    const stm_rtext *t = &work->texts[of_a ? p->a : p->b];
    bool *found = STM_NEW_ARRAY(scratch, bool, words->n), wide = is_wide();
    uint32_t sieve[SIEVE] = { 0 }, sum = 0;
    for (uint32_t k = 0; k < words->n; k++) {
        sieve[words->at[k] % SIEVE] |= 1u << words->at[k] / SIEVE % 32;
    }
    for (uint32_t w = 0; w < t->n_words && sum <= most; w += 64) {
        uint64_t maybe = pass(wide, sieve, t->hash + w, t->n_words - w < 64 ? t->n_words - w : 64);
        for (; maybe != 0; maybe &= maybe - 1) {
            uint32_t k = w + (uint32_t)__builtin_ctzll(maybe);
            bool own = counts(t, k) && !is_shared(p, of_a, k);
            uint32_t at = own ? *slot_of(words, t->hash[k]) : 0;
            if (at != 0 && !found[at - 1]) {
                found[at - 1] = true;
                sum++;
            }
        }
    }
    return sum;
}

uint32_t stm_at_home(const stm_reuse_work *w, stm_arena *scratch, const stm_rpair *p, bool may_a, bool may_b)
{
    home_words words;
    uint32_t n, in_a, in_b, least;
    words_of(&w->texts[p->a], scratch, p, &words);
    n = words.n;
    if (n == 0) {
        return STM_NONE;
    }
    least = (n * STM_HOME_PERCENT + 99) / 100;
    least = least < STM_HOME_WORDS ? STM_HOME_WORDS : least;
    if (may_a) {
        in_a = found_in(w, scratch, p, true, &words, n);
        if (in_a >= least && found_in(w, scratch, p, false, &words, in_a - least) <= in_a - least) {
            return p->a;
        }
        may_b = may_b && in_a + least <= n;
    }
    if (may_b) {
        in_b = found_in(w, scratch, p, false, &words, n);
        if (in_b >= least && found_in(w, scratch, p, true, &words, in_b - least) <= in_b - least) {
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
