/* candidates.c: see candidates.h. Fingerprints are dealt into PARTS parts by their first bits and kept there with their
 * articles, or written to a temporary file when they are too many. Part by part they are then sorted (radix sort of
 * enough bits, insertion of the few that are left together); equal ones that stand in several articles become a list;
 * an article counts its partners by walking its lists up to itself. Beyond the cap it looks at the few before it, so
 * that a text with a million copies costs a million steps and not their square. How common a fingerprint is counts up
 * to the article alone: later ones take nothing back, and a kept index need not look at earlier ones again.
 *
 * In: sketches.  Out: lists, candidate pairs.  Cost: linear in fingerprints, and in the pairs that share one, where
 * an article meets at most STM_SEED_CAP others by one fingerprint. Memory: one part, and 8 bytes for each fingerprint
 * of an article that stands in another one too.
 */
#include "reuse/candidates.h"

#include "base/crew.h"
#include "base/spill.h"

#define PART_BITS 6
#define PARTS (1u << PART_BITS)
#define ARTICLE_BITS STM_ARTICLE_BITS
#define ONE ((uint32_t)1 << 18) /* a counter holds how many, and below their weight */
#define WEIGHT (ONE - 1)
#define DIGIT 11 /* bits of one pass of the sort; two passes */

/* What went to the file of one part at one time. */
typedef struct run {
    uint64_t at, n;
    uint32_t part, next; /* index of the part's run before it, plus 1 */
} run;

typedef struct part {
    uint64_t *keys; /* fingerprint without the part's bits, then article */
    size_t n, cap;
    uint32_t last_run; /* index plus 1; 0: none */
    uint64_t n_spilt;
} part;

struct stm_seeds {
    uint64_t memory_bytes, held; /* bound; bytes of keys in memory */
    part parts[PARTS];
    stm_spill spill;
    run *runs;
    uint32_t n_runs, cap_runs;
};

static stm_status no_memory(stm_err *err) { return stm_fail(err, STM_NO_MEMORY, "out of memory while comparing"); }

stm_status stm_seeds_new(uint64_t memory_bytes, stm_seeds **out, stm_err *err)
{
    *out = stm_mem_zalloc(1, sizeof **out);
    if (*out == NULL) {
        return no_memory(err);
    }
    (*out)->memory_bytes = memory_bytes == 0 ? UINT64_MAX : memory_bytes;
    return STM_OK;
}

void stm_seeds_free(stm_seeds *s)
{
    if (s == NULL) {
        return;
    }
    for (uint32_t k = 0; k < PARTS; k++) {
        stm_mem_free(s->parts[k].keys);
    }
    stm_mem_free(s->runs);
    stm_spill_close(&s->spill);
    stm_mem_free(s);
}

static stm_status spill_parts(stm_seeds *s, stm_err *err)
{
    if (s->n_runs + PARTS > s->cap_runs) {
        uint32_t cap = s->cap_runs * 2 + 4 * PARTS;
        run *runs = stm_mem_realloc(s->runs, cap * sizeof *runs);
        if (runs == NULL) {
            return no_memory(err);
        }
        s->runs = runs;
        s->cap_runs = cap;
    }
    for (uint32_t k = 0; k < PARTS; k++) {
        part *p = &s->parts[k];
        run *r = &s->runs[s->n_runs];
        stm_status status;
        if (p->n == 0) {
            continue;
        }
        *r = (run){ .n = p->n, .part = k, .next = p->last_run };
        status = stm_spill_add(&s->spill, p->keys, p->n * sizeof *p->keys, &r->at, err);
        if (status != STM_OK) {
            return status;
        }
        p->last_run = ++s->n_runs;
        p->n_spilt += p->n;
        p->n = 0;
    }
    s->held = 0;
    return STM_OK;
}

static bool part_room(part *p, size_t n)
{
    size_t cap = p->cap == 0 ? 256 : p->cap;
    uint64_t *keys;
    while (cap < n) {
        cap += cap / 2;
    }
    if (cap > p->cap) {
        keys = stm_mem_realloc(p->keys, cap * sizeof *keys);
        if (keys == NULL) {
            return false;
        }
        p->keys = keys;
        p->cap = cap;
    }
    return true;
}

stm_status stm_seeds_add(stm_seeds *s, uint32_t article, const stm_sketch *sketch, stm_err *err)
{
    const uint64_t *at = sketch->at;
    if (article >= STM_REUSE_ARTICLES_MAX) {
        return stm_fail(err, STM_LIMIT, "more than %u articles cannot be compared", STM_REUSE_ARTICLES_MAX);
    }
    for (uint32_t i = 0; i < sketch->n; i++) {
        part *p = &s->parts[at[i] >> (64 - PART_BITS)];
        if (p->n == p->cap && !part_room(p, p->n + 1)) {
            return no_memory(err);
        }
        p->keys[p->n++] = at[i] << PART_BITS >> (PART_BITS + STM_PLACE_BITS) << ARTICLE_BITS | article;
    }
    s->held += sketch->n * sizeof *at;
    return s->held > s->memory_bytes ? spill_parts(s, err) : STM_OK;
}

/* Brings back what the part has in the file; runs are read last to first. */
static stm_status gather(stm_seeds *s, part *p, stm_err *err)
{
    size_t n = p->n, end = n + (size_t)p->n_spilt;
    if (p->n_spilt == 0) {
        return STM_OK;
    }
    if (!part_room(p, end)) {
        return no_memory(err);
    }
    memmove(p->keys + p->n_spilt, p->keys, n * sizeof *p->keys);
    end = (size_t)p->n_spilt;
    for (uint32_t r = p->last_run; r != 0; r = s->runs[r - 1].next) {
        stm_status status;
        end -= (size_t)s->runs[r - 1].n;
        status = stm_spill_read(&s->spill, s->runs[r - 1].at, p->keys + end, (size_t)s->runs[r - 1].n * sizeof *p->keys,
                                err);
        if (status != STM_OK) {
            return status;
        }
    }
    p->n = n + (size_t)p->n_spilt;
    return STM_OK;
}

static void radix_pass(const uint64_t *from, uint64_t *to, size_t n, uint32_t shift)
{
    size_t count[(1u << DIGIT) + 1] = { 0 };
    uint64_t mask = (1u << DIGIT) - 1;
    for (size_t i = 0; i < n; i++) {
        count[(from[i] >> shift & mask) + 1]++;
    }
    for (uint32_t d = 0; d <= mask; d++) {
        count[d + 1] += count[d];
    }
    for (size_t i = 0; i < n; i++) {
        to[count[from[i] >> shift & mask]++] = from[i];
    }
}

#define FEW 32

static void insert_keys(uint64_t *keys, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        uint64_t key = keys[i];
        size_t k = i;
        for (; k > 0 && keys[k - 1] > key; k--) {
            keys[k] = keys[k - 1];
        }
        keys[k] = key;
    }
}

/* Sorts keys that ascend by article already: by as many bits as leave few together, then those few. */
static void sort_keys(uint64_t *keys, uint64_t *spare, size_t n)
{
    uint32_t top = 64 - PART_BITS;
    radix_pass(keys, spare, n, top - 2 * DIGIT);
    radix_pass(spare, keys, n, top - DIGIT);
    for (size_t i = 0; i < n;) {
        size_t j = i + 1;
        while (j < n && (keys[j] ^ keys[i]) >> (top - 2 * DIGIT) == 0) {
            j++;
        }
        if (j - i <= FEW) {
            insert_keys(keys + i, j - i);
        } else { /* many copies of one text; the bits that are left are no more than two digits */
            radix_pass(keys + i, spare, j - i, ARTICLE_BITS);
            radix_pass(spare, keys + i, j - i, ARTICLE_BITS + DIGIT);
        }
        i = j;
    }
}

/* Grows an array of at least `n` items by half; false: no memory. */
static bool room32(uint32_t **at, size_t *cap, size_t n)
{
    uint32_t *grown;
    size_t to = *cap + *cap / 2 + 1024;
    if (n <= *cap) {
        return true;
    }
    grown = stm_mem_realloc(*at, (to < n ? n : to) * sizeof **at);
    if (grown == NULL) {
        return false;
    }
    *at = grown;
    *cap = to < n ? n : to;
    return true;
}

typedef struct lists {
    uint32_t *articles, *sizes;
    size_t n, cap, n_lists, cap_sizes;
} lists;

/* Adds the lists of one part: each article once for a fingerprint, and only fingerprints of two or more articles. */
static stm_status take_lists(const part *p, uint64_t number, const stm_kept_seeds *kept, lists *l, stm_err *err)
{
    const uint64_t low = ((uint64_t)1 << ARTICLE_BITS) - 1;
    for (size_t i = 0; i < p->n;) {
        size_t j = i + 1, first = l->n;
        const uint32_t *before = NULL;
        uint32_t n_before = 0;
        while (j < p->n && p->keys[j] >> ARTICLE_BITS == p->keys[i] >> ARTICLE_BITS) {
            j++;
        }
        if (kept != NULL) {
            uint64_t fingerprint = number << (STM_SKETCH_BITS - PART_BITS) | p->keys[i] >> ARTICLE_BITS;
            stm_status status = kept->find(kept->arg, fingerprint, &before, &n_before, err);
            if (status != STM_OK) {
                return status;
            }
        }
        if (p->keys[j - 1] != p->keys[i] || n_before > 0) {
            if (!room32(&l->articles, &l->cap, l->n + n_before + (j - i)) ||
                !room32(&l->sizes, &l->cap_sizes, l->n_lists + 1)) {
                return no_memory(err);
            }
            if (n_before > 0) {
                memcpy(l->articles + l->n, before, n_before * sizeof *before);
                l->n += n_before;
            }
            for (size_t k = i; k < j; k++) {
                if (k == i || p->keys[k] != p->keys[k - 1]) {
                    l->articles[l->n++] = (uint32_t)(p->keys[k] & low);
                }
            }
            l->sizes[l->n_lists++] = (uint32_t)(l->n - first);
        }
        i = j;
    }
    return STM_OK;
}

/* Hands the sorted keys of one part to the index, each once and with the part's bits; spends them. */
static stm_status give_keys(part *p, uint64_t number, const stm_kept_seeds *kept, stm_err *err)
{
    size_t n = 0;
    for (size_t i = 0; i < p->n; i++) {
        if (i == 0 || p->keys[i] != p->keys[i - 1]) {
            p->keys[n++] = p->keys[i];
        }
    }
    for (size_t i = 0; i < n; i++) {
        p->keys[i] |= number << (64 - PART_BITS);
    }
    return kept->take(kept->arg, p->keys, n, err);
}

static stm_status all_lists(stm_seeds *s, const stm_kept_seeds *kept, lists *l, stm_err *err)
{
    uint64_t *spare = NULL;
    size_t cap = 0;
    stm_status status = STM_OK;
    for (uint32_t k = 0; k < PARTS && status == STM_OK; k++) {
        part *p = &s->parts[k];
        status = gather(s, p, err);
        if (status == STM_OK && p->n > cap) {
            stm_mem_free(spare);
            cap = p->n + p->n / 8;
            spare = stm_mem_alloc(cap * sizeof *spare);
        }
        if (status == STM_OK && p->n > 0) {
            if (spare == NULL) {
                return no_memory(err);
            }
            sort_keys(p->keys, spare, p->n);
            status = take_lists(p, k, kept, l, err);
            status = status == STM_OK && kept != NULL ? give_keys(p, k, kept, err) : status;
        }
        stm_mem_free(p->keys);
        *p = (part){ 0 };
    }
    stm_mem_free(spare);
    return status;
}

/* The first in a list that looks at others. */
static uint32_t own_from(const stm_postings *p, uint32_t l)
{
    const uint32_t *list = p->articles + p->list_start[l];
    uint32_t k = 1;
    while (list[k] < p->first) {
        k++; /* the last one is never before p->first */
    }
    return k;
}

/* Turns lists of articles around: which lists an article stands in. */
static stm_status turn(stm_postings *out, stm_err *err)
{
    out->article_start = stm_mem_zalloc((size_t)out->n_articles + 2, sizeof *out->article_start);
    if (out->article_start == NULL) {
        return no_memory(err);
    }
    for (uint32_t l = 0; l < out->n_lists; l++) {
        uint64_t first = out->list_start[l], size = out->list_start[l + 1] - first;
        for (uint64_t k = own_from(out, l); k < size; k++) {
            out->article_start[out->articles[first + k] + 2] += k < STM_SHORT_LIST ? k : 1;
        }
    }
    for (uint32_t a = 0; a < out->n_articles; a++) {
        out->article_start[a + 2] += out->article_start[a + 1];
    }
    out->of_article = stm_mem_alloc((size_t)out->article_start[out->n_articles + 1] * sizeof *out->of_article);
    if (out->of_article == NULL) {
        return no_memory(err);
    }
    for (uint32_t l = 0; l < out->n_lists; l++) {
        const uint32_t *list = out->articles + out->list_start[l];
        uint32_t size = (uint32_t)(out->list_start[l + 1] - out->list_start[l]);
        for (uint32_t k = own_from(out, l); k < size; k++) {
            uint64_t *at = &out->article_start[list[k] + 1];
            if (k >= STM_SHORT_LIST) {
                out->of_article[(*at)++] = l;
                continue;
            }
            for (uint32_t x = 0; x < k; x++) {
                out->of_article[(*at)++] = STM_NEAR | (k + 1) << STM_NEAR_SHIFT | list[x];
            }
        }
    }
    return STM_OK;
}

stm_status stm_postings_build(stm_seeds *seeds, uint32_t n_articles, const stm_kept_seeds *kept, stm_postings *out,
                              stm_err *err)
{
    lists l = { 0 };
    uint64_t at = 0;
    stm_status status = all_lists(seeds, kept, &l, err);
    *out = (stm_postings){ .articles = l.articles,
                           .n_articles = n_articles,
                           .first = kept == NULL ? 0 : kept->n_articles };
    if (status == STM_OK && l.n_lists >= UINT32_MAX) {
        status = stm_fail(err, STM_LIMIT, "too many fingerprints in common");
    }
    if (status == STM_OK) {
        out->list_start = stm_mem_alloc((l.n_lists + 1) * sizeof *out->list_start);
        status = out->list_start == NULL ? no_memory(err) : STM_OK;
    }
    if (status == STM_OK) {
        out->n_lists = (uint32_t)l.n_lists;
        for (uint32_t k = 0; k < out->n_lists; k++) {
            out->list_start[k] = at;
            at += l.sizes[k];
        }
        out->list_start[out->n_lists] = at;
    }
    stm_mem_free(l.sizes);
    return status == STM_OK ? turn(out, err) : status;
}

void stm_postings_fini(stm_postings *p)
{
    stm_mem_free(p->articles);
    stm_mem_free(p->list_start);
    stm_mem_free(p->of_article);
    stm_mem_free(p->article_start);
    *p = (stm_postings){ 0 };
}

/* Where `article` stands in its ascending list. */
static uint32_t place_in(const uint32_t *list, uint32_t n, uint32_t article)
{
    uint32_t lo = 0, hi = n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (list[mid] < article) {
            lo = mid + 1;
        } else {
            hi = mid;
        }
    }
    return lo;
}

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

static uint32_t weight_of(uint32_t n_list)
{
    return n_list <= STM_SEED_RARE     ? STM_SEED_WEIGHT_RARE
           : n_list <= STM_SEED_COMMON ? STM_SEED_WEIGHT
                                       : STM_SEED_WEIGHT_COMMON;
}

uint32_t stm_candidates_find(const stm_postings *p, const uint8_t *noisy, uint32_t article, stm_candidate_scratch *s,
                             stm_candidate *out)
{
    uint32_t n_touched = 0, n = 0, least;
    uint64_t looked = 0;
    for (uint64_t i = p->article_start[article]; i < p->article_start[article + 1]; i++) {
        uint32_t l = p->of_article[i], place, k = 0, weight;
        const uint32_t *list;
        if ((l & STM_NEAR) != 0) {
            uint32_t other = l & ((1u << STM_NEAR_SHIFT) - 1);
            if (s->count[other] == 0) {
                s->touched[n_touched++] = other;
            }
            s->count[other] += weight_of((l & ~STM_NEAR) >> STM_NEAR_SHIFT) | ONE;
            looked++;
            continue;
        }
        list = p->articles + p->list_start[l];
        place = place_in(list, (uint32_t)(p->list_start[l + 1] - p->list_start[l]), article);
        weight = weight_of(place + 1);
        if (place >= STM_SEED_CAP || (place >= STM_SEED_COMMON && looked > STM_SEED_LOOK)) {
            k = place > STM_SEED_BEFORE ? place - STM_SEED_BEFORE : 0;
        }
        for (; k < place; k++) {
            if (s->count[list[k]] == 0) {
                s->touched[n_touched++] = list[k];
            }
            s->count[list[k]] += weight | ONE;
            looked++;
        }
    }
    s->looked += looked;
    least = least_weight(s, n_touched);
    for (uint32_t i = 0; i < n_touched; i++) {
        uint32_t other = s->touched[i], weight = s->count[other] & WEIGHT, count = s->count[other] / ONE;
        bool enough = count >= ((noisy[article] | noisy[other]) != 0 ? STM_SEED_MIN_NOISY : STM_SEED_MIN) ||
                      ((noisy[article] & noisy[other]) != 0 && weight >= STM_SEED_WEIGHT_RARE);
        s->count[other] = 0;
        if (enough && weight >= least && n < STM_CANDIDATES_MAX) {
            out[n++] = (stm_candidate){ other, weight };
        }
    }
    /* ascending: insertion into the few, heap order into the many */
    for (uint32_t gap = n / 2; gap > 0; gap /= 2) {
        for (uint32_t i = gap; i < n; i++) {
            stm_candidate c = out[i];
            uint32_t k = i;
            for (; k >= gap && out[k - gap].article > c.article; k -= gap) {
                out[k] = out[k - gap];
            }
            out[k] = c;
        }
    }
    return n;
}

/* ---- pairs of sketches --------------------------------------------------------------------------------- */

static uint32_t slot_of(const stm_prober *p, uint64_t seed)
{
    return (uint32_t)(seed >> (64 - p->bits)); /* fingerprints are hashes already */
}

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
    uint32_t first, a, b, n; /* where it begins in b; its last fingerprint on either side; how many it has */
} thread;

#define THREADS 4

static bool goes_on(const thread *t, uint32_t a, uint32_t b)
{
    uint32_t da = a - t->a, db = b - t->b; /* backwards: very large */
    return da <= STM_PROBE_GAP && db <= STM_PROBE_GAP && (da > db ? da - db : db - da) <= STM_PROBE_SKEW;
}

uint32_t stm_prober_longest(const stm_prober *p, const uint64_t *b, uint32_t n, uint32_t least, uint32_t enough)
{
    thread threads[THREADS] = { { 0, 0, 0, 0 } };
    uint32_t mask = ((uint32_t)1 << p->bits) - 1, longest = 0, oldest = 0;
    for (uint32_t k = 0; k < n && longest < enough; k++) {
        uint32_t s = slot_of(p, b[k]), at_a, at_b, x = 0;
        while (p->slots[s] != 0 && stm_seed_fingerprint(p->a[p->slots[s] - 1]) != stm_seed_fingerprint(b[k])) {
            s = (s + 1) & mask;
        }
        if (p->slots[s] == 0) {
            continue;
        }
        at_a = stm_seed_place(p->a[p->slots[s] - 1]);
        at_b = stm_seed_place(b[k]);
        while (x < THREADS && !(threads[x].n > 0 && goes_on(&threads[x], at_a, at_b))) {
            x++;
        }
        if (x == THREADS) {
            x = oldest;
            oldest = (oldest + 1) % THREADS;
            threads[x] = (thread){ .first = at_b };
        }
        threads[x] = (thread){ threads[x].first, at_a, at_b, threads[x].n + 1 };
        if (threads[x].n >= least && at_b - threads[x].first + STM_SEED_LETTERS > longest) {
            longest = at_b - threads[x].first + STM_SEED_LETTERS;
        }
    }
    return longest;
}

/* ---- all articles -------------------------------------------------------------------------------------- */

typedef struct search_lane {
    stm_candidate_scratch scratch;
    stm_prober prober;
    stm_sketch_room room_a, room_b;
    uint64_t probed;
    stm_err err;
    stm_candidate *found; /* STM_CANDIDATES_MAX */
    stm_candidate *at;    /* of all articles that this lane did */
    size_t n, cap;
} search_lane;

typedef struct place {
    uint32_t lane, n;
    uint64_t first;
} place;

typedef struct search {
    const stm_postings *postings;
    const stm_sketches *sketches;
    search_lane lanes[STM_CREW_MAX];
    place *places; /* by article: where its candidates are */
} search;

#define STRETCH 64 /* articles that a lane takes at a time */

/* Takes out what shares no passage. */
static stm_status probe(search *s, search_lane *l, uint32_t article, uint32_t *n)
{
    const uint64_t *a, *b;
    uint32_t kept = 0, letters;
    stm_status status = stm_sketches_get(s->sketches, article, &l->room_a, &a, &l->err);
    if (status == STM_OK && !stm_prober_set(&l->prober, a, stm_sketches_count(s->sketches, article))) {
        status = no_memory(&l->err);
    }
    for (uint32_t k = 0; k < *n && status == STM_OK; k++) {
        uint32_t other = l->found[k].article;
        bool noisy = (s->sketches->noisy[article] | s->sketches->noisy[other]) != 0;
        if ((s->sketches->noisy[article] & s->sketches->noisy[other]) != 0) {
            l->found[kept++] = l->found[k]; /* too little is left of a passage to tell */
            continue;
        }
        status = stm_sketches_get(s->sketches, other, &l->room_b, &b, &l->err);
        letters = noisy ? STM_PROBE_LETTERS_NOISY : STM_PROBE_LETTERS;
        if (status == STM_OK && stm_prober_longest(&l->prober, b, stm_sketches_count(s->sketches, other),
                                                   noisy ? STM_PROBE_MIN_NOISY : STM_PROBE_MIN, letters) >= letters) {
            l->found[kept++] = l->found[k];
        }
    }
    l->probed += *n;
    *n = kept;
    return status;
}

static stm_status search_stretch(void *arg, uint32_t lane, uint32_t item)
{
    search *s = arg;
    search_lane *l = &s->lanes[lane];
    uint32_t n = s->postings->n_articles, from = s->postings->first + item * STRETCH;
    uint32_t end = n - from < STRETCH ? n : from + STRETCH;
    if (l->found == NULL) {
        l->found = stm_mem_alloc(STM_CANDIDATES_MAX * sizeof *l->found);
        l->scratch.count = stm_mem_zalloc(n, sizeof *l->scratch.count);
        l->scratch.touched = stm_mem_zalloc(n, sizeof *l->scratch.touched);
        if (l->found == NULL || l->scratch.count == NULL || l->scratch.touched == NULL) {
            return STM_NO_MEMORY;
        }
    }
    for (uint32_t a = from; a < end; a++) {
        uint32_t k = stm_candidates_find(s->postings, s->sketches->noisy, a, &l->scratch, l->found);
        stm_status status = k == 0 ? STM_OK : probe(s, l, a, &k);
        if (status != STM_OK) {
            return status;
        }
        if (l->n + k > l->cap) {
            size_t cap = (l->n + k) * 2 + 1024;
            stm_candidate *at = stm_mem_realloc(l->at, cap * sizeof *at);
            if (at == NULL) {
                return STM_NO_MEMORY;
            }
            l->at = at;
            l->cap = cap;
        }
        if (k != 0) {
            memcpy(l->at + l->n, l->found, k * sizeof *l->at);
        }
        s->places[a] = (place){ lane, k, l->n };
        l->n += k;
    }
    return STM_OK;
}

static stm_status join_lanes(search *s, stm_links *out)
{
    uint32_t n = s->postings->n_articles;
    uint64_t total = 0;
    for (uint32_t k = 0; k < STM_CREW_MAX; k++) {
        total += s->lanes[k].n;
        out->looked += s->lanes[k].scratch.looked;
        out->probed += s->lanes[k].probed;
    }
    out->n_articles = n;
    out->start = stm_mem_alloc(((size_t)n + 1) * sizeof *out->start);
    out->at = stm_mem_alloc((size_t)total * sizeof *out->at);
    if (out->start == NULL || out->at == NULL) {
        return STM_NO_MEMORY;
    }
    out->start[0] = 0;
    for (uint32_t a = 0; a < n; a++) {
        const place *p = &s->places[a];
        out->start[a + 1] = out->start[a] + p->n;
        if (p->n != 0) {
            memcpy(out->at + out->start[a], s->lanes[p->lane].at + p->first, p->n * sizeof *out->at);
        }
    }
    return STM_OK;
}

stm_status stm_links_find(const stm_postings *postings, const stm_sketches *sketches, uint32_t threads, stm_links *out,
                          stm_err *err)
{
    search *s = stm_mem_zalloc(1, sizeof *s);
    stm_status status = STM_NO_MEMORY;
    *out = (stm_links){ 0 };
    if (s != NULL) {
        s->postings = postings;
        s->sketches = sketches;
        s->places = stm_mem_zalloc(postings->n_articles, sizeof *s->places);
        if (s->places != NULL) {
            status = stm_crew_run(threads, (postings->n_articles - postings->first + STRETCH - 1) / STRETCH,
                                  search_stretch, s);
        }
        status = status == STM_OK ? join_lanes(s, out) : status;
        for (uint32_t k = 0; k < STM_CREW_MAX; k++) {
            if (s->lanes[k].err.status != STM_OK && err != NULL) {
                *err = s->lanes[k].err;
            }
            stm_prober_fini(&s->lanes[k].prober);
            stm_mem_free(s->lanes[k].room_a.at);
            stm_mem_free(s->lanes[k].room_b.at);
            stm_mem_free(s->lanes[k].scratch.count);
            stm_mem_free(s->lanes[k].scratch.touched);
            stm_mem_free(s->lanes[k].found);
            stm_mem_free(s->lanes[k].at);
        }
        stm_mem_free(s->places);
        stm_mem_free(s);
    }
    return status == STM_NO_MEMORY ? no_memory(err) : status;
}

void stm_links_fini(stm_links *l)
{
    stm_mem_free(l->start);
    stm_mem_free(l->at);
    *l = (stm_links){ 0 };
}
