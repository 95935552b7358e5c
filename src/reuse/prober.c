/* prober.c: see prober.h. One sketch becomes a hash table; the other walks through it, behind a sieve that lets
 * few through that the first does not have.
 *
 * Cost: linear in both sketches.
 */
#include "reuse/prober.h"

#include "reuse/sketch_wide.h"

static uint32_t slot_of(const stm_prober *p, uint32_t print)
{
    return print >> (STM_PRINT_BITS - p->bits); /* fingerprints are hashes already */
}

/* The slot with the fingerprint of seed `i` of a sketch, or the free one where it would be. */
static uint32_t slot_with(const stm_prober *p, const stm_packed_sketch *of, uint32_t i)
{
    uint32_t mask = ((uint32_t)1 << p->bits) - 1, print = of->prints[i], s = slot_of(p, print), k;
    while ((k = p->slots[s]) != 0 && (p->a.prints[k - 1] != print || p->a.firsts[k - 1] != of->firsts[i])) {
        s = (s + 1) & mask;
    }
    return s;
}

bool stm_prober_set(stm_prober *p, const stm_packed_sketch *a)
{
    uint32_t bits = 9, n = a->n;
    while (bits < 28 && (uint32_t)1 << bits < n * 4) {
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
    n = n < (uint32_t)1 << 27 ? n : (uint32_t)1 << 27;
    p->bits = bits;
    p->a = *a;
    memset(p->slots, 0, sizeof *p->slots << bits);
#if STM_SKETCH_X86
    p->wide = stm_sketch_wide();
    if (p->wide) {
        stm_prober_wide_set(p->marks, a->prints, n);
    }
#endif
    if (!p->wide) {
        memset(p->sieve, 0, sizeof p->sieve);
        for (uint32_t i = 0; i < n; i++) {
            p->sieve[a->prints[i] % STM_PROBER_SIEVE] = 1;
        }
    }
    for (uint32_t i = 0; i < n; i++) { /* of several seeds of one fingerprint the last */
        p->slots[slot_with(p, a, i)] = i + 1;
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
    uint32_t close, run, longest; /* the same of the side with fewer, but for less wide ones; in one run; most in one */
} thread;

#define THREADS 4
#define PASSED 64

/* The fingerprints in common, one after the other, and the passages that they make. */
typedef struct probing {
    const stm_prober *p;
    const stm_packed_sketch *b;
    uint32_t next;                             /* the first seed of b that was not looked at */
    uint32_t passed[PASSED + 16], n_passed, i; /* seeds of b that may be in a; those that are done */
    uint32_t oldest;
    thread threads[THREADS];
} probing;

/* `passed` is written before it is read. */
static void begin(probing *x, const stm_prober *p, const stm_packed_sketch *b)
{
    x->p = p;
    x->b = b;
    x->next = x->n_passed = x->i = x->oldest = 0;
    memset(x->threads, 0, sizeof x->threads);
}

static bool goes_on(const thread *t, uint32_t a, uint32_t b)
{
    uint32_t da = a - t->a, db = b - t->b; /* backwards: very large */
    return da <= STM_PROBE_GAP && db <= STM_PROBE_GAP && (da > db ? da - db : db - da) <= STM_PROBE_SKEW;
}

/* The next of b's seeds that may be in a, of which there are none where none are left. */
static uint32_t sift(probing *x)
{
    uint32_t passed = 0, from = x->next;
#if STM_SKETCH_X86
    if (x->p->wide) {
        return stm_prober_wide_pass(x->p->marks, x->b->prints, x->b->n, &x->next, PASSED, x->passed);
    }
#endif
    while (from < x->b->n && passed < PASSED) {
        uint32_t end = x->b->n - from < PASSED - passed ? x->b->n : from + PASSED - passed;
        for (; from < end; from++) {
            x->passed[passed] = from;
            passed += x->p->sieve[x->b->prints[from] % STM_PROBER_SIEVE];
        }
    }
    x->next = from;
    return passed;
}

/* The same without those whose slot is free; false: none is left. */
static bool pass(probing *x)
{
    uint32_t passed, kept = 0;
    while (kept == 0 && (passed = sift(x)) > 0) {
        for (uint32_t k = 0; k < passed; k++) {
            x->passed[kept] = x->passed[k];
            kept += x->p->slots[slot_of(x->p, x->b->prints[x->passed[k]])] != 0;
        }
    }
    x->i = 0;
    x->n_passed = kept;
    return kept > 0;
}

/* The next fingerprint in common: the place in a, and the seed of b. */
static bool next_in_common(probing *x, uint32_t *at_a, uint32_t *at_b)
{
    for (;;) {
        uint32_t k, of_a;
        if (x->i == x->n_passed && !pass(x)) {
            return false;
        }
        k = x->passed[x->i++];
        of_a = x->p->slots[slot_with(x->p, x->b, k)];
        if (of_a != 0) {
            *at_a = stm_packed_place(&x->p->a, of_a - 1);
            *at_b = stm_packed_place(x->b, k);
            return true;
        }
    }
}

/* The passage that a fingerprint in common goes on with; if there is none, the oldest one with n = 0. */
static thread *thread_of(probing *x, uint32_t at_a, uint32_t at_b)
{
    uint32_t k = 0;
    while (k < THREADS && !(x->threads[k].n > 0 && goes_on(&x->threads[k], at_a, at_b))) {
        k++;
    }
    if (k == THREADS) {
        k = x->oldest;
        x->oldest = (x->oldest + 1) % THREADS;
        x->threads[k].n = 0;
    }
    return &x->threads[k];
}

bool stm_prober_enough(const stm_prober *p, const stm_packed_sketch *b, const stm_probe *asked)
{
    probing x;
    uint32_t at_a, at_b, close = 0, run = 0;
    bool longest = false;
    begin(&x, p, b);
    while (next_in_common(&x, &at_a, &at_b)) {
        thread *t = thread_of(&x, at_a, at_b);
        uint32_t more = STM_SEED_LETTERS;
        if (t->n == 0) {
            *t = (thread){ .first = at_b, .run = STM_SEED_LETTERS, .longest = STM_SEED_LETTERS };
        } else {
            uint32_t da = at_a - t->a, db = at_b - t->b;
            if (da <= STM_PROBE_CLOSE && db <= STM_PROBE_CLOSE) {
                more = da < db ? da : db;
            }
            t->run = da == db && da <= STM_PROBE_RUN ? t->run + da : STM_SEED_LETTERS;
            t->longest = t->run > t->longest ? t->run : t->longest;
        }
        t->a = at_a;
        t->b = at_b;
        t->close += more;
        if (++t->n >= asked->seeds) {
            close += t->n == asked->seeds ? t->close : more;
            run = t->longest > run ? t->longest : run;
            longest = longest || at_b - t->first + STM_SEED_LETTERS >= asked->longest;
            if (longest && close >= asked->covered && close + 2 * run >= asked->worth) {
                return true;
            }
        }
    }
    return false;
}

static uint32_t step(uint32_t from, uint32_t to) { return to - from <= STM_PROBE_HOLE ? to - from : STM_SEED_LETTERS; }

void stm_prober_cover(const stm_prober *p, const stm_packed_sketch *b, uint32_t least, uint32_t *letters_a,
                      uint32_t *letters_b)
{
    probing x;
    uint32_t at_a, at_b;
    *letters_a = *letters_b = 0;
    begin(&x, p, b);
    while (next_in_common(&x, &at_a, &at_b)) {
        thread *t = thread_of(&x, at_a, at_b);
        uint32_t more_a = STM_SEED_LETTERS, more_b = STM_SEED_LETTERS;
        if (t->n == 0) {
            *t = (thread){ .first = at_b };
        } else {
            more_a = step(t->a, at_a);
            more_b = step(t->b, at_b);
        }
        t->a = at_a;
        t->b = at_b;
        t->letters_a += more_a;
        t->letters_b += more_b;
        t->n++;
        *letters_a += t->n > least ? more_a : t->n == least ? t->letters_a : 0;
        *letters_b += t->n > least ? more_b : t->n == least ? t->letters_b : 0;
    }
}
