/* candidates.c: see candidates.h. An article counts its partners by walking its lists. A list that is longer than the
 * cap is not walked whole: each article looks at the few before it, so that a text with a million copies costs a
 * million steps and not their square. Counting is bound by how fast lists come out of memory: each is called for some
 * time before it is read, and where counters of all articles would not fit the nearest cache, a small table tells first
 * which articles need one.
 *
 * In: lists.  Out: candidates.  Cost: linear in the pairs that share a fingerprint, where an article meets at most
 * STM_SEED_CAP others by one. Memory: 8 bytes for each article and thread.
 */
#include "reuse/candidates.h"

#include "base/sieve.h"

#define ONE ((uint32_t)1 << 18) /* a counter holds how many, and below their weight */
#define WEIGHT (ONE - 1)
#define FEW (16 * STM_ROUGH)        /* articles whose counters are near enough without a rough count before */
#define FULL (UINT32_MAX - 2 * ONE) /* a counter that counts no more: its weight cannot have gone over either */

/* The weight that the STM_CANDIDATES_MAX best partners reach. */
static uint32_t least_weight(const stm_candidate_scratch *s, uint32_t n)
{
    uint32_t histogram[256] = { 0 }, kept = 0, least = 255;
    if (n <= STM_CANDIDATES_MAX) {
        return 0;
    }
    for (uint32_t i = 0; i < n; i++) {
        uint32_t c = s->count[s->touched[i]] & WEIGHT;
        histogram[c < 255 ? c : 255]++;
    }
    while (least > 0 && kept + histogram[least] <= STM_CANDIDATES_MAX) {
        kept += histogram[least--];
    }
    return least + 1;
}

/* What a fingerprint adds to a counter that an article shares with `n - 1` before it. */
static uint32_t worth(uint32_t article, uint32_t n)
{
    return n <= STM_SEED_RARE     ? STM_SEED_WEIGHT_RARE | ONE
           : n <= STM_SEED_COMMON ? STM_SEED_WEIGHT | ONE
                                  : (STM_SEED_WEIGHT_COMMON | ONE) * stm_postings_thin(article);
}

/* The more articles are before one, the more share something with it by chance; what is asked of a pair grows with the
 * logarithm of their number. */
static uint32_t weight_more(uint32_t article)
{
    uint32_t k = 0;
    while (k < 31 && article >> k >= 2 * STM_SEED_FEW) {
        k++;
    }
    return k * STM_SEED_WEIGHT_MORE;
}

static uint32_t weight_asked(uint32_t noisy) /* how many of the two are */
{
    return noisy == 0 ? STM_SEED_WEIGHT_MIN : noisy == 1 ? STM_SEED_WEIGHT_MIN_NOISY : STM_SEED_WEIGHT_MIN_BOTH_NOISY;
}

uint32_t stm_candidates_weight(uint32_t article, uint32_t noisy) { return weight_asked(noisy) + weight_more(article); }

static uint32_t count_asked(uint32_t noisy)
{
    return noisy == 0 ? STM_SEED_MIN : noisy == 1 ? STM_SEED_MIN_NOISY : STM_SEED_MIN_BOTH_NOISY;
}

/* Keeps the STM_WITNESSES best: those that share most, the last of several. They come in no order. */
static uint32_t keep_witness(stm_candidate *at, uint32_t n, stm_candidate c)
{
    uint32_t k = n;
    while (k > 0 && (at[k - 1].count < c.count || (at[k - 1].count == c.count && at[k - 1].article < c.article))) {
        k--;
    }
    if (k == STM_WITNESSES) {
        return n;
    }
    n += n < STM_WITNESSES;
    memmove(at + k + 1, at + k, (n - k - 1) * sizeof *at);
    at[k] = c;
    return n;
}

/* Insertion into the few, shorter and shorter steps for the many. */
void stm_candidates_sort(stm_candidate *at, uint32_t n)
{
    for (uint32_t gap = n / 2; gap > 0; gap /= 2) {
        for (uint32_t i = gap; i < n; i++) {
            stm_candidate c = at[i];
            uint32_t k = i;
            for (; k >= gap && at[k - gap].article > c.article; k -= gap) {
                at[k] = at[k - gap];
            }
            at[k] = c;
        }
    }
}

/* An article looks at its entries in two steps: lists lie all over the memory, so each is called for when its entry is
 * read, and walked when WALKS of them have been called for. */
typedef struct walk {
    const uint32_t *at; /* n earlier articles that share a fingerprint */
    uint32_t n, worth;
} walk;

#define WALKS 256 /* most articles have no more lists that are long */

typedef struct walks {
    const uint32_t *entry, *end;
    uint32_t article;
    uint64_t looked;
    uint32_t n;
    walk at[WALKS];
} walks;

static void walks_begin(walks *w, const stm_postings *p, uint32_t article)
{
    w->entry = p->entries[article];
    w->end = p->ends[article].at;
    w->article = article;
    w->looked = 0;
}

/* Which of the two tables counts. */
typedef enum counting { ROUGHLY, EXACTLY, WHERE_ROUGHLY_ENOUGH } counting;

static inline uint32_t count_one(stm_candidate_scratch *s, counting how, uint32_t other, uint32_t worth, uint32_t n)
{
    if (how == ROUGHLY) {
        uint32_t *c = &s->rough[other % STM_ROUGH];
        *c += *c < FULL ? worth : 0;
    } else if (how == EXACTLY || s->rough[other % STM_ROUGH] != 0) {
        uint32_t c = s->count[other];
        s->touched[n] = other;
        s->count[other] = c < FULL ? c + worth : c;
        n += c == 0;
    }
    return n;
}

/* Counts the articles that entries name, and notes the lists that others name: up to WALKS of them. */
STM_ALWAYS_INLINE uint32_t read_entries(const stm_postings *p, walks *w, stm_candidate_scratch *s, counting how,
                                        uint32_t n)
{
    const uint32_t *entry = w->entry, *end = w->end;
    uint32_t n_walks = 0;
    uint64_t looked = w->looked;
    while (entry < end && n_walks < WALKS) {
        uint32_t e = *entry++;
        if (e >= STM_NEAR) {
            n = count_one(s, how, e & ((1u << STM_NEAR_SHIFT) - 1),
                          worth(w->article, (e & ~STM_NEAR) >> STM_NEAR_SHIFT), n);
            looked++;
        } else {
            walk *x = &w->at[n_walks++];
            x->n = stm_entry_before(e);
            x->worth = worth(w->article, x->n + 1);
            if (x->n >= STM_SEED_CAP || (x->n >= STM_SEED_COMMON && looked > STM_SEED_LOOK)) {
                x->n = STM_SEED_BEFORE;
            }
            x->at = stm_entry_place(p, e, *entry++) - x->n;
            looked += x->n;
            __builtin_prefetch(x->at);
            __builtin_prefetch(x->at + x->n - 1);
        }
    }
    w->entry = entry;
    w->n = n_walks;
    w->looked = looked;
    return n;
}

STM_ALWAYS_INLINE uint32_t take_walks(const walks *w, stm_candidate_scratch *s, counting how, uint32_t n)
{
    for (uint32_t i = 0; i < w->n; i++) {
        const walk *x = &w->at[i];
        for (uint32_t k = 0; k < x->n; k++) {
            n = count_one(s, how, x->at[k], x->worth, n);
        }
    }
    return n;
}

/* Counts by the last bits of the articles' numbers, in a table that stays in the nearest cache, and leaves in it what
 * does not need to be counted one by one: 0 where all articles of a number together are not worth a look. False: that
 * is so for all of them. `weak`: what can be a witness is worth one too. */
static bool sieve(const stm_postings *p, const uint8_t *noisy, walks *w, uint32_t article, bool weak,
                  stm_candidate_scratch *s)
{
    uint32_t more = weight_more(article), count = weak ? STM_SEED_MIN * ONE : UINT32_MAX, some = 0;
    uint32_t clean = weight_asked(noisy[article]) + more, misread = weight_asked(noisy[article] + 1u) + more;
    walks_begin(w, p, article);
    memset(s->rough, 0, sizeof s->rough);
    while (w->entry < w->end) {
        (void)read_entries(p, w, s, ROUGHLY, 0);
        (void)take_walks(w, s, ROUGHLY, 0);
    }
    for (uint32_t k = 0; k < STM_ROUGH; k++) {
        uint32_t c = s->rough[k], least = s->some_noisy[k] != 0 ? misread : clean;
        s->rough[k] = (c >= count ? 1u : 0u) | ((c & WEIGHT) >= least ? 1u : 0u);
        some |= s->rough[k];
    }
    return some != 0;
}

bool stm_candidates_at_once(uint32_t article) { return article <= FEW; } /* all that is met is counted */

static uint32_t count_meetings(const stm_postings *p, const uint8_t *noisy, uint32_t article, bool weak,
                               stm_candidate_scratch *s)
{
    walks w;
    uint32_t n = 0;
    if (stm_candidates_at_once(article)) {
        walks_begin(&w, p, article);
        while (w.entry < w.end) {
            n = read_entries(p, &w, s, EXACTLY, n);
            n = take_walks(&w, s, EXACTLY, n);
        }
    } else if (sieve(p, noisy, &w, article, weak, s)) {
        walks_begin(&w, p, article);
        while (w.entry < w.end) {
            n = read_entries(p, &w, s, WHERE_ROUGHLY_ENOUGH, n);
            n = take_walks(&w, s, WHERE_ROUGHLY_ENOUGH, n);
        }
    }
    s->looked += w.looked;
    return n;
}

/* Takes out what is not met so often, or has not so much weight; its counter is put beside each of the others. All
 * counters are 0 again. Most that are met are met once, and nothing tells which: no branches. */
static uint32_t leave_least(stm_candidate_scratch *s, uint32_t n, uint32_t count, uint32_t weight)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t other = s->touched[i], c = s->count[other];
        s->count[other] = 0;
        s->touched[kept] = other;
        s->counted[kept] = c;
        kept += (c >= count * ONE ? 1u : 0u) & ((c & WEIGHT) >= weight ? 1u : 0u);
    }
    return kept;
}

uint32_t stm_candidates_find(const stm_postings *p, const uint8_t *noisy, uint32_t article, stm_candidate_scratch *s,
                             stm_candidate *out, stm_candidate *witnesses, uint32_t *n_witnesses)
{
    uint32_t n_touched = count_meetings(p, noisy, article, witnesses != NULL, s);
    uint32_t n = 0, n_weak = 0, more = weight_more(article), least = least_weight(s, n_touched);
    n_touched = leave_least(s, n_touched, count_asked(noisy[article] + 1u),
                            witnesses != NULL ? 0 : weight_asked(noisy[article] + 1u) + more);
    for (uint32_t i = 0; i < n_touched; i++) {
        uint32_t other = s->touched[i], of_noisy = (uint32_t)noisy[article] + noisy[other];
        stm_candidate c = { other, s->counted[i] & WEIGHT, s->counted[i] / ONE };
        if (c.count < count_asked(of_noisy)) {
            continue;
        }
        if (c.shared < weight_asked(of_noisy) + more) {
            n_weak = of_noisy == 0 && witnesses != NULL ? keep_witness(witnesses, n_weak, c) : n_weak;
        } else if (c.shared >= least && n < STM_CANDIDATES_MAX) {
            out[n++] = c;
        }
    }
    if (witnesses != NULL) {
        *n_witnesses = n_weak;
    }
    stm_candidates_sort(out, n);
    return n;
}
