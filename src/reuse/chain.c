/* chain.c: see chain.h. Maximal exact matches of at least STM_MATCH_LETTERS letters are found through a hash table of
 * the runs of one article; each match then continues the best earlier match that ends shortly before it on both
 * sides (the chaining of minimap2: Li, Bioinformatics 34, 2018), and chains are read off, best first.
 *
 * In: two letter streams.  Out: chains.  Never: looks at words, but to measure gaps.
 * Cost: linear in letters plus matches times STM_CHAIN_LOOKBACK; repeats inside an article are bounded by
 * STM_MATCH_REPEAT, matches by STM_MATCH_MAX.
 */
#include "reuse/chain.h"

#include <assert.h>
#include <stdlib.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "reuse/reuse_tuning.h"
#include "reuse/sketch_wide.h"
#include "reuse/text_marks.h"

static_assert(STM_MATCH_MANY - STM_MATCH_LETTERS < 16, "what is looked at to the left is one register");

/* The loop over an article's letters is made twice: for any processor, and for those that have what stm_sketch_wide
 * asks for, which shift by a number in one step. */
#if STM_SKETCH_X86
#define WIDE __attribute__((target("bmi,bmi2")))
#endif
#define INLINE static inline __attribute__((always_inline))

#define SIEVE 3 /* bits of the sieve for each bucket: two to the power of this */

void stm_matcher_init(stm_matcher *m, stm_arena *arena)
{
    memset(m, 0, sizeof *m);
    m->arena = arena;
    m->wide = stm_text_marks_wide();
}

INLINE uint64_t run_at(const uint8_t *p)
{
    uint64_t v;
    memcpy(&v, p, sizeof v); /* STM_MATCH_LETTERS is 8 */
    return v;
}

/* A run's bit in the sieve; its bucket is that, without the last SIEVE bits. */
INLINE uint32_t bit_of(uint64_t run, uint32_t bits)
{
    return (uint32_t)(run * 0x9E3779B97F4A7C15u >> (64 - SIEVE - bits));
}

/* Numbers the runs of `a` from m->before + 1 on, puts each into its bucket, and marks it in the sieve. */
INLINE void index_runs(stm_matcher *m, const stm_rtext *a)
{
    const uint8_t *letters = a->letters;
    uint32_t n = a->n_letters, bits = m->bucket_bits, number = m->before + 1, *head = m->head, *next = m->next;
    uint64_t *sieve = m->sieve;
    for (uint32_t i = 0; i + STM_MATCH_LETTERS <= n; i++) {
        uint32_t bit = bit_of(run_at(letters + i), bits), h = bit >> SIEVE;
        next[i] = head[h];
        head[h] = number + i;
        sieve[bit / 64] |= (uint64_t)1 << bit % 64;
    }
}

#if STM_SKETCH_X86
WIDE static void index_runs_wide(stm_matcher *m, const stm_rtext *a) { index_runs(m, a); }
#endif

/* What stands in buckets is of the articles before; their numbers are no greater than m->before. */
static void forget_runs(stm_matcher *m, uint32_t n)
{
    if (n >= UINT32_MAX - m->last) {
        memset(m->head, 0, sizeof *m->head << m->head_bits);
        m->last = 0;
    }
    m->before = m->last;
    m->last += n;
    memset(m->sieve, 0, ((size_t)1 << (m->bucket_bits + SIEVE)) / 8);
}

void stm_matcher_set(stm_matcher *m, const stm_rtext *a, uint32_t clean)
{
    uint32_t n = a->n_letters, bits = 8;
    while (bits < 26 && ((uint32_t)1 << bits) < n * 2) {
        bits++;
    }
    m->a = a;
    m->clean = clean;
    m->bucket_bits = bits; /* no more than this article needs: what is looked up all over stays in the near caches */
    if (n > m->cap_letters || m->head == NULL) {
        m->cap_letters = n > ((uint32_t)1 << bits) / 2 ? n : ((uint32_t)1 << bits) / 2;
        m->head_bits = bits;
        m->head = STM_NEW_ARRAY(m->arena, uint32_t, (size_t)1 << bits);
        m->next = STM_NEW_ARRAY(m->arena, uint32_t, (size_t)m->cap_letters + 1);
        m->sieve = STM_NEW_ARRAY(m->arena, uint64_t, ((size_t)1 << (bits + SIEVE)) / 64);
    }
    forget_runs(m, n);
#if STM_SKETCH_X86
    if (m->wide) {
        index_runs_wide(m, a);
        return;
    }
#endif
    index_runs(m, a);
}

/* Forgets what diagonals of the last pair were covered, by numbers that are all above those of that pair. */
static uint32_t uncover(stm_matcher *m, uint32_t na, uint32_t nb)
{
    uint32_t base = m->covered_end;
    if (na + nb + 1 > m->cap_covered) {
        m->cap_covered = (na + nb + 1) * 2;
        m->covered = STM_NEW_ARRAY(m->arena, uint32_t, m->cap_covered);
        base = 0;
    } else if (base > UINT32_MAX - nb - 1) {
        memset(m->covered, 0, sizeof *m->covered * m->cap_covered);
        base = 0;
    }
    m->covered_end = base + nb;
    return base;
}

#ifdef __SSE2__
/* A bit for each of sixteen letters that is another one. */
static uint32_t unequal(const uint8_t *x, const uint8_t *y)
{
    __m128i a = _mm_loadu_si128((const __m128i *)(const void *)x),
            b = _mm_loadu_si128((const __m128i *)(const void *)y);
    return 0xFFFF ^ (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(a, b));
}
#else
static uint32_t unequal(const uint8_t *x, const uint8_t *y)
{
    uint32_t bits = 0;
    for (uint32_t k = 0; k < 16; k++) {
        bits |= (uint32_t)(x[k] != y[k]) << k;
    }
    return bits;
}
#endif

/* Letters that two texts have in common from these places on, at most `most`; sixteen can be read from any. Most are
 * fewer than sixteen, and how many is no pattern: nothing branches by it. */
static inline uint32_t common_run(const uint8_t *x, const uint8_t *y, uint32_t most)
{
    uint32_t n = (uint32_t)__builtin_ctz(unequal(x, y) | 0x10000);
    while (n < most && n % 16 == 0 && n > 0) {
        uint32_t more = (uint32_t)__builtin_ctz(unequal(x + n, y + n) | 0x10000);
        n += more;
        if (more == 0) {
            break;
        }
    }
    return n < most ? n : most;
}

/* Letters that two texts have in common before these places, at most `most`, which is no more than fifteen. */
static inline uint32_t common_before(const uint8_t *x, const uint8_t *y, uint32_t most)
{
    uint32_t n = (uint32_t)__builtin_clz(unequal(x - 16, y - 16) << 16 | 0x8000);
    return n < most ? n : most;
}

#define PASSED 64

typedef struct passed {
    uint32_t bit, at; /* of the sieve; where it begins in b */
    uint32_t first;   /* of its bucket: the number of a run of a, or of none */
} passed;

/* The next runs of b that may be in a, every `stride` letters from *j on, up to PASSED of them. */
static uint32_t pass(const stm_matcher *m, const stm_rtext *b, uint32_t stride, uint32_t *j, passed *out)
{
    const uint8_t *lb = b->letters;
    const uint64_t *sieve = m->sieve;
    uint32_t n = 0, at = *j, end = b->n_letters, bits = m->bucket_bits;
    for (; at + STM_MATCH_LETTERS <= end && n < PASSED; at += stride) {
        uint32_t bit = bit_of(run_at(lb + at), bits);
        out[n].bit = bit;
        out[n].at = at;
        n += (uint32_t)(sieve[bit / 64] >> bit % 64) & 1;
    }
    for (uint32_t k = 0; k < n; k++) { /* several are on their way from memory at once */
        out[k].first = m->head[out[k].bit >> SIEVE];
    }
    *j = at;
    return n;
}

/* What stays the same while matches of one pair are looked for. */
typedef struct search {
    const uint8_t *la, *lb;
    const uint32_t *next;
    uint32_t *of_b;  /* by diagonal, a less b: end in b of the last match */
    uint32_t before; /* numbers of a's runs are above this */
    uint32_t na, nb, base, least, most_left;
} search;

/* Matches that hold the run of b at j, of which the first in a's bucket is `first`, to `to`. Returns behind the last.
 */
static inline stm_match *take_matches(const search *s, uint32_t j, uint32_t first, stm_match *to)
{
    uint64_t run = run_at(s->lb + j);
    uint32_t looked = 0, at;
    for (uint32_t i = first; i > s->before && looked < STM_MATCH_REPEAT; i = s->next[at]) {
        uint32_t n = STM_MATCH_LETTERS, left, *covered, most;
        at = i - s->before - 1;
        if (run_at(s->la + at) != run) {
            continue;
        }
        looked++;
        covered = s->of_b + at - j;
        if (*covered > s->base + j) {
            continue;
        }
        most = s->na - at < s->nb - j ? s->na - at : s->nb - j;
        n += common_run(s->la + at + n, s->lb + j + n, most - n);
        *covered = s->base + j + n;
        most = at < j ? at : j;
        left = common_before(s->la + at, s->lb + j, most < s->most_left ? most : s->most_left);
        n += left;
        if (n >= s->least) {
            *to++ = (stm_match){ at - left, j - left, n };
        }
    }
    return to;
}

/* Returns the letters of all matches. Where matches must be longer than the runs that are looked up, only every so many
 * runs are: each match holds one of them, which is carried on to the left as far as the run before. */
static uint64_t find_matches(stm_matcher *m, const stm_rtext *b)
{
    uint64_t letters = 0;
    uint32_t na = m->a->n_letters, nb = b->n_letters;
    uint32_t least = m->a->noisy || b->noisy ? STM_MATCH_LETTERS : m->clean;
    uint32_t stride = least - STM_MATCH_LETTERS + 1, n_passed, from = 0;
    search s = { m->a->letters, b->letters, m->next, NULL, m->before, na, nb, uncover(m, na, nb), least, stride - 1 };
    passed runs[PASSED];
    s.of_b = m->covered + nb;
    m->found.n = 0;
    while (m->found.n < STM_MATCH_MAX && (n_passed = pass(m, b, stride, &from, runs)) > 0) {
        stm_match *at, *to;
        stm_vec_reserve(m->arena, &m->found, m->found.n + PASSED * STM_MATCH_REPEAT);
        at = to = m->found.at + m->found.n;
        for (uint32_t k = 0; k < n_passed && to - m->found.at < STM_MATCH_MAX; k++) {
            to = take_matches(&s, runs[k].at, runs[k].first, to);
        }
        m->found.n = (uint32_t)(to - m->found.at);
        for (; at < to; at++) {
            stm_rtext_expect(b, at->b); /* asked for soon */
            letters += at->n;
        }
    }
    return letters;
}

static uint32_t words_between(const stm_rtext *t, uint32_t end, uint32_t start)
{
    uint32_t last, next;
    if (start <= end) {
        return 0;
    }
    last = stm_rtext_word(t, end - 1);
    next = stm_rtext_word(t, start);
    return next > last ? next - last - 1 : 0;
}

/* Whether match q may follow match p; *cost: what the gap takes off the score. */
static bool follows(const stm_matcher *m, const stm_rtext *b, const stm_match *p, const stm_match *q, int32_t *cost)
{
    uint32_t ea = p->a + p->n, eb = p->b + p->n, ga = q->a > ea ? q->a - ea : 0, gb = q->b > eb ? q->b - eb : 0;
    uint32_t overlap = 0, skew;
    if (q->a <= p->a || q->b <= p->b || q->a + q->n <= ea || q->b + q->n <= eb) {
        return false;
    }
    if (ga > STM_CHAIN_GAP_LETTERS || gb > STM_CHAIN_GAP_LETTERS) {
        return false;
    }
    if ((ga > STM_CHAIN_GAP_WORDS && words_between(m->a, ea, q->a) > STM_CHAIN_GAP_WORDS) ||
        (gb > STM_CHAIN_GAP_WORDS && words_between(b, eb, q->b) > STM_CHAIN_GAP_WORDS)) {
        return false;
    }
    overlap = ea > q->a ? ea - q->a : 0;
    overlap = eb > q->b && eb - q->b > overlap ? eb - q->b : overlap;
    skew = ga > gb ? ga - gb : gb - ga;
    *cost = (int32_t)(overlap + skew / 8 + 1);
    return true;
}

static int by_score(const void *x, const void *y)
{
    uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return a > b ? -1 : a < b;
}

#define FEW 24

static void best_first(uint64_t *at, uint32_t n)
{
    if (n > FEW) {
        qsort(at, n, sizeof *at, by_score);
        return;
    }
    for (uint32_t i = 1; i < n; i++) {
        uint64_t x = at[i];
        uint32_t k = i;
        for (; k > 0 && at[k - 1] < x; k--) {
            at[k] = at[k - 1];
        }
        at[k] = x;
    }
}

/* Links each match with the best one before it, and notes where chains may end. A match that continues none and is
 * too short to be a chain of its own is no end: it is one only as the first of others. */
static void link_matches(stm_matcher *m, const stm_rtext *b, uint32_t least)
{
    uint32_t reach = 0;
    m->score.n = m->previous.n = m->order.n = m->reach.n = 0;
    for (uint32_t q = 0; q < m->found.n; q++) {
        const stm_match *mq = &m->found.at[q];
        int32_t best = (int32_t)mq->n, from = -1;
        uint32_t first = q > STM_CHAIN_LOOKBACK ? q - STM_CHAIN_LOOKBACK : 0;
        for (uint32_t p = q; p-- > first && m->reach.at[p] + STM_CHAIN_GAP_LETTERS >= mq->b;) {
            int32_t cost;
            if (m->score.at[p] + (int32_t)mq->n > best && follows(m, b, &m->found.at[p], mq, &cost) &&
                m->score.at[p] + (int32_t)mq->n - cost > best) {
                best = m->score.at[p] + (int32_t)mq->n - cost;
                from = (int32_t)p;
            }
        }
        reach = mq->b + mq->n > reach ? mq->b + mq->n : reach;
        stm_vec_push(m->arena, &m->reach, reach);
        stm_vec_push(m->arena, &m->score, best);
        stm_vec_push(m->arena, &m->previous, from);
        if (from >= 0 || mq->n >= least) {
            stm_vec_push(m->arena, &m->order, (uint64_t)(uint32_t)best << 32 | (UINT32_MAX - q));
        }
    }
}

void stm_matcher_chain(stm_matcher *m, const stm_rtext *b, uint32_t least)
{
    m->matches.n = m->chains.n = 0;
    if (find_matches(m, b) < STM_PAIR_LETTERS) {
        return; /* not enough for a pair, however it is chained */
    }
    link_matches(m, b, least);
    best_first(m->order.at, m->order.n);
    for (uint32_t k = 0; k < m->order.n; k++) {
        uint32_t q = UINT32_MAX - (uint32_t)m->order.at[k], n = 0;
        stm_chain c = { m->matches.n, 0, 0 };
        int32_t at = (int32_t)q;
        while (at >= 0 && m->score.at[at] != INT32_MIN) {
            n++;
            c.letters += m->found.at[at].n;
            m->score.at[at] = INT32_MIN; /* taken */
            stm_vec_push(m->arena, &m->matches, m->found.at[at]);
            at = m->previous.at[at];
        }
        if (c.letters < least) {
            m->matches.n = c.first;
            continue;
        }
        for (uint32_t i = 0; i < n / 2; i++) {
            stm_match swap = m->matches.at[c.first + i];
            m->matches.at[c.first + i] = m->matches.at[c.first + n - 1 - i];
            m->matches.at[c.first + n - 1 - i] = swap;
        }
        c.n = n;
        stm_vec_push(m->arena, &m->chains, c);
    }
}
