/* prober.c: see prober.h. One sketch becomes a hash table; the other walks through it, behind a sieve that lets
 * few through that the first does not have.
 *
 * Cost: linear in both sketches.
 */
#include "reuse/prober.h"

static uint32_t slot_of(const stm_prober *p, uint64_t seed)
{
    return (uint32_t)(seed >> (64 - p->bits)); /* fingerprints are hashes already */
}

static uint32_t sieve_of(uint64_t seed) { return (uint32_t)(seed >> STM_PLACE_BITS) % STM_PROBER_SIEVE; }

bool stm_prober_set(stm_prober *p, const uint64_t *a, uint32_t n)
{
    uint32_t bits = 9;
    while (bits < 28 && (uint32_t)1 << bits < n * 2) {
        bits++;
    }
    if (bits > p->cap_bits) {
        stm_mem_free(p->slots);
        p->slots = stm_mem_alloc(sizeof *p->slots << bits);
        p->cap_bits = p->slots == NULL ? 0 : bits;
        if (p->slots == NULL) {
            return false;
        }
    }
    p->a = a;
    p->n = n < (uint32_t)1 << 27 ? n : (uint32_t)1 << 27;
    p->bits = bits;
    memset(p->slots, 0, sizeof *p->slots << bits);
    memset(p->sieve, 0, sizeof p->sieve);
    for (uint32_t i = 0; i < p->n; i++) {
        p->sieve[sieve_of(a[i])] = 1;
    }
    for (uint32_t i = 0; i < p->n; i++) {
        uint32_t mask = ((uint32_t)1 << bits) - 1, s = slot_of(p, a[i]);
        while (p->slots[s] != 0 && stm_seed_fingerprint(a[p->slots[s] - 1]) != stm_seed_fingerprint(a[i])) {
            s = (s + 1) & mask;
        }
        p->slots[s] = i + 1;
    }
    return true;
}

void stm_prober_fini(stm_prober *p)
{
    stm_mem_free(p->slots);
    *p = (stm_prober){ 0 };
}

/* A passage that may go on. */
typedef struct thread {
    uint32_t first, a, b, n;       /* where it begins in b; its last fingerprint on either side; how many it has */
    uint32_t letters_a, letters_b; /* that it covers, but for wide gaps */
} thread;

#define THREADS 4

static bool goes_on(const thread *t, uint32_t a, uint32_t b)
{
    uint32_t da = a - t->a, db = b - t->b; /* backwards: very large */
    return da <= STM_PROBE_GAP && db <= STM_PROBE_GAP && (da > db ? da - db : db - da) <= STM_PROBE_SKEW;
}

/* The seed of a with the fingerprint of `seed`, plus 1; 0: none. */
static uint32_t seed_of_a(const stm_prober *p, uint64_t seed)
{
    uint32_t mask = ((uint32_t)1 << p->bits) - 1, s = slot_of(p, seed);
    while (p->slots[s] != 0 && stm_seed_fingerprint(p->a[p->slots[s] - 1]) != stm_seed_fingerprint(seed)) {
        s = (s + 1) & mask;
    }
    return p->slots[s];
}

#define PASSED 64

/* The next of b's seeds that may be in a, from *k on: up to PASSED of them; 0: none is left. */
static uint32_t pass(const stm_prober *p, const uint64_t *b, uint32_t n, uint32_t *k, uint32_t *out)
{
    uint32_t passed = 0, from = *k;
    while (from < n && passed < PASSED) {
        uint32_t end = n - from < PASSED - passed ? n : from + PASSED - passed;
        for (; from < end; from++) {
            out[passed] = from;
            passed += p->sieve[sieve_of(b[from])];
        }
    }
    *k = from;
    return passed;
}

uint32_t stm_prober_longest(const stm_prober *p, const uint64_t *b, uint32_t n, uint32_t least, uint32_t enough)
{
    thread threads[THREADS] = { { .n = 0 } };
    uint32_t longest = 0, oldest = 0, passed[PASSED], n_passed = 0, i = 0, next = 0;
    while (longest < enough) {
        uint32_t k, s, at_a, at_b, x = 0;
        if (i == n_passed) {
            n_passed = pass(p, b, n, &next, passed);
            i = 0;
            if (n_passed == 0) {
                break;
            }
        }
        k = passed[i++];
        s = seed_of_a(p, b[k]);
        if (s == 0) {
            continue;
        }
        at_a = stm_seed_place(p->a[s - 1]);
        at_b = stm_seed_place(b[k]);
        while (x < THREADS && !(threads[x].n > 0 && goes_on(&threads[x], at_a, at_b))) {
            x++;
        }
        if (x == THREADS) {
            x = oldest;
            oldest = (oldest + 1) % THREADS;
            threads[x] = (thread){ .first = at_b };
        }
        threads[x].a = at_a;
        threads[x].b = at_b;
        threads[x].n++;
        if (threads[x].n >= least && at_b - threads[x].first + STM_SEED_LETTERS > longest) {
            longest = at_b - threads[x].first + STM_SEED_LETTERS;
        }
    }
    return longest;
}

static uint32_t step(uint32_t from, uint32_t to) { return to - from <= STM_PROBE_HOLE ? to - from : STM_SEED_LETTERS; }

static void add_covered(const thread *t, uint32_t least, uint32_t *letters_a, uint32_t *letters_b)
{
    *letters_a += t->n >= least ? t->letters_a : 0;
    *letters_b += t->n >= least ? t->letters_b : 0;
}

void stm_prober_cover(const stm_prober *p, const uint64_t *b, uint32_t n, uint32_t least, uint32_t *letters_a,
                      uint32_t *letters_b)
{
    thread threads[THREADS] = { { .n = 0 } };
    uint32_t oldest = 0, passed[PASSED], n_passed = 0, i = 0, next = 0;
    *letters_a = *letters_b = 0;
    for (;;) {
        uint32_t s, at_a, at_b, x = 0;
        thread *t;
        if (i == n_passed) {
            n_passed = pass(p, b, n, &next, passed);
            i = 0;
            if (n_passed == 0) {
                break;
            }
        }
        s = seed_of_a(p, b[passed[i]]);
        at_b = stm_seed_place(b[passed[i++]]);
        if (s == 0) {
            continue;
        }
        at_a = stm_seed_place(p->a[s - 1]);
        while (x < THREADS && !(threads[x].n > 0 && goes_on(&threads[x], at_a, at_b))) {
            x++;
        }
        if (x == THREADS) {
            t = &threads[oldest];
            oldest = (oldest + 1) % THREADS;
            add_covered(t, least, letters_a, letters_b);
            *t = (thread){ .a = at_a, .b = at_b, .n = 1, .letters_a = STM_SEED_LETTERS, .letters_b = STM_SEED_LETTERS };
            continue;
        }
        t = &threads[x];
        t->letters_a += step(t->a, at_a);
        t->letters_b += step(t->b, at_b);
        t->a = at_a;
        t->b = at_b;
        t->n++;
    }
    for (uint32_t x = 0; x < THREADS; x++) {
        add_covered(&threads[x], least, letters_a, letters_b);
    }
}
