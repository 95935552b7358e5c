/* align.c: see align.h. Chains are taken best first. Each is carried on at both ends, word by word, as far as words
 * go on being alike, so that wrong letters do not end it; then it claims its words on both sides, and a later chain
 * is cut to what is still free: a word has one partner. The words of each passage are then paired and counted.
 *
 * In: chains of letters.  Out: passages of at least STM_PASSAGE_WORDS words.  Cost: linear in the matches and words.
 */
#include "reuse/align.h"

#include <assert.h>
#include <stdlib.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "reuse/reuse_tuning.h"

#define SIDE STM_ALIGN_SIDE

/* The places in a gap, the nearest first, of those as far away the most even ones: words to skip on side a times SIDE,
 * and on side b. */
static uint32_t places_of(uint8_t *out)
{
    uint32_t n = 0;
    for (int32_t far = 1; far <= 2 * STM_CHAIN_GAP_WORDS; far++) {
        for (int32_t da = 0; da <= far; da++) {
            int32_t x = (far + 1) / 2 + ((da & 1) != 0 ? (da + 1) / 2 : -(da / 2)), y = far - x;
            if (x >= 0 && y >= 0 && x <= STM_CHAIN_GAP_WORDS && y <= STM_CHAIN_GAP_WORDS) {
                out[n++] = (uint8_t)(x * SIDE + y);
            }
        }
    }
    return n;
}

void stm_aligner_init(stm_aligner *al, stm_arena *arena)
{
    memset(al, 0, sizeof *al);
    al->arena = arena;
    stm_matcher_init(&al->matcher, arena);
    stm_word_grid_init(&al->grid, arena);
    al->n_places = places_of(al->places);
    for (uint32_t k = 0; k < al->n_places; k++) {
        al->in_gap |= (uint64_t)1 << al->places[k];
    }
}

void stm_aligner_set(stm_aligner *al, const stm_rtext *a, uint32_t number)
{
    stm_matcher_set(&al->matcher, a, number < STM_MATCH_FEW ? STM_MATCH_CLEAN : STM_MATCH_MANY);
    if (a->n_words + 1 > al->cap_a) {
        al->cap_a = (a->n_words + 1) * 2;
        al->in_a = stm_arena_array(al->arena, al->cap_a, 1);
    }
}

/* First word of which more than half lies in letters [at, ..); last + 1 of those that mostly lie before `end`. */
static uint32_t first_word(const stm_rtext *t, uint32_t at)
{
    uint32_t w = stm_rtext_word(t, at);
    return (at - stm_rtext_letter(t, w)) * 2 > stm_rtext_letters(t, w) ? w + 1 : w;
}

static uint32_t end_word(const stm_rtext *t, uint32_t end)
{
    uint32_t w = stm_rtext_word(t, end - 1);
    return (end - stm_rtext_letter(t, w)) * 2 < stm_rtext_letters(t, w) ? w : w + 1;
}

/* Where the shared text goes on behind a word boundary. */
typedef struct front {
    const stm_rtext *a, *b;
    const uint8_t *in_a, *in_b;
    int32_t step; /* 1: rightwards from the first word behind the passage; -1: leftwards from the last before it */
    bool clean;   /* both texts are */
} front;

static inline bool word_free(const front *f, int64_t i, int64_t j)
{
    return i >= 0 && j >= 0 && i < f->a->n_words && j < f->b->n_words && f->in_a[i] == 0 && f->in_b[j] == 0;
}

static inline bool alike_at(const front *f, int64_t i, int64_t j)
{
    return word_free(f, i, j) && stm_word_alike(f->a, (uint32_t)i, f->b, (uint32_t)j) != STM_UNLIKE;
}

/* A place (i, j) where both sides clearly agree again: two words in a row, or one long one. */
static bool agrees_at(const front *f, int64_t i, int64_t j)
{
    if (!alike_at(f, i, j)) {
        return false;
    }
    return alike_at(f, i + f->step, j + f->step) || stm_rtext_letters(f->a, (uint32_t)i) >= STM_EXTEND_LETTERS;
}

typedef uint32_t words4 __attribute__((vector_size(16)));

/* A bit for each of four numbers that is `h`. */
static uint32_t equal_bits(words4 v, uint32_t h)
{
    words4 same = (words4)(v == (words4){ h, h, h, h });
#ifdef __SSE2__
    return (uint32_t)_mm_movemask_ps((__m128)same);
#else
    return (same[0] & 1) | (same[1] & 2) | (same[2] & 4) | (same[3] & 8);
#endif
}

/* SIDE words from `at` on, and a bit for each that is there and free. */
static uint32_t free_words(const stm_rtext *t, const uint8_t *taken, int64_t at, int32_t step, uint32_t *out)
{
    uint32_t free = 0;
    int64_t last = at + (int64_t)(SIDE - 1) * step;
    if (at >= 0 && last >= 0 && at < t->n_words && last < t->n_words) { /* all are there */
        for (uint32_t k = 0; k < SIDE; k++, at += step) {
            out[k] = t->hash[at];
            free |= (taken[at] == 0 ? 1u : 0u) << k;
        }
        return free;
    }
    for (uint32_t k = 0; k < SIDE && at >= 0 && at < t->n_words; k++, at += step) {
        out[k] = t->hash[at];
        free |= (taken[at] == 0 ? 1u : 0u) << k;
    }
    return free;
}

static_assert(SIDE <= 6, "words of one side are six lanes of same_words");

/* Bits of the places where two words from (i, j) on are the same, and free; x * SIDE + y. Both texts are clean. */
static uint64_t same_words(const front *f, int64_t i, int64_t j)
{
    uint32_t a[SIDE], b[8] = { 0 };
    uint32_t free_a = free_words(f->a, f->in_a, i, f->step, a), free_b = free_words(f->b, f->in_b, j, f->step, b);
    words4 low = { b[0], b[1], b[2], b[3] }, high = { b[4], b[5], 0, 0 };
    uint64_t same = 0;
    for (; free_a != 0; free_a &= free_a - 1) {
        uint32_t x = (uint32_t)__builtin_ctz(free_a);
        same |= (uint64_t)((equal_bits(low, a[x]) | equal_bits(high, a[x]) << 4) & free_b) << (x * SIDE);
    }
    return same;
}

/* The places where both sides clearly agree again, as agrees_at says; both texts are clean. */
static uint64_t agreements(const front *f, int64_t i, int64_t j)
{
    uint64_t same = same_words(f, i, j), found = same & same >> (SIDE + 1);
    for (uint64_t rest = same & ~found; rest != 0; rest &= rest - 1) {
        uint32_t place = (uint32_t)__builtin_ctzll(rest);
        int64_t x = i + (int64_t)(place / SIDE) * f->step;
        found |= (uint64_t)(stm_rtext_letters(f->a, (uint32_t)x) >= STM_EXTEND_LETTERS) << place;
    }
    return found;
}

/* Moves (i, j) over what is the same, and then over the next agreement within the gap; false when there is neither. */
static bool extend_once(const stm_aligner *al, const front *f, int64_t *i, int64_t *j)
{
    const uint8_t *places = al->places;
    uint64_t found;
    if (alike_at(f, *i, *j)) {
        *i += f->step;
        *j += f->step;
        return true;
    }
    if (!f->clean) {
        for (uint32_t k = 0; k < al->n_places; k++) {
            int64_t x = places[k] / SIDE, y = places[k] % SIDE;
            if (agrees_at(f, *i + x * f->step, *j + y * f->step)) {
                *i += (x + 1) * f->step;
                *j += (y + 1) * f->step;
                return true;
            }
        }
        return false;
    }
    found = agreements(f, *i, *j) & al->in_gap;
    if (found == 0) {
        return false;
    }
    while ((found >> *places & 1) == 0) {
        places++;
    }
    *i += (*places / SIDE + 1) * f->step;
    *j += (*places % SIDE + 1) * f->step;
    return true;
}

static void extend(const stm_aligner *al, const stm_rtext *a, const stm_rtext *b, stm_passage_words *p)
{
    bool clean = !a->noisy && !b->noisy;
    front right = { a, b, al->in_a, al->in_b, 1, clean }, left = { a, b, al->in_a, al->in_b, -1, clean };
    int64_t i = p->a1, j = p->b1;
    while (extend_once(al, &right, &i, &j)) {
        p->a1 = (uint32_t)i;
        p->b1 = (uint32_t)j;
    }
    i = (int64_t)p->a0 - 1;
    j = (int64_t)p->b0 - 1;
    while (extend_once(al, &left, &i, &j)) {
        p->a0 = (uint32_t)(i + 1);
        p->b0 = (uint32_t)(j + 1);
    }
}

static void count_word(const stm_rtext *t, uint32_t w, bool same, stm_passage_words *p)
{
    uint32_t f = t->flags[w];
    if ((f & STM_RWORD_DIGIT) != 0) {
        p->figures++;
        p->figures_same += same;
    } else if ((f & STM_RWORD_CAPITAL) != 0 && (f & STM_RWORD_SENTENCE) == 0) {
        p->names++;
        p->names_same += same;
    }
}

static void count_pairs(const stm_rtext *a, const stm_rtext *b, const stm_word_pairs *v, stm_passage_words *p)
{
    for (uint32_t k = 0; k < v->n; k++) {
        const stm_word_pair *x = &v->at[k];
        bool same = x->likeness != STM_UNLIKE;
        p->same_a += same ? x->na : 0;
        p->same_b += same ? x->nb : 0;
        p->alike += x->likeness == STM_ALIKE ? x->na + x->nb : 0u;
        for (uint32_t n = 0; n < x->na; n++) {
            count_word(a, x->a + n, same, p);
        }
        for (uint32_t n = 0; n < x->nb; n++) {
            count_word(b, x->b + n, same, p);
        }
        if (x->likeness != STM_SAME_WORD) {
            p->kind = STM_ALIGNED_EDITED;
        }
    }
}

/* The first of eight bytes in memory, by a number whose lowest bytes are as many. */
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define FIRST_BYTES(low) __builtin_bswap64(low)
#else
#define FIRST_BYTES(low) (low)
#endif
#define EACH(byte) (0x0101010101010101u * (byte))

/* Eight bytes of which each has no bit but the lowest: their sum. */
static uint32_t sum_of(uint64_t bytes) { return (uint32_t)(bytes * EACH(1) >> 56); }

/* The lowest bit of each of eight flags that are those of a name: a capital, inside a sentence, and no figure. */
static uint64_t named(uint64_t flags)
{
    static_assert(STM_RWORD_CAPITAL == 1, "the lowest bit");
    return flags & ~(flags / STM_RWORD_DIGIT) & ~(flags / STM_RWORD_SENTENCE);
}

/* n words of either side that are the same ones. */
static void count_same(const stm_rtext *a, uint32_t i, const stm_rtext *b, uint32_t j, uint32_t n, stm_passage_words *p)
{
    uint32_t figures = 0, names = 0;
    for (uint32_t k = 0; k < n; k += 8) {
        uint64_t there = n - k < 8 ? ((uint64_t)1 << 8 * (n - k)) - 1 : ~(uint64_t)0, fa, fb;
        memcpy(&fa, a->flags + i + k, sizeof fa);
        memcpy(&fb, b->flags + j + k, sizeof fb);
        fa &= FIRST_BYTES(there);
        fb &= FIRST_BYTES(there);
        figures += sum_of((fa / STM_RWORD_DIGIT & EACH(1)) + (fb / STM_RWORD_DIGIT & EACH(1)));
        names += sum_of((named(fa) & EACH(1)) + (named(fb) & EACH(1)));
    }
    p->same_a += n;
    p->same_b += n;
    p->figures += figures;
    p->figures_same += figures;
    p->names += names;
    p->names_same += names;
}

/* What the words of a passage are to each other. */
static void count_words(stm_aligner *al, const stm_rtext *a, const stm_rtext *b, stm_passage_words *p)
{
    uint32_t a0 = p->a0, b0 = p->b0;
    p->kind = STM_ALIGNED_SAME;
    while (a0 < p->a1 || b0 < p->b1) {
        uint32_t run = stm_same_run(a, a0, b, b0, p->a1 - a0 < p->b1 - b0 ? p->a1 - a0 : p->b1 - b0);
        count_same(a, a0, b, b0, run, p);
        a0 += run;
        b0 += run;
        al->pairs.n = 0;
        stm_word_pairs_gap(al->arena, &al->grid, a, &a0, p->a1, b, &b0, p->b1, &al->pairs);
        count_pairs(a, b, &al->pairs, p);
    }
}

static int by_place(const void *x, const void *y)
{
    const stm_passage_words *p = x, *q = y;
    return p->a0 != q->a0 ? (p->a0 < q->a0 ? -1 : 1) : p->b0 != q->b0 ? (p->b0 < q->b0 ? -1 : 1) : 0;
}

#define FEW 24

/* By place: insertion into the few. */
static void put_in_order(stm_alignment *v)
{
    if (v->n > FEW) {
        qsort(v->at, v->n, sizeof *v->at, by_place);
        return;
    }
    for (uint32_t i = 1; i < v->n; i++) {
        stm_passage_words x = v->at[i];
        uint32_t k = i;
        for (; k > 0 && by_place(&v->at[k - 1], &x) > 0; k--) {
            v->at[k] = v->at[k - 1];
        }
        v->at[k] = x;
    }
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

/* Cuts the matches of a chain to words that are free on both sides: the longest stretch of the chain that is. */
static bool free_stretch(const stm_aligner *al, const stm_rtext *b, const stm_chain *chain, stm_passage_words *out)
{
    const stm_matcher *m = &al->matcher;
    stm_passage_words p = { .a0 = UINT32_MAX };
    uint32_t best = 0;
    for (uint32_t i = 0; i <= chain->n; i++) {
        const stm_match *x = i < chain->n ? &m->matches.at[chain->first + i] : NULL;
        uint32_t a0 = 0, a1 = 0, b0 = 0, b1 = 0;
        if (x != NULL) {
            a0 = first_word(m->a, x->a), a1 = end_word(m->a, x->a + x->n);
            b0 = first_word(b, x->b), b1 = end_word(b, x->b + x->n);
            while (a0 < a1 && b0 < b1 && (al->in_a[a0] != 0 || al->in_b[b0] != 0)) {
                a0++, b0++;
            }
            while (a0 < a1 && b0 < b1 && (al->in_a[a1 - 1] != 0 || al->in_b[b1 - 1] != 0)) {
                a1--, b1--;
            }
        }
        if (a0 < a1 && b0 < b1) {
            if (p.a0 == UINT32_MAX) {
                p = (stm_passage_words){ .a0 = a0, .a1 = a1, .b0 = b0, .b1 = b1, .longest = x->n };
            } else {
                p.a1 = a1 > p.a1 ? a1 : p.a1;
                p.b1 = b1 > p.b1 ? b1 : p.b1;
                p.longest = x->n > p.longest ? x->n : p.longest;
            }
        } else if (x == NULL || al->in_a[first_word(m->a, x->a) < m->a->n_words ? first_word(m->a, x->a) : 0] != 0) {
            if (p.a0 != UINT32_MAX && p.a1 - p.a0 > best) {
                best = p.a1 - p.a0;
                *out = p;
            }
            p.a0 = UINT32_MAX;
        }
    }
    return best > 0;
}

const stm_alignment *stm_aligner_run(stm_aligner *al, const stm_rtext *b)
{
    stm_matcher *m = &al->matcher;
    const stm_rtext *a = m->a;
    stm_alignment *out = &al->passages;
    uint32_t least = a->noisy || b->noisy ? STM_CHAIN_LETTERS : STM_CHAIN_CLEAN;
    out->n = 0;
    stm_matcher_chain(m, b, least);
    if (m->chains.n == 0) {
        return out;
    }
    if (b->n_words + 1 > al->cap_b) {
        al->cap_b = (b->n_words + 1) * 2;
        al->in_b = stm_arena_array(al->arena, al->cap_b, 1);
    }
    for (uint32_t k = 0; k < m->matches.n; k++) { /* words that are looked at below, on their way from memory */
        uint32_t w = stm_rtext_word_near(b, m->matches.at[k].b);
        __builtin_prefetch(b->short_letter != NULL ? (const void *)&b->short_letter[w] : &b->letter[w]);
        __builtin_prefetch(&b->flags[w]);
    }
    memset(al->in_a, 0, a->n_words);
    memset(al->in_b, 0, b->n_words);
    for (uint32_t c = 0; c < m->chains.n; c++) {
        const stm_chain *chain = &m->chains.at[c];
        stm_passage_words p;
        if (!free_stretch(al, b, chain, &p)) {
            continue;
        }
        extend(al, a, b, &p);
        if (p.a1 - p.a0 < STM_PASSAGE_WORDS || p.b1 - p.b0 < STM_PASSAGE_WORDS) {
            continue;
        }
        count_words(al, a, b, &p);
        if (p.same_a * 2 < p.a1 - p.a0 || p.same_b * 2 < p.b1 - p.b0) {
            continue;
        }
        memset(al->in_a + p.a0, 1, p.a1 - p.a0);
        memset(al->in_b + p.b0, 1, p.b1 - p.b0);
        stm_vec_push(al->arena, out, p);
    }
    put_in_order(out);
    mark_moved(out);
    return out;
}
